// An error message beside its field, announced at once and removed when the field changes.
import { element } from "../lib/dom.js";

/** `holder` is the group of the field, `name` the field's. */
export function showError(holder, name, text) {
  const id = `error-${name}`;
  const line = document.getElementById(id) ?? element("p", { class: "field-error", id });
  line.setAttribute("role", "alert");
  line.textContent = text;
  holder.append(line);
  holder.setAttribute("aria-describedby", id);
  line.scrollIntoView({ block: "nearest" });
  const clear = () => {
    line.remove();
    holder.removeAttribute("aria-describedby");
  };
  holder.addEventListener("change", clear, { once: true });
  return clear;
}
