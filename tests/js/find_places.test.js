import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { gazetteer } from "../../static/js/lib/find/gazetteer.js";
import { placeSearch } from "../../static/js/lib/find/places.js";
import { viewOf } from "../../static/js/lib/find/view_of.js";

const HERE = { lat: 43.73, lng: 7.42 };
const KILOMETRES = 111.2; // of a degree
const LEAST_RIGHT = 57;
const root = new URL("../../", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, root)));
const unpack = (path) => JSON.parse(gunzipSync(readFileSync(new URL(path, root))));
const shipped = gazetteer(async (name) => unpack(`fixtures/gazetteer/${name}.json.gz`));
const streets = ["monaco", "helsinki"].flatMap((map) =>
  unpack(`fixtures/basemap/${map}.names.json.gz`).names.map(([name, kind, lat, lon]) => ({
    name,
    kind,
    lat,
    lon,
  })),
);

const none = { lookup: async () => [], guess: async () => [] };
const town = (name, lat, lon, size = 40) => ({
  kind: "town",
  name,
  own: "",
  country: "MC",
  state: "",
  lat,
  lon,
  size,
});
const hit = (found, bonus = 16) => ({ town: found, score: found.size + bonus });

function isThere(find, { lat, lon, street }) {
  if (!find) return false;
  const east = (find.lon - lon) * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(find.lat - lat, east) * KILOMETRES < (street ? 0.5 : 10);
}

test("of sixty searches at least 57 lead to their place at once, and the table says which do not", async () => {
  const table = read("tests/data/searches.json");
  assert.equal(table.length, 60);
  const find = placeSearch(async () => streets, shipped);
  const wrong = [];
  for (const search of table) {
    const [first] = await find(search.typed, HERE);
    assert.equal(first?.name, search.first, search.typed);
    if (!isThere(first, search)) wrong.push(search.typed);
  }
  assert.deepEqual(
    wrong,
    table.filter(({ isWrong }) => isWrong).map(({ typed }) => typed),
  );
  assert.ok(table.length - wrong.length >= LEAST_RIGHT);
});

test("an area is reached where its town lies, not in the middle of its outline", async () => {
  const area = { kind: "area", name: "Monaco", box: [7.4, 43.5, 7.6, 43.76], lat: 43.63, lon: 7.5 };
  const monaco = town("Monaco", 43.737, 7.421);
  const find = placeSearch(async () => [area], { ...none, lookup: async () => [hit(monaco)] });
  const found = await find("monaco", HERE);
  assert.equal(found.length, 1);
  assert.deepEqual(viewOf(found[0], []), { lat: 43.737, lon: 7.421, box: area.box, minZoom: 0 });
  const maps = [{ bounds: [7.409, 43.719, 7.442, 43.754] }];
  assert.equal(viewOf(found[0], maps).minZoom, 14); // most of the box is sea
});

test("a town of the same name elsewhere stays a find of its own", async () => {
  const area = { kind: "area", name: "Monaco", box: [7.4, 43.5, 7.6, 43.76], lat: 43.63, lon: 7.5 };
  const find = placeSearch(async () => [area], {
    ...none,
    lookup: async () => [hit(town("Monaco", -41, 173))],
  });
  assert.equal((await find("monaco", HERE)).length, 2);
});

test("without a town the middle of the outline has to do", () => {
  const area = { kind: "area", name: "X", box: [1, 2, 3, 4], lat: 3, lon: 2 };
  assert.deepEqual(viewOf(area, []), { lat: 3, lon: 2, box: area.box, minZoom: 0 });
});

test("a town is shown from near where there are streets, else from where the map shows something", () => {
  const maps = [{ bounds: [7.4, 43.7, 7.5, 43.8] }, { bounds: null }];
  assert.equal(viewOf(town("Monaco", 43.737, 7.421), maps).zoom, 15);
  assert.equal(viewOf(town("Nice", 43.7, 7.26), maps).zoom, 11);
  assert.equal(viewOf({ kind: "street", lat: 1, lon: 2 }, maps).zoom, 17);
});

test("an error in the first letters is only guessed when nothing fits", async () => {
  let guesses = 0;
  const guess = async () => {
    guesses += 1;
    return [hit(town("Nîmes", 43.8, 4.4), -8)];
  };
  const street = { kind: "street", name: "Rue Basse", lat: 43.7, lon: 7.4 };
  const find = placeSearch(async () => [street], { lookup: async () => [], guess });
  await find("rue basse", HERE);
  assert.equal(guesses, 0);
  const [first] = await find("inmes", HERE);
  assert.equal(first.name, "Nîmes");
});

test("when the gazetteer cannot be read, what the site knows remains", async () => {
  const fails = async () => {
    throw new TypeError("no network");
  };
  const street = { kind: "street", name: "Rue Basse", lat: 43.7, lon: 7.4 };
  const find = placeSearch(async () => [street], { lookup: fails, guess: fails });
  assert.deepEqual(await find("rue basse", HERE), [street]);
  assert.deepEqual(await find("nowhere", HERE), []);
});
