"""SQL for the rows of a table in a list of key ranges: one index scan per range.

The statements leave the planner no choice: before the first ANALYZE of a large registry PostgreSQL scans the
whole table instead, and a long OR of ranges makes SQLite scan it too.
"""

import json
from collections.abc import Iterable

from django.db import connection

KeyRange = tuple[int, int]  # low, high: half-open


def source(table: str, key: str, where: str = "") -> str:
    """`FROM ... WHERE ...` with the ranges as `ranges` (low, high) and the rows as `matches`; conditions may
    follow with AND. The first parameter is `as_json(ranges)`, then those of `where` (without an alias).
    """
    inside = f"{where} AND {key}" if where else key
    condition = f"{inside} >= ranges.low AND {key} < ranges.high"
    if connection.vendor == "postgresql":
        return (
            "FROM (SELECT (value->>0)::bigint AS low, (value->>1)::bigint AS high "  # noqa: S608  constant names
            "FROM jsonb_array_elements(%s)) AS ranges "
            f"CROSS JOIN LATERAL (SELECT * FROM {table} WHERE {condition} OFFSET 0) AS matches WHERE true"
        )
    return (
        "FROM (SELECT json_extract(value, '$[0]') AS low, json_extract(value, '$[1]') AS high "  # noqa: S608
        f"FROM json_each(%s)) AS ranges CROSS JOIN {table} AS matches WHERE {condition}"
    )


def as_json(ranges: Iterable[KeyRange]) -> str:
    """Key ranges as the JSON parameter of `source`."""
    return json.dumps(list(ranges))
