// The list of this device: drafts, waiting reports, and the status of reports that were sent.
import { getJSON } from "../lib/api.js";
import { $, announce, element, on } from "../lib/dom.js";
import { gettext, language } from "../lib/i18n.js";
import { button, draftUrl } from "./notices.js";
import { flush, publish, subscribe } from "./send.js";
import * as store from "./store.js";
import { fieldValues, formatTime, problemTexts, reportTitle } from "./texts.js";

const API = "/api/v1/reports/";
const ICONS = {
  draft: "pencil",
  waiting: "clock",
  pending: "clock",
  held: "clock",
  needs_info: "info",
  approved: "shield-check",
  rejected: "x",
  merged: "check",
  withdrawn: "x",
  expired: "clock",
  reverted: "x",
  gone: "circle-alert",
}; // prettier-ignore

const root = $("device");
if (root) start();
const reload = $("reload");
if (reload) {
  reload.hidden = false;
  on(reload, "click", () => window.location.reload());
  let isLeaving = false; // a reload would take back the tap on a link
  on(document, "click", ({ target }) => {
    isLeaving ||= Boolean(target.closest("a[href]"));
  });
  on(window, "online", () => isLeaving || window.location.reload());
}

async function start() {
  root.hidden = false;
  try {
    await show();
  } catch {
    $("device-empty").hidden = false;
    return;
  }
  subscribe(() => show());
  on($("forget-all-now"), "click", async () => {
    await store.clear();
    publish({ verdict: "dropped" });
    $("forget-all").open = false;
    announce(gettext("Nothing is kept on this device any more."));
    await show();
  });
}

async function show() {
  const isUsed = await store.isUsed();
  const [entries, sent] = isUsed ? await Promise.all([store.all(), store.allSent()]) : [[], []];
  const newestBy = (name) => (a, b) => b[name] - a[name];
  entries.sort(newestBy("saved_at"));
  sent.sort(newestBy("sent_at"));
  fillIn("drafts", entries.filter(({ state }) => state === "draft").map(draftRow));
  fillIn("waiting", entries.filter(({ state }) => state === "waiting").map(waitingRow));
  fillIn("sent", sent.map(sentRow));
  const isEmpty = entries.length + sent.length === 0;
  $("device-empty").hidden = !isEmpty;
  $("forget-all").hidden = isEmpty;
}

function fillIn(name, rows) {
  const section = $(name);
  section.hidden = rows.length === 0;
  $("items", section).replaceChildren(...rows);
}

function draftRow(entry) {
  const problem = entry.told;
  const state = problem ? gettext("Must be mended") : gettext("Draft");
  const reasons = problem ? problemTexts(problem) : [];
  const open = element("a", { class: "button button-primary", href: draftUrl(entry) }, gettext("Continue"));
  return entryRow(entry, problem ? "circle-alert" : ICONS.draft, state, reasons, [open, deleteButton(entry)]);
}

function waitingRow(entry) {
  const reasons = entry.told ? problemTexts(entry.told).slice(0, 1) : [];
  const now = button(
    gettext("Send now"),
    async () => {
      now.disabled = true;
      await flush({ token: entry.token });
      await show();
    },
    "button-primary",
  ); // prettier-ignore
  const change = element("a", { class: "button", href: draftUrl(entry) }, gettext("Change"));
  return entryRow(entry, ICONS.waiting, gettext("Waiting to send"), reasons, [
    now,
    change,
    deleteButton(entry),
  ]);
}

function entryRow(entry, icon, state, reasons, actions) {
  const { fields, files, saved_at: at } = entry;
  const photo = files.length ? ` · ${gettext("with photo")}` : "";
  const title = reportTitle(fieldValues({ fields }));
  return row({ icon, state, title, detail: formatTime(at) + photo, reasons, actions });
}

/** The first press asks, the second deletes: there is no way back. */
function deleteButton({ token }) {
  const control = button(gettext("Delete"), async () => {
    if (!control.dataset.asked) {
      control.dataset.asked = "yes";
      control.textContent = gettext("Really delete?");
      return;
    }
    await store.drop(token);
    publish({ token, verdict: "dropped" });
    announce(gettext("Deleted from this device."));
    await show();
  });
  return control;
}

function sentRow(item) {
  const href = root.dataset.jsStatus.replace(/0$/, item.secret);
  const open = element("a", { class: "button", href }, gettext("Open"));
  const drop = button(gettext("Forget"), async () => {
    await store.forget(item.secret);
    await show();
  });
  const texts = { title: reportTitle(item.told), detail: `${item.reference} · ${formatTime(item.sent_at)}` };
  const node = row({
    icon: ICONS[item.status],
    state: gettext("Sent"),
    ...texts,
    reasons: [],
    actions: [open, drop],
  });
  fetchStatus(item).then((status) => status && showStatus(node, status, open));
  return node;
}

/** Status of a sent report from the server; null when the server cannot be reached now. */
async function fetchStatus({ secret }) {
  try {
    return await getJSON(`${API}${secret}?language=${language}`);
  } catch ({ status }) {
    return status === 404 ? { status: "gone", status_text: gettext("No longer on the server") } : null;
  }
}

function showStatus(
  node,
  { status, status_text: text, question, reason_text: reason, public_reason: explanation },
  open,
) {
  const texts = status === "needs_info" ? [question] : [reason, explanation];
  const state = stateOf(ICONS[status] ?? "info", text);
  state.classList.add(`state-${status}`);
  $("state", node).replaceWith(state);
  state.after(...texts.filter(Boolean).map((one) => element("p", { class: "device-why" }, one)));
  if (status === "needs_info") open.textContent = gettext("Answer the question");
}

function row({ icon, state, title, detail, reasons, actions }) {
  const facts = [element("p", { class: "device-title" }, title), element("p", { class: "caption" }, detail)];
  const lines = reasons.map((reason) => element("p", { class: "device-why" }, reason));
  const buttons = element("p", { class: "button-row" }, ...actions);
  for (const action of actions) action.append(element("span", { class: "visually-hidden" }, `: ${title}`));
  return element("li", { class: "card" }, stateOf(icon, state), ...lines, ...facts, buttons);
}

/** An icon and a word, never one of them alone. */
function stateOf(name, text) {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  icon.append(use);
  return element("p", { class: "device-state", "data-js-state": true }, icon, text);
}
