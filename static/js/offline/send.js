// Sends what waits, one after the other, and never from two tabs at once. Runs in pages and in the service worker.
import { sendReport } from "../lib/api.js";
import { decide, isDue } from "./rules.js";
import * as store from "./store.js";
import { newToken } from "./token.js";

const URL_OF_REPORTS = "/api/v1/reports";
const LOCK = "contrechamp-outbox";
const LONGEST = 180_000; // ms for one report with its photo on a slow network; then the next tab may try

/** Tells the other tabs, the worker and this page: listen with onNews(). */
const channel = globalThis.BroadcastChannel ? new BroadcastChannel(LOCK) : null;

export function onNews(listener) {
  const own = globalThis.BroadcastChannel ? new BroadcastChannel(LOCK) : null;
  own?.addEventListener("message", ({ data }) => listener(data));
}

export function tellNews(news) {
  channel?.postMessage(news);
}

/**
 * Tries everything that is due; with `token` that one alone, because a person asked for it. Returns what became of
 * them: [{token, verdict, ...}]. An item on which the server said "later" ends the round: the next would hear the same.
 */
export function flush({ token = null, fresh = false } = {}) {
  const round = () => sendAll(token, fresh);
  // Without TLS there are no locks: two tabs may then send the same twice, and the server stores it once.
  return navigator.locks ? navigator.locks.request(LOCK, round) : round();
}

async function sendAll(token, fresh) {
  const news = [];
  const all = (await store.all()).sort((a, b) => a.saved_at - b.saved_at);
  for (const { token: next } of all) {
    if (token && next !== token) continue;
    const entry = await store.get(next); // as it is now: deleted or opened anew, while the ones before it were sent
    if (!entry || !isDue(entry, { now: Date.now(), asked: Boolean(token), fresh })) continue;
    const one = await sendOne(entry);
    news.push(one);
    tellNews(one);
    if (one.verdict === "keep" && !one.isOdd) break;
  }
  return news;
}

/** Whatever goes wrong with one report, it waits on, and those after it have their turn. */
async function sendOne(entry) {
  let said = { status: 0, wait: null, answer: {} };
  try {
    const signal = AbortSignal.timeout?.(LONGEST);
    said = await sendReport(URL_OF_REPORTS, formOf(entry), { signal });
    return await settle(entry, said);
  } catch {
    const told = { status: said.status, detail: "", errors: {} }; // an answer that cannot be read
    return { ...(await keep(entry, { status: 0 }, told)), isOdd: true };
  }
}

async function settle(entry, { status, wait, answer }) {
  const { reference, tracking_key: secret } = answer;
  const { verdict } = decide({ status, reference, secret, attempts: 0, now: 0 });
  const told = { status, detail: answer.detail ?? "", errors: answer.errors ?? {}, ...asked(answer) };
  if (verdict === "mend") return mend(entry, answer, told);
  if (verdict === "keep") return keep(entry, { status, wait }, told);
  const url = pathOf(answer.tracking_url);
  await store.settle(entry, null, sentItem(entry, answer));
  return { token: entry.token, verdict, url };
}

async function keep(entry, { status, wait }, told) {
  const attempts = (entry.attempts ?? 0) + 1;
  const { verdict, at, firm } = decide({ status, wait, attempts, now: Date.now() });
  await store.settle(entry, { ...entry, attempts, told, next_try: at, firm });
  return { token: entry.token, verdict, told, at, firm };
}

/** It is a draft again. One that was sent before with other words becomes a new one, and the first is listed. */
async function mend(entry, answer, told) {
  const wasSent = answer.type === "/problems/sent-before" && Boolean(answer.tracking_key);
  const token = wasSent ? newToken() : entry.token;
  const draft = { ...entry, token, state: "draft", told, attempts: 0, next_try: 0, firm: false };
  await store.settle(entry, draft, wasSent ? sentItem(entry, answer) : null);
  return { token: entry.token, verdict: "mend", told, wasSent, draft: token };
}

function asked({ candidates }) {
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

/** What the list keeps of a report that the server has. */
function sentItem(entry, { tracking_key: secret, reference, status = "pending" }) {
  const { language, fields } = entry;
  const told = Object.fromEntries(fields.filter(([name]) => SHOWN.includes(name)));
  return { secret, reference, status, language, told, sent_at: Date.now() };
}

const SHOWN = ["kind", "camera", "latitude", "longitude", "operator"];

const pathOf = (url) => new URL(url).pathname;
