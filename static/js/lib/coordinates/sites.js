// The parts of a link that say a place on one site alone. Pure. Twin of cameras/coordinates/sites.py.
import { readGe0, readGeohash, readOsmShortLink } from "./codes.js";
import { AT, degreesOf, pairInPath, pairOf, zoomOf } from "./link_parts.js";
import { place, refusal } from "./results.js";
import { readTyped } from "./typed.js";
import { partition } from "./url.js";

const PIN = /!3d(-?[0-9]{1,3}\.[0-9]{1,25})!4d(-?[0-9]{1,3}\.[0-9]{1,25})/g;
const EMBEDDED = /!2d(-?[0-9]{1,3}\.[0-9]{1,25})!3d(-?[0-9]{1,3}\.[0-9]{1,25})/g;
const OBJECT = /\/(?:node|way|relation|note|changeset)\/[0-9]/;
const GEOHACK = /^([0-9._]{1,60})_([NS])_([0-9._]{1,60})_([EWO])(?:_.*)?$/is;
const HERE = /lat(?:itude)?"?[=:](-?[0-9.]{1,30})[;,]"?lon(?:gitude)?"?[=:](-?[0-9.]{1,30})/;

export function osmShortLink(url) {
  const match = /^\/go\/([A-Za-z0-9_~@-]{3,20})\/?$/.exec(url.path);
  return match ? readOsmShortLink(match[1]) : null;
}

export function osmObject(url) {
  if (OBJECT.test(url.path)) return refusal("object_link");
  return url.path.startsWith("/directions") ? refusal("route_link") : null;
}

const viewZoom = (url) => {
  const zoom = AT.exec(url.path)?.[3];
  return zoom === undefined ? null : Number(zoom);
};

/** The last pin of the data: the place of a place, the end of a route. */
export function googlePin(url) {
  const pins = Array.from(url.path.matchAll(PIN), ([, lat, lon]) => [lat, lon]);
  if (pins.length === 0) {
    pins.push(...Array.from(url.get("pb").matchAll(EMBEDDED), ([, lon, lat]) => [lat, lon]));
  }
  return pins.length ? place(Number(pins.at(-1)[0]), Number(pins.at(-1)[1]), viewZoom(url)) : null;
}

/** Where a route ends, when that is a position. */
export function googleRoute(url) {
  if (!url.path.includes("/dir/")) return null;
  const isStop = (piece) => piece && !piece.startsWith("@") && !piece.includes("data=");
  const stops = partition(url.path, "/dir/")[1].split("/").filter(isStop);
  const pair = pairOf(stops.length ? stops.at(-1).replaceAll("+", " ") : url.get("destination"));
  if (pair) return place(...pair);
  return stops.length < 2 ? null : refusal("route_link");
}

export function googlePath(url) {
  const match = /\/(?:search|place)\/([^/]{1,200})/.exec(url.path);
  const pair = match ? pairOf(match[1].replaceAll("+", " ")) : null;
  return pair ? place(...pair, viewZoom(url)) : null;
}

export function organicMaps(url) {
  for (const piece of url.path.split("/")) {
    const result = readGe0(piece);
    if (result) return result;
  }
  return null;
}

export function wazeGeohash(url) {
  const match = /\/ul\/h([0-9a-z]{5,12})$/.exec(url.path);
  return readGeohash(match ? match[1] : url.get("h"));
}

export function geohashOrg(url) {
  return url.host === "geohash.org" ? readGeohash(url.path.replace(/^\/+/, "").replace(/\/$/, "")) : null;
}

/** https://wego.here.com/p/s-aWQ9...: lat and lon in base 64. */
export function hereCode(url) {
  const packed = /\/p\/[a-z]-([A-Za-z0-9+/=_-]{8,600})/.exec(url.path);
  if (!packed) return null;
  let text;
  try {
    text = atob(packed[1].replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return null;
  }
  const match = HERE.exec(text);
  const [lat, lon] = match ? [degreesOf(match[1]), degreesOf(match[2])] : [null, null];
  return lat !== null && lon !== null ? place(lat, lon) : null;
}

/** Yandex, Mapy, Géoportail, 2GIS: longitude first, but where Yandex takes what people type. */
export function longitudeFirst(url) {
  for (const name of ["whatshere[point]", "poi[point]", "pt", "id", "c", "center", "ll", "m"]) {
    const pair = pairOf(url.get(name).replaceAll("~", ";"));
    if (pair && (name !== "id" || url.get("source") === "coor")) {
      return place(pair[1], pair[0], zoomOf(url) || degreesOf(url.get("whatshere[zoom]")));
    }
  }
  const [lon, lat] = [degreesOf(url.get("x")), degreesOf(url.get("y"))];
  if (lat !== null && lon !== null) return place(lat, lon, zoomOf(url));
  const route = url.get("rtext");
  const typed = pairOf(url.get("text")) ?? pairOf(route.slice(route.lastIndexOf("~") + 1));
  if (typed) return place(...typed, zoomOf(url));
  const inPath = pairInPath(url);
  return inPath ? place(inPath[1], inPath[0], zoomOf(url)) : null;
}

export function geohack(url) {
  const match = GEOHACK.exec(url.get("params"));
  return match ? readTyped(match.slice(1, 5).join(" ").replaceAll("_", " ")) : null;
}
