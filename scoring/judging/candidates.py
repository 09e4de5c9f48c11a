"""Who is compared with whom: items that share a key, found by joins instead of by trying all."""

from __future__ import annotations

import duckdb

from scoring.database import run

CROWD = 20
"""Items that may share two or three words and still all meet. Measured on generated claims: of the pairs that tell one event 97 % meet at
10, 99.5 % at 20, 99.7 % at 40, where three times as many meet in vain as at 20."""
FEW = 8
"""Statements that may share two or three words for those words to be telling: any two of them are compared."""
SHARE = 0.7
"""Share of the fewer terms that two statements must have in common to be compared where more than `FEW` share what they met under. Measured
on generated claims: 99 % of the pairs that tell one event pass, and a third of the others."""
SENIORS = 20
"""Items of a crowded block that all others meet."""


def meet(con: duckdb.DuckDBPyConnection) -> None:
    """Tables `items`, numbered, and `met`, the pairs of items (lower number first) to be compared, of what is in `sketched`."""
    run(con, "match/items")
    run(con, "match/meeting_keys")
    run(con, "match/meeting_sizes")
    run(con, "match/refined_keys", {"most": CROWD})
    run(con, "match/whole_keys")
    run(con, "match/blocks", {"most": CROWD, "few": FEW})
    run(con, "match/met", {"seniors": SENIORS, "share": SHARE})
    for spent in ("meeting_keys", "meeting_sizes", "refined_keys", "whole_keys", "blocks"):
        con.execute(f"drop table {spent}")
    con.execute("alter table sketched drop column items")
    for spent in ("ties", "names", "scope"):
        con.execute(f"alter table items drop column {spent}")
