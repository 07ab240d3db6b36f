import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fold, named, typedKeys, words } from "../../static/js/lib/find/fold.js";

const table = JSON.parse(readFileSync(new URL("../data/folded.json", import.meta.url)));

for (const [text, key] of table) {
  test(`${text} is looked for under the key that the gazetteer files it by`, () => {
    assert.equal(fold(text), key);
  });
}

test("accents, capitals, apostrophes and hyphens make no difference", () => {
  assert.deepEqual(words("Rue de l'Église-Saint-Cœur"), ["rue", "de", "l", "eglise", "saint", "coeur"]);
  assert.deepEqual(words(" …"), []);
});

test("numbers are left out, unless there is nothing else", () => {
  assert.deepEqual(named(["12", "rue", "grimaldi"]), ["rue", "grimaldi"]);
  assert.deepEqual(named(["12bis", "75001"]), ["12bis", "75001"]);
});

test("a last word of two letters may be short for another, or the beginning of one", () => {
  assert.deepEqual(typedKeys("st"), ["saint", "st"]);
  assert.deepEqual(typedKeys("st louis"), ["saintlouis"]);
  assert.deepEqual(typedKeys("nice"), ["nice"]);
  assert.deepEqual(typedKeys(""), [""]);
});
