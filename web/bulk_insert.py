"""Bulk insert of many rows into one table.

bulk_create takes 120 microseconds per registry row, COPY and executemany a tenth of that. The values
are the same as those that the ORM would write.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import orjson
from django.db import connection
from django.db.models import DateField, DateTimeField, JSONField, Model

Converter = Callable[[Any], Any]


def insert(model: type[Model], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows with a value for every column of the model, in column order, primary key included."""
    fields = model._meta.concrete_fields
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    converted = _converted(rows, [_converter(field) for field in fields])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
            ):
                for row in converted:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(converted))  # noqa: S608


def columns_of(model: type[Model]) -> list[str]:
    """Attribute names of the model's columns, in the order that `insert` expects."""
    return [field.attname for field in model._meta.concrete_fields]


def _converted(rows: Iterable[Sequence[Any]], converters: list[Converter | None]) -> Iterator[list[Any]]:
    conversions = [(index, convert) for index, convert in enumerate(converters) if convert]
    for row in rows:
        values = list(row)
        for index, convert in conversions:
            if values[index] is not None:
                values[index] = convert(values[index])
        yield values


def _converter(field: Any) -> Converter | None:
    if isinstance(field, JSONField):
        return _json
    if connection.vendor == "sqlite" and isinstance(field, DateTimeField):
        return _sqlite_datetime
    if connection.vendor == "sqlite" and isinstance(field, DateField):
        return date.isoformat
    return None


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _sqlite_datetime(value: datetime) -> str:
    return str(value.replace(tzinfo=None))  # all our times are UTC
