// Positions that are no WGS 84 degrees, told apart so that the answer can name them. Pure.
// Twin of cameras/coordinates/grids.py.
import { refusal } from "./results.js";

const NAMED = [
  ["Lambert-93", /\b(?:lambert[\s-]?93|l93|rgf[\s-]?93\s?\/\s?lambert|epsg\s?:?\s?2154)\b/i],
  ["Lambert", /\b(?:lambert|cc4[2-9]|cc50)\b/i],
  ["UTM", /\b(?:utm|epsg\s?:?\s?32[67][0-9]{2}|epsg\s?:?\s?258[0-9]{2})\b/i],
  ["MGRS", /\b(?:mgrs|usng)\b/i],
  ["LV95", /\b(?:lv95|lv03|ch1903|epsg\s?:?\s?(?:2056|21781))\b/i],
  ["Web Mercator", /\b(?:epsg\s?:?\s?(?:3857|900913)|web\s?mercator)\b/i],
  ["Gauss-Krüger", /\bgauss[\s-]?kr(?:ü|ue?)ger\b/i],
  ["GCJ-02", /\b(?:gcj[\s-]?02|bd[\s-]?09)\b/i],
];
const SHAPED = [
  ["MGRS", /^[0-9]{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:[0-9]{2,5}\s?[0-9]{2,5}|[0-9]{4,10})$/i],
  [
    "UTM",
    /^(?:zone\s?)?[0-9]{1,2}\s?[C-HJ-NP-X][\s,;/]{1,3}[0-9]{5,7}(?:[.,][0-9]{1,4})?\s?m?\s?[EO]?[\s,;/]{1,3}[0-9]{6,8}(?:[.,][0-9]{1,4})?\s?m?\s?N?$/i,
  ],
  ["British National Grid", /^[HNOST][A-HJ-Z]\s?(?:[0-9]{3,5}\s[0-9]{3,5}|[0-9]{6}|[0-9]{8}|[0-9]{10})$/i],
];
const LARGE = /[0-9]{1,3}(?:[ '][0-9]{3}){1,2}(?:[.,][0-9]{1,4})?|[0-9]{5,8}(?:[.,][0-9]{1,4})?/g;
// Easting and northing in metres: west, east, south, north of where the system is used.
const RANGES = [
  ["LV95", 2_480_000, 2_840_000, 1_070_000, 1_300_000],
  ["Lambert-93", 90_000, 1_280_000, 6_000_000, 7_200_000],
  ["UTM", 100_000, 900_000, 1_000_000, 9_400_000],
];
const WORD = String.raw`[\p{L}\p{Nl}\p{No}]{2,30}`;
const WORDS = new RegExp(String.raw`^/{0,3}${WORD}\.${WORD}\.${WORD}$`, "u");

/** The refusal that names the system; null when the text looks like none of them. */
export function recognise(text) {
  for (const [name, pattern] of NAMED) {
    if (pattern.test(text)) return refusal(name === "GCJ-02" ? "datum" : "grid", name);
  }
  for (const [name, pattern] of SHAPED) if (pattern.test(text)) return refusal("grid", name);
  if (WORDS.test(text) || text.startsWith("///")) return refusal("what3words");
  return bySize(text);
}

/** Two numbers of metres. Their system can only be guessed, so it is named for the most usual ones. */
function bySize(text) {
  const numbers = (text.match(LARGE) ?? []).map((piece) =>
    Number(piece.replace(/[ ']/g, "").replace(",", ".")),
  );
  if (numbers.length !== 2 || /[0-9]\.[0-9]{5}/.test(text)) return null;
  for (const [x, y] of [numbers, [numbers[1], numbers[0]]]) {
    for (const [name, west, east, south, north] of RANGES) {
      if (west <= x && x <= east && south <= y && y <= north) return refusal("grid", name);
    }
  }
  return refusal("grid");
}
