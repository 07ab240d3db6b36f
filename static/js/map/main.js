// The map page: puts the parts together and keeps the address in step with what is shown.
import { cameraLayer } from "../lib/cameras/camera_layer.js";
import { $, $$, announce, json, nextTask, on, prefersReducedMotion, whenIdle } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { boundsOf } from "../lib/leaflet.js";
import { chips } from "./chips.js";
import { countPill } from "./count.js";
import { filterQuery } from "./filters.js";
import { listQuery, placeQuery, readState, stateQuery } from "./place.js";
import { cameraSheet } from "./sheet.js";
import { createMap, measure, uncover } from "./view.js";

const SAME_PLACE = 6; // px: cameras on one pole; each press takes the next
const HOVER_RADIUS = 12;

const config = json("map-config");
const stage = $("map").parentElement;
const box = $("map");
const { search, hash } = window.location;
const state = readState(search, config.start, { hash, size: { x: box.clientWidth, y: box.clientHeight } });
const reportUrl = $("report", stage).href;
const language = $$("language").map((link) => ({ link, base: link.href }));

const notice = (text) => {
  const line = $("notice", stage);
  line.textContent = text;
  line.hidden = false;
  announce(text);
};
const map = createMap(box, stage, config, { ...state, onNotice: notice });
const layer = cameraLayer(config, { onPick: pick, onStatus: (status) => pill.tiles(status) });
const pill = countPill($("pill", stage), config, {
  view: () => ({ bounds: boundsOf(map), ownership: state.ownership, query: filterQuery(state.filters) }),
  onRetry: () => layer.refresh(),
});
const sheet = cameraSheet(stage, config, { onShown: makeRoom, onClosed: deselect });

/** Address, list, report and language links all say where the map is. */
function remember() {
  const { lat, lng } = map.getCenter();
  Object.assign(state, { lat, lon: lng, zoom: map.getZoom() });
  const query = stateQuery(state);
  window.history.replaceState(window.history.state, "", window.location.pathname + query);
  $("list", stage).href = config.list + listQuery(boundsOf(map), state);
  $("report", stage).href = reportUrl + placeQuery(state);
  for (const { link, base } of language) link.href = base.split("?")[0] + query;
}

function openCamera(id) {
  state.camera = id;
  layer.select(id);
  remember();
  sheet.open(id);
}

function deselect() {
  state.camera = null;
  layer.select(null);
  remember();
  box.focus({ preventScroll: true });
}

function makeRoom({ lat, lon }) {
  const point = map.latLngToContainerPoint([lat, lon]);
  const offset = uncover(point, box.getBoundingClientRect(), sheet.rect());
  if (offset.some(Boolean)) map.panBy(offset, { animate: !prefersReducedMotion() });
}

/** What was pressed or is nearest: a camera opens, a disc is looked at more closely. */
function pick(features) {
  const [first] = features;
  if (!first.id) {
    map.setView(first.latlng, map.getZoom() + 2, { animate: !prefersReducedMotion() });
    return;
  }
  const pole = features.filter(({ id, x, y }) => id && Math.hypot(x - first.x, y - first.y) <= SAME_PLACE);
  const open = pole.findIndex(({ id }) => id === state.camera);
  openCamera(pole[(open + 1) % pole.length].id);
}

function pickCentre() {
  const features = layer.pick(map.getSize().divideBy(2), Number.POSITIVE_INFINITY);
  if (features.length) pick(features);
  else announce(gettext("No camera in view"));
}

function filtersChanged(filters) {
  state.filters = filters;
  layer.setQuery(filterQuery(filters));
  pill.load();
  remember();
}

function ownershipChanged() {
  layer.setOwnership(state.ownership);
  pill.filtered();
  remember();
}

function setUpPointer() {
  let waiting = false;
  map.on("mousemove", ({ containerPoint }) => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      box.classList.toggle("over-camera", layer.pick(containerPoint, HOVER_RADIUS).length > 0);
    });
  });
}

function setUpKeys() {
  on(box, "keydown", (event) => {
    if (event.key !== "Enter" || event.target !== box) return;
    event.preventDefault();
    pickCentre();
  });
}

function setUpMenu() {
  const menu = $("menu");
  on(document, "pointerdown", ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });
  on(menu, "keydown", ({ key }) => {
    if (key !== "Escape") return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
}

if (state.isUnreadable)
  notice(gettext("The place in this address cannot be read: the map opens at its start."));
await nextTask();
layer.setOwnership(state.ownership).setQuery(filterQuery(state.filters)).addTo(map);
measure($("pill", stage), stage, "--pill-height");
measure($("sheet", stage), stage, "--sheet-height");
await nextTask();
chips(stage, state.ownership, { onChange: ownershipChanged });
setUpPointer();
setUpKeys();
setUpMenu();
map.on("moveend", () => {
  remember();
  pill.moved();
});
map.on("resize", () => pill.moved());
remember();
pill.load();
if (state.camera) openCamera(state.camera);
whenIdle(async () => {
  const { addControls } = await import("./controls.js");
  addControls(stage, { map, config, state, onFilters: filtersChanged, onNotice: notice });
});
