// What the filter panel asks for, as it stands in the address and goes to the server. Pure.

const DAY = /^\d{4}-\d\d-\d\d$/;
const isWord = (text) => /^\w{1,50}$/.test(text);
const isText = (text) => text.length > 0 && text.length <= 255 && !text.includes("\0");
const isDay = (text) => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** The names are those of the API, which refuses what it cannot read: such values are left out here. */
const CHECKS = {
  operator: isText,
  device: isWord,
  shape: isWord,
  zone: isText,
  since: isDay,
  checked_before: isDay,
  status: (text) => text === "removed",
  area: isText,
};
export const FILTERS = Object.keys(CHECKS);

/** {name: text} of what is asked for; nonsense counts as not asked. */
export function readFilters(params) {
  const values = FILTERS.map((name) => [name, (params.get(name) ?? "").trim()]);
  return Object.fromEntries(values.filter(([name, text]) => CHECKS[name](text)));
}

/** "&operator=Ville&shape=dome", in a fixed order: one view, one address. */
export function filterQuery(filters) {
  const names = FILTERS.filter((name) => filters[name]);
  return names.map((name) => `&${name}=${encodeURIComponent(filters[name])}`).join("");
}
