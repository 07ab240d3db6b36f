// "Use my position": asks the browser only when the button is pressed, and shows why when there is no answer.
import { $, on } from "../lib/dom.js";
import { fill, gettext } from "../lib/i18n.js";
import { L } from "../lib/leaflet.js";

export function bindLocate({ map, showStatus, onPosition }) {
  const button = $("locate");
  const ring = L.circle([0, 0], { radius: 1, interactive: false, className: "accuracy", weight: 1 });
  on(button, "click", () => {
    if (!window.isSecureContext || !navigator.geolocation) {
      showStatus(gettext("Your browser gives its position only to pages with https."));
      return;
    }
    button.disabled = true;
    showStatus(gettext("Looking for your position…"));
    const finish = (text) => {
      button.disabled = false;
      showStatus(text);
    };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const latlng = L.latLng(coords.latitude, coords.longitude);
        ring.setLatLng(latlng).setRadius(coords.accuracy).addTo(map);
        onPosition(latlng);
        finish(positionText(coords.accuracy));
      },
      (error) => finish(failureText(error)),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 },
    );
  });
}

function positionText(accuracy) {
  const metres = Math.max(1, Math.round(accuracy));
  return fill(
    gettext("This is you, to within %(metres)s m. Now move the map until the pin is on the camera."),
    { metres },
  );
}

function failureText(error) {
  if (error.code === error.PERMISSION_DENIED) {
    return gettext("Your browser was told not to give the position. Tap the map instead.");
  }
  return gettext("Your position could not be found. Tap the map instead.");
}
