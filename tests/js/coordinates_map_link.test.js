import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readMapLink } from "../../static/js/lib/coordinates/map_link.js";

// The same table as in cameras/tests/test_map_links.py.
const ROWS = JSON.parse(readFileSync(new URL("../data/map_links.json", import.meta.url)));

function answer(view) {
  if (view === null) return { is: null };
  if (view.refused) return { refused: view.refused };
  const { lat, lon, zoom, box } = view;
  return { is: [lat, lon], ...(zoom !== null && { zoom }), ...(box && { box }) };
}

test("every address is read as the table says", () => {
  for (const { query, hash, ...expected } of ROWS) {
    assert.deepEqual(answer(readMapLink(query, hash)), expected, query + (hash ?? ""));
  }
});
