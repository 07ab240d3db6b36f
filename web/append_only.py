"""Append-only tables, enforced by a trigger on PostgreSQL.

SQLite loses a trigger whenever Django rebuilds the table, so there only the tests enforce it.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def append_only(table: str, *, except_column: str = "") -> migrations.RunPython:
    """Migration operation that forbids DELETE and UPDATE on a table, except of one column (the redaction of
    personal data)."""
    unchanged = (
        f"to_jsonb(NEW) - '{except_column}' = to_jsonb(OLD) - '{except_column}'" if except_column else "false"
    )

    def create(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF TG_OP = 'UPDATE' AND {unchanged} THEN RETURN NEW; END IF; "
                f"RAISE EXCEPTION '{table} is append-only'; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
            )

    def drop(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            editor.execute(f"DROP FUNCTION {table}_append_only()")

    return migrations.RunPython(create, drop)
