import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest, sceneOf } from "../../static/js/lib/cameras/scene.js";

const ALL = new Set(["public", "private", "unknown"]);
const point = (id, x, y, ownership = "public") => [id, x, y, ownership, "fixed", []];

/** Tile 2/1/1 fills the canvas: 256 px from world pixel 256, 256. */
const view = (extra = {}) => ({
  zoom: 2,
  dataZoom: 2,
  left: 256,
  top: 256,
  width: 256,
  height: 256,
  ownership: ALL,
  ...extra,
});
const only = (key, tile) => ({ get: (asked) => (asked === key ? { c: [], p: [], ...tile } : undefined) });

test("tile units become pixels of the canvas", () => {
  const { cameras } = sceneOf(only("2/1/1", { p: [point(7, 2048, 1024)] }), view());
  assert.deepEqual(
    cameras.map(({ id, x, y }) => [id, x, y]),
    [[7, 128, 64]],
  );
});

test("deeper zooms stretch the data they have", () => {
  const store = only("2/1/1", { p: [point(7, 2048, 1024)] });
  const { cameras } = sceneOf(store, view({ zoom: 3, left: 512, top: 512, width: 512, height: 512 }));
  assert.deepEqual([cameras[0].x, cameras[0].y], [256, 128]);
});

test("kinds that are not shown are left out", () => {
  const store = only("2/1/1", { p: [point(1, 0, 0), point(2, 9, 9, "private")] });
  const { cameras } = sceneOf(store, view({ ownership: new Set(["private"]) }));
  assert.deepEqual(
    cameras.map(({ id }) => id),
    [2],
  );
});

test("discs are counted again from the kinds that are shown", () => {
  const store = only("2/1/1", { c: [[2048, 2048, 10, 6, 3]] });
  const [disc] = sceneOf(store, view({ ownership: new Set(["public", "unknown"]) })).clusters;
  assert.deepEqual([disc.n, disc.public, disc.private, disc.unknown], [7, 6, 0, 1]);
});

test("the last camera of a disc keeps its sign", () => {
  const store = only("2/1/1", { c: [[2048, 2048, 10, 6, 3]] });
  const scene = sceneOf(store, view({ ownership: new Set(["unknown"]) }));
  assert.equal(scene.clusters.length, 0);
  assert.deepEqual([scene.cameras[0].id, scene.cameras[0].ownership], [null, "unknown"]);
});

test("while tiles load the one above stands in, each camera once and in its place", () => {
  const { cameras } = sceneOf(only("1/0/0", { p: [point(1, 3072, 3072), point(2, 512, 512)] }), view());
  const places = cameras.map(({ id, x, y }) => [id, x, y]).sort();
  assert.deepEqual(places, [
    [1, 128, 128],
    [2, -192, -192],
  ]);
});

test("the world repeats across the antimeridian", () => {
  const store = only("2/0/1", { p: [point(7, 0, 0)] });
  const { cameras } = sceneOf(store, view({ left: 1024 - 128 }));
  assert.deepEqual(
    cameras.map(({ x }) => x),
    [128],
  );
});

test("nothing is asked above the north or below the south of the world", () => {
  const asked = [];
  sceneOf(
    { get: (key) => void asked.push(key) },
    view({ zoom: 0, dataZoom: 0, left: 0, top: -500, height: 2000 }),
  );
  assert.deepEqual([...new Set(asked)], ["0/0/0"]);
});

test("the nearest feature comes first and far ones not at all", () => {
  const scene = {
    cameras: [
      { id: 1, x: 20, y: 0 },
      { id: 2, x: 5, y: 0 },
      { id: 3, x: 90, y: 0 },
    ],
    clusters: [],
  };
  assert.deepEqual(
    nearest(scene, { x: 0, y: 0 }, 22).map(({ id }) => id),
    [2, 1],
  );
});

test("a big disc is hit over all of its face", () => {
  const scene = { cameras: [], clusters: [{ n: 100_000, x: 30, y: 0 }] };
  assert.equal(nearest(scene, { x: 0, y: 0 }, 22).length, 1);
});
