// Arithmetic of the web map: world pixels, tiles, distances, compass. Pure: no DOM, no Leaflet, no translation.

export const TILE_SIZE = 256;
export const TILE_EXTENT = 4096;
const EARTH_RADIUS_M = 6_371_008.8;
const EQUATOR_M = 40_075_016.686;
const MAX_LATITUDE = 85.0511287798;
const COMPASS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (value) => (value * 180) / Math.PI;

export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/** Longitude brought into -180..180 (180 itself stays). */
export function wrapLongitude(lon) {
  if (lon >= -180 && lon <= 180) return lon;
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}

/** Position in pixels of the whole world at a zoom, y down. */
export function latLonToWorld(lat, lon, zoom) {
  const size = TILE_SIZE * 2 ** zoom;
  const sine = Math.sin(radians(clamp(lat, -MAX_LATITUDE, MAX_LATITUDE)));
  return {
    x: ((lon + 180) / 360) * size,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size,
  };
}

export function worldToLatLon(x, y, zoom) {
  const size = TILE_SIZE * 2 ** zoom;
  const mercator = Math.PI * (1 - (2 * y) / size);
  return { lat: degrees(Math.atan(Math.sinh(mercator))), lon: (x / size) * 360 - 180 };
}

/** The deepest whole zoom at which a box [west, south, east, north] fits into `size` pixels. */
export function zoomOfBox([west, south, east, north], { x, y }) {
  const from = latLonToWorld(north, west, 0);
  const to = latLonToWorld(south, east < west ? east + 360 : east, 0);
  const scale = Math.min(x / (to.x - from.x), y / (to.y - from.y));
  return Math.floor(Math.log2(scale));
}

/** The place of a point given in tile units (0..4095, y down) inside tile z/x/y. */
export function tileToLatLon(z, x, y, unitX, unitY) {
  const scale = TILE_SIZE / TILE_EXTENT;
  return worldToLatLon(x * TILE_SIZE + unitX * scale, y * TILE_SIZE + unitY * scale, z);
}

export function metersPerPixel(lat, zoom) {
  return (EQUATOR_M * Math.cos(radians(lat))) / (TILE_SIZE * 2 ** zoom);
}

/** Great-circle distance in metres between {lat, lon} and {lat, lon}. */
export function distance(from, to) {
  const lat = radians(to.lat - from.lat) / 2;
  const lon = radians(to.lon - from.lon) / 2;
  const chord =
    Math.sin(lat) ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(lon) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** One of the eight English compass words ("SE"); the caller translates it. */
export function compassWord(heading) {
  const turned = ((heading % 360) + 360) % 360;
  return COMPASS[Math.round(turned / 45) % 8];
}

/** 950, 1.2k, 12k, 3.4M: four characters at most, so that it fits in a disc on the map. */
export function shortNumber(n) {
  if (n < 1000) return String(n);
  const [value, unit] = n < 999_500 ? [n / 1000, "k"] : [n / 1_000_000, "M"];
  return (value < 9.95 ? value.toFixed(1) : String(Math.round(value))) + unit;
}

export function formatNumber(n, language) {
  if (Number.isInteger(n) && n >= 0 && n < 1000) return String(n); // the first use of Intl takes 17 ms
  return new Intl.NumberFormat(language).format(n);
}

/** "lat, lon" as people read and paste it: decimal points in every language, 6 digits = 11 cm. */
export function formatPlace(lat, lon) {
  return `${lat.toFixed(6)}, ${wrapLongitude(lon).toFixed(6)}`;
}

/** The "w,s,e,n" the server asks for; w > e when the box crosses the antimeridian. */
export function bboxText({ west, south, east, north }) {
  const wide = east - west >= 360;
  const values = [
    wide ? -180 : wrapLongitude(west),
    clamp(south, -90, 90),
    wide ? 180 : wrapLongitude(east),
    clamp(north, -90, 90),
  ];
  return values.map((value) => String(Number(value.toFixed(6)))).join(",");
}
