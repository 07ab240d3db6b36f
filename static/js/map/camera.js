// The page of one camera: the copy button, and a small still map round it.
import { addBasemap } from "../lib/basemap/basemap.js";
import { cameraLayer } from "../lib/cameras/camera_layer.js";
import { $, enableCopy, json } from "../lib/dom.js";
import { L, STILL } from "../lib/leaflet.js";

function showMiniMap(box, config) {
  box.hidden = false;
  const { lat, lon, zoom } = config.start;
  const map = L.map(box, { center: [lat, lon], zoom, ...STILL });
  map.attributionControl.setPrefix(false);
  addBasemap(map, config.basemap, { onNotice: () => {} });
  cameraLayer(config).select(Number(box.dataset.id)).addTo(map);
}

enableCopy();
showMiniMap($("mini-map"), json("map-config"));
