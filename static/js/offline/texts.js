// Texts about a report stored on this device.
import { fill, gettext, language } from "../lib/i18n.js";

/** {kind, camera, latitude, longitude, operator} in one line. */
export function reportTitle({ kind, camera, latitude, longitude, operator }) {
  const titles = {
    correction: gettext("Correction of camera %(camera)s"),
    removed: gettext("Camera %(camera)s is gone"),
    duplicate: gettext("Camera %(camera)s is on the map twice"),
  };
  const title = titles[kind] ? fill(titles[kind], { camera }) : gettext("New camera");
  const place = [latitude, longitude].map((text) => Number.parseFloat(text?.replace(",", ".")));
  const position = place.some(Number.isNaN) ? "" : place.map((degrees) => degrees.toFixed(4)).join(", ");
  return [title, operator, position].filter(Boolean).join(" · ");
}

export function formatTime(instant) {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(instant);
}

/** Reasons why a report waits or is a draft again: the messages of the server, or our own if it had none. */
export function problemTexts({ status, detail, errors = {} }) {
  if (status === 0) return [gettext("There is no network, or the site cannot be reached.")];
  if (status >= 500) return [gettext("The site has a problem at the moment.")];
  if (status < 400)
    return [gettext("Something else answered in place of the site: some networks ask you to sign in first.")];
  const messages = Object.values(errors).flat();
  return messages.length ? messages : [detail || gettext("The site did not take it.")];
}

/** Name and value of each field. */
export const fieldValues = ({ fields }) => Object.fromEntries(fields);
