// The numbers, letters and signs of typed coordinates, each with its meaning. Pure.
// Twin of cameras/coordinates/tokens.py.
import { refusal } from "./results.js";
import { ASIDES, AXES, FILLERS, IGNORED, LETTERS, SEPARATORS, UNITS, withoutDatum } from "./words.js";

const TOKEN = /([0-9]+(?:[.,][0-9]+)?(?![0-9]|\.[0-9])|\.[0-9]+)|([\p{L}\p{Nl}\p{No}]+)|([^\s]|\n)/gu;
const MALFORMED = /[0-9]\.[0-9]+\.[0-9]|[0-9]\.\.|[0-9]{31}/;
// A chain of commas without spaces: 43,7384,7,4246 can only be two decimal commas; 43,7,120 can be anything.
const CHAIN = /(^|[^0-9.,])([0-9]+(?:,[0-9]+){2,})(?![0-9.,])/g;
const DIGITS_OF_A_DECIMAL = 3;
const NUMBER_OF_A_PROGRAM = /[0-9]e[+-]?[0-9]|0x[0-9]/i; // 1e1; but N43.7E7.4
const NORTH_OR_SOUTH = /[ns]/i;
const PICTURE = /^[\p{So}\p{Mn}\p{Me}]/u; // a pin, a compass
const MINUTES = new Set(["m", "mn", "min"]);

/** Carries the refusal to answer with. */
export class Unreadable extends Error {
  constructor(code) {
    super(code);
    this.refusal = refusal(code);
  }
}

/** [{kind, text, raw, spaced}]: number, letter, axis, unit, aside, separator, dash; throws Unreadable. */
export function tokensOf(typed) {
  const text = withoutDatum(typed);
  if (!text) throw new Unreadable("empty");
  if (MALFORMED.test(text)) throw new Unreadable("unreadable");
  if (NUMBER_OF_A_PROGRAM.test(text) && !NORTH_OR_SOUTH.test(text)) throw new Unreadable("unreadable");
  const tokens = [];
  let end = 0;
  for (const match of text.replace(CHAIN, parted).matchAll(TOKEN)) {
    const token = tokenOf(match, tokens.at(-1));
    if (token) {
      token.spaced = match.index > end || tokens.length === 0;
      tokens.push(token);
    }
    end = match.index + match[0].length;
  }
  return withSeconds(tokens);
}

/** 43d44m18s: the s is a second where minutes have a letter too and N, S, E, W follow it or never come. */
function withSeconds(tokens) {
  const isDoubtful = ({ raw, spaced }, at) =>
    raw === "s" && at > 2 && !spaced && MINUTES.has(tokens[at - 2].raw);
  const doubtful = [...tokens.keys()].filter((at) => isDoubtful(tokens[at], at));
  const isWithout = doubtful.length === tokens.filter(({ kind }) => kind === "letter").length;
  for (const at of doubtful) {
    if (isWithout || tokens[at + 1]?.kind === "letter") {
      tokens[at] = { kind: "unit", text: "sec", raw: "s", spaced: false };
    }
  }
  return tokens;
}

function parted(_, before, chain) {
  const parts = chain.split(",");
  if (parts.length !== 4 || Math.min(parts[1].length, parts[3].length) < DIGITS_OF_A_DECIMAL) {
    throw new Unreadable("unreadable");
  }
  return `${before}${parts[0]}.${parts[1]} ; ${parts[2]}.${parts[3]}`;
}

function tokenOf([text, number], before) {
  if (number) return { kind: "number", text: text.replace(",", "."), raw: "" };
  if (text === "-" || text === "+") return { kind: "dash", text, raw: "" };
  if (SEPARATORS.has(text)) return { kind: "separator", text, raw: "" };
  return wordOf(text, before?.kind === "number");
}

/** A word or a lone sign by its meaning; what means nothing here ends the reading, brackets do not. */
function wordOf(text, isAfterNumber) {
  const raw = text.toLowerCase();
  if (UNITS.has(raw) && (isAfterNumber || raw === "°")) return { kind: "unit", text: UNITS.get(raw), raw };
  for (const [kind, words] of [
    ["letter", LETTERS],
    ["axis", AXES],
    ["aside", ASIDES],
  ]) {
    if (words.has(raw)) return { kind, text: words.get(raw), raw };
  }
  if (FILLERS.has(raw) || IGNORED.has(text) || PICTURE.test(text)) return null;
  throw new Unreadable("unreadable");
}
