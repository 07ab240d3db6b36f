// The collapsed forms of the decisions: one open at a time, numbered choices, focus on the first field.
import { $, $$, on } from "../lib/dom.js";

export function startDecisions() {
  for (const decision of $$("verb")) {
    numberChoices(decision);
    on(decision, "toggle", () => {
      if (decision.open && !document.activeElement?.closest(".verb-form")) focusForm(decision);
    });
  }
}

/** Moves the focus at once, not on "toggle": a letter typed next must not be taken for a shortcut. */
export function openDecision(name) {
  const decision = $$("verb").find(({ dataset }) => dataset.jsVerb === name);
  if (!decision) return;
  decision.open = true;
  focusForm(decision);
}

function focusForm(decision) {
  for (const other of $$("verb")) if (other !== decision) other.open = false;
  firstField(decision)?.focus();
  decision.scrollIntoView({ block: "nearest" });
}

export function closeDecisions() {
  for (const decision of $$("verb")) decision.open = false;
}

/** Ticks the choice with that number in the open form and goes to its button: Enter sends it. */
export function tickChoice(index) {
  const decision = $$("verb").find(({ open }) => open);
  const choice = decision && $$("numbered", decision)[index];
  if (!choice) return false;
  choice.checked = true;
  $("send", decision).focus();
  return true;
}

function firstField(decision) {
  return (
    $("first", decision) ?? $("numbered", decision) ?? decision.querySelector("input:not([type=hidden])")
  );
}

function numberChoices(decision) {
  $$("number", decision).forEach((hint, index) => {
    if (index > 8) return;
    hint.textContent = String(index + 1);
    hint.hidden = false;
  });
}
