// Names of operators that are on the map already, offered while one is typed. Asked for when the field is entered.
import { $, element, on } from "../lib/dom.js";

/** loadIndex() -> Promise of the entries of the search index (lib/find/search_index.js). */
export function suggestOperators(loadIndex) {
  const list = $("operators");
  on(
    $("operator"),
    "focus",
    async () => {
      const operators = (await loadIndex()).filter(({ kind }) => kind === "operator");
      list.replaceChildren(...operators.map(({ name }) => element("option", { value: name })));
    },
    { once: true },
  );
}
