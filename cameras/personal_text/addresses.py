"""Street addresses in six languages, where they help to recognise a person. Pure."""

import re

from cameras.personal_text.spans import Span

_NAME = r"[^\W\d_][\w'’.-]{0,30}"
_NUMBER = r"[0-9]{1,4}(?:\s?(?:bis|ter|quater|[a-dA-D])\b)?"
_FRENCH = (
    r"(?:rue|avenue|av\.?|ave\.?|boulevard|bd\.?|bld|bvd|place|pl\.?|chemin|ch\.|impasse|imp\.?|all[ée]es?|quai|route|rte|"
    r"cours|square|passage|sentier|mont[ée]e|faubourg|fbg|esplanade|promenade|ruelle|venelle|descente|escalier|voie|"
    r"rond-point|r[ée]sidence|lotissement|cit[ée]|hameau|villa|lieu-dit|mail|parvis|traverse|corniche)"
)
_ENGLISH = (
    r"(?:street|st\.?|road|rd\.?|avenue|ave\.?|lane|ln\.?|drive|dr\.|court|close|way|terrace|square|gardens|crescent|"
    r"grove|place|hill|mews|row|walk|boulevard|blvd)"
)
_SOUTHERN = (
    r"via|viale|corso|piazza|piazzale|largo|vicolo|strada|calle|c/|avenida|avda\.?|plaza|paseo|carrer|rua|"
    r"travessa|praça"
)
_ARTICLES = r"(?:(?:de|du|des|la|le|les|d'|l'|aux?)\s*){0,3}"
_END = r"[0-9]{1,4}\s?[a-d]?\b"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_NUMBER}\s?,?\s+{_FRENCH}\s+{_ARTICLES}{_NAME}(?:[ -]{_NAME}){{0,3}}",
        rf"\b{_FRENCH}\s+{_ARTICLES}{_NAME}(?:[ -]{_NAME}){{0,3}},?\s+(?:n°\s?)?{_END}",
        rf"\b[0-9]{{1,5}}[a-d]?\s+{_NAME}(?:\s{_NAME}){{0,3}}\s{_ENGLISH}(?!\w)",
        rf"\b[^\W\d_][\w-]{{1,30}}?(?:stra(?:ß|ss)e|str\.|weg|gasse|platz|allee|ring|ufer|damm)\s?{_END}",
        rf"\b(?:am|an der|an den|im|in der|auf der|stra(?:ß|ss)e)\s{_NAME}(?:\s{_NAME}){{0,2}}\s{_END}",
        rf"\b(?:{_SOUTHERN})\s?{_NAME}(?:\s{_NAME}){{0,4}},?\s?(?:n[º°.]?\s?)?{_END}",
        rf"\b[^\W\d_][\w-]{{1,30}}?(?:straat|laan|plein|gracht|kade|singel)\s{_END}",
    )
)
_STREET = re.compile(rf"\b{_FRENCH}\s+{_ARTICLES}[^\W\d_][\w'’-]{{2,30}}", re.IGNORECASE)


def find_addresses(text: str) -> list[Span]:
    """Streets with a number."""
    return [Span(*match.span(), "address") for pattern in _PATTERNS for match in pattern.finditer(text)]


def find_streets(text: str) -> list[Span]:
    """Streets, with or without a number."""
    return find_addresses(text) + [Span(*match.span(), "address") for match in _STREET.finditer(text)]
