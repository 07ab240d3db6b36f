import assert from "node:assert/strict";
import { test } from "node:test";
import { beginsOneEdit, isOneEdit, otherBeginnings } from "../../static/js/lib/find/edits.js";

test("one letter more, less, other, or two swapped is one error", () => {
  for (const typed of ["nimes", "nimess", "nims", "nomes", "inmes", "nimse"])
    assert.ok(isOneEdit(typed, "nimes"));
});

test("two errors are too many", () => {
  for (const typed of ["nimesxx", "nms", "minse", "sinem", ""]) assert.ok(!isOneEdit(typed, "nimes"));
  assert.ok(!isOneEdit("ab", "ca"));
});

test("a name may begin with an error", () => {
  assert.ok(beginsOneEdit("marsiel", "marseille"));
  assert.ok(!beginsOneEdit("paris", "marseille"));
});

test("the first letters are put in other orders", () => {
  assert.deepEqual(otherBeginnings("inmes"), ["nimes", "nmes", "imes"]);
  assert.deepEqual(otherBeginnings("aaron"), ["aron"]);
});
