// Says beside a text, while it is written, that it holds what reaches a person. It may be sent all the same.
import { debounce, element, on } from "../lib/dom.js";
import { fill, gettext } from "../lib/i18n.js";
import { findPersonalText } from "../lib/personal_text.js";

export function warnOfPersonalText(form) {
  for (const name of ["operator", "note"]) {
    const field = form.elements.namedItem(name);
    if (field) bind(field);
  }
}

function bind(field) {
  const line = element("p", { class: "field-help", role: "status" });
  field.after(line);
  const look = () => {
    const kinds = findPersonalText(field.value).map((kind) => WORDS[kind]());
    const text = gettext("This looks like %(kinds)s. A moderator reads it before anything is published.");
    line.textContent = kinds.length ? fill(text, { kinds: kinds.join(", ") }) : "";
  };
  on(field, "input", debounce(look, 400));
  look();
}

const WORDS = {
  email: () => gettext("an e-mail address"),
  link: () => gettext("a link"),
  phone: () => gettext("a telephone number"),
};
