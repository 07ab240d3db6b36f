// The map of the report: the cameras that are known, the pin, and what ties it to the fields.
import { cameraLayer } from "../lib/camera_layer.js";
import { $, announce, debounce, on } from "../lib/dom.js";
import { STREET_ZOOM, viewOf } from "../lib/find/view_of.js";
import { finder } from "../lib/finder.js";
import { findPlaces } from "../lib/finds.js";
import { gettext } from "../lib/i18n.js";
import { showPlace } from "../lib/leaflet.js";
import { streetMap } from "../lib/street_map.js";
import { parseCoordinate } from "./coordinates.js";
import { bindHeading } from "./heading.js";
import { bindLocate } from "./locate.js";
import { bindNear } from "./near.js";
import { createPin } from "./pin.js";
import { bindPlace } from "./place.js";
import { LEAST_ZOOM, PLACING_ZOOM } from "./placing.js";

// The pin stays where it is while the map comes nearer. An arrow moves 24 px, with Shift three times that.
const CENTRED = {
  touchZoom: "center",
  scrollWheelZoom: "center",
  doubleClickZoom: "center",
  boxZoom: false,
  keyboardPanDelta: 24,
};
const FOUND_ZOOM = 17;

/** The place of the report ({now, isGood, goTo, bring, follow}), or null where nothing is placed. */
export function startReportMap(config, known) {
  const ownId = Number($("camera").value) || null;
  const view = openingView(config.start, ownId);
  const map = streetMap($("map"), config, view, { onNotice: notice, options: CENTRED });
  let listNear = () => {};
  const layer = cameraLayer(config, { onStatus: () => listNear() })
    .select(ownId)
    .addTo(map);
  if (!$("place-status")) return null; // a camera that is gone: shown, not moved

  const pin = createPin(map);
  const start = view.placed ? { lat: view.lat, lng: view.lon } : null;
  const place = bindPlace({ map, pin, start, onPlaced: () => listNear() });
  // A correction is about a camera that is known.
  if (!ownId) listNear = debounce(bindNear({ map, layer, place, cameraUrl: config.camera }), 250);
  listNear();
  map.on("click", ({ latlng }) => place.bring(latlng));
  putWithEnter(map, place);
  bindLocate({ map, say, onFound: (latlng) => place.goTo(latlng, { isExact: true }) });
  finder($("finder"), {
    find: findPlaces(config, known),
    prepare: known,
    near: () => map.getCenter(),
    onChoose: (find) => showFind(map, place, viewOf(find, config.ground.pmtiles)),
  });
  bindLook(pin);
  return place;
}

/**
 * Where to begin. A link from the map carries its middle: close by it is a good first guess for the pin, from
 * afar it is only the view, and the coordinates wait for the map to be moved.
 */
function openingView(start, ownId) {
  const asked = new URLSearchParams(window.location.search);
  const zoom = parseCoordinate(asked.get("zoom") ?? "", 22);
  const [latitude, longitude] = [$("latitude"), $("longitude")];
  const filled = latitude.value.trim() !== "" && longitude.value.trim() !== "";
  if (ownId || zoom === null || !filled) return { ...start, placed: filled };
  if (zoom >= LEAST_ZOOM) return { ...start, zoom: Math.max(zoom, PLACING_ZOOM), placed: true };
  latitude.value = "";
  longitude.value = "";
  return { ...start, zoom, placed: false };
}

function notice(text) {
  $("notice").textContent = text;
}

function say(text) {
  $("place-status").textContent = text;
}

function showFind(map, place, view) {
  place.forget();
  const zoom = view.zoom === STREET_ZOOM ? PLACING_ZOOM : view.zoom;
  showPlace(map, { ...view, zoom }, { animate: false, maxZoom: FOUND_ZOOM });
  map.getContainer().focus({ preventScroll: true });
}

/** With the keyboard the map moves under the pin; Enter comes near and reads out where the pin is. */
function putWithEnter(map, place) {
  const box = map.getContainer();
  on(box, "keydown", (event) => {
    if (event.key !== "Enter" || event.target !== box) return;
    event.preventDefault();
    place.bring(map.getCenter());
    announce(`${gettext("The pin is at")} ${$("place").textContent}`);
  });
}

/** The cones on the pin follow who runs the camera, its shape and its direction. */
function bindLook(pin) {
  const camera = { ownership: "unknown", shape: "unknown", arcs: [] };
  const look = () => {
    camera.ownership = chosen("ownership");
    camera.shape = chosen("shape");
    pin.show(camera);
  };
  on($("ownership"), "change", look);
  on($("shape"), "change", look);
  bindHeading({
    onChange(arcs) {
      camera.arcs = arcs;
      look();
    },
  });
}

function chosen(name) {
  return $(name).querySelector("input:checked")?.value ?? "unknown";
}
