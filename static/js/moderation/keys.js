// Keyboard shortcuts of the review screen: one pure decision table.

const ACTIONS = {
  a: "approve",
  e: "edit",
  r: "reject",
  d: "merge",
  q: "ask",
  h: "hold",
  j: "next",
  k: "previous",
  z: "undo",
  "/": "filter",
  "?": "help",
};

/**
 * Action of a key press, or null. `typing` is true inside a text field.
 * A held key repeats and could decide many reports in a second, so repeats are ignored.
 */
export function actionFor(press, { enabled, typing }) {
  const { key, ctrl, alt, meta, repeat } = press;
  if (!enabled || typing || ctrl || alt || meta || repeat) return null;
  const name = key.length === 1 ? key.toLowerCase() : "";
  return Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : null;
}

/** Which of the numbered choices a digit means, counted from 0; null for any other key. */
export function choiceFor({ key, ctrl, alt, meta, repeat }, { enabled, typing }) {
  if (!enabled || typing || ctrl || alt || meta || repeat) return null;
  return /^[1-9]$/.test(key) ? Number(key) - 1 : null;
}

const TEXT_INPUTS = new Set(["text", "search", "url", "email", "tel", "password", "number", "date"]);

/** True for the places where letters are text: fields, lists (they search by letter), editable text. */
export function isTyping({ tag, type, editable }) {
  if (editable) return true;
  if (tag === "TEXTAREA" || tag === "SELECT") return true;
  return tag === "INPUT" && TEXT_INPUTS.has(type);
}

/** Where to go from row `index` of `length` (-1: from a report outside the queue), or null at either end. */
export function neighbourIndex(index, length, step) {
  const target = index + step;
  return target >= 0 && target < length ? target : null;
}
