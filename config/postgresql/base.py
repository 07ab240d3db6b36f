"""Django's PostgreSQL backend, but a connection is looked at without a question to the server.

CONN_HEALTH_CHECKS asks "SELECT 1" before the first query of each request: half of a tile's time, when the
tile is one query itself. A server that was restarted, or that ended the session, has closed the socket or
written to it; the kernel tells so in a microsecond.
"""

import select
from typing import cast

from django.db.backends.postgresql import base
from psycopg import Connection


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Nothing to read from an idle connection: it is alive as far as anybody knows. Otherwise ask."""
        connection = cast("Connection | None", self.connection)
        if connection is None or connection.closed:
            return False
        poll = select.poll()
        poll.register(connection.fileno(), select.POLLIN)
        return not poll.poll(0) or super().is_usable()
