"""Telephone numbers, by Google's tables (phonenumbers) and by shape. Pure."""

import re
from itertools import islice

from phonenumbers import Leniency, PhoneNumberMatcher

from cameras.personal_text.countries import around
from cameras.personal_text.spans import Span, masked

# Digits that are something else, masked first: days, times, coordinates, addresses of the network, money.
_OTHER_DIGITS = re.compile(
    r"(?<![0-9][./-])\b[0-9]{1,2}([./-])[0-9]{1,2}\1(?:19|20)?[0-9]{2}\b(?![./-][0-9])"
    r"|\b(?:19|20)[0-9]{2}[-/][0-9]{1,2}[-/][0-9]{1,2}\b"
    r"|\b[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?\b|[+-]?\b[0-9]{1,3}[.,][0-9]{3,15}\b(?!\.[0-9])"
    r"|(?<![+.])\b(?!(?:[0-9]{2}\.){3}[0-9]{2}\b)(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b(?!\.[0-9])"
    r"|\b(?:19|20)[0-9]{2}\s?[-–/]\s?(?:19|20)[0-9]{2}\b"
    r"|\b(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])\b"
)
# What stands in front of a number that calls nobody.
_NUMBERED = re.compile(
    r"(?:\b(?:node|way|relation|osm|id|ids|ref|r[ée]f[ée]rence|r[ée]f|no|nr|num[ée]ro|serial|s/n|sn|siret|siren|"
    r"dossier|ticket|cam[ée]ra|camera|kamera|lampadaire|poteau|borne|changeset|version|code|insee)"
    r"|[#№]|n°|n\u00ba)\s?[:=./#-]?\s?(?:n°\s?)?$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:\b(?:t[ée]l|t[ée]l[ée]phone|phone|mobile|portable|appel(?:er|ez)?|call|ring|contact|joindre|telefon|handy|"
    r"anrufen|num[ée]ro de t[ée]l[ée]phone|fax|gsm|whats\s?app)\.?|☎|📞|📱)"
    r"\s{0,2}[:=]?\s{0,2}(?:au|at|on|unter|:)?\s{0,2}$",
    re.IGNORECASE,
)
_SHAPES = (
    re.compile(r"(?<![\w.,/-])\+\s?[1-9](?:[\s.()/-]{0,2}[0-9]){7,13}(?![\w-])"),
    re.compile(r"(?<![\w.,/-])00\s?[1-9](?:[\s.()/-]{0,2}[0-9]){8,12}(?![\w-])"),
    re.compile(r"(?<![\w(.,/-])\([2-9][0-9]{2}\)\s?[0-9]{3}[\s.-][0-9]{4}(?![\w-])"),  # North America
)
_FRENCH = re.compile(r"(?<![\w.,/-])0[1-9](?:[\s.-]?[0-9]{2}){4}(?![\w-]|[.,][0-9])")
_DIGITS = re.compile(r"(?<![\w.,/-])[0-9](?:[\s./-]?[0-9]){5,13}(?![\w-])")
# Where everybody dials the whole number, without a 0 for the country.
_CLOSED_TEXT = "AD CA CZ DK EE ES GR IT LI LU LV MC MT NO PL PT SM US"
_CLOSED = frozenset(_CLOSED_TEXT.split())
# A note of digits alone would take seconds: a text with so many is held in any case.
_TRIES, _MOST = 60, 20
_LEAST = 8  # digits of a number without groups, and of a neighbour's


def find_phones(text: str, country: str) -> list[Span]:
    """Numbers of the country, of its neighbours, and in international form."""
    others = [Span(*match.span(), "other") for match in _OTHER_DIGITS.finditer(text)]
    text = masked(text, others)
    spans = [_span(match) for pattern in _SHAPES for match in pattern.finditer(text)]
    if "FR" in around(country):
        spans += [_span(match) for match in _FRENCH.finditer(text) if not _is_numbered(match)]
    spans += [
        _span(match)
        for match in _DIGITS.finditer(text)
        if _CALLED.search(text[max(0, match.start() - 40) : match.start()])
    ]
    if not any(sign.isdigit() for sign in text):
        return spans
    for region in around(country):
        numbers = PhoneNumberMatcher(text, region, leniency=Leniency.VALID, max_tries=_TRIES)
        for found in islice(numbers, _MOST):
            if _is_meant(found.raw_string, text[max(0, found.start - 30) : found.start], region, country):
                spans.append(Span(found.start, found.end, "phone"))
    return spans


def _is_meant(raw: str, before: str, region: str, country: str) -> bool:
    """Whether digits that could be dialled are a telephone number: with +, with the 0 of the country; where
    there is no such 0, in groups or long enough, without a word in front that says otherwise."""
    digits = re.sub(r"[^0-9]", "", raw)
    if raw.startswith(("+", "(+")):
        return True
    if _NUMBERED.search(before):
        return False
    if region not in _CLOSED:
        return digits.startswith("0")
    is_grouped = raw != digits
    if region != country:
        return is_grouped and len(digits) >= _LEAST
    return is_grouped or len(digits) >= _LEAST


def _is_numbered(match: re.Match[str]) -> bool:
    """ref. 0612345678, but not "n° 06 12 34 56 78": nobody groups a reference by twos."""
    return match[0].isdigit() and bool(
        _NUMBERED.search(match.string[max(0, match.start() - 30) : match.start()])
    )


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end(), "phone")
