import assert from "node:assert/strict";
import { test } from "node:test";
import { actionFor, choiceFor, isTyping, neighbourIndex } from "../../static/js/moderation/keys.js";

const press = (key, held = {}) => ({ key, ctrl: false, alt: false, meta: false, repeat: false, ...held });
const ready = { enabled: true, typing: false };

test("each key has its action, in either case", () => {
  const expected = {
    a: "approve",
    E: "edit",
    R: "reject",
    d: "merge",
    q: "ask",
    H: "hold",
    j: "next",
    K: "previous",
    z: "undo",
    "/": "filter",
    "?": "help",
  };
  for (const [key, action] of Object.entries(expected)) assert.equal(actionFor(press(key), ready), action);
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

test("a digit is a choice, counted from 0, unless it is typed or held", () => {
  assert.equal(choiceFor(press("1"), ready), 0);
  assert.equal(choiceFor(press("9"), ready), 8);
  for (const key of ["0", "a", "10", "٣", ""]) assert.equal(choiceFor(press(key), ready), null, key);
  assert.equal(choiceFor(press("1", { ctrl: true }), ready), null);
  assert.equal(choiceFor(press("1", { repeat: true }), ready), null);
  assert.equal(choiceFor(press("1"), { enabled: true, typing: true }), null);
  assert.equal(choiceFor(press("1"), { enabled: false, typing: false }), null);
});

test("next and previous stop at the ends of the queue", () => {
  assert.equal(neighbourIndex(0, 3, 1), 1);
  assert.equal(neighbourIndex(2, 3, 1), null);
  assert.equal(neighbourIndex(0, 3, -1), null);
  assert.equal(neighbourIndex(-1, 3, 1), 0);
  assert.equal(neighbourIndex(-1, 0, 1), null);
});
