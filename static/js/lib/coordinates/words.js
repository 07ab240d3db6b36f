// The words and signs around typed coordinates. Pure. Twin of cameras/coordinates/words.py.

// What copying brings along and nobody sees.
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const ENTITIES = {
  "&deg;": "°",
  "&#176;": "°",
  "&prime;": "'",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
  "Â°": "°",
};
const SIGNS = {
  "-": "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d",
  "+": "\uff0b",
  "°": "º˚\u2070",
  "'": "\u2019\u2018\u201b\u2032\u02b9\u02bc\u02b0\u00b4`\uff07",
  '"': "\u201d\u201c\u201e\u201f\u2033\u02ba\u3003\uff02",
  ".": "\u066b\uff0e",
  ",": "\u060c\uff0c\u3001",
  ";": "\uff1b\u061b",
  ":": "\uff1a",
  "/": "\uff0f\u2044",
  "(": "\uff08",
  ")": "\uff09",
  " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
  "\n": "\r\v\f\u0085\u2028\u2029",
};
const ZEROS = "\uff10\u0660\u06f0\u0966\u09e6"; // full width, Arabic, Persian, Devanagari, Bengali

const PLAIN = new Map();
for (const [sign, others] of Object.entries(SIGNS)) for (const other of others) PLAIN.set(other, sign);
for (const zero of ZEROS) {
  for (let digit = 0; digit < 10; digit++) {
    PLAIN.set(String.fromCharCode(zero.charCodeAt(0) + digit), String(digit));
  }
}

/** The text with one sign for each of the many that look like it, and without what nobody sees. */
export function plain(text) {
  let bare = text;
  for (const [entity, sign] of Object.entries(ENTITIES)) bare = bare.replaceAll(entity, sign);
  bare = bare.normalize("NFC").replace(INVISIBLE, "");
  bare = Array.from(bare, (letter) => PLAIN.get(letter) ?? letter).join("");
  return bare
    .replaceAll("''", '"')
    .replaceAll('""', '"')
    .replace(/^[ \n]+/, "")
    .replace(/[ \n]+$/, "");
}

function table(words) {
  const meanings = new Map();
  for (const [meaning, listed] of Object.entries(words)) {
    for (const word of listed.split(" ")) meanings.set(word, meaning);
  }
  return meanings;
}

export const LETTERS = table({
  N: "n north northern nord norte noord norden nördlich nördliche nördlicher nördl septentrional",
  S: "s south southern sud süd sued sur sul zuid süden südlich südliche südlicher südl",
  E: "e east eastern est este leste ost osten östlich östliche östlicher östl ö",
  W: "w west western ouest oeste ovest westen westlich westliche westlicher westl",
  O: "o oost",
});
export const UNITS = table({
  deg: "° d deg degs degree degrees degré degrés degre degres grad grados gradi graden",
  min: "' m mn min mins minute minutes minuten minuti minutos",
  sec: '" sec secs second seconds seconde secondes sekunde sekunden secondi segundos',
});
export const AXES = table({
  lat: "lat latitude latitud latitudine latitudes breite breitengrad phi y",
  lon: "lon long lng longitude longitud longitudine longitudes länge laenge längengrad lambda x",
});
export const ASIDES = table({
  accuracy: "± accuracy acc précision precision genauigkeit",
  altitude: "alt altitude ele elevation elev hauteur height höhe hoehe altitud",
  zoom: "z zoom",
});
// Words that say that a position follows; any other word makes a text of it, such as "12 rue Grimaldi".
export const FILLERS = new Set(
  (
    "gps position pos coord coords coordinate coordinates coordonnée coordonnées coordonnees koordinaten " +
    "koordinate standort location localisation loc point pt emplacement lieu geo latlng latlon dms dd ddm " +
    "decimal décimal my ma meine current actuelle aktuelle shared partagée dropped pin center centre marker " +
    "and et und br l wpt trkpt node camera caméra kamera here is ici"
  ).split(" "),
);
export const SEPARATORS = new Set(",;/|\n&~");
export const IGNORED = new Set("()[]{}<>\"'=:.!*•·@");

// O is west in the first, east in the others; elsewhere it is asked.
export const WEST_LANGUAGES = new Set("fr es it pt ca gl eu oc".split(" "));
export const EAST_LANGUAGES = new Set("de nl lb fy af da nb nn no sv".split(" "));
const DATUM = /\b(?:wgs[\s_-]?(?:19)?84|epsg\s?:?\s?4326|etrs[\s_-]?89|crs84)\b/gi;

export const withoutDatum = (text) => text.replace(DATUM, " ");
