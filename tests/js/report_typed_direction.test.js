import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseDirection } from "../../static/js/report/direction.js";
import { readTypedDirection } from "../../static/js/report/typed_direction.js";

// The same table as in cameras/tests/test_typed_direction.py.
const TABLE = JSON.parse(readFileSync(new URL("../data/directions.json", import.meta.url)));

test("what people type is read as the table says", () => {
  for (const { about, text, language, is = "", refused = [], choices = [] } of TABLE.typed) {
    if (about) continue;
    const expected = { text: is, refused, choices };
    assert.deepEqual(readTypedDirection(text, language), expected, `${text} ${language ?? ""}`);
  }
});

test("what a typed text becomes is drawn", () => {
  for (const { is } of TABLE.typed) {
    if (is) assert.deepEqual(parseDirection(is).refused, [], is);
  }
});

test("what data says is drawn as the server draws it", () => {
  for (const { text, arcs, refused } of TABLE.osm) {
    assert.deepEqual(parseDirection(text), { arcs, refused }, text);
  }
});

test("ten thousand letters are refused at once", () => {
  for (const piece of ["4", "4,", "n", "nor", "osten", "-", "a ", "et ", "4-", "(", "l'"]) {
    assert.equal(readTypedDirection(piece.repeat(10_000 / piece.length)).text, "", piece);
  }
});
