import assert from "node:assert/strict";
import { test } from "node:test";
import {
  areasOf,
  canvasAngle,
  clusterRadius,
  coneLength,
  drawAreas,
  drawCamera,
  drawCluster,
  drawSign,
  drawSmallSign,
  isAllRound,
  mergeClusters,
  ringShares,
} from "../../static/js/lib/cameras/symbology.js";

/** A context that writes down what is done to it. */
function recorder() {
  const calls = [];
  const target = { calls };
  return new Proxy(target, {
    get: (object, name) => object[name] ?? ((...args) => calls.push([name, ...args])),
    set: (object, name, value) => {
      object[name] = value;
      calls.push([`${name}=`, value]);
      return true;
    },
  });
}

const count = (ctx, name) => ctx.calls.filter(([call]) => call === name).length;
const camera = (extra) => ({ x: 0, y: 0, ownership: "public", shape: "fixed", arcs: [], ...extra });
const disc = (x, n, kind = "public") => ({ x, y: 0, n, public: 0, private: 0, unknown: 0, [kind]: n });

test("north is up and degrees run clockwise", () => {
  assert.equal(canvasAngle(0), -Math.PI / 2);
  assert.equal(canvasAngle(90), 0);
});

test("a turn of 360 degrees sees all round, one across north does not", () => {
  assert.equal(isAllRound([0, 360]), true);
  assert.equal(isAllRound([330, 390]), false);
});

test("every arc of a camera is an area", () => {
  assert.equal(
    areasOf(
      camera({
        arcs: [
          [30, 90],
          [210, 270],
        ],
      }),
      17,
    ).length,
    2,
  );
});

test("a dome without direction is a disc, a fixed one has no area", () => {
  const [area] = areasOf(camera({ shape: "dome" }), 17);
  assert.equal(area.end - area.start, Math.PI * 2);
  assert.deepEqual(areasOf(camera({ shape: "fixed" }), 17), []);
});

test("cones grow with the zoom, up to a limit", () => {
  assert.ok(coneLength(17) > coneLength(16));
  assert.equal(coneLength(22), 72);
  assert.equal(coneLength(10), coneLength(16));
});

test("areas are filled one by one and stroked in chunks of 64", () => {
  const ctx = recorder();
  const cameras = Array.from({ length: 130 }, () => camera({ arcs: [[0, 60]] }));
  drawAreas(ctx, cameras, "#C8102E", 17);
  assert.equal(count(ctx, "fill"), 130);
  assert.equal(count(ctx, "stroke"), 3);
});

test("each kind has a shape of its own", () => {
  const shapeCall = { public: "arc", private: "rect", unknown: "lineTo" };
  for (const [ownership, call] of Object.entries(shapeCall)) {
    const ctx = recorder();
    drawCamera(ctx, camera({ ownership }));
    assert.ok(count(ctx, call) > 0, ownership);
    const others = Object.values(shapeCall).filter((other) => other !== call);
    for (const other of others) assert.equal(count(ctx, other), 0, `${ownership} ${other}`);
  }
});

test("in a crowd a camera keeps its shape and loses its pupil", () => {
  const [big, small] = [recorder(), recorder()];
  drawSign(big, camera({ ownership: "private" }));
  drawSmallSign(small, camera({ ownership: "private" }));
  assert.deepEqual([count(big, "rect"), count(small, "rect")], [3, 2]);
});

test("a pending camera is dashed and leaves no dash behind", () => {
  const ctx = recorder();
  drawCamera(ctx, camera(), { pending: true });
  const dashes = ctx.calls.filter(([call]) => call === "setLineDash").map(([, dash]) => dash);
  assert.equal(dashes.length, 2);
  assert.deepEqual(dashes.at(-1), []);
});

test("discs grow with the digits", () => {
  assert.ok(clusterRadius(10) < clusterRadius(100));
  assert.ok(clusterRadius(1_000_000) < 48);
});

test("the ring is divided by shares and closes", () => {
  const shares = ringShares({ n: 4, public: 1, private: 3, unknown: 0 });
  assert.equal(shares.length, 2);
  assert.equal(shares[0].start, -Math.PI / 2);
  assert.equal(shares[1].start, shares[0].end);
  assert.ok(Math.abs(shares[1].end - shares[0].start - Math.PI * 2) < 1e-9);
});

test("a disc says its number in short", () => {
  const ctx = recorder();
  drawCluster(ctx, disc(10, 1234));
  assert.deepEqual(
    ctx.calls.find(([call]) => call === "fillText"),
    ["fillText", "1.2k", 10, 0.5],
  );
});

test("discs that would overlap become one at the weighted mean", () => {
  const [merged, ...rest] = mergeClusters([disc(0, 30), disc(8, 10, "private")]);
  assert.equal(rest.length, 0);
  assert.deepEqual([merged.n, merged.public, merged.private, merged.x], [40, 30, 10, 2]);
});

test("discs with room stay apart, and the given ones are not changed", () => {
  const given = [disc(0, 30), disc(200, 10)];
  assert.equal(mergeClusters(given).length, 2);
  assert.equal(given[0].n, 30);
});
