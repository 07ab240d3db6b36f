// Finds names by the beginnings of their words, whatever the accents and capitals. Pure.

const RANK = { area: 0, place: 1, operator: 2, street: 3, poi: 4 };
const MOST = 8;

/** "Rue de l'Église" -> "rue de l eglise" */
export function plain(text) {
  const bare = text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/ß/g, "ss");
  return bare.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Each word of the query begins a word of the name; 0 when the name itself begins so, else 1; null: no. */
function fit(words, query, name) {
  const parts = plain(name).split(" ");
  if (!words.every((word) => parts.some((part) => part.startsWith(word)))) return null;
  return parts.join(" ").startsWith(query) ? 0 : 1;
}

/** The best finds, at most eight; the nearest of one name first. find: {name, kind, lat, lon}. */
export function search(finds, text, near) {
  const query = plain(text);
  if (query.length < 2) return [];
  const words = query.split(" ");
  const far = ({ lat, lon }) => (lat - near.lat) ** 2 + (lon - near.lng) ** 2;
  return finds
    .map((find) => ({ find, fit: fit(words, query, find.name) }))
    .filter((one) => one.fit !== null)
    .sort(
      (a, b) =>
        a.fit - b.fit ||
        RANK[a.find.kind] - RANK[b.find.kind] ||
        a.find.name.localeCompare(b.find.name) ||
        far(a.find) - far(b.find),
    )
    .slice(0, MOST)
    .map(({ find }) => find);
}
