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
  const put = (latlng) => {
    pin.moveTo(latlng);
    write(latlng);
    approach(map, latlng);
  };
  const readTyped = () => {
    const typed = typedPlace(latitude, longitude);
    if (!typed) return;
    pin.moveTo([typed.lat, typed.lon]);
    approach(map, [typed.lat, typed.lon]);
    onPlaced();
  };

  for (const field of [latitude, longitude]) {
    on(field, "input", () => splitPair(field, latitude, longitude));
    on(field, "input", debounce(readTyped, 400));
  }
  return { write, put, typed: () => typedPlace(latitude, longitude) };
}

function typedPlace(latitude, longitude) {
  const lat = parseCoordinate(latitude.value, 90);
  const lon = parseCoordinate(longitude.value, 180);
  return lat === null || lon === null ? null : { lat, lon };
}

/** A pair pasted into either field fills both. */
function splitPair(field, latitude, longitude) {
  const pair = parsePair(field.value);
  if (!pair) return;
  latitude.value = formatCoordinate(pair.lat);
  longitude.value = formatCoordinate(pair.lon);
}

/** A pin put down from afar is not placed yet: come close to it, and let the person move it. */
function approach(map, latlng) {
  if (map.getZoom() < PLACING_ZOOM) map.setView(latlng, PLACING_ZOOM);
  else map.panInside(latlng, { padding: [40, 60] });
}
