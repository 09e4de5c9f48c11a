"""Is what is stored or exported what it was when it was written? Digests, counts, references, and every score recomputed."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import duckdb
import msgspec
import pyarrow as pa

from scoring.database import connect, create_tables
from scoring.errors import DamagedData, NotAnExport
from scoring.files import statement
from scoring.model import Description, Manifest, TableFile
from scoring.queries import lookups
from scoring.store.exports import current_snapshot
from scoring.store.log import Log
from scoring.store.manifests import MANIFEST, file_digest, is_as_written, read_manifest
from scoring.store.standards.telling import STANDARDS
from scoring.store.tables import opened, references


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
    if (folder / MANIFEST).is_file():
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
    path = folder / MANIFEST
    try:
        manifest = read_manifest(path)
    except DamagedData as error:
        done.problem(path, str(error))
        return
    done.files += 1
    before = len(done.problems)
    if not is_as_written(path, manifest):
        done.problem(path, "it is not what its own digest says: it was changed after it was written")
    _verify_complete(folder, manifest, done)
    for described in manifest.descriptions:
        done.files += 1
        _is_what_was_listed(folder, described, done)
    if all(file.table in STANDARDS for file in manifest.files):  # told in a standard's terms: no tables to recompute anything from
        for file in manifest.files:
            done.files += 1
            done.rows += file.rows
            _is_what_was_listed(folder, file, done)
        return
    with connect(files=True) as con:
        create_tables(con)
        for file in manifest.files:
            done.files += 1
            done.rows += file.rows
            _verify_file(con, folder, file, done)
        if len(manifest.files) < 2 * len({problem.file for problem in done.problems[before:]}):
            done.problem(path, "most of the files beside it are not the ones it lists: it may belong to another export")
        if len(done.problems) == before:
            _verify_counts(con, path, manifest, done)
            _verify_references(con, manifest, folder, done)
            _verify_scores(con, manifest, folder, done)
            _verify_served(con, manifest, folder, done)


def _verify_complete(folder: Path, manifest: Manifest, done: Verification) -> None:
    """An export holds what its manifest lists, and nothing that an interruption left."""
    if (folder / ".incoming").exists():
        done.problem(folder / ".incoming", "an export was interrupted here: run the same `credibly export` again to complete it")
    names = [file.path for file in manifest.files]
    if len(names) != len(set(names)):
        done.problem(folder / MANIFEST, "it lists a file twice")


def _is_what_was_listed(folder: Path, file: TableFile | Description, done: Verification) -> bool:
    """Whether a file is there with the size and digest of the manifest; what is not is a problem."""
    path = folder / file.path
    if not path.is_file():
        done.problem(path, "it is missing, the manifest lists it")
    elif path.stat().st_size != file.bytes:
        done.problem(path, f"it has {path.stat().st_size:,} bytes, the manifest says {file.bytes:,}")
    elif (digest := file_digest(path)) != file.sha256:
        done.problem(path, f"its SHA-256 is {digest}, the manifest says {file.sha256}")
    else:
        return True
    return False


def _verify_file(con: duckdb.DuckDBPyConnection, folder: Path, file: TableFile, done: Verification) -> None:
    path = folder / file.path
    if not _is_what_was_listed(folder, file, done):
        return  # what somebody changed is not even opened
    try:
        opened(con, file.table, path)
        rows = _one(con, f"select count(*) from {file.table}_exported")  # noqa: S608  (names of sql/schema/)
    except (duckdb.Error, OSError, pa.ArrowException, UnicodeDecodeError, RuntimeError) as error:
        done.problem(path, f"it cannot be read: {str(error).splitlines()[0]}")
        return
    if rows != file.rows:
        done.problem(path, f"it has {rows:,} rows, the manifest says {file.rows:,}")


def _verify_counts(con: duckdb.DuckDBPyConnection, path: Path, manifest: Manifest, done: Verification) -> None:
    """What the manifest says of the whole is so; of a filtered export it tells the snapshot's numbers, which cannot be counted there."""
    if manifest.filters or not {"claims", "documents"} <= {file.table for file in manifest.files}:
        return
    counted = con.execute(statement("verify/counts")).fetchall()[0]
    said = (manifest.documents, manifest.failed_documents, manifest.claims, manifest.rated_claims)
    for name, found, told in zip(("documents", "failed_documents", "claims", "rated_claims"), counted, said, strict=True):
        if found != told:
            done.problem(path, f"{name} is {told:,}, the files hold {found:,}")


def _verify_references(con: duckdb.DuckDBPyConnection, manifest: Manifest, folder: Path, done: Verification) -> None:
    """Whatever id a table names is in the table of such ids."""
    path = {file.table: folder / file.path for file in manifest.files}
    for one in references(con):
        if one.table not in path or one.parent not in path:
            continue
        matched = " and ".join(f"c.{column} = p.{key}" for column, key in zip(one.columns, one.keys, strict=True))
        given = " and ".join(f"c.{column} is not null" for column in one.columns)
        strays = con.execute(
            f"select {', '.join(f'c.{column}' for column in one.columns)} from {one.table}_exported as c "  # noqa: S608  (names of sql/schema/)
            f"anti join {one.parent}_exported as p on {matched} where {given} order by all limit 1"
        ).fetchall()
        for stray in strays:
            what = ", ".join(f"{column} {value}" for column, value in zip(one.columns, stray, strict=True))
            done.problem(path[one.table], f"{what} is not in {path[one.parent].name}")


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
        done.problem(folder / MANIFEST, f"it lists no table {', '.join(missing)}")
        return
    done.scores += _one(con, "select count(score) from claims_exported")
    for name, tables in _FOLLOWS.items():
        for claim_id, why in con.execute(statement(f"verify/{name}")).fetchall():
            done.problem(path[tables[0]], f"claim {claim_id}: {why}")


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
            before = len(done.problems)
            for file in manifest.files:
                here = _one(database, f"select coalesce(bit_xor(hash(t)), 0) + count(*) from {file.table} as t")  # noqa: S608
                there = _one(con, f"select coalesce(bit_xor(hash(t)), 0) + count(*) from {file.table}_exported as t")  # noqa: S608
                if here != there:
                    done.problem(served, f"its table {file.table} is not the same as {file.path}")
            rows = folder / lookups.FILE
            done.files += 1
            if not rows.is_file():
                done.problem(rows, "it is missing")
            elif len(done.problems) == before and (wrong := lookups.differs(database, rows)):  # a damaged database tells nothing of others
                done.problem(rows, wrong)
    except duckdb.Error as error:
        done.problem(served, f"it cannot be read: {str(error).splitlines()[0]}")


def _one(con: duckdb.DuckDBPyConnection, query: str, **parameters: str) -> int:
    row = con.execute(query, parameters).fetchone()
    return int(row[0]) if row else 0
