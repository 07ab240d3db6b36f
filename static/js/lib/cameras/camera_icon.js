// One camera as a Leaflet icon that can be moved: the symbol and its cones on a small canvas round the point.
import { L } from "../leaflet.js";
import { COLOURS, coneLength, drawAreas, drawCamera } from "./symbology.js";

const PIXEL_RATIO = 2;

/** A canvas whose middle is the camera. draw(camera, zoom): camera is {ownership, shape, arcs}. */
export function cameraCanvas({ sign = true } = {}) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  return { canvas, draw: (camera, zoom) => paint(canvas, camera, zoom, sign) };
}

/** An icon of nothing but the canvas, its middle on the place, for a report that is not decided yet. */
export function pendingIcon(canvas) {
  return L.divIcon({ className: "pending", html: canvas, iconSize: [0, 0] });
}

function paint(canvas, camera, zoom, sign) {
  const middle = Math.ceil(coneLength(zoom)) + 4;
  const size = middle * 2;
  canvas.width = size * PIXEL_RATIO;
  canvas.height = size * PIXEL_RATIO;
  Object.assign(canvas.style, { width: `${size}px`, height: `${size}px`, marginLeft: `${-middle}px` });
  canvas.style.marginTop = `${-middle}px`;
  const ctx = canvas.getContext("2d");
  ctx.scale(PIXEL_RATIO, PIXEL_RATIO);
  const placed = { ...camera, x: middle, y: middle };
  if (sign) drawCamera(ctx, placed, { zoom, pending: true });
  else drawAreas(ctx, [placed], COLOURS[camera.ownership], zoom);
}
