import assert from "node:assert/strict";
import { test } from "node:test";
import { plain, search } from "../../static/js/lib/find/search.js";

const HERE = { lat: 43.73, lng: 7.42 };
const at = (name, kind = "street", lat = 43.73) => ({ name, kind, lat, lon: 7.42 });
const names = (finds, text) => search(finds, text, HERE).map(({ name }) => name);

test("accents, capitals, apostrophes and hyphens make no difference", () => {
  assert.equal(plain("Rue de l'Église-Saint-Cœur"), "rue de l eglise saint coeur");
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
