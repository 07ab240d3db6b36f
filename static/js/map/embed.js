// The map inside somebody else's page: look, filter, count; everything else opens the site in a new tab.
import { cameraLayer } from "../lib/cameras/camera_layer.js";
import { $, announce, json, on } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { boundsOf } from "../lib/leaflet.js";
import { chips } from "./chips.js";
import { countPill } from "./count.js";
import { filterQuery } from "./filters.js";
import { readState, stateQuery } from "./place.js";
import { createMap, measure } from "./view.js";

const config = json("map-config");
const box = $("map");
const stage = box.parentElement;
const whole = $("whole", stage);
const wholeUrl = whole.href;
const { search, hash } = window.location;
const state = readState(search, config.start, { hash, size: { x: box.clientWidth, y: box.clientHeight } });
const query = filterQuery(state.filters);

const map = createMap(box, stage, config, { ...state, onNotice: notice });
const layer = cameraLayer(config, { onPick: pick, onStatus: (status) => pill.tiles(status) });
const pill = countPill($("pill", stage), config, {
  view: () => ({ bounds: boundsOf(map), ownership: state.ownership, query }),
  onRetry: () => layer.refresh(),
});

function notice(text) {
  const line = $("notice", stage);
  line.textContent = text;
  line.hidden = false;
  announce(text);
}

function remember() {
  const { lat, lng } = map.getCenter();
  Object.assign(state, { lat, lon: lng, zoom: map.getZoom() });
  whole.href = wholeUrl + stateQuery(state);
}

function pick([first]) {
  if (first.id) window.open(config.camera.replace(/0$/, first.id), "_blank", "noopener");
  else map.setView(first.latlng, map.getZoom() + 2);
}

if (state.isUnreadable)
  notice(gettext("The place in this address cannot be read: the map opens at its start."));
chips(stage, state.ownership, {
  onChange() {
    layer.setOwnership(state.ownership);
    pill.filtered();
    remember();
  },
});
layer.setOwnership(state.ownership).setQuery(query).select(state.camera).addTo(map);
measure($("pill", stage), stage, "--pill-height");
on(box, "keydown", (event) => {
  if (event.key !== "Enter" || event.target !== box) return;
  const [nearest] = layer.pick(map.getSize().divideBy(2), Number.POSITIVE_INFINITY);
  if (nearest) pick([nearest]);
});
map.on("moveend", () => {
  remember();
  pill.moved();
});
remember();
pill.load();
