// The one place that knows the global of Leaflet, a classic script.
export const L = window.L;

/** What a map shows: {west, south, east, north} in degrees, not wrapped. */
export function boundsOf(map) {
  const box = map.getBounds();
  return { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() };
}

/** No fading: each tile would become a layer of its own, and all of them be put together in every frame. */
export const FADE = false;

/** Options of a map that is a picture: it takes no focus and no finger away from the page. */
export const STILL = {
  dragging: false,
  keyboard: false,
  scrollWheelZoom: false,
  doubleClickZoom: false,
  boxZoom: false,
  touchZoom: false,
  zoomControl: false,
  fadeAnimation: FADE,
};
