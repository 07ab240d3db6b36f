// What each step needs before the next one, said beside its field.
import { $ } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { tell } from "./invalid.js";

/** check(step, {quietly}) -> whether it is good. `place`: see place.js. */
export function checks(form, place) {
  const all = [() => placed(place), () => owned(), () => agreed(form)];
  return (step, { quietly = false } = {}) => {
    const wrong = all[step]();
    if (wrong && !quietly) wrong();
    return !wrong;
  };
}

/** Each gives what to do when it is not good: say it, and bring the focus there. */
function placed(place) {
  if (!place || place.isGood()) return null;
  return () => {
    const text = place.now()
      ? gettext("Zoom in until you see the houses, so that the pin points at one place.")
      : gettext("Move the map until the pin is on the camera, or use your position.");
    place.onceGood(tell($("place-error"), "place", text));
    $("map").focus({ preventScroll: true });
  };
}

function owned() {
  const group = $("ownership").closest("fieldset");
  if (group.querySelector("input:checked")) return null;
  return () => {
    tell(group, "ownership", gettext("Choose who runs it; “Unknown” is a good answer too."));
    group.querySelector("input").focus();
  };
}

function agreed(form) {
  const box = form.elements.namedItem("terms");
  if (!box || box.checked) return null;
  return () => {
    tell($("terms"), "terms", gettext("The report can be published only under these terms."));
    box.focus();
  };
}
