// What people type and the names it may mean, brought to one form. Pure. tools/gazetteer/fold.py files the places
// by the same keys; tests/data/folded.json holds both to it.

const SAME = new Map([..."łøđðıħŧŋəɛɔςىةیک"].map((sign, at) => [sign, "loddihtneeoσيهيك"[at]]));
for (const [sign, letters] of ["ß ss", "æ ae", "œ oe", "þ th"].map((pair) => pair.split(" "))) {
  SAME.set(sign, letters);
}
const OTHER = new RegExp(`[${[...SAME.keys()].join("")}]`, "gu");
const MODIFIERS = /[\u02b0-\u02ff]/g; // signs that stand for an apostrophe or an accent
const SHORT = new Map([
  ["st", "saint"],
  ["ste", "sainte"],
  ["ft", "fort"],
  ["mt", "mount"],
]);

/** The words of a text, without accents, capitals and punctuation: "L'Haÿ-les-Roses" -> ["l", "hay", "les", "roses"]. */
export function words(text) {
  const bare = text
    .normalize("NFKD")
    .replace(MODIFIERS, "")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .toLowerCase()
    .replace(OTHER, (sign) => SAME.get(sign));
  return bare.split(" ").filter(Boolean);
}

/** Without house numbers and postcodes, unless there is nothing else. */
export function named(parts) {
  const rest = parts.filter((word) => !/\p{Nd}/u.test(word));
  return rest.length ? rest : parts;
}

const whole = (parts) => parts.map((word) => SHORT.get(word) ?? word).join("");

/** The key of a name: "St. Louis" -> "saintlouis". */
export function fold(name) {
  return whole(named(words(name)));
}

/** The keys that a text may stand for: its last word may be a beginning, "st" of "Strasbourg" as well as of "St. Louis". */
export function typedKeys(text) {
  const parts = named(words(text));
  return [...new Set([whole(parts), whole(parts.slice(0, -1)) + (parts.at(-1) ?? "")])];
}
