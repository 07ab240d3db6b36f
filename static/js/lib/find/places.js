// "Find a place": what the site knows (streets, areas, operators) together with the towns of the world. Pure.
import { firstZoom } from "../basemap/sources.js";
import { rate } from "../search.js";
import { fold } from "./fold.js";

const MOST = 8;
const SAME = 0.2; // degrees, about 20 km: a town and the area of its name
export const STREET_ZOOM = 17;
const TOWN_ZOOM = 15;
const LEGIBLE = 2; // zooms after the first one, on which a street map is 64 pixels wide
const WORLD_ZOOM = 11; // the last one on which the map shows something where it has no streets

function isSame(find, town) {
  const isNamed = [town.name, town.own].some((name) => name && fold(name) === fold(find.name));
  const {
    box: [west, south, east, north] = [find.lon - SAME, find.lat - SAME, find.lon + SAME, find.lat + SAME],
  } = find;
  const isThere = town.lon >= west && town.lon <= east && town.lat >= south && town.lat <= north;
  return isNamed && isThere && (find.kind === "area" || find.kind === "place");
}

/** Best first. An area is reached where its town lies: the middle of its outline may be in the sea. */
function together(known, towns) {
  const finds = known.map(({ find, score }) => {
    const town = towns.find((hit) => isSame(find, hit.town));
    return town
      ? { find: { ...find, town: town.town }, score: Math.max(score, town.score) }
      : { find, score };
  });
  const others = towns.filter(({ town }) => !known.some(({ find }) => isSame(find, town)));
  return [...finds, ...others.map(({ town, score }) => ({ find: town, score }))]
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ find }) => find);
}

/**
 * finds() -> Promise of what the site knows; `gazetteer` as in gazetteer.js. Gives a function of (text, near) to a
 * promise of the best finds, at most eight. A town that cannot be looked up is left out.
 */
export function placeSearch(finds, gazetteer) {
  return async (text, near) => {
    const none = () => [];
    const [known, towns] = await Promise.all([
      finds().then((all) => rate(all, text, near)),
      gazetteer.lookup(text).catch(none),
    ]);
    const isSure = known.length || towns.some(({ town, score }) => score >= town.size);
    return together(known, isSure ? towns : await gazetteer.guess(text).catch(none));
  };
}

/** The first zoom on which a street map shows something at a place; null where there is none. */
function streetsFrom({ lat, lon }, streetMaps) {
  const here = streetMaps.find(
    ({ bounds }) => bounds && lon >= bounds[0] && lat >= bounds[1] && lon <= bounds[2] && lat <= bounds[3],
  );
  return here ? firstZoom(here.bounds) + LEGIBLE : null;
}

/**
 * Where to look at a find: {lat, lon, zoom}; for one that has an extent {lat, lon, box, minZoom}, the zoom on which
 * there are streets, which an area with much sea does not fill, or 0.
 */
export function viewOf({ kind, lat, lon, box, town }, streetMaps) {
  const at = { lat: town?.lat ?? lat, lon: town?.lon ?? lon };
  if (box) return { ...at, box, minZoom: (town && streetsFrom(at, streetMaps)) ?? 0 };
  if (kind !== "town") return { ...at, zoom: STREET_ZOOM };
  return { ...at, zoom: streetsFrom(at, streetMaps) === null ? WORLD_ZOOM : TOWN_ZOOM };
}
