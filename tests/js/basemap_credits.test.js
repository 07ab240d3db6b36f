import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = {
  createElement: (tag) => ({
    tag,
    attributes: {},
    nodes: [],
    setAttribute(name, value) {
      this.attributes[name] = value;
    },
    append(...nodes) {
      this.nodes.push(...nodes);
    },
    replaceChildren(...nodes) {
      this.nodes = nodes;
    },
  }),
};
const { creditsOf, showCredits } = await import("../../static/js/lib/basemap/credits.js");

const OSM = "© OpenStreetMap contributors";
const WORLD = { name: "world", bounds: null };
const MONACO = { name: "0", bounds: [7.409, 43.719, 7.442, 43.754], attribution: OSM };
const INSIDE = { west: 7.415, south: 43.73, east: 7.425, north: 43.74 };
const ROUND = { west: 7.2, south: 43.6, east: 7.6, north: 43.9 };
const FAR = { west: 2, south: 48, east: 2.1, north: 48.1 };

test("only what is drawn is named", () => {
  const archives = [WORLD, MONACO];
  assert.deepEqual(creditsOf(FAR, 6, archives), ["Natural Earth", "GeoNames"]);
  assert.deepEqual(creditsOf(FAR, 14, archives), ["GeoNames"]);
  assert.deepEqual(creditsOf(ROUND, 12, archives), [OSM, "GeoNames"]);
  assert.deepEqual(creditsOf({ ...INSIDE, west: 7.4089 }, 16, archives), [OSM]); // no tile is the world's alone
  assert.deepEqual(creditsOf(INSIDE, 16, archives), [OSM]);
  assert.deepEqual(creditsOf(FAR, 6, [MONACO]), []);
});

test("two street maps of one source name it once", () => {
  const other = { ...MONACO, name: "1" };
  assert.deepEqual(creditsOf(INSIDE, 16, [MONACO, other]), [OSM]);
});

test("known sources are links, other text stays text", () => {
  const part = document.createElement("span");
  part.previousSibling = {};
  const map = { getContainer: () => ({ parentElement: { querySelector: () => part } }) };
  showCredits(map, ["GeoNames", "<img onerror=x>"]);
  const [lead, link, between, text] = part.nodes;
  assert.deepEqual([lead, between, text], [" | ", " | ", "<img onerror=x>"]);
  assert.equal(link.attributes.href, "https://www.geonames.org/");
});

test("a map without a line for them shows none", () => {
  const map = { getContainer: () => ({ parentElement: { querySelector: () => null } }) };
  showCredits(map, ["GeoNames"]);
});
