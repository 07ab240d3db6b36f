// Tells colleagues that this report is being looked at, and who else does. A hint: a failure says nothing.
import { postForm } from "../lib/api.js";
import { $ } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

const EVERY = 60_000; // ms; the server forgets after 90 s (reports/review/presence.py)

export function startLooking(panel) {
  if (!panel) return;
  const beat = () => {
    if (document.visibilityState === "visible") tell(panel);
  };
  beat();
  setInterval(beat, EVERY);
  document.addEventListener("visibilitychange", beat);
}

async function tell(panel) {
  const { look, version } = panel.dataset;
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  try {
    show(await postForm(look, { csrfmiddlewaretoken: token }), Number(version));
  } catch {
    // the next beat tries again
  }
}

/** A report that changed meanwhile is told before somebody decides on it. */
function show({ looking, version }, seen) {
  const line = $("looking");
  const changed = gettext("This report has changed since you opened it. Reload it before you decide.");
  line.textContent = version === seen ? looking : changed;
  line.hidden = line.textContent === "";
}
