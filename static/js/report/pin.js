// The pin of the report: put down by a tap, moved by dragging or by the arrow keys. Its cones turn with it.
import { cameraCanvas } from "../lib/camera_icon.js";
import { $ } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { L } from "../lib/leaflet.js";

const TIP = { width: 36, height: 48 };
// Pixels for one press: fine enough for one side of a door, and with Shift across a street.
const STEP = 2;
const BIG_STEP = 20;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** onMoved({lat, lng}) is called for every move that a person makes, not for moveTo(). */
export function createPin(map, { onMoved }) {
  const cones = cameraCanvas({ sign: false });
  const marker = createMarker(cones.canvas);
  let camera = { ownership: "unknown", shape: "unknown", arcs: [] };
  const redraw = () => cones.draw(camera, map.getZoom());

  marker.on("add", () => prepare(marker, map, onMoved));
  marker.on("drag dragend", () => onMoved(marker.getLatLng()));
  map.on("zoomend", redraw);
  redraw();
  return {
    place: () => (map.hasLayer(marker) ? marker.getLatLng() : null),
    moveTo(latlng) {
      marker.setLatLng(latlng);
      if (!map.hasLayer(marker)) marker.addTo(map);
    },
    show(next) {
      camera = next;
      redraw();
    },
  };
}

function createMarker(canvas) {
  const drop = $("pin").content.cloneNode(true);
  const html = document.createElement("div");
  html.append(canvas, drop);
  Object.assign(canvas.style, { left: `${TIP.width / 2}px`, top: `${TIP.height - 1}px` });
  const icon = L.divIcon({
    className: "pin",
    html,
    iconSize: [TIP.width, TIP.height],
    iconAnchor: [TIP.width / 2, TIP.height - 1],
  });
  return L.marker([0, 0], { icon, draggable: true, autoPan: true, autoPanPadding: [40, 60] });
}

function prepare(marker, map, onMoved) {
  const node = marker.getElement();
  node.setAttribute("role", "application");
  node.setAttribute("aria-label", gettext("Pin. The arrow keys move it, with Shift in bigger steps."));
  node.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? BIG_STEP : STEP;
    const moved = map.project(marker.getLatLng()).add([arrow[0] * step, arrow[1] * step]);
    marker.setLatLng(map.unproject(moved));
    map.panInside(marker.getLatLng(), { paddingTopLeft: [40, 60], paddingBottomRight: [70, 40] });
    onMoved(marker.getLatLng());
  });
}
