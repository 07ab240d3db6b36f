import assert from "node:assert/strict";
import { test } from "node:test";
import { rate, search } from "../../static/js/lib/find/search.js";

const HERE = { lat: 43.73, lng: 7.42 };
const at = (name, kind = "street", lat = 43.73) => ({ name, kind, lat, lon: 7.42 });
const names = (finds, text) => search(finds, text, HERE).map(({ name }) => name);

test("accents, capitals, apostrophes and hyphens make no difference", () => {
  assert.deepEqual(names([at("Rue de l'Église")], "RUE eglise"), ["Rue de l'Église"]);
});

test("each word begins a word of the name, in any order", () => {
  const finds = [at("Boulevard Albert Ier"), at("Rue Albert")];
  assert.deepEqual(names(finds, "alb boul"), ["Boulevard Albert Ier"]);
  assert.deepEqual(names(finds, "bert"), []);
});

test("a name that begins so goes first, then areas before streets", () => {
  const finds = [at("Rue de Monaco"), at("Monaco-Ville", "place"), at("Monaco", "area")];
  assert.deepEqual(names(finds, "monaco"), ["Monaco", "Monaco-Ville", "Rue de Monaco"]);
});

test("of two of one name the nearer goes first", () => {
  const [first] = search([at("Grand-Rue", "street", 48), at("Grand-Rue", "street", 43.7)], "grand rue", HERE);
  assert.equal(first.lat, 43.7);
});

test("one letter finds nothing, many finds are cut to eight", () => {
  const finds = Array.from({ length: 20 }, (_, number) => at(`Rue ${number}`));
  assert.deepEqual(names(finds, "r"), []);
  assert.equal(names(finds, "ru").length, 8);
});

test("signs that mean something to a pattern are only signs", () => {
  assert.deepEqual(names([at("Rue (.*)")], "(.*) rue"), ["Rue (.*)"]);
});

test("usual abbreviations are written out, in what is typed and in the name", () => {
  assert.deepEqual(names([at("Boulevard des Moulins")], "bd des moulins"), ["Boulevard des Moulins"]);
  assert.deepEqual(names([at("Av. de Saint-Roman")], "avenue st roman"), ["Av. de Saint-Roman"]);
  assert.deepEqual(names([at("Fleet Street")], "fleet st"), ["Fleet Street"]);
  assert.deepEqual(names([at("Rue Basse")], "av basse"), []);
});

test("a short word may be the beginning of a longer one", () => {
  assert.deepEqual(names([at("Rue Plati")], "rue pl"), ["Rue Plati"]);
});

test("house number and postcode are left out", () => {
  assert.deepEqual(names([at("Rue Grimaldi")], "12bis rue grimaldi 98000"), ["Rue Grimaldi"]);
});

test("one typing error a word is allowed, behind those without", () => {
  const finds = [at("Rue Grimaldi"), at("Rue Grimladi")];
  assert.deepEqual(names(finds, "rue grimladi"), ["Rue Grimladi", "Rue Grimaldi"]);
  assert.deepEqual(names([at("Rue Plati")], "rue plait"), ["Rue Plati"]);
  assert.deepEqual(names([at("Quai")], "quia"), []);
});

test("a whole name weighs more than a beginning, a beginning more than words", () => {
  const [whole, beginning, words] = rate(
    [at("Rue Basse de Monaco"), at("Monaco"), at("Monaco Sud")],
    "monaco",
    HERE,
  );
  assert.deepEqual(
    [whole, beginning, words].map(({ find }) => find.name),
    ["Monaco", "Monaco Sud", "Rue Basse de Monaco"],
  );
  assert.ok(whole.score > beginning.score && beginning.score > words.score);
});
