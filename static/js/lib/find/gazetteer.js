// The world's towns by name, from the files that tools/gazetteer writes (GeoNames): the names that begin alike lie in
// one file, so the server learns the first letters of what is typed and nothing more. Pure.
import { beginsOneEdit, isOneEdit, otherBeginnings } from "./edits.js";
import { fold, typedKeys } from "./fold.js";

const LEAST = 2; // letters before anything is asked for
const INEXACT_FROM = 5; // letters: shorter names are one error from too many others
const MOST = 8;
const THOUSANDTHS = 1000;
// Added to a place's size, of which eight stand for ten times the inhabitants.
const EXACT = 16;
const BEGINNING = 0;
const INEXACT = -8;
const INEXACT_BEGINNING = -20;

function quality(key, typed) {
  if (key.startsWith(typed)) return key === typed ? EXACT : BEGINNING;
  if (typed.length < INEXACT_FROM) return null;
  if (isOneEdit(key, typed)) return INEXACT;
  return beginsOneEdit(typed, key) ? INEXACT_BEGINNING : null;
}

/** As tools/gazetteer/chunks.py names its files: "sa-", "u43c-". */
export function fileName(start) {
  const isPlain = /^[ -~]*$/.test(start);
  const letters = isPlain
    ? start
    : [...start].map((sign) => `u${sign.codePointAt(0).toString(16)}`).join("-");
  return `${letters}-`;
}

function toTown([name, own, region, lat, lon, size]) {
  const [country, state = ""] = region.split("-");
  const at = { lat: lat / THOUSANDTHS, lon: lon / THOUSANDTHS };
  return { key: fold(name), town: { kind: "town", name, own, country, state, ...at, size } };
}

/** The best of [{town, score}], each place once. */
function best(hits) {
  const places = new Map();
  for (const hit of hits.sort((a, b) => b.score - a.score || (a.town.name < b.town.name ? -1 : 1))) {
    const key = `${hit.town.lat} ${hit.town.lon}`;
    if (!places.has(key)) places.set(key, hit);
  }
  return [...places.values()].slice(0, MOST);
}

/**
 * ask(name) -> Promise of the file's content. Gives {lookup, guess}: text -> Promise of [{town, score}], the best
 * first. town: {kind: "town", name, own, country, state, lat, lon, size}; `own` is what the place calls itself when
 * that is another name, `size` eight times the decimal logarithm of its inhabitants.
 */
export function gazetteer(ask) {
  const files = new Map();

  function file(name, read) {
    if (!files.has(name)) {
      const content = ask(name).then(read);
      files.set(name, content);
      content.catch(() => files.delete(name)); // asked for again next time
    }
    return files.get(name);
  }
  const townsOf = (name) => file(name, (rows) => rows.map(toTown));

  /** The file with the names that begin so; the largest places where these are in several. */
  async function fileOf(key) {
    const starts = await file("index", (list) => list);
    const after = starts.findIndex((start) => start > key);
    const at = (after < 0 ? starts.length : after) - 1;
    if (starts[at + 1]?.startsWith(key)) return "large";
    return at < 0 ? null : fileName(starts[at]);
  }

  async function hitsIn(name, typed) {
    const towns = name ? await townsOf(name) : [];
    return towns.flatMap(({ key, town }) => {
      const bonus = quality(key, typed);
      return bonus === null ? [] : [{ town, score: town.size + bonus }];
    });
  }

  /** "Nice, France": what follows a comma says where. */
  const keysOf = (text) => typedKeys(text.split(",")[0]).filter((key) => key.length >= LEAST);

  async function lookup(text) {
    const keys = keysOf(text);
    const hits = await Promise.all(keys.map(async (key) => hitsIn(await fileOf(key), key)));
    return best(hits.flat());
  }

  /** For what lookup() does not know, or only nearly: the error may lie in the first letters. */
  async function guess(text) {
    const [key = ""] = keysOf(text);
    if (key.length < INEXACT_FROM) return [];
    const names = await Promise.all([key, ...otherBeginnings(key)].map(fileOf));
    const hits = await Promise.all([...new Set(["large", ...names])].map((name) => hitsIn(name, key)));
    return best(hits.flat());
  }

  return { lookup, guess };
}
