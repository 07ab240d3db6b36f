"""Machine-readable catalogue: DCAT (https://www.w3.org/TR/vocab-dcat-3/) and schema.org/Dataset.

Portals such as data.gouv.fr read the licence from the distributions, so each of them has it.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cameras.filters import CameraFilter
from cameras.publishing.snapshots.store import Snapshot
from cameras.registry import tile_counts
from cameras.registry.datasets import published
from web.links import absolute, url

SPDX = "https://spdx.org/licenses/{}.html"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
KEYWORDS = ("surveillance", "cameras", "video surveillance", "vidéosurveillance", "open data")


def overview() -> dict[str, Any]:
    """Number of cameras, with datasets, licences and attribution."""
    datasets = list(published())
    return {
        "total": sum(tile_counts.count(CameraFilter()).values()),
        "datasets": datasets,
        "licences": sorted({one.licence for one in datasets}),
        "attribution": "; ".join(dict.fromkeys(one.attribution for one in datasets)),
    }


def dataset(newest: Snapshot | None, overview_data: dict[str, Any]) -> dict[str, Any]:
    """schema.org/Dataset for the data page, from its overview."""
    about: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": absolute("/data"),
        "name": _("Contrechamp: surveillance cameras"),
        "description": _("Surveillance cameras, reported by residents and reviewed, or imported."),
        "url": absolute("/data"),
        "keywords": list(KEYWORDS),
        "isAccessibleForFree": True,
        "license": [SPDX.format(name) for name in overview_data["licences"]],
        "creditText": overview_data["attribution"],
    }
    if newest:
        about |= {
            "dateModified": newest.day.isoformat(),
            "version": newest.name,
            "distribution": [_download(newest, resource) for resource in newest.manifest["resources"]],
        }
    return about


def _download(snapshot: Snapshot, resource: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "encodingFormat": resource["mediatype"],
        "contentUrl": url("files:snapshot", snapshot.name, resource["path"]),
        "contentSize": str(resource["bytes"]),
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def catalog(newest: Snapshot | None) -> dict[str, Any]:
    """dcat:Catalog with the dataset, its files and the API."""
    title = "Contrechamp: surveillance cameras"
    rights = [{"@id": SPDX.format(name)} for name in overview()["licences"]]
    distributions = (
        [_distribution(newest, one, rights) for one in newest.manifest["resources"]] if newest else []
    )
    about = {
        "@id": absolute("/data"),
        "@type": "dcat:Dataset",
        "dct:title": title,
        "dct:description": "Surveillance cameras, reported by residents and reviewed, or imported.",
        "dct:license": rights,
        "dcat:keyword": list(KEYWORDS),
        "dcat:landingPage": {"@id": absolute("/data")},
        "dcat:distribution": [*distributions, _api(rights)],
    }
    if newest:
        about["dct:modified"] = _day(newest.day)
    return {
        "@context": CONTEXT,
        "@id": url("files:catalog"),
        "@type": "dcat:Catalog",
        "dct:title": title,
        "foaf:homepage": {"@id": absolute("/")},
        "dcat:dataset": [about],
    }


def _day(day: date) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": day.isoformat()}


def _distribution(
    snapshot: Snapshot, resource: dict[str, Any], rights: list[dict[str, str]]
) -> dict[str, Any]:
    address = {"@id": url("files:snapshot", snapshot.name, resource["path"])}
    return {
        "@id": address["@id"],
        "@type": "dcat:Distribution",
        "dct:title": resource["path"],
        "dct:license": rights,
        "dct:issued": _day(snapshot.day),
        "dct:format": resource["format"],
        "dcat:mediaType": resource["mediatype"],
        "dcat:byteSize": resource["bytes"],
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": resource["hash"].removeprefix("sha256:"),
        },
    }


def _api(rights: list[dict[str, str]]) -> dict[str, Any]:
    service = {
        "@type": "dcat:DataService",
        "dct:title": "OGC API - Features",
        "dcat:endpointURL": {"@id": url("api:landing")},
        "dcat:endpointDescription": {"@id": absolute("/api/v1/openapi.json")},
    }
    return {
        "@id": url("api:cameras-items"),
        "@type": "dcat:Distribution",
        "dct:title": "OGC API - Features",
        "dct:license": rights,
        "dcat:mediaType": "application/geo+json",
        "dcat:accessURL": {"@id": url("api:cameras-items")},
        "dcat:accessService": service,
    }
