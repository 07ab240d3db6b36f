// Finds names by the beginnings of their words, whatever the accents, capitals and abbreviations. Pure.
import { isOneEdit } from "./edits.js";
import { named, words } from "./fold.js";

const KIND = { area: 50, place: 46, operator: 44, street: 42, poi: 36 }; // beside towns of 2,000,000 to 30,000 people
const EXACT = 24;
const BEGINNING = 10;
const WORDS = 0;
const INEXACT = -20;
const INEXACT_FROM = 5; // letters: shorter words are one error from too many others
const MOST = 8;
const WRITTEN_OUT = new Map(
  Object.entries({
    allee: "all",
    avenue: "av ave",
    boulevard: "bd bld blvd boul bvd",
    chemin: "ch che",
    court: "ct",
    drive: "dr",
    faubourg: "fbg fg",
    highway: "hwy",
    impasse: "imp",
    lane: "ln",
    passage: "pass",
    place: "pl",
    quai: "q",
    road: "rd",
    route: "rte",
    rue: "r",
    sainte: "ste",
    square: "sq",
  }).flatMap(([word, short]) => short.split(" ").map((form) => [form, [form, word]])),
);
WRITTEN_OUT.set("st", ["st", "saint", "street"]);

const forms = (word) => WRITTEN_OUT.get(word) ?? [word];

function isBeginning(word, part) {
  return forms(word).some((form) => forms(part).some((whole) => whole.startsWith(form)));
}

function isNearly(word, part) {
  return isBeginning(word, part) || (word.length >= INEXACT_FROM && isOneEdit(word, part));
}

/** How well the words of a query fit a name; null: not at all. */
function fit(typed, name) {
  const parts = words(name);
  if (typed.every((word, at) => parts[at] && isBeginning(word, parts[at]))) {
    const isWhole = typed.length === parts.length && forms(typed.at(-1)).includes(parts.at(-1));
    return isWhole ? EXACT : BEGINNING;
  }
  if (typed.every((word) => parts.some((part) => isBeginning(word, part)))) return WORDS;
  return typed.every((word) => parts.some((part) => isNearly(word, part))) ? INEXACT : null;
}

/** The best finds, at most eight, as [{find, score}]; the nearest of one name first. find: {name, kind, lat, lon}. */
export function rate(finds, text, near) {
  const typed = named(words(text));
  if (typed.join(" ").length < 2) return [];
  const far = ({ lat, lon }) => (lat - near.lat) ** 2 + (lon - near.lng) ** 2;
  return finds
    .map((find) => ({ find, bonus: fit(typed, find.name) }))
    .filter(({ bonus }) => bonus !== null)
    .map(({ find, bonus }) => ({ find, score: KIND[find.kind] + bonus }))
    .sort((a, b) => b.score - a.score || a.find.name.localeCompare(b.find.name) || far(a.find) - far(b.find))
    .slice(0, MOST);
}

export function search(finds, text, near) {
  return rate(finds, text, near).map(({ find }) => find);
}
