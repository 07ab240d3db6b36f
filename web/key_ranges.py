"""Rows of a table by a list of key ranges, range by range through the index of the key.

The statements leave the planner no choice: before the first ANALYZE of a large registry PostgreSQL reads the
whole table instead, and a long OR of ranges makes SQLite read it too.
"""

import json
from collections.abc import Iterable

from django.db import connection

KeyRange = tuple[int, int]  # low, high: half-open


def source(table: str, key: str, where: str = "") -> str:
    """`FROM ... WHERE ...` with the ranges as `wanted` (low, high) and the rows as `found`; conditions may
    follow with AND. Its first parameter is `listed(ranges)`, then come those of `where` (without an alias).
    """
    inside = f"{where} AND {key}" if where else key
    condition = f"{inside} >= wanted.low AND {key} < wanted.high"
    if connection.vendor == "postgresql":
        return (
            "FROM (SELECT (value->>0)::bigint AS low, (value->>1)::bigint AS high "  # noqa: S608  constant names
            "FROM jsonb_array_elements(%s)) AS wanted "
            f"CROSS JOIN LATERAL (SELECT * FROM {table} WHERE {condition} OFFSET 0) AS found WHERE true"
        )
    return (
        "FROM (SELECT json_extract(value, '$[0]') AS low, json_extract(value, '$[1]') AS high "  # noqa: S608
        f"FROM json_each(%s)) AS wanted CROSS JOIN {table} AS found WHERE {condition}"
    )


def listed(ranges: Iterable[KeyRange]) -> str:
    return json.dumps(list(ranges))
