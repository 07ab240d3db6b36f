// The pin of the report, with the cones that turn with it. The map moves under it (place.js).
import { cameraCanvas } from "../lib/cameras/camera_icon.js";
import { $ } from "../lib/dom.js";
import { L } from "../lib/leaflet.js";

const TIP = { width: 36, height: 48 };

export function createPin(map) {
  const cones = cameraCanvas({ sign: false });
  const marker = createMarker(cones.canvas);
  let camera = { ownership: "unknown", shape: "unknown", arcs: [] };
  const redraw = () => cones.draw(camera, map.getZoom());

  map.on("zoomend", redraw);
  redraw();
  return {
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
  return L.marker([0, 0], { icon, interactive: false, keyboard: false });
}
