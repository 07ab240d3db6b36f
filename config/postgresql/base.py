"""Django's PostgreSQL backend with a connection health check that sends no query.

CONN_HEALTH_CHECKS sends "SELECT 1" before the first query of each request: half the time of a tile, which is
one query itself. A server that was restarted or ended the session has closed the socket or written to it,
which poll(2) detects in a microsecond.
"""

import select
from typing import cast

from django.db.backends.postgresql import base
from psycopg import Connection


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """True if the idle connection has nothing to read; otherwise the query of Django decides."""
        connection = cast("Connection | None", self.connection)
        if connection is None or connection.closed:
            return False
        poll = select.poll()
        poll.register(connection.fileno(), select.POLLIN)
        return not poll.poll(0) or super().is_usable()
