// The service worker. /sw.js calls serve() with the version, the pages of each language and the files to keep.
// A new version waits until no report form is open; nothing changes under what somebody is writing.
import { kindOf, pagesOf } from "./routes.js";
import { flush } from "./send.js";
import { isUsed } from "./store.js";

const PREFIX = "contrechamp-";
const TILES = `${PREFIX}tiles`;
const MOST_TILES = 400;
const PATIENCE = 5_000; // ms for a page of the form; in the street a network is often there and does nothing

export function serve({ version, pages, files }) {
  const name = `${PREFIX}${version}`;
  const scope = { origin: self.location.origin, pages };
  self.addEventListener("install", (event) => event.waitUntil(install(name, pages, files)));
  self.addEventListener("activate", (event) => event.waitUntil(removeOthers(name)));
  self.addEventListener("message", (event) => {
    if (event.data === "take-over") event.waitUntil(takeOver(pages));
  });
  self.addEventListener("sync", (event) => event.waitUntil(sendWaiting()));
  self.addEventListener("fetch", (event) => {
    const kind = kindOf(event.request, scope);
    if (kind) event.respondWith(answers[kind](event, name, pages));
  });
}

/** All or nothing: a worker without its files would be worse than none. */
async function install(name, pages, files) {
  const cache = await caches.open(name);
  // As a stranger: what is kept must not carry the name of whoever is signed in.
  const asked = pages.flatMap(({ form, offline, words }) => [form, offline, words]);
  await cache.addAll(asked.map((url) => new Request(url, { credentials: "omit", cache: "reload" })));
  await cache.addAll(files);
}

async function removeOthers(name) {
  const names = await caches.keys();
  const old = names.filter((one) => one.startsWith(PREFIX) && ![name, TILES].includes(one));
  await Promise.all(old.map((one) => caches.delete(one)));
}

async function takeOver(pages) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const isForm = ({ url }) => pages.some(({ form }) => new URL(url).pathname === form);
  if (!windows.some(isForm)) await self.skipWaiting();
}

/** Background Sync: rejected when something still waits, so that the browser calls again. */
async function sendWaiting() {
  if (!(await isUsed())) return;
  const news = await flush({ fresh: true });
  if (news.some(({ verdict, told }) => verdict === "keep" && told.status === 0))
    throw new Error("no network");
}

const kept = async (name, what) => (await caches.open(name)).match(what, { ignoreVary: true });

const answers = {
  async fixed({ request }, name) {
    const found = await kept(name, request);
    if (found) return found;
    const response = await fetch(request);
    if (response.ok) await (await caches.open(name)).put(request, response.clone());
    return response;
  },

  async fresh({ request }, name) {
    try {
      return await fetch(request);
    } catch (error) {
      const found = await kept(name, request);
      if (found) return found;
      throw error;
    }
  },

  async tile(event) {
    const { request } = event;
    try {
      const response = await fetch(request);
      if (response.ok) event.waitUntil(keepTile(request, response.clone()));
      return response;
    } catch (error) {
      const found = await kept(TILES, request);
      if (found) return found;
      throw error;
    }
  },

  /** The form itself is shown whenever the network fails, is slow, or has nothing better than an error. */
  async form({ request }, name, pages) {
    const own = () => kept(name, new URL(request.url).pathname);
    const network = fetch(request).catch(() => null);
    const response = await Promise.race([network, later(PATIENCE)]);
    if (response && response.status < 500) return response;
    return (await own()) ?? (await network) ?? offline(name, request, pages);
  },

  async page({ request }, name, pages) {
    try {
      return await fetch(request);
    } catch {
      return offline(name, request, pages);
    }
  },
};

const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms, null));

async function offline(name, request, pages) {
  const page = await kept(name, pagesOf(new URL(request.url).pathname, pages).offline);
  return page ?? Response.error();
}

async function keepTile(request, response) {
  const cache = await caches.open(TILES);
  await cache.put(request, response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_TILES)).map((key) => cache.delete(key)));
}
