"""Datasette over SQLite: the claims of a snapshot as a table with indexes and full-text search, as its makers advise."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import get_type_hints
from urllib.parse import quote, urlencode

from bench.servers import COLUMNS, ROWS, rows
from scoring.model import ScoredClaim
from scoring.snapshots import Snapshot

NAME = "claims"
"""Of the database and of its one table."""

SETTINGS = {"sql_time_limit_ms": "60000", "default_facet_size": "3", "max_returned_rows": "1000"}

_GROUPS = """select section, kind, count(*) as count, avg(score) as mean_score from claims where score > :above
group by section, kind order by count desc, section, kind"""
"""Without quantiles: SQLite knows none."""


def written(snapshot: Snapshot, folder: Path) -> Path:
    """The database, in that folder."""
    path = folder / f"{NAME}.db"
    with sqlite3.connect(path, isolation_level=None) as con:
        con.executescript(f"pragma journal_mode = off; begin; create table claims ({_columns()}, primary key (claim_id))")
        for some in rows(snapshot):
            con.executemany(f"insert into claims values ({', '.join('?' * len(COLUMNS))})", some)  # noqa: S608
        con.executescript(
            """create index by_section on claims (section, score);
            create index by_score on claims (score, section, kind);
            create virtual table claims_fts using fts5(text, content="claims", tokenize="porter");
            insert into claims_fts (claims_fts) values ('rebuild');
            analyze; vacuum"""
        )
    con.close()
    return path


def _columns() -> str:
    """The columns with their types: SQLite compares a text that is given for a number only where it knows that it shall be one."""
    kinds = {int: "integer", bool: "integer", float: "real", float | None: "real"}
    return ", ".join(f"{name} {kinds.get(kind, 'text')}" for name, kind in get_type_hints(ScoredClaim).items())


def command(path: Path, port: int) -> list[str]:
    """What serves it, as `python -m`."""
    settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, value)]
    return ["datasette", "serve", "--immutable", str(path), "--port", str(port), *settings]


def claim(claim_id: str) -> str:
    return f"/{NAME}/{NAME}/{claim_id}.json?_shape=objects"


def page(section: str, above: float) -> str:
    return f"/{NAME}/{NAME}.json?" + urlencode({"section": section, "score__gt": above, "_sort_desc": "score", **_LIST})


def groups(above: float) -> str:
    return f"/{NAME}.json?sql={quote(_GROUPS)}&above={above}&_shape=objects"


def search(words: str) -> str:
    return f"/{NAME}/{NAME}.json?" + urlencode({"_search": words, **_LIST})


_LIST = {"_size": ROWS, "_shape": "objects", "_nocount": 1, "_nofacet": 1}
"""As few rows as the others give, not counted."""
