// Paints the tiles of one street map, on whatever thread it runs: it gets canvases, and touches no page.
import { labelRules } from "./basemap_labels.js";
import { paintRules } from "./basemap_style.js";
import { archiveReader } from "./street_archive.js";

const TILE = 512; // pixels: one tile of the file, drawn at its size
const LAST_ZOOM = 15; // of the file; nearer, its tiles are drawn larger
const MARGIN = 16; // px round a tile within which a line may still reach into it
const LABELLED = 40; // tiles of the file whose labels are remembered at each zoom

/** The library counts tiles of 256 pixels. */
const small = ({ z, x, y }) => ({ z, x: x * 2, y: y * 2 });
const keyOfSmall = (key) => {
  const [x, y, z] = key.split(":");
  return `${x >> 1}:${y >> 1}:${z}`;
};
const dataKey = ({ z, x, y }) => `${z}/${x}/${y}`;

/**
 * `P` is the namespace of protomaps-leaflet. The rest: url and ratio; scratch, a context to measure text with;
 * canvas, to paint on; fonts, a promise; pause() -> Promise between two tiles; show(key, canvas) for each tile
 * painted; onFailure() for each that could not be read.
 */
export class StreetPainter {
  constructor(P, options) {
    const { url, ratio, scratch, canvas } = options;
    Object.assign(this, { P, options });
    this.archive = archiveReader(() => new P.PmtilesSource(url, false).p);
    const cache = new P.TileCache(new P.PmtilesSource(this.archive, false), TILE);
    this.view = new P.View(cache, LAST_ZOOM, 1);
    this.rules = paintRules(P);
    this.labelers = new P.Labelers(scratch, labelRules(P), LABELLED, (keys) => this.repaint(keys));
    canvas.width = canvas.height = TILE * ratio;
    this.context = canvas.getContext("2d");
    this.tiles = new Map(); // by key: those on the screen
    this.queue = []; // those to be painted, the next one first
    this.isPainting = false;
  }

  /** Tiles that came into view go before all others; {z, x, y, key} each, the most urgent first. */
  update({ added, removed }) {
    for (const key of removed) this.remove(key);
    const fresh = added.map((tile) => ({
      ...tile,
      from: this.view.dataTileForDisplayTile(small(tile)).dataTile,
    }));
    for (const tile of fresh) this.tiles.set(tile.key, tile);
    this.queue = [...fresh, ...this.queue.filter((tile) => this.tiles.get(tile.key) === tile)];
    for (const tile of fresh) this.load(tile);
  }

  /** Asks again for the tiles that could not be read. */
  retry() {
    for (const tile of this.tiles.values()) {
      if (!tile.isHole) continue;
      tile.isHole = false;
      this.queue.push(tile);
      this.load(tile);
    }
  }

  remove(key) {
    const tile = this.tiles.get(key);
    if (!tile) return;
    this.tiles.delete(key);
    this.queue = this.queue.filter((other) => other !== tile);
    const isSame = ({ from }) => dataKey(from) === dataKey(tile.from);
    if (![...this.tiles.values()].some(isSame)) this.archive.abort(tile.from);
  }

  async load(tile) {
    try {
      tile.data = await this.view.getDisplayTile(small(tile));
    } catch (error) {
      if (this.tiles.get(tile.key) !== tile) return;
      // Called off for a tile that was removed, and requested again by this one.
      if (error.name === "AbortError") return this.load(tile);
      return this.fail(tile);
    }
    return this.paintAll();
  }

  fail(tile) {
    tile.isHole = true;
    this.queue = this.queue.filter((other) => other !== tile);
    this.options.onFailure();
  }

  async paintAll() {
    if (this.isPainting) return;
    this.isPainting = true;
    await this.options.fonts; // a label is measured once
    for (let tile = this.next(); tile; tile = this.next()) {
      this.paint(tile);
      await this.options.pause();
    }
    this.isPainting = false;
  }

  next() {
    const tile = this.queue.find(({ data }) => data);
    if (tile) this.queue.splice(this.queue.indexOf(tile), 1);
    return tile;
  }

  paint({ x, y, z, key, data }) {
    const { P, context } = this;
    const { ratio, canvas, show } = this.options;
    const layers = new Map([["", [data]]]);
    const corner = { x: TILE * x, y: TILE * y };
    const box = {
      minX: corner.x - MARGIN,
      minY: corner.y - MARGIN,
      maxX: corner.x + TILE + MARGIN,
      maxY: corner.y + TILE + MARGIN,
    };
    this.labelers.add(z, layers);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, TILE, TILE); // around the town the layers below show through
    P.paint(context, z, layers, this.labelers.getIndex(z), this.rules, box, corner, false);
    show(key, canvas);
  }

  /** A label of a new tile reaches into these, or took the place of one there. */
  repaint(keys) {
    for (const key of new Set([...keys].map(keyOfSmall))) {
      const tile = this.tiles.get(key);
      if (tile?.data && !this.queue.includes(tile)) this.queue.push(tile);
    }
  }
}
