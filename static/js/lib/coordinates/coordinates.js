// Coordinates as people have them: typed, copied, as a link or as a code; WGS 84. Pure: no DOM, no Leaflet.
// One reader for every place where a position comes in. Twin of cameras/coordinates/; one table tries both.
import { readPlusCode } from "./codes.js";
import { recognise } from "./grids.js";
import { readLink } from "./links.js";
import { isPosition, refusal } from "./results.js";
import { readStructured } from "./structured.js";
import { readTyped } from "./typed.js";
import { findUrl } from "./url.js";
import { plain } from "./words.js";

export { isPosition, looksSwapped } from "./results.js";
export { readDegrees } from "./typed.js";

export const LONGEST = 4000; // letters; a link of Google Maps with all its data has about 600
/** Refusals of texts that are meant as a place, whatever else a search finds. */
export const SPEAKING = new Set(
  "short_link object_link address_link route_link link short_plus_code plus_code what3words grid datum too_long".split(
    " ",
  ),
);
// Six decimals are 11 cm on the ground: finer than a finger on a map, short enough to read out.
const DECIMALS = 6;

/**
 * One position {lat, lon, zoom, accuracy}, or {refused, looksLike, choices}. `language` decides what O means
 * (Ouest, Ost); `near`, [latitude, longitude] in degrees, completes a short Plus Code.
 */
export function readCoordinates(typed, { language = "", near = null } = {}) {
  if ([...typed].length > LONGEST) return refusal("too_long");
  const text = plain(typed);
  if (!text) return refusal("empty");
  const [link, rest] = findUrl(text);
  if (link) return beside(readLink(link, near, language), rest, language);
  return readStructured(text) ?? readPlusCode(text, near) ?? typedOrNamed(text, language);
}

export function formatCoordinate(value) {
  return value.toFixed(DECIMALS);
}

function typedOrNamed(text, language) {
  const result = readTyped(text, language);
  if (isPosition(result) || result.choices.length) return result;
  return recognise(text) ?? result;
}

/** What apps share is often coordinates and a link that says nothing: then the coordinates count. */
function beside(result, rest, language) {
  if (isPosition(result) || !rest.trim()) return result;
  const other = readTyped(rest, language);
  return isPosition(other) ? other : result;
}
