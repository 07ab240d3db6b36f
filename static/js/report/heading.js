// The directions: turned on the slider, chosen on the compass or typed. All three write the one text field.
import { $, $$, element, on } from "../lib/dom.js";
import { compassWord } from "../lib/geo.js";
import { fill, gettext } from "../lib/i18n.js";
import {
  directionsOf,
  isAllRound,
  oppositeOf,
  parseDirection,
  singleHeading,
  withDirection,
  withoutDirection,
} from "./direction.js";

const WORDS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
const MOST = 8;
const ALL_ROUND = "0-360";

/** onChange(arcs) is called for every change, and once at the start. */
export function bindHeading({ onChange }) {
  const root = $("heading");
  if (!root) return;
  const input = $("direction");
  const slider = $("slider");
  let active = 0; // which of several directions slider and compass turn

  const update = () => {
    const parts = directionsOf(input.value);
    active = Math.max(0, Math.min(active, parts.length - 1));
    const { arcs, refused } = parseDirection(input.value);
    showHeading(root, parts[active] ?? "", refused);
    showAll(input.value, parts);
    list(parts);
    onChange(arcs);
  };
  const write = (text) => {
    input.value = text;
    update();
  };
  const turn = (degrees) => write(withDirection(isAllRound(input.value) ? "" : input.value, active, degrees));

  function list(parts) {
    const rows = parts.length > 1 ? parts.map((part, index) => row(part, index)) : [];
    $("headings").replaceChildren(...rows);
    $("headings").hidden = rows.length === 0;
  }

  function row(part, index) {
    const label = labelOf(part);
    const choose = element("button", { type: "button", "aria-pressed": String(index === active) }, label);
    const words = fill(gettext("Take out %(direction)s"), { direction: label });
    const remove = element("button", { type: "button", "aria-label": words }, "×");
    on(choose, "click", () => {
      active = index;
      update();
      $("headings").children[index].firstChild.focus();
    });
    on(remove, "click", () => {
      write(withoutDirection(input.value, index));
      ($("headings").querySelector("button") ?? slider).focus();
    });
    return element("li", {}, choose, remove);
  }

  on(input, "input", update);
  on(slider, "input", () => turn(slider.value));
  for (const point of $$("point")) on(point, "click", () => turn(point.dataset.jsPoint));
  on($("direction-clear"), "click", () => write(""));
  on($("direction-round"), "click", () => write(ALL_ROUND));
  on($("direction-add"), "click", () => {
    active = directionsOf(input.value).length;
    write(withDirection(input.value, active, oppositeOf(input.value)));
    slider.focus();
  });
  update();
}

function showHeading(root, part, refused) {
  const heading = singleHeading(part);
  const known = heading !== null;
  const [slider, needle] = [$("slider", root), $("needle", root)];
  slider.toggleAttribute("data-empty", !known);
  needle.toggleAttribute("data-empty", !known);
  if (known) slider.value = heading;
  needle.style.transform = known ? `rotate(${heading}deg)` : "";
  const label = known ? labelOf(part) : "";
  slider.setAttribute("aria-valuetext", label || gettext("not set"));
  $("direction-now", root).textContent = known || refused.length ? label : part && labelOf(part);
  for (const point of $$("point", root)) {
    point.setAttribute("aria-pressed", String(known && Number(point.dataset.jsPoint) === heading));
  }
  $("direction-status", root).textContent = refused.length
    ? fill(gettext("“%(text)s” is not a direction."), { text: refused.join(", ") })
    : "";
}

/** The two answers that are no heading, and whether there is one to add another to. */
function showAll(text, parts) {
  const round = isAllRound(text);
  $("direction-round").setAttribute("aria-pressed", String(round));
  $("direction-clear").setAttribute("aria-pressed", String(parts.length === 0));
  $("direction-add").hidden = parts.length === 0 || parts.length >= MOST || round;
}

/** "135° SE", with the letters of the page's language as they stand on the compass; "338-23" as it is. */
function labelOf(part) {
  const heading = singleHeading(part);
  if (heading === null) return isAllRound(part) ? gettext("all round") : part;
  const degrees = String(WORDS.indexOf(compassWord(heading)) * 45);
  const point = $$("point").find(({ dataset }) => dataset.jsPoint === degrees);
  return `${heading}° ${point.textContent}`;
}
