// Names of operators that are on the map already, offered while one is typed. Asked for when the field is entered.
import { $, element, on } from "../lib/dom.js";

/** known() -> Promise of what can be found (lib/finds.js). */
export function suggestOperators(known) {
  const list = $("operators");
  on(
    $("operator"),
    "focus",
    async () => {
      const operators = (await known()).filter(({ kind }) => kind === "operator");
      list.replaceChildren(...operators.map(({ name }) => element("option", { value: name })));
    },
    { once: true },
  );
}
