// The parts of the form one at a time: where, what, more. Without this file it is one long form.
import { $, $$, announce, on } from "../lib/dom.js";
import { fill, gettext } from "../lib/i18n.js";

/**
 * check(step) -> whether the step is valid; if not it has shown the error. onShow(step) is called for every step shown.
 * Each step is an entry of the browser's history, so that its back button goes back one step.
 */
export function bindSteps(form, { check, onShow }) {
  const steps = $$("step", form);
  if (!steps.length) return;
  const last = steps.length - 1;
  let current = 0;
  let afterwards = null; // what to do when the history has gone back

  const show = (step) => {
    current = step;
    form.dataset.step = step + 1;
    steps.forEach((part, index) => {
      part.hidden = index !== step;
    });
    showHead(form, step, steps.length);
    onShow(step);
  };
  const enter = (step) => {
    show(step);
    $("body", form).scrollTop = 0;
    $("step-title", steps[step]).focus({ preventScroll: true });
  };
  /** Goes to a step; then() finds the history there. */
  const go = (step, then) => {
    if (step < current) {
      afterwards = then;
      window.history.go(step - current);
      return;
    }
    for (let at = current + 1; at <= step; at += 1) window.history.pushState({ step: at }, "");
    if (step > current) enter(step);
    then?.();
  };
  const next = () => check(current) && go(current + 1);

  on(window, "popstate", ({ state }) => {
    enter(Math.min(state?.step ?? 0, last));
    afterwards?.();
    afterwards = null;
  });
  on($("next", form), "click", next);
  on($("back", form), "click", () => window.history.back());
  on(form, "keydown", (event) => {
    if (event.key !== "Enter" || current === last || event.target.tagName !== "INPUT") return;
    event.preventDefault(); // it would send the form from the middle
    next();
  });
  // First of all listeners: what is not right is neither kept nor sent.
  const guard = (event) => {
    const wrong = steps.findIndex((_, step) => step !== current && !check(step, { quietly: true }));
    if (wrong < 0 && check(current)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (wrong >= 0) go(wrong, () => check(wrong));
  };
  on(form, "submit", guard, { capture: true });
  for (const link of form.querySelectorAll(".summary a[href^='#']")) {
    on(link, "click", (event) => {
      event.preventDefault();
      const target = document.getElementById(link.hash.slice(1));
      const step = steps.findIndex((part) => part.contains(target));
      go(step < 0 ? current : step, () => focusOn(target));
    });
  }

  window.history.replaceState({ step: 0 }, "");
  show(0);
  const first = beginAt(form, steps);
  for (let at = 1; at <= first; at += 1) window.history.pushState({ step: at }, "");
  if (first) show(first);
}

/** Where the server found something wrong; at the end when it asks about the whole. */
function beginAt(form, steps) {
  const wrong = steps.findIndex((part) => part.querySelector(".field-error"));
  if (wrong >= 0) return wrong;
  return $("summary", form) ? steps.length - 1 : 0;
}

function focusOn(target) {
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

function showHead(form, step, n) {
  const text = fill(gettext("Step %(step)s of %(n)s"), { step: step + 1, n });
  const isLast = step === n - 1;
  $("step-count", form).textContent = text;
  $("back", form).hidden = step === 0;
  $("next", form).hidden = isLast;
  $("send", form).hidden = !isLast;
  $("next", form).textContent = step === 0 ? gettext("The pin is right") : gettext("Continue");
  announce(text);
}
