// The directions: turned on the slider, chosen on the compass or typed. All three write the one text field.
import { $, $$, element, on } from "../lib/dom.js";
import { compassWord } from "../lib/geo.js";
import { fill, gettext, language } from "../lib/i18n.js";
import {
  directionsOf,
  isAllRound,
  oppositeOf,
  parseDirection,
  singleHeading,
  withDirection,
  withoutDirection,
} from "./direction.js";
import { readTypedDirection } from "./typed_direction.js";

const WORDS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
const MOST = 8;
const ALL_ROUND = "0-360";

/** onChange(arcs) is called for every change, and once at the start. */
export function bindHeading({ onChange }) {
  const root = $("heading");
  if (!root) return;
  const input = $("direction");
  const slider = $("slider");
  // What the source of a camera wrote has the rule of data: 45,90 are two.
  const known = $("camera").value ? input.value : null;
  let active = 0; // which of several directions slider and compass turn

  const read = () =>
    input.value === known
      ? { text: known, refused: parseDirection(known).refused, choices: [] }
      : readTypedDirection(input.value, language);
  const update = () => {
    const { text, refused, choices } = read();
    const parts = directionsOf(text);
    active = Math.max(0, Math.min(active, parts.length - 1));
    showHeading(root, parts[active] ?? "", refused);
    ask(choices);
    showAll(text, parts);
    list(parts);
    onChange(parseDirection(text).arcs);
  };
  const write = (text) => {
    input.value = text;
    update();
  };
  const turn = (degrees) => {
    const { text } = read();
    write(withDirection(isAllRound(text) ? "" : text, active, degrees));
  };

  /** O is Ouest and Ost: where the language does not say, whoever wrote it does. */
  function ask(choices) {
    const buttons = choices.map((choice) => {
      const button = element("button", { type: "button", class: "button" }, labelOf(choice));
      on(button, "click", () => write(choice));
      return button;
    });
    const question = fill(gettext("“%(text)s” has two meanings:"), { text: input.value });
    $("direction-choices").replaceChildren(...(buttons.length ? [question, ...buttons] : []));
    $("direction-choices").hidden = buttons.length === 0;
  }

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
      write(withoutDirection(read().text, index));
      ($("headings").querySelector("button") ?? slider).focus();
    });
    return element("li", {}, choose, remove);
  }

  on(input, "input", update);
  on(input, "change", () => {
    const { text, refused } = read();
    if (text && refused.length === 0) write(text);
  });
  on(slider, "input", () => turn(slider.value));
  for (const point of $$("point")) on(point, "click", () => turn(point.dataset.jsPoint));
  on($("direction-clear"), "click", () => write(""));
  on($("direction-round"), "click", () => write(ALL_ROUND));
  on($("direction-add"), "click", () => {
    const { text } = read();
    active = directionsOf(text).length;
    write(withDirection(text, active, oppositeOf(text)));
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
