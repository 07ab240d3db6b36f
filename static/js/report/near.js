// "Is it one of these?": the cameras that the map already shows close to the pin.
import { $, $$, element } from "../lib/dom.js";
import { distance, metersPerPixel } from "../lib/geo.js";
import { fill, gettext, ngettext } from "../lib/i18n.js";

const RADIUS_M = 25;
const MOST = 5;

/**
 * Lists the known cameras round the pin, without `ownId`, the camera a correction speaks of, and without those
 * that the page asks about already.
 */
export function bindNear({ map, layer, pin, cameraUrl, ownId }) {
  const box = $("near");
  const known = new Set([ownId, ...$$("asked").map(({ value }) => Number(value))]);
  return () => {
    const place = pin.place();
    const found = place ? camerasRound(map, layer, place).filter(({ id }) => !known.has(id)) : [];
    box.hidden = found.length === 0;
    if (box.hidden) return;
    const text = ngettext(
      "%(n)s camera is already on the map within 25 m. Is it this one?",
      "%(n)s cameras are already on the map within 25 m. Is it one of these?",
      found.length,
    );
    $("near-count", box).textContent = fill(text, { n: found.length });
    $("near-list", box).replaceChildren(...found.slice(0, MOST).map((camera) => row(camera, cameraUrl)));
  };
}

function camerasRound(map, layer, place) {
  const pixels = RADIUS_M / metersPerPixel(place.lat, map.getZoom());
  return layer
    .pick(map.latLngToContainerPoint(place), pixels)
    .filter(({ id }) => id !== null && id !== undefined)
    .map((camera) => ({ ...camera, metres: distance(latLon(place), latLon(camera.latlng)) }));
}

const latLon = ({ lat, lng }) => ({ lat, lon: lng });

function row({ id, ownership, metres }, cameraUrl) {
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  mark.setAttribute("class", `mark mark-${ownership}`);
  mark.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#mark-${ownership}`);
  mark.append(use);
  const name = fill(gettext("Camera %(id)s, %(metres)s m away"), { id, metres: Math.round(metres) });
  const link = element("a", { href: cameraUrl.replace(/0$/, id), target: "_blank", rel: "noopener" }, name);
  return element("li", {}, mark, link);
}
