"""Text that people send, brought into one form: NFC, nothing invisible, white space folded. Pure.

Every place where text comes in uses it, and lengths are measured after it; tests/data/texts.json has the
cases. What is removed: control characters, the marks that turn the direction of reading
(https://trojansource.codes), zero-width characters outside the scripts that need them, lone surrogates.
"""

import re
import unicodedata

_LINE_BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that show nothing
_SPACE = re.compile(rf"[\s\x1c-\x1f{_BLANKS}]+")
_SPACE_IN_LINE = re.compile(rf"[^\S\n]+|[\x1c-\x1f{_BLANKS}]+")
_EMPTY_LINES = re.compile("\n{3,}")
_CONTROLS = frozenset({"Cc", "Cf", "Cs"})
# Signs of the category Cf that are seen.
_VISIBLE = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_IGNORABLE = frozenset("\u034f\u17b4\u17b5\ufffc")
_JOINERS = frozenset("\u200c\u200d")
_JOINER = "\u200d"
_VIRAMA = 9  # the combining class
_NOTHING = "\0"  # stands before the first character and behind the last
# By the first word of the names of their characters: here a joiner changes the shape of the letters.
_SCRIPTS = (
    "ARABIC SYRIAC MONGOLIAN NKO MANDAIC PHAGS-PA ADLAM DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL "
    "TELUGU KANNADA MALAYALAM SINHALA KHMER MYANMAR TIBETAN BALINESE JAVANESE"
)
_JOINING_SCRIPTS = frozenset(_SCRIPTS.split())


def normalise(text: str) -> str:
    """The text on one line."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACE.sub(" ", _visible(_LINE_BREAK.sub(" ", text))).strip()


def normalise_lines(text: str) -> str:
    """The text with its lines, at most one empty one between two."""
    lines = _SPACE_IN_LINE.sub(" ", _visible(_LINE_BREAK.sub("\n", text))).split("\n")
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.strip() for line in lines)).strip()


def matching_key(text: str) -> str:
    """What two texts have in common that differ in capitals, encoding or invisible characters alone.

    Case folding can undo the composition, so that is done last.
    """
    folded = unicodedata.normalize("NFD", normalise(text)).casefold()
    bare = "".join(character for character in folded if character not in _JOINERS)
    return unicodedata.normalize("NFC", bare)


def _visible(text: str) -> str:
    """Without what is not seen, in NFC: composed last, for what is removed may stand before an accent."""
    kept: list[str] = []
    before = _NOTHING
    for at, character in enumerate(text):
        if character.isascii() and (character.isprintable() or character == "\n"):
            pass
        elif not _is_kept(character, before, text[at + 1 : at + 2] or _NOTHING):
            continue
        kept.append(character)
        before = character
    return unicodedata.normalize("NFC", "".join(kept))


def _is_kept(character: str, before: str, after: str) -> bool:
    if character in _JOINERS:
        return _joins(character, before, after)
    if _is_selector(character):
        return _selects(character, before)
    if character.isspace():  # some white space is a control character
        return True
    if character in _IGNORABLE or _is_noncharacter(character):
        return False
    return unicodedata.category(character) not in _CONTROLS or character in _VISIBLE


def _joins(joiner: str, before: str, after: str) -> bool:
    """Whether a zero-width joiner or non-joiner changes what is seen: می‌خواهم, ক্‍ষ, 👨‍👩‍👧."""
    if unicodedata.combining(before) == _VIRAMA:
        return True
    script = _script(before)
    if script in _JOINING_SCRIPTS:
        return script == _script(after)
    return joiner == _JOINER and _is_emoji(before) and _is_emoji(after)


def _is_selector(character: str) -> bool:
    return (
        "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or ("\u180b" <= character <= "\u180f" and character != "\u180e")
    )


def _selects(selector: str, before: str) -> bool:
    """A variation selector belongs to a sign, digit, ideograph or Mongolian letter; many hide text."""
    if selector in "\ufe0e\ufe0f":
        return (
            not before.isspace() and before != _NOTHING and not before.isalpha() and not _is_selector(before)
        )
    return _script(before) in ("CJK", "MONGOLIAN") and not _is_selector(before)


def _is_emoji(character: str) -> bool:
    return (
        unicodedata.category(character) == "So"
        or character == "\ufe0f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


def _is_noncharacter(character: str) -> bool:
    code = ord(character)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xFFF0 <= code <= 0xFFF8
