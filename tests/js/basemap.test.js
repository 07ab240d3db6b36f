import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import {
  labelRules,
  straighten,
  streetSymbolizer,
  withoutNaN,
} from "../../static/js/lib/basemap/basemap_labels.js";
import { COLOURS, paintRules, roadClass } from "../../static/js/lib/basemap/basemap_style.js";

// The modules look for these when they are loaded.
globalThis.window = { L: { GridLayer: { extend: () => null } } };
globalThis.document = { documentElement: { lang: "en" } };
const { attributionHtml, firstZoom } = await import("../../static/js/lib/basemap/basemap.js");

const script = new URL("../../static/vendor/protomaps-leaflet/protomaps-leaflet.js", import.meta.url);
const P = vm.runInThisContext(`${readFileSync(script, "utf8")}; protomapsL`);

const point = (x, y) => ({ x, y });
const box = (minX, minY, maxX, maxY) => ({ minX, minY, maxX, maxY });

test("a slightly bent street becomes straight, a corner stays", () => {
  const bent = [point(0, 0), point(50, 4), point(100, 0)];
  assert.deepEqual(straighten(bent, 6), [point(0, 0), point(100, 0)]);
  const corner = [point(0, 0), point(50, 3), point(100, 0), point(100, 100)];
  assert.deepEqual(straighten(corner, 6), [point(0, 0), point(100, 0), point(100, 100)]);
});

test("a street that comes back to its start is measured from there", () => {
  const loop = [point(0, 0), point(30, 0), point(30, 30), point(0, 0)];
  assert.deepEqual(straighten(loop, 6), loop);
});

test("a street of two points, or of one place, is left alone", () => {
  assert.deepEqual(straighten([point(1, 1), point(2, 2)], 6), [point(1, 1), point(2, 2)]);
  assert.deepEqual(straighten([point(1, 1), point(1, 1)], 6), [point(1, 1), point(1, 1)]);
});

test("labels with a box of NaN are thrown away, the others stay", () => {
  const good = { bboxes: [box(0, 0, 10, 10)] };
  const bad = { bboxes: [box(0, 0, 10, 10), box(Number.NaN, 0, Number.NaN, 10)] };
  const reversed = { bboxes: [box(10, 0, 0, 10)] };
  assert.deepEqual(withoutNaN([good, bad, reversed]), [good]);
  assert.equal(withoutNaN(undefined), undefined);
});

test("the library gives NaN for a street that doubles back, and the guard holds", () => {
  const measureText = (text) => ({
    width: text.length * 6,
    actualBoundingBoxAscent: 8,
    actualBoundingBoxDescent: 0,
  });
  const layout = { scratch: { measureText }, zoom: 17, overzoom: 2 };
  const feature = { geomType: 2, props: { name: "Rue Basse" }, bbox: box(0, 0, 40, 40) };
  const symbolizer = new P.LineLabelSymbolizer({ font: "11px x", position: 2, repeatDistance: 350 });
  const street = [[point(0, 0), point(40, 0), point(40, 0), point(0, 0)]];
  const bare = symbolizer.place(layout, street, feature);
  assert.ok(bare.some(({ bboxes }) => bboxes.some(({ minX }) => Number.isNaN(minX))));
  const guarded = streetSymbolizer(symbolizer).place(layout, street, feature);
  assert.deepEqual(guarded ?? [], []);
});

test("a bent street gets its name on the second try", () => {
  const tried = [];
  const symbolizer = {
    place(_layout, lines) {
      tried.push(lines[0].length);
      return lines[0].length > 2 ? undefined : [{ bboxes: [box(0, 0, 1, 1)] }];
    },
  };
  const bent = [point(0, 0), point(50, 4), point(100, 0)];
  assert.equal(streetSymbolizer(symbolizer).place({}, [bent], {}).length, 1);
  assert.deepEqual(tried, [3, 2]);
});

test("every rule suits the library: a layer, a filter, and something that draws or places", () => {
  const layers = new Set(["earth", "landuse", "water", "buildings", "roads", "places", "pois"]);
  for (const rule of paintRules(P)) {
    assert.ok(layers.has(rule.dataLayer));
    assert.equal(typeof rule.symbolizer.draw, "function");
  }
  for (const rule of labelRules(P)) {
    assert.ok(layers.has(rule.dataLayer));
    assert.equal(typeof rule.filter, "function");
    assert.equal(typeof rule.symbolizer.place, "function");
  }
});

test("a bridge, a tunnel and a street are each drawn by rules of their own", () => {
  const drawn = (props) =>
    paintRules(P).filter(
      ({ dataLayer, filter }) => dataLayer === "roads" && filter(17, { geomType: 2, props }),
    ).length;
  assert.equal(drawn({ kind: "minor_road" }), 2);
  assert.equal(drawn({ kind: "minor_road", is_bridge: true }), 2);
  assert.equal(drawn({ kind: "minor_road", is_tunnel: true }), 1);
  assert.equal(drawn({ kind: "ferry" }), 0);
});

test("roads fall into few widths", () => {
  assert.equal(roadClass({ kind: "highway", kind_detail: "motorway" }), "major");
  assert.equal(roadClass({ kind: "minor_road", kind_detail: "driveway" }), "service");
  assert.equal(roadClass({ kind: "path", kind_detail: "pedestrian" }), "minor");
  assert.equal(roadClass({ kind: "path", kind_detail: "steps" }), "path");
  assert.equal(roadClass({ kind: "rail", kind_detail: "tram" }), "rail");
});

test("the ground keeps the colours of the design", () => {
  const { land, water, green, building, road, casing } = COLOURS;
  assert.deepEqual(
    [land, water, green, building, road, casing],
    ["#f3f1eb", "#cfdde6", "#dde8d3", "#e5e1d8", "#ffffff", "#cfc9bc"],
  );
});

test("OpenStreetMap is linked in the attribution, other text stays text", () => {
  assert.equal(
    attributionHtml("© OpenStreetMap contributors"),
    '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap contributors</a>',
  );
  assert.equal(
    attributionHtml("<img src=x onerror='1'> & co"),
    "&lt;img src=x onerror=&#39;1&#39;&gt; &amp; co",
  );
});

test("a town is drawn from the zoom on which it is 64 pixels wide", () => {
  assert.equal(firstZoom([7.409, 43.719, 7.442, 43.754]), 12);
  assert.equal(firstZoom([2, 48, 3, 49]), 7);
  assert.equal(firstZoom([-180, -85, 180, 85]), 0);
});
