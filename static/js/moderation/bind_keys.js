// Puts the decision table of the keys (keys.js) to work on the page.
import { $, $$, announce, on } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { actionFor, choiceFor, isTyping, neighbourIndex } from "./keys.js";
import { choose, closeVerbs, openVerb } from "./verbs.js";

const STORED = "contrechamp.review-keys";

export function startKeys() {
  const box = $("keys");
  const toggle = box && $("keys-on", box);
  if (box) setUpSwitch(box, toggle);
  const actions = {
    approve,
    edit: () => openVerb("edit"),
    reject: () => openVerb("reject"),
    merge: () => openVerb("merge"),
    ask: () => openVerb("ask"),
    hold,
    undo,
    next: () => step(1),
    previous: () => step(-1),
    filter: openFilter,
    help: () => showHelp(box),
  };
  on(document, "keydown", (event) => {
    const enabled = toggle ? toggle.checked : isStoredOn();
    const where = { enabled, typing: isTyping(target(event)) };
    const index = choiceFor(pressed(event), where);
    if (index !== null && choose(index)) event.preventDefault();
    const action = actionFor(pressed(event), where);
    if (!action) return;
    event.preventDefault();
    actions[action]();
  });
}

/** WCAG 2.1.4: single-letter keys can be switched off, and stay so in this browser. */
function setUpSwitch(box, toggle) {
  const hints = () => {
    for (const hint of $$("key-hint")) hint.hidden = !toggle.checked;
  };
  box.hidden = false;
  toggle.checked = isStoredOn();
  hints();
  on(toggle, "change", () => {
    store(toggle.checked);
    hints();
  });
}

function isStoredOn() {
  try {
    return window.localStorage.getItem(STORED) !== "off";
  } catch {
    return true; // storage can be forbidden: the keys then last for this page
  }
}

function store(isOn) {
  try {
    window.localStorage.setItem(STORED, isOn ? "on" : "off");
  } catch {
    announce(gettext("Your browser does not keep this choice."));
  }
}

function pressed({ key, ctrlKey, altKey, metaKey, repeat }) {
  return { key, ctrl: ctrlKey, alt: altKey, meta: metaKey, repeat };
}

function target({ target: node }) {
  return { tag: node.tagName, type: node.type, editable: node.isContentEditable };
}

/** Approves, unless the moderator still has to say that a camera close by is another one. */
function approve() {
  const form = $("approve");
  if (!form) return;
  closeVerbs(); // they cover the form that is sent
  const unsaid = $$("acknowledge").find((box) => !box.checked);
  if (unsaid) {
    announce(gettext("First say that the camera close by is another one."));
    unsaid.focus();
    return;
  }
  form.requestSubmit();
}

/** Sets aside, with a reason; what is set aside already goes back. */
function hold() {
  const back = $("release");
  if (back) back.requestSubmit();
  else openVerb("hold");
}

function undo() {
  const form = $("undo");
  if (form) form.requestSubmit();
  else announce(gettext("There is nothing to undo here. “My decisions” has the earlier ones."));
}

function openFilter() {
  const fold = $("filter");
  if (!fold) return;
  fold.open = true;
  $("filter-first").focus();
}

function step(by) {
  const links = [...($("queue")?.querySelectorAll("a") ?? [])];
  const index = links.findIndex((link) => link.hasAttribute("aria-current"));
  const page = $(by > 0 ? "page-on" : "page-back"); // over the border
  const to = neighbourIndex(index, links.length, by);
  if (to !== null) links[to].click();
  else if (page) page.click();
  else announce(by > 0 ? gettext("This is the last report.") : gettext("This is the first report."));
}

function showHelp(box) {
  const help = box && $("keys-help", box);
  if (!help) return;
  help.hidden = !help.hidden;
  if (!help.hidden) help.focus();
}
