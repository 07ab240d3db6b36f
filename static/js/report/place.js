// Keeps the typed coordinates and the pin in step, whichever of the two the person uses.
import { $, debounce, on } from "../lib/dom.js";
import { wrapLongitude } from "../lib/geo.js";
import { formatCoordinate, parseCoordinate, parsePair } from "./coordinates.js";

// From here on a house and its street corner are apart: good enough to say on which wall the camera hangs.
export const PLACING_ZOOM = 18;

export function bindPlace({ map, pin, onPlaced }) {
  const latitude = $("latitude");
  const longitude = $("longitude");

  const write = ({ lat, lng }) => {
    latitude.value = formatCoordinate(lat);
    longitude.value = formatCoordinate(wrapLongitude(lng));
    onPlaced();
  };
  /** A tap: the place is in sight, so the map moves only to come closer. */
  const put = (latlng) => {
    pin.moveTo(latlng);
    write(latlng);
    if (map.getZoom() < PLACING_ZOOM) map.setView(latlng, PLACING_ZOOM);
  };
  /** A place from elsewhere, typed or located: the map goes there. */
  const goTo = (latlng) => {
    pin.moveTo(latlng);
    map.setView(latlng, Math.max(map.getZoom(), PLACING_ZOOM));
  };
  const readTyped = () => {
    const typed = typedPlace(latitude, longitude);
    if (!typed) return;
    goTo([typed.lat, typed.lon]);
    onPlaced();
  };

  for (const field of [latitude, longitude]) {
    const split = () => splitPair(field, latitude, longitude);
    on(field, "input", ({ inputType }) => inputType === "insertFromPaste" && split());
    on(field, "input", debounce(readTyped, 400));
    on(field, "change", split);
    on(field, "change", readTyped);
  }
  const locate = (latlng) => {
    goTo(latlng);
    write(latlng);
  };
  return { write, put, locate, typed: () => typedPlace(latitude, longitude) };
}

function typedPlace(latitude, longitude) {
  const lat = parseCoordinate(latitude.value, 90);
  const lon = parseCoordinate(longitude.value, 180);
  return lat === null || lon === null ? null : { lat, lon };
}

/** A pair in either field fills both; not while it is typed, the next digit would be lost. */
function splitPair(field, latitude, longitude) {
  const pair = parsePair(field.value);
  if (!pair) return;
  latitude.value = formatCoordinate(pair.lat);
  longitude.value = formatCoordinate(pair.lon);
}
