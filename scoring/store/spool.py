"""The spool: documents that were accepted and are not stored yet, a file each. What is in it survives whatever ends."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from scoring.batch import document_id
from scoring.errors import Busy, OtherContent, UnknownThing
from scoring.model import Job, JobState, Received
from scoring.store.publication import replace, sync

FOLDER = "spool"
"""In the data folder: jobs/<job_id> waits, done/<job_id>.json tells the outcome, keys/ holds idempotency keys."""

MOST_WAITING = 10_000
"""Jobs that may wait."""

MOST_BYTES = 2_000_000_000
"""Bytes that they may take."""

MOST_DONE = 10_000
"""Jobs whose outcome is remembered, and idempotency keys that are."""

BATCH_JOBS = 200
"""Jobs that are stored and published at once."""

BATCH_BYTES = 64_000_000
"""The same in bytes; a single larger one is a batch of its own."""

_AGAIN_IN = "send it again in a minute"


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """What the writer has in hand, noted before it begins, so that its successor knows what it died of."""

    job_ids: list[str]
    tries: int


class Spool:
    """The spool of a data folder. Any number of processes may accept, one takes out."""

    def __init__(self, data: Path) -> None:
        self._jobs, self._done, self._keys = (data / FOLDER / name for name in ("jobs", "done", "keys"))
        self._running = data / FOLDER / "running.json"
        for folder in (self._jobs, self._done, self._keys):
            folder.mkdir(parents=True, exist_ok=True)

    # Whoever accepts.

    def accept(self, sent: Received, key: str | None = None) -> Job:
        """Take something in; it is on disk when this returns. The same content again is the same job.

        `key` is an idempotency key: sent again, it gives the job that it gave before. Raises OtherContent when it came with something
        else, Busy when too much waits.
        """
        job_id = "j_" + document_id(sent)[2:]
        if key is not None:
            self._claimed(key, job_id)
            if self._has_outcome(job_id):
                return self.job(job_id)
        if not (self._jobs / job_id).exists():
            self._refuse_too_much(len(sent.content))
            head = msgspec.json.encode(msgspec.structs.replace(sent, content=b""))
            # beside its folder until it is whole; nobody else writes this name
            unfinished = self._jobs.parent / f".{job_id}.{os.getpid()}.{time.monotonic_ns()}"
            unfinished.write_bytes(head + b"\n" + sent.content)
            sync(unfinished)
            unfinished.replace(self._jobs / job_id)
            sync(self._jobs)
        return _waiting(job_id, "queued")

    def _claimed(self, key: str, job_id: str) -> None:
        """Note that the key stands for the job. Raises OtherContent when it stands for another."""
        path = self._keys / hashlib.sha256(key.encode()).hexdigest()
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}")
        unfinished.write_bytes(job_id.encode())
        sync(unfinished)
        try:
            os.link(unfinished, path)  # whole or not at all, and by one of two who come at once
            sync(self._keys)
        except FileExistsError:
            if path.read_bytes() != job_id.encode():
                raise OtherContent("this Idempotency-Key came with other content before: take a new key for what is new") from None
        finally:
            unfinished.unlink()

    def _refuse_too_much(self, size: int) -> None:
        waiting = [told.st_size for told in map(_told, os.scandir(self._jobs)) if told]
        if len(waiting) >= MOST_WAITING:
            raise Busy(f"{len(waiting):,} documents wait to be stored, and no more may: {_AGAIN_IN}")
        if sum(waiting) + size > MOST_BYTES:
            raise Busy(f"{sum(waiting):,} bytes wait to be stored, and hardly more may: {_AGAIN_IN}")

    def _has_outcome(self, job_id: str) -> bool:
        return (self._done / f"{job_id}.json").exists()

    def job(self, job_id: str) -> Job:
        """How far a job is. Raises UnknownThing."""
        # in this order: the writer tells the outcome first and takes the job away then
        if (self._jobs / job_id).exists():
            running = self.running()
            return _waiting(job_id, "running" if running and job_id in running.job_ids else "queued")
        try:
            return msgspec.json.decode((self._done / f"{job_id}.json").read_bytes(), type=Job)
        except FileNotFoundError:
            raise UnknownThing(f"no job {job_id!r}: POST /v1/documents gives one; the last {MOST_DONE:,} are remembered") from None

    def count(self) -> int:
        """Jobs that wait or run."""
        return sum(1 for _ in os.scandir(self._jobs))

    # Whoever takes out.

    def waiting(self) -> list[str]:
        """The jobs that come next, those longest here first, as many as make one batch."""
        entries = sorted(((entry.stat(), entry.name) for entry in os.scandir(self._jobs)), key=lambda pair: (pair[0].st_mtime_ns, pair[1]))
        taken: list[str] = []
        size = 0
        for told, job_id in entries[:BATCH_JOBS]:
            size += told.st_size
            if taken and size > BATCH_BYTES:
                break
            taken.append(job_id)
        return taken

    def sent(self, job_id: str) -> Received:
        """What was sent."""
        head, _, content = (self._jobs / job_id).read_bytes().partition(b"\n")
        return msgspec.structs.replace(msgspec.json.decode(head, type=Received), content=content)

    def holds(self, job_id: str) -> bool:
        return (self._jobs / job_id).exists()

    def running(self) -> Running | None:
        """What the writer has in hand, or had when it died."""
        try:
            return msgspec.json.decode(self._running.read_bytes(), type=Running)
        except (FileNotFoundError, msgspec.MsgspecError):
            return None

    def begin(self, running: Running) -> None:
        replace(self._running, msgspec.json.encode(running))

    def end(self, outcomes: Iterable[Job]) -> None:
        """Tell outcomes, and take those jobs out."""
        for outcome in outcomes:
            replace(self._done / f"{outcome.job_id}.json", msgspec.json.encode(outcome))
            (self._jobs / outcome.job_id).unlink(missing_ok=True)
        self._running.unlink(missing_ok=True)
        for folder in (self._done, self._keys):
            _prune(folder)


def _waiting(job_id: str, state: JobState) -> Job:
    return Job(job_id=job_id, kind="documents", state=state, error=None, documents=[], stored=0, failed=0, snapshot_id=None)


def _told(entry: os.DirEntry[str]) -> os.stat_result | None:
    """What the disk says of a file; None where the writer took it away meanwhile."""
    try:
        return entry.stat()
    except FileNotFoundError:
        return None


def _prune(folder: Path) -> None:
    """The newest stay."""
    entries: list[Any] = list(os.scandir(folder))
    if len(entries) > MOST_DONE:
        for entry in sorted(entries, key=lambda entry: entry.stat().st_mtime_ns)[:-MOST_DONE]:
            Path(entry.path).unlink(missing_ok=True)
