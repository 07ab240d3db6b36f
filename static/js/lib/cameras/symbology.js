// What a camera looks like on a canvas: colour and shape by who runs it, cones by where it looks, counted discs.
// Pure: it draws on the context it is given and asks for nothing else. Measured rules: fill every shape on its
// own (one path of 8,000 shapes is quadratic), stroke in chunks of 64.
import { shortNumber } from "../geo.js";

export const OWNERSHIPS = ["public", "private", "unknown"];
export const COLOURS = { public: "#C8102E", private: "#1D5FBF", unknown: "#5F6368" };
export const INK = "#16202C";
const GONE = "#6B7076";
export const CONES_FROM_ZOOM = 16;
export const SYMBOL_RADIUS = 7.5;
const SMALL_RADIUS = 4.2;
const EDGE = 2;
const PUPIL = 2.5;
const DISC_RADIUS = 15;
const CHUNK = 64;
const FULL = Math.PI * 2;

/** Length of a cone in pixels: about what one can tell apart at that zoom, not how far the lens sees. */
export function coneLength(zoom) {
  return Math.min(72, 26 * 1.3 ** Math.max(0, zoom - CONES_FROM_ZOOM));
}

/** Compass degrees (clockwise from north) to the angle of a canvas (clockwise from east). */
export function canvasAngle(heading) {
  return ((heading - 90) * Math.PI) / 180;
}

export function isAllRound([start, end]) {
  return end - start >= 360;
}

/** The areas of a camera: cones and discs. A dome whose direction nobody knows still sees all round it. */
export function areasOf(camera, zoom) {
  if (camera.arcs.length === 0) {
    return camera.shape === "dome" ? [{ start: 0, end: FULL, radius: DISC_RADIUS }] : [];
  }
  return camera.arcs.map((arc) =>
    isAllRound(arc)
      ? { start: 0, end: FULL, radius: DISC_RADIUS }
      : { start: canvasAngle(arc[0]), end: canvasAngle(arc[1]), radius: coneLength(zoom) },
  );
}

function traceArea(ctx, x, y, { start, end, radius }) {
  if (end - start >= FULL) {
    ctx.moveTo(x + radius, y);
    ctx.arc(x, y, radius, 0, FULL);
    return;
  }
  ctx.moveTo(x, y);
  ctx.arc(x, y, radius, start, end);
  ctx.closePath();
}

/** Cones of many cameras of one colour: fill 20 %, edge 55 %. */
export function drawAreas(ctx, cameras, colour, zoom) {
  const shapes = cameras.flatMap(({ x, y, ...camera }) =>
    areasOf(camera, zoom).map((area) => ({ x, y, area })),
  );
  ctx.fillStyle = colour;
  ctx.globalAlpha = 0.2;
  for (const { x, y, area } of shapes) {
    ctx.beginPath();
    traceArea(ctx, x, y, area);
    ctx.fill();
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.55;
  for (let from = 0; from < shapes.length; from += CHUNK) {
    ctx.beginPath();
    for (const { x, y, area } of shapes.slice(from, from + CHUNK)) traceArea(ctx, x, y, area);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

/** Circle, square or diamond round x, y; the diamond is wider so that the three weigh the same to the eye. */
export function traceSign(ctx, ownership, x, y, radius) {
  ctx.beginPath();
  if (ownership === "public") {
    ctx.arc(x, y, radius, 0, FULL);
  } else if (ownership === "private") {
    const half = radius * 0.93;
    ctx.rect(x - half, y - half, half * 2, half * 2);
  } else {
    const half = radius * 1.2;
    ctx.moveTo(x, y - half);
    ctx.lineTo(x + half, y);
    ctx.lineTo(x, y + half);
    ctx.lineTo(x - half, y);
    ctx.closePath();
  }
}

function fillSign(ctx, ownership, x, y, radius, colour) {
  ctx.fillStyle = colour;
  traceSign(ctx, ownership, x, y, radius);
  ctx.fill();
}

export function drawSign(ctx, { x, y, ownership, device }) {
  fillSign(ctx, ownership, x, y, SYMBOL_RADIUS + EDGE, "#FFFFFF");
  fillSign(ctx, ownership, x, y, SYMBOL_RADIUS, COLOURS[ownership]);
  if (!device || device === "camera") fillSign(ctx, ownership, x, y, PUPIL, "#FFFFFF");
  else drawDevice(ctx, x, y, device);
}

/** Pupil of other devices: a plate for number plate readers, two bars for microphones. */
function drawDevice(ctx, x, y, device) {
  ctx.fillStyle = "#FFFFFF";
  if (device === "plate_reader") {
    ctx.fillRect(x - 4, y - 1.75, 8, 3.5);
  } else {
    ctx.fillRect(x - 3, y - 3, 2, 6);
    ctx.fillRect(x + 1, y - 3, 2, 6);
  }
}

/** A removed camera: grey, with a cross. */
export function drawGoneSign(ctx, { x, y, ownership }) {
  fillSign(ctx, ownership, x, y, SYMBOL_RADIUS + EDGE, "#FFFFFF");
  fillSign(ctx, ownership, x, y, SYMBOL_RADIUS, GONE);
  ctx.strokeStyle = "#FFFFFF";
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (const side of [-1, 1]) {
    ctx.moveTo(x - 3, y - 3 * side);
    ctx.lineTo(x + 3, y + 3 * side);
  }
  ctx.stroke();
}

/** The same shape where thousands stand side by side: smaller, without pupil, so that the map below shows. */
export function drawSmallSign(ctx, { x, y, ownership }) {
  fillSign(ctx, ownership, x, y, SMALL_RADIUS + 1, "#FFFFFF");
  fillSign(ctx, ownership, x, y, SMALL_RADIUS, COLOURS[ownership]);
}

/** A pending report: the same colour and shape, hollow, with a dashed outline. */
export function drawPendingSign(ctx, { x, y, ownership }) {
  const radius = SYMBOL_RADIUS + 1.5;
  fillSign(ctx, ownership, x, y, radius + EDGE, "#FFFFFF");
  ctx.strokeStyle = COLOURS[ownership];
  ctx.lineWidth = 2.5;
  ctx.setLineDash([4, 2.5]);
  traceSign(ctx, ownership, x, y, radius);
  ctx.stroke();
  ctx.setLineDash([]);
}

export function drawSelection(ctx, { x, y }) {
  for (const [width, colour] of [
    [7, "#FFFFFF"],
    [3, INK],
  ]) {
    ctx.beginPath();
    ctx.arc(x, y, SYMBOL_RADIUS + 8, 0, FULL);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
}

/** One camera alone, for a legend, a report being written or a report waiting for its decision. */
export function drawCamera(ctx, camera, { zoom = CONES_FROM_ZOOM, pending = false, selected = false } = {}) {
  drawAreas(ctx, [camera], COLOURS[camera.ownership], zoom);
  if (selected) drawSelection(ctx, camera);
  if (pending) drawPendingSign(ctx, camera);
  else drawSign(ctx, camera);
}

/** Radius of a counted disc: grows with the number of digits, not with the number. */
export function clusterRadius(n) {
  return 12 + 5.5 * Math.log10(Math.max(2, n));
}

/** Shares of a disc's ring, clockwise from the top, in the order of OWNERSHIPS; empty shares left out. */
export function ringShares(cluster) {
  let at = -Math.PI / 2;
  return OWNERSHIPS.filter((key) => cluster[key] > 0).map((key) => {
    const start = at;
    at += (cluster[key] / cluster.n) * FULL;
    return { colour: COLOURS[key], start, end: at };
  });
}

export function drawCluster(ctx, cluster) {
  const { x, y, n } = cluster;
  const radius = clusterRadius(n);
  ctx.fillStyle = "#FFFFFF";
  ctx.beginPath();
  ctx.arc(x, y, radius + 1.5, 0, FULL);
  ctx.fill();
  ctx.lineWidth = 4;
  for (const { colour, start, end } of ringShares(cluster)) {
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.arc(x, y, radius - 2, start, end);
    ctx.stroke();
  }
  ctx.fillStyle = INK;
  ctx.fillText(shortNumber(n), x, y + 0.5);
}

/** Discs closer than 0.78 of their radii become one at the weighted mean; the largest absorb the smaller. */
export function mergeClusters(clusters, tightness = 0.78) {
  const merged = [];
  for (const cluster of [...clusters].sort((a, b) => b.n - a.n)) {
    const radius = clusterRadius(cluster.n);
    const near = merged.find(
      (other) =>
        Math.hypot(other.x - cluster.x, other.y - cluster.y) < (clusterRadius(other.n) + radius) * tightness,
    );
    if (near) absorb(near, cluster);
    else merged.push({ ...cluster });
  }
  return merged;
}

function absorb(big, small) {
  const n = big.n + small.n;
  big.x = (big.x * big.n + small.x * small.n) / n;
  big.y = (big.y * big.n + small.y * small.n) / n;
  for (const key of OWNERSHIPS) big[key] += small[key];
  big.n = n;
}
