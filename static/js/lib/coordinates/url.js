// The parts of a link, read alike in Python and JavaScript, whatever is wrong with it. Pure.
// Twin of cameras/coordinates/url.py. urllib and URL differ in what they refuse.

const SCHEME = /^([a-z][a-z0-9+.-]{1,20}):(?:\/\/)?/i;
const HOST = /^(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}(?::[0-9]{1,5})?/i;
const WEB = new Set(["http", "https"]);
// Of apps: what follows is the place at once, or a path without host.
const APPS = new Set(
  (
    "geo om ge0 cm maps comgooglemaps comgooglemapsurl google.navigation waze bingmaps mapsme mapswithme " +
    "osmand osmandmaps yandexmaps yandexnavi here-location here-route magicearth intent sygic ms-drive-to " +
    "baidumap androidamap iosamap dgis"
  ).split(" "),
);
const SPACED = ["geo:", "google.navigation:"]; // people write spaces behind the comma
const HALF_ESCAPE = /%(?![0-9A-Fa-f]{2})/;
const ASCII_ESCAPE = /%([0-7][0-9A-Fa-f])/g;

/** The first link of a text, and the text without it; "" when there is none. */
export function findUrl(text) {
  let start = 0;
  for (const word of text.split(/(\s+)/)) {
    const bare = bareOf(word);
    if (bare && isLink(bare)) {
      const isSpaced = SPACED.some((scheme) => bare.toLowerCase().startsWith(scheme));
      if (isSpaced) return [bareOf(text.slice(start)), text.slice(0, start)];
      return [bare, `${text.slice(0, start)} ${text.slice(start + word.length)}`];
    }
    start += word.length;
  }
  return ["", text];
}

/** The word without brackets, quotes and full stops around it. */
function bareOf(word) {
  const bare = trimEnd(word.replace(/^[<([{"'*>]+/, ""), ">]}\"'.,;*!");
  return bare.includes("(") ? bare : trimEnd(bare, ")");
}

/** `/[...]+$/` would try again from each letter of a long run. */
function trimEnd(text, letters) {
  let end = text.length;
  while (end > 0 && letters.includes(text[end - 1])) end--;
  return text.slice(0, end);
}

function isLink(word) {
  const scheme = SCHEME.exec(word);
  if (scheme) return WEB.has(scheme[1].toLowerCase()) || APPS.has(scheme[1].toLowerCase());
  const host = HOST.exec(word);
  if (!host) return false;
  return ["/", "?", "#"].includes(word[host[0].length]) || word.toLowerCase().startsWith("www.");
}

/** {scheme, host, path, hash, get}: scheme and host in small letters, the rest decoded. */
export function splitUrl(text) {
  const match = SCHEME.exec(text);
  const scheme = match ? match[1].toLowerCase() : "https";
  const [beforeHash, fragment] = partition(match ? text.slice(match[0].length) : text, "#");
  let [rest, query] = partition(beforeHash, "?");
  if (!WEB.has(scheme) && !query && rest.includes("=")) [rest, query] = ["", rest]; // google.navigation:q=43.7,7.4
  let [host, path] = ["", rest];
  if (WEB.has(scheme)) {
    const at = rest.indexOf("/");
    [host, path] = at < 0 ? [rest, ""] : [rest.slice(0, at), rest.slice(at)];
  }
  const named = [namedOf(query), namedOf(partition(fragment, "?")[1] || fragment)];
  return {
    scheme,
    host: host
      .toLowerCase()
      .replace(/^www\./, "")
      .replace(/:[0-9]+$/, ""),
    path: decoded(path),
    hash: decoded(fragment),
    query: named[0],
    /** The first of these parameters that says something, in the query or behind the #. */
    get(...names) {
      for (const where of named) for (const name of names) if (where.get(name)) return where.get(name);
      return "";
    },
  };
}

export function partition(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** The parameters by name in small letters; the first of several counts. */
function namedOf(query) {
  const named = new Map();
  for (const part of query.replace(/^[/!]+/, "").split("&")) {
    const [name, value] = partition(part, "=");
    const key = decoded(name).toLowerCase();
    if (!named.has(key)) named.set(key, decoded(value.replaceAll("+", " ")).trim());
  }
  return named;
}

/** The text without percent signs; where they make no UTF-8, only the ASCII ones are read. */
export function decoded(text) {
  if (!HALF_ESCAPE.test(text)) {
    try {
      return decodeURIComponent(text);
    } catch {
      // no UTF-8
    }
  }
  return text.replace(ASCII_ESCAPE, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
