// Routes of the service worker: which requests it answers, and how. Pure. All others go to the network as if
// there were no worker: moderation, accounts, the admin, status pages, my reports, everything that is sent.

const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const TILE = /^\/tiles\/\d+\/\d+\/\d+\.json$/;
const STATIC = "/static/";
// With a camera in its address the form is about that camera: an empty one would be about another.
const CAMERA_PARAMETERS = ["kind", "camera"];

/**
 * "form": the report form, from the network or as kept.   "fixed": a file that never changes under its name.
 * "fresh": from the network, or as kept.                  "tile": the same, of which few are kept.
 * "page": any other page to read; without network the page that says so.      null: not ours.
 */
export function kindOf({ method, url, mode }, { origin, pages }) {
  const { pathname, searchParams, origin: from } = new URL(url);
  if (method !== "GET" || from !== origin) return null;
  if (mode === "navigate") return pageKind(pathname, searchParams, pages);
  if (pathname.startsWith(STATIC)) return HASHED.test(pathname) ? "fixed" : "fresh";
  if (pages.some(({ catalogue }) => catalogue === pathname)) return "fresh";
  return TILE.test(pathname) ? "tile" : null;
}

const PRIVATE =
  /^(\/[a-z-]{2,10})?\/(moderation|accounts|account|admin|audit|report\/status|invitation)(\/|$)/;

function pageKind(pathname, searchParams, pages) {
  if (pages.some(({ form }) => form === pathname)) {
    const isEmpty = !CAMERA_PARAMETERS.some((name) => searchParams.has(name)) || searchParams.has("draft");
    return isEmpty ? "form" : "page";
  }
  return PRIVATE.test(pathname) ? null : "page";
}

/** The pages of the language that an address is in: the longest beginning that fits. */
export function pagesOf(pathname, pages) {
  const folder = ({ form }) => form.slice(0, form.lastIndexOf("/") + 1);
  const fitting = pages.filter((one) => `${pathname}/`.startsWith(folder(one)));
  return fitting.sort((a, b) => folder(b).length - folder(a).length)[0];
}
