// What a reader of coordinates answers: a position {lat, lon, zoom?, accuracy?}, or {refused, looksLike?, choices?}.
// Pure. Twin of cameras/coordinates/results.py, where the codes are listed; one table tries both.

const STEPS = 1e7; // a degree has 10 million steps of a centimetre
const DEEPEST_ZOOM = 24;
const NEAR_KM = 300; // of the map's centre, for looksSwapped
const KM_PER_DEGREE = 111.195;

export const refusal = (refused, looksLike = "", choices = []) => ({ refused, looksLike, choices });
export const isPosition = (result) => Boolean(result) && result.refused === undefined;

/** Rounded half up; the same double in Python and JavaScript. Never -0. */
export function rounded(value, steps = STEPS) {
  return Math.floor(value * steps + 0.5) / steps + 0;
}

/** The position, in degrees; a refusal when there is none such on earth. */
export function place(lat, lon, zoom = null, accuracy = null) {
  if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) {
    return {
      lat: rounded(lat),
      lon: rounded(lon),
      zoom: zoom !== null && zoom >= 0 && zoom <= DEEPEST_ZOOM ? rounded(zoom, 100) : null,
      accuracy: accuracy !== null && accuracy >= 0 && accuracy <= 1e7 ? rounded(accuracy, 10) : null,
    };
  }
  const isTurned = Math.abs(lon) <= 90 && Math.abs(lat) <= 180;
  return refusal("out_of_range", "", isTurned ? [place(lon, lat)] : []);
}

/**
 * The turned position, when it lies near and the given one does not: to be asked about; else null.
 * `near`: a box [west, south, east, north], or a centre [latitude, longitude]; degrees.
 */
export function looksSwapped(position, near) {
  const { lat, lon } = position;
  if (Math.abs(lon) > 90 || isNear(lat, lon, near) || !isNear(lon, lat, near)) return null;
  return { ...position, lat: lon, lon: lat };
}

/** In the box or within a tenth of its size of it, but at least NEAR_KM; so far from the centre. */
function isNear(lat, lon, near) {
  const [west, south, east, north] = near.length === 2 ? [near[1], near[0], near[1], near[0]] : near;
  const width = west <= east ? east - west : east - west + 360;
  const up = Math.max(NEAR_KM / KM_PER_DEGREE, (north - south) / 10);
  const along = Math.max(up / Math.max(0.1, Math.cos(((south + north) / 2) * (Math.PI / 180))), width / 10);
  const offset = (((lon - west + along) % 360) + 360) % 360;
  return south - up <= lat && lat <= north + up && offset <= width + 2 * along;
}
