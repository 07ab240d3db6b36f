// The ground under the cameras: the outlines of the countries from afar, and the operator's street map.
// Nothing here asks another host, unless the operator has chosen a raster map (docs/basemap.md).
import { getJSON } from "./api.js";
import { font, labelRules, WEIGHTS } from "./basemap_labels.js";
import { COLOURS, paintRules } from "./basemap_style.js";
import { gettext } from "./i18n.js";
import { L, protomaps } from "./leaflet.js";
import { paintOutlines, readOutlines } from "./outlines.js";

const OUTLINES_TO_ZOOM = 9; // nearer, outlines at 1:110 million are kilometres off
const TILE = 256;
const MAX_PIXEL_RATIO = 2; // a canvas at 3 costs twice the time of 2 and looks the same
const RENEW_AFTER = 5000; // ms
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

/** No street map here: plain land with a thin grid, so that moving the map can be seen. */
function paintGrid(context, size) {
  context.fillStyle = COLOURS.land;
  context.fillRect(0, 0, size, size);
  context.fillStyle = COLOURS.grid;
  context.fillRect(0, 0, size, size / TILE);
  context.fillRect(0, 0, size / TILE, size);
}

/** Lies under everything, everywhere. The outlines are fetched when they are first seen. */
function groundLayer(outlinesUrl) {
  let outlines = null;
  const load = () => {
    outlines ??= getJSON(outlinesUrl).then(readOutlines);
    return outlines;
  };
  const Ground = L.GridLayer.extend({
    createTile(coords, done) {
      const canvas = L.DomUtil.create("canvas");
      const size = TILE * pixelRatio();
      canvas.width = canvas.height = size;
      const context = canvas.getContext("2d");
      paintGrid(context, size);
      const known = coords.z <= OUTLINES_TO_ZOOM ? load() : Promise.resolve(null);
      known
        .then((shapes) => shapes && paintOutlines(context, shapes, coords, size, COLOURS))
        .catch(() => {
          outlines = null; // the next tile asks again; this one stays plain
        })
        .finally(() => done(null, canvas));
      return canvas;
    },
  });
  return new Ground({ zIndex: 1, tileSize: TILE });
}

/**
 * A PMTiles archive for protomaps-leaflet that tells of failures and recovers from them: the library keeps a
 * failed header for ever, so some seconds after a failure the archive is opened anew.
 */
export function watchedArchive(open, onFailure, now = Date.now) {
  let archive = open();
  let failedAt = null;
  return {
    async getZxy(z, x, y, signal) {
      if (failedAt !== null && now() - failedAt > RENEW_AFTER) {
        archive = open();
        failedAt = null;
      }
      try {
        return await archive.getZxy(z, x, y, signal);
      } catch (error) {
        if (error.name === "AbortError") throw error;
        failedAt ??= now();
        onFailure();
        // The library logs every tile it could not draw, except those that were called off.
        throw new DOMException("The street map could not be read", "AbortError");
      }
    },
  };
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

function streetLayer(map, { url, bounds, attribution }, onFailure) {
  let hasHoles = false;
  const open = () => new protomaps.PmtilesSource(url, true).p;
  const archive = watchedArchive(open, () => {
    hasHoles = true;
    onFailure();
  });
  const layer = protomaps.leafletLayer({
    url: archive,
    attribution: attributionHtml(attribution),
    paintRules: paintRules(protomaps),
    labelRules: labelRules(protomaps),
    noWrap: true,
    // No backgroundColor: around the town the ground must show.
    devicePixelRatio: pixelRatio(),
    // A label is measured once: it has to wait for its font.
    tasks: WEIGHTS.map((weight) => document.fonts.load(font(weight, 12), "aé")),
    zIndex: 2,
    ...within(bounds),
  });
  const fillHoles = () => {
    if (hasHoles) layer.rerenderTiles();
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
 * Put the ground under a map. `config`: {pmtiles: [{url, bounds: [west, south, east, north] | null,
 * attribution}], raster: {url, attribution} | null, outlines: url}. `onNotice(text)` is called once at most,
 * when the street map cannot be shown.
 */
export function addGround(map, config, { onNotice = () => {} } = {}) {
  const onFailure = once(() => onNotice(gettext("Street map not available: outlines only.")));
  map.getContainer().style.backgroundColor = COLOURS.land;
  groundLayer(config.outlines).addTo(map);
  if (config.raster) {
    rasterLayer(map, config.raster, onFailure).addTo(map);
  } else if (protomaps) {
    for (const archive of config.pmtiles) streetLayer(map, archive, onFailure).addTo(map);
  } else if (config.pmtiles.length) {
    onFailure();
  }
}
