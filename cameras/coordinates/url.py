"""The parts of a link, read alike in Python and JavaScript, whatever is wrong with it. Pure.

static/js/lib/coordinates/url.js is its twin. urllib and URL differ in what they refuse.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20}):(?://)?", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}(?::[0-9]{1,5})?", re.IGNORECASE)
_WEB = frozenset({"http", "https"})
# Of apps: what follows is the place at once, or a path without host.
_APPS = (
    "geo om ge0 cm maps comgooglemaps comgooglemapsurl google.navigation waze bingmaps mapsme mapswithme "
    "osmand osmandmaps yandexmaps yandexnavi here-location here-route magicearth intent sygic ms-drive-to "
    "baidumap androidamap iosamap dgis"
)
APPS = frozenset(_APPS.split())
_SPACED = ("geo:", "google.navigation:")  # people write spaces behind the comma
_HALF_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ASCII_ESCAPE = re.compile(r"%([0-7][0-9A-Fa-f])")


@dataclass(frozen=True, slots=True)
class Url:
    """`scheme` and `host` in small letters, the rest decoded; `query` and `fragment` by name."""

    scheme: str
    host: str
    path: str
    query: dict[str, str]
    hash: str  # the fragment as a whole
    fragment: dict[str, str]

    def get(self, *names: str) -> str:
        """The first of these parameters that says something, in the query or behind the #."""
        values = (where[name] for where in (self.query, self.fragment) for name in names if name in where)
        return next((value for value in values if value), "")


def find_url(text: str) -> tuple[str, str]:
    """The first link of a text, and the text without it; "" when there is none."""
    start = 0
    for word in re.split(r"(\s+)", text):
        bare = _bare(word)
        if bare and _is_link(bare):
            if bare.lower().startswith(_SPACED):
                return _bare(text[start:]), text[:start]
            return bare, f"{text[:start]} {text[start + len(word) :]}"
        start += len(word)
    return "", text


def _bare(word: str) -> str:
    """The word without brackets, quotes and full stops around it."""
    bare = word.lstrip("<([{\"'*>").rstrip(">]}\"'.,;*!")
    return bare.rstrip(")") if "(" not in bare else bare


def _is_link(word: str) -> bool:
    if scheme := _SCHEME.match(word):
        return scheme[1].lower() in _WEB | APPS
    host = _HOST.match(word)
    return host is not None and (word[host.end() :][:1] in ("/", "?", "#") or word.lower().startswith("www."))


def split_url(text: str) -> Url:
    match = _SCHEME.match(text)
    scheme = match[1].lower() if match else "https"
    rest = text[match.end() :] if match else text
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    if scheme not in _WEB and not query and "=" in rest:
        rest, query = "", rest  # google.navigation:q=43.7,7.4
    host, path = "", rest
    if scheme in _WEB:
        host, slash, path = rest.partition("/")
        path = slash + path
    host = re.sub(r"^www\.|:[0-9]+$", "", host.lower())
    return Url(
        scheme,
        host,
        decoded(path),
        _named(query),
        decoded(fragment),
        _named(fragment.partition("?")[2] or fragment),
    )


def _named(query: str) -> dict[str, str]:
    """The parameters by name in small letters; the first of several counts."""
    named: dict[str, str] = {}
    for part in query.lstrip("/!").split("&"):
        name, _, value = part.partition("=")
        named.setdefault(decoded(name).lower(), decoded(value.replace("+", " ")).strip())
    return named


def decoded(text: str) -> str:
    """The text without percent signs; where they make no UTF-8, only the ASCII ones are read."""
    if not _HALF_ESCAPE.search(text):
        try:
            return unquote(text, errors="strict")
        except UnicodeDecodeError:
            pass
    return _ASCII_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
