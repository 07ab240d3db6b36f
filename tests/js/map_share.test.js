import assert from "node:assert/strict";
import { test } from "node:test";
import { embedCode } from "../../static/js/map/share.js";

test("the code for another page keeps every part of the address", () => {
  const code = embedCode("https://example.org/embed?lat=1&lon=2", "Map");
  assert.match(
    code,
    /^<iframe src="https:\/\/example.org\/embed\?lat=1&amp;lon=2" title="Map" .*><\/iframe>$/,
  );
});
