// Why a text is no position, in sentences for people; the server has the same in cameras/coordinate_labels.py.
import { fill, gettext } from "../i18n.js";

/** The sentence for a refusal {refused, looksLike, choices}. */
export function sentence({ refused, looksLike, choices }) {
  if (looksLike) {
    const text = gettext(
      "This looks like %(system)s: write latitude and longitude (WGS 84), such as 43.7384, 7.4246.",
    );
    return fill(text, { system: looksLike });
  }
  if (refused === "out_of_range" && choices.length) {
    const [{ lat, lon }] = choices;
    return fill(gettext("There is no such place. Did you mean latitude %(lat)s, longitude %(lon)s?"), {
      lat,
      lon,
    });
  }
  const pair = () => gettext("Write latitude and longitude, such as 43.7384, 7.4246.");
  const sentences = {
    too_long: () => gettext("This text is too long for a position."),
    several: () => gettext("This is more than one position: write one."),
    same_axis: () => gettext("These are two latitudes or two longitudes: write one of each."),
    contradiction: () => gettext("Sign and letter contradict each other: write -7.42 or 7.42 W."),
    ambiguous: () =>
      gettext("This has two meanings: write W for west or E for east, and a minus without a space."),
    out_of_range: () => gettext("There is no such place: latitudes end at 90 degrees, longitudes at 180."),
    short_link: () =>
      gettext("A shortened link does not hold the place: open it and copy the coordinates from there."),
    object_link: () => gettext("This link names an object, not a place: open it and copy the coordinates."),
    address_link: () =>
      gettext("This link holds an address and no coordinates: open it and copy the coordinates."),
    route_link: () => gettext("This link is a route: copy the coordinates of the place."),
    link: () => gettext("This link holds no coordinates that can be read."),
    short_plus_code: () =>
      gettext("A short Plus Code needs the region: copy the long one, such as 8FM9PCQF+97."),
    plus_code: () => gettext("This is not a valid Plus Code."),
    what3words: () => gettext("what3words is not supported: copy the coordinates."),
    grid: () =>
      gettext("This is not in degrees: write latitude and longitude (WGS 84), such as 43.7384, 7.4246."),
    datum: () => gettext("These degrees belong to another system: write latitude and longitude of WGS 84."),
  };
  return (sentences[refused] ?? pair)();
}
