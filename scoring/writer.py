"""The writer: a process that stores what the spool holds, and publishes it. `python -m scoring.writer DATA`; it ends with its parent."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from scoring.containers.formats import documents
from scoring.containers.members import Passed, Unread
from scoring.errors import CrediblyError, DataFolderBusy
from scoring.model import Job, JobDocument, Received
from scoring.reading.limits import limits
from scoring.store import Store
from scoring.store.spool import Running, Spool

LOOK_EVERY = 0.1
"""Seconds between two looks into the spool."""

WAIT_AFTER_FAILURE = 2.0
"""Seconds after which it is tried again when the folder is busy or the disk full."""

MOST_TRIES = 3
"""How often a document may be there when the writer dies; the next time it has failed, and the others go on."""

MOST_TOLD = 1_000
"""Documents of one job that its outcome lists."""


class Writer:
    """Takes jobs out of a spool, several at a time."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._spool = Spool(data)
        died_of = self._spool.running()
        self._suspects = list(died_of.job_ids) if died_of else []
        """Jobs that were in hand when the last writer died: taken one by one, they show which it died of."""
        self._tries = died_of.tries if died_of and len(died_of.job_ids) == 1 else 0
        self._again = bool(died_of)

    def work(self) -> bool:
        """Store and publish one batch; False when there is nothing to do. Raises what storing raises."""
        batch, tries = self._batch()
        if not batch:
            return False
        if tries > MOST_TRIES:
            error = f"the writer died {MOST_TRIES} times while it read this: split it, or send it in another format"
            self._spool.end(Job(job_id=one, kind="documents", state="failed", error=error, **_NOTHING) for one in batch)
        else:
            self._spool.begin(Running(job_ids=batch, tries=tries))
            self._spool.end(self._stored(batch))
        self._suspects = [one for one in self._suspects if one not in batch]
        return True

    def _batch(self) -> tuple[list[str], int]:
        self._suspects = [one for one in self._suspects if self._spool.holds(one)]
        if self._suspects:
            tries, self._tries = self._tries + 1, 0
            return self._suspects[:1], tries
        return self._spool.waiting(), 1

    def _stored(self, batch: list[str]) -> list[Job]:
        told: dict[str, list[JobDocument]] = {job_id: [] for job_id in batch}
        unlisted: Counter[str] = Counter()
        whose: list[str] = []
        with Store(self._data, report=_say) as store:
            for outcome, job_id in zip(store.ingest(self._documents(batch, told, unlisted, whose)), whose, strict=True):
                told[job_id].append(
                    JobDocument(
                        document_name=outcome.document_name,
                        document_id=outcome.document_id,
                        state=outcome.state,
                        claims=outcome.claims,
                        error=outcome.error,
                    )
                )
            # what was stored before is published, unless a writer died between the two
            new = self._again or any(document.state != "already stored" for lines in told.values() for document in lines)
            snapshot_id = store.publish().snapshot_id if new and whose else None
        self._again = False
        return [_outcome(job_id, lines, unlisted[job_id], snapshot_id) for job_id, lines in told.items()]

    def _documents(
        self, batch: list[str], told: dict[str, list[JobDocument]], unlisted: Counter[str], whose: list[str]
    ) -> Iterator[Received]:
        """The documents in what was sent, `whose` job each is of; what gives none is told at once, or beyond `MOST_TOLD` counted."""
        for job_id in batch:
            for member in _members(self._spool.sent(job_id)):
                if isinstance(member, Received):
                    whose.append(job_id)
                    yield member
                elif isinstance(member, Unread) and len(told[job_id]) >= MOST_TOLD:
                    unlisted[job_id] += 1
                elif isinstance(member, Unread):
                    name = member.where or "what was sent"
                    told[job_id].append(JobDocument(document_name=name, document_id=None, state="failed", claims=0, error=member.why))


_NOTHING: dict[str, Any] = {"documents": [], "stored": 0, "failed": 0, "snapshot_id": None}


def _members(sent: Received) -> Iterator[Received | Unread | Passed]:
    """What was sent with its format is one document; else it may be an archive, mail or records, as `credibly ingest` reads them."""
    if sent.media_type is not None:
        yield sent
        return
    said = {name: value for name in ("publisher", "url", "author", "title", "published_at") if (value := getattr(sent, name))}
    for member in documents(io.BytesIO(sent.content), sent.document_name, limits()):
        yield msgspec.structs.replace(member, **said) if isinstance(member, Received) else member


def _outcome(job_id: str, lines: list[JobDocument], unlisted: int, snapshot_id: str | None) -> Job:
    failed = sum(line.state == "failed" for line in lines)
    return Job(
        job_id=job_id,
        kind="documents",
        state="done",
        error=None,
        documents=lines[:MOST_TOLD],
        stored=len(lines) - failed,
        failed=failed + unlisted,
        snapshot_id=snapshot_id,
    )


def _say(message: str) -> None:
    print(f"writer: {message}", file=sys.stderr, flush=True)


def _ends_with_parent(stop: threading.Event) -> None:
    """The parent holds the other end of standard input: it closes when the parent does."""
    while os.read(0, 1024):
        pass
    stop.set()


def main() -> None:
    """Work until told to stop, or until the parent is gone; a batch that has begun is finished."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=_ends_with_parent, args=(stop,), daemon=True).start()
    os.nice(5)  # who asks comes first
    writer = Writer(Path(sys.argv[1]))
    busy = False
    while not stop.is_set():
        try:
            if not writer.work():
                stop.wait(LOOK_EVERY)
            busy = False
        except DataFolderBusy as error:
            if not busy:
                _say(str(error))
            busy = True
            stop.wait(WAIT_AFTER_FAILURE)
        except (CrediblyError, OSError) as error:
            _say(f"{error}: trying again")
            stop.wait(WAIT_AFTER_FAILURE)


if __name__ == "__main__":
    main()
