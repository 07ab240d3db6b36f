"""One migration of each app stands for those that the database of an older clone has recorded."""

from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from cameras.checks import half_migrated

# The migrations of commit 11c9c90, the last one that had them all.
OLD = {"accounts": 4, "areas": 2, "cameras": 12, "reports": 20}


def old_names(app):
    replaced = MigrationLoader(None).disk_migrations[app, "0001_initial"].replaces
    return ["0001_initial", *(name for _app, name in replaced)]


def recorded(app):
    MigrationRecorder(connection).ensure_schema()
    return MigrationRecorder.Migration.objects.using(connection.alias).filter(app=app)


def migrate():
    call_command("migrate", skip_checks=False, verbosity=0)


@pytest.mark.parametrize(("app", "count"), OLD.items())
def test_none_of_the_old_names_is_forgotten(app, count):
    assert [name[:4] for name in old_names(app)] == [f"{number:04}" for number in range(1, count + 1)]


@pytest.mark.django_db
class TestTheDatabaseOfAnOlderClone:
    @pytest.mark.parametrize("app", OLD)
    def test_records_what_a_new_one_records(self, app):
        assert {*old_names(app)} <= {*recorded(app).values_list("name", flat=True)}

    def test_is_up_to_date(self):
        executor = MigrationExecutor(connection)
        assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
        migrate()

    @pytest.mark.parametrize("app", OLD)
    @pytest.mark.parametrize("steps", [1, -1])  # only the first, all but the last
    def test_is_refused_if_it_stopped_midway(self, app, steps):
        missing = old_names(app)[steps:]
        recorded(app).filter(name__in=missing).delete()
        with pytest.raises(SystemCheckError, match=rf"stopped before {app}\.{missing[0]}, "):
            migrate()
        assert not recorded(app).filter(name__in=missing).exists()

    def test_nor_does_the_demo_start_on_it(self):
        recorded("reports").filter(name__gte="0012").delete()
        command = "reports.management.commands.prepare_demo.call_command"
        with patch(command) as called, pytest.raises(SystemCheckError, match=r"reports\.0012_contact"):
            call_command("prepare_demo")
        called.assert_not_called()

    @pytest.mark.parametrize("app", OLD)
    def test_may_have_none_of_an_app(self, app):
        recorded(app).delete()
        assert half_migrated(None, databases=["default"]) == []


def test_a_check_that_names_no_database_asks_none():
    assert half_migrated(None) == []
