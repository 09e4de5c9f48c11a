"""Tables to a snapshot: written beside the others, checked, and made current in one step."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from scoring.database import connect, create_tables, primary_key
from scoring.files import ruleset_id
from scoring.model import Manifest, TableFile

KEPT = 5
"""Snapshots that stay, the one that is served among them; older ones are removed when a new one is published."""

_UNFINISHED = ".unfinished"

_PAGED_BY = {"claims": "order by document_id, start, claim_id"}
"""Tables that lie in serve.duckdb in the order of the API's pages: half a million claims answer two to four times as fast."""


def publish(tables: dict[str, pa.Table], readings: pa.Table, folder: Path, *, current: bool = True, kept: Collection[str] = ()) -> Manifest:
    """Write `tables`, with the `readings` they were judged from, as the newest snapshot of a data folder.

    The same content again changes nothing. A reader sees the former snapshot or this one, never anything between. `current=False`: it
    is there for those who ask for it by name. Of the others the newest stay, and those that `kept` names.
    """
    snapshots = folder / "snapshots"
    unfinished = snapshots / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / "tables").mkdir(parents=True)
    try:
        manifest = _written(tables, readings, unfinished)
        _install(unfinished, snapshots / manifest.snapshot_id, manifest)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    if current:
        point(folder, manifest.snapshot_id)
    _prune(snapshots, {manifest.snapshot_id, *_served(folder), *kept})
    return manifest


def _written(tables: dict[str, pa.Table], readings: pa.Table, target: Path) -> Manifest:
    with connect(target / "serve.duckdb", files=True) as con:
        con.begin()
        create_tables(con)
        for name, rows in tables.items():
            con.register("incoming", rows)
            con.execute(f"insert into {name} by name select * from incoming {_PAGED_BY.get(name, '')}")  # noqa: S608  (names of sql/schema/)
            con.unregister("incoming")
            write_parquet(con, name, target / "tables" / f"{name}.parquet")
        con.register("incoming", readings)
        # what a text is scored against; not exported. A table of claims is compared with no text.
        con.execute("create table readings as select * from incoming where len(rows) = 0 order by document_id")
        con.commit()
        con.execute("checkpoint")
    files = [table_file(target / "tables" / f"{name}.parquet", target, rows.num_rows) for name, rows in sorted(tables.items())]
    manifest = _manifest(tables, files)
    (target / "manifest.json").write_bytes(encoded(manifest))
    for path in (*sorted(target.rglob("*")), target):
        sync(path)
    return manifest


def write_parquet(con: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    """One table as Parquet, sorted by primary key and written by one thread: equal content, equal bytes."""
    rows = f"select * from {table} order by {', '.join(primary_key(con, table))}"  # noqa: S608  (names of sql/schema/)
    con.execute(f"copy ({rows}) to $path (format parquet, compression zstd)", {"path": str(path)})


def table_file(path: Path, root: Path, rows: int) -> TableFile:
    """What a manifest says of one file."""
    return TableFile(
        table=path.stem, path=path.relative_to(root).as_posix(), rows=rows, bytes=path.stat().st_size, sha256=file_digest(path)
    )


def file_digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _manifest(tables: dict[str, pa.Table], files: list[TableFile]) -> Manifest:
    named = "".join(f"{file.table}\0{file.sha256}\n" for file in files) + ruleset_id()
    documents, claims = tables["documents"], tables["claims"]
    return Manifest(
        snapshot_id=hashlib.sha256(named.encode()).hexdigest()[:16],
        ruleset_id=ruleset_id(),
        credibly_version=version("credibly"),
        documents=documents.num_rows,
        failed_documents=_given(documents["error"]),
        claims=claims.num_rows,
        rated_claims=_given(claims["score"]),
        files=files,
    )


def _given(column: pa.ChunkedArray[Any]) -> int:
    return len(column) - column.null_count


def encoded(manifest: Manifest) -> bytes:
    """A manifest as it is written: indented, with a final line feed."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def _install(unfinished: Path, target: Path, manifest: Manifest) -> None:
    """Give a written snapshot its name. One of that name that is whole is kept, because readers may have it open."""
    if target.exists() and is_whole(target, manifest):
        os.utime(target)  # it is the newest again
        return
    if target.exists():
        shutil.rmtree(target)
    unfinished.rename(target)
    sync(target.parent)


def is_whole(target: Path, manifest: Manifest) -> bool:
    """Whether a snapshot's files are there and are what its manifest says."""
    names = ("serve.duckdb", "manifest.json", *(file.path for file in manifest.files))
    return all((target / name).is_file() for name in names) and all(file_digest(target / f.path) == f.sha256 for f in manifest.files)


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


def _served(folder: Path) -> list[str]:
    """The snapshot that CURRENT names, if there is one."""
    pointer = folder / "CURRENT"
    return pointer.read_text(encoding="utf-8").split() if pointer.is_file() else []


def _prune(snapshots: Path, kept: Collection[str]) -> None:
    others = [path for path in snapshots.iterdir() if path.name not in (*kept, _UNFINISHED)]
    for old in sorted(others, key=lambda path: path.stat().st_mtime_ns, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(old)
