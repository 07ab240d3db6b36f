// "Find a place": what the site knows (streets, areas, operators) together with the towns of the world. Pure.
import { fold } from "./fold.js";
import { rate } from "./search.js";

const MOST = 8;
const SAME = 0.2; // degrees, about 20 km: a town and the area of its name

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
