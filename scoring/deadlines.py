"""Deadlines: a query that takes too long is interrupted, and its connection goes on to serve others."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from contextvars import ContextVar

import duckdb

from scoring.errors import TookTooLong

_owners: dict[int, Deadline] = {}
"""Whose query each connection ran last: an interruption that comes late must not hit the next one's."""

_lock = threading.Lock()


class Deadline:
    """What is asked under one deadline, in one thread at a time. `expire` may be called from any thread."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.expired = False
        self._until = time.monotonic() + seconds
        self._connection: duckdb.DuckDBPyConnection | None = None

    def expire(self) -> None:
        """Interrupt what runs; what has not begun yet will not begin."""
        with _lock:
            self.expired = True
            if self._connection is not None and _owners.get(id(self._connection)) is self:
                with suppress(duckdb.ConnectionException):  # closed: it asks nothing any more
                    self._connection.interrupt()

    def done(self) -> None:
        """Nothing is asked any more."""
        with _lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._connection is not None and _owners.get(id(self._connection)) is self:
            del _owners[id(self._connection)]
        self._connection = None

    def error(self) -> TookTooLong:
        return TookTooLong(f"the query took longer than {self.seconds:g} seconds: narrow it by filters, or ask for fewer rows")

    def _takes(self, connection: duckdb.DuckDBPyConnection) -> None:
        with _lock:
            if self.expired or time.monotonic() > self._until:  # whoever calls `expire` may be busy
                raise self.error()
            self._let_go()  # who asks several connections, one after the other, has the last
            self._connection = connection
            _owners[id(connection)] = self


current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)
"""The deadline of what runs in this context; None: it may take as long as it takes."""


def watched(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The connection, whose next queries stand under the deadline of this context. Raises TookTooLong when that has passed."""
    if (deadline := current.get()) is not None:
        deadline._takes(connection)
    return connection
