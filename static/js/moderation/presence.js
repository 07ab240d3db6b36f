// Presence: tells the server that this report is open, and shows who else has it open. Failures are ignored.
import { postForm } from "../lib/api.js";
import { $ } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

const INTERVAL = 60_000; // ms; the server's timeout is 90 s (reports/review/presence.py)

export function startPresence(panel) {
  if (!panel) return;
  const update = () => {
    if (document.visibilityState === "visible") sendPresence(panel);
  };
  update();
  setInterval(update, INTERVAL);
  document.addEventListener("visibilitychange", update);
}

async function sendPresence(panel) {
  const { look, version } = panel.dataset;
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  try {
    showPresence(await postForm(look, { csrfmiddlewaretoken: token }), Number(version));
  } catch {
    // the next update tries again
  }
}

/** A newer version is announced before somebody decides on the old one. */
function showPresence({ looking: colleague, version }, seen) {
  const line = $("looking");
  const changed = gettext("This report has changed since you opened it. Reload it before you decide.");
  line.textContent = version === seen ? colleague : changed;
  line.hidden = line.textContent === "";
}
