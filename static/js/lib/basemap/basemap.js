// The basemap under the cameras: outlines of the countries at low zoom, and the operator's street map.
// Nothing here asks another host, unless the operator has chosen a raster map (docs/basemap.md).
import { getJSON } from "../api.js";
import { nextTask } from "../dom.js";
import { gettext } from "../i18n.js";
import { L } from "../leaflet.js";
import { COLOURS } from "./basemap_style.js";
import { paintOutlines, readOutlines } from "./outlines.js";
import { streetLayer } from "./street_layer.js";

const OUTLINES_TO_ZOOM = 9; // nearer, outlines at 1:110 million are kilometres off
const CLOSEST = 20;
const TILE = 256;
const GRID_TILE = 1024; // many lines, few elements
const MAX_PIXEL_RATIO = 2; // a canvas at 3 costs twice the time of 2 and looks the same
const SMALLEST_TOWN = 64; // pixels: a street map that is smaller on the screen is neither drawn nor fetched
const OSM = "© OpenStreetMap contributors";
const OSM_LINK = `<a href="https://www.openstreetmap.org/copyright">${OSM}</a>`;
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Leaflet puts the attribution into the page as HTML: text stays text, OpenStreetMap gets its link. */
export function attributionHtml(text) {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]).replace(OSM, OSM_LINK);
}

/** A function that calls `action` the first time only. */
function once(action) {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}

function pixelRatio() {
  return Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
}

/** Outlines of the countries at low zoom. They are fetched when they are first seen. */
function outlinesLayer(outlinesUrl) {
  let outlines = null;
  const load = () => {
    outlines ??= getJSON(outlinesUrl).then(readOutlines);
    return outlines;
  };
  const Outlines = L.GridLayer.extend({
    createTile(coords, done) {
      const canvas = L.DomUtil.create("canvas");
      const size = TILE * pixelRatio();
      canvas.width = canvas.height = size;
      load()
        .then((shapes) => paintOutlines(canvas.getContext("2d"), shapes, coords, size, COLOURS))
        .catch(() => {
          outlines = null; // the next tile asks again; this one stays plain
        })
        .finally(() => done(null, canvas));
      return canvas;
    },
  });
  return new Outlines({ zIndex: 1, tileSize: TILE, maxZoom: OUTLINES_TO_ZOOM });
}

/** At high zoom, where there is no street map: a thin grid (map.css), so that panning is visible. */
function gridLayer() {
  const options = {
    zIndex: 1,
    tileSize: GRID_TILE,
    minZoom: OUTLINES_TO_ZOOM + 1,
    className: "basemap-grid",
  };
  return L.gridLayer(options);
}

/** The first zoom on which a street map of this width is worth drawing. */
export function firstZoom([west, , east]) {
  return Math.max(0, Math.ceil(Math.log2((SMALLEST_TOWN * 360) / (TILE * (east - west)))));
}

function within(bounds) {
  if (!bounds) return {};
  const [west, south, east, north] = bounds;
  return { bounds: L.latLngBounds([south, west], [north, east]), minZoom: firstZoom(bounds) };
}

function streets(map, addresses, { url, bounds, attribution }, onFailure) {
  let hasHoles = false;
  const layer = streetLayer(addresses, {
    url,
    attribution: attributionHtml(attribution),
    ratio: pixelRatio(),
    onFailure: () => {
      hasHoles = true;
      onFailure();
    },
    zIndex: 2,
    ...within(bounds),
  });
  const fillHoles = () => {
    if (hasHoles) layer.retry();
    hasHoles = false; // a tile that fails again sets it again, later
  };
  map.on("moveend", fillHoles);
  window.addEventListener("online", fillHoles);
  return layer;
}

function rasterLayer(map, { url, attribution }, onFailure) {
  const layer = L.tileLayer(url, {
    attribution: attributionHtml(attribution),
    maxNativeZoom: 19,
    maxZoom: map.getMaxZoom(),
    // The page itself sends no referrer to strangers; tile servers want to know who asks.
    referrerPolicy: "strict-origin-when-cross-origin",
    zIndex: 2,
  });
  layer.on("tileerror", onFailure);
  return layer;
}

/**
 * Adds the basemap to a map, layer by layer. `config`: {pmtiles: [{url, bounds: [west, south, east, north] |
 * null, attribution}], raster: {url, attribution} | null, outlines: url, streets: {worker, library}}.
 * `onNotice(text)` is called once at most, when the street map cannot be shown.
 */
export async function addBasemap(map, config, { onNotice = () => {} } = {}) {
  const onFailure = once(() => onNotice(gettext("Street map not available: outlines only.")));
  map.getContainer().style.backgroundColor = COLOURS.land;
  // A map without limits takes those of its layers, and moves there: with the first one to zoom 12 or 9.
  map.options.minZoom ??= 0;
  map.options.maxZoom ??= CLOSEST;
  const layers = config.raster
    ? [() => rasterLayer(map, config.raster, onFailure)]
    : config.pmtiles.map((archive) => () => streets(map, config.streets, archive, onFailure));
  for (const make of [...layers, () => outlinesLayer(config.outlines), gridLayer]) {
    await nextTask();
    make().addTo(map);
  }
}
