// The list of this device: drafts, what waits to be sent, and what became of the reports that were sent.
import { getJSON } from "../lib/api.js";
import { $, announce, element, on } from "../lib/dom.js";
import { gettext, language } from "../lib/i18n.js";
import { button, draftUrl } from "./notices.js";
import { flush, onNews, tellNews } from "./send.js";
import * as store from "./store.js";
import { saidIn, sentences, titleOf, when } from "./words.js";

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
const again = $("reload");
if (again) {
  again.hidden = false;
  on(again, "click", () => window.location.reload());
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
  onNews(() => show());
  on($("forget-all-now"), "click", async () => {
    await store.clear();
    tellNews({ verdict: "dropped" });
    $("forget-all").open = false;
    announce(gettext("Nothing is kept on this device any more."));
    await show();
  });
}

async function show() {
  const isUsed = await store.isUsed();
  const [entries, sent] = isUsed ? await Promise.all([store.all(), store.allSent()]) : [[], []];
  const by = (name) => (a, b) => b[name] - a[name];
  entries.sort(by("saved_at"));
  sent.sort(by("sent_at"));
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
  const state = entry.told ? gettext("Must be mended") : gettext("Draft");
  const why = entry.told ? sentences(entry.told) : [];
  const open = element("a", { class: "button button-primary", href: draftUrl(entry) }, gettext("Continue"));
  return rowOf(entry, entry.told ? "circle-alert" : ICONS.draft, state, why, [open, deleteButton(entry)]);
}

function waitingRow(entry) {
  const why = entry.told ? sentences(entry.told).slice(0, 1) : [];
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
  return rowOf(entry, ICONS.waiting, gettext("Waiting to send"), why, [now, change, deleteButton(entry)]);
}

function rowOf(entry, icon, state, why, acts) {
  const { fields, files, saved_at: at } = entry;
  const photo = files.length ? ` · ${gettext("with photo")}` : "";
  return row({ icon, state, title: titleOf(saidIn({ fields })), detail: when(at) + photo, why, acts });
}

/** The first press asks, the second deletes: there is no way back. */
function deleteButton({ token }) {
  const made = button(gettext("Delete"), async () => {
    if (!made.dataset.asked) {
      made.dataset.asked = "yes";
      made.textContent = gettext("Really delete?");
      return;
    }
    await store.drop(token);
    tellNews({ token, verdict: "dropped" });
    announce(gettext("Deleted from this device."));
    await show();
  });
  return made;
}

function sentRow(item) {
  const href = root.dataset.jsStatus.replace(/0$/, item.secret);
  const open = element("a", { class: "button", href }, gettext("Open"));
  const drop = button(gettext("Forget"), async () => {
    await store.forget(item.secret);
    await show();
  });
  const texts = { title: titleOf(item.told), detail: `${item.reference} · ${when(item.sent_at)}` };
  const made = row({
    icon: ICONS[item.status],
    state: gettext("Sent"),
    ...texts,
    why: [],
    acts: [open, drop],
  });
  learn(item).then((now) => now && tell(made, now, open));
  return made;
}

/** Where it stands, from the server; null when that cannot be asked now. */
async function learn({ secret }) {
  try {
    return await getJSON(`${API}${secret}?language=${language}`);
  } catch ({ status }) {
    return status === 404 ? { status: "gone", status_text: gettext("No longer on the server") } : null;
  }
}

function tell(
  made,
  { status, status_text: text, question, reason_text: reason, public_reason: words },
  open,
) {
  const said = status === "needs_info" ? [question] : [reason, words];
  const state = stateOf(ICONS[status] ?? "info", text);
  state.classList.add(`state-${status}`);
  $("state", made).replaceWith(state);
  state.after(...said.filter(Boolean).map((one) => element("p", { class: "device-why" }, one)));
  if (status === "needs_info") open.textContent = gettext("Answer the question");
}

function row({ icon, state, title, detail, why, acts }) {
  const facts = [element("p", { class: "device-title" }, title), element("p", { class: "caption" }, detail)];
  const reasons = why.map((one) => element("p", { class: "device-why" }, one));
  const buttons = element("p", { class: "button-row" }, ...acts);
  for (const act of acts) act.append(element("span", { class: "visually-hidden" }, `: ${title}`));
  return element("li", { class: "card" }, stateOf(icon, state), ...reasons, ...facts, buttons);
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
