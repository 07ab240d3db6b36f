// A Leaflet map at street level for the pages that place or review one camera.

import { prefersReducedMotion } from "../dom.js";
import { gettext } from "../i18n.js";
import { FADE, L } from "../leaflet.js";
import { addBasemap } from "./basemap.js";

/**
 * The map in `box`, opened at {lat, lon, zoom}. onNotice(text) is called when the streets cannot be shown;
 * `options` are Leaflet's.
 */
export function streetMap(box, config, { lat, lon, zoom }, { onNotice, options = {} }) {
  const moving = !prefersReducedMotion();
  const map = L.map(box, {
    center: [lat, lon],
    zoom,
    minZoom: 2,
    maxZoom: 20,
    worldCopyJump: true,
    zoomControl: false,
    zoomAnimation: moving,
    fadeAnimation: FADE,
    inertia: moving,
    ...options,
  });
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  const words = { zoomInTitle: gettext("Zoom in"), zoomOutTitle: gettext("Zoom out") };
  L.control.zoom({ position: "topright", ...words }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  addBasemap(map, config.basemap, { onNotice });
  return map;
}
