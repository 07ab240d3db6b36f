import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { StreetPainter } from "../../static/js/lib/basemap/street_painter.js";

const script = new URL("../../static/vendor/protomaps-leaflet/protomaps-leaflet.js", import.meta.url);
const library = vm.runInThisContext(`${readFileSync(script, "utf8")}; protomapsL`);
const tile = (x, y = 0, z = 16) => ({ z, x, y, key: `${x}:${y}:${z}` });
const turn = () => new Promise((go) => setTimeout(go));

/** The library with a file whose tiles come when the test says so, and a painter that notes what it paints. */
function workshop() {
  const reads = new Map(); // "z/x/y" -> {resolve, reject, signal}
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
  const context = { setTransform() {}, clearRect() {} };
  const painter = new StreetPainter(
    { ...library, PmtilesSource, Labelers, paint() {} },
    {
      url: "town.pmtiles",
      ratio: 2,
      scratch: {},
      canvas: { getContext: () => context },
      fonts: Promise.resolve(),
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
  return { painter, reads, shown, answer, failures: () => failures, invalidate: (keys) => onInvalid(keys) };
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
