// The parts of a link that say a place on many sites: named degrees, pairs, #zoom/lat/lon. Pure.
// Twin of cameras/coordinates/link_parts.py.
import { place } from "./results.js";

const NUMBER = String.raw`[+-]?[0-9]{1,3}(?:\.[0-9]{0,25})?`;
const ZOOM = String.raw`[0-9]{1,2}(?:\.[0-9]{1,20})?`;
// A pair with nothing behind it but a label, a height or a zoom: "12,13 rue X" is an address.
const PAIR = new RegExp(
  String.raw`^(?:loc:|ll\.|point\.|@)?\s*(${NUMBER})\s*(?:[,~_;]\s*|\s)[\s+]*(${NUMBER})\s*(?:$|[(;/_,].*|\s*\(.*)$`,
  "s",
);
export const AT = new RegExp(`@(${NUMBER}),(${NUMBER})(?:,(${ZOOM})z)?`);
const HASH = new RegExp(
  `^(?:.{0,40}?[&?!/])??(?:map=)?#?/?(${ZOOM})/(${NUMBER})/(${NUMBER})(?:[/&?].*)?$`,
  "s",
);
const HASH_PAIR = new RegExp(`^(?:loc=|@|/)?(${NUMBER}),(${NUMBER})(?:,(${ZOOM})z?)?(?:[,/&].*)?$`, "s");
const THIRD = new RegExp(`^${NUMBER},${NUMBER},(${ZOOM})(?:,.*)?$`, "s");

// A pin goes before the middle of the view.
const DEGREES = [
  [["mlat"], ["mlon", "mlng"]],
  [
    ["lat", "latitude"],
    ["lon", "lng", "long", "longitude"],
  ],
];
const PAIRS = (
  "sp coordinate latlng ll cbll viewpoint q query destination daddr to loc location coords center centre sll " +
  "map where1 cp at"
).split(" ");
const ZOOMS = ["zoom", "z", "lvl", "level"];

const numberOr = (text) => (text === undefined ? null : Number(text));

export function zoomOf(url) {
  const match = new RegExp(`^(${ZOOM})z?$`).exec(url.get(...ZOOMS));
  return match ? Number(match[1]) : null;
}

/** Two numbers, in the order in which they stand; or null. */
export function pairOf(text) {
  const match = PAIR.exec(text.slice(text.lastIndexOf("@") + 1));
  return match ? [Number(match[1]), Number(match[2])] : null;
}

/** One parameter as degrees, or null; people who write links by hand write decimal commas. */
export function degreesOf(text) {
  const match = /^([+-]?[0-9]{1,3}(?:[.,][0-9]{0,25})?)\s*°?$/.exec(text.trim().replace("\u2212", "-"));
  return match ? Number(match[1].replace(",", ".")) : null;
}

/** [latitude, longitude] by name, whether or not there is such a place; or null. */
export function degreesIn(url) {
  for (const [latitudes, longitudes] of DEGREES) {
    const [lat, lon] = [degreesOf(url.get(...latitudes)), degreesOf(url.get(...longitudes))];
    if (lat !== null && lon !== null) return [lat, lon];
  }
  return null;
}

/** [latitude, longitude, zoom] of map=zoom/lat/lon, or null; #/2024/5/12 is a day. */
export function viewOf(text) {
  const match = HASH.exec(text);
  if (!match || !(text.includes("map=") || `${match[2]}${match[3]}`.includes("."))) return null;
  return [Number(match[2]), Number(match[3]), Number(match[1])];
}

export function namedDegrees(url) {
  const degrees = degreesIn(url);
  return degrees ? place(...degrees, zoomOf(url) || zoomBehind(url)) : null;
}

function zoomBehind(url) {
  return viewOf(url.hash)?.[2] ?? null;
}

export function namedPair(url) {
  for (const name of PAIRS) {
    const text = url.get(name);
    const pair = pairOf(text);
    if (!pair) continue;
    const third = name === "map" ? numberOr(THIRD.exec(text)?.[1]) : null; // HERE: map=43.7,7.4,17,normal
    return place(...pair, zoomOf(url) || zoomBehind(url) || third);
  }
  return url.host.includes("google") ? null : pathPair(url);
}

/** A piece of the path, such as https://share.here.com/l/52.53,13.41. */
export function pairInPath(url) {
  for (const piece of url.path.split("/")) {
    if (piece.startsWith("@")) continue;
    const last = piece.slice(piece.lastIndexOf(":") + 1);
    const pair = last.includes(".") ? pairOf(last) : null;
    if (pair) return pair;
  }
  return null;
}

export function pathPair(url) {
  const pair = pairInPath(url);
  return pair ? place(...pair, zoomOf(url)) : null;
}

export function marker(url) {
  const pair = pairOf(url.get("pin", "marker"));
  return pair ? place(...pair, zoomOf(url) || zoomBehind(url)) : null;
}

export function viewInHash(url) {
  const view = viewOf(url.hash) ?? viewOf(url.get("map"));
  if (view) return place(...view);
  const match = HASH_PAIR.exec(url.hash);
  return match ? place(Number(match[1]), Number(match[2]), numberOr(match[3])) : null;
}

/** [west, south, east, north] in degrees, west > east across the antimeridian; or null. */
export function bboxOf(text) {
  const numbers = text.split(/[,\s]+/).map(degreesOf);
  if (numbers.length !== 4 || numbers.includes(null)) return null;
  const [west, south, east, north] = numbers;
  const isBox =
    -90 <= south && south <= north && north <= 90 && Math.abs(west) <= 180 && Math.abs(east) <= 180;
  return isBox ? numbers : null;
}

export function middleOfBbox(url) {
  const box = bboxOf(url.get("bbox"));
  return box ? place(...middle(box)) : null;
}

/** [latitude, longitude] of the middle of a box. */
export function middle([west, south, east, north]) {
  const lon = west + (west <= east ? east - west : east - west + 360) / 2;
  return [(south + north) / 2, lon > 180 ? lon - 360 : lon];
}

export function viewInPath(url) {
  const match = AT.exec(url.path) ?? AT.exec(url.hash);
  return match ? place(Number(match[1]), Number(match[2]), numberOr(match[3])) : null;
}
