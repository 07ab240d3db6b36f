// A form that is on its way cannot be sent twice by a second tap. Without JavaScript it still sends.
import { on } from "./dom.js";

/** Disables the form's submit buttons while it is sent; a page taken back from the history is usable again. */
export function guardSending(form, sendingText) {
  const buttons = [...form.querySelectorAll("button[type=submit]")];
  const labels = buttons.map((button) => [...button.childNodes]);
  on(form, "submit", () => {
    for (const button of buttons) {
      button.disabled = true;
      if (sendingText) button.textContent = sendingText;
    }
  });
  on(window, "pageshow", () => {
    buttons.forEach((button, index) => {
      button.disabled = false;
      button.replaceChildren(...labels[index]);
    });
  });
}
