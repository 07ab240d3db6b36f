import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  closeRing,
  paintOutlines,
  readOutlines,
  turnsInto,
  unwrap,
} from "../../static/js/lib/basemap/outlines.js";

const file = new URL("../../static/vendor/world-atlas/countries-110m.json", import.meta.url);
const world = JSON.parse(readFileSync(file, "utf8"));
const COLOURS = { land: "land", water: "water", border: "border" };

function landOf(name) {
  const { lands } = readOutlines({
    ...world,
    objects: {
      countries: {
        geometries: world.objects.countries.geometries.filter(({ properties }) => properties.name === name),
      },
    },
  });
  return lands;
}

/** A canvas that only notes what it is asked to do. */
function recorder() {
  const calls = [];
  const note =
    (name) =>
    (...values) =>
      calls.push([name, ...values]);
  const names = ["fillRect", "beginPath", "moveTo", "lineTo", "fill", "stroke"];
  return { calls, ...Object.fromEntries(names.map((name) => [name, note(name)])) };
}

test("a file of whole numbers becomes points of the map", () => {
  const { lands, borders } = readOutlines({
    arcs: [
      [
        [0, 0],
        [10, 0],
        [0, 10],
        [-10, -10],
      ],
    ],
    transform: { scale: [9, 4.5], translate: [0, 0] },
    objects: { countries: { geometries: [{ type: "Polygon", arcs: [[0]] }] } },
  });
  assert.equal(lands.length, 1);
  assert.equal(borders.length, 1);
  const [first, second, third, last] = lands[0].lines[0];
  assert.deepEqual(first, [0.5, 0.5]);
  assert.deepEqual(second, [0.75, 0.5]);
  assert.equal(third[0], 0.75);
  assert.ok(Math.abs(third[1] - 0.35972) < 1e-4);
  assert.deepEqual(last, first);
});

test("unwrapping leaves no jump and keeps the latitude", () => {
  const points = [
    [0.98, 0.2],
    [0.01, 0.3],
    [0.03, 0.4],
    [0.99, 0.5],
  ];
  const rounded = unwrap(points).map(([x, y]) => [Number(x.toFixed(6)), y]);
  assert.deepEqual(rounded, [
    [0.98, 0.2],
    [1.01, 0.3],
    [1.03, 0.4],
    [0.99, 0.5],
  ]);
});

test("no outline of the vendored file crosses the map in one step", () => {
  const { lands, borders } = readOutlines(world);
  assert.equal(borders.length, world.arcs.length);
  assert.ok(lands.length > 177);
  for (const line of borders.flatMap(({ lines }) => lines)) {
    for (let i = 1; i < line.length; i++) assert.ok(Math.abs(line[i][0] - line[i - 1][0]) < 0.5);
  }
});

test("Russia goes on beyond the antimeridian and is painted on both sides", () => {
  const mainland = landOf("Russia").reduce((a, b) => (b.east - b.west > a.east - a.west ? b : a));
  assert.ok(mainland.east > 1 || mainland.west < 0);
  const [alaskanSide] = [{ west: 0, east: 1 / 64, north: 0.2, south: 0.3 }];
  const [asianSide] = [{ west: 63 / 64, east: 1, north: 0.2, south: 0.3 }];
  assert.equal(turnsInto(mainland, alaskanSide).length, 1);
  assert.equal(turnsInto(mainland, asianSide).length, 1);
  assert.notDeepEqual(turnsInto(mainland, alaskanSide), turnsInto(mainland, asianSide));
});

test("Antarctica goes around the world and closes below the map", () => {
  const widest = landOf("Antarctica").reduce((a, b) => (b.east - b.west > a.east - a.west ? b : a));
  const [first, ...rest] = widest.lines[0];
  const [right, left] = rest.slice(-2);
  assert.ok(right[1] > 1 && left[1] > 1);
  assert.equal(left[0], first[0]);
  assert.ok(Math.abs(Math.abs(right[0] - left[0]) - 1) < 1e-6);
});

test("an ordinary ring is left as it is", () => {
  const ring = [
    [0.1, 0.1],
    [0.2, 0.1],
    [0.1, 0.1],
  ];
  assert.equal(closeRing(ring), ring);
});

test("a tile in the middle of the ocean is water alone", () => {
  const context = recorder();
  paintOutlines(context, readOutlines(world), { x: 40, y: 140, z: 8 }, 256, COLOURS);
  assert.deepEqual(
    context.calls.map(([name]) => name),
    ["fillRect"],
  );
});

test("the world repeats to the left and to the right", () => {
  const [here, left, right] = [33, 33 - 64, 33 + 64].map((x) => {
    const context = recorder();
    paintOutlines(context, readOutlines(world), { x, y: 22, z: 6 }, 256, COLOURS);
    return context.calls;
  });
  assert.ok(here.length > 10);
  assert.deepEqual(left, here);
  assert.deepEqual(right, here);
});
