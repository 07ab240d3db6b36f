// What nobody needs in the first moment: search, filter panel, position and share. Loaded when the map stands.
import { $, prefersReducedMotion } from "../lib/dom.js";
import { finder } from "../lib/find/finder.js";
import { searchIndex } from "../lib/find/search_index.js";
import { filterPanel } from "./filter_panel.js";
import { locateButton } from "./locate.js";
import { stateQuery } from "./place.js";
import { shareDialog } from "./share.js";

const PLACE_ZOOM = 17;

/** `state` is read when it is needed: the map page changes it. */
export function addControls(stage, { map, config, state, onFilters, onNotice }) {
  const loadIndex = searchIndex(config);
  const panel = filterPanel(stage, state.filters, {
    onChange: onFilters,
    operators: async () =>
      (await loadIndex()).filter(({ kind }) => kind === "operator").map(({ name }) => name),
  });

  /** A street or place is shown from near, an area or the cameras of an operator as a whole. */
  function goTo({ kind, name, lat, lon, box: [west, south, east, north] = [] }) {
    const animate = !prefersReducedMotion();
    if (kind === "operator") {
      onFilters({ ...state.filters, operator: name });
      panel.set(state.filters);
    }
    if (west === undefined) map.setView([lat, lon], PLACE_ZOOM, { animate });
    else
      map.fitBounds(
        [
          [south, west],
          [north, east],
        ],
        { animate, maxZoom: PLACE_ZOOM },
      );
    map.getContainer().focus({ preventScroll: true });
  }

  finder($("finder", stage), { finds: loadIndex, near: () => map.getCenter(), onChoose: goTo });
  locateButton($("locate", stage), map, { onNotice });
  shareDialog($("share-open", stage), $("share", stage), {
    embed: config.embed,
    query: () => stateQuery(state),
  });
}
