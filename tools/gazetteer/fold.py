"""The key under which a name is filed. static/js/lib/find/fold.js does the same with what people type;
tests/data/folded.json holds both to it."""

import unicodedata

SAME = str.maketrans(  # letters that no normalisation brings together
    {
        **dict(zip("łøđðıħŧŋəɛɔςىةیک", "loddihtneeoσيهيك", strict=True)),
        **{"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"},
    }
)
SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
MODIFIERS = range(0x2B0, 0x300)  # signs that stand for an apostrophe or an accent


def words(text: str) -> list[str]:
    """The words of a text, without accents, capitals and punctuation.

    >>> words("L'Haÿ-les-Roses")
    ['l', 'hay', 'les', 'roses']
    """
    signs = (sign for sign in unicodedata.normalize("NFKD", text) if ord(sign) not in MODIFIERS)
    kinds = ((sign, unicodedata.category(sign)[0]) for sign in signs)
    bare = "".join(sign if kind in "LN" else " " for sign, kind in kinds if kind != "M")
    return bare.lower().translate(SAME).split()


def fold(name: str) -> str:
    """The words of a name in one, abbreviations written out, numbers left out unless there is nothing else.

    >>> fold("St. Louis")
    'saintlouis'
    """
    parts = words(name)
    named = [word for word in parts if not any(map(str.isdecimal, word))] or parts
    return "".join(SHORT.get(word, word) for word in named)
