"""E-mail addresses and links, also those that are written without http. Pure."""

import re

from cameras.personal_text.spans import Span

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"'/]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[^\W\d_]{2,24}")
_EMAIL_IN_WORDS = re.compile(
    r"\b[\w.+-]{1,40}\s?(?:[(\[{]\s?(?:at|a|arobase|arobas|@)\s?[)\]}]|\s(?:arobase|arobas)\s)\s?[\w-]{1,40}\s?"
    r"(?:\.|[(\[{]\s?(?:dot|point|punkt|\.)\s?[)\]}]|\s(?:dot|point|punkt)\s)\s?[a-z]{2,10}\b"
    r"|\b[\w.+-]{1,40} at [\w-]{1,40} dot [a-z]{2,10}\b",
    re.IGNORECASE,
)
_WITH_SCHEME = re.compile(r"\b(?:https?|ftp)://[^\s<>\"']{1,500}|\bhxxps?://[^\s<>\"']{1,500}", re.IGNORECASE)
_WWW = re.compile(r"\bwww\.[^\s<>\"',]{2,300}", re.IGNORECASE)
# A domain in small letters throughout: "la porte.Il y a" has a full stop without a space.
_DOMAIN = re.compile(
    r"(?<![\w@.-])((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4})([a-z]{2,10})(/[^\s<>\"',]{0,300})?(?![\w.@-])"
)
_DOMAIN_IN_CAPITALS = re.compile(
    r"(?<![\w@.-])((?:[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?\.){1,4})(COM|NET|ORG|FR|MC|DE)(?![\w.@-])"
)
_HANDLE = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|telegram|tiktok|whats\s?app|facebook|fb|twitter|signal|discord)\s?[:=@]\s?@?[\w.]{2,40}",
    re.IGNORECASE,
)
_DOMAINS_TEXT = (
    "com net org info biz eu io app dev xyz top shop site online club live store vip pro me tv cc ws ly "
    "gg gl link blog web page tech space fun icu bet casino click fr mc de ch be lu it es pt nl uk ie at "
    "dk se no fi pl cz sk hu ro gr si hr ru ua cn jp us ca au ad li sm ee lv lt bg tr ma tn dz re gp mq"
)
_DOMAINS = frozenset(_DOMAINS_TEXT.split())
# Words too: without a path, a hyphen or a digit they are taken for two sentences ("rouge.it is").
_WORDS_TEXT = "me no it es at be is in to so us am as la au de tv pro live fun web page top link"
_WORDS = frozenset(_WORDS_TEXT.split())


def find_links(text: str) -> list[Span]:
    """E-mail addresses first: the domain of one is no link of its own."""
    spans = [
        _span(match, "email") for pattern in (_EMAIL, _EMAIL_IN_WORDS) for match in pattern.finditer(text)
    ]
    for pattern in (_WITH_SCHEME, _WWW, _HANDLE):
        spans += [_span(match, "link") for match in pattern.finditer(text)]
    spans += [_span(match, "link") for match in _DOMAIN.finditer(text) if _is_domain(match)]
    return spans + [_span(match, "link") for match in _DOMAIN_IN_CAPITALS.finditer(text)]


def _is_domain(match: re.Match[str]) -> bool:
    names, ending, path = match.groups()
    if ending not in _DOMAINS or names.rstrip(".").isdigit():
        return False
    return ending not in _WORDS or bool(path) or "-" in names or any(sign.isdigit() for sign in names)


def _span(match: re.Match[str], kind: str) -> Span:
    return Span(match.start(), match.start() + len(match[0].rstrip(".,;:!?)")), kind)
