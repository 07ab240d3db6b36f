// The Leaflet map itself: options, basemap, zoom buttons, and the room that the attribution leaves.
import { addBasemap } from "../lib/basemap/basemap.js";
import { MAX_ZOOM, MIN_ZOOM } from "../lib/coordinates/map_link.js";
import { $, prefersReducedMotion } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { FADE, L } from "../lib/leaflet.js";

export function createMap(box, stage, config, { lat, lon, zoom, onNotice }) {
  const moving = !prefersReducedMotion();
  const map = L.map(box, {
    center: [lat, lon],
    zoom,
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    maxBounds: [
      [-85.06, -100_000],
      [85.06, 100_000],
    ],
    maxBoundsViscosity: 1,
    worldCopyJump: true,
    zoomControl: false,
    attributionControl: false, // it is on the page already
    zoomAnimation: moving,
    fadeAnimation: FADE,
    inertia: moving,
  });
  const words = { zoomInTitle: gettext("Zoom in"), zoomOutTitle: gettext("Zoom out") };
  L.control.zoom({ position: "topright", ...words }).addTo(map);
  addBasemap(map, config.basemap, { onNotice });
  measure($("attribution", stage), stage, "--attribution");
  return map;
}

/** Passes the height of a part to the style sheet, so that what stands above it never covers it. */
export function measure(part, stage, property) {
  const update = () => stage.style.setProperty(property, `${part.offsetHeight}px`);
  new ResizeObserver(update).observe(part);
}

/** How far to move the map so that a point is not under the card; [0, 0] when it is free. */
export function uncover(point, size, card) {
  const free = 40;
  const besides = card.left > size.left + 60;
  if (besides && point.x > card.left - size.left - free && point.y < card.bottom - size.top + free) {
    return [point.x - (card.left - size.left) / 2, 0];
  }
  if (!besides && point.y > card.top - size.top - free) {
    return [0, point.y - (card.top - size.top) / 2 - free];
  }
  return [0, 0];
}
