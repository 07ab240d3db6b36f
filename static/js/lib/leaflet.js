// The one place that knows the global of Leaflet, a classic script.
export const L = window.L;

/** What a map shows: {west, south, east, north} in degrees, not wrapped. */
export function boundsOf(map) {
  const box = map.getBounds();
  return { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() };
}
