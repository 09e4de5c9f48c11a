"""Lists: a page of what is asked for, from a database that can be asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import msgspec
import pyarrow as pa

from scoring.database import connect, schema
from scoring.errors import BadRequest
from scoring.model import ListedSnapshot, Manifest
from scoring.moments import read_moments
from scoring.queries.asking import Question
from scoring.queries.compiling import Compiled, compiled, lying
from scoring.queries.ranking import is_ranked, lies_by_score, ranked, read_by_score
from scoring.snapshots.cursors import Key, encoded


class Rows(NamedTuple):
    """A page of rows or groups: the names of the columns, the values row by row, and the cursor to the next page."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    next_cursor: str | None

    def records(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Lists(ABC):
    """What lists are asked of."""

    @property
    @abstractmethod
    def origin(self) -> dict[str, Any]:
        """Which snapshot and which rules answer."""

    @property
    def scores_are_ranked(self) -> bool:
        """Whether a table holds its claims in the order of the scores that are asked for."""
        return False

    @abstractmethod
    def asking(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """A cursor that no other thread uses meanwhile."""

    def listed(self, asked: Question, after: Key | None = None, limit: int = 50) -> Rows:
        """A page of what is asked for, from after that sort key on; one row more is asked for to tell whether it is the last."""
        with _searchable(asked), self.asking() as cursor:
            if is_ranked(asked) and asked.fields == (asked.listing.place,):
                found = [(place, value, place) for value, place in self._ranked(cursor, asked, after, limit + 1)]
                columns: tuple[str, ...] = (asked.listing.place.name,)
            else:
                sql, parameters, columns = self._statement(cursor, asked, after, limit + 1)
                found = cursor.execute(sql, parameters).fetchall()
        width = len(columns)
        following = self._cursor_after(asked, found[limit - 1][width:]) if len(found) > limit else None
        return Rows(columns, [row[:width] for row in found[:limit]], following)

    def listed_arrow(self, asked: Question, after: Key | None = None, limit: int = 50) -> tuple[pa.Table, str | None]:
        """The same as an Arrow table, with the cursor to the next page."""
        with _searchable(asked), self.asking() as cursor:
            sql, parameters, columns = self._statement(cursor, asked, after, limit + 1)
            found: pa.Table = cursor.sql(sql, params=parameters).to_arrow_table()
        width, following = len(columns), None
        if found.num_rows > limit:
            last = found.slice(limit - 1, 1).select(range(width, found.num_columns))
            following = self._cursor_after(asked, [column[0].as_py() for column in last.columns])
        return found.select(range(width)).slice(0, limit).rename_columns(list(columns)), following

    def _statement(self, cursor: duckdb.DuckDBPyConnection, asked: Question, after: Key | None, at_most: int) -> Compiled:
        if not is_ranked(asked):
            return compiled(asked, after, at_most)
        return lying(asked, [place for _, place in self._ranked(cursor, asked, after, at_most)])

    def _ranked(self, cursor: duckdb.DuckDBPyConnection, asked: Question, after: Key | None, at_most: int) -> list[tuple[Any, int]]:
        def ask(statement: str, parameters: Mapping[str, object]) -> list[tuple[Any, ...]]:
            return cursor.execute(statement, dict(parameters)).fetchall()

        find = read_by_score if self.scores_are_ranked and lies_by_score(asked) else ranked
        return find(ask, asked, after, at_most)

    def _cursor_after(self, asked: Question, key: Sequence[Any]) -> str:
        return encoded(self.origin["snapshot_id"], asked, key)


@contextmanager
def _searchable(asked: Question) -> Iterator[None]:
    """Raises BadRequest where a search finds no tables to look into."""
    try:
        yield
    except duckdb.CatalogException:
        if asked.search is None:
            raise
        raise BadRequest("search: a former version published this snapshot: run `credibly publish` to have it searched") from None


class _Kept(Lists):
    """The snapshots that are kept, as a table of a database in memory."""

    def __init__(self, current: Manifest, rows: pa.Table) -> None:
        self._current = current
        self._rows = rows

    @property
    def origin(self) -> dict[str, Any]:
        return {"snapshot_id": self._current.snapshot_id, "ruleset_id": self._current.ruleset_id}

    @contextmanager
    def asking(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with connect() as con:
            con.register("incoming", self._rows)
            con.execute("create table snapshots as from incoming")
            yield con


def kept(folder: Path, current: Manifest) -> Lists:
    """The snapshots of a data folder that are kept; one that is removed meanwhile is left out."""
    found = []
    moments = {moment.snapshot_id: moment for moment in read_moments(folder).moments}
    for path in sorted((folder / "snapshots").glob("*/manifest.json")):
        try:
            held = msgspec.json.decode(path.read_bytes(), type=Manifest)
        except (OSError, msgspec.MsgspecError):
            continue
        if path.parent.name != held.snapshot_id:  # one that is just being written
            continue
        moment = moments.get(held.snapshot_id)
        told = {name: getattr(held, name) for name in ListedSnapshot.__struct_fields__ if hasattr(held, name)}
        times = {"since": moment and moment.since, "until": moment and moment.until}
        found.append({**told, **times, "current": held.snapshot_id == current.snapshot_id})
    return _Kept(current, pa.Table.from_pylist(found, _SCHEMA))


_SCHEMA = schema(
    snapshot_id=pa.string(),
    current=pa.bool_(),
    ruleset_id=pa.string(),
    schema_id=pa.string(),
    credibly_version=pa.string(),
    documents=pa.int64(),
    failed_documents=pa.int64(),
    claims=pa.int64(),
    rated_claims=pa.int64(),
    since=pa.timestamp("us", "UTC"),
    until=pa.timestamp("us", "UTC"),
)
