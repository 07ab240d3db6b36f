// All that can be found: names on the street maps, areas, operators. Fetched once, when first asked for.
import { getJSON } from "../api.js";

const middle = ([west, south, east, north]) => ({ lat: (south + north) / 2, lon: (west + east) / 2 });

function ofRegistry({ areas, operators }) {
  return [
    ...areas.map(([name, , ...box]) => ({ kind: "area", name, box, ...middle(box) })),
    ...operators.map(([name, n, ...box]) => ({ kind: "operator", name, n, box, ...middle(box) })),
  ];
}

function ofMap({ names }) {
  return names.map(([name, kind, lat, lon]) => ({ name, kind, lat, lon }));
}

/** A function that gives a promise of [{kind, name, lat, lon, box?, n?}]; what cannot be loaded is left out. */
export function searchIndex({ find, basemap }) {
  let loading = null;
  return () => {
    loading ??= Promise.allSettled([
      getJSON(find).then(ofRegistry),
      ...basemap.pmtiles.filter(({ names }) => names).map(({ names }) => getJSON(names).then(ofMap)),
    ]).then((parts) => {
      if (parts.some(({ status }) => status === "rejected")) loading = null; // asked again next time
      return parts.flatMap(({ value = [] }) => value);
    });
    return loading;
  };
}
