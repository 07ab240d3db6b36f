import assert from "node:assert/strict";
import { test } from "node:test";
import { actionFor, isTyping, neighbourIndex } from "../../static/js/moderation/keys.js";

const press = (key, held = {}) => ({ key, ctrl: false, alt: false, meta: false, repeat: false, ...held });
const ready = { enabled: true, typing: false };

test("each key has its action, in either case", () => {
  const wanted = { a: "approve", R: "refuse", j: "next", K: "previous", "?": "help" };
  for (const [key, action] of Object.entries(wanted)) assert.equal(actionFor(press(key), ready), action);
});

test("other keys do nothing", () => {
  for (const key of ["b", "Enter", "ArrowDown", " ", "constructor", "F1", ""]) {
    assert.equal(actionFor(press(key), ready), null, key);
  }
});

test("a browser shortcut or a held key never decides", () => {
  for (const held of [{ ctrl: true }, { alt: true }, { meta: true }, { repeat: true }]) {
    assert.equal(actionFor(press("a", held), ready), null);
  }
});

test("keys that are switched off, or letters that are typed, do nothing", () => {
  assert.equal(actionFor(press("a"), { enabled: false, typing: false }), null);
  assert.equal(actionFor(press("a"), { enabled: true, typing: true }), null);
});

test("letters are text in fields and lists, and keys elsewhere", () => {
  assert.ok(isTyping({ tag: "TEXTAREA" }));
  assert.ok(isTyping({ tag: "SELECT" }));
  assert.ok(isTyping({ tag: "INPUT", type: "text" }));
  assert.ok(isTyping({ tag: "DIV", editable: true }));
  assert.ok(!isTyping({ tag: "INPUT", type: "checkbox" }));
  assert.ok(!isTyping({ tag: "A" }));
});

test("next and previous stop at the ends of the queue", () => {
  assert.equal(neighbourIndex(0, 3, 1), 1);
  assert.equal(neighbourIndex(2, 3, 1), null);
  assert.equal(neighbourIndex(0, 3, -1), null);
  assert.equal(neighbourIndex(-1, 3, 1), 0);
  assert.equal(neighbourIndex(-1, 0, 1), null);
});
