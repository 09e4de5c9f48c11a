"""Scores made anew from what an earlier judging left: nothing is read, matched or compared again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow as pa

from scoring.database import arrow, connect, primary_key, run
from scoring.files import statement, statements
from scoring.judging.scores import AFTER, BEFORE, LOADED, Weights, find, load, load_seeds, score

UNSERVED = "unserved"
"""The schema of a snapshot's database in which that lies which scoring looks at and nobody is served."""

_CONTRIBUTIONS = re.compile(r"^insert into contributions$", re.MULTILINE)
"""What stands before the query that weighs findings: as a view it weighs them under other weights, by the same formula."""

Again = Literal["all", "rules", "weights"]
"""What is done again of scoring: all of it; what the rules find, all that they look at being as it was; or weights and sums only."""

_LOOKED_AT = ("score/unrated", "score/rated", "score/own_words")
_RESCORED = ("score/policy", "score/contributions", "weigh/sums", "score/rescored", "score/sources")
"""What runs before the rules and after them where only what they find has changed."""

_READ = re.compile(r"\b(?:from|join) (\w+)")
_WRITTEN = re.compile(r"^insert into (\w+)", re.MULTILINE)


@cache
def scoring_statements() -> dict[str, str]:
    """The statements that run when claims are scored again, by name: those of scoring proper, of tables of claims, and the rules.

    >>> "score/sums" in scoring_statements(), "match/links" in scoring_statements()
    (True, False)
    """
    names = (*BEFORE, *AFTER, *_RESCORED, "fusion/rated", "fusion/claims", "fusion/sources")
    return {name: statement(name) for name in (*names, *(f"rules/{name}" for name in statements("rules")))}


@cache
def written() -> tuple[str, ...]:
    """The published tables that scoring fills: all others stay as they are when claims are scored again.

    >>> "claims" in written(), "passages" in written()
    (True, False)
    """
    return _written(scoring_statements().values())


def _written(texts: Iterable[str]) -> tuple[str, ...]:
    found = {table for text in texts for table in _WRITTEN.findall(text)}
    return tuple(sorted({*found, *LOADED} & set(statements("schema"))))


def scored(con: duckdb.DuckDBPyConnection, table: str) -> pa.Table:
    """A published table, sorted by its primary key."""
    return arrow(con, f"from {table} order by {', '.join(primary_key(table))}")


def read_by(texts: Iterable[str]) -> set[str]:
    """The names after `from` and `join` in statements.

    >>> sorted(read_by(["select a from b inner join c on b.d = c.d"]))
    ['b', 'c']
    """
    return {name for text in texts for name in _READ.findall(text)}


def kept(con: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """Before scoring: the tables that the statements of scoring read, without columns of lists of rows, which are flat elsewhere.

    Published tables that scoring does not write are left out: they are published anyway. Those that it writes are kept as far as tables of
    claims have filled them before. `placed_assertions` is what support is counted by.
    """
    named = {*read_by(scoring_statements().values()), *written(), "placed_assertions"}
    known = con.execute(
        "select table_name from duckdb_tables() union select view_name from duckdb_views() where not internal order by 1"
    ).fetchall()
    wanted = [name for (name,) in known if name in named and name not in set(statements("schema")) - set(written())]
    return {name: table for name in wanted if (table := _flat(con, name)).num_rows or name not in written()}


def _flat(con: duckdb.DuckDBPyConnection, table: str) -> pa.Table:
    columns = [name for name, kind, *_ in con.execute(f"describe {table}").fetchall() if not kind.startswith("STRUCT")]
    return arrow(con, f"select {', '.join(columns)} from {table}")  # noqa: S608  (names of our own tables)


def rescore(base: Path, again: Again, *, threads: int = 1, weights: Weights | None = None) -> dict[str, pa.Table]:
    """The tables that change, made anew from the database of a snapshot (its published tables, and what was `kept`)."""
    made = written() if again == "all" else _written(map(statement, _RESCORED))
    with connect(threads=threads, files=True) as con:
        con.execute("attach $path as base (read_only)", {"path": str(base)})
        left = _tables(con, UNSERVED)
        for name in statements("schema"):
            if name in made:
                # without its keys, which publishing checks: to build them here takes as long as all else
                con.execute(f"create temporary table {name} as from base.main.{name} limit 0")
                if name in left:
                    con.execute(f"insert into {name} by name from base.{UNSERVED}.{name}")
            else:
                con.execute(f"create temporary view {name} as from base.main.{name}")
        for name in left - set(written()):
            con.execute(f"create temporary view {name} as from base.{UNSERVED}.{name}")
        if again == "all":
            score(con, tables="placed" in left, weights=weights)
        else:
            _score_again(con, tables="placed" in left, found=again == "weights", weights=weights)
        return {name: scored(con, name) for name in made}


def _score_again(con: duckdb.DuckDBPyConnection, *, tables: bool, found: bool, weights: Weights | None) -> None:
    """As `scores.score`, where the snapshot has already what does not depend on what the rules find."""
    load(con, weights)
    tried = ["score/tried"] if not found and "tried" in read_by(statements("rules").values()) else []
    for name in (*_LOOKED_AT, *tried, *(["fusion/rated"] if tables else [])):
        run(con, name)
    if found:
        con.execute("create temporary view findings as select claim_id, rule_id, strength, because, evidence from base.main.contributions")
    else:
        find(con)
    con.execute("create temporary view former_claims as from base.main.claims")
    for name in (*_RESCORED, *(["fusion/sources"] if tables else [])):
        run(con, name)


def _tables(con: duckdb.DuckDBPyConnection, schema: str) -> set[str]:
    query = "select table_name from duckdb_tables() where database_name = 'base' and schema_name = $schema"
    return {name for (name,) in con.execute(query, {"schema": schema}).fetchall()}


def weigh(con: duckdb.DuckDBPyConnection, weights: Weights) -> None:
    """Let a connection to a snapshot's serve.duckdb see its rules, contributions and claims under other weights; nothing is stored.

    Temporary tables and views hide the published ones from this connection alone: whatever it asks is answered under these weights.
    """
    load_weights(con, weights)
    run(con, "score/policy")
    con.execute("create temporary view findings as from serve.main.contributions")
    con.execute(f"create temporary view contributions as {_CONTRIBUTIONS.split(statement('score/contributions'))[1]}")
    load_seeds(con)
    for name in ("weigh/sums", "weigh/claims"):
        run(con, name)


def load_weights(con: duckdb.DuckDBPyConnection, weights: Weights) -> None:
    """The temporary table `rules`: those of the snapshot, with other weights where given."""
    run(con, "weigh/rules", {"rule_ids": list(weights), "weights": [str(weight) for weight in weights.values()]})
