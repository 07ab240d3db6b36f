// Reading and writing typed coordinates. Pure: no DOM, no Leaflet. Degrees, WGS 84.

// Six decimals are 11 cm: finer than a finger on a map, short enough to read out.
const DECIMALS = 6;
const NUMBER = /^[+-]?\d{1,3}(\.\d+)?$/;
const SIGNED = String.raw`[+\-−]?\d{1,3}`;
// A comma between two numbers parts them only beside a space or after a decimal point: "43,73" is one number.
const PAIRS = [
  new RegExp(`^(?:geo:)?(${SIGNED}(?:[.,]\\d+)?°?)(?:\\s*;\\s*|,?\\s+)(${SIGNED}(?:[.,]\\d+)?°?)$`),
  new RegExp(`^(?:geo:)?(${SIGNED}\\.\\d+°?)\\s*,\\s*(${SIGNED}(?:\\.\\d+)?°?)(?:[,?].*)?$`),
];

/** One coordinate as people type it ("43,7384", "−7.42", "43.7°"), or null when it is not one. */
export function parseCoordinate(text, limit) {
  const plain = String(text).trim().replace("−", "-").replace("°", "").replace(",", ".");
  if (!NUMBER.test(plain)) return null;
  const value = Number(plain);
  return Math.abs(value) <= limit ? value : null;
}

/** A pasted pair, latitude first ("43.7384, 7.4246", "43,7384; 7,4246", "geo:43.7,7.4"), or null. */
export function parsePair(text) {
  const plain = String(text).trim();
  const match = PAIRS.map((pair) => pair.exec(plain)).find(Boolean);
  if (!match) return null;
  const lat = parseCoordinate(match[1], 90);
  const lon = parseCoordinate(match[2], 180);
  return lat === null || lon === null ? null : { lat, lon };
}

export function formatCoordinate(value) {
  return value.toFixed(DECIMALS);
}
