"""Who is compared with whom: pairs that share a key, found by a join instead of by trying all."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from scoring.database import run, schema

_KEYS = schema(item=pa.int64(), key=pa.string())


def candidates(con: duckdb.DuckDBPyConnection, keys: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """Pairs (lower, higher) of numbers that share a key, each once, in order; see sql/match/candidates.sql for keys that many share."""
    con.register("item_keys", pa.Table.from_pylist([{"item": item, "key": key} for item, key in keys], schema=_KEYS))
    run(con, "match/candidates")
    con.unregister("item_keys")
    return [(int(a), int(b)) for a, b in con.execute("from candidates order by item, other").fetchall()]
