// The list's map: where the cameras of this page stand. The one whose line has the focus, or is pointed at, is ringed.
import { addBasemap } from "../lib/basemap/basemap.js";
import { INK } from "../lib/cameras/symbology.js";
import { $, json } from "../lib/dom.js";
import { L, STILL } from "../lib/leaflet.js";

const CLOSEST = 18;
const RING = { radius: 15, color: INK, weight: 3, fill: false, interactive: false };
const rows = [...document.querySelectorAll("[data-lat]")];
const placeOf = ({ dataset }) => [Number(dataset.lat), Number(dataset.lon)];

function showMap(box, config) {
  const map = L.map(box, STILL);
  map.attributionControl.setPrefix(false);
  map.fitBounds(L.latLngBounds(rows.map(placeOf)), { maxZoom: CLOSEST, padding: [32, 32], animate: false });
  addBasemap(map, config.basemap, { onNotice: () => {} });
  const ring = L.circleMarker(placeOf(rows[0]), RING);
  const mark = ({ currentTarget }) => ring.setLatLng(placeOf(currentTarget)).addTo(map);
  for (const row of rows) {
    addSymbol(map, row);
    row.addEventListener("focusin", mark);
    row.addEventListener("pointerenter", mark);
  }
}

/** The mark of the line, colour and shape alike, where its camera stands. */
function addSymbol(map, row) {
  const html = row.querySelector(".mark").cloneNode(true);
  const icon = L.divIcon({ html, className: "list-mark", iconSize: [18, 18] });
  L.marker(placeOf(row), { icon, keyboard: false, interactive: false }).addTo(map);
}

if (rows.length) showMap($("list-map"), json("map-config"));
