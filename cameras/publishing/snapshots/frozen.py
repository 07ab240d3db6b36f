"""The registry as it was at one moment, for a reader that takes minutes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from cameras.models import RegistryClock


@contextmanager
def frozen_registry() -> Iterator[int]:
    """Everything read inside is the state after one seq, which is returned; writers are not blocked.

    Not for requests: on SQLite a plain BEGIN stands beside the IMMEDIATE that transactions of the site use,
    which would block every writer.
    """
    if connection.in_atomic_block:  # a caller, such as a test, holds a state of its own
        yield _seq()
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield _seq()
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield _seq()
            finally:
                cursor.execute("ROLLBACK")


def _seq() -> int:
    return RegistryClock.objects.values_list("seq", flat=True).first() or 0
