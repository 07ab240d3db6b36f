// The site's maps as a Leaflet layer: it says which tiles are in view, and shows them as they are painted.
import { sourcesOf, TILE, wrapped } from "./basemap/sources.js";
import { nextTask } from "./dom.js";
import { L } from "./leaflet.js";
import { openStreets } from "./street_service.js";

const StreetLayer = L.GridLayer.extend({
  options: { tileSize: TILE, noWrap: true }, // two copies of one tile have a key each

  initialize(config, { archives, ratio, onFailure, ...options }) {
    L.setOptions(this, options);
    this._config = config;
    this._maps = { archives, ratio, onFailure, show: (key, draw) => this._show(key, draw) };
    this._shown = new Map();
    this._wanted = [];
    this._left = [];
    this.on("tileunload", ({ coords }) => this._leave(this._tileCoordsToKey(coords)));
  },

  createTile(coords, done) {
    const key = this._tileCoordsToKey(coords);
    const sources = sourcesOf(coords, this._maps.archives);
    if (sources.length === 0) {
      nextTask().then(() => done(null));
      return L.DomUtil.create("div");
    }
    const canvas = L.DomUtil.create("canvas");
    this._shown.set(key, { canvas, done, sources });
    this._wanted.push({ key, sources, z: coords.z, x: wrapped(coords), y: coords.y });
    this._tell();
    return canvas;
  },

  /** Asks again for what could not be read. */
  retry() {
    this._painter?.then((painter) => painter.retry());
  },

  _leave(key) {
    if (!this._shown.delete(key)) return;
    this._left.push(key);
    this._tell();
  },

  /** One message for all tiles that come and go together. The maps are opened when the first one comes. */
  _tell() {
    if (this._isTelling) return;
    this._isTelling = true;
    nextTask().then(() => {
      this._isTelling = false;
      const wanted = this._wanted.filter(({ key }) => this._shown.has(key));
      const left = this._left.filter((key) => !this._shown.has(key));
      this._wanted = [];
      this._left = [];
      this._painter ??= openStreets(this._config, this._maps);
      this._painter.then((painter) => painter.update({ wanted, left })).catch(this._maps.onFailure);
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

/**
 * config: {worker, library}. options: archives, [{name, url, bounds, lastZoom}]; ratio; onFailure(); and those of
 * L.GridLayer.
 */
export function streetLayer(config, options) {
  return new StreetLayer(config, options);
}
