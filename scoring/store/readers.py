"""Documents read side by side: one process a core for many documents, this process for a few."""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pyarrow as pa

from scoring.batch import documents_table, parse_batch
from scoring.model import Received

WORTH_IT = 500
"""Documents after which starting processes pays: each needs about two seconds to load, in which this one reads a hundred."""

PIECE = 8
"""Documents that are handed to a process at a time."""


class Readers:
    """`count` processes that read; they are started once WORTH_IT documents have come. With 1, nothing is started."""

    def __init__(self, count: int = 1) -> None:
        self._count = count
        self._seen = 0
        self._pool: ProcessPoolExecutor | None = None

    def parse(self, documents: list[Received]) -> pa.Table:
        """Like `parse_batch`, which gives the same wherever a batch is cut."""
        self._seen += len(documents)
        if self._count == 1 or self._seen < WORTH_IT:
            return parse_batch(documents_table(documents))
        if self._pool is None:
            # spawned, not forked: a fork would copy DuckDB's locks without its threads
            self._pool = ProcessPoolExecutor(self._count, get_context("spawn"), initializer=_ignore_interrupts)
        pieces = [documents_table(documents[at : at + PIECE]) for at in range(0, len(documents), PIECE)]
        return pa.concat_tables(self._pool.map(parse_batch, pieces))

    def close(self) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


def _ignore_interrupts() -> None:
    """Ctrl-C is for the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
