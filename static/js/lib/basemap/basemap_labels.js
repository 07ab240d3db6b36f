// The words on the street map. Where two collide, the one whose rule stands first wins.
import { roadClass } from "./basemap_style.js";

const INK = {
  text: "#5a564d",
  halo: "#fbfaf6",
  water: "#466579",
  poi: "#5a564d",
  stop: "#3f6285",
  park: "#4a6640",
  number: "#6b665b",
};
const POINT = 1;
const LINE = 2;
const MAX_BEND = 10; // pixels a street may bend and still carry its name on a straight line
const GREEN = new Set(["park", "garden", "nature_reserve", "stadium", "square"]);
const STATION = new Set(["station", "halt", "subway_entrance"]);
const STOP = new Set(["bus_stop", "tram_stop"]);

export const WEIGHTS = [500, 600, 700];

export function font(weight, pixels) {
  return `${weight} ${pixels}px "Public Sans", system-ui, sans-serif`;
}

function distanceToChord(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (!length) return Math.hypot(point.x - from.x, point.y - from.y);
  return Math.abs(dx * (from.y - point.y) - (from.x - point.x) * dy) / length;
}

/** Leave out the points that lie within the tolerance of a straight line (Douglas-Peucker). */
export function straighten(points, tolerance) {
  const [first, last] = [points[0], points.at(-1)];
  let far = 0;
  let at = 0;
  for (let i = 1; i < points.length - 1; i++) {
    const distance = distanceToChord(points[i], first, last);
    if (distance > far) [far, at] = [distance, i];
  }
  if (far <= tolerance) return [first, last];
  const before = straighten(points.slice(0, at + 1), tolerance);
  return [...before.slice(0, -1), ...straighten(points.slice(at), tolerance)];
}

/** A street that turns back on itself gets boxes of NaN, and one NaN in the index hides most labels. */
export function withoutNaN(labels) {
  return labels?.filter(({ bboxes }) => bboxes.every((box) => box.minX <= box.maxX && box.minY <= box.maxY));
}

/** A straight stretch long enough for the name, on the street as it is or slightly straightened. */
export function streetSymbolizer(symbolizer) {
  return {
    place(layout, lines, feature) {
      const labels = withoutNaN(symbolizer.place(layout, lines, feature));
      if (labels?.length) return labels;
      const straight = lines.map((line) => straighten(line, MAX_BEND));
      return withoutNaN(symbolizer.place(layout, straight, feature));
    },
  };
}

/** The same name or number once within so many pixels: shops are often mapped as a point and an area. */
function once(distance, symbolizer) {
  return {
    place(layout, geometry, feature) {
      const key = feature.props.addr_housenumber ?? feature.props.name;
      const labels = symbolizer.place(layout, geometry, feature);
      return labels?.map((label) => ({
        ...label,
        deduplicationKey: key,
        deduplicationDistance: distance,
      }));
    },
  };
}

function street(P, name, minzoom, pixels, weight = 500) {
  const symbolizer = new P.LineLabelSymbolizer({
    fill: INK.text,
    stroke: INK.halo,
    width: 4,
    font: (zoom) => font(weight, zoom < 17 ? pixels : pixels + 1),
    position: 2, // on the line, not beside it
    repeatDistance: 350,
  });
  return {
    dataLayer: "roads",
    minzoom,
    filter: (_zoom, feature) => feature.geomType === LINE && roadClass(feature.props) === name,
    symbolizer: streetSymbolizer(symbolizer),
  };
}

function byImportance(a, b) {
  return (a.min_zoom ?? 0) - (b.min_zoom ?? 0);
}

function name(P, dataLayer, minzoom, accepts, style) {
  return {
    dataLayer,
    minzoom,
    sort: byImportance,
    filter: (_zoom, feature) => feature.geomType === POINT && accepts(feature.props.kind),
    symbolizer: new P.CenteredTextSymbolizer({
      fill: INK.text,
      stroke: INK.halo,
      width: 2,
      lineHeight: 1.6,
      maxLineChars: 16,
      ...style,
    }),
  };
}

/** A small dot with the name below it. */
function dot(P, minzoom, accepts, fill) {
  const circle = new P.CircleSymbolizer({ radius: 2.5, fill, stroke: INK.halo, width: 1 });
  const text = new P.OffsetTextSymbolizer({
    fill,
    stroke: INK.halo,
    width: 2,
    font: font(500, 11),
    offsetY: 5,
    placements: [5], // below
    justify: 2, // centred
    lineHeight: 1.5,
    maxLineChars: 18,
  });
  return {
    dataLayer: "pois",
    minzoom,
    sort: byImportance,
    filter: (zoom, feature) => accepts(feature.props, zoom),
    symbolizer: once(120, new P.Padding(5, new P.GroupSymbolizer([circle, text]))),
  };
}

function houseNumbers(P) {
  const number = new P.CenteredTextSymbolizer({
    fill: INK.number,
    stroke: INK.halo,
    width: 1.5,
    font: font(500, 11),
    labelProps: ["addr_housenumber"],
  });
  return {
    dataLayer: "buildings",
    minzoom: 18,
    filter: (_zoom, feature) => feature.props.kind === "address",
    symbolizer: once(80, number),
  };
}

function towns(P) {
  const size = (_zoom, feature) => font(700, feature?.props.kind_detail === "city" ? 17 : 14);
  return { ...name(P, "places", 9, (kind) => kind === "locality", { font: size }), maxzoom: 14 };
}

function quarters(P) {
  const style = { font: font(600, 11), letterSpacing: 1, textTransform: "uppercase", fill: INK.poi };
  return { ...name(P, "places", 13, (kind) => kind !== "locality", style), maxzoom: 16 };
}

function isOther({ kind, min_zoom: first = 16 }, zoom) {
  return !GREEN.has(kind) && !STATION.has(kind) && !STOP.has(kind) && first <= zoom - 1;
}

export function labelRules(P) {
  return [
    towns(P),
    street(P, "major", 13, 12, 600),
    street(P, "minor", 15, 11),
    street(P, "service", 17, 11),
    quarters(P),
    name(P, "water", 13, () => true, { font: font(500, 12), fill: INK.water }),
    name(P, "pois", 15, (kind) => GREEN.has(kind), { font: font(500, 11), fill: INK.park }),
    dot(P, 16, ({ kind }) => STATION.has(kind), INK.stop),
    street(P, "path", 17, 10),
    dot(P, 17, ({ kind }) => STOP.has(kind), INK.stop),
    houseNumbers(P),
    dot(P, 17, isOther, INK.poi),
  ];
}
