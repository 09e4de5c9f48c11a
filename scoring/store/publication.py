"""Tables to a snapshot: written beside the others, checked, and made current in one step."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa

from scoring.database import connect, create_tables
from scoring.model import Manifest, TableFile
from scoring.store.manifests import MANIFEST, encoded, file_digest, manifest, table_file
from scoring.store.tables import write

KEPT = 5
"""Snapshots that stay; older ones are removed when a new one is published."""

_UNFINISHED = ".unfinished"

_PAGED_BY = {"claims": "order by document_id, start, claim_id"}
"""Tables that lie in serve.duckdb in the order of the API's pages: half a million claims answer two to four times as fast."""


def publish(tables: dict[str, pa.Table], readings: pa.Table, folder: Path) -> Manifest:
    """Write `tables`, with the `readings` they were judged from, as the newest snapshot of a data folder.

    The same content again changes nothing. A reader sees the former snapshot or this one, never anything between.
    """
    snapshots = folder / "snapshots"
    unfinished = snapshots / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / "tables").mkdir(parents=True)
    try:
        written = _written(tables, readings, unfinished)
        _install(unfinished, snapshots / written.snapshot_id, written)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    point(folder, written.snapshot_id)
    _prune(snapshots, written.snapshot_id)
    return written


def _written(tables: dict[str, pa.Table], readings: pa.Table, target: Path) -> Manifest:
    with connect(target / "serve.duckdb", files=True) as con:
        con.begin()
        create_tables(con)
        for name, rows in tables.items():
            con.register("incoming", rows)
            con.execute(f"insert into {name} by name select * from incoming {_PAGED_BY.get(name, '')}")  # noqa: S608  (names of sql/schema/)
            con.unregister("incoming")
            write(con, name, target / "tables" / f"{name}.parquet")
        con.register("incoming", readings)
        # what a text is scored against; not exported. A table of claims is compared with no text.
        con.execute("create table readings as select * from incoming where len(rows) = 0 order by document_id")
        con.commit()
        con.execute("checkpoint")
    files = [table_file(target / "tables" / f"{name}.parquet", target, rows.num_rows) for name, rows in sorted(tables.items())]
    written = _manifest(tables, files)
    (target / MANIFEST).write_bytes(encoded(written))
    for path in (*sorted(target.rglob("*")), target):
        sync(path)
    return written


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


def _install(unfinished: Path, target: Path, written: Manifest) -> None:
    """Give a written snapshot its name. One of that name that is whole is kept, because readers may have it open."""
    if target.exists() and _is_whole(target, written):
        os.utime(target)  # it is the newest again
        return
    if target.exists():
        shutil.rmtree(target)
    unfinished.rename(target)
    sync(target.parent)


def _is_whole(target: Path, written: Manifest) -> bool:
    names = ("serve.duckdb", MANIFEST, *(file.path for file in written.files))
    return all((target / name).is_file() for name in names) and all(file_digest(target / f.path) == f.sha256 for f in written.files)


def point(folder: Path, snapshot_id: str) -> None:
    """Let CURRENT name this snapshot, in one step."""
    replace(folder / "CURRENT", f"{snapshot_id}\n".encode())


def replace(path: Path, content: bytes) -> None:
    """Write a file so that it is there as a whole or not at all."""
    unfinished = path.with_name(path.name + _UNFINISHED)
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


def _prune(snapshots: Path, current: str) -> None:
    others = [path for path in snapshots.iterdir() if path.name not in (current, _UNFINISHED)]
    for old in sorted(others, key=lambda path: path.stat().st_mtime_ns, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(old)
