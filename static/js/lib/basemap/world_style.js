// How the map of the world looks that lies under the street maps: quiet, in the same colours. The file is made by
// tools/basemap/world.py, in the Protomaps basemap schema. `P` is the namespace of protomaps-leaflet.
import { placeName } from "./basemap_labels.js";
import { COLOURS } from "./basemap_style.js";
import { WORLD, WORLD_TO_ZOOM } from "./sources.js";

const LINE = 2;
const AREA = 3;
const TOWNS_TO_ZOOM = 8; // at 1:50 million, nearer they cover fields and sea
const AIR = 5; // pixels round a name
// Names by their first zoom: larger places first, also when their tile comes last.
const TIERS = [
  [0, 3],
  [3, 4],
  [4, 5],
  [5, 6],
  [6, 7],
  [7, 8],
  [8, 9],
  [9, 10],
  [10, 11],
  [11, 99],
];

function rule(dataLayer, geomType, symbolizer, more = {}) {
  return {
    dataSource: WORLD,
    dataLayer,
    maxzoom: WORLD_TO_ZOOM,
    filter: (_zoom, feature) => feature.geomType === geomType,
    symbolizer,
    ...more,
  };
}

export function worldPaintRules(P) {
  const area = (fill) => new P.PolygonSymbolizer({ fill });
  const line = (color, stops) => new P.LineSymbolizer({ color, width: P.exp(1.4, stops) });
  const rivers = [
    [3, 0.4],
    [7, 0.9],
    [11, 2],
  ];
  const borders = [
    [2, 0.7],
    [7, 1.2],
    [11, 2],
  ];
  return [
    rule("earth", AREA, area(COLOURS.land)),
    rule("landcover", AREA, area(COLOURS.town), { minzoom: 5, maxzoom: TOWNS_TO_ZOOM }),
    rule("water", LINE, line(COLOURS.water, rivers)),
    rule("water", AREA, area(COLOURS.water)),
    rule("boundaries", LINE, line(COLOURS.border, borders)),
  ];
}

/** The names of places, in the page's language where the file has it. */
export function worldLabelRules(P, language) {
  return TIERS.map(([after, to]) => ({
    dataSource: WORLD,
    dataLayer: "places",
    sort: (a, b) => a.min_zoom - b.min_zoom,
    filter: (zoom, { props }) => props.min_zoom <= zoom && props.min_zoom > after && props.min_zoom <= to,
    symbolizer: new P.Padding(AIR, placeName(P, language)),
  }));
}
