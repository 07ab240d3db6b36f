import assert from "node:assert/strict";
import { test } from "node:test";
import { FILTERS, filterQuery, readFilters } from "../../static/js/map/filters.js";

const read = (query) => readFilters(new URLSearchParams(query));

test("what is asked for is read back as it was written", () => {
  const filters = { operator: "Ville & Cie", shape: "dome", since: "2026-01-31", status: "removed" };
  assert.deepEqual(read(filterQuery(filters)), filters);
});

test("one view has one address, whatever the order", () => {
  assert.equal(filterQuery({ shape: "dome", operator: "A" }), filterQuery({ operator: "A", shape: "dome" }));
});

test("empty fields and nonsense are not asked for", () => {
  assert.deepEqual(read("?operator=&shape=do me&since=tomorrow&since=2026-13-40&status=hidden"), {});
  assert.deepEqual(read("?checked_before=2026-99-99&zone=%00"), {});
});

test("nothing asked for leaves the address alone", () => {
  assert.equal(filterQuery({}), "");
  assert.equal(FILTERS.length, 8);
});
