"""What happens to a kept connection when the server ends it."""

import select
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import TransactionTestCase
from psycopg import connect


@pytest.mark.postgresql
class ConnectionTests(TransactionTestCase):
    def end_session(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        with connect(connection.connection.info.dsn, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [pid])
        select.select([connection.connection], [], [], 10)  # until it has ended

    def test_an_idle_connection_is_usable_without_a_query(self):
        connection.ensure_connection()
        with patch("django.db.backends.postgresql.base.DatabaseWrapper.is_usable") as is_usable:
            self.assertTrue(connection.is_usable())
        is_usable.assert_not_called()

    def test_one_ended_by_the_server_is_not_usable(self):
        self.end_session()
        self.assertFalse(connection.is_usable())
        connection.close()

    def test_a_request_after_a_server_restart_gets_a_new_connection(self):
        self.end_session()
        connection.health_check_enabled, connection.health_check_done = True, False
        self.addCleanup(setattr, connection, "health_check_enabled", False)
        self.assertEqual(self.client.get("/tiles/0/0/0.json").status_code, 200)

    def test_a_closed_one_is_not_usable(self):
        connection.close()
        self.assertFalse(connection.is_usable())
