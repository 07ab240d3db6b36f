// What is said of a report that lies on this device.
import { fill, gettext, language } from "../lib/i18n.js";

/** {kind, camera, latitude, longitude, operator} in one line. */
export function titleOf({ kind, camera, latitude, longitude, operator }) {
  const titles = {
    correction: gettext("Correction of camera %(camera)s"),
    removed: gettext("Camera %(camera)s is gone"),
    duplicate: gettext("Camera %(camera)s is on the map twice"),
  };
  const title = titles[kind] ? fill(titles[kind], { camera }) : gettext("New camera");
  const place = [latitude, longitude].map((text) => Number.parseFloat(text?.replace(",", ".")));
  const where = place.some(Number.isNaN) ? "" : place.map((degrees) => degrees.toFixed(4)).join(", ");
  return [title, operator, where].filter(Boolean).join(" · ");
}

export function when(instant) {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(instant);
}

/** Why it waits or became a draft again: the server's sentences, or ours when it had none. */
export function sentences({ status, detail, errors = {} }) {
  if (status === 0) return [gettext("There is no network, or the site cannot be reached.")];
  if (status >= 500) return [gettext("The site has a problem at the moment.")];
  if (status < 400)
    return [gettext("Something else answered in place of the site: some networks ask you to sign in first.")];
  const found = Object.values(errors).flat();
  return found.length ? found : [detail || gettext("The site did not take it.")];
}

/** Name and value of each field. */
export const saidIn = ({ fields }) => Object.fromEntries(fields);
