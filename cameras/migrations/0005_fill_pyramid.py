"""Counts the cameras of registries that are older than the pyramid."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from cameras.registry.recount import rebuild


def fill(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    clock = apps.get_model("cameras", "RegistryClock").objects.first()
    if clock:
        rebuild(clock.seq)


class Migration(migrations.Migration):
    dependencies = [("cameras", "0004_pyramidcell")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
