// Ties the report form to the outbox of the device: a draft at every change, and no report lost while sending.
import { $, debounce, on } from "../lib/dom.js";
import { gettext, language } from "../lib/i18n.js";
import { addHiddenField, fillFiles, fillForm, isEdited, readForm, signature } from "./fields.js";
import { draftNotice, draftUrl, myReports, problemNotice, queuedPanel } from "./notices.js";
import { flush, publish, subscribe } from "./send.js";
import * as store from "./store.js";
import { fieldValues, reportTitle } from "./texts.js";
import { newToken } from "./token.js";

const CHANGES = ["input", "change", "pointerup", "keyup"]; // the last two: a pin that a script moved for a person
const PAUSE = 300; // ms
const PARAMETERS = { kind: "kind", camera: "camera", of: "duplicate_of" }; // in the address: field of the form
const MIN_ZOOM = 17; // zoom: from farther away the middle of the map is only a view, not a place

/** `form` as the server made it: "fresh", or "again" with its errors and the token that was sent. */
export async function bindOutbox(form) {
  // Not for an account, which only a plain form can prove, nor where the browser keeps nothing.
  if (form.elements.namedItem("csrfmiddlewaretoken") || !globalThis.indexedDB) return;
  await resetRestoredForm(form);
  const page = { form, token: "", problem: null, isDone: false, saving: Promise.resolve() };
  page.before = isEdited(form) ? "" : signature(readForm(form)); // somebody was quicker than this file
  try {
    await openDraft(page);
  } catch {
    return;
  }
  const soon = debounce(() => save(page), PAUSE);
  for (const type of CHANGES) on(document, type, soon);
  on(document, "visibilitychange", () => document.hidden && save(page));
  on(window, "pagehide", () => save(page));
  if (isEdited(form)) soon();
  on(form, "submit", (event) => {
    if (event.defaultPrevented) return; // the page itself found an error
    event.preventDefault();
    send(page);
  });
  subscribe((outcome) => outcome.token === page.token && page.panel && follow(page, outcome));
}

/**
 * Going back, some browsers fill in again, at the end of loading, what was typed; of a report that is sent that would
 * make a second draft. The form begins as the server made it, and the draft, if there is one, is offered.
 */
async function resetRestoredForm(form) {
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

async function openDraft(page) {
  const { form } = page;
  const field = form.elements.namedItem("client_token");
  const isAgain = form.dataset.jsOutbox === "again";
  const requested = new URLSearchParams(window.location.search).get("draft");
  const entries = (await store.isUsed()) ? await store.all() : [];
  const stored = entries.find(({ token }) => token === (isAgain ? field.value : requested));
  const draft = isAgain ? null : stored;
  // A page that comes out of a cache carries a token that was given before.
  page.token = draft?.token ?? (isAgain ? field.value : newToken());
  field.value = page.token;
  if (draft) await restoreDraft(page, draft);
  else {
    const before = signature(readForm(form));
    if (isAgain) restoreFiles(form, stored);
    else {
      fillPlace(form);
      offerDrafts(entries.filter(({ state }) => state === "draft"));
    }
    if (before !== page.before) return; // somebody types already
  }
  page.before = signature(readForm(form));
}

/** The server fills in the place that the address names; a form that was kept for any address has none yet. */
function fillPlace(form) {
  const params = new URLSearchParams(window.location.search);
  const place = { latitude: params.get("lat"), longitude: params.get("lon") };
  const fields = Object.keys(place).map((name) => form.elements.namedItem(name));
  if (fields.some((field) => !field || field.defaultValue) || Number(params.get("zoom")) < MIN_ZOOM) return;
  for (const field of fields) field.value = place[field.name] ?? "";
  for (const field of fields) field.dispatchEvent(new Event("change", { bubbles: true }));
}

async function restoreDraft(page, draft) {
  const { kind, camera } = fieldValues(draft);
  const isForm = page.form.elements.namedItem("kind").value === kind;
  fillForm(page.form, draft);
  // Without network it is opened in the form for a new camera.
  if (!isForm) document.querySelector("h1").textContent = reportTitle({ kind, camera });
  if (draft.state !== "draft") await store.put({ ...draft, state: "draft", saved_at: Date.now() });
  const problem = draft.told;
  if (!problem) return;
  page.problem = problem;
  for (const { id } of problem.candidates ?? []) addHiddenField(page.form, "acknowledged", id);
  const notice = problemNotice(problem);
  show(notice);
  notice.focus();
}

/** Restores the photo: the server's page contains every other field. */
function restoreFiles(form, entry) {
  for (const control of entry ? fillFiles(form, entry.files) : [])
    control.dispatchEvent(new Event("change", { bubbles: true }));
}

function offerDrafts(drafts) {
  if (!drafts.length) return;
  drafts.sort((a, b) => b.saved_at - a.saved_at);
  const onDelete = async ({ token }) => {
    await store.drop(token);
    publish({ token, verdict: "dropped" });
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
  const now = signature(readForm(page.form));
  if (now === page.before) return;
  page.before = now;
  saveEntry(page, "draft").then(
    () => showState(gettext("Draft kept on this device.")),
    () => showState(gettext("This browser cannot keep a draft: send before you close the page.")),
  );
}

/** Saves one entry after the other, so that an older state never comes last. */
function saveEntry(page, state) {
  const { token, problem } = page;
  const entry = {
    token,
    state,
    told: problem,
    ...readForm(page.form),
    page: addressOf(page.form),
    language,
    saved_at: Date.now(),
  };
  page.saving = page.saving.catch(() => {}).then(() => store.put(entry));
  return page.saving;
}

/** Address of the form of this draft, with the camera that it is about. */
function addressOf(form) {
  const params = new URLSearchParams();
  for (const [name, field] of Object.entries(PARAMETERS)) {
    const value = form.elements.namedItem(field)?.value;
    if (value) params.set(name, value);
  }
  return `${form.getAttribute("action")}?${params}`;
}

function showState(text) {
  const status = $("draft-state");
  if (status) status.textContent = text;
}

async function send(page) {
  if (page.isDone) return;
  page.isDone = true;
  page.problem = null;
  try {
    await saveEntry(page, "waiting");
  } catch {
    return submitForm(page);
  }
  await attempt(page);
}

async function attempt(page) {
  const [outcome] = await flush({ token: page.token });
  // Without an outcome another tab, or the worker, was quicker.
  return outcome ? follow(page, outcome) : window.location.assign(myReports());
}

function follow(page, outcome) {
  if (outcome.verdict === "keep") return showQueued(page, outcome);
  if (outcome.verdict === "sent") return window.location.assign(`${outcome.url}?sent=1`);
  if (outcome.verdict !== "mend") return window.location.assign(myReports());
  // Sent before and changed since, or rejected later on: the form is gone, so the draft is opened again.
  if (!outcome.wasSent && !page.panel) return submitForm(page);
  return window.location.assign(draftUrl({ token: outcome.draft, page: addressOf(page.form) }));
}

/** A plain form submission: the server answers with the form and its errors. */
function submitForm({ form }) {
  HTMLFormElement.prototype.submit.call(form);
}

function showQueued(page, outcome) {
  const { form } = page;
  const panel = queuedPanel(outcome, { onSend: () => attempt(page), form: form.getAttribute("action") });
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
