// The street map as a Leaflet layer: it says which tiles are in view, and shows them as they are painted.
import { nextTask } from "../dom.js";
import { L } from "../leaflet.js";
import { openStreets } from "./street_service.js";

const TILE = 512; // px: what the painter paints at once

const StreetLayer = L.GridLayer.extend({
  options: { tileSize: TILE, noWrap: true },

  initialize(config, { url, ratio, onFailure, ...options }) {
    L.setOptions(this, options);
    this._config = config;
    this._archive = { url, ratio, onFailure, show: (key, draw) => this._show(key, draw) };
    this._shown = new Map();
    this._added = [];
    this._removed = [];
    this.on("tileunload", ({ coords }) => this._remove(this._tileCoordsToKey(coords)));
  },

  createTile(coords, done) {
    const key = this._tileCoordsToKey(coords);
    const canvas = L.DomUtil.create("canvas");
    this._shown.set(key, { canvas, done });
    this._added.push({ key, z: coords.z, x: coords.x, y: coords.y });
    this._scheduleUpdate();
    return canvas;
  },

  /** Asks again for what could not be read. */
  retry() {
    this._painter?.then((painter) => painter.retry());
  },

  _remove(key) {
    this._shown.delete(key);
    this._removed.push(key);
    this._scheduleUpdate();
  },

  /** One message for all tiles that come and go together. The street map is opened when the first one comes. */
  _scheduleUpdate() {
    if (this._isScheduled) return;
    this._isScheduled = true;
    nextTask().then(() => {
      this._isScheduled = false;
      const added = this._added.filter(({ key }) => this._shown.has(key));
      const removed = this._removed.filter((key) => !this._shown.has(key));
      this._added = [];
      this._removed = [];
      this._painter ??= openStreets(this._config, this._archive);
      this._painter.then((painter) => painter.update({ added, removed })).catch(this._archive.onFailure);
    });
  },

  _show(key, draw) {
    const tile = this._shown.get(key);
    if (!tile) return false;
    draw(tile.canvas);
    tile.done?.(null, tile.canvas);
    tile.done = null; // a tile is painted again when a label reaches into it
    return true;
  },
});

/** config: {worker, library}. options: url, ratio, onFailure, and those of L.GridLayer. */
export function streetLayer(config, options) {
  return new StreetLayer(config, options);
}
