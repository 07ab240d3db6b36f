// Binds the keyboard shortcuts (keys.js) to the page.
import { $, $$, announce, on } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { closeDecisions, openDecision, tickChoice } from "./decisions.js";
import { actionFor, choiceFor, isTyping, neighbourIndex } from "./keys.js";

const STORAGE_KEY = "contrechamp.review-keys";

export function startKeys() {
  const panel = $("keys");
  const toggle = panel && $("keys-on", panel);
  if (panel) setUpSwitch(panel, toggle);
  const actions = {
    approve,
    edit: () => openDecision("edit"),
    reject: () => openDecision("reject"),
    merge: () => openDecision("merge"),
    ask: () => openDecision("ask"),
    hold,
    undo,
    next: () => step(1),
    previous: () => step(-1),
    filter: openFilter,
    help: () => showHelp(panel),
  };
  on(document, "keydown", (event) => {
    const enabled = toggle ? toggle.checked : isStoredOn();
    const context = { enabled, typing: isTyping(target(event)) };
    const index = choiceFor(pressed(event), context);
    if (index !== null && tickChoice(index)) event.preventDefault();
    const action = actionFor(pressed(event), context);
    if (!action) return;
    event.preventDefault();
    actions[action]();
  });
}

/** WCAG 2.1.4: single-letter keys can be switched off, and stay so in this browser. */
function setUpSwitch(panel, toggle) {
  const hints = () => {
    for (const hint of $$("key-hint")) hint.hidden = !toggle.checked;
  };
  panel.hidden = false;
  toggle.checked = isStoredOn();
  hints();
  on(toggle, "change", () => {
    store(toggle.checked);
    hints();
  });
}

function isStoredOn() {
  try {
    return window.localStorage.getItem(STORAGE_KEY) !== "off";
  } catch {
    return true; // storage can be forbidden: the keys then last for this page
  }
}

function store(isOn) {
  try {
    window.localStorage.setItem(STORAGE_KEY, isOn ? "on" : "off");
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

/** Approves, unless the moderator still has to confirm that a nearby camera is another one. */
function approve() {
  const form = $("approve");
  if (!form) return;
  closeDecisions(); // the open form covers the one that is submitted
  const unconfirmed = $$("acknowledge").find((checkbox) => !checkbox.checked);
  if (unconfirmed) {
    announce(gettext("First say that the camera close by is another one."));
    unconfirmed.focus();
    return;
  }
  form.requestSubmit();
}

/** Holds the report, with a reason; a held report is released. */
function hold() {
  const back = $("release");
  if (back) back.requestSubmit();
  else openDecision("hold");
}

function undo() {
  const form = $("undo");
  if (form) form.requestSubmit();
  else announce(gettext("There is nothing to undo here. “My decisions” has the earlier ones."));
}

function openFilter() {
  const filter = $("filter");
  if (!filter) return;
  filter.open = true;
  $("filter-first").focus();
}

function step(by) {
  const links = [...($("queue")?.querySelectorAll("a") ?? [])];
  const index = links.findIndex((link) => link.hasAttribute("aria-current"));
  const page = $(by > 0 ? "page-on" : "page-back"); // over the border
  const next = neighbourIndex(index, links.length, by);
  if (next !== null) links[next].click();
  else if (page) page.click();
  else announce(by > 0 ? gettext("This is the last report.") : gettext("This is the first report."));
}

function showHelp(panel) {
  const help = panel && $("keys-help", panel);
  if (!help) return;
  help.hidden = !help.hidden;
  if (!help.hidden) help.focus();
}
