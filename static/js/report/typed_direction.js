// Directions as people type them, into the text that direction.js and the server read. Pure.
// Twin of cameras/typed_direction.py: a comma is a decimal one, words are French, German or English, and O is west
// or east by the language.
import { rounded } from "../lib/coordinates/results.js";
import { EAST_LANGUAGES, plain, WEST_LANGUAGES } from "../lib/coordinates/words.js";
import { POINTS, parseDirection } from "./direction.js";

const ALL_ROUND = "0-360";
const LONGEST = 255; // letters, as wide as the column

const ROUND =
  /^(?:(?:360|0)\s*°?\s*)?(?:tout autour|toutes? (?:les )?directions?|all[ -]?(?:a?round|directions)|every direction|panoram(?:a|ique|ic|isch)|circulaire|rund ?um(?:sicht)?|rings ?um|alle richtungen|0\s*°?\s*-\s*360\s*°?)$/;
const FULL = /^360(?:[.,]0+)?\s*(?:°|deg[\p{L}\d_]*|grad)$/u;
// Stand in front of a direction and say nothing.
const FILLERS = new Set(
  (
    "vers direction plein plutôt plutot côté cote coté au aux à a en le la les du de cap regarde orienté " +
    "orientée environ env ca circa about approx nach von richtung in gen blick due to from toward towards the " +
    "facing looking heading pointing is"
  ).split(" "),
);
const BETWEEN = /^(?:entre|between|zwischen)\b(.{1,40}?)\b(?:et|and|und)\b(.{1,40})$/;
const RANGE = /^(.{1,40}?)(?:\s+(?:à|a|bis|to|until|jusqu'(?:à|au?))\s+(?:l')?|\.{2,3}|→|->|\s-\s)(.{1,40})$/;
const HYPHEN = /^([^-]{1,20})-([^-]{1,20})$/;
const SEPARATOR = /[;|\n/&+,]|\b(?:et|and|und)\b/;
const CHAIN = /[0-9]+(?:,[0-9]+)+/g;
const NUMBER = String.raw`([+-]?[0-9]{1,4}(?:[.,][0-9]{0,6})?)\s*(?:°|deg[\p{L}\d_]{0,5}|degrés?|grad|grados|gradi)?`;
const NUMBER_ALONE = new RegExp(`^${NUMBER}$`, "u");
const WITH_POINT = new RegExp(String.raw`^${NUMBER}\s*\(?(\p{L}[^\d()]{0,30})\)?$`, "u");
const POINT_FIRST = new RegExp(String.raw`^(\p{L}[^\d()]{0,30}?)[\s(:]+${NUMBER}\)?$`, "u");
// Surveyors count from north or south: N45E is 45, S30W is 210.
const QUADRANT = /^(n|s)\s*([0-9]{1,2}(?:[.,][0-9]{1,3})?)\s*°?\s*(e|w|o)$/;

const WORDS = {
  N: "north norden norte noord nord nörd nor n",
  E: "east osten ost öst este leste oost est e",
  S: "south süden sueden süd sued sud sur sul zuid s",
  W: "west westen ouest oeste ovest w",
  O: "o",
};
const MEANINGS = new Map(
  Object.entries(WORDS).flatMap(([letter, words]) => words.split(" ").map((word) => [word, letter])),
);
const PIECES = [...MEANINGS.keys()].sort((a, b) => b.length - a.length).join("|");
const POINT = new RegExp(`^((?:${PIECES}){1,4})(?:lich(?:e[rnms]?)?|w[äa]rts|waerts|ern|erly|wards?)?$`);

/**
 * {text, refused, choices}: the text as the registry writes it (135, NE, 338-23;90), the parts that cannot be read,
 * and what an ambiguous text may mean, in the way of `text`, which is empty then.
 */
export function readTypedDirection(typed, language = "") {
  const text = plain(typed).toLowerCase();
  if ([...text].length > LONGEST) return answer("", [`${[...text].slice(0, 40).join("")}…`]);
  if (!text || ROUND.test(text)) return answer(text ? ALL_ROUND : "");
  const readings = new Map();
  for (const assumed of assumptions(text, language)) {
    const reading = readAll(text, assumed);
    readings.set(JSON.stringify(reading), reading);
  }
  const readable = [...readings.values()].filter(({ refused }) => refused.length === 0);
  if (readable.length > 1)
    return answer(
      "",
      [],
      readable.map((reading) => reading.text),
    );
  const { arcs, refused } = parseDirection(text);
  if (readable.length === 0 && arcs.length && refused.length === 0) return answer(text); // as data has it: NB, -10-10
  return readable[0] ?? readings.values().next().value;
}

const answer = (text, refused = [], choices = []) => ({ text, refused, choices });

/** What O means, what a comma is, and what 360° is. */
function assumptions(text, language) {
  const letters = WEST_LANGUAGES.has(language) ? ["W"] : EAST_LANGUAGES.has(language) ? ["E"] : ["W", "E"];
  const commas = /(?:^|[^0-9,])[0-9]{1,3},[0-9]{3}(?![0-9,])/.test(text) ? [true, false] : [true];
  const rounds = FULL.test(text) ? [true, false] : [false];
  return letters.flatMap((o) =>
    commas.flatMap((isDecimal) => rounds.map((isRound) => ({ o, isDecimal, isRound }))),
  );
}

/** Reads all parts under an assumption. */
function readAll(text, assumed) {
  const read = new Set();
  const refused = [];
  for (const part of partsOf(text, assumed)) {
    const direction = readPart(part, assumed);
    if (direction === null) refused.push(part);
    else read.add(direction);
  }
  return answer([...read].join(";"), refused);
}

function partsOf(text, assumed) {
  if (BETWEEN.test(text)) return [text];
  return text
    .replace(CHAIN, (chain) => commasIn(chain, assumed))
    .split(SEPARATOR)
    .map((part) => part.replace(/^[ .:()[\]"']+/, "").replace(/[ .:()[\]"']+$/, ""))
    .filter(Boolean);
}

function commasIn(chain, { isDecimal }) {
  const [whole, ...rest] = chain.split(",");
  return rest.length === 1 && isDecimal ? `${whole}.${rest[0]}` : [whole, ...rest].join(";");
}

function readPart(part, assumed) {
  if ((assumed.isRound && FULL.test(part)) || ROUND.test(part)) return ALL_ROUND;
  const single = readOne(part, assumed);
  if (single !== null) return single;
  for (const pattern of [BETWEEN, RANGE, HYPHEN]) {
    const match = pattern.exec(part);
    if (!match) continue;
    const [start, end] = [readOne(match[1].trim(), assumed), readOne(match[2].trim(), assumed)];
    return start !== null && end !== null && start !== end ? `${start}-${end}` : null;
  }
  return null;
}

/** One heading, as a number or one of the 16 points; or null. */
function readOne(text, assumed) {
  const alone = numberOf(text);
  if (alone !== null) return alone;
  const quadrant = QUADRANT.exec(text);
  if (quadrant) return quadrantOf(quadrant, assumed);
  const word = pointOf(text, assumed);
  if (word) return word;
  for (const [pattern, numberAt, pointAt] of [
    [WITH_POINT, 1, 2],
    [POINT_FIRST, 2, 1],
  ]) {
    const match = pattern.exec(text);
    const point = match && pointOf(match[pointAt].trim(), assumed);
    const number = match && numberOf(match[numberAt]);
    if (point && number !== null) return agree(number, point) ? number : null;
  }
  const bare = withoutFillers(text);
  return bare === text ? null : readOne(bare, assumed);
}

function withoutFillers(text) {
  const words = text
    .replaceAll(":", " ")
    .replaceAll("l'", " ")
    .replace(/^[~≈ ]+/, "")
    .split(/\s+/)
    .filter(Boolean);
  while (words.length > 1 && FILLERS.has(words[0].replace(/\.+$/, ""))) words.shift();
  return words.join(" ");
}

function numberOf(text) {
  const match = NUMBER_ALONE.exec(text);
  const value = match ? Number(match[1].replace(",", ".")) : Number.NaN;
  return Math.abs(value) <= 360 ? String(rounded(((value % 360) + 360) % 360, 100) % 360) : null;
}

function quadrantOf([, from, degrees, to], assumed) {
  const angle = Number(degrees.replace(",", "."));
  if (angle > 90) return null;
  const isWest = to === "w" || (to === "o" && assumed.o === "W");
  if (from === "n") return numberOf(String(isWest ? 360 - angle : angle));
  return numberOf(String(isWest ? 180 + angle : 180 - angle));
}

/** nord-est, NordEst, N-E, nordöstlich: the words of the four points one after the other. */
function pointOf(text, assumed) {
  const match = POINT.exec(text.replace(/[\s_.-]/g, ""));
  if (!match) return null;
  const words = match[1].match(new RegExp(PIECES, "g"));
  const letters = words
    .map((word) => MEANINGS.get(word))
    .join("")
    .replaceAll("O", assumed.o);
  return POINTS.includes(letters) ? letters : null;
}

/** A compass shows both, 135° SE; two that differ are a slip. */
function agree(number, point) {
  const apart = Math.abs(Number(number) - POINTS.indexOf(point) * 22.5) % 360;
  return Math.min(apart, 360 - apart) <= 45;
}
