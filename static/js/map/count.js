// "364 cameras: 147 public, 191 private": how many are in view, said in the pill and to screen readers.
import { getJSON, isAbort } from "../lib/api.js";
import { OWNERSHIPS } from "../lib/cameras/symbology.js";
import { $, announce, debounce, element, on } from "../lib/dom.js";
import { bboxText, formatNumber, shortNumber } from "../lib/geo.js";
import { fill, gettext, language, ngettext } from "../lib/i18n.js";

const QUIET_MS = 400; // after the map stopped moving
const LONG_NUMBER = 100_000; // longer ones do not fit beside the list link on a phone

function parts(counts, ownership, format) {
  const labels = {
    public: (n) => fill(ngettext("%(n)s public", "%(n)s public", n), { n: format(n) }),
    private: (n) => fill(ngettext("%(n)s private", "%(n)s private", n), { n: format(n) }),
    unknown: (n) => fill(ngettext("%(n)s unknown", "%(n)s unknown", n), { n: format(n) }),
  };
  const kinds = [...ownership].filter((kind) => counts[kind] > 0);
  return kinds.map((kind) => ({ kind, text: labels[kind](counts[kind]) }));
}

function totalOf(counts, ownership) {
  return [...ownership].reduce((sum, kind) => sum + counts[kind], 0);
}

/** Sentence of the pill as nodes; of three shares the unknown one steps back where room is short. */
function sentence(counts, ownership) {
  const total = totalOf(counts, ownership);
  if (total === 0) return [gettext("No camera in view")];
  const short = total >= LONG_NUMBER && window.innerWidth < 720;
  const format = short ? shortNumber : (n) => formatNumber(n, language);
  const all = fill(ngettext("%(n)s camera", "%(n)s cameras", total), { n: format(total) });
  const nodes = [element("strong", {}, all)];
  const details = element("span", { class: "pill-parts" });
  const shares = parts(counts, ownership, format);
  shares.forEach(({ kind, text }, index) => {
    const lead = index === 0 ? gettext(": ") : ", ";
    const spare = kind === "unknown" && shares.length === OWNERSHIPS.length;
    details.append(element("span", { class: spare ? "pill-extra" : null }, lead + text));
  });
  return [...nodes, details];
}

/** view() -> {bounds, ownership, query}. Answers {moved, filtered, tiles}: what happened on the map. */
export function countPill(root, config, { view, onRetry }) {
  const text = $("count", root);
  const retry = $("retry", root);
  let counts = null;
  let failed = false;
  let tiles = { loading: false, failed: 0 };
  let request = null;
  root.hidden = false;

  function show() {
    const broken = failed || tiles.failed > 0;
    retry.hidden = !broken;
    if (broken) text.replaceChildren(gettext("Cameras could not be loaded."));
    else if (counts === null) text.replaceChildren(gettext("Loading…"));
    else text.replaceChildren(...sentence(counts, view().ownership));
    root.toggleAttribute("data-busy", tiles.loading || request !== null);
  }

  async function load() {
    request?.abort();
    const controller = new AbortController();
    request = controller;
    show();
    try {
      const url = `${config.count}?bbox=${bboxText(view().bounds)}${view().query}`;
      counts = await getJSON(url, { signal: controller.signal });
      failed = false;
    } catch (error) {
      if (isAbort(error)) return;
      failed = true;
    }
    request = null;
    show();
    announce(text.textContent);
  }

  const moved = debounce(load, QUIET_MS);
  on(retry, "click", () => {
    failed = false;
    counts = null;
    onRetry();
    load();
  });
  return {
    moved,
    load,
    filtered() {
      show();
      announce(text.textContent);
    },
    tiles(status) {
      const before = tiles.failed > 0;
      tiles = status;
      show();
      if (!before && status.failed > 0) announce(text.textContent);
    },
  };
}
