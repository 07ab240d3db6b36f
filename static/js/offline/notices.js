// Notices of the report form about drafts and about sending later.
import { element } from "../lib/dom.js";
import { fill, gettext, ngettext } from "../lib/i18n.js";
import { fieldValues, formatTime, problemTexts, reportTitle } from "./texts.js";

export const myReports = () => document.querySelector("[data-js-my-reports]")?.href ?? "/my-reports";

export function draftUrl({ token, page }) {
  return `${page}${page.includes("?") ? "&" : "?"}draft=${token}`;
}

const line = (...text) => element("p", {}, ...text);
const heading = (text) => element("h2", { class: "notice-title" }, text);
const row = (...children) => element("p", { class: "button-row" }, ...children);
const link = (href, text) => element("a", { href, class: "button" }, text);

export function button(text, act, kind = "") {
  const node = element("button", { type: "button", class: `button ${kind}`.trim() }, text);
  node.addEventListener("click", act);
  return node;
}

/** "Continue your draft": the newest of them, and how many there are. */
export function draftNotice(drafts, { onDelete }) {
  const [newest] = drafts;
  const box = element("section", { class: "notice stack", "aria-label": gettext("Drafts") });
  box.append(heading(gettext("Continue your draft")));
  box.append(line(`${reportTitle(fieldValues(newest))}, ${formatTime(newest.saved_at)}`));
  if (newest.told) box.append(line(problemTexts(newest.told)[0]));
  const buttons = row(
    link(draftUrl(newest), gettext("Continue")),
    button(gettext("Delete"), () => onDelete(newest)),
  );
  const count = ngettext("%(n)s draft on this device", "%(n)s drafts on this device", drafts.length);
  if (drafts.length > 1) buttons.append(link(myReports(), fill(count, { n: drafts.length })));
  box.append(buttons, line(retentionText()));
  return box;
}

/** Errors of a report that was sent in the background, so that the person can correct them here. */
export function problemNotice(problem) {
  const box = element("section", { class: "notice notice-error stack", role: "alert", tabindex: "-1" });
  const list = element("ul");
  for (const [name, errors] of Object.entries(problem.errors ?? {}))
    for (const error of errors) list.append(element("li", {}, fieldLink(name, error)));
  for (const candidate of problem.candidates ?? []) list.append(element("li", {}, cameraLink(candidate)));
  box.append(heading(gettext("The report was not sent yet")));
  if (problem.candidates?.length)
    box.append(
      line(gettext("A camera is already on the map right here. If yours is another one, send the report.")),
    );
  else if (!list.children.length) box.append(line(problemTexts(problem)[0]));
  if (list.children.length) box.append(list);
  box.append(line(gettext("Everything you typed is still here.")));
  return box;
}

function fieldLink(name, error) {
  return document.getElementById(`id_${name}`) ? element("a", { href: `#id_${name}` }, error) : error;
}

function cameraLink({ id, url, distance }) {
  const text = fill(gettext("Camera %(id)s, %(metres)s m away"), { id, metres: Math.round(distance) });
  return element("a", { href: new URL(url).pathname, target: "_blank", rel: "noopener" }, text);
}

/** In place of the form, when it cannot be sent now. */
export function queuedPanel({ told: problem, at, firm }, { onSend, form }) {
  const box = element("section", { class: "kept stack", role: "alert", tabindex: "-1" });
  const later = firm
    ? gettext("The report is safe here. It is sent by itself after %(time)s, when this site is open.")
    : gettext(
        "The report is safe here. It is sent by itself when the network is back and this site is open.",
      );
  box.append(element("h1", {}, gettext("Kept on this device")));
  box.append(
    line(problemTexts(problem)[0]),
    line(fill(later, { time: formatTime(at) })),
    line(retentionText()),
  );
  const links = [link(myReports(), gettext("My reports")), link(form, gettext("Report another camera"))];
  box.append(row(button(gettext("Send now"), onSend, "button-primary"), ...links));
  return box;
}

const retentionText = () =>
  gettext(
    "Safari and some other browsers delete what is kept here when you do not visit this site for 7 days.",
  );
