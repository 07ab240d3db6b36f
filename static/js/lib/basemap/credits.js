// Who made what the map draws, in the corner of the map: no more than is drawn.
import { $, element } from "../dom.js";
import { sourcesIn, WORLD, WORLD_TO_ZOOM } from "./sources.js";

const LINKS = new Map([
  ["© OpenStreetMap contributors", "https://www.openstreetmap.org/copyright"],
  ["Natural Earth", "https://www.naturalearthdata.com/"],
  ["GeoNames", "https://www.geonames.org/"],
]);
const SHAPES = "Natural Earth";
const NAMES = "GeoNames";

/** The sources of what is drawn in a view {west, south, east, north}, each once. */
export function creditsOf({ west, south, east, north }, zoom, archives) {
  const drawn = sourcesIn([west, south, east, north], zoom, archives);
  const streets = archives.filter(({ name }) => name !== WORLD && drawn.has(name));
  const world = zoom <= WORLD_TO_ZOOM ? [SHAPES, NAMES] : [NAMES];
  return [...new Set([...streets.map(({ attribution }) => attribution), ...(drawn.has(WORLD) ? world : [])])];
}

function creditNode(text) {
  return LINKS.has(text) ? element("a", { href: LINKS.get(text) }, text) : text;
}

/** In the page's own line, or in Leaflet's. */
export function showCredits(map, texts) {
  const box = map.getContainer();
  const credits = $("credits", box.parentElement) ?? ownPart(map, box);
  const isFirst = !credits?.previousSibling;
  credits?.replaceChildren(...texts.flatMap((text, at) => [at || !isFirst ? " | " : "", creditNode(text)]));
}

/** Leaflet writes its line anew only when a layer with an attribution comes or goes; none of ours has one. */
function ownPart(map, box) {
  const line = map.attributionControl?.getContainer();
  const part = line && ($("credits", box) ?? element("span", { "data-js-credits": true }));
  line?.append(part);
  return part;
}
