"""Look-ups of claims by id or place: each claim as an answer shows it, encoded beforehand, in a row store beside the tables.

Seven times as fast as asking DuckDB, which reads column by column. A row is an array of values: their names would be half of it.
"""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from scoring.errors import DamagedData
from scoring.files import statement

FILE = "lookups.sqlite"
"""Beside serve.duckdb."""

_AT_ONCE = 10_000
_MAPPED = 1 << 40
"""Bytes of the file that may be mapped into memory: all of it."""


def write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The row store over the claims of a snapshot's database; equal content gives equal rows."""
    con.execute(statement("queries/lookups"))
    rows = sqlite3.connect(path, isolation_level=None)
    try:
        rows.executescript("pragma journal_mode = off; pragma synchronous = off; begin")
        rows.execute("create table claims (place integer primary key, claim_id text not null, claim text not null)")
        while found := con.fetchmany(_AT_ONCE):
            rows.executemany("insert into claims values (?, ?, ?)", found)
        rows.execute("create unique index by_id on claims (claim_id)")
        rows.execute("commit")
    finally:
        rows.close()


def differs(con: duckdb.DuckDBPyConnection, path: Path) -> str | None:
    """What is wrong with the row store at `path` over the claims that `con` knows; None: nothing."""
    try:
        rows = sqlite3.connect(_address(path), uri=True)
        try:
            held = rows.execute("select place, claim_id, claim from claims order by place")
            con.execute(statement("queries/lookups"))
            while True:
                known, found = con.fetchmany(_AT_ONCE), held.fetchmany(_AT_ONCE)
                for one, other in zip(known, found, strict=False):
                    if one != other:
                        return f"claim {other[1]}: not as the tables have it"
                if len(known) != len(found):
                    return "it does not hold the same claims as the tables"
                if not known:
                    return None
        finally:
            rows.close()
    except sqlite3.Error as error:
        return f"it cannot be read: {error}"


def _address(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"


class LookUps:
    """A row store, read only; it never changes once it is there."""

    def __init__(self, path: Path) -> None:
        """Raises sqlite3.Error when it cannot be read."""
        self._path = path
        self._threads = threading.local()
        self._connection().execute("select place from claims limit 1")

    def claim(self, claim_id: str) -> list[Any] | None:
        """The values of the fields of ScoredClaim, in their order; None where there is no such claim. Raises DamagedData."""
        return self._found("select claim from claims where claim_id = ?", claim_id)

    def lying(self, place: int) -> list[Any] | None:
        """The same of the claim in that row of serve.duckdb."""
        return self._found("select claim from claims where place = ?", place)

    def _found(self, sql: str, value: str | int) -> list[Any] | None:
        try:
            found = self._connection().execute(sql, (value,)).fetchone()
            values: list[Any] | None = msgspec.json.decode(found[0]) if found else None
        except (sqlite3.Error, msgspec.DecodeError) as error:
            raise DamagedData(f"{self._path} cannot be read ({error}): publish again") from None
        return values

    def _connection(self) -> sqlite3.Connection:
        """This thread's own."""
        rows: sqlite3.Connection | None = getattr(self._threads, "rows", None)
        if rows is None:
            rows = self._threads.rows = sqlite3.connect(_address(self._path), uri=True, check_same_thread=False)
            rows.execute(f"pragma mmap_size = {_MAPPED}")
        return rows


def opened(path: Path) -> LookUps | None:
    """The row store of a snapshot; None where a former version wrote none, or another one than this."""
    try:
        return LookUps(path) if path.is_file() else None
    except sqlite3.Error as error:
        if "no such column: place" in str(error):
            return None
        raise DamagedData(f"{path} cannot be read ({error}): publish again") from None
