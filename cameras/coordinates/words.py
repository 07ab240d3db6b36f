"""The words and signs around typed coordinates. Pure; static/js/lib/coordinates/words.js is its twin."""

import re
import unicodedata

# What copying brings along and nobody sees.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_ENTITIES = {
    "&deg;": "°",
    "&#176;": "°",
    "&prime;": "'",
    "&quot;": '"',
    "&#39;": "'",
    "&amp;": "&",
    "Â°": "°",
}
_SIGNS = {
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
}
_ZEROS = "\uff10\u0660\u06f0\u0966\u09e6"  # full width, Arabic, Persian, Devanagari, Bengali
_PLAIN = str.maketrans(
    {other: sign for sign, others in _SIGNS.items() for other in others}
    | {chr(ord(zero) + digit): str(digit) for zero in _ZEROS for digit in range(10)}
)


def plain(text: str) -> str:
    """The text with one sign for each of the many that look like it, and without what nobody sees."""
    for entity, sign in _ENTITIES.items():
        text = text.replace(entity, sign)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_PLAIN)
    return text.replace("''", '"').replace('""', '"').strip(" \n")


def _table(**words: str) -> dict[str, str]:
    return {word: meaning for meaning, listed in words.items() for word in listed.split()}


LATITUDES = "lat latitude latitud latitudine latitudes breite breitengrad phi y"
LONGITUDES = "lon long lng longitude longitud longitudine longitudes länge laenge längengrad lambda x"
LETTERS = _table(
    N="n north northern nord norte noord norden nördlich nördliche nördlicher nördl septentrional",
    S="s south southern sud süd sued sur sul zuid süden südlich südliche südlicher südl",
    E="e east eastern est este leste ost osten östlich östliche östlicher östl ö",
    W="w west western ouest oeste ovest westen westlich westliche westlicher westl",
    O="o oost",
)
UNITS = _table(
    deg="° d deg degs degree degrees degré degrés degre degres grad grados gradi graden",
    min="' m mn min mins minute minutes minuten minuti minutos",
    sec='" sec secs second seconds seconde secondes sekunde sekunden secondi segundos',
)
AXES = _table(lat=LATITUDES, lon=LONGITUDES)
ASIDES = _table(
    accuracy="± accuracy acc précision precision genauigkeit",
    altitude="alt altitude ele elevation elev hauteur height höhe hoehe altitud",
    zoom="z zoom",
)
# Words that say that a position follows; any other word makes a text of it, such as "12 rue Grimaldi".
_FILLERS = (
    "gps position pos coord coords coordinate coordinates coordonnée coordonnées coordonnees koordinaten "
    "koordinate standort location localisation loc point pt emplacement lieu geo latlng latlon dms dd ddm "
    "decimal décimal my ma meine current actuelle aktuelle shared partagée dropped pin center centre marker "
    "and et und br l wpt trkpt node camera caméra kamera here is ici"
)
FILLERS = frozenset(_FILLERS.split())
SEPARATORS = frozenset(",;/|\n&~")
IGNORED = frozenset("()[]{}<>\"'=:.!*•·@")

# O is west in the first, east in the others; elsewhere it is asked.
WEST_LANGUAGES = frozenset({"fr", "es", "it", "pt", "ca", "gl", "eu", "oc"})
EAST_LANGUAGES = frozenset({"de", "nl", "lb", "fy", "af", "da", "nb", "nn", "no", "sv"})
_DATUM = re.compile(r"\b(?:wgs[\s_-]?(?:19)?84|epsg\s?:?\s?4326|etrs[\s_-]?89|crs84)\b", re.IGNORECASE)


def without_datum(text: str) -> str:
    return _DATUM.sub(" ", text)
