// The service worker. /sw.js calls serve() with the version, the pages of each language and the files to keep.
// A new version waits until no report form is open; nothing changes under what somebody is writing.
import { kindOf, pagesOf } from "./routes.js";
import { flush } from "./send.js";
import { isUsed } from "./store.js";

const PREFIX = "contrechamp-";
const TILES = `${PREFIX}tiles`;
const MAX_TILES = 400;
const NETWORK_TIMEOUT = 5_000; // ms for a page of the form; in the street a network is often there and does nothing

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
    if (kind) event.respondWith(handlers[kind](event, name, pages));
  });
}

/** All or nothing: a worker without its files would be worse than none. */
async function install(name, pages, files) {
  const cache = await caches.open(name);
  // Without credentials: a cached page must not contain the name of whoever is signed in.
  const urls = pages.flatMap(({ form, offline, catalogue }) => [form, offline, catalogue]);
  await cache.addAll(urls.map((url) => new Request(url, { credentials: "omit", cache: "reload" })));
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
  const outcomes = await flush({ fresh: true });
  if (outcomes.some(({ verdict, told: problem }) => verdict === "keep" && problem.status === 0))
    throw new Error("no network");
}

const fromCache = async (name, request) => (await caches.open(name)).match(request, { ignoreVary: true });

const handlers = {
  async fixed({ request }, name) {
    const cached = await fromCache(name, request);
    if (cached) return cached;
    const response = await fetch(request);
    if (response.ok) await (await caches.open(name)).put(request, response.clone());
    return response;
  },

  async fresh({ request }, name) {
    try {
      return await fetch(request);
    } catch (error) {
      const cached = await fromCache(name, request);
      if (cached) return cached;
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
      const cached = await fromCache(TILES, request);
      if (cached) return cached;
      throw error;
    }
  },

  /** The form itself is shown whenever the network fails, is slow, or has nothing better than an error. */
  async form({ request }, name, pages) {
    const cached = () => fromCache(name, new URL(request.url).pathname);
    const network = fetch(request).catch(() => null);
    const response = await Promise.race([network, timeout(NETWORK_TIMEOUT)]);
    if (response && response.status < 500) return response;
    return (await cached()) ?? (await network) ?? offline(name, request, pages);
  },

  async page({ request }, name, pages) {
    try {
      return await fetch(request);
    } catch {
      return offline(name, request, pages);
    }
  },
};

const timeout = (ms) => new Promise((resolve) => setTimeout(resolve, ms, null));

async function offline(name, request, pages) {
  const page = await fromCache(name, pagesOf(new URL(request.url).pathname, pages).offline);
  return page ?? Response.error();
}

async function keepTile(request, response) {
  const cache = await caches.open(TILES);
  await cache.put(request, response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MAX_TILES)).map((key) => cache.delete(key)));
}
