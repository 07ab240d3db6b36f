// What this device keeps (IndexedDB): drafts and reports that wait, by their token; links of sent ones, by their
// secret. Photos lie in it as files. Nothing is made before there is something to keep.
import { signature } from "./fields.js";

const NAME = "contrechamp";
const VERSION = 1;

let connection = null;

/** Whether anything was ever kept here; asking must not make a database. */
export async function isUsed() {
  if (connection) return true;
  if (!globalThis.indexedDB) return false;
  if (!indexedDB.databases) return true; // an old Firefox cannot tell: look inside
  const all = await indexedDB.databases();
  return all.some(({ name }) => name === NAME);
}

function open() {
  connection ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("entries", { keyPath: "token" });
      request.result.createObjectStore("sent", { keyPath: "secret" });
    };
    request.onsuccess = () => {
      const database = request.result;
      const closeDatabase = () => {
        database.close();
        connection = null;
      };
      database.onversionchange = closeDatabase; // a newer page wants to change it
      database.onclose = closeDatabase; // the person deleted the site's data
      resolve(database);
    };
    request.onerror = () => {
      connection = null;
      reject(request.error);
    };
  });
  return connection;
}

/** Runs work(entries, sent) in one transaction: all of it is kept, or none. */
async function inTransaction(mode, operation) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["entries", "sent"], mode);
    let result;
    transaction.oncomplete = () => resolve(result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    const request = operation(transaction.objectStore("entries"), transaction.objectStore("sent"));
    if (request) request.onsuccess = () => (result = request.result);
  });
}

export const get = (token) => inTransaction("readonly", (entries) => entries.get(token));
export const all = () => inTransaction("readonly", (entries) => entries.getAll());
export const put = (entry) =>
  inTransaction("readwrite", (entries) => {
    entries.put(entry);
    entries.transaction.commit?.(); // a page that is being left does not live to see it commit by itself
  });
export const drop = (token) => inTransaction("readwrite", (entries) => void entries.delete(token));
export const allSent = () => inTransaction("readonly", (_entries, sent) => sent.getAll());
export const forget = (secret) => inTransaction("readwrite", (_entries, sent) => void sent.delete(secret));

export function clear() {
  return inTransaction("readwrite", (entries, sent) => {
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
  return inTransaction("readwrite", (entries, sent) => {
    const request = entries.get(entry.token);
    request.onsuccess = () => {
      const now = request.result;
      if (!now) return;
      if (item) sent.put(item);
      if (signature(now) !== signature(entry)) return;
      if (changed?.state === entry.state && now.state !== entry.state) return;
      if (changed?.token !== entry.token) entries.delete(entry.token);
      if (changed) entries.put(changed);
    };
  });
}
