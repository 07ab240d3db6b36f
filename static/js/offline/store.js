// What this device keeps (IndexedDB): drafts and reports that wait, by their token; links of sent ones, by their
// secret. Photos lie in it as files. Nothing is made before there is something to keep.
import { signature } from "./fields.js";

const NAME = "contrechamp";
const VERSION = 1;

let opened = null;

/** Whether anything was ever kept here; asking must not make a database. */
export async function isUsed() {
  if (opened) return true;
  if (!globalThis.indexedDB) return false;
  if (!indexedDB.databases) return true; // an old Firefox cannot tell: look inside
  const all = await indexedDB.databases();
  return all.some(({ name }) => name === NAME);
}

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("entries", { keyPath: "token" });
      request.result.createObjectStore("sent", { keyPath: "secret" });
    };
    request.onsuccess = () => {
      const database = request.result;
      const lose = () => {
        database.close();
        opened = null;
      };
      database.onversionchange = lose; // a newer page wants to change it
      database.onclose = lose; // the person deleted the site's data
      resolve(database);
    };
    request.onerror = () => {
      opened = null;
      reject(request.error);
    };
  });
  return opened;
}

/** Runs work(entries, sent) in one transaction: all of it is kept, or none. */
async function within(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["entries", "sent"], mode);
    let result;
    transaction.oncomplete = () => resolve(result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    const answer = work(transaction.objectStore("entries"), transaction.objectStore("sent"));
    if (answer) answer.onsuccess = () => (result = answer.result);
  });
}

export const get = (token) => within("readonly", (entries) => entries.get(token));
export const all = () => within("readonly", (entries) => entries.getAll());
export const put = (entry) =>
  within("readwrite", (entries) => {
    entries.put(entry);
    entries.transaction.commit?.(); // a page that is being left does not live to see it commit by itself
  });
export const drop = (token) => within("readwrite", (entries) => void entries.delete(token));
export const allSent = () => within("readonly", (_entries, sent) => sent.getAll());
export const keepSent = (item) => within("readwrite", (_entries, sent) => void sent.put(item));
export const forget = (secret) => within("readwrite", (_entries, sent) => void sent.delete(secret));

export function clear() {
  return within("readwrite", (entries, sent) => {
    entries.clear();
    sent.clear();
  });
}

/**
 * Puts `changed` in the place of `entry`, or takes it out when that is null, and lists `item` as sent: together or not
 * at all. What somebody typed into it meanwhile, in another tab, stays as it is; what was opened there to be changed
 * does not wait again; of what was deleted there nothing comes back.
 */
export function settle(entry, changed, item = null) {
  return within("readwrite", (entries, sent) => {
    const asked = entries.get(entry.token);
    asked.onsuccess = () => {
      const now = asked.result;
      if (!now) return;
      if (item) sent.put(item);
      if (signature(now) !== signature(entry)) return;
      if (changed?.state === entry.state && now.state !== entry.state) return;
      if (changed?.token !== entry.token) entries.delete(entry.token);
      if (changed) entries.put(changed);
    };
  });
}
