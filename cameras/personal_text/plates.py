"""Number plates, by the patterns of a country and its neighbours. Pure.

A pattern of letters and digits is that of many a camera model too, so neighbours count only as they are
painted, with their hyphens or spaces.
"""

import re

from cameras.personal_text.countries import around
from cameras.personal_text.spans import Span

_SIV = "[A-HJ-NP-TV-Z]{2}"  # France since 2009, Italy since 1994: no I, O, U
_DEPARTMENT = r"(?:0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])"
_SPANISH = "[BCDFGHJKLMNPRSTVWXYZ]{3}"
_CANTON = "(?:AG|AI|AR|BE|BL|BS|FR|GE|GL|GR|JU|LU|NE|NW|OW|SG|SH|SO|SZ|TG|TI|UR|VD|VS|ZG|ZH)"
_CANTON_ABROAD = (
    "(?:AG|AI|AR|BL|BS|GE|GL|GR|JU|NE|NW|OW|SG|SH|SO|SZ|TG|TI|UR|VD|VS|ZG|ZH)"  # FR 75001 is Paris
)
# As painted.
_PATTERNS = {
    "FR": rf"{_SIV}[- ][0-9]{{3}}[- ]{_SIV}|[0-9]{{2,4}}[- ][A-Z]{{2,3}}[- ]{_DEPARTMENT}",
    "IT": rf"{_SIV}[- ][0-9]{{3}}[- ]?{_SIV}",
    "DE": r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} [1-9][0-9]{0,3}[EH]?",
    "BE": r"[1-9]-[A-Z]{3}-[0-9]{3}",
    "CH": rf"{_CANTON_ABROAD}[- ][0-9]{{3}}[ '.]?[0-9]{{2,3}}",
    "ES": rf"[0-9]{{4}}[- ]{_SPANISH}",
    "GB": r"[A-Z]{2}[0-9]{2} [A-Z]{3}",
    "IE": r"[0-9]{2,3}-[A-Z]{1,2}-[0-9]{1,6}",
    "LI": r"FL[- ][0-9]{3,5}",
    "NL": "|".join(
        (
            r"[A-Z]{2}-[0-9]{2}-[A-Z]{2}", r"[0-9]{2}-[A-Z]{2}-[A-Z]{2}", r"[A-Z]{2}-[A-Z]{2}-[0-9]{2}",
            r"[0-9]{2}-[A-Z]{3}-[0-9]", r"[0-9]-[A-Z]{3}-[0-9]{2}", r"[A-Z]{2}-[0-9]{3}-[A-Z]",
            r"[A-Z]-[0-9]{3}-[A-Z]{2}", r"[0-9]{2}-[A-Z]{2}-[0-9]{2}",
        )
    ),
    "PT": "|".join(
        (
            r"[A-Z]{2}-[0-9]{2}-[A-Z]{2}", r"[0-9]{2}-[A-Z]{2}-[0-9]{2}", r"[A-Z]{2}-[0-9]{2}-[0-9]{2}",
            r"[0-9]{2}-[0-9]{2}-[A-Z]{2}",
        )
    ),
}  # fmt: skip
# As people write them at home.
_LOOSE = {
    "FR": rf"{_SIV}[0-9]{{3}}{_SIV}",
    "MC": rf"{_SIV}[0-9]{{3}}{_SIV}",
    "IT": rf"{_SIV}[0-9]{{3}}{_SIV}",
    "DE": r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[1-9][0-9]{0,3}[EH]?|[A-ZÄÖÜ]{1,3} [A-Z]{1,2} [1-9][0-9]{1,3}[EH]?",
    "BE": r"[1-9][A-Z]{3}[0-9]{3}|[A-Z]{3}-[0-9]{3}",
    "CH": rf"{_CANTON}[- ]?[0-9]{{5,6}}|{_CANTON} [0-9]{{3}}[ '.][0-9]{{2,3}}",
    "ES": rf"[0-9]{{4}}{_SPANISH}",
    "LU": r"[A-Z]{2}[ -]?[0-9]{4}",
    "GB": r"[A-Z]{2}[0-9]{2}[A-Z]{3}",
    "AT": r"[A-Z]{1,2}[- ][1-9][0-9]{1,4} ?[A-Z]{1,3}",
    "DK": r"[A-Z]{2} [0-9]{2} [0-9]{3}",
    "SE": r"[A-Z]{3} [0-9]{2}[0-9A-Z]",
    "PL": r"[A-Z]{2,3} [0-9A-Z]{4,5}(?<=[0-9])",
    "CZ": r"[0-9][A-Z][0-9] [0-9]{4}",
}
_GERMAN = re.compile(r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?[1-9]")
_SMALL = re.compile(rf"(?<![\w-]){_SIV}-[0-9]{{3}}-{_SIV}(?![\w-])", re.IGNORECASE)
_AFTER_THE_WORD = re.compile(
    r"\b(?:plaque|immatricul[ée]e?s?|immatriculation|immat|number ?plate|licen[cs]e plate|plate|registration|"
    r"kennzeichen|nummernschild|targa|matr[íi]cula|kenteken)\b\.?\s{0,2}(?:[:=]|n°|no\.?|nr\.?|is|est|number|numéro)?\s{0,2}"
    r"(?P<plate>[A-Z0-9]{1,4}(?:[- ]?[A-Z0-9]{1,4}){0,3})(?![\w-])"
)
# Blocks of letters that are no plate: kinds of cameras and pictures, streets, standards.
_NO_PLATE_TEXT = (
    "MP MPX HD UHD FHD QHD SD IP IR PTZ FPS CAM LED VGA NVR DVR AHD TVI CVI SDI POE MHZ GHZ KHZ RPM VAC "
    "VDC HDR WDR LPR RUE AVE AV BD BLD BIS TER QUATER PL SQ ST STE CH RTE DU DE LA LE LES ET KM CM MM EN "
    "NF ISO IEC RAL LUX USB HDMI"
)
_NO_PLATE = frozenset(_NO_PLATE_TEXT.split())


def find_plates(text: str, country: str) -> list[Span]:
    spans = [_span(match) for match in _pattern_of(country).finditer(text) if _is_plate(match[0])]
    if {"FR", "IT"} & set(around(country)):
        spans += [_span(match) for match in _SMALL.finditer(text) if _is_plate(match[0].upper())]
    for match in _AFTER_THE_WORD.finditer(text):
        plate = match["plate"]
        signs = sum(sign.isalnum() for sign in plate)
        has_both = any(sign.isdigit() for sign in plate) and any(sign.isalpha() for sign in plate)
        if has_both and 4 <= signs <= 9 and _is_plate(plate):
            spans.append(Span(match.start("plate"), match.end("plate"), "plate"))
    return spans


def _pattern_of(country: str) -> re.Pattern[str]:
    patterns = [_PATTERNS[code] for code in around(country) if code in _PATTERNS]
    if country in _LOOSE:
        patterns.append(_LOOSE[country])
    return re.compile(rf"(?<![\w.,-])(?:{'|'.join(patterns) or '(?!)'})(?![\w-]|[.,][0-9])")


def _is_plate(text: str) -> bool:
    blocks = re.findall(r"[A-ZÄÖÜ]+", text)
    if _GERMAN.match(text):
        blocks = blocks[1:]  # HD is Heidelberg
    return _NO_PLATE.isdisjoint(blocks)


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end(), "plate")
