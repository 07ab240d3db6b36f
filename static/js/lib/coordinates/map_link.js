// Which part of the map an address of ours asks for, in the ways in which other sites write it. Pure.
// Twin of cameras/coordinates/map_link.py.
import { clamp, wrapLongitude } from "../geo.js";
import { bboxOf, degreesIn, middle, pairOf, viewOf } from "./link_parts.js";
import { refusal, rounded } from "./results.js";
import { splitUrl } from "./url.js";

// Where the map ends: who asks for a place beyond it sees the edge.
const MAX_LATITUDE = 85;
export const MIN_ZOOM = 2;
export const MAX_ZOOM = 20;
const FARTHEST = 540; // some sites write the longitudes of the next world over
const PAIRS = ["ll", "center", "centre", "latlng", "loc", "marker", "pin", "coordinate", "q"];
const DEGREES = ["lat", "latitude", "mlat", "lon", "lng", "long", "longitude", "mlon", "mlng"];
// Another parameter may ask for something else: ?q=casino, #map.
const ASKING = [...DEGREES, "ll", "center", "centre", "latlng", "bbox"];
const HASH = /^(?:(?:map=|@)?[0-9].*[/,].*[/,]|map=)/s;
const AT = /^@([^,]{1,30},[^,]{1,30}),([0-9]{1,2}(?:\.[0-9]{1,20})?)z$/;

/**
 * What stands behind ? and #: {lat, lon, zoom, box} with the zoom (2 to 20) or null and the box
 * [west, south, east, north] of a `bbox` or null; null when no place is asked for; {refused} when it cannot be read.
 */
export function readMapLink(query, fragment = "") {
  const url = splitUrl(`https://-/?${query.replace(/^\?/, "")}#${fragment.replace(/^#/, "")}`);
  const behind = viewOf(url.hash);
  const zoom = zoomOf(url.get("zoom", "z", "lvl", "level")) ?? (behind && clamped(behind[2]));
  const pair = PAIRS.map((name) => pairOf(url.get(name))).find(Boolean);
  const degrees = degreesIn(url) ?? pair;
  if (degrees) return viewAt(...degrees, zoom);
  const box = bboxOf(url.get("bbox"));
  if (box) return viewAt(...middle(box), zoom, box);
  const view = behind ?? viewOf(url.get("map")) ?? viewBehindAt(url);
  if (view) return viewAt(view[0], view[1], zoom ?? clamped(view[2]));
  return ASKING.some((name) => url.get(name)) || HASH.test(url.hash) ? refusal("link") : null;
}

/** #@43.7,7.4,17z */
function viewBehindAt(url) {
  const match = AT.exec(url.hash);
  const pair = match && pairOf(match[1]);
  return pair ? [...pair, Number(match[2])] : null;
}

function viewAt(lat, lon, zoom, box = null) {
  if (Math.abs(lat) > 90 || Math.abs(lon) > FARTHEST) return refusal("out_of_range");
  const inside = clamp(lat, -MAX_LATITUDE, MAX_LATITUDE);
  return { lat: rounded(inside), lon: rounded(wrapLongitude(lon)), zoom, box };
}

function zoomOf(text) {
  const match = /^(-?[0-9]{1,4}(?:[.,][0-9]{1,20})?)z?$/.exec(text);
  return match ? clamped(Number(match[1].replace(",", "."))) : null;
}

const clamped = (zoom) => clamp(Math.floor(zoom + 0.5), MIN_ZOOM, MAX_ZOOM);
