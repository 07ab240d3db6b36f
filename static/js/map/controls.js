// What nobody needs in the first moment: search, filter panel, position and share. Loaded when the map stands.
import { $, prefersReducedMotion } from "../lib/dom.js";
import { finder } from "../lib/find/finder.js";
import { findPlaces, searchIndex } from "../lib/find/search_index.js";
import { viewOf } from "../lib/find/view_of.js";
import { showPlace } from "../lib/leaflet.js";
import { filterPanel } from "./filter_panel.js";
import { locateButton } from "./locate.js";
import { stateQuery } from "./place.js";
import { shareDialog } from "./share.js";

const CLOSEST_BOX = 17; // zoom: an area of one house shows its street

/** `state` is read when it is needed: the map page changes it. */
export function addControls(stage, { map, config, state, onFilters, onNotice }) {
  const loadIndex = searchIndex(config);
  const panel = filterPanel(stage, state.filters, {
    onChange: onFilters,
    operators: async () =>
      (await loadIndex()).filter(({ kind }) => kind === "operator").map(({ name }) => name),
  });

  /** A street or place is shown from near, an area or the cameras of an operator as a whole. */
  function goTo(find) {
    if (find.kind === "operator") {
      onFilters({ ...state.filters, operator: find.name });
      panel.set(state.filters);
    }
    showPlace(map, viewOf(find, config.basemap.pmtiles), {
      animate: !prefersReducedMotion(),
      maxZoom: CLOSEST_BOX,
    });
    map.getContainer().focus({ preventScroll: true });
  }

  finder($("finder", stage), {
    find: findPlaces(config, loadIndex),
    prepare: loadIndex,
    near: () => map.getCenter(),
    onChoose: goTo,
  });
  locateButton($("locate", stage), map, { onNotice });
  shareDialog($("share-open", stage), $("share", stage), {
    embed: config.embed,
    query: () => stateQuery(state),
  });
}
