// Positions in the forms of machines: GeoJSON, WKT, KML, ISO 6709, NMEA, aviation. Pure.
// Twin of cameras/coordinates/structured.py.
import { place } from "./results.js";

const NUMBER = String.raw`([+-]?[0-9]{1,9}(?:\.[0-9]{1,20})?)`;
// Longitude first in these three.
const LONGITUDE_FIRST = [
  new RegExp(String.raw`"?coordinates"?\s*[:=]\s*\[\s*${NUMBER}\s*,\s*${NUMBER}\s*[,\]]`, "i"),
  new RegExp(String.raw`\bpoint\s*(?:zm?|m)?\s*\(\s*${NUMBER}\s+${NUMBER}(?:\s+${NUMBER}){0,2}\s*\)`, "i"),
  new RegExp(String.raw`<coordinates>\s*${NUMBER},${NUMBER}(?:,${NUMBER})?\s*</coordinates>`, "i"),
];
// Latitude first: +43.7384+007.4246/, +434418.2+0072528.6+120CRSWGS_84/
const ISO_6709 =
  /^([+-])([0-9]{2,6})((?:\.[0-9]{1,20})?)([+-])([0-9]{3,7})((?:\.[0-9]{1,20})?)(?:[+-][0-9.]{1,20})?(?:CRS[A-Z0-9_]{1,20})?\/?$/;
// 434418N 0072528E, 4344.304,N,00725.476,E (NMEA, perhaps inside a sentence), N4344.304 E00725.476
const COMPACT =
  /([0-9]{4}|[0-9]{6})((?:\.[0-9]{1,20})?)[,\s]?([NS])[,;/\s]{0,3}([0-9]{5}|[0-9]{7})((?:\.[0-9]{1,20})?)[,\s]?([EW])\b/;
const COMPACT_LED =
  /^([NS])\s?([0-9]{4}|[0-9]{6})((?:\.[0-9]{1,20})?)[,;/\s]{0,3}([EW])\s?([0-9]{5}|[0-9]{7})((?:\.[0-9]{1,20})?)$/;

/** A position in one of these forms; null when the text is in none of them. */
export function readStructured(text) {
  for (const pattern of LONGITUDE_FIRST) {
    const match = pattern.exec(text);
    if (match) return place(Number(match[2]), Number(match[1]));
  }
  const iso = ISO_6709.exec(text);
  if (iso)
    return signed(packed(iso[2], iso[3], 2), iso[1] === "-", packed(iso[5], iso[6], 3), iso[4] === "-");
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, lat, latFraction, north, lon, lonFraction, east] = compact;
    return signed(packed(lat, latFraction, 2), north === "S", packed(lon, lonFraction, 3), east === "W");
  }
  const led = COMPACT_LED.exec(text);
  if (led) {
    const [, north, lat, latFraction, east, lon, lonFraction] = led;
    return signed(packed(lat, latFraction, 2), north === "S", packed(lon, lonFraction, 3), east === "W");
  }
  return null;
}

/** DD, DDMM or DDMMSS (DDD.. for a longitude), the last with a fraction; null when they do not add up. */
function packed(digits, fraction, degrees) {
  const parts = [digits.slice(0, degrees)];
  for (let at = degrees; at < digits.length; at += 2) parts.push(digits.slice(at, at + 2));
  if (parts.length > 3 || parts.at(-1).length < 2) return null;
  parts.push(parts.pop() + fraction);
  const [whole, minutes = 0, seconds = 0] = parts.map(Number);
  return minutes < 60 && seconds <= 60 ? whole + minutes / 60 + seconds / 3600 : null;
}

function signed(lat, isSouth, lon, isWest) {
  if (lat === null || lon === null) return null;
  return place(isSouth ? -lat : lat, isWest ? -lon : lon);
}
