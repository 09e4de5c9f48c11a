"""Servers that others would write over the same claims: what bench/serving_peers.py measures the API beside.

Each answers four questions: a claim by its id; fifty claims of a section above a score, the highest first; groups by section and kind of
the claims above a score; fifty claims in which words occur.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scoring.model import ScoredClaim
from scoring.snapshots import Snapshot

COLUMNS = ScoredClaim.__struct_fields__
"""Of a claim, in the order of the table."""

ROWS = 50
"""Of a page."""

_AT_ONCE = 10_000


def rows(snapshot: Snapshot) -> Iterator[list[tuple[Any, ...]]]:
    """The claims of a snapshot, some at a time; decimals as floating point."""
    with snapshot.asking() as con:
        con.execute(f"select {', '.join(COLUMNS)} from (select * replace (bits::double as bits) from claims)")  # noqa: S608  (fields)
        while some := con.fetchmany(_AT_ONCE):
            yield some
