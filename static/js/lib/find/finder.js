// "Find a place": a combobox as the ARIA practices describe it. Everything happens in the browser.
import { $, announce, debounce, element, on } from "../dom.js";
import { fill, gettext, language, ngettext } from "../i18n.js";
import { search } from "./search.js";

const TYPING_MS = 120;

function kindText({ kind, n }) {
  const words = {
    area: () => gettext("area"),
    place: () => gettext("place"),
    street: () => gettext("street"),
    poi: () => gettext("place"),
    coordinates: () => gettext("coordinates"),
    operator: () => fill(ngettext("operator, %(n)s camera", "operator, %(n)s cameras", n), { n }),
  };
  return words[kind]();
}

/** {places, why}: coordinates, links and codes as finds, or why the text is none although it looks like one. */
async function placesIn(text, { lat, lng }) {
  if (!/[0-9+/]/.test(text)) return { places: [], why: "" };
  const { formatCoordinate, isPosition, readCoordinates, SPEAKING } = await import(
    "../coordinates/coordinates.js"
  );
  const result = readCoordinates(text, { language, near: [lat, lng] });
  const positions = isPosition(result) ? [result] : result.choices;
  if (positions.length || !SPEAKING.has(result.refused)) {
    const named = (place) => `${formatCoordinate(place.lat)}, ${formatCoordinate(place.lon)}`;
    return {
      places: positions.map((place) => ({ ...place, name: named(place), kind: "coordinates" })),
      why: "",
    };
  }
  const { sentence } = await import("../coordinates/messages.js");
  return { places: [], why: sentence(result) };
}

/** finds() -> Promise of everything; near() -> {lat, lng}; onChoose(find). */
export function finder(root, { finds, near, onChoose }) {
  const input = $("finder-input", root);
  const list = $("finder-list", root);
  const none = $("finder-none", root);
  const nothing = none.textContent;
  let found = [];
  let active = -1;
  root.hidden = false;

  function activate(index) {
    active = index;
    for (const [at, option] of [...list.children].entries())
      option.setAttribute("aria-selected", at === active);
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    found = [];
    list.replaceChildren();
    list.hidden = none.hidden = true;
    input.setAttribute("aria-expanded", false);
    activate(-1);
  }

  function option(find, index) {
    const kind = element("span", { class: "finder-kind" }, kindText(find));
    const item = element(
      "li",
      { role: "option", id: `find-${index}`, "aria-selected": "false" },
      find.name,
      " ",
      kind,
    );
    on(item, "pointerdown", (event) => event.preventDefault()); // the input keeps the focus until the click
    on(item, "click", () => choose(find));
    return item;
  }

  async function look() {
    const text = input.value;
    if (text.trim().length < 2) return close();
    const [all, typed] = await Promise.all([finds(), placesIn(text, near())]);
    if (text !== input.value) return;
    found = [...typed.places, ...search(all, text, near())];
    none.textContent = typed.why || nothing;
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    none.hidden = found.length > 0;
    input.setAttribute("aria-expanded", found.length > 0);
    activate(-1);
    const said = fill(ngettext("%(n)s place found", "%(n)s places found", found.length), { n: found.length });
    announce(found.length ? said : none.textContent);
  }

  function choose(find) {
    input.value = find.name;
    close();
    onChoose(find);
  }

  const keys = {
    ArrowDown: () => activate((active + 1) % found.length),
    ArrowUp: () => activate((active <= 0 ? found.length : active) - 1),
    Home: () => activate(0),
    End: () => activate(found.length - 1),
    Enter: () => choose(found[Math.max(active, 0)]),
  };
  on(input, "input", debounce(look, TYPING_MS));
  on(input, "focus", finds);
  on(input, "blur", close);
  on(input, "keydown", (event) => {
    if (event.key === "Escape") {
      if (found.length === 0) input.value = "";
      close();
    } else if (found.length && keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    } else if (event.key === "ArrowDown") look();
  });
}
