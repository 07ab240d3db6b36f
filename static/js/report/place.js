// The place of the report: the middle of the map while the pin is put, with the fields that hold it in degrees.
import {
  formatCoordinate,
  isPosition,
  looksSwapped,
  readCoordinates,
  readDegrees,
} from "../lib/coordinates/coordinates.js";
import { sentence } from "../lib/coordinates/messages.js";
import { $, debounce, element, nextTask, on, prefersReducedMotion } from "../lib/dom.js";
import { formatPlace, wrapLongitude } from "../lib/geo.js";
import { fill, gettext, language } from "../lib/i18n.js";
import { L } from "../lib/leaflet.js";
import { showError } from "./field_error.js";
import { isPlaced, LEAST_ZOOM, PLACING_ZOOM } from "./placing.js";

/** `start`: {lat, lng} or null. onPlaced() is called for every new place. */
export function bindPlace({ map, pin, start, onPlaced }) {
  let whenGood = null;
  const state = { place: start, isExact: start !== null, follows: true, isQuiet: false };
  const fields = { latitude: $("latitude"), longitude: $("longitude") };

  const put = (latlng, { isExact = false, isTyped = false } = {}) => {
    Object.assign(state, { place: L.latLng(latlng), isExact });
    pin.moveTo(latlng);
    if (!isTyped) writeFields(fields, latlng);
    $("place").textContent = formatPlace(state.place.lat, state.place.lng);
    notifyWhenGood();
    onPlaced();
  };
  const isGood = () => isPlaced({ ...state, zoom: map.getZoom() });
  const notifyWhenGood = () => {
    if (!isGood()) return;
    whenGood?.();
    whenGood = null;
  };
  const quietly = (move) => {
    state.isQuiet = true;
    move();
    state.isQuiet = false;
  };
  const goTo = (latlng, options) => {
    put(latlng, options);
    quietly(() => map.setView(latlng, Math.max(map.getZoom(), PLACING_ZOOM), { animate: false }));
  };
  const home = map.getCenter();
  const readTyped = () => {
    const typed = typedPlace(fields);
    if (!typed) return;
    goTo([typed.lat, typed.lon], { isExact: true, isTyped: true });
    askToTurn(typed, home, ({ lat, lon }) => goTo([lat, lon], { isExact: true }));
  };

  map.on("zoomend", notifyWhenGood);
  followMap({ map, pin, state, put, quietly });
  for (const field of Object.values(fields)) {
    const split = () => splitPair(field, fields, map.getCenter());
    on(field, "input", ({ inputType }) => inputType === "insertFromPaste" && split());
    on(field, "input", debounce(readTyped, 400));
    on(field, "change", split);
    on(field, "change", readTyped);
    on(field, "change", () => nextTask().then(() => complain(field, fields))); // this change takes the last one away
  }
  if (start) put(start, { isExact: true, isTyped: true });
  else pin.moveTo(map.getCenter());
  return {
    goTo,
    now: () => state.place,
    isExact: () => state.isExact,
    /** Does something as soon as the place is good. */
    onceGood(work) {
      whenGood = work;
    },
    isGood,
    /** A tap: the place comes under the pin, from nearer if it was seen from afar. */
    bring(latlng) {
      if (!state.follows) return;
      put(latlng);
      const zoom = map.getZoom() < LEAST_ZOOM ? PLACING_ZOOM : map.getZoom();
      map.setView(latlng, zoom, { animate: !prefersReducedMotion() });
    },
    /** Clears the place until the map is moved again. */
    forget() {
      state.place = null;
      for (const field of Object.values(fields)) field.value = "";
    },
    /** While it follows, moving the map moves the place; else the pin stays where it was put. */
    follow(follows) {
      state.follows = follows;
      map.stop(); // where it would have slid to is not where the pin was right
      if (state.place) quietly(() => map.panTo(state.place, { animate: false }));
    },
  };
}

function followMap({ map, pin, state, put, quietly }) {
  let isZooming = false;
  const centre = () => state.place && quietly(() => map.panTo(state.place, { animate: false }));
  map.on("zoomstart", () => {
    isZooming = true;
  });
  map.on("zoomend", () => {
    isZooming = false;
    if (!state.follows) return;
    if (state.place) centre();
    else if (map.getZoom() >= LEAST_ZOOM) put(map.getCenter());
  });
  map.on("move", () => {
    if (!state.follows || state.isQuiet) return;
    if (isZooming) state.place ?? pin.moveTo(map.getCenter());
    else put(map.getCenter());
  });
  new ResizeObserver(() => {
    const place = state.place ?? map.getCenter();
    quietly(() => map.invalidateSize({ animate: false, pan: false }).panTo(place, { animate: false }));
  }).observe(map.getContainer());
}

function writeFields({ latitude, longitude }, latlng) {
  const { lat, lng } = L.latLng(latlng);
  latitude.value = formatCoordinate(lat);
  longitude.value = formatCoordinate(wrapLongitude(lng));
}

function typedPlace({ latitude, longitude }) {
  const lat = readDegrees(latitude.value, "lat", language);
  const lon = readDegrees(longitude.value, "lon", language);
  return typeof lat === "number" && typeof lon === "number" ? { lat, lon } : null;
}

/** A pair in either field fills both; not while it is typed, the next digit would be lost. */
function splitPair(field, { latitude, longitude }, { lat, lng }) {
  // 43 44.304 is degrees and minutes here
  if (typeof readDegrees(field.value, field === latitude ? "lat" : "lon", language) === "number") return;
  const position = readCoordinates(field.value, { language, near: [lat, lng] });
  if (!isPosition(position)) return;
  latitude.value = formatCoordinate(position.lat);
  longitude.value = formatCoordinate(position.lon);
}

/** Says beside the field what is wrong with it, as soon as it is left. */
function complain(field, fields) {
  const axis = field === fields.latitude ? "lat" : "lon";
  if (field.value.trim() === "" || typeof readDegrees(field.value, axis, language) === "number") return;
  const { refused, ...pair } = readCoordinates(field.value, { language });
  const isHalf = ["one_number", "unreadable", undefined].includes(refused);
  const text = isHalf
    ? gettext("Write degrees with decimals, such as 43.7384.")
    : sentence({ refused, ...pair });
  showError(field.closest(".field"), field.name, text);
}

/** A pair far from here that would be near when turned was probably copied the other way round. */
function askToTurn(position, home, onTurn) {
  const status = $("place-status");
  status.querySelector("button")?.parentElement.replaceChildren();
  const turned = looksSwapped(position, [home.lat, home.lng]);
  if (!turned) return;
  const text = gettext("This is far away. Did you mean latitude %(lat)s, longitude %(lon)s?");
  const button = element("button", { type: "button", class: "button" }, gettext("Turn them round"));
  on(button, "click", () => {
    status.replaceChildren();
    onTurn(turned);
  });
  status.replaceChildren(fill(text, turned), " ", button);
}
