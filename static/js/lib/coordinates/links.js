// Positions in links to maps: which part of which site's address says the place. Pure.
// Twin of cameras/coordinates/links.py. A pin goes before the middle of the view.
import { readPlusCode } from "./codes.js";
import * as parts from "./link_parts.js";
import { isPosition, place, refusal } from "./results.js";
import * as sites from "./sites.js";
import { readTyped } from "./typed.js";
import { decoded, partition, splitUrl } from "./url.js";

const ADDRESSES = ["q", "query", "address", "daddr", "destination", "where1", "name", "saddr"];
// Where the link of a site that only redirects has the true one.
const WRAPPED = ["continue", "url", "q", "u", "link", "target"];
const DEEPEST = 3;

const SHORT =
  /(?:^|\.)(?:maps\.app\.goo\.gl|app\.goo\.gl|goo\.gl|g\.co|g\.page|share\.google|maps\.apple|binged\.it|1drv\.ms|her\.is|bit\.ly|tinyurl\.com|t\.co|is\.gd|u\.osmfr\.org|j\.map\.baidu\.com|surl\.amap\.com|go\.2gis\.com|shorturl\.at)$/;
const SHORT_PATH =
  /^(?:mapy\.(?:cz|com)\/s\/|yandex\.[a-z.]{2,6}\/maps\/-\/|bing\.com\/maps\/s\/|mappy\.com\/s\/)/;
const OTHER_DATUM = /(?:^|\.)(?:amap\.com|gaode\.com|autonavi\.com|baidu\.com|map\.qq\.com)$/;
const WHAT3WORDS = /(?:^|\.)(?:w3w\.co|what3words\.com)$/;
const APPS_OF_ANOTHER_DATUM = ["baidumap", "androidamap", "iosamap"];

// Host, schemes of apps, and what to look for in this order.
const SITES = [
  [
    /(?:^|\.)(?:openstreetmap\.[a-z]{2,3}|osm\.org)$/,
    [],
    [
      sites.osmShortLink,
      parts.namedDegrees,
      parts.marker,
      parts.viewInHash,
      parts.middleOfBbox,
      parts.namedPair,
      sites.osmObject,
    ],
  ],
  [
    /(?:^|\.)google\.[a-z.]{2,6}$/,
    ["comgooglemaps", "comgooglemapsurl", "google.navigation"],
    [
      sites.googlePin,
      sites.googleRoute,
      parts.namedPair,
      sites.googlePath,
      parts.viewInPath,
      parts.namedDegrees,
    ],
  ],
  [
    /(?:^|\.)(?:ge0\.me|omaps\.app|comaps\.(?:at|app))$/,
    ["om", "ge0", "cm"],
    [sites.organicMaps, parts.namedPair],
  ],
  [/(?:^|\.)waze\.com$/, ["waze"], [parts.namedPair, sites.wazeGeohash]],
  [/(?:^|\.)here\.com$/, [], [parts.pathPair, parts.namedPair, sites.hereCode]],
  [
    /(?:^|\.)(?:yandex\.[a-z.]{2,6}|mapy\.cz|mapy\.com|geoportail\.gouv\.fr|cartes\.gouv\.fr|ign\.fr|2gis\.[a-z.]{2,6}|urbi\.[a-z]{2})$/,
    ["yandexmaps", "dgis"],
    [sites.longitudeFirst, parts.namedDegrees, parts.viewInHash],
  ],
  [/geohack|toolforge|wmflabs/, [], [sites.geohack, parts.namedDegrees]],
];
const ELSEWHERE = [
  parts.marker,
  parts.namedDegrees,
  parts.viewInHash,
  parts.namedPair,
  parts.viewInPath,
  parts.middleOfBbox,
  sites.geohashOrg,
];

/** Reads a link; `near`, [latitude, longitude], completes a short Plus Code. */
export function readLink(text, near = null, language = "", depth = 0) {
  const url = splitUrl(text);
  if (url.scheme === "geo") return readGeo(text, near);
  const unreadable = unreadableLink(url);
  if (unreadable) return unreadable;
  const inner = depth < DEEPEST ? unwrapped(url) : "";
  if (inner) return readLink(inner, near, language, depth + 1);
  for (const read of readersOf(url)) {
    const result = read(url);
    if (result) return result;
  }
  return plusCodeOf(url, near) ?? dmsOf(url, language) ?? nothingIn(url);
}

function unreadableLink(url) {
  if (WHAT3WORDS.test(url.host)) return refusal("what3words");
  if (SHORT.test(url.host) || SHORT_PATH.test(url.host + url.path)) return refusal("short_link");
  if (OTHER_DATUM.test(url.host) || APPS_OF_ANOTHER_DATUM.includes(url.scheme)) {
    return refusal("datum", "GCJ-02");
  }
  return null;
}

function unwrapped(url) {
  const name = WRAPPED.find((key) => url.query.get(key)?.startsWith("http"));
  return name ? url.query.get(name) : "";
}

function readersOf(url) {
  const site = SITES.find(([host, schemes]) => host.test(url.host) || schemes.includes(url.scheme));
  return site ? site[2] : ELSEWHERE;
}

/** A geo: URI (RFC 5870) with the ?q= of Android, where 0,0 stands for nowhere. */
function readGeo(text, near) {
  const [head, query] = partition(text.replace(/^geo:(?:\/\/)?/i, ""), "?");
  const url = splitUrl(`geo:?${query}`);
  const [numbers, ...parameters] = decoded(head).split(";");
  const named = new Map(parameters.map((parameter) => partition(parameter.trim().toLowerCase(), "=")));
  const crs = named.get("crs") || "wgs84";
  if (crs !== "wgs84") return refusal("datum", crs.slice(0, 20));
  const words = url.get("q");
  const pair = parts.pairOf(partition(numbers, " into ")[0].trim());
  const asked = parts.pairOf(partition(words, " into ")[0]);
  if (asked) return place(...asked, parts.zoomOf(url));
  if (!pair || (words && pair[0] === 0 && pair[1] === 0)) {
    return readPlusCode(words, near) ?? refusal(words ? "address_link" : "link");
  }
  return place(...pair, parts.zoomOf(url), named.has("u") ? parts.degreesOf(named.get("u")) : null);
}

function plusCodeOf(url, near) {
  for (const piece of [...url.path.split("/"), url.get("q"), url.get("query")]) {
    if (!piece.includes("+")) continue;
    // only the first + of a path is that of the code, the others are spaces
    const [head, tail] = partition(piece, "+");
    const result = readPlusCode(`${head}+${tail.replaceAll("+", " ")}`.trim(), near);
    if (result && result.refused !== "plus_code") return result;
  }
  return null;
}

/** Degrees, minutes and seconds as Google has them in /place/ and ?q=. */
function dmsOf(url, language) {
  const match = /\/(?:place|search)\/([^/]{1,200})/.exec(url.path);
  for (const text of [match ? match[1].replaceAll("+", " ") : "", url.get("q", "query", "daddr")]) {
    if (!text.includes("°") && !/[0-9]\s?[NSEWO]\b/.test(text)) continue;
    const result = readTyped(text, language);
    if (isPosition(result) || result.choices.length) return result;
  }
  return null;
}

function nothingIn(url) {
  const isAddress = url.get(...ADDRESSES) || /\/(?:place|search)\/[^/@]/.test(url.path);
  return refusal(isAddress ? "address_link" : "link");
}
