// From the words people type for a direction to the cones the map draws. Pure: no DOM, no Leaflet.
// The server keeps the text as typed and reads it by the same rule; this twin serves the live picture.

// A camera that states no angle is drawn 60 degrees wide, here as everywhere on the map.
const CONE_WIDTH = 60;

const POINTS = "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split(" ");
const STEP = 360 / POINTS.length;
const WORDS = { north: "N", east: "E", south: "S", west: "W" };
const NUMBER = /^[+-]?\d{1,3}(\.\d+)?$/;
const RANGE = /^(\d{1,3}(?:\.\d+)?|[a-z]+)\s*-\s*(\d{1,3}(?:\.\d+)?|[a-z]+)$/i;

/** One heading ("135", "-45", "SE", "south-east") in degrees 0..360, or null. */
export function parseHeading(token) {
  const text = token.trim().replace("°", "");
  if (NUMBER.test(text)) return Math.abs(Number(text)) <= 360 ? mod360(Number(text)) : null;
  const letters = text.toLowerCase().split(/[-\s]/);
  const word = letters.every((part) => Object.hasOwn(WORDS, part))
    ? letters.map((part) => WORDS[part]).join("")
    : text;
  const index = POINTS.indexOf(word.toUpperCase());
  return index < 0 ? null : index * STEP;
}

/** Everything a text says: arcs [start, end] clockwise with end > start, and the parts it could not read. */
export function parseDirection(text) {
  const arcs = [];
  const refused = [];
  for (const token of text.split(/[;,|]/)) {
    if (!token.trim()) continue;
    const arc = arcOf(token.trim());
    if (arc) arcs.push(arc);
    else refused.push(token.trim());
  }
  return { arcs, refused };
}

/** The single whole heading a text stands for, so that a slider can show it; null for anything else. */
export function singleHeading(text) {
  const heading = /[;,|]/.test(text) ? null : parseHeading(text);
  return heading === null ? null : Math.round(heading) % 360;
}

function arcOf(token) {
  const heading = parseHeading(token);
  if (heading !== null) return cone(heading);
  const match = RANGE.exec(token);
  if (!match) return null;
  const [start, end] = [parseHeading(match[1]), parseHeading(match[2])];
  if (start === null || end === null) return null;
  // 0-360 is all round; 338-23 crosses north and ends past 360.
  return [start, end > start ? end : end + 360];
}

function cone(heading) {
  const start = mod360(heading - CONE_WIDTH / 2);
  return [start, start + CONE_WIDTH];
}

function mod360(degrees) {
  return ((degrees % 360) + 360) % 360;
}

/** The directions of a text, each as it was typed. */
export function directionsOf(text) {
  return text
    .split(/[;,|]/)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** The text with another heading in place `index`; past the end it is one more. */
export function withDirection(text, index, degrees) {
  const parts = directionsOf(text);
  parts.splice(Math.min(index, parts.length), 1, String(degrees));
  return parts.join(";");
}

export function withoutDirection(text, index) {
  return directionsOf(text)
    .filter((_, at) => at !== index)
    .join(";");
}

/** What to begin a further direction with: the way behind the last one. */
export function oppositeOf(text) {
  const last = singleHeading(directionsOf(text).at(-1) ?? "");
  return last === null ? 0 : (last + 180) % 360;
}

export function isAllRound(text) {
  return parseDirection(text).arcs.some(([start, end]) => end - start === 360);
}
