// Sends the waiting reports one after the other, never from two tabs at once. Runs in pages and in the service worker.
import { sendReport } from "../lib/api.js";
import { decide, isDue } from "./rules.js";
import * as store from "./store.js";
import { newToken } from "./token.js";

const URL_OF_REPORTS = "/api/v1/reports";
const LOCK = "contrechamp-outbox";
const TIMEOUT = 180_000; // ms for one report with its photo on a slow network; then the next tab may try

/** Outcomes go to the other tabs, the worker and this page: see subscribe(). */
const channel = globalThis.BroadcastChannel ? new BroadcastChannel(LOCK) : null;

export function subscribe(listener) {
  const own = globalThis.BroadcastChannel ? new BroadcastChannel(LOCK) : null;
  own?.addEventListener("message", ({ data }) => listener(data));
}

export function publish(outcome) {
  channel?.postMessage(outcome);
}

/**
 * Sends everything that is due; with `token` that report alone, because a person requested it. Returns the outcomes:
 * [{token, verdict, ...}]. A report that the server postpones ends the round: the next would be postponed too.
 */
export function flush({ token = null, fresh = false } = {}) {
  const round = () => sendAll(token, fresh);
  // Without TLS there are no locks: two tabs may then send the same twice, and the server stores it once.
  return navigator.locks ? navigator.locks.request(LOCK, round) : round();
}

async function sendAll(token, fresh) {
  const outcomes = [];
  const all = (await store.all()).sort((a, b) => a.saved_at - b.saved_at);
  for (const { token: next } of all) {
    if (token && next !== token) continue;
    const entry = await store.get(next); // as it is now: deleted or opened anew, while the ones before it were sent
    if (!entry || !isDue(entry, { now: Date.now(), isManual: Boolean(token), fresh })) continue;
    const outcome = await sendOne(entry);
    outcomes.push(outcome);
    publish(outcome);
    if (outcome.verdict === "keep" && !outcome.isOdd) break;
  }
  return outcomes;
}

/** A report whose sending fails stays in the queue and does not block the next ones. */
async function sendOne(entry) {
  let response = { status: 0, wait: null, answer: {} };
  try {
    const signal = AbortSignal.timeout?.(TIMEOUT);
    response = await sendReport(URL_OF_REPORTS, formOf(entry), { signal });
    return await settle(entry, response);
  } catch {
    const problem = { status: response.status, detail: "", errors: {} }; // an answer that cannot be read
    return { ...(await reschedule(entry, { status: 0 }, problem)), isOdd: true };
  }
}

async function settle(entry, { status, wait, answer }) {
  const { reference, tracking_key: secret } = answer;
  const { verdict } = decide({ status, reference, secret, attempts: 0, now: 0 });
  const problem = {
    status,
    detail: answer.detail ?? "",
    errors: answer.errors ?? {},
    ...candidatesIn(answer),
  };
  if (verdict === "mend") return returnToDraft(entry, answer, problem);
  if (verdict === "keep") return reschedule(entry, { status, wait }, problem);
  const url = pathOf(answer.tracking_url);
  await store.settle(entry, null, sentItem(entry, answer));
  return { token: entry.token, verdict, url };
}

async function reschedule(entry, { status, wait }, problem) {
  const attempts = (entry.attempts ?? 0) + 1;
  const { verdict, at, firm } = decide({ status, wait, attempts, now: Date.now() });
  await store.settle(entry, { ...entry, attempts, told: problem, next_try: at, firm });
  return { token: entry.token, verdict, told: problem, at, firm };
}

/** A draft again. A changed report that was sent before gets a new token, and the first one is listed as sent. */
async function returnToDraft(entry, answer, problem) {
  const wasSent = answer.type === "/problems/sent-before" && Boolean(answer.tracking_key);
  const token = wasSent ? newToken() : entry.token;
  const draft = { ...entry, token, state: "draft", told: problem, attempts: 0, next_try: 0, firm: false };
  await store.settle(entry, draft, wasSent ? sentItem(entry, answer) : null);
  return { token: entry.token, verdict: "mend", told: problem, wasSent, draft: token };
}

function candidatesIn({ candidates }) {
  return candidates ? { candidates } : {};
}

function formOf({ token, language, fields, files }) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  for (const [name, file, filename] of files) form.append(name, file, filename);
  form.set("client_token", token);
  form.set("language", language);
  return form;
}

/** Entry of the list for a report that the server has; `told` holds the fields that the list shows. */
function sentItem(entry, { tracking_key: secret, reference, status = "pending" }) {
  const { language, fields } = entry;
  const values = Object.fromEntries(fields.filter(([name]) => LISTED.includes(name)));
  return { secret, reference, status, language, told: values, sent_at: Date.now() };
}

const LISTED = ["kind", "camera", "latitude", "longitude", "operator"];

const pathOf = (url) => new URL(url).pathname;
