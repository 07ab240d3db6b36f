"""What a reporter wrote into an event can be taken out of it; the event itself stays as it is."""

from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from web.append_only import append_only

TABLE = "reports_reportevent"


def drop(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE}")
        editor.execute(f"DROP FUNCTION {TABLE}_append_only()")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reports", "0004_confirmation")]

    operations: ClassVar = [
        migrations.RunPython(drop, append_only(TABLE).code),
        append_only(TABLE, except_column="data"),
    ]
