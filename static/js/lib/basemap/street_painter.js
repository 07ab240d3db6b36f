// Paints the tiles of the map, on whatever thread it runs: it gets canvases, and touches no page.
import { labelRules } from "./basemap_labels.js";
import { COLOURS, paintRules } from "./basemap_style.js";
import { TILE, WORLD, WORLD_TO_ZOOM } from "./sources.js";
import { tileReader } from "./tile_reader.js";
import { worldLabelRules, worldPaintRules } from "./world_style.js";

// A sign of each part of the font that labels need; parts are loaded when they are first needed.
const STREET_SIGNS = "aé";
const WORLD_SIGNS = "aéň";
const MARGIN = 16; // px round a tile within which a line may still reach into it
const LABELLED = 40; // tiles of each file whose labels are remembered at each zoom

const keyOf = ({ z, x, y }) => `${x}:${y}:${z}`;
const keyOfSmall = (key) => {
  const [x, y, z] = key.split(":");
  return `${x >> 1}:${y >> 1}:${z}`;
};

/** The rules of all maps; where two labels collide, the one whose rule stands first wins. */
function rulesOf(P, archives, language) {
  const streets = archives.filter(({ name }) => name !== WORLD);
  const each = (rules) => streets.flatMap(({ name }) => rules.map((rule) => ({ ...rule, dataSource: name })));
  return {
    paint: [...worldPaintRules(P), ...each(paintRules(P))],
    labels: [...worldLabelRules(P, language), ...each(labelRules(P, language))],
  };
}

/**
 * `P` is the namespace of protomaps-leaflet. The rest: archives, [{name, url, lastZoom}]; ratio; language; scratch, a
 * context to measure text with; canvas, to paint on; fonts(text) -> Promise of what writes it; pause() -> Promise
 * between two tiles; show(key, canvas) for each tile painted; onFailure() for each that could not be read.
 */
export class StreetPainter {
  constructor(P, options) {
    const { archives, ratio, language, scratch, canvas } = options;
    const rules = rulesOf(P, archives, language);
    Object.assign(this, { P, options, rules: rules.paint });
    this.readers = new Map(archives.map((archive) => [archive.name, tileReader(P, archive)]));
    this.labelers = new P.Labelers(scratch, rules.labels, LABELLED, (keys) => this.repaint(keys));
    canvas.width = canvas.height = TILE * ratio;
    this.context = canvas.getContext("2d");
    this.tiles = new Map(); // by key: those on the screen
    this.queue = []; // those to be painted, the next one first
    this.isPainting = false;
  }

  /** Tiles that came into view go before all others; {z, x, y, key, sources} each, the most urgent first. */
  update({ added, removed }) {
    for (const key of removed) this.remove(key);
    const fresh = added.map((tile) => ({ ...tile, places: this.placesOf(tile) }));
    for (const tile of fresh) this.tiles.set(tile.key, tile);
    this.queue = [...fresh, ...this.queue.filter((tile) => this.tiles.get(tile.key) === tile)];
    for (const tile of fresh) this.load(tile);
  }

  placesOf(tile) {
    return tile.sources.map((name) => ({ name, place: this.readers.get(name).placeOf(tile) }));
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
    const reading = new Set(
      [...this.tiles.values()].flatMap(({ places }) =>
        places.map(({ name, place }) => `${name} ${keyOf(place)}`),
      ),
    );
    for (const { name, place } of tile.places) {
      if (!reading.has(`${name} ${keyOf(place)}`)) this.readers.get(name).abort(place);
    }
  }

  async load(tile) {
    const answers = await Promise.allSettled(tile.sources.map((name) => this.readers.get(name).read(tile)));
    if (this.tiles.get(tile.key) !== tile) return undefined;
    const failures = answers.filter(({ status }) => status === "rejected");
    // Called off for a tile that was removed, and requested again by this one.
    if (failures.some(({ reason }) => reason.name === "AbortError")) return this.load(tile);
    const read = answers.map(({ value }, at) => [tile.sources[at], [value]]);
    tile.layers = new Map(read.filter(([, [data]]) => data));
    if (failures.length) this.fail(tile);
    return this.paintAll();
  }

  /** What could be read of it is painted. */
  fail(tile) {
    tile.isHole = true;
    if (!tile.layers.size) this.queue = this.queue.filter((other) => other !== tile);
    this.options.onFailure();
  }

  async paintAll() {
    if (this.isPainting) return;
    this.isPainting = true;
    for (let tile = await this.next(); tile; tile = await this.next()) {
      this.paint(tile);
      await this.options.pause();
    }
    this.isPainting = false;
  }

  async next() {
    const hasWorld = this.queue.some(({ sources }) => sources.includes(WORLD));
    await this.options.fonts(hasWorld ? WORLD_SIGNS : STREET_SIGNS); // a label is measured once
    const tile = this.queue.find(({ layers }) => layers);
    if (tile) this.queue.splice(this.queue.indexOf(tile), 1);
    return tile;
  }

  paint({ x, y, z, key, layers }) {
    const { P, context } = this;
    const { ratio, canvas, show } = this.options;
    const corner = { x: TILE * x, y: TILE * y };
    const box = {
      minX: corner.x - MARGIN,
      minY: corner.y - MARGIN,
      maxX: corner.x + TILE + MARGIN,
      maxY: corner.y + TILE + MARGIN,
    };
    this.labelers.add(z, layers);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, TILE, TILE); // where there is no map the layers below show through
    if (layers.has(WORLD) && z <= WORLD_TO_ZOOM) {
      context.fillStyle = COLOURS.water; // the world file has the land
      context.fillRect(0, 0, TILE, TILE);
    }
    P.paint(context, z, layers, this.labelers.getIndex(z), this.rules, box, corner, false);
    show(key, canvas);
  }

  /** A label of a new tile reaches into these, or took the place of one there. */
  repaint(keys) {
    const touched = new Set([...keys].map(keyOfSmall));
    for (const tile of this.tiles.values()) {
      if (touched.has(keyOf(tile)) && tile.layers?.size && !this.queue.includes(tile)) this.queue.push(tile);
    }
  }
}
