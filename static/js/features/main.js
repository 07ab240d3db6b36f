// The map of a page of features: what the page lists, where it lies. Without a script the table says the same.
import { addBasemap } from "../lib/basemap/basemap.js";
import { COLOURS, INK, SYMBOL_RADIUS } from "../lib/cameras/symbology.js";
import { $, json } from "../lib/dom.js";
import { FADE, L } from "../lib/leaflet.js";

const CLOSEST = 17; // a page with one camera shows its street, not its paving

function style({ properties }) {
  const colour = COLOURS[properties.ownership] ?? INK;
  return { color: "#fff", weight: 2, fillColor: colour, fillOpacity: 0.9, radius: SYMBOL_RADIUS };
}

function outline() {
  return { color: INK, weight: 2, fillOpacity: 0.08 };
}

function showFeatures(box, shapes, config) {
  const layer = L.geoJSON(shapes, {
    pointToLayer: (feature, at) => L.circleMarker(at, style(feature)),
    style: (feature) => (feature.geometry.type === "Point" ? style(feature) : outline()),
    interactive: false,
  });
  if (!layer.getLayers().length) return;
  box.hidden = false;
  const map = L.map(box, { scrollWheelZoom: false, fadeAnimation: FADE });
  map.attributionControl.setPrefix(false);
  map.fitBounds(layer.getBounds(), { maxZoom: CLOSEST, padding: [24, 24] });
  addBasemap(map, config.basemap, { onNotice: () => {} });
  layer.addTo(map);
}

const box = $("features");
if (box) showFeatures(box, json("shapes"), json("map-config"));
