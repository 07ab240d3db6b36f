// The words of Django's JavaScript catalogue. When it did not load, the page still speaks English.

export const gettext = window.gettext ?? ((text) => text);

export const pgettext = window.pgettext ?? ((_context, text) => text);

export const ngettext = window.ngettext ?? ((one, many, n) => (n === 1 ? one : many));

/** fill("%(n)s cameras", {n: 3}) */
export function fill(template, values) {
  return template.replace(/%\((\w+)\)s/g, (_match, name) => values[name]);
}

export const language = document.documentElement.lang || "en";
