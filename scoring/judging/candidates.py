"""Who is compared with whom: items and documents that share a key, found by joins instead of by trying all."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from scoring.database import run, schema

CROWD = 20
"""Items that may share two or three words and still all meet. Measured on generated claims: of the pairs that tell one event 97 % meet at
10, 99.5 % at 20, 99.7 % at 40, where three times as many meet in vain as at 20."""
SENIORS = 20
"""Items of a crowded block that all others meet."""

_KEYS = schema(item=pa.int64(), key=pa.string())


def meet(con: duckdb.DuckDBPyConnection) -> None:
    """Tables `items`, numbered, and `met`, the pairs of items (lower number first) to be compared, of what is in `sketched`."""
    run(con, "match/items")
    run(con, "match/meeting_keys")
    run(con, "match/meeting_sizes")
    run(con, "match/refined_keys", {"most": CROWD})
    run(con, "match/whole_keys")
    run(con, "match/blocks", {"most": CROWD})
    run(con, "match/met", {"seniors": SENIORS})


def candidates(con: duckdb.DuckDBPyConnection, keys: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """Pairs (lower, higher) of numbers that share a key, each once, in order; see sql/match/candidates.sql for keys that many share."""
    con.register("item_keys", pa.Table.from_pylist([{"item": item, "key": key} for item, key in keys], schema=_KEYS))
    run(con, "match/candidates")
    con.unregister("item_keys")
    return [(int(a), int(b)) for a, b in con.execute("from candidates order by item, other").fetchall()]
