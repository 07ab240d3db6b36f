"""Positions in links to maps: which part of which site's address says the place. Pure.

static/js/lib/coordinates/links.js is its twin. A pin goes before the middle of the view.
"""

import re
from collections.abc import Callable

from cameras.coordinates import link_parts as parts
from cameras.coordinates import sites
from cameras.coordinates.codes import read_plus_code
from cameras.coordinates.results import Position, Refusal, Result, place
from cameras.coordinates.typed import read_typed
from cameras.coordinates.url import Url, decoded, split_url

_ADDRESSES = ("q", "query", "address", "daddr", "destination", "where1", "name", "saddr")
# Where the link of a site that only redirects has the true one.
_WRAPPED = ("continue", "url", "q", "u", "link", "target")
_DEEPEST = 3

_DOT = r"(?:^|\.)"
_SHORT = re.compile(
    _DOT + r"(?:maps\.app\.goo\.gl|app\.goo\.gl|goo\.gl|g\.co|g\.page|share\.google|maps\.apple|binged\.it|"
    r"1drv\.ms|her\.is|bit\.ly|tinyurl\.com|t\.co|is\.gd|u\.osmfr\.org|j\.map\.baidu\.com|surl\.amap\.com|"
    r"go\.2gis\.com|shorturl\.at)$"
)
_SHORT_PATH = re.compile(
    r"(?:mapy\.(?:cz|com)/s/|yandex\.[a-z.]{2,6}/maps/-/|bing\.com/maps/s/|mappy\.com/s/)"
)
_OTHER_DATUM = re.compile(_DOT + r"(?:amap\.com|gaode\.com|autonavi\.com|baidu\.com|map\.qq\.com)$")
_WHAT3WORDS = re.compile(_DOT + r"(?:w3w\.co|what3words\.com)$")
_APPS_OF_ANOTHER_DATUM = ("baidumap", "androidamap", "iosamap")

Reader = Callable[[Url], Result | None]
# Host, schemes of apps, and what to look for in this order.
_SITES: tuple[tuple[re.Pattern[str], tuple[str, ...], tuple[Reader, ...]], ...] = (
    (
        re.compile(_DOT + r"(?:openstreetmap\.[a-z]{2,3}|osm\.org)$"),
        (),
        (
            sites.osm_short_link, parts.named_degrees, parts.marker, parts.view_in_hash, parts.middle_of_bbox,
            parts.named_pair, sites.osm_object,
        ),
    ),
    (
        re.compile(_DOT + r"google\.[a-z.]{2,6}$"),
        ("comgooglemaps", "comgooglemapsurl", "google.navigation"),
        (
            sites.google_pin, sites.google_route, parts.named_pair, sites.google_path, parts.view_in_path,
            parts.named_degrees,
        ),
    ),
    (
        re.compile(_DOT + r"(?:ge0\.me|omaps\.app|comaps\.(?:at|app))$"),
        ("om", "ge0", "cm"),
        (sites.organic_maps, parts.named_pair),
    ),
    (re.compile(_DOT + r"waze\.com$"), ("waze",), (parts.named_pair, sites.waze_geohash)),
    (re.compile(_DOT + r"here\.com$"), (), (parts.path_pair, parts.named_pair, sites.here_code)),
    (
        re.compile(
            _DOT + r"(?:yandex\.[a-z.]{2,6}|mapy\.cz|mapy\.com|geoportail\.gouv\.fr|cartes\.gouv\.fr|ign\.fr|"
            r"2gis\.[a-z.]{2,6}|urbi\.[a-z]{2})$"
        ),
        ("yandexmaps", "dgis"),
        (sites.longitude_first, parts.named_degrees, parts.view_in_hash),
    ),
    (re.compile(r"geohack|toolforge|wmflabs"), (), (sites.geohack, parts.named_degrees)),
)  # fmt: skip
_ELSEWHERE: tuple[Reader, ...] = (
    parts.marker, parts.named_degrees, parts.view_in_hash, parts.named_pair, parts.view_in_path,
    parts.middle_of_bbox, sites.geohash_org,
)  # fmt: skip


def read_link(
    text: str, near: tuple[float, float] | None = None, language: str = "", depth: int = 0
) -> Result:
    """Read a link; `near`, latitude and longitude in degrees, completes a short Plus Code."""
    url = split_url(text)
    if url.scheme == "geo":
        return _geo(text, near)
    refusal = _unreadable(url)
    if refusal:
        return refusal
    if inner := _unwrapped(url, depth):
        return read_link(inner, near, language, depth + 1)
    for reader in _readers(url):
        result = reader(url)
        if result:
            return result
    return _plus_code(url, near) or _dms(url, language) or _nothing(url)


def _unreadable(url: Url) -> Refusal | None:
    address = url.host + url.path
    if _WHAT3WORDS.search(url.host):
        return Refusal("what3words")
    if _SHORT.search(url.host) or _SHORT_PATH.match(address):
        return Refusal("short_link")
    if _OTHER_DATUM.search(url.host) or url.scheme in _APPS_OF_ANOTHER_DATUM:
        return Refusal("datum", "GCJ-02")
    return None


def _unwrapped(url: Url, depth: int) -> str:
    inner = next((url.query[name] for name in _WRAPPED if url.query.get(name, "").startswith("http")), "")
    return inner if depth < _DEEPEST else ""


def _readers(url: Url) -> tuple[Reader, ...]:
    for host, schemes, readers in _SITES:
        if host.search(url.host) or url.scheme in schemes:
            return readers
    return _ELSEWHERE


def _geo(text: str, near: tuple[float, float] | None) -> Result:
    """A geo: URI (RFC 5870) with the ?q= of Android, where 0,0 stands for nowhere."""
    head, _, query = re.sub(r"^geo:(?://)?", "", text, flags=re.IGNORECASE).partition("?")
    url = split_url(f"geo:?{query}")
    numbers, *parameters = decoded(head).split(";")
    named = dict(parameter.strip().lower().partition("=")[::2] for parameter in parameters)
    if named.get("crs", "wgs84") not in ("wgs84", ""):
        return Refusal("datum", named["crs"][:20])
    words = url.get("q")
    pair = parts.pair_of(numbers.partition(" into ")[0].strip())
    asked = parts.pair_of(words.partition(" into ")[0])
    if asked:
        return place(*asked, parts.zoom_of(url))
    if not pair or (words and pair == (0, 0)):
        return read_plus_code(words, near) or (Refusal("address_link") if words else Refusal("link"))
    return place(*pair, parts.zoom_of(url), parts.degrees_of(named.get("u", "")) if "u" in named else None)


def _plus_code(url: Url, near: tuple[float, float] | None) -> Result | None:
    pieces = [*url.path.split("/"), url.get("q"), url.get("query")]
    # only the first + of a path is that of the code, the others are spaces
    split = (piece.partition("+") for piece in pieces if "+" in piece)
    results = (read_plus_code(f"{head}+{tail.replace('+', ' ')}".strip(), near) for head, _, tail in split)
    return next((result for result in results if result and result != Refusal("plus_code")), None)


def _dms(url: Url, language: str) -> Result | None:
    """Degrees, minutes and seconds as Google has them in /place/ and ?q=."""
    match = re.search(r"/(?:place|search)/([^/]{1,200})", url.path)
    for text in (match[1].replace("+", " ") if match else "", url.get("q", "query", "daddr")):
        result = read_typed(text, language) if "°" in text or re.search(r"[0-9]\s?[NSEWO]\b", text) else None
        if isinstance(result, Position) or (result and result.choices):
            return result
    return None


def _nothing(url: Url) -> Refusal:
    if url.get(*_ADDRESSES) or re.search(r"/(?:place|search)/[^/@]", url.path):
        return Refusal("address_link")
    return Refusal("link")
