// The one place that knows the globals of the two classic scripts of a map page. A page without the second
// script has no street map, only the ground.
export const L = window.L;
export const protomaps = window.protomapsL;

/** What a map shows: {west, south, east, north} in degrees, not wrapped. */
export function boundsOf(map) {
  const box = map.getBounds();
  return { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() };
}
