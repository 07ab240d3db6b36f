// Positions packed into letters: Plus Codes, the short links of OpenStreetMap and Organic Maps, geohashes. Pure.
// Twin of cameras/coordinates/codes.py.
import PlusCode from "../../../vendor/open-location-code-typescript/open-location-code.js";
import { place, refusal, rounded } from "./results.js";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const OSM = `${DIGITS}_~`;
const GE0 = `${DIGITS}-_`;
const GEOHASH = "0123456789bcdefghjkmnpqrstuvwxyz";
const METRES_PER_DEGREE = 111_195;
const SQUARE = 2 ** 30; // Organic Maps: 30 bits a side

// A code alone, or in front of the name of a town; the last part is optional in 8FM90000+.
const PLUS = /^([23456789CFGHJMPQRVWX]{2,8}0{0,6}\+[23456789CFGHJMPQRVWX]{0,7})(?:[\s,]+([^0-9+]{1,80}))?$/i;
const BAD_PLUS = /^[0-9A-Z]{2,8}\+[0-9A-Z]{2,7}$/i;

/** A Plus Code; a short one by `near`, [latitude, longitude]. null when it is none. */
export function readPlusCode(text, near) {
  const match = PLUS.exec(text);
  let code = match ? match[1].toUpperCase() : "";
  if (!match || !PlusCode.isValid(code)) {
    return match || (BAD_PLUS.test(text) && /[0-9]/.test(text)) ? refusal("plus_code") : null;
  }
  if (PlusCode.isShort(code)) {
    if (!near) return refusal("short_plus_code");
    code = PlusCode.recoverNearest(code, near[0], near[1]);
  }
  if (!PlusCode.isFull(code)) return refusal("plus_code");
  const area = PlusCode.decode(code);
  const accuracy = ((area.latitudeHi - area.latitudeLo) / 2) * METRES_PER_DEGREE;
  return place(area.latitudeCenter, area.longitudeCenter, null, rounded(accuracy, 1));
}

/** The code of https://osm.org/go/0OoBTHM-: three bits each of longitude and latitude a letter. */
export function readOsmShortLink(code) {
  const letters = code.replaceAll("@", "~").replace(/-+$/, "");
  const values = Array.from(letters, (letter) => OSM.indexOf(letter));
  if (!letters || letters.length > 10 || values.includes(-1)) return null;
  const [x, y] = woven(values);
  const side = 2 ** (3 * letters.length);
  const dashes = code.length - letters.length;
  const zoom = 3 * letters.length - 8 - (dashes ? 3 - dashes : 0);
  return place((y / side) * 180 - 90, (x / side) * 360 - 180, zoom);
}

/** The code of https://omaps.app/o4MnIOApKp: a letter of zoom, nine of position. */
export function readGe0(code) {
  const values = Array.from(code, (letter) => GE0.indexOf(letter));
  if (values.length !== 10 || values.includes(-1)) return null;
  const [y, x] = woven(values.slice(1));
  const [lat, lon] = [y * 8 + 4, x * 8 + 4]; // the middle of the smallest square
  return place(Math.min(90, (lat / (SQUARE - 1)) * 180 - 90), (lon / SQUARE) * 360 - 180, values[0] / 4 + 4);
}

/** A geohash of at least five letters: the middle of its square. */
export function readGeohash(code) {
  const values = Array.from(code.toLowerCase(), (letter) => GEOHASH.indexOf(letter));
  if (values.length < 5 || values.length > 12 || values.includes(-1)) return null;
  const [low, high] = [
    [-90, -180],
    [90, 180],
  ];
  let axis = 1;
  for (const value of values) {
    for (const shift of [4, 3, 2, 1, 0]) {
      const middle = (low[axis] + high[axis]) / 2;
      ((value >> shift) & 1 ? low : high)[axis] = middle;
      axis = 1 - axis;
    }
  }
  return place((low[0] + high[0]) / 2, (low[1] + high[1]) / 2);
}

/** Takes apart six-bit values into two numbers, three bits each, the first one's first. */
function woven(values) {
  let [first, second] = [0, 0];
  for (const value of values) {
    for (const shift of [4, 2, 0]) {
      first = first * 2 + ((value >> (shift + 1)) & 1);
      second = second * 2 + ((value >> shift) & 1);
    }
  }
  return [first, second];
}
