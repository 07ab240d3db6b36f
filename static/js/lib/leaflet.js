// The one place that knows the global of Leaflet, a classic script.
export const L = window.L;

/** What a map shows: {west, south, east, north} in degrees, not wrapped. */
export function boundsOf(map) {
  const box = map.getBounds();
  return { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() };
}

/** Shows a place, or as much round it as its box measures: {lat, lon, zoom} or {lat, lon, box: [w, s, e, n], minZoom}. */
export function showPlace(map, { lat, lon, zoom, box, minZoom }, { animate, maxZoom }) {
  const [west, south, east, north] = box ?? [];
  const fitting = () => map.getBoundsZoom(L.latLngBounds([south, west], [north, east]));
  map.setView([lat, lon], zoom ?? Math.min(Math.max(fitting(), minZoom), maxZoom), { animate });
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
