"""Tables to a snapshot: written beside the others, checked, and made current in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from scoring.database import arrow, connect, create_table, create_tables, has_table, primary_key
from scoring.errors import DamagedData
from scoring.judging import Judged
from scoring.judging.rescoring import UNSERVED, Again
from scoring.model import Manifest, TableFile
from scoring.queries import lookups
from scoring.queries.ranking import rank
from scoring.queries.searching import index
from scoring.store.manifests import MANIFEST, encoded, file_digest, manifest, read_manifest, table_file
from scoring.store.tables import write

KEPT = 5
"""Snapshots that stay, the one that is served among them; older ones are removed when a new one is published."""

_UNFINISHED = ".unfinished"


class Stages(NamedTuple):
    """From what and by what a snapshot was made: where they are equal, so is what the stage made."""

    content: str
    """What was stored, as read and prepared."""
    judging: str
    """Everything before scoring."""
    grounding: str
    """Scoring without the rules."""
    finding: str
    """The rules without their weights."""

    def again(self, since: Stages) -> Again | None:
        """What must be done again of the scoring of a snapshot that was made `since` these stages; None: matching too."""
        if (self.content, self.judging) != (since.content, since.judging):
            return None
        return "all" if self.grounding != since.grounding else "rules" if self.finding != since.finding else "weights"


_PAGED_BY = {"claims": "order by document_id, start, claim_id"}
"""Tables that lie in serve.duckdb in the order of the API's pages: half a million claims answer two to four times as fast."""


def publish(
    judged: Judged, readings: pa.Table, folder: Path, stages: Stages, *, current: bool = True, kept: Collection[str] = ()
) -> Manifest:
    """Write what was judged, with the `readings` it was judged from, as the newest snapshot of a data folder.

    `stages` say from what and by what it was made, for whoever scores it again. The same content again changes nothing. A reader sees
    the former snapshot or this one, never anything between. `current=False`: it is there for those who ask for it by name. Of the
    others the newest stay, and those that `kept` names.
    """
    return _published(folder, lambda target: _written(judged, readings, stages, target), current=current, kept=kept)


def republish(scored: dict[str, pa.Table], base: Path, folder: Path, stages: Stages, *, kept: Collection[str] = ()) -> Manifest:
    """Like `publish`, for tables that were `scored` again from the snapshot in `base`: all others are taken from there.

    Raises DamagedData when one of those is not what the manifest of `base` says.
    """
    return _published(folder, lambda target: _rewritten(scored, base, stages, target), kept=kept)


def _published(folder: Path, make: Callable[[Path], Manifest], *, current: bool = True, kept: Collection[str] = ()) -> Manifest:
    snapshots = folder / "snapshots"
    unfinished = snapshots / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / "tables").mkdir(parents=True)
    try:
        made = make(unfinished)
        _install(unfinished, snapshots / made.snapshot_id, made)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    if current:
        point(folder, made.snapshot_id)
    _prune(snapshots, {made.snapshot_id, *_served(folder), *kept})
    return made


def _written(judged: Judged, readings: pa.Table, stages: Stages, target: Path) -> Manifest:
    tables = judged.tables
    with connect(target / "serve.duckdb", files=True) as con:
        con.begin()
        create_tables(con)
        for name, rows in tables.items():
            _fill(con, name, rows, target)
        con.register("incoming", readings)
        # what a text is scored against; not exported. A table of claims is compared with no text.
        con.execute("create table readings as select * from incoming where len(rows) = 0 order by document_id")
        con.execute(f"create schema {UNSERVED}")
        for name, rows in judged.kept.items():
            con.register("incoming", rows)
            con.execute(f"create table {UNSERVED}.{name} as select * from incoming")  # noqa: S608  (names of our own tables)
        note_stages(con, stages)
        con.commit()
        index(con)  # rows have their places now
        rank(con)
        lookups.write(con, target / lookups.FILE)
        con.execute("checkpoint")
    files = [table_file(target / "tables" / f"{name}.parquet", target, rows.num_rows) for name, rows in sorted(tables.items())]
    made = _manifest(tables, files)
    _to_disk(made, target)
    return made


def _rewritten(scored: dict[str, pa.Table], base: Path, stages: Stages, target: Path) -> Manifest:
    former = read_manifest(base / MANIFEST)
    shutil.copyfile(base / "serve.duckdb", target / "serve.duckdb")
    with connect(target / "serve.duckdb", files=True) as con:
        con.begin()
        for name, rows in scored.items():
            con.execute(f"drop table {name}")
            create_table(con, name)
            _fill(con, name, rows, target)
        note_stages(con, stages)
        con.commit()
        if not has_table(con, "search_postings"):
            index(con)
        rank(con)
        lookups.write(con, target / lookups.FILE)
        con.execute("checkpoint")
        documents = arrow(con, "select error from documents")
    files = [
        table_file(target / file.path, target, scored[file.table].num_rows) if file.table in scored else _shared(file, base, target)
        for file in former.files
    ]
    made = _manifest({**scored, "documents": documents}, files)
    _to_disk(made, target)
    return made


def _shared(file: TableFile, base: Path, target: Path) -> TableFile:
    """A file of another snapshot as a file of this one: a second name for the same bytes, where the disk allows that."""
    if file_digest(base / file.path) != file.sha256:
        raise DamagedData(f"{base / file.path} is not what its manifest says")
    try:
        os.link(base / file.path, target / file.path)
    except OSError:
        shutil.copyfile(base / file.path, target / file.path)
    return file


def _fill(con: duckdb.DuckDBPyConnection, table: str, rows: pa.Table, target: Path) -> None:
    """Rows in order of their key into the served table and its file. Raises DamagedData where they are not, or a key comes twice."""
    if not _rises(rows, primary_key(table)):
        raise DamagedData(f"two rows of {table} have one {', '.join(primary_key(table))}, or are out of order: this is a fault of scoring")
    con.register("incoming", rows)
    con.execute(f"insert into {table} by name select * from incoming {_PAGED_BY.get(table, '')}")  # noqa: S608  (names of sql/schema/)
    con.unregister("incoming")
    write(con, table, target / "tables" / f"{table}.parquet", lies_in_order=table not in _PAGED_BY)


def _rises(rows: pa.Table, key: Sequence[str]) -> bool:
    """Whether each row comes after the one before by these columns.

    >>> _rises(pa.table({"a": [1, 1, 2], "b": [1, 2, 1]}), ["a", "b"]), _rises(pa.table({"a": [1, 1]}), ["a"])
    (True, False)
    >>> _rises(pa.table({"a": [1]}), ["a"])
    True
    """
    rises: Any = pa.scalar(value=False)
    level: Any = pa.scalar(value=True)
    for name in key:
        former, later = rows[name].slice(0, max(0, rows.num_rows - 1)), rows[name].slice(1)
        rises = pc.or_(rises, pc.and_(level, pc.less(former, later)))
        level = pc.and_(level, pc.equal(former, later))
    return bool(pc.all(rises, min_count=0).as_py())


def note_stages(con: duckdb.DuckDBPyConnection, stages: Stages) -> None:
    con.execute(f"create or replace table {UNSERVED}.stages (stage varchar, id varchar)")
    con.executemany(f"insert into {UNSERVED}.stages values ($1, $2)", [list(row) for row in stages._asdict().items()])  # noqa: S608


def noted_stages(snapshot: Path) -> Stages | None:
    """What a snapshot was made from and by; None where it does not tell, as one of an older version."""
    try:
        with connect(files=True) as con:
            con.execute("attach $path as base (read_only)", {"path": str(snapshot / "serve.duckdb")})
            return Stages(**dict(con.execute(f"from base.{UNSERVED}.stages").fetchall()))
    except (duckdb.Error, TypeError):
        return None


def _to_disk(made: Manifest, target: Path) -> None:
    """Write the manifest, and wait until all is on disk."""
    (target / MANIFEST).write_bytes(encoded(made))
    for path in (*sorted(target.rglob("*")), target):
        sync(path)


def _manifest(tables: dict[str, pa.Table], files: list[TableFile]) -> Manifest:
    documents, claims = tables["documents"], tables["claims"]
    return manifest(
        files,
        documents=documents.num_rows,
        failed_documents=_given(documents["error"]),
        claims=claims.num_rows,
        rated_claims=_given(claims["score"]),
    )


def _given(column: pa.ChunkedArray[Any]) -> int:
    return len(column) - column.null_count


def _install(unfinished: Path, target: Path, made: Manifest) -> None:
    """Give a written snapshot its name. One of that name that is whole is kept, because readers may have it open."""
    if target.exists() and is_whole(target, made):
        os.utime(target)  # it is the newest again
        return
    if target.exists():
        shutil.rmtree(target)
    unfinished.rename(target)
    sync(target.parent)


def is_whole(target: Path, made: Manifest) -> bool:
    """Whether a snapshot's files are there and are what its manifest says."""
    names = ("serve.duckdb", lookups.FILE, MANIFEST, *(file.path for file in made.files))
    return all((target / name).is_file() for name in names) and all(file_digest(target / f.path) == f.sha256 for f in made.files)


def point(folder: Path, snapshot_id: str) -> None:
    """Let CURRENT name this snapshot, in one step."""
    replace(folder / "CURRENT", f"{snapshot_id}\n".encode())


def replace(path: Path, content: bytes, *, by: str = "") -> None:
    """Write a file so that it is there as a whole or not at all; `by` tells those apart who may write it at one moment."""
    unfinished = path.with_name(path.name + by + _UNFINISHED)
    unfinished.write_bytes(content)
    sync(unfinished)
    unfinished.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file or folder is on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _served(folder: Path) -> list[str]:
    """The snapshot that CURRENT names, if there is one."""
    pointer = folder / "CURRENT"
    return pointer.read_text(encoding="utf-8").split() if pointer.is_file() else []


def _prune(snapshots: Path, kept: Collection[str]) -> None:
    others = [path for path in snapshots.iterdir() if path.name not in (*kept, _UNFINISHED)]
    for old in sorted(others, key=lambda path: path.stat().st_mtime_ns, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(old)
