"""Is what is stored or exported what it was when it was written? Digests, row counts, and every score recomputed from its ledger."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import duckdb
import msgspec

from scoring.database import connect
from scoring.errors import DamagedData, NotAnExport
from scoring.files import statement
from scoring.model import Manifest, TableFile
from scoring.store.exports import current_snapshot, read_manifest
from scoring.store.log import Log
from scoring.store.publication import file_digest


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it was written."""

    file: str
    what: str


class Verification(msgspec.Struct, kw_only=True):
    """What was checked, and what is wrong with it."""

    files: int = 0
    rows: int = 0
    scores: int = 0
    log_lines: int = 0
    problems: list[Problem] = []

    def problem(self, file: Path, what: str) -> None:
        self.problems.append(Problem(file=str(file), what=what))


def verify(folder: Path) -> Verification:
    """Check an export, a snapshot, or a data folder with its log and all its snapshots. Raises NotAnExport when it is none of them."""
    done = Verification()
    if (folder / "manifest.json").is_file():
        _verify_tables(folder, done)
    elif (folder / "log").is_dir() or (folder / "CURRENT").is_file():
        _verify_log(Log(folder / "log" / "received.jsonl"), done)
        _verify_current(folder, done)
        for manifest in sorted((folder / "snapshots").glob("[0-9a-f]*/manifest.json")):
            _verify_tables(manifest.parent, done)
    else:
        raise NotAnExport(f"{folder} is no export, snapshot or data folder: it holds neither manifest.json nor a log")
    return done


def _verify_log(log: Log, done: Verification) -> None:
    if not log.size:
        done.problem(log.path, "it is missing or empty")
    for logged in log.entries():
        done.log_lines += 1
        if logged.problem:
            done.problem(log.path, logged.problem)


def _verify_current(folder: Path, done: Verification) -> None:
    if (folder / "CURRENT").is_file() and not (current_snapshot(folder) / "manifest.json").is_file():
        done.problem(folder / "CURRENT", f"it names snapshot {current_snapshot(folder).name}, which is not there or has no manifest")


def _verify_tables(folder: Path, done: Verification) -> None:
    try:
        manifest = read_manifest(folder / "manifest.json")
    except DamagedData as error:
        done.problem(folder / "manifest.json", str(error))
        return
    before = len(done.problems)
    with connect(files=True) as con:
        for file in manifest.files:
            done.files += 1
            done.rows += file.rows
            _verify_file(con, folder, file, done)
        if len(done.problems) == before:
            _verify_scores(con, manifest, folder, done)
            _verify_served(con, manifest, folder, done)


def _verify_file(con: duckdb.DuckDBPyConnection, folder: Path, file: TableFile, done: Verification) -> None:
    path = folder / file.path
    if not path.is_file():
        done.problem(path, "it is missing, the manifest lists it")
        return
    if path.stat().st_size != file.bytes:
        done.problem(path, f"it has {path.stat().st_size:,} bytes, the manifest says {file.bytes:,}")
    elif (digest := file_digest(path)) != file.sha256:
        done.problem(path, f"its SHA-256 is {digest}, the manifest says {file.sha256}")
    try:
        rows = _one(con, "select count(*) from read_parquet($path)", path=str(path))
    except duckdb.Error as error:
        done.problem(path, f"it cannot be read: {str(error).splitlines()[0]}")
        return
    if rows != file.rows:
        done.problem(path, f"it has {rows:,} rows, the manifest says {file.rows:,}")


_FOLLOWS = {
    "scores": ("claims", "contributions"),
    "utterances": ("claims", "utterance_grounds"),
    "bits": ("contributions", "families", "rules"),
}
"""The statements of sql/verify/, and the tables that each looks at."""


def _verify_scores(con: duckdb.DuckDBPyConnection, manifest: Manifest, folder: Path, done: Verification) -> None:
    """Each contribution is strength times its rule's weight within its family's bounds, and each score follows from its ledger."""
    path = {file.table: folder / file.path for file in manifest.files}
    if missing := sorted(set(chain.from_iterable(_FOLLOWS.values())) - set(path)):
        done.problem(folder / "manifest.json", f"it lists no table {', '.join(missing)}")
        return
    done.scores += _one(con, "select count(score) from read_parquet($claims)", claims=str(path["claims"]))
    for name, tables in _FOLLOWS.items():
        wrong = con.execute(statement(f"verify/{name}"), {table: str(path[table]) for table in tables}).fetchall()
        for claim_id, why in wrong:
            done.problem(path[tables[0]], f"claim {claim_id}: {why}")


_CONTENT = "select coalesce(bit_xor(hash(t)), 0) + count(*)"
"""A number that stands for all rows of a table, in any order."""


def _verify_served(con: duckdb.DuckDBPyConnection, manifest: Manifest, folder: Path, done: Verification) -> None:
    """A snapshot's database holds the same rows as its Parquet files; an export has no database."""
    served = folder / "serve.duckdb"
    if not served.is_file():
        if folder.parent.name == "snapshots":
            done.problem(served, "it is missing")
        return
    done.files += 1
    try:
        with connect(served, read_only=True) as database:
            for file in manifest.files:
                here = _one(database, f"select coalesce(bit_xor(hash(t)), 0) + count(*) from {file.table} as t")  # noqa: S608
                there = _one(
                    con, "select coalesce(bit_xor(hash(t)), 0) + count(*) from read_parquet($path) as t", path=str(folder / file.path)
                )
                if here != there:
                    done.problem(served, f"its table {file.table} is not the same as {file.path}")
    except duckdb.Error as error:
        done.problem(served, f"it cannot be read: {str(error).splitlines()[0]}")


def _one(con: duckdb.DuckDBPyConnection, query: str, **parameters: str) -> int:
    row = con.execute(query, parameters).fetchone()
    return int(row[0]) if row else 0
