import assert from "node:assert/strict";
import { test } from "node:test";
import { fileName, gazetteer } from "../../static/js/lib/find/gazetteer.js";

const NICE = ["Nice", "", "FR", 43703, 7266, 44];
const NICE_US = ["Nice", "", "US-CA", 39123, -122848, 27];
const NIORT = ["Niort", "", "FR", 46325, -464, 38];
const KOELN = ["Köln", "", "DE", 50933, 6950, 48];
const COLOGNE = ["Cologne", "Köln", "DE", 50933, 6950, 48];
const COLONIA = ["Colonia", "Köln", "DE", 50933, 6950, 48];
const SAINT = ["St. Louis", "", "US-MO", 38627, -90198, 44];
const STRASBOURG = ["Strasbourg", "", "FR", 48584, 7746, 44];
const MOSCOW = ["Москва", "", "RU", 55752, 37618, 56];
const FILES = {
  index: ["co", "ni", "saa", "sb", "м"],
  large: [KOELN, MOSCOW],
  "co-": [COLOGNE, COLONIA, KOELN],
  "ni-": [NICE, NICE_US, NIORT],
  "saa-": [SAINT],
  "sb-": [STRASBOURG],
  "u43c-": [MOSCOW],
};

function open(files = FILES) {
  const asked = [];
  const ask = async (name) => {
    asked.push(name);
    if (!files[name]) throw new TypeError("no network");
    return files[name];
  };
  return { asked, ...gazetteer(ask) };
}

const names = (hits) => hits.map(({ town }) => `${town.name} ${town.country}`);

test("nothing is asked for before two letters", async () => {
  const { asked, lookup, guess } = open();
  assert.deepEqual(await lookup("n"), []);
  assert.deepEqual(await lookup("  …"), []);
  assert.deepEqual(await guess("n"), []);
  assert.deepEqual(asked, []);
});

test("of a name the one file is asked for, once", async () => {
  const { asked, lookup } = open();
  assert.deepEqual(names(await lookup("nice")), ["Nice FR", "Nice US"]);
  await lookup("nior");
  assert.deepEqual(asked, ["index", "ni-"]);
});

test("a town says where it is", async () => {
  const [, { town }] = await open().lookup("Nice, France");
  assert.deepEqual(town, {
    kind: "town",
    name: "Nice",
    own: "",
    country: "US",
    state: "CA",
    lat: 39.123,
    lon: -122.848,
    size: 27,
  });
});

test("the whole name goes before a beginning, a large place before a small one", async () => {
  const files = { index: ["ni"], "ni-": [["Nicetown", "", "US-PA", 1, 1, 50], NICE_US, NICE] };
  assert.deepEqual(names(await open(files).lookup("nice")), ["Nice FR", "Nicetown US", "Nice US"]);
});

test("a place with several names that fit comes once", async () => {
  assert.deepEqual(names(await open().lookup("colo")), ["Cologne DE"]);
});

test("a number and a postcode are left out", async () => {
  assert.deepEqual(names(await open().lookup("06000 nice")).slice(0, 1), ["Nice FR"]);
});

test("st is looked for as saint and as the beginning of a name", async () => {
  const { asked, lookup } = open();
  assert.deepEqual(names(await lookup("st")), ["St. Louis US", "Strasbourg FR"]);
  assert.deepEqual(asked, ["index", "saa-", "sb-"]);
});

test("of a beginning that lies in several files, the largest places are searched", async () => {
  const { asked, lookup } = open({
    ...FILES,
    index: ["co", "moa", "mob"],
    large: [["Moscow", "", "RU", 1, 1, 56]],
  });
  assert.deepEqual(names(await lookup("mo")), ["Moscow RU"]);
  assert.deepEqual(asked, ["index", "large"]);
});

test("a letter before the first file is in none", async () => {
  assert.deepEqual(await open().lookup("aa"), []);
});

test("other scripts have files of their own", async () => {
  assert.deepEqual(names(await open().lookup("МОСКВА")), ["Москва RU"]);
  assert.equal(fileName("мо"), "u43c-u43e-");
});

test("one typing error is allowed from five letters on", async () => {
  const { lookup } = open();
  assert.deepEqual(names(await lookup("colonge")), ["Cologne DE"]);
  assert.deepEqual(await lookup("nicw"), []);
});

test("an error in the first letters is guessed among the neighbours and the largest places", async () => {
  const { asked, guess } = open();
  assert.deepEqual(names(await guess("oclogne")), ["Cologne DE"]);
  assert.deepEqual(asked.slice(0, 3), ["index", "large", "ni-"]);
  assert.deepEqual(await open().guess("zzzzzz"), []);
});

test("a file that could not be loaded is asked for again", async () => {
  const files = { index: FILES.index };
  const { lookup } = open(files);
  await assert.rejects(lookup("nice"), TypeError);
  files["ni-"] = FILES["ni-"];
  assert.deepEqual(names(await lookup("nice")), ["Nice FR", "Nice US"]);
});
