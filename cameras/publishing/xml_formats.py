"""GPX 1.1 and KML 2.2: for navigation devices and globes. A file that was cut is no XML."""

import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from cameras.publishing.formats import Format, Sources
from cameras.publishing.geojson import Feature
from web.links import absolute

# What XML 1.0 cannot hold, not even escaped; people's text may.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SHOWN = ("ownership", "operator", "device", "shape", "direction", "status", "licence", "attribution")


def _text(value: Any) -> str:
    return escape(FORBIDDEN.sub("", str(value)))


def _origin(sources: Sources) -> str:
    return _text("; ".join(f"{one['attribution']} ({one['licence']})" for one in sources))


def _name(feature: Feature) -> str:
    return _text(feature["properties"]["operator"] or f"Camera {feature['id']}")


def _about(feature: Feature) -> str:
    known = ((name, feature["properties"][name]) for name in SHOWN)
    return _text("; ".join(f"{name}: {value}" for name, value in known if value))


def _address(feature: Feature) -> str:
    return absolute(f"/cameras/{feature['id']}")


def _gpx_head(sources: Sources) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="Contrechamp" xmlns="http://www.topografix.com/GPX/1/1">\n'
        f"<metadata><name>Surveillance cameras</name><desc>{_origin(sources)}</desc></metadata>\n"
    ).encode()


def _gpx(features: Sequence[Feature], first: bool) -> bytes:
    return "".join(map(_waypoint, features)).encode()


def _waypoint(feature: Feature) -> str:
    lon, lat = feature["geometry"]["coordinates"]
    return (
        f'<wpt lat="{lat}" lon="{lon}"><name>{_name(feature)}</name><desc>{_about(feature)}</desc>'
        f"<link href={quoteattr(_address(feature))}/></wpt>\n"
    )


def _kml_head(sources: Sources) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
        f"<name>Surveillance cameras</name><description>{_origin(sources)}</description>\n"
    ).encode()


def _kml(features: Sequence[Feature], first: bool) -> bytes:
    return "".join(map(_placemark, features)).encode()


def _placemark(feature: Feature) -> str:
    lon, lat = feature["geometry"]["coordinates"]
    data = "".join(
        f"<Data name={quoteattr(name)}><value>{_text(value)}</value></Data>"
        for name, value in feature["properties"].items()
        if value not in (None, "", [], {}) and name != "tags"
    )
    return (
        f'<Placemark id="camera-{feature["id"]}"><name>{_name(feature)}</name>'
        f"<description>{_text(_address(feature))}</description>"
        f"<ExtendedData>{data}</ExtendedData><Point><coordinates>{lon},{lat}</coordinates></Point></Placemark>\n"
    )


GPX = Format("gpx", "application/gpx+xml", _gpx, _gpx_head, b"</gpx>\n")
KML = Format("kml", "application/vnd.google-earth.kml+xml", _kml, _kml_head, b"</Document></kml>\n")
