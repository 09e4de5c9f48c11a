"""The data folder: a log of what was received, working tables, published snapshots. The only writer."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, TypeVar

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from scoring.batch import document_id, finding_id, grounding_id, judging_id
from scoring.errors import BadSeed, DamagedData, DataFolderBusy, NothingPublished, UnknownThing
from scoring.judging import Judged, Known, judge
from scoring.judging.rescoring import rescore
from scoring.model import Manifest, Received
from scoring.store import matches, past
from scoring.store.disks import full_disk_named, is_full_disk
from scoring.store.exports import current_snapshot
from scoring.store.log import Log
from scoring.store.publication import Stages, noted_stages, publish, republish
from scoring.store.readers import Readers
from scoring.store.requested import Requests
from scoring.store.working import Working, batches, fingerprint

State = Literal["stored", "already stored", "failed"]

Answer = TypeVar("Answer")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one document. `failed`: kept in the log and listed with its `error`, but nothing could be read in it."""

    document_name: str
    document_id: str
    state: State
    claims: int
    error: str | None = None
    passed_over: list[str] = []
    """Rows of a table of claims that cannot be used, each with the reason."""


def _silent(_: str) -> None:
    pass


def _unwatched(_: Outcome) -> None:
    pass


class Store:
    """One data folder, open for writing; a context manager, because only one writer may have it at a time.

    `report` is told, one line each, of what had to be mended or rebuilt on opening. `processes` read many documents side by side; a
    script that asks for more than one needs the usual `if __name__ == "__main__":`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
    ...     outcomes = store.ingest([Received(document_name="a.txt", content=b"Exports fell. Imports rose.")])
    ...     manifest = store.publish()
    >>> outcomes[0].state, manifest.documents, manifest.claims
    ('stored', 1, 2)
    """

    def __init__(self, folder: Path, report: Callable[[str], None] = _silent, *, processes: int = 1) -> None:
        self.folder, self._report = folder, report
        self._readers = Readers(processes)
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(folder)
        try:
            self._log = Log(folder / "log" / "received.jsonl")
            if mended := self._log.repair():
                report(mended)
            self._working = self._opened()
        except BaseException:
            self._readers.close()
            os.close(self._lock)
            raise

    def _opened(self) -> Working:
        with full_disk_named(self.folder):
            return Working(self.folder / "working.duckdb", self._log, self._readers, self._report)

    def close(self) -> None:
        self._working.close()
        self._readers.close()
        os.close(self._lock)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def ingest(
        self, documents: Iterable[Received], progress: Callable[[Outcome], None] = _unwatched, *, received_at: datetime | None = None
    ) -> list[Outcome]:
        """Log, read and store documents; one outcome each, in order. What is stored already is not logged again.

        A document that comes with another title, author, date or media type is another document. `received_at`: when they came in, for
        archives that are loaded later; now if not given. Raises BadRequest for a time before the log's last entry, or to come.
        """
        if received_at:
            self._log.check(received_at)
        outcomes: list[Outcome] = []
        for batch in batches(documents):
            with full_disk_named(self.folder):
                done = self._ingested(batch, received_at)
            for outcome in done:
                progress(outcome)
            outcomes += done
        return outcomes

    def _ingested(self, batch: list[Received], received_at: datetime | None) -> list[Outcome]:
        prints = [fingerprint(document) for document in batch]
        known = self._working.known(prints)
        new = {one: document for one, document in zip(prints, batch, strict=True) if one not in known}
        if new:
            self._log.arrive(list(new.values()), received_at)
            self._working.put(list(new.values()), self._log.size)
        told = self._working.told([document_id(document) for document in batch])
        outcomes = []
        for one, document in zip(prints, batch, strict=True):
            fresh = new.pop(one, None) is not None
            outcomes.append(_outcome(document, *told[document_id(document)], fresh=fresh))
        return outcomes

    def remove(self, *names: str, removed_at: datetime | None = None) -> list[str]:
        """Take out the documents of these names or ids, and give their ids; the log keeps that they were there, and when.

        Raises UnknownThing, and takes out none, when one of them is not stored. `removed_at`: as `received_at` of `ingest`.
        """
        with full_disk_named(self.folder):
            found = sorted({one for name in names for one in self._working.ids(name)})
            self._log.remove(found, removed_at)
            self._working.delete(found, self._log.size)
        return found

    def publish(self, as_of: datetime | None = None) -> Manifest:
        """Score everything that is stored and make it the current snapshot.

        What the current snapshot has from the same documents by the same seeds and statements is taken from it: where only weights
        differ, they are joined with what the rules found; where only rules differ, the rules alone are asked.

        `as_of`: score what was stored at that time instead, with the rules of today, as a snapshot beside the current one: the very
        snapshot of a store that never received more. Raises UnknownThing when nothing had been received by then, or it is still to come.
        """
        with full_disk_named(self.folder):
            if as_of:
                return self._published_as_of(as_of)
            stages = Stages(self._content_id(), judging_id(), grounding_id(), finding_id())
            made = self._rescored(stages) or self._judged(*self._stored(), stages)
            Requests(self.folder).clean()
            if when := past.present(self._log):
                past.note(self.folder, self._log, when, made, asked=False)
            return made

    def days(self) -> list[datetime]:
        """The ends (UTC) of the past days on which something was received or removed, in order."""
        return past.days(self._log, datetime.now(UTC))

    def _published_as_of(self, at: datetime) -> Manifest:
        if at > datetime.now(UTC):
            raise UnknownThing(f"{at.isoformat()} is still to come: what will have been received by then is not known")
        when = past.past(self._log, at, self._report)
        if known := past.found(self.folder, self._log, when):
            return known
        stages = Stages(f"the log up to {when.log_bytes}", judging_id(), grounding_id(), finding_id())
        made = self._judged(*self._stored_then(when), stages, current=False)
        past.note(self.folder, self._log, when, made, asked=True)
        return made

    def _judged(self, readings: pa.Table, prepared: pa.Table, stages: Stages, *, current: bool = True) -> Manifest:
        judged = self._matched(readings, prepared) if current else self._judge(readings, prepared, None)
        return publish(judged, readings, self.folder, stages, current=current, kept=past.kept(self.folder))

    def _matched(self, readings: pa.Table, prepared: pa.Table) -> Judged:
        """What is stored judged, matching only what the documents that came or went since the last time touch."""
        try:
            return self._judge(readings, prepared, matches.known(self.folder))
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            matches.forget(self.folder)
            if is_full_disk(error):
                raise
            self._report(f"what matching kept is damaged ({str(error).splitlines()[0][:120]}): matching everything anew")
            return self._judge(readings, prepared, matches.known(self.folder))

    def _judge(self, readings: pa.Table, prepared: pa.Table, known: Known | None) -> Judged:
        return judge(readings, prepared, self._readers.each, threads=self._readers.count, keep=True, known=known)

    def _rescored(self, stages: Stages) -> Manifest | None:
        """The current snapshot scored anew; None where it is of other documents, was judged otherwise, or is damaged."""
        try:
            base = current_snapshot(self.folder)
            known = noted_stages(base)
            again = known and stages.again(known)
            if not again:
                return None
            scored = rescore(base / "serve.duckdb", again, threads=self._readers.count)
            return republish(scored, base, self.folder, stages, kept=past.kept(self.folder))
        except NothingPublished:
            return None
        except BadSeed as error:
            if not isinstance(error.__cause__, (duckdb.CatalogException, duckdb.BinderException)):
                raise
            self._report(
                f"the current snapshot may lack what a rule looks at ({str(error).splitlines()[0][:120]}): judging everything anew"
            )
            return None
        except (DamagedData, FileNotFoundError, msgspec.MsgspecError, duckdb.Error) as error:
            if isinstance(error, duckdb.Error) and is_full_disk(error):
                raise
            self._report(f"the current snapshot is damaged ({str(error).splitlines()[0][:120]}): judging everything anew")
            return None

    def _content_id(self) -> str:
        return self._sound(lambda working: working.content_id())

    def _stored_then(self, when: past.Past) -> tuple[pa.Table, pa.Table]:
        """Readings of what was stored at a moment, and what was prepared of them; what was removed since is read from the log again."""
        here = [_of(table, when.documents) for table in self._stored()]
        held = set(here[0]["document_id"].to_pylist())
        gone = [start for one, start in when.documents.items() if one not in held]
        for batch in batches(map(self._log.document, gone)):
            here = [pa.concat_tables([table, more.cast(table.schema)]) for table, more in zip(here, self._readers.read(batch), strict=True)]
        readings, prepared = (table.sort_by("document_id") for table in here)
        return readings, prepared

    def _stored(self) -> tuple[pa.Table, pa.Table]:
        return self._sound(lambda working: (working.readings(), working.prepared()))

    def _sound(self, ask: Callable[[Working], Answer]) -> Answer:
        """What the working tables answer; where they are damaged, once they are rebuilt."""
        try:
            return ask(self._working)
        except duckdb.Error as error:
            if is_full_disk(error):
                raise
            self._working.close()
            self._working.path.unlink(missing_ok=True)
            self._report(f"{self._working.path.name} is damaged ({str(error).splitlines()[0][:120]})")
            self._working = self._opened()
            return ask(self._working)


def _of(table: pa.Table, document_ids: Iterable[str]) -> pa.Table:
    """The rows of these documents."""
    return table.filter(pc.is_in(table["document_id"], pa.array(document_ids, pa.string())))


def _locked(folder: Path) -> int:
    """The folder's lock, which goes when this process does. Raises DataFolderBusy when another has it."""
    descriptor = os.open(folder / "LOCK", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise DataFolderBusy(f"another process is writing to {folder}: wait until it is done, or use another --data folder") from None
    return descriptor


def _outcome(document: Received, claims: int, error: str | None, passed_over: list[str], *, fresh: bool) -> Outcome:
    state: State = "failed" if error else "stored" if fresh else "already stored"
    return Outcome(
        document_name=document.document_name,
        document_id=document_id(document),
        state=state,
        claims=claims,
        error=error,
        passed_over=passed_over,
    )
