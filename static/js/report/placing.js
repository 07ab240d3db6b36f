// Whether a place is good enough for a camera. Pure: no DOM, no Leaflet.

// From here on a house and its street corner are apart: good enough to say on which wall the camera hangs.
export const PLACING_ZOOM = 18;
// Seen from farther away, the middle of the map is a quarter and not a place.
export const LEAST_ZOOM = 17;

/** isExact: typed, or from a position; the map may show no streets there, and the zoom does not matter. */
export function isPlaced({ place, isExact, zoom }) {
  return place !== null && (isExact || zoom >= LEAST_ZOOM);
}
