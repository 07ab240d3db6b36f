// The table of many reports: one box ticks all of them.
import { $, on } from "../lib/dom.js";

const all = $("all");
if (all) {
  all.hidden = false;
  on(all, "change", () => {
    for (const box of document.querySelectorAll("[name=report]")) box.checked = all.checked;
  });
}
