"""Reference systems: degrees of WGS 84 are read as they are, others by pyproj (optional), else refused."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cameras.importing.unreadable import UnreadableFile
from cameras.record import Refused

# WGS 84 and what lies within a metre of it, by their numbers and spellings.
_SAME = frozenset({4326, 4979, 4258, 4937, 4171, 4148, 4081})
_DEGREES = re.compile(r"CRS:?84|WGS[ _]?(?:19)?84|ETRS[ _]?(?:19)?89|RGF[ _]?93\b(?! ?/)", re.IGNORECASE)
_CODE = re.compile(r"(?:EPSG|code)\W*(?:[0-9.]+\W+)?([0-9]{4,6})\b", re.IGNORECASE)
Projection = tuple[str, str, int, int, int, int]
# What numbers that are no degrees may be: name, code, least and greatest x and y in metres.
_PROJECTED: tuple[Projection, ...] = (
    ("Lambert-93", "EPSG:2154", 0, 1_300_000, 6_000_000, 7_200_000),
    ("Lambert II étendu", "EPSG:27572", 0, 1_250_000, 1_600_000, 2_700_000),
    ("the Swiss LV95", "EPSG:2056", 2_480_000, 2_840_000, 1_070_000, 1_300_000),
    ("the Swiss LV03", "EPSG:21781", 480_000, 840_000, 70_000, 300_000),
    ("the Dutch RD", "EPSG:28992", -7_000, 300_000, 289_000, 629_000),
    ("Belgian Lambert 72", "EPSG:31370", 10_000, 300_000, 10_000, 250_000),
    ("Belgian Lambert 2008", "EPSG:3812", 500_000, 800_000, 500_000, 760_000),
    ("Gauss-Krüger zone 2", "EPSG:31466", 2_400_000, 2_700_000, 5_200_000, 6_150_000),
    ("Gauss-Krüger zone 3", "EPSG:31467", 3_300_000, 3_700_000, 5_200_000, 6_150_000),
    ("Gauss-Krüger zone 4", "EPSG:31468", 4_300_000, 4_700_000, 5_200_000, 6_150_000),
    ("Gauss-Krüger zone 5", "EPSG:31469", 5_300_000, 5_700_000, 5_200_000, 6_150_000),
    ("UTM with the zone in front", "EPSG:4647", 32_100_000, 32_900_000, 5_200_000, 6_150_000),
    ("Austrian Lambert", "EPSG:31287", 100_000, 700_000, 250_000, 620_000),
    ("the British National Grid", "EPSG:27700", 0, 700_000, 0, 1_300_000),
    ("UTM (EPSG:25832 is zone 32)", "EPSG:25832", 160_000, 840_000, 1_000_000, 9_400_000),
    ("Web Mercator", "EPSG:3857", -20_037_509, 20_037_509, -20_048_967, 20_048_967),
)
_NAMED = 2  # of them; further ones would be guesses


@dataclass(frozen=True)
class System:
    """Of which positions are; "" is WGS 84 in degrees."""

    code: str = ""

    def __bool__(self) -> bool:
        return bool(self.code)

    @classmethod
    def of_srid(cls, srid: int) -> "System":
        return cls("" if srid in _SAME else f"EPSG:{srid}")

    @classmethod
    def of_text(cls, text: str) -> "System":
        """As options and files name it; raises UnreadableFile when it is none that is known."""
        code = _CODE.search(text)
        if code:
            return cls.of_srid(int(code[1]))
        if _DEGREES.search(text):
            return cls()
        if text.isdecimal():
            return cls.of_srid(int(text))
        raise UnreadableFile(f"The reference system {text[:100]} is not known; write it as EPSG:2154.")

    @classmethod
    def of_geojson(cls, crs: Any) -> "System":
        """The member `crs` of older GeoJSON; without one it is WGS 84 (RFC 7946)."""
        return cls() if crs is None else cls.of_text(json.dumps(crs, default=str))

    def require(self) -> None:
        """Raise UnreadableFile when it cannot be converted here."""
        if self.code:
            _transformer(self.code)

    def degrees(self, x: Any, y: Any) -> tuple[object, object]:
        """Latitude and longitude of a position; what is no number stays, to be refused."""
        if not self.code or not (isinstance(x, int | float) and isinstance(y, int | float)):
            return y, x
        lon, lat = _transformer(self.code).transform(x, y)
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise Refused("bad_position", f"{x:g}, {y:g} lies nowhere in {self.code}.")
        return lat, lon


@lru_cache
def _transformer(code: str) -> Any:
    try:
        from pyproj import Transformer
        from pyproj.exceptions import CRSError
    except ImportError as error:
        raise UnreadableFile(
            f"The positions are in another reference system, {code}: pip install -r requirements-readers.txt "
            "or convert the file: ogr2ogr -t_srs EPSG:4326 out.geojson FILE"
        ) from error
    try:
        return Transformer.from_crs(code, "EPSG:4326", always_xy=True)
    except CRSError as error:
        raise UnreadableFile(f"The reference system {code} is not known.") from error


def require_degrees(lat: object, lon: object) -> None:
    """Raise Refused when two numbers are metres of a projection, with the one that they look like."""
    if not (isinstance(lat, int | float) and isinstance(lon, int | float)):
        return
    if abs(lat) <= 180 or abs(lon) <= 180:
        return
    fits = [
        *_fitting(lon, lat, _PROJECTED[:-1], ""),
        *_fitting(lat, lon, _PROJECTED[:-1], ", x and y exchanged"),
    ]
    fits += [] if fits else _fitting(lon, lat, _PROJECTED[-1:], "")
    if fits:
        raise Refused(
            "projected",
            f"{lon:.10g}, {lat:.10g} are no degrees: these look like {' or '.join(fits[:_NAMED])}.",
        )


def _fitting(x: float, y: float, systems: Sequence[Projection], remark: str) -> list[str]:
    return [
        f"{name} (--crs {code}{remark})"
        for name, code, west, east, south, north in systems
        if west <= x <= east and south <= y <= north
    ]
