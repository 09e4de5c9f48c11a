"""Documents read side by side: one process a core for many documents, this process for a few."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any

import pyarrow as pa

from scoring.batch import documents_table, read_and_prepare
from scoring.model import Received

WORTH_IT = 500
"""Documents after which starting processes pays: each needs about two seconds to load, in which this one reads a hundred."""

PIECE = 8
"""Documents that are handed to a process at a time."""


MANY = 4
"""Pieces of other work from which starting processes pays."""


class Readers:
    """`count` processes that read and compare; they are started once there is enough to do. With 1, nothing is started."""

    def __init__(self, count: int = 1) -> None:
        self.count = count
        self._seen = 0
        self._pool: ProcessPoolExecutor | None = None

    def read(self, documents: list[Received]) -> tuple[pa.Table, pa.Table]:
        """Like `read_and_prepare`, which gives the same wherever a batch is cut."""
        self._seen += len(documents)
        if self.count == 1 or self._seen < WORTH_IT:
            return read_and_prepare(documents_table(documents))
        pieces = [documents_table(documents[at : at + PIECE]) for at in range(0, len(documents), PIECE)]
        readings, prepared = zip(*self._started().map(read_and_prepare, pieces), strict=True)
        return pa.concat_tables(readings), pa.concat_tables(prepared)

    def each(self, work: Callable[[Any], pa.Table], pieces: Iterable[Any]) -> Iterator[pa.Table]:
        """What `map` does, by several processes where there are many pieces."""
        first = list(islice(pieces, MANY))
        spread = self._started().map if self.count > 1 and len(first) == MANY else map
        return iter(spread(work, chain(first, pieces)))

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawned, not forked: a fork would copy DuckDB's locks without its threads
            self._pool = ProcessPoolExecutor(self.count, get_context("spawn"), initializer=_ignore_interrupts)
        return self._pool

    def close(self) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


def _ignore_interrupts() -> None:
    """Ctrl-C is for the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
