// The folded forms of the decisions: one open at a time, numbered choices, the first field under the hand.
import { $, $$, on } from "../lib/dom.js";

export function startVerbs() {
  for (const fold of $$("verb")) {
    number(fold);
    on(fold, "toggle", () => {
      if (fold.open && !document.activeElement?.closest(".verb-form")) enter(fold);
    });
  }
}

/** At once, not when the browser tells of the opening: a letter typed next must not be taken for a key. */
export function openVerb(name) {
  const fold = $$("verb").find(({ dataset }) => dataset.jsVerb === name);
  if (!fold) return;
  fold.open = true;
  enter(fold);
}

function enter(fold) {
  for (const other of $$("verb")) if (other !== fold) other.open = false;
  firstField(fold)?.focus();
  fold.scrollIntoView({ block: "nearest" });
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
