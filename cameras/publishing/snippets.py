"""Code examples of the /data page; tests run those that can be run."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from web.links import absolute


@dataclass(frozen=True)
class Snippet:
    """`{base}` is replaced by the URL of the site."""

    slug: str
    title: str | Promise
    text: str

    @property
    def code(self) -> str:
        return self.text.replace("{base}", absolute(""))


SNIPPETS = (
    Snippet(
        "curl",
        "curl",
        """\
# everything, in one file
curl -L -o cameras.geojson "{base}/data/latest/cameras.geojson"
# a part: public cameras inside a box
curl "{base}/api/v1/collections/cameras/items?bbox=7.40,43.72,7.45,43.76&ownership=public\"""",
    ),
    Snippet(
        "python",
        "Python",
        """\
import geopandas
cameras = geopandas.read_file("{base}/data/latest/cameras.geojson")
print(cameras.groupby("ownership").size())""",
    ),
    Snippet(
        "r",
        "R",
        """\
library(sf)
cameras <- st_read("{base}/data/latest/cameras.geojson")
table(cameras$ownership)""",
    ),
    Snippet(
        "javascript",
        "JavaScript",
        """\
const answer = await fetch("{base}/api/v1/collections/cameras/items?bbox=7.40,43.72,7.45,43.76");
const { numberMatched, features } = await answer.json();
console.log(numberMatched, features[0].properties.ownership);""",
    ),
    Snippet("qgis", _("QGIS: Layer, Add layer, WFS / OGC API - Features, New"), "{base}/api/v1"),
)
