// Ties the report form to what the device keeps: a draft at every change, and a sending that loses nothing.
import { $, debounce, on } from "../lib/dom.js";
import { gettext, language } from "../lib/i18n.js";
import { hide, isTyped, read, signature, write, writeFiles } from "./fields.js";
import { draftNotice, draftUrl, keptPanel, myReports, toldNotice } from "./notices.js";
import { flush, onNews, tellNews } from "./send.js";
import * as store from "./store.js";
import { newToken } from "./token.js";
import { saidIn, titleOf } from "./words.js";

const CHANGES = ["input", "change", "pointerup", "keyup"]; // the last two: a pin that a script moved for a person
const PAUSE = 300; // ms
const ASKED = { kind: "kind", camera: "camera", of: "duplicate_of" }; // in the address: field of the form
const CLOSE = 17; // zoom: from farther away the middle of the map is only a view, not a place

/** `form` as the server made it: "fresh", or "again" with its sentences and the token that was sent. */
export async function bindOutbox(form) {
  // Not for an account, which only a plain form can prove, nor where the browser keeps nothing.
  if (form.elements.namedItem("csrfmiddlewaretoken") || !globalThis.indexedDB) return;
  await beginAnew(form);
  const page = { form, token: "", told: null, isDone: false, saving: Promise.resolve() };
  page.before = isTyped(form) ? "" : signature(read(form)); // somebody was quicker than this file
  try {
    await begin(page);
  } catch {
    return;
  }
  const soon = debounce(() => save(page), PAUSE);
  for (const type of CHANGES) on(document, type, soon);
  on(document, "visibilitychange", () => document.hidden && save(page));
  on(window, "pagehide", () => save(page));
  if (isTyped(form)) soon();
  on(form, "submit", (event) => {
    if (event.defaultPrevented) return; // the page itself found something to mend
    event.preventDefault();
    send(page);
  });
  onNews((news) => news.token === page.token && page.panel && follow(page, news));
}

/**
 * Going back, some browsers fill in again, at the end of loading, what was typed; of a report that is sent that would
 * make a second draft. The form begins as the server made it, and the draft, if there is one, is offered.
 */
async function beginAnew(form) {
  const [navigation] = performance.getEntriesByType("navigation");
  if (navigation?.type !== "back_forward" || form.dataset.jsOutbox !== "fresh") return;
  if (document.readyState !== "complete")
    await new Promise((resolve) => window.addEventListener("pageshow", resolve, { once: true }));
  if (navigator.userActivation?.hasBeenActive) return; // somebody types already
  const place = ["latitude", "longitude"].map((name) => form.elements.namedItem(name));
  const before = place.map(({ value }) => value);
  form.reset();
  place.forEach((field, index) => {
    field.value = before[index]; // where the map stands
  });
}

async function begin(page) {
  const { form } = page;
  const field = form.elements.namedItem("client_token");
  const isAgain = form.dataset.jsOutbox === "again";
  const asked = new URLSearchParams(window.location.search).get("draft");
  const entries = (await store.isUsed()) ? await store.all() : [];
  const kept = entries.find(({ token }) => token === (isAgain ? field.value : asked));
  const draft = isAgain ? null : kept;
  // A page that comes out of a cache carries a token that was given before.
  page.token = draft?.token ?? (isAgain ? field.value : newToken());
  field.value = page.token;
  if (draft) await takeUp(page, draft);
  else {
    const before = signature(read(form));
    if (isAgain) giveBackFiles(form, kept);
    else {
      placeAsAsked(form);
      offer(entries.filter(({ state }) => state === "draft"));
    }
    if (before !== page.before) return; // somebody types already
  }
  page.before = signature(read(form));
}

/** The server fills in the place that the address names; a form that was kept for any address has none yet. */
function placeAsAsked(form) {
  const asked = new URLSearchParams(window.location.search);
  const place = { latitude: asked.get("lat"), longitude: asked.get("lon") };
  const fields = Object.keys(place).map((name) => form.elements.namedItem(name));
  if (fields.some((field) => !field || field.defaultValue) || Number(asked.get("zoom")) < CLOSE) return;
  for (const field of fields) field.value = place[field.name] ?? "";
  for (const field of fields) field.dispatchEvent(new Event("change", { bubbles: true }));
}

async function takeUp(page, draft) {
  const { kind, camera } = saidIn(draft);
  const isForm = page.form.elements.namedItem("kind").value === kind;
  write(page.form, draft);
  // Without network it is opened in the form for a new camera.
  if (!isForm) document.querySelector("h1").textContent = titleOf({ kind, camera });
  if (draft.state !== "draft") await store.put({ ...draft, state: "draft", saved_at: Date.now() });
  if (!draft.told) return;
  page.told = draft.told;
  for (const { id } of draft.told.candidates ?? []) hide(page.form, "acknowledged", id);
  const notice = toldNotice(draft.told);
  show(notice);
  notice.focus();
}

/** The server's page gives back every field but the photo. */
function giveBackFiles(form, entry) {
  for (const control of entry ? writeFiles(form, entry.files) : [])
    control.dispatchEvent(new Event("change", { bubbles: true }));
}

function offer(drafts) {
  if (!drafts.length) return;
  drafts.sort((a, b) => b.saved_at - a.saved_at);
  const onDelete = async ({ token }) => {
    await store.drop(token);
    tellNews({ token, verdict: "dropped" });
    notice.remove();
  };
  const notice = draftNotice(drafts, { onDelete });
  show(notice);
}

function show(notice) {
  $("outbox-notice")?.prepend(notice);
}

function save(page) {
  if (page.isDone) return;
  const now = signature(read(page.form));
  if (now === page.before) return;
  page.before = now;
  keep(page, "draft").then(
    () => say(gettext("Draft kept on this device.")),
    () => say(gettext("This browser cannot keep a draft: send before you close the page.")),
  );
}

/** One after the other, so that an older state never comes last. */
function keep(page, state) {
  const { token, told } = page;
  const entry = {
    token,
    state,
    told,
    ...read(page.form),
    page: addressOf(page.form),
    language,
    saved_at: Date.now(),
  };
  page.saving = page.saving.catch(() => {}).then(() => store.put(entry));
  return page.saving;
}

/** Where the form of this draft is opened: with the camera that it is about. */
function addressOf(form) {
  const asked = new URLSearchParams();
  for (const [name, field] of Object.entries(ASKED)) {
    const value = form.elements.namedItem(field)?.value;
    if (value) asked.set(name, value);
  }
  return `${form.getAttribute("action")}?${asked}`;
}

function say(text) {
  const place = $("draft-state");
  if (place) place.textContent = text;
}

async function send(page) {
  if (page.isDone) return;
  page.isDone = true;
  page.told = null;
  try {
    await keep(page, "waiting");
  } catch {
    return sendPlainly(page);
  }
  await attempt(page);
}

async function attempt(page) {
  const [news] = await flush({ token: page.token });
  // Without news another tab, or the worker, was quicker.
  return news ? follow(page, news) : window.location.assign(myReports());
}

function follow(page, news) {
  if (news.verdict === "keep") return showKept(page, news);
  if (news.verdict === "sent") return window.location.assign(`${news.url}?sent=1`);
  if (news.verdict !== "mend") return window.location.assign(myReports());
  // Sent before with other words, or refused later on: the form is gone, the draft is opened anew.
  if (!news.wasSent && !page.panel) return sendPlainly(page);
  return window.location.assign(draftUrl({ token: news.draft, page: addressOf(page.form) }));
}

/** The server answers with the page of the form, and each sentence beside its field. */
function sendPlainly({ form }) {
  HTMLFormElement.prototype.submit.call(form);
}

function showKept(page, news) {
  const { form } = page;
  const panel = keptPanel(news, { onSend: () => attempt(page), form: form.getAttribute("action") });
  form.hidden = true;
  page.panel?.remove();
  page.panel = panel;
  form.before(panel);
  panel.focus({ preventScroll: true });
  panel.scrollIntoView();
  navigator.storage?.persist?.();
  // Background Sync, where there is one: sends even when no page of the site is open.
  navigator.serviceWorker?.ready.then(({ sync }) => sync?.register("outbox")).catch(() => {});
}
