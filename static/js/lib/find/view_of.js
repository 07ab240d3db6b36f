// Where to look at what was found. Pure.
import { firstZoom } from "../basemap/sources.js";

export const STREET_ZOOM = 17;
const TOWN_ZOOM = 15;
const LEGIBLE = 2; // zooms after the first one, on which a street map is 64 pixels wide
const WORLD_ZOOM = 11; // the last one on which the map shows something where it has no streets

/** The first zoom on which a street map shows something at a place; null where there is none. */
function streetsFrom({ lat, lon }, streetMaps) {
  const here = streetMaps.find(
    ({ bounds }) => bounds && lon >= bounds[0] && lat >= bounds[1] && lon <= bounds[2] && lat <= bounds[3],
  );
  return here ? firstZoom(here.bounds) + LEGIBLE : null;
}

/**
 * Where to look at a find: {lat, lon, zoom}; for one that has an extent {lat, lon, box, minZoom}, the zoom on which
 * there are streets, which an area with much sea does not fill, or 0.
 */
export function viewOf({ kind, lat, lon, box, town }, streetMaps) {
  const at = { lat: town?.lat ?? lat, lon: town?.lon ?? lon };
  if (box) return { ...at, box, minZoom: (town && streetsFrom(at, streetMaps)) ?? 0 };
  if (kind !== "town") return { ...at, zoom: STREET_ZOOM };
  return { ...at, zoom: streetsFrom(at, streetMaps) === null ? WORLD_ZOOM : TOWN_ZOOM };
}
