"""The working tables: the reading of each document, kept so that bytes are not read again; all of it can be rebuilt from the log."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from scoring.batch import READINGS, prepare_batch, preparer_id, reader_id
from scoring.database import arrow, connect
from scoring.errors import DamagedData, DataFolderBusy, UnknownThing
from scoring.judging.prepared import PREPARED
from scoring.model import Received
from scoring.store import matches
from scoring.store.log import Arrival, Log, Removal
from scoring.store.readers import Readers

BATCH_DOCUMENTS = 128
BATCH_BYTES = 8_000_000
"""Documents are logged, read and stored together up to these bounds."""

_PREPARED_AT_ONCE = 500
"""Readings that are prepared anew at a time."""

_CREATE = (
    "create table if not exists progress (log_bytes bigint not null, reader_id varchar not null, preparer_id varchar not null)",
    "create table if not exists receipts (document_id varchar not null, fingerprint varchar not null)",
    "create table if not exists readings as select * from empty_readings",
    "create table if not exists prepared as select * from empty_prepared",
)


def fingerprint(received: Received) -> str:
    """Tells a document that comes again from one that comes with another title or date."""
    return hashlib.sha256(msgspec.json.encode(received)).hexdigest()


def batches(documents: Iterable[Received]) -> Iterable[list[Received]]:
    """Documents in their order, gathered up to BATCH_DOCUMENTS or BATCH_BYTES."""
    batch: list[Received] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.content)
        if len(batch) == BATCH_DOCUMENTS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class Working:
    """working.duckdb of one data folder, brought up to its log on opening.

    It remembers how far into the log it has come, in the same transaction as the rows: after a crash, a lost write-ahead log or a
    deleted file, what is missing is read from the log again.
    """

    def __init__(self, path: Path, log: Log, readers: Readers, report: Callable[[str], None]) -> None:
        self.path, self._log, self._readers, self._report = path, log, readers, report
        self._con = self._opened()
        try:
            self._catch_up()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._con.close()

    def _opened(self) -> duckdb.DuckDBPyConnection:
        """A connection to sound tables of this reader, filled or empty."""
        known = self.path.exists()
        if not known:
            matches.forget(self.path.parent)  # it holds words of what somebody may have wanted erased
        try:
            con = self._connected()
            log_bytes, reader, preparer = _first(con, "from progress") or (0, reader_id(), preparer_id())
            _first(con, "select count(*), count(text) from readings")
        except duckdb.Error as error:
            if "Could not set lock" in str(error):
                raise DataFolderBusy(f"{self.path} is open in another program: close it there and try again") from None
            return self._anew(f"{self.path.name} cannot be read ({str(error).splitlines()[0][:120]})")
        if not known and self._log.size:
            self._report(f"{self.path.name} is missing: rebuilding it from the log")
        if known and log_bytes and not self._log.size:
            con.close()
            raise DamagedData(
                f"{self._log.path} is missing or empty, but {self.path.name} holds documents from it: restore the log from a backup, "
                f"or remove {self.path} to start again with nothing"
            )
        if reader != reader_id():
            con.close()
            return self._anew(f"{self.path.name} was written by another version of Credibly or of its seeds")
        if log_bytes > self._log.size:
            con.close()
            return self._anew(f"{self.path.name} knows {log_bytes:,} bytes of log, the log has {self._log.size:,}")
        if preparer != preparer_id():
            self._report("claims are compared by other words than before: preparing them anew")
            self._prepare_anew(con, log_bytes)
        return con

    def _prepare_anew(self, con: duckdb.DuckDBPyConnection, log_bytes: int) -> None:
        """Prepare what was read before; no document is read again."""
        readings = arrow(con, "from readings order by document_id")
        pieces = (readings.slice(at, _PREPARED_AT_ONCE) for at in range(0, readings.num_rows, _PREPARED_AT_ONCE))
        prepared = pa.concat_tables([PREPARED.empty_table(), *self._readers.each(prepare_batch, pieces)])
        con.begin()
        con.execute("truncate prepared")
        con.register("incoming", prepared)
        con.execute("insert into prepared by name select * from incoming")
        con.unregister("incoming")
        self._note(con, log_bytes)
        con.commit()

    def _anew(self, why: str) -> duckdb.DuckDBPyConnection:
        self._report(f"{why}: rebuilding it from the log")
        for path in (self.path, self.path.with_name(self.path.name + ".wal")):
            path.unlink(missing_ok=True)
        matches.forget(self.path.parent)
        return self._connected()

    def _connected(self) -> duckdb.DuckDBPyConnection:
        con = connect(self.path)
        con.register("empty_readings", READINGS.empty_table())
        con.register("empty_prepared", PREPARED.empty_table())
        for statement in _CREATE:
            con.execute(statement)
        con.unregister("empty_readings")
        con.unregister("empty_prepared")
        return con

    def _catch_up(self) -> None:
        """Apply what the log holds beyond what the tables have seen."""
        (seen,) = _first(self._con, "select log_bytes from progress") or (0,)
        if seen == self._log.size:
            return
        waiting: list[Received] = []
        size = 0
        for logged in self._log.entries(seen):
            if logged.problem:
                self._report(logged.problem)
            if isinstance(logged.entry, Arrival):
                waiting.append(logged.entry.received)
                size += len(waiting[-1].content)
            if isinstance(logged.entry, Removal) or len(waiting) == BATCH_DOCUMENTS or size >= BATCH_BYTES:
                self.put(waiting, logged.stop)
                waiting, size = [], 0
            if isinstance(logged.entry, Removal):
                self.delete([logged.entry.document_id], logged.stop)
        self.put(waiting, self._log.size)

    def put(self, documents: list[Received], log_bytes: int) -> None:
        """Read documents and store their readings, the last of one document_id in place of any before."""
        self._con.begin()
        if documents:
            self._replace(documents)
        self._commit(log_bytes)

    def _replace(self, documents: list[Received]) -> None:
        readings, prepared = self._readers.read(documents)
        ids = readings["document_id"].to_pylist()
        last = sorted({one: row for row, one in enumerate(ids)}.values())
        receipts = pa.table({"document_id": ids, "fingerprint": [fingerprint(document) for document in documents]})
        for table, rows in (("readings", readings), ("prepared", prepared), ("receipts", receipts)):
            self._con.register("incoming", rows.take(last))
            self._con.execute(f"delete from {table} where document_id in (select document_id from incoming)")  # noqa: S608
            self._con.execute(f"insert into {table} by name select * from incoming")  # noqa: S608
            self._con.unregister("incoming")

    def delete(self, document_ids: list[str], log_bytes: int) -> None:
        self._con.begin()
        for table in ("readings", "prepared", "receipts"):
            self._con.execute(f"delete from {table} where list_contains($ids, document_id)", {"ids": document_ids})  # noqa: S608
        self._commit(log_bytes)

    def _commit(self, log_bytes: int) -> None:
        self._note(self._con, log_bytes)
        self._con.commit()

    @staticmethod
    def _note(con: duckdb.DuckDBPyConnection, log_bytes: int) -> None:
        """Note how far the tables have come, and by which reading and preparing."""
        con.execute("delete from progress")
        came = {"log_bytes": log_bytes, "reader_id": reader_id(), "preparer_id": preparer_id()}
        con.execute("insert into progress values ($log_bytes, $reader_id, $preparer_id)", came)

    def known(self, fingerprints: list[str]) -> set[str]:
        """Which of these fingerprints are stored."""
        query = "select fingerprint from receipts where list_contains($asked, fingerprint)"
        return {row[0] for row in self._con.execute(query, {"asked": fingerprints}).fetchall()}

    def told(self, document_ids: list[str]) -> dict[str, tuple[int, str | None, list[str]]]:
        """How many claims each of these documents gave, what was wrong with it, and with which rows of it."""
        query = "select document_id, len(claims) + len(rows), error, passed_over from readings where list_contains($ids, document_id)"
        return {row[0]: (row[1], row[2], row[3]) for row in self._con.execute(query, {"ids": document_ids}).fetchall()}

    def ids(self, name_or_id: str) -> list[str]:
        """The documents of that name or id. Raises UnknownThing when there is none."""
        query = "select document_id from readings where $name in (document_name, document_id) order by document_id"
        found = [row[0] for row in self._con.execute(query, {"name": name_or_id}).fetchall()]
        if not found:
            raise UnknownThing(f"no document named {name_or_id}, nor with that id, is stored")
        return found

    def content_id(self) -> str:
        """The name of what is stored: equal documents with equal outcomes, read and prepared alike, have an equal one."""
        query = """
            select p.document_id, p.fingerprint, len(r.claims), len(r.rows), r.error
            from receipts as p inner join readings as r on p.document_id = r.document_id
            order by all
        """
        stored = hashlib.sha256(f"{reader_id()}\0{preparer_id()}".encode())
        for row in self._con.execute(query).fetchall():
            stored.update(repr(row).encode())
        return stored.hexdigest()[:16]

    def readings(self) -> pa.Table:
        """All readings, sorted by document_id."""
        return arrow(self._con, "from readings order by document_id")

    def prepared(self) -> pa.Table:
        """What was prepared of all readings, sorted by document_id."""
        return arrow(self._con, "from prepared order by document_id")


def _first(con: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...] | None:
    """The first row of a query, None if there is none; the result is drained, so that the connection is free again."""
    rows = con.execute(query).fetchall()
    return rows[0] if rows else None
