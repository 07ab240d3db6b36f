"""Which of a place's names people type. GeoNames lists up to hundred, many of them made by programs."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from tools.gazetteer.fold import fold

LONGEST = 30
SHORTEST_INEXACT = 5  # letters; the search allows one wrong letter in names of this length
NEVER_NEAR = 200_000  # inhabitants; below, a name one letter from another is left to that
# lists, remarks, codes of airports, transcripts with soft signs ("Kol'n")
UNWANTED = re.compile(r"[0-9(),/;]|^[A-Z]{2,4}$|\w\w['‘’ʻʼ]")
LATIN = ((1_000_000, 60), (200_000, 30), (50_000, 12), (10_000, 5), (2_000, 1))  # inhabitants -> other names
HOME = ((1_000_000, 8), (100_000, 3), (15_000, 2), (0, 1))  # in a script of the place's own country
ABROAD = ((1_000_000, 4), (200_000, 2), (100_000, 1))  # in other scripts
SCRIPTS = {  # by the first word of a letter's Unicode name: the countries where people type it
    "CYRILLIC": "BA BG BY KG KZ ME MK MN RS RU TJ TM UA UZ XK",
    "GREEK": "CY GR",
    "ARABIC": "AE AF BH DJ DZ EG ER IL IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE",
    "HEBREW": "IL PS",
    "CJK": "CN HK JP MO MY SG TW",
    "HIRAGANA": "JP",
    "KATAKANA": "JP",
    "HANGUL": "KP KR",
}
OTHER_SCRIPTS = {  # read in these countries alone
    "ARMENIAN": "AM",
    "BENGALI": "BD IN",
    "DEVANAGARI": "IN NP",
    "ETHIOPIC": "ER ET",
    "GEORGIAN": "GE",
    "GUJARATI": "IN",
    "KANNADA": "IN",
    "KHMER": "KH",
    "LAO": "LA",
    "MALAYALAM": "IN",
    "MYANMAR": "MM",
    "SINHALA": "LK",
    "TAMIL": "IN LK",
    "TELUGU": "IN",
    "THAI": "TH",
}


def script(key: str) -> str:
    return unicodedata.name(key[0], "?").partition(" ")[0]


def typed_names(
    name: str, others: Iterable[str], *, population: int, country: str, exonyms: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """Pairs of key and name: the place's own, its English and French ones, then what else GeoNames has."""
    kept = {key: known for known in reversed([name, *exonyms]) if is_key(key := fold(known))}
    yield from kept.items()
    counts = Counter[str]()
    for key, other in _spelled(others):
        kind = script(key)
        if key in kept or counts[kind] >= _most(kind, population, country):
            continue
        if population < NEVER_NEAR and any(_is_near(key, known) for known in kept):
            continue
        counts[kind] += 1
        kept[key] = other
        yield key, other


def _spelled(names: Iterable[str]) -> list[tuple[str, str]]:
    """Key and name, of each key the shortest; accented ones first, the others are often transcripts."""
    by_key: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (len(name), -len(unicodedata.normalize("NFD", name)), name)):
        key = fold(name)
        if is_key(key) and _is_typed(name, key):
            by_key.setdefault(key, name)
    return sorted(by_key.items(), key=lambda pair: (pair[1].isascii(), pair))


def is_key(key: str) -> bool:
    """Searched from two letters on; signs outside of Unicode's first plane sort otherwise in a browser."""
    return len(key) > 1 and all(ord(sign) < 0x10000 for sign in key)


def _is_typed(name: str, key: str) -> bool:
    is_transcript = script(key) == "LATIN" and name[0].islower()  # "ni si" for Nice: syllables of Chinese
    return len(name) <= LONGEST and not UNWANTED.search(name) and not is_transcript


def _most(kind: str, population: int, country: str) -> int:
    if kind == "LATIN":
        steps: Iterable[tuple[int, int]] = LATIN
    elif country in SCRIPTS.get(kind, OTHER_SCRIPTS.get(kind, "")).split():
        steps = HOME
    else:
        steps = ABROAD if kind in SCRIPTS else ()
    return next((most for least, most in steps if population >= least), 0)


def _is_near(key: str, known: str) -> bool:
    """One wrong letter apart, or an umlaut written out: the search finds the known key without the other."""
    if min(len(key), len(known)) < SHORTEST_INEXACT or key[:2] != known[:2]:
        return False
    return _plain_umlauts(key) == _plain_umlauts(known) or is_one_edit(key, known)


def _plain_umlauts(key: str) -> str:
    return re.sub("([aou])e", r"\1", key)


def is_one_edit(one: str, other: str) -> bool:
    """At most one letter put in, left out, replaced, or swapped with the next (Damerau and Levenshtein)."""
    shorter = min(len(one), len(other))
    start = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    left = shorter - start
    end = next((at for at in range(left) if one[-1 - at] != other[-1 - at]), left)
    rest, instead = one[start : len(one) - end], other[start : len(other) - end]
    return max(len(rest), len(instead)) <= 1 or (len(rest) == 2 and rest == instead[::-1])
