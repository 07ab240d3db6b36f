import assert from "node:assert/strict";
import { test } from "node:test";
import { fit } from "../../static/js/report/photo_size.js";

test("a large photo is made smaller and keeps its shape", () => {
  assert.deepEqual(fit(4032, 3024), { width: 1600, height: 1200 });
  assert.deepEqual(fit(3024, 4032), { width: 1200, height: 1600 });
});

test("a small photo stays as it is", () => {
  assert.deepEqual(fit(640, 480), { width: 640, height: 480 });
});

test("a strip keeps at least one pixel", () => {
  assert.deepEqual(fit(10_000, 1), { width: 1600, height: 1 });
});
