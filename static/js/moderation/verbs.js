// The folded forms of the decisions: one open at a time, numbered choices, the first field under the hand.
import { $, $$, on } from "../lib/dom.js";

export function startVerbs() {
  const folds = $$("verb");
  for (const fold of folds) {
    number(fold);
    on(fold, "toggle", () => {
      if (!fold.open) return;
      for (const other of folds) if (other !== fold) other.open = false;
      firstField(fold)?.focus();
    });
  }
}

export function openVerb(name) {
  const fold = $$("verb").find(({ dataset }) => dataset.jsVerb === name);
  if (!fold) return;
  if (fold.open) firstField(fold)?.focus();
  fold.open = true;
}

export function closeVerbs() {
  for (const fold of $$("verb")) fold.open = false;
}

/** Ticks the choice with that number in the open form and goes to its button: Enter sends it. */
export function choose(index) {
  const fold = $$("verb").find(({ open }) => open);
  const choice = fold && $$("numbered", fold)[index];
  if (!choice) return false;
  choice.checked = true;
  $("send", fold).focus();
  return true;
}

function firstField(fold) {
  return $("first", fold) ?? $("numbered", fold) ?? fold.querySelector("input:not([type=hidden])");
}

function number(fold) {
  $$("number", fold).forEach((hint, index) => {
    if (index > 8) return;
    hint.textContent = String(index + 1);
    hint.hidden = false;
  });
}
