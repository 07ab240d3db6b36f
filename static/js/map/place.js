// What the address of the map page says: place, zoom, shown kinds, open camera. Pure.
import { OWNERSHIPS } from "../lib/cameras/symbology.js";
import { MAX_ZOOM, MIN_ZOOM, readMapLink } from "../lib/coordinates/map_link.js";
import { bboxText, clamp, wrapLongitude, zoomOfBox } from "../lib/geo.js";
import { filterQuery, readFilters } from "./filters.js";

/**
 * {lat, lon, zoom, isUnreadable, ownership: Set, filters, camera}. A place is taken whole or not at all; nonsense
 * gives the start. `size`: of the map in pixels, for an address that names a box.
 */
export function readState(search, start, { hash = "", size = { x: 1024, y: 768 } } = {}) {
  const params = new URLSearchParams(search);
  const view = readMapLink(search, hash);
  const given = view !== null && !view.refused;
  const { lat, lon } = given ? view : start;
  const fitting = given && view.box ? zoomOfBox(view.box, size) : start.zoom;
  return {
    lat,
    lon,
    zoom: clamp((given && view.zoom) || fitting, MIN_ZOOM, MAX_ZOOM),
    isUnreadable: view !== null && !given,
    ownership: readOwnership(params),
    filters: readFilters(params),
    camera: numberIn(params, "camera", 1, Number.MAX_SAFE_INTEGER),
  };
}

function numberIn(params, name, low, high) {
  const text = (params.get(name) ?? "").trim();
  const value = Number(text);
  return text !== "" && Number.isFinite(value) && value >= low && value <= high ? value : null;
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
