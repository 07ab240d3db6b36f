"""GeoParquet 1.1 and FlatGeobuf. They need pyarrow and pyogrio: requirements-formats.txt."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import orjson
import pyarrow as pa
import pyogrio
from pyarrow import parquet

from cameras.osm.fields import PUBLISHED, Kind
from cameras.publishing.geojson import Feature
from cameras.publishing.snapshots.writers import properties, wkb

TYPES = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int32(),
    Kind.NUMBER: pa.float64(),
    Kind.DAY: pa.date32(),
    Kind.WORDS: pa.string(),  # JSON, as in the CSV: few readers agree on lists and maps
    Kind.TAGS: pa.string(),
}
ROW_GROUP = 32_768  # rows that wait in memory; a reader skips groups that it does not want
WKB = {"ARROW:extension:name": "geoarrow.wkb"}
SCHEMA = pa.schema(
    [
        pa.field("id", pa.int64(), nullable=False),
        *(pa.field(field.name, TYPES[field.kind]) for field in PUBLISHED),
        pa.field("geometry", pa.binary(), nullable=False, metadata=WKB),
    ]
)


def batch(features: Sequence[Feature]) -> Any:
    """The features as an Arrow record batch."""
    columns = [[one["id"] for one in features]]
    for field in PUBLISHED:
        values = properties(features, field.name)
        if field.kind is Kind.DAY:
            values = [date.fromisoformat(value) if value else None for value in values]
        elif field.kind in (Kind.WORDS, Kind.TAGS):
            values = [orjson.dumps(value).decode() for value in values]
        columns.append(values)
    columns.append([wkb(one) for one in features])
    arrays = [pa.array(values, field.type) for values, field in zip(columns, SCHEMA, strict=True)]
    return pa.record_batch(arrays, schema=SCHEMA)


class ParquetWriter:
    """GeoParquet 1.1 (https://geoparquet.org/releases/v1.1.0/): WKB points, CRS84, zstd."""

    def __init__(self, path: Path) -> None:
        self.path = path
        plain = SCHEMA.set(len(SCHEMA) - 1, pa.field("geometry", pa.binary(), nullable=False))
        self.writer = parquet.ParquetWriter(path, plain, compression="zstd", store_schema=False)
        self.schema = plain
        self.waiting: list[Any] = []
        self.bounds = [180.0, 90.0, -180.0, -90.0]  # west, south, east, north

    def add(self, features: Sequence[Feature]) -> None:
        self.waiting.append(batch(features).cast(self.schema))
        if sum(map(len, self.waiting)) >= ROW_GROUP:
            self._flush()
        lons, lats = zip(*(one["geometry"]["coordinates"] for one in features), strict=True)
        west, south, east, north = self.bounds
        self.bounds = [min(west, *lons), min(south, *lats), max(east, *lons), max(north, *lats)]

    def _flush(self) -> None:
        self.writer.write_table(pa.Table.from_batches(self.waiting, self.schema))
        self.waiting = []

    def close(self) -> None:
        self._flush()
        column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
        if self.bounds[0] <= self.bounds[2]:
            column["bbox"] = self.bounds
        about = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
        self.writer.add_key_value_metadata({"geo": json.dumps(about)})
        self.writer.close()


class FlatGeobufWriter:
    """FlatGeobuf with its spatial index: one town can be read out of the whole by HTTP Range.

    GDAL pulls, the others are pushed: a thread writes what a short queue holds.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.queue: Queue[Any] = Queue(maxsize=4)
        self.failed: list[BaseException] = []
        self.thread = Thread(target=self._write, daemon=True)
        self.thread.start()

    def add(self, features: Sequence[Feature]) -> None:
        self._put(batch(features))

    def close(self) -> None:
        self._put(None)
        self.thread.join()
        if self.failed:
            raise self.failed[0]

    def _put(self, item: Any) -> None:
        if self.failed:
            raise self.failed[0]
        self.queue.put(item)

    def _batches(self) -> Iterator[Any]:
        while (item := self.queue.get()) is not None:
            yield item

    def _write(self) -> None:
        reader = pa.RecordBatchReader.from_batches(SCHEMA, self._batches())
        try:
            pyogrio.write_arrow(
                reader,
                str(self.path),
                driver="FlatGeobuf",
                layer="cameras",
                geometry_name="geometry",
                geometry_type="Point",
                crs="OGC:CRS84",
            )
        except BaseException as error:  # raised again in the thread that adds
            self.failed.append(error)
            while self.queue.get() is not None:  # let the other side end
                pass
