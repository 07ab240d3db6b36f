// "Is it one of these?": the cameras that the map already shows close to the pin.
import { $, $$, element } from "../lib/dom.js";
import { distance, metersPerPixel } from "../lib/geo.js";
import { fill, gettext, ngettext } from "../lib/i18n.js";

const RADIUS_M = 25;
const MOST = 5;

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
export function bindNear({ map, layer, place, cameraUrl }) {
  const box = $("near");
  const known = new Set($$("asked").map(({ value }) => Number(value)));
  return () => {
    const at = place.now();
    const found = at ? camerasRound(map, layer, at).filter(({ id }) => !known.has(id)) : [];
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

/** "Private, dome, 22 m away" */
function describe({ ownership, shape, device, metres }) {
  const looks = device === "plate_reader" ? device : shape;
  const words = [OWNERSHIPS()[ownership], SHAPES()[looks]].filter(Boolean).join(", ");
  return fill(gettext("%(words)s, %(metres)s m away"), { words, metres: Math.round(metres) });
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
