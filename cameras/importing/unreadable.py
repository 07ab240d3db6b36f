"""The error that ends an import before its first row."""

ACCEPTED = (
    "Accepted are Overpass JSON (an object with elements, a list of elements or one element a line), "
    "GeoJSON (a collection or one feature a line), OpenStreetMap extracts (.osm.pbf, .osm), tables (.csv, "
    ".tsv, .xlsx, .ods), GeoPackage, GeoParquet, KML and GPX; each also in gzip, bzip2, xz, zstd or zip."
)


class UnreadableFile(Exception):
    """A file that cannot be read at all; the message says what was found and what is accepted."""
