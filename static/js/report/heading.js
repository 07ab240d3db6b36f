// The direction: typed, chosen on the compass or with the slider. All three say the same.
import { $, $$, on } from "../lib/dom.js";
import { compassWord } from "../lib/geo.js";
import { fill, gettext } from "../lib/i18n.js";
import { parseDirection, singleHeading } from "./direction.js";

const WORDS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

/** onChange(arcs) is called for every change, and once at the start. */
export function bindHeading({ onChange }) {
  const parts = {
    input: $("direction"),
    slider: $("slider"),
    needle: $("needle"),
    status: $("direction-status"),
    points: $$("point"),
  };
  if (!parts.slider) return;
  const update = () => {
    const { arcs, refused } = parseDirection(parts.input.value);
    show(parts, singleHeading(parts.input.value), refused);
    onChange(arcs);
  };
  const set = (text) => {
    parts.input.value = text;
    update();
  };

  on(parts.input, "input", update);
  on(parts.slider, "input", () => set(parts.slider.value));
  for (const point of parts.points) on(point, "click", () => set(point.dataset.jsPoint));
  on($("direction-clear"), "click", () => set(""));
  update();
}

function show({ slider, needle, status, points }, heading, refused) {
  const known = heading !== null;
  slider.toggleAttribute("data-empty", !known);
  needle.toggleAttribute("data-empty", !known);
  if (known) slider.value = heading;
  needle.style.transform = known ? `rotate(${heading}deg)` : "";
  const label = known ? headingLabel(points, heading) : "";
  slider.setAttribute("aria-valuetext", label || gettext("not set"));
  for (const point of points) {
    point.setAttribute("aria-pressed", String(known && Number(point.dataset.jsPoint) === heading));
  }
  status.textContent = refused.length
    ? fill(gettext("“%(text)s” is not a direction."), { text: refused.join(", ") })
    : label;
}

/** "135° SE", with the letters of the page's language as they stand on the compass. */
function headingLabel(points, heading) {
  const degrees = String(WORDS.indexOf(compassWord(heading)) * 45);
  const point = points.find(({ dataset }) => dataset.jsPoint === degrees);
  return `${heading}° ${point.textContent}`;
}
