// Where no street map covers the view: a quiet line says so, and leads to the nearest camera when none is in view.

import { archivesOf } from "../lib/basemap/basemap.js";
import { streetsIn } from "../lib/basemap/sources.js";
import { $, on } from "../lib/dom.js";
import { boundsOf } from "../lib/leaflet.js";

const FROM_ZOOM = 11; // from afar nobody looks for streets
const CAMERA_ZOOM = 17;

/** Whether streets are missed in a view {west, south, east, north}. */
export function lacksStreets({ west, south, east, north }, zoom, basemap) {
  if (basemap.raster || zoom < FROM_ZOOM) return false;
  return streetsIn([west, south, east, north], zoom, archivesOf(basemap)).length === 0;
}

/** Gives {nearest}, to be told {lat, lon, metres} of the nearest camera, or null when there are some in view. */
export function noStreets(root, map, basemap, { animate }) {
  const button = $("nearest", root);
  let target = null;
  const show = () => {
    root.hidden = !lacksStreets(boundsOf(map), map.getZoom(), basemap);
  };
  map.on("moveend", show);
  on(button, "click", () => {
    map.setView([target.lat, target.lon], CAMERA_ZOOM, { animate: animate() });
    map.getContainer().focus({ preventScroll: true });
  });
  show();
  return {
    nearest(camera) {
      target = camera;
      button.hidden = !camera;
    },
  };
}
