// "Is it one of these?": the cameras that the map already shows close to the pin.
import { $, $$, element } from "../lib/dom.js";
import { distance, metersPerPixel } from "../lib/geo.js";
import { fill, gettext, ngettext } from "../lib/i18n.js";

const RADIUS_M = 25;
const MAX_ROWS = 5;

const OWNERSHIPS = () => ({
  public: gettext("Public"),
  private: gettext("Private"),
  unknown: gettext("Unknown"),
});
const SHAPES = () => ({
  fixed: gettext("fixed"),
  dome: gettext("dome"),
  panning: gettext("moving"),
  panorama: gettext("all-round"),
  doorbell: gettext("doorbell"),
  plate_reader: gettext("plate reader"),
});

/**
 * Lists the known cameras round the pin, without those that the page asks about already.
 */
export function bindNearby({ map, layer, place, cameraUrl }) {
  const box = $("near");
  const listed = new Set($$("asked").map(({ value }) => Number(value)));
  return () => {
    const point = place.now();
    const nearby = point ? camerasAround(map, layer, point).filter(({ id }) => !listed.has(id)) : [];
    box.hidden = nearby.length === 0;
    if (box.hidden) return;
    const text = ngettext(
      "%(n)s camera is already on the map within 25 m. Is it this one?",
      "%(n)s cameras are already on the map within 25 m. Is it one of these?",
      nearby.length,
    );
    $("near-count", box).textContent = fill(text, { n: nearby.length });
    $("near-list", box).replaceChildren(...nearby.slice(0, MAX_ROWS).map((camera) => row(camera, cameraUrl)));
  };
}

function camerasAround(map, layer, place) {
  const pixels = RADIUS_M / metersPerPixel(place.lat, map.getZoom());
  return layer
    .pick(map.latLngToContainerPoint(place), pixels)
    .filter(({ id }) => id !== null && id !== undefined)
    .map((camera) => ({ ...camera, metres: distance(toLatLon(place), toLatLon(camera.latlng)) }));
}

const toLatLon = ({ lat, lng }) => ({ lat, lon: lng });

/** "Private, dome, 22 m away" */
function describe({ ownership, shape, device, metres }) {
  const kind = device === "plate_reader" ? device : shape;
  const parts = [OWNERSHIPS()[ownership], SHAPES()[kind]].filter(Boolean).join(", ");
  return fill(gettext("%(words)s, %(metres)s m away"), { words: parts, metres: Math.round(metres) });
}

function row({ id, metres, ...camera }, cameraUrl) {
  const { ownership } = camera;
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  mark.setAttribute("class", `mark mark-${ownership}`);
  mark.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#mark-${ownership}`);
  mark.append(use);
  const inTab = element("span", { class: "visually-hidden" }, ` ${gettext("(opens in a new tab)")}`);
  const href = cameraUrl.replace(/0$/, id);
  const link = element(
    "a",
    { href, target: "_blank", rel: "noopener" },
    describe({ ...camera, metres }),
    inTab,
  );
  return element("li", {}, mark, link);
}
