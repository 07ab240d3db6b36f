// The panel with the filters that the chips do not have. It is a plain form: each change is shown at once.
import { $, $$, debounce, element, on } from "../lib/dom.js";
import { fill, gettext } from "../lib/i18n.js";
import { readFilters } from "./filters.js";

const TYPING_MS = 500;

/** operators() -> Promise<[name]>, asked for when the panel first opens. Answers {set(filters)}. */
export function filterPanel(stage, filters, { onChange, operators }) {
  const panel = $("panel", stage);
  const form = $("filters", panel);
  const button = $("open-filters", stage);
  const fields = $$("filter", form);
  const name = (field) => field.dataset.jsFilter;
  button.hidden = false;

  function show(values) {
    for (const field of fields) {
      const text = values[name(field)];
      if (field.type !== "checkbox") field.value = text ?? "";
      else field.checked = Boolean(text);
      if (field.type === "checkbox" && text) field.value = text;
    }
    count(values);
  }

  function count(values) {
    const number = Object.keys(values).length;
    const label = $("filters-label", button);
    label.textContent = number ? fill(gettext("Filters: %(n)s"), { n: number }) : gettext("Filters");
    button.classList.toggle("chip-on", number > 0);
    $("clear", panel).hidden = number === 0;
  }

  /** An area comes with a link and has no field: it stays until everything is cleared. */
  function changed() {
    const area = filters.area ? { area: filters.area } : {};
    filters = { ...readFilters(new URLSearchParams(new FormData(form))), ...area };
    count(filters);
    onChange(filters);
  }

  function clear() {
    filters = {};
    show(filters);
    onChange(filters);
    fields[0].focus();
  }

  function toggle(isOpen) {
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", isOpen);
    stage.classList.toggle("has-panel", isOpen);
    if (isOpen) $("panel-title", panel).focus({ preventScroll: true });
  }

  function close() {
    toggle(false);
    button.focus();
  }

  async function suggest() {
    const list = $("operators", form);
    if (list.childElementCount) return;
    list.replaceChildren(...(await operators()).map((value) => element("option", { value })));
  }

  const typed = debounce(changed, TYPING_MS);
  for (const field of fields)
    on(field, field.type === "text" ? "input" : "change", field.type === "text" ? typed : changed);
  on(form, "submit", (event) => {
    event.preventDefault();
    changed();
    close();
  });
  on(button, "click", () => {
    toggle(panel.hidden);
    if (!panel.hidden) suggest();
  });
  on($("clear", panel), "click", clear);
  on($("close-panel", panel), "click", close);
  on(panel, "keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  show(filters);
  return {
    set(values) {
      filters = { ...values };
      show(filters);
    },
    isOpen: () => !panel.hidden,
  };
}
