import assert from "node:assert/strict";
import { test } from "node:test";
import { archiveReader } from "../../static/js/lib/basemap/street_archive.js";

const calledOff = () => new DOMException("", "AbortError");

test("a failure is passed on, and after a while the file is opened anew", async () => {
  let [clock, opened, isBroken] = [0, 0, true];
  const open = () => {
    opened += 1;
    return {
      async getZxy(...place) {
        if (isBroken) throw new Error("Bad response code: 503");
        return place.slice(0, 3);
      },
    };
  };
  const archive = archiveReader(open, () => clock);
  await assert.rejects(archive.getZxy(15, 1, 2), /503/);
  await assert.rejects(archive.getZxy(15, 1, 3), /503/);
  assert.equal(opened, 1);
  clock = 6000;
  isBroken = false;
  assert.deepEqual(await archive.getZxy(15, 1, 2), [15, 1, 2]);
  assert.equal(opened, 2);
});

test("a read that is called off stops, is no failure, and leaves the others alone", async () => {
  let clock = 0;
  let opened = 0;
  const signals = new Map();
  const open = () => {
    opened += 1;
    return {
      getZxy: (z, x, y, signal) =>
        new Promise((_resolve, reject) => {
          signals.set(`${z}/${x}/${y}`, signal);
          signal.addEventListener("abort", () => reject(calledOff()));
        }),
    };
  };
  const archive = archiveReader(open, () => clock);
  const read = archive.getZxy(15, 1, 2);
  archive.getZxy(15, 1, 3);
  archive.abort({ z: 15, x: 1, y: 2 });
  archive.abort({ z: 15, x: 9, y: 9 }); // nobody reads it
  await assert.rejects(read, { name: "AbortError" });
  assert.equal(signals.get("15/1/3").aborted, false);
  clock = 6000;
  archive.getZxy(15, 1, 2);
  assert.equal(opened, 1);
});
