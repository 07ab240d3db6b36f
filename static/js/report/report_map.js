// The map of the report: the cameras that are known, the pin, and what ties it to the fields.
import { streetMap } from "../lib/basemap/street_map.js";
import { cameraLayer } from "../lib/cameras/camera_layer.js";
import { formatCoordinate } from "../lib/coordinates/coordinates.js";
import { readMapLink } from "../lib/coordinates/map_link.js";
import { $, announce, debounce, on } from "../lib/dom.js";
import { finder } from "../lib/find/finder.js";
import { zoomOfBox } from "../lib/geo.js";
import { gettext } from "../lib/i18n.js";
import { bindHeading } from "./heading.js";
import { bindLocate } from "./locate.js";
import { bindNearby } from "./nearby.js";
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
const RESULT_ZOOM = 17;
const FITTING = { x: 320, y: 320 }; // the map of the form is never smaller

/** The place of the report ({now, isGood, goTo, bring, follow}), or null where nothing is placed. */
export function startReportMap(config, loadIndex) {
  const ownId = Number($("camera").value) || null;
  const view = openingView(config.start, ownId);
  const map = streetMap($("map"), config, view, { onNotice: notice, options: CENTRED });
  let listNearby = () => {};
  const layer = cameraLayer(config, { onStatus: () => listNearby() })
    .select(ownId)
    .addTo(map);
  if (!$("place-status")) return null; // a camera that is gone: shown, not moved

  const pin = createPin(map);
  const start = view.placed ? { lat: view.lat, lng: view.lon } : null;
  const place = bindPlace({ map, pin, start, onPlaced: () => listNearby() });
  // A correction is about a camera that is known.
  if (!ownId) listNearby = debounce(bindNearby({ map, layer, place, cameraUrl: config.camera }), 250);
  listNearby();
  map.on("click", ({ latlng }) => place.bring(latlng));
  putWithEnter(map, place);
  bindLocate({ map, showStatus, onPosition: (latlng) => place.goTo(latlng, { isExact: true }) });
  finder($("finder"), {
    finds: loadIndex,
    near: () => map.getCenter(),
    onChoose: (result) => showResult(map, place, result),
  });
  bindSymbol(pin);
  return place;
}

/**
 * Where to begin. A link from the map carries its middle: close by it is a good first guess for the pin, from
 * afar it is only the view, and the coordinates wait for the map to be moved.
 */
function openingView(start, ownId) {
  const asked = readMapLink(window.location.search, window.location.hash);
  const [latitude, longitude] = [$("latitude"), $("longitude")];
  const isEmpty = latitude.value.trim() === "" && longitude.value.trim() === "";
  const isAsked = asked !== null && !asked.refused && !ownId;
  if (isAsked && isEmpty) {
    // what stands behind # never reached the server
    latitude.value = formatCoordinate(asked.lat);
    longitude.value = formatCoordinate(asked.lon);
  }
  const filled = latitude.value.trim() !== "" && longitude.value.trim() !== "";
  const view = isAsked && isEmpty ? { ...start, lat: asked.lat, lon: asked.lon } : start;
  const zoom = isAsked ? (asked.zoom ?? (asked.box && zoomOfBox(asked.box, FITTING))) : null;
  if (zoom === null || !filled) return { ...view, placed: filled };
  if (zoom >= LEAST_ZOOM) return { ...view, zoom: Math.max(zoom, PLACING_ZOOM), placed: true };
  latitude.value = "";
  longitude.value = "";
  return { ...view, zoom, placed: false };
}

function notice(text) {
  $("notice").textContent = text;
}

function showStatus(text) {
  $("place-status").textContent = text;
}

function showResult(map, place, { lat, lon, box: [west, south, east, north] = [] }) {
  place.forget();
  if (west === undefined) map.setView([lat, lon], PLACING_ZOOM, { animate: false });
  else {
    const corners = [
      [south, west],
      [north, east],
    ];
    map.fitBounds(corners, { animate: false, maxZoom: RESULT_ZOOM });
  }
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
function bindSymbol(pin) {
  const camera = { ownership: "unknown", shape: "unknown", arcs: [] };
  const redraw = () => {
    camera.ownership = chosen("ownership");
    camera.shape = chosen("shape");
    pin.show(camera);
  };
  on($("ownership"), "change", redraw);
  on($("shape"), "change", redraw);
  bindHeading({
    onChange(arcs) {
      camera.arcs = arcs;
      redraw();
    },
  });
}

function chosen(name) {
  return $(name).querySelector("input:checked")?.value ?? "unknown";
}
