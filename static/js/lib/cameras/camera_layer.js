// The cameras on a Leaflet map: a grid of empty tiles says which data to load, ONE canvas draws all of it.
// Drawing tile by tile would clip symbols and cones at every tile border.
import { getJSON, isAbort } from "../api.js";
import { nextTask } from "../dom.js";
import { L } from "../leaflet.js";
import { nearest, sceneOf } from "./scene.js";
import {
  COLOURS,
  CONES_FROM_ZOOM,
  drawAreas,
  drawCluster,
  drawGoneSign,
  drawSelection,
  drawSign,
  drawSmallSign,
  OWNERSHIPS,
} from "./symbology.js";

const MAX_DATA_ZOOM = 16; // deeper tiles would hold the same points; 611 m / 4096 is exact enough
const MAX_TILES = 400;
const MAX_REQUESTS = 6;
const PADDING = 0.2; // of the map's size, so that panning shows no empty rim
const MAX_PIXEL_RATIO = 2; // at 3 a phone needed 89 ms for a redraw
const PICK_RADIUS = 22; // half of a 44 px target
const MAX_FULL_SIGNS = 2500; // more signs than that on the canvas would hide the map and each other

const CameraTiles = L.GridLayer.extend({
  options: { maxNativeZoom: MAX_DATA_ZOOM, updateWhenZooming: false, className: "camera-tiles" },

  initialize(store, options) {
    L.setOptions(this, options);
    this._store = store;
  },

  createTile(coords, done) {
    this._store.load(coords, done);
    return L.DomUtil.create("div");
  },
});

/** Tile data by "z/x/y", least recently used first. Loading happens once per tile; leaving aborts it. */
class TileStore {
  constructor(url, onChange) {
    this.url = url;
    this.query = "";
    this.onChange = onChange;
    this.tiles = new Map();
    this.pending = new Map();
    this.failed = new Set();
    this.queue = [];
    this.inFlight = 0;
  }

  get(key) {
    const data = this.tiles.get(key);
    if (data) {
      this.tiles.delete(key);
      this.tiles.set(key, data);
    }
    return data;
  }

  /** Few at a time: a browser asks a server no more at once, and one that left need not be asked for at all. */
  load({ z, x, y }, done) {
    const key = `${z}/${x}/${y}`;
    if (this.tiles.has(key) || this.pending.has(key)) return queueMicrotask(() => done(null));
    this.pending.set(key, new AbortController());
    this.queue.push({ key, z, x, y, done, controller: this.pending.get(key) });
    this.onChange({ isOther: false });
    return nextTask().then(() => this.requestNext());
  }

  requestNext() {
    while (this.queue.length && this.inFlight < MAX_REQUESTS) {
      const tile = this.queue.shift();
      if (!tile.controller.signal.aborted) this.request(tile);
    }
  }

  async request({ key, z, x, y, done, controller }) {
    this.inFlight += 1;
    let failure = null;
    try {
      const url =
        this.url.replace("{z}", z).replace("{x}", x).replace("{y}", y) + this.query.replace("&", "?");
      const data = await getJSON(url, { signal: controller.signal });
      if (this.pending.get(key) === controller) this.put(key, data);
    } catch (error) {
      if (!isAbort(error)) this.failed.add(key);
      failure = error;
    }
    this.inFlight -= 1;
    if (this.pending.get(key) === controller) this.pending.delete(key);
    this.onChange();
    this.requestNext();
    done(failure);
  }

  put(key, data) {
    this.failed.delete(key);
    this.tiles.set(key, data);
    if (this.tiles.size > MAX_TILES) this.tiles.delete(this.tiles.keys().next().value);
  }

  unload({ z, x, y }) {
    const key = `${z}/${x}/${y}`;
    this.pending.get(key)?.abort();
    this.pending.delete(key);
    this.failed.delete(key);
  }

  clear() {
    for (const controller of this.pending.values()) controller.abort();
    this.tiles.clear();
    this.pending.clear();
    this.failed.clear();
  }
}

const CameraLayer = L.Layer.extend({
  options: { onPick: null, onStatus: null },

  initialize(config, options) {
    L.setOptions(this, options);
    this._ownership = new Set(OWNERSHIPS);
    this._selected = null;
    this._scene = { cameras: [], clusters: [] };
    this._store = new TileStore(config.tiles, (change) => this._onChange(change));
    this._tiles = new CameraTiles(this._store);
    this._tiles.on("tileunload", ({ coords }) => this._store.unload(this._tiles._wrapCoords(coords)));
  },

  onAdd(map) {
    this._canvas = L.DomUtil.create("canvas", "camera-canvas leaflet-zoom-animated");
    this._canvas.setAttribute("aria-hidden", "true");
    this.getPane().append(this._canvas);
    this._reset();
    nextTask().then(() => this._map && this._tiles.addTo(map));
  },

  onRemove() {
    cancelAnimationFrame(this._frame);
    this._frame = null;
    this._tiles.remove();
    this._store.clear();
    this._canvas.remove();
  },

  getEvents() {
    const events = { viewreset: this._reset, moveend: this._reset, zoom: this._follow, click: this._onClick };
    if (this._map.options.zoomAnimation) events.zoomanim = this._follow;
    return events;
  },

  /** Shows only cameras of these kinds; discs are counted again from their shares. */
  setOwnership(kinds) {
    this._ownership = new Set(kinds);
    this._onChange();
    return this;
  },

  /** Features at a container point, nearest first; within Infinity it answers "what is nearest?". */
  pick(point, radius = PICK_RADIUS) {
    const at = this._map.containerPointToLayerPoint(point).subtract(this._origin);
    return nearest(this._scene, at, radius).map((feature) => ({
      ...feature,
      latlng: this._map.layerPointToLatLng(L.point(feature.x, feature.y).add(this._origin)),
    }));
  },

  /** Draws a ring round the camera with this id; null takes it away. */
  select(id) {
    this._selected = id;
    this._onChange();
    return this;
  },

  /** Asks for other cameras from now on: "&shape=dome&…", as the server reads it. */
  setQuery(query) {
    this._isGone = query.includes("&status=removed");
    if (this._store.query === query) return this;
    this._store.query = query;
    return this._map ? this.refresh() : this;
  },

  /** Forgets what was loaded and asks again (after an error, or after a change). */
  refresh() {
    this._store.clear();
    this._tiles.redraw();
    return this;
  },

  _onClick(event) {
    const features = this.pick(event.containerPoint);
    if (features.length && this.options.onPick) this.options.onPick(features);
  },

  /** Draws once in the next frame, however much has changed until then. */
  _onChange({ isOther = true } = {}) {
    this._isOther ||= isOther;
    this._frame ??= requestAnimationFrame(() => {
      this._frame = null;
      if (this._isOther) this._draw();
      this._isOther = false;
      const { pending, failed } = this._store;
      this.options.onStatus?.({ loading: pending.size > 0, failed: failed.size });
    });
  },

  _reset() {
    const map = this._map;
    const pad = map.getSize().multiplyBy(PADDING).round();
    const size = map.getSize().add(pad.multiplyBy(2));
    this._origin = map.containerPointToLayerPoint(pad.multiplyBy(-1)).round();
    this._size = size;
    this._zoom = map.getZoom();
    this._corner = map.layerPointToLatLng(this._origin);
    this._ratio = Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
    this._canvas.width = size.x * this._ratio;
    this._canvas.height = size.y * this._ratio;
    this._canvas.style.width = `${size.x}px`;
    this._canvas.style.height = `${size.y}px`;
    L.DomUtil.setTransform(this._canvas, this._origin, 1);
    this._draw();
  },

  /** Stretches the last picture while the zoom is moving. */
  _follow(event) {
    const map = this._map;
    const zoom = event.zoom ?? map.getZoom();
    const center = event.center ?? map.getCenter();
    const offset = map._latLngToNewLayerPoint(this._corner, zoom, center);
    L.DomUtil.setTransform(this._canvas, offset, map.getZoomScale(zoom, this._zoom));
  },

  _draw() {
    if (!this._map || this._map.getZoom() !== this._zoom) return;
    const topLeft = this._map.getPixelOrigin().add(this._origin);
    this._scene = sceneOf(this._store, {
      zoom: this._zoom,
      dataZoom: Math.min(this._zoom, MAX_DATA_ZOOM),
      left: topLeft.x,
      top: topLeft.y,
      width: this._size.x,
      height: this._size.y,
      ownership: this._ownership,
    });
    const ctx = this._canvas.getContext("2d");
    ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
    ctx.clearRect(0, 0, this._size.x, this._size.y);
    this._paint(ctx);
  },

  _paint(ctx) {
    const { cameras, clusters } = this._scene;
    if (this._zoom >= CONES_FROM_ZOOM) {
      for (const kind of this._isGone ? [] : OWNERSHIPS) {
        drawAreas(
          ctx,
          cameras.filter(({ ownership }) => ownership === kind),
          COLOURS[kind],
          this._zoom,
        );
      }
    }
    const draw = this._sign(cameras.length);
    for (const camera of cameras) draw(ctx, camera);
    this._font ??= getComputedStyle(this._canvas).fontFamily;
    ctx.font = `700 13px ${this._font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const cluster of clusters) drawCluster(ctx, cluster);
    const selected = cameras.find(({ id }) => id === this._selected);
    if (selected) {
      drawSelection(ctx, selected);
      this._sign(1)(ctx, selected);
    }
  },

  _sign(number) {
    if (number > MAX_FULL_SIGNS) return drawSmallSign;
    return this._isGone ? drawGoneSign : drawSign;
  },
});

/** onPick(features, nearest first), onStatus({loading, failed}). config.tiles is "/tiles/{z}/{x}/{y}.json". */
export function cameraLayer(config, options = {}) {
  return new CameraLayer(config, options);
}
