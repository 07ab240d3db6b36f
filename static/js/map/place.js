// What the address of the map page says: place, zoom, shown kinds, open camera. Pure.

import { OWNERSHIPS } from "../lib/cameras/symbology.js";
import { bboxText, clamp, wrapLongitude } from "../lib/geo.js";
import { filterQuery, readFilters } from "./filters.js";

export const MIN_ZOOM = 2;
export const MAX_ZOOM = 20;

function numberIn(params, name, low, high) {
  const text = (params.get(name) ?? "").trim();
  const value = Number(text);
  return text !== "" && Number.isFinite(value) && value >= low && value <= high ? value : null;
}

/** {lat, lon, zoom, ownership: Set, filters, camera}. A place is taken whole or not at all; nonsense gives the start. */
export function readState(search, start) {
  const params = new URLSearchParams(search);
  const lat = numberIn(params, "lat", -85, 85);
  const lon = numberIn(params, "lon", -540, 540);
  const zoom = numberIn(params, "zoom", 0, 24) ?? start.zoom;
  const given = lat !== null && lon !== null;
  return {
    lat: given ? lat : start.lat,
    lon: given ? lon : start.lon,
    zoom: clamp(Math.round(given ? zoom : start.zoom), MIN_ZOOM, MAX_ZOOM),
    ownership: readOwnership(params),
    filters: readFilters(params),
    camera: numberIn(params, "camera", 1, Number.MAX_SAFE_INTEGER),
  };
}

function readOwnership(params) {
  if (!params.has("ownership")) return new Set(OWNERSHIPS);
  const asked = params.get("ownership").split(",");
  const known = OWNERSHIPS.filter((kind) => asked.includes(kind));
  // A link with nothing we know would open an empty map and look broken.
  return new Set(known.length ? known : OWNERSHIPS);
}

/** Five digits are a metre; more would only make the address longer. */
export function placeQuery({ lat, lon, zoom }) {
  return `?lat=${Number(lat.toFixed(5))}&lon=${Number(wrapLongitude(lon).toFixed(5))}&zoom=${zoom}`;
}

export function ownershipQuery(ownership) {
  if (ownership.size === OWNERSHIPS.length || ownership.size === 0) return "";
  return `&ownership=${OWNERSHIPS.filter((kind) => ownership.has(kind)).join(",")}`;
}

export function stateQuery(state) {
  const camera = state.camera ? `&camera=${state.camera}` : "";
  return placeQuery(state) + ownershipQuery(state.ownership) + filterQuery(state.filters) + camera;
}

/** The list takes one kind or all: with two chips pressed it shows all. */
export function listQuery(bounds, { ownership, filters }) {
  const one = ownership.size === 1 ? ownershipQuery(ownership) : "";
  return `?bbox=${bboxText(bounds)}${one}${filterQuery(filters)}`;
}
