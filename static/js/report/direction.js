// From the words people type for a direction to the cones the map draws. Pure: no DOM, no Leaflet.
// The server keeps the text as typed and reads it by the same rule; this twin serves the live picture.

// A camera that states no angle is drawn 60 degrees wide, here as everywhere on the map.
const CONE_WIDTH = 60;

export const POINTS = "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split(" ");
const STEP = 360 / POINTS.length;
const LONG = { N: "north", E: "east", S: "south", W: "west" };
const WORDS = new Map();
const LANES = new Map(); // the way the traffic of the watched lane goes, which is a hint and not a heading
for (const [index, point] of POINTS.entries()) {
  const long = Array.from(point, (letter) => LONG[letter]).join("");
  const short = point.toLowerCase();
  for (const word of [short, long]) WORDS.set(word, index * STEP);
  if (point.length > 1) continue;
  for (const word of [`${short}b`, `${short}bound`, `${long}bound`]) LANES.set(word, index * STEP);
}
const NUMBER = /^([+-]?[0-9]+(?:\.[0-9]*)?)\s*[°º]?$/;
const RANGE = /^([+-]?[\p{L}\d_.°º]+)\s*[-–]\s*([+-]?[\p{L}\d_.°º]+)$/u;

/** One heading ("135", "-45", "SE", "south-east", "NB") in degrees from 0 to below 360, or null. */
export function parseHeading(token) {
  const degrees = degreesOf(token.trim()) ?? LANES.get(squeezed(token)) ?? null;
  return degrees === null ? null : mod360(degrees);
}

function degreesOf(text) {
  const number = NUMBER.exec(text);
  if (number) return Math.abs(Number(number[1])) <= 360 ? Number(number[1]) : null;
  return WORDS.get(squeezed(text)) ?? null;
}

const squeezed = (text) => text.replace(/[\s_-]/g, "").toLowerCase();

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
  const [first, last] = [degreesOf(match[1]), degreesOf(match[2])];
  if (first === null || last === null) return null;
  if (Math.abs(last - first) === 360) return [0, 360];
  const [start, end] = [mod360(first), mod360(last)];
  if (start === end) return cone(start);
  return [start, end > start ? end : end + 360]; // 338-23 crosses north and ends past 360
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
