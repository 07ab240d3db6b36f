// Validation of each step of the form; errors are shown beside their fields.
import { $ } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";
import { showError } from "./field_error.js";

/** check(step, {quietly}) -> whether the step is valid. `place`: see place.js. */
export function checks(form, place) {
  const steps = [() => checkPlace(place), () => checkOwnership(), () => checkTerms(form)];
  return (step, { quietly = false } = {}) => {
    const fail = steps[step]();
    if (fail && !quietly) fail();
    return !fail;
  };
}

/** Each check returns null, or a function that shows the error and moves the focus there. */
function checkPlace(place) {
  if (!place || place.isGood()) return null;
  return () => {
    const text = place.now()
      ? gettext("Zoom in until you see the houses, so that the pin points at one place.")
      : gettext("Move the map until the pin is on the camera, or use your position.");
    place.onceGood(showError($("place-error"), "place", text));
    $("map").focus({ preventScroll: true });
  };
}

function checkOwnership() {
  const group = $("ownership").closest("fieldset");
  if (group.querySelector("input:checked")) return null;
  return () => {
    showError(group, "ownership", gettext("Choose who runs it; “Unknown” is a good answer too."));
    group.querySelector("input").focus();
  };
}

function checkTerms(form) {
  const box = form.elements.namedItem("terms");
  if (!box || box.checked) return null;
  return () => {
    showError($("terms"), "terms", gettext("The report can be published only under these terms."));
    box.focus();
  };
}
