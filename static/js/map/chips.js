// The chips: legend and filter by who runs the cameras.
import { $, $$, on } from "../lib/dom.js";

/** `ownership` is the Set that is shown; it is changed in place. */
export function chips(stage, ownership, { onChange }) {
  const group = $("chips", stage);
  group.hidden = false;
  for (const chip of $$("chip", group)) {
    const kind = chip.dataset.jsChip;
    chip.setAttribute("aria-pressed", ownership.has(kind));
    on(chip, "click", () => {
      if (ownership.has(kind)) ownership.delete(kind);
      else ownership.add(kind);
      chip.setAttribute("aria-pressed", ownership.has(kind));
      onChange();
    });
  }
}
