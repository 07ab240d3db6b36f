// The map around a report: its dashed symbol, the ring in which a camera may be the same one, and the known ones.

import { streetMap } from "../lib/basemap/street_map.js";
import { cameraCanvas, pendingIcon } from "../lib/cameras/camera_icon.js";
import { cameraLayer } from "../lib/cameras/camera_layer.js";
import { INK } from "../lib/cameras/symbology.js";
import { $, $$, on } from "../lib/dom.js";
import { L } from "../lib/leaflet.js";

const ZOOM = 18;

export function startReviewMap(config) {
  const { report } = config;
  const place = [report.lat, report.lon];
  const notice = (text) => {
    $("notice").textContent = text;
  };
  const map = streetMap($("map"), config, { ...report, zoom: ZOOM }, { onNotice: notice });
  const layer = cameraLayer(config, { onPick: ([first]) => goToNeighbour(first.id) }).addTo(map);
  layer.select(report.camera);
  L.circle(place, {
    radius: config.radius,
    interactive: false,
    fill: false,
    color: INK,
    weight: 1.5,
    dashArray: "6 5",
  }).addTo(map);
  const pendingKind = $("map").dataset.jsMap; // the kind of a report that is not decided yet
  if (pendingKind === "removed") addCross(map, place);
  else if (pendingKind) addReport(map, place, report);
  showNeighbours(layer, report.camera);
  bindEditPin(map, place);
}

/** While the edit form is open, a tap on the map writes its place into the form; a pin shows it. */
function bindEditPin(map, start) {
  const [lat, lon] = [$("edit-latitude"), $("edit-longitude")];
  const fold = lat?.closest("details");
  if (!fold) return;
  const icon = L.divIcon({ className: "edit-pin", iconSize: [20, 20] });
  const pin = L.marker(start, { icon, interactive: false, keyboard: false });
  const show = () => {
    const place = [Number(lat.value.replace(",", ".")), Number(lon.value.replace(",", "."))];
    if (fold.open && place.every(Number.isFinite)) pin.setLatLng(place).addTo(map);
    else pin.remove();
  };
  map.on("click", ({ latlng }) => {
    if (!fold.open) return;
    const { lat: north, lng: east } = latlng.wrap();
    lat.value = north.toFixed(7);
    lon.value = east.toFixed(7);
    show();
  });
  for (const field of [lat, lon]) on(field, "input", show);
  on(fold, "toggle", show);
  show();
}

function addReport(map, place, report) {
  const { canvas, draw } = cameraCanvas();
  const redraw = () => draw(report, map.getZoom());
  L.marker(place, { icon: pendingIcon(canvas), interactive: false, keyboard: false }).addTo(map);
  map.on("zoomend", redraw);
  redraw();
}

/** A camera reported as removed keeps its symbol, crossed out. */
function addCross(map, place) {
  const cross = $("cross").content.cloneNode(true).firstElementChild;
  const icon = L.divIcon({ className: "cross", html: cross, iconSize: [36, 36] });
  L.marker(place, { icon, interactive: false, keyboard: false }).addTo(map);
}

/** A neighbour under the pointer or with the focus gets the ring on the map. */
function showNeighbours(layer, own) {
  for (const link of $$("neighbour")) {
    const id = Number(link.dataset.jsNeighbour);
    for (const type of ["mouseenter", "focus"]) on(link, type, () => layer.select(id));
    for (const type of ["mouseleave", "blur"]) on(link, type, () => layer.select(own));
  }
}

/** Moves the focus to a camera in the list of neighbours. */
function goToNeighbour(id) {
  $$("neighbour")
    .find(({ dataset }) => Number(dataset.jsNeighbour) === id)
    ?.focus();
}
