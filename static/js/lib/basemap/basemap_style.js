// How the street map looks: muted, so that only the cameras have colour. The rules follow the Protomaps
// basemap schema (version 4), so they draw our own files and boxes cut from a Protomaps build alike.
// `P` is the namespace of protomaps-leaflet: nothing here needs a browser.

export const COLOURS = {
  land: "#f3f1eb",
  water: "#cfdde6",
  border: "#cfc9bc",
  green: "#dde8d3",
  wood: "#d3e2c7",
  sand: "#f0e8d3",
  paved: "#ebe8e0",
  school: "#efeae0",
  rail: "#eae7e2",
  building: "#e5e1d8",
  wall: "#cdc6b9",
  casing: "#cfc9bc",
  majorCasing: "#bfb7a6",
  road: "#ffffff",
  path: "#bfae94",
  track: "#aaa59b",
};

const LANDUSE_KINDS = {
  green:
    "park garden grass golf_course meadow cemetery pitch playground allotments dog_park village_green" +
    " recreation_ground nature_reserve",
  wood: "wood forest scrub wetland orchard",
  sand: "beach sand bare_rock",
  school: "school university college hospital kindergarten",
  paved: "pedestrian pier platform footway",
  rail: "railway industrial military",
};
const LANDUSE_FILL = new Map(
  Object.entries(LANDUSE_KINDS).flatMap(([colour, kinds]) =>
    kinds.split(" ").map((kind) => [kind, COLOURS[colour]]),
  ),
);

const LINE = 2;
const AREA = 3;
const SERVICE = new Set([
  "service",
  "driveway",
  "parking_aisle",
  "alley",
  "drive-through",
  "emergency_access",
]);
// Widths in pixels by zoom, growing with the scale of the map.
const WIDTHS = {
  major: [
    [8, 0.6],
    [12, 1.8],
    [15, 6],
    [18, 20],
    [20, 48],
  ],
  minor: [
    [12, 0.6],
    [15, 3.4],
    [18, 14],
    [20, 34],
  ],
  service: [
    [13, 0.4],
    [16, 2.2],
    [18, 7],
    [20, 16],
  ],
  path: [
    [14, 0.6],
    [16, 1],
    [18, 1.8],
    [20, 3],
  ],
  rail: [
    [10, 0.5],
    [15, 0.9],
    [18, 1.6],
  ],
  stream: [
    [10, 0.6],
    [14, 1.5],
    [18, 6],
  ],
};

/** The width class of a road: "major", "minor", "service", or its kind ("path", "rail"). */
export function roadClass({ kind, kind_detail: detail }) {
  if (kind === "highway" || kind === "major_road") return "major";
  if (SERVICE.has(detail)) return "service";
  return kind === "minor_road" || detail === "pedestrian" ? "minor" : kind;
}

function roadLevel(props) {
  if (props.is_tunnel) return "tunnel";
  return props.is_bridge ? "bridge" : "surface";
}

function isRoad(name, level) {
  return (_zoom, feature) =>
    feature.geomType === LINE && roadClass(feature.props) === name && roadLevel(feature.props) === level;
}

function widthOf(P, name) {
  return P.exp(1.6, WIDTHS[name]);
}

/** A drawn line; `casing` pixels wider when it is the edge under another line. */
function solid(P, name, level, { colour, minzoom, casing = 0 }) {
  const width = widthOf(P, name);
  return {
    dataLayer: "roads",
    filter: isRoad(name, level),
    minzoom,
    symbolizer: new P.LineSymbolizer({
      color: colour,
      width: (zoom) => width(zoom) + (zoom < 15 ? casing / 2 : casing),
      lineCap: "round",
      lineJoin: "round",
    }),
  };
}

function dashed(P, name, level, { colour, minzoom, dash, share = 1 }) {
  const width = widthOf(P, name);
  return {
    dataLayer: "roads",
    filter: isRoad(name, level),
    minzoom,
    symbolizer: new P.LineSymbolizer({
      dash,
      dashColor: colour,
      dashWidth: (zoom) => Math.max(1, width(zoom) * share),
      perFeature: true,
    }),
  };
}

/** All edges first, then all surfaces: crossings stay open. */
function roadRules(P, level) {
  const { path, casing, majorCasing, road, track } = COLOURS;
  return [
    dashed(P, "path", level, { colour: path, minzoom: 15, dash: [4, 3] }),
    solid(P, "service", level, { colour: casing, minzoom: 15, casing: 2 }),
    solid(P, "minor", level, { colour: casing, minzoom: 13, casing: 2 }),
    solid(P, "major", level, { colour: majorCasing, minzoom: 0, casing: 2 }),
    solid(P, "service", level, { colour: road, minzoom: 14 }),
    solid(P, "minor", level, { colour: road, minzoom: 0 }),
    solid(P, "major", level, { colour: road, minzoom: 0 }),
    solid(P, "rail", level, { colour: track, minzoom: 11 }),
  ];
}

function area(P, dataLayer, fill, { accepts = () => true, ...paint } = {}) {
  return {
    dataLayer,
    filter: (_zoom, feature) => feature.geomType === AREA && accepts(feature.props.kind),
    symbolizer: new P.PolygonSymbolizer({ fill, ...paint }),
  };
}

function streams(P) {
  return {
    dataLayer: "water",
    filter: (_zoom, feature) => feature.geomType === LINE,
    symbolizer: new P.LineSymbolizer({ color: COLOURS.water, width: widthOf(P, "stream") }),
  };
}

/** From the bottom to the top: land, water, piers, buildings, tunnels (dashed), streets, bridges. */
export function paintRules(P) {
  const landuseFill = (_zoom, feature) => LANDUSE_FILL.get(feature.props.kind);
  const wallWidth = (zoom) => (zoom < 16 ? 0 : 1);
  const tunnel = { colour: COLOURS.casing, minzoom: 14, dash: [6, 5], share: 0.3 };
  return [
    area(P, "earth", COLOURS.land),
    area(P, "landuse", landuseFill, { accepts: (kind) => LANDUSE_FILL.has(kind) }),
    area(P, "water", COLOURS.water),
    streams(P),
    area(P, "landuse", COLOURS.paved, { accepts: (kind) => kind === "pier" }),
    { ...area(P, "buildings", COLOURS.building, { stroke: COLOURS.wall, width: wallWidth }), minzoom: 14 },
    ...["major", "minor", "service"].map((name) => dashed(P, name, "tunnel", tunnel)),
    ...roadRules(P, "surface"),
    ...roadRules(P, "bridge"),
  ];
}
