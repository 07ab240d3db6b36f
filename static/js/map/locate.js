// "Show where I am": asks the browser only when the button is pressed, sends the position nowhere.
import { on, prefersReducedMotion } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { L } from "../lib/leaflet.js";

const CLOSE_ZOOM = 17;
const REASONS = {
  1: () => gettext("Your browser does not share the position with this page."),
  2: () => gettext("Your position is not known right now."),
  3: () => gettext("Finding your position took too long."),
};

export function locateButton(button, map, { onNotice }) {
  if (!navigator.geolocation || !window.isSecureContext) return; // plain http on a local network has none
  button.hidden = false;
  let marker = null;

  function onPosition({ coords }) {
    button.disabled = false;
    const point = [coords.latitude, coords.longitude];
    marker?.remove();
    marker = L.layerGroup([
      L.circle(point, {
        radius: coords.accuracy,
        color: "#0B57D0",
        weight: 1,
        fillOpacity: 0.1,
        interactive: false,
      }),
      L.circleMarker(point, {
        radius: 7,
        color: "#FFFFFF",
        weight: 3,
        fillColor: "#0B57D0",
        fillOpacity: 1,
        interactive: false,
      }),
    ]).addTo(map);
    map.setView(point, Math.max(map.getZoom(), CLOSE_ZOOM), { animate: !prefersReducedMotion() });
  }

  on(button, "click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      onPosition,
      (error) => {
        button.disabled = false;
        onNotice((REASONS[error.code] ?? REASONS[2])());
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  });
}
