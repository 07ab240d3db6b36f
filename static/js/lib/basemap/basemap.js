// The basemap under the cameras: the map of the world and the operator's street maps.
// Nothing here asks another host, unless the operator has chosen a raster map (docs/basemap.md).
import { nextTask } from "../dom.js";
import { gettext } from "../i18n.js";
import { boundsOf, L } from "../leaflet.js";
import { COLOURS } from "./basemap_style.js";
import { creditsOf, showCredits } from "./credits.js";
import { WORLD, WORLD_TO_ZOOM } from "./sources.js";
import { streetLayer } from "./street_layer.js";

const FARTHEST = 1; // zoom: half of a tile of 512 pixels is the least that is drawn
const CLOSEST = 20;
const GRID_TILE = 1024; // many lines, few elements
const MAX_PIXEL_RATIO = 2; // a canvas at 3 costs twice the time of 2 and looks the same
const STREETS_LAST_ZOOM = 15; // of the files; nearer, their tiles are drawn larger
const WORLD_LAST_ZOOM = 7;

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

/** Where there is no map: a thin grid (map.css), so that moving the map can be seen. */
function gridLayer(minZoom) {
  return L.gridLayer({ zIndex: 1, tileSize: GRID_TILE, minZoom, className: "basemap-grid" });
}

/** The files that the site serves, with the names by which the painter knows them. */
export function archivesOf({ pmtiles, world }) {
  const streets = pmtiles.map((archive, at) => ({
    ...archive,
    name: String(at),
    lastZoom: STREETS_LAST_ZOOM,
  }));
  return world ? [{ ...world, bounds: null, name: WORLD, lastZoom: WORLD_LAST_ZOOM }, ...streets] : streets;
}

function streets(map, archives, config, onFailure) {
  let hasHoles = false;
  const layer = streetLayer(config, {
    archives: archives.map(({ name, url, bounds, lastZoom }) => ({ name, url, bounds, lastZoom })),
    ratio: pixelRatio(),
    onFailure: () => {
      hasHoles = true;
      onFailure();
    },
    zIndex: 2,
  });
  const fillHoles = () => {
    if (hasHoles) layer.retry();
    hasHoles = false; // a tile that fails again sets it again, later
  };
  map.on("moveend", fillHoles);
  window.addEventListener("online", fillHoles);
  return layer;
}

function rasterLayer(map, { url }, onFailure) {
  const layer = L.tileLayer(url, {
    maxNativeZoom: 19,
    maxZoom: map.getMaxZoom(),
    // The page itself sends no referrer to strangers; tile servers want to know who asks.
    referrerPolicy: "strict-origin-when-cross-origin",
    zIndex: 2,
  });
  layer.on("tileerror", onFailure);
  return layer;
}

/** Names the sources of what is drawn, as the map moves. */
function credit(map, { raster }, archives) {
  const show = () => {
    const texts = raster ? [raster.attribution] : creditsOf(boundsOf(map), map.getZoom(), archives);
    showCredits(map, texts);
  };
  map.on("moveend", show);
  show();
}

/**
 * Adds the basemap to a map, layer by layer. `config`: {pmtiles: [{url, bounds: [west, south, east, north] |
 * null, attribution}], world: {url} | null, raster: {url, attribution} | null, streets: {worker, library}}.
 * `onNotice(text)` is called once at most, when the street map cannot be shown.
 */
export async function addBasemap(map, config, { onNotice = () => {} } = {}) {
  const onFailure = once(() => onNotice(gettext("Street map not available.")));
  const archives = archivesOf(config);
  map.getContainer().style.backgroundColor = COLOURS.land;
  // A map without limits takes those of its layers.
  map.options.minZoom ??= FARTHEST;
  map.options.maxZoom ??= CLOSEST;
  credit(map, config, archives);
  const makers = [
    () =>
      config.raster
        ? rasterLayer(map, config.raster, onFailure)
        : streets(map, archives, config.streets, onFailure),
    () => gridLayer(config.world ? WORLD_TO_ZOOM + 1 : FARTHEST),
  ];
  for (const make of makers) {
    await nextTask();
    make().addTo(map);
  }
}
