// The map beside the form: the cameras that are known, the pin, and what ties it to the fields.
import { cameraLayer } from "../lib/camera_layer.js";
import { $, debounce, on } from "../lib/dom.js";
import { fill, gettext } from "../lib/i18n.js";
import { streetMap } from "../lib/street_map.js";
import { parseCoordinate } from "./coordinates.js";
import { bindHeading } from "./heading.js";
import { bindLocate } from "./locate.js";
import { bindNear } from "./near.js";
import { createPin } from "./pin.js";
import { bindPlace, PLACING_ZOOM } from "./place.js";

export function startReportMap(config) {
  const ownId = Number($("camera").value) || null;
  const view = openingView(config.start, ownId);
  const map = streetMap($("map"), config, view, { onNotice: notice });
  let listNear = () => {};
  const layer = cameraLayer(config, { onStatus: () => listNear() })
    .select(ownId)
    .addTo(map);
  if (!$("place-status")) return; // a camera that is gone: shown, not moved

  const pin = createPin(map, { onMoved: moved });
  listNear = debounce(bindNear({ map, layer, pin, cameraUrl: config.camera, ownId }), 250);
  const place = bindPlace({ map, pin, onPlaced: () => listNear() });
  function moved(latlng) {
    place.write(latlng);
    say("");
  }
  if (view.placed) pin.moveTo([view.lat, view.lon]);
  listNear();

  map.on("click", ({ latlng }) => {
    place.put(latlng);
    say(gettext("Pin placed. Move it until it sits right on the camera."));
  });
  putWithEnter(map, place);
  bindLocate({ map, say, onFound: place.locate });
  bindLook(pin);
}

/**
 * Where to begin. A link from the map carries its middle: close by it is a good first guess for the pin, from
 * afar it is only the view, and the coordinates wait for a tap.
 */
function openingView(start, ownId) {
  const asked = new URLSearchParams(window.location.search);
  const zoom = parseCoordinate(asked.get("zoom") ?? "", 22);
  const [latitude, longitude] = [$("latitude"), $("longitude")];
  const filled = latitude.value.trim() !== "" && longitude.value.trim() !== "";
  if (ownId || zoom === null || !filled) return { ...start, placed: filled };
  if (zoom >= PLACING_ZOOM - 1) return { ...start, zoom: Math.max(zoom, PLACING_ZOOM), placed: true };
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

/** With the keyboard the map moves under the crosshair, and Enter puts the pin there. */
function putWithEnter(map, place) {
  const box = map.getContainer();
  on(box, "keydown", (event) => {
    if (event.key !== "Enter" || event.target !== box) return;
    event.preventDefault();
    place.put(map.getCenter());
    const { lat, lon } = place.typed();
    say(fill(gettext("Pin placed at %(lat)s, %(lon)s."), { lat, lon }));
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
