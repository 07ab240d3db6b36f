import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { findPersonalText } from "../../static/js/lib/personal_text.js";

// The same table as in cameras/tests/test_personal_text.py; `browser` is what is seen before sending.
const ROWS = JSON.parse(readFileSync(new URL("../data/personal_texts.json", import.meta.url)));

test("what is seen before sending is what the table says", () => {
  for (const { about, text, browser = [] } of ROWS) {
    if (!about) assert.deepEqual(findPersonalText(text), browser, text);
  }
});

test("no warning for what the server would not hold", () => {
  for (const { about, text, country, finds, browser = [] } of ROWS) {
    if (about || !country) continue;
    const kinds = finds.map(([kind]) => kind);
    assert.deepEqual(
      browser.filter((kind) => !kinds.includes(kind)),
      [],
      text,
    );
  }
});

test("ten thousand letters are answered at once", () => {
  for (const piece of [
    "1",
    "0 ",
    "a",
    "a.",
    "a@",
    "@",
    "+1",
    "(5",
    "-",
    "1-",
    "http://",
    "www.",
    "x.fr ",
    "a-",
  ]) {
    assert.ok(Array.isArray(findPersonalText(piece.repeat(10_000 / piece.length))), piece);
  }
});
