import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { COLOURS } from "../../static/js/lib/basemap/basemap_style.js";
import { StreetPainter } from "../../static/js/lib/basemap/street_painter.js";

const script = new URL("../../static/vendor/protomaps-leaflet/protomaps-leaflet.js", import.meta.url);
const library = vm.runInThisContext(`${readFileSync(script, "utf8")}; protomapsL`);
const tile = (x, y = 0, z = 16, sources = ["0"]) => ({ z, x, y, sources, key: `${x}:${y}:${z}` });
const turn = () => new Promise((go) => setTimeout(go));

const TOWN = { name: "0", url: "town.pmtiles", lastZoom: 15 };
const WORLD = { name: "world", url: "world.pmtiles", lastZoom: 7 };

/** The library with files whose tiles come when the test says so, and a painter that notes what it paints. */
function workshop(archives = [TOWN]) {
  const reads = new Map(); // "z/x/y" -> {resolve, reject, signal}
  const filled = [];
  const painted = [];
  const shown = [];
  let failures = 0;
  let onInvalid = null;
  const archive = {
    getZxy: (z, x, y, signal) =>
      new Promise((resolve, reject) => {
        reads.set(`${z}/${x}/${y}`, { resolve, reject, signal });
        signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      }),
  };
  class PmtilesSource {
    constructor(from) {
      this.p = typeof from === "string" ? archive : from;
    }
    async get({ z, x, y }) {
      await this.p.getZxy(z, x, y);
      return new Map();
    }
  }
  class Labelers {
    constructor(_scratch, _rules, _most, callback) {
      onInvalid = callback;
    }
    add() {}
    getIndex() {}
  }
  const context = { setTransform() {}, clearRect() {}, fillRect: () => filled.push(context.fillStyle) };
  const painter = new StreetPainter(
    {
      ...library,
      PmtilesSource,
      Labelers,
      paint: (_context, _z, layers) => painted.push([...layers.keys()]),
    },
    {
      archives,
      language: "en",
      ratio: 2,
      scratch: {},
      canvas: { getContext: () => context },
      fonts: async () => {},
      pause: turn,
      show: (key) => shown.push(key),
      onFailure: () => {
        failures += 1;
      },
    },
  );
  const answer = async (place) => {
    reads.get(place).resolve({});
    await turn();
    await turn();
  };
  const invalidate = (keys) => onInvalid(keys);
  return { painter, reads, shown, filled, painted, answer, failures: () => failures, invalidate };
}

const idle = async () => {
  for (let i = 0; i < 8; i += 1) await turn();
};

test("a tile is read at its own size, and drawn larger where the file has no more", async () => {
  const { painter, reads } = workshop();
  painter.update({ added: [tile(3, 5), tile(16, 24, 19)], removed: [] });
  assert.deepEqual([...reads.keys()], ["15/3/5", "15/2/3"]);
});

test("what came into view last is painted first, and each batch in its own order", async () => {
  const { painter, reads, shown } = workshop();
  painter.update({ added: [tile(1), tile(2)], removed: [] });
  painter.update({ added: [tile(3), tile(4)], removed: [] });
  for (const { resolve } of reads.values()) resolve({});
  await idle();
  assert.deepEqual(shown, ["3:0:16", "4:0:16", "1:0:16", "2:0:16"]);
});

test("a tile that left is neither read to the end nor painted", async () => {
  const { painter, reads, shown, answer } = workshop();
  painter.update({ added: [tile(1), tile(2)], removed: [] });
  painter.update({ added: [], removed: ["1:0:16"] });
  assert.equal(reads.get("15/1/0").signal.aborted, true);
  await answer("15/2/0");
  await idle();
  assert.deepEqual(shown, ["2:0:16"]);
});

test("a read that another tile waits for goes on", () => {
  const { painter, reads } = workshop();
  painter.update({ added: [tile(8, 8, 18), tile(9, 8, 18)], removed: [] }); // both from 15/2/2
  painter.update({ added: [], removed: ["8:8:18"] });
  assert.equal(reads.get("15/2/2").signal.aborted, false);
});

test("a tile that left and came back before the news got round is painted", async () => {
  const { painter, shown, answer } = workshop();
  painter.update({ added: [tile(1)], removed: [] });
  painter.update({ added: [tile(1)], removed: ["1:0:16"] });
  await idle();
  await answer("15/1/0");
  await idle();
  assert.deepEqual(shown, ["1:0:16"]);
});

test("what could not be read is told, leaves the others alone, and is asked for again on retry", async () => {
  const { painter, reads, shown, answer, failures } = workshop();
  painter.update({ added: [tile(1), tile(2)], removed: [] });
  reads.get("15/1/0").reject(new TypeError("Failed to fetch"));
  await answer("15/2/0");
  await idle();
  assert.equal(failures(), 1);
  assert.deepEqual(shown, ["2:0:16"]);
  painter.retry();
  await answer("15/1/0");
  await idle();
  assert.deepEqual(shown, ["2:0:16", "1:0:16"]);
});

test("a tile into which a new label reaches is painted again, once, and only if it is in view", async () => {
  const { painter, shown, answer, invalidate } = workshop();
  painter.update({ added: [tile(1), tile(2)], removed: [] });
  await answer("15/1/0");
  await idle();
  invalidate(new Set(["2:0:16", "3:1:16", "40:0:16"])); // counted in 256 pixels: two of tile 1, one far away
  await answer("15/2/0");
  await idle();
  assert.deepEqual(shown, ["1:0:16", "2:0:16", "1:0:16"]);
});

test("the world is read from its last zoom on, and lies on water up to zoom 11", async () => {
  const { painter, reads, filled, answer } = workshop([WORLD]);
  painter.update({ added: [tile(530, 370, 11, ["world"]), tile(1060, 740, 12, ["world"])], removed: [] });
  assert.deepEqual([...reads.keys()], ["7/66/46"]); // one tile of the file for both
  await answer("7/66/46");
  await idle();
  assert.deepEqual(filled, [COLOURS.water]);
});

test("a street map is painted over the world, in one picture", async () => {
  const { painter, painted, shown, answer } = workshop([WORLD, TOWN]);
  painter.update({ added: [tile(1060, 740, 12, ["world", "0"])], removed: [] });
  await answer("7/66/46");
  await idle();
  assert.deepEqual(shown, []); // labels of both have to find room together
  await answer("11/1060/740");
  await idle();
  assert.deepEqual(painted, [["world", "0"]]);
});

test("what can be read of a tile is painted, the rest comes on retry", async () => {
  const { painter, reads, painted, failures, answer } = workshop([WORLD, TOWN]);
  painter.update({ added: [tile(1060, 740, 12, ["world", "0"])], removed: [] });
  reads.get("7/66/46").reject(new TypeError("Failed to fetch"));
  await answer("11/1060/740");
  await idle();
  assert.deepEqual(painted, [["0"]]);
  assert.equal(failures(), 1);
  painter.retry();
  await answer("7/66/46");
  await idle();
  assert.deepEqual(painted[1], ["world", "0"]);
});
