"""Exports that are asked for over HTTP: exports/<id>/ in the data folder, made one after the other by a process of its own.

`python -m scoring.store.requested DATA` makes those that wait, and ends. Any number of servers may ask; one such process works.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Literal

import duckdb
import msgspec

from scoring.errors import Busy, CrediblyError, UnknownThing
from scoring.model import ExportJob
from scoring.store.disks import is_full_disk
from scoring.store.exports import Choice, export
from scoring.store.manifests import MANIFEST, listed, read_manifest
from scoring.store.publication import replace
from scoring.store.served import Download, files

FOLDER = "exports"

MOST_WAITING = 1_000
"""Exports that may wait."""

MOST_KEPT = 200
"""Exports that are kept when they are made; the one longest unused makes room."""

MOST_BYTES = 20_000_000_000
"""What they may take on the disk together, but for the last."""

LARGEST_FILE = 10_000_000_000
"""Bytes of one file of an export; the kernel ends whoever writes more."""

MOST_TRIES = 3
"""How often an export is begun; what ended the process that often ends the export."""

_REQUEST = "request.json"
_BEGUN = "begun"
_LOCK = ".working"
_FAILED = "failed.json"
_FILES = "files"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; its hash is the export's name."""

    snapshot_id: str
    choice: Choice

    @property
    def export_id(self) -> str:
        return "x_" + hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]


class Requests:
    """The exports of a data folder that were asked for. Nothing is ever written into snapshots/."""

    def __init__(self, data: Path, address: str = "/v1/exports") -> None:
        """`address`: where they are served."""
        self._data, self._root, self._address = data, data / FOLDER, address
        self._worker: subprocess.Popen[bytes] | None = None

    def ask(self, request: Request) -> ExportJob:
        """Ask for an export, and have it made. The same again is the same export; one that failed is tried again.

        Raises Busy when too many wait.
        """
        place = self._root / request.export_id
        (place / _FAILED).unlink(missing_ok=True)
        if not (place / _REQUEST).is_file():
            if len(self._waiting()) >= MOST_WAITING:
                raise Busy(f"{MOST_WAITING} exports wait to be made, and no more may: ask again in a minute")
            self.clean()
            place.mkdir(parents=True, exist_ok=True)
            replace(place / _REQUEST, msgspec.json.encode(request), by=f".{os.getpid()}.{threading.get_ident()}")
        job = self.job(request.export_id)
        if job.state == "done":
            os.utime(place)
        return job

    def job(self, export_id: str) -> ExportJob:
        """How far an export is; where it waits and nobody makes it, that is begun. Raises UnknownThing."""
        request, place = self._request(export_id), self._root / export_id
        error = None
        state: Literal["queued", "running", "done", "failed"] = "queued"
        if (place / _FILES / MANIFEST).is_file():
            state = "done"
        elif (place / _FAILED).is_file():
            state, error = "failed", msgspec.json.decode((place / _FAILED).read_bytes(), type=str)
        elif self._is_worked_on():
            state = "running" if (place / _BEGUN).is_file() else "queued"
        else:
            self._start()
        url = f"{self._address}/{export_id}"
        held = files(read_manifest(place / _FILES / MANIFEST), url) if state == "done" else []
        return ExportJob(export_id=export_id, snapshot_id=request.snapshot_id, state=state, url=url, error=error, files=held)

    def file(self, export_id: str, name: str) -> Download:
        """A file of a finished export. Raises UnknownThing."""
        place = self._root / export_id / _FILES
        if self.job(export_id).state == "done":
            for one in listed(read_manifest(place / MANIFEST)):
                if one.path == name:
                    os.utime(place.parent)
                    return Download(place=place / name, bytes=one.bytes, sha256=one.sha256)
        raise UnknownThing(f"export {export_id} has no file of that name: GET {self._address}/{export_id} lists those it has")

    def _request(self, export_id: str) -> Request:
        try:
            return msgspec.json.decode((self._root / export_id / _REQUEST).read_bytes(), type=Request)
        except (FileNotFoundError, msgspec.MsgspecError):
            raise UnknownThing(f"no export {export_id!r}, or no longer: POST {self._address} with what it shall hold makes one") from None

    # What is made, and what goes.

    def work(self) -> None:
        """Make what waits, one after the other, unless another process does already."""
        while self._waiting():
            with self._alone() as alone:
                if not alone:
                    return
                while waiting := self._waiting():
                    self._make(waiting[0])

    def _make(self, place: Path) -> None:
        request = msgspec.json.decode((place / _REQUEST).read_bytes(), type=Request)
        tries = int((place / _BEGUN).read_bytes()) + 1 if (place / _BEGUN).is_file() else 1
        if tries > MOST_TRIES:
            self._fail(place, f"it ended the process that made it {MOST_TRIES} times: ask for less")
            return
        replace(place / _BEGUN, str(tries).encode())
        try:
            export(self._data, place / _FILES, request.choice, snapshot_id=request.snapshot_id)
        except (CrediblyError, OSError, duckdb.Error) as error:
            print(f"export {place.name}: {error}", file=sys.stderr, flush=True)
            self._fail(place, _told(error))
        self.clean()

    def _fail(self, place: Path, why: str) -> None:
        replace(place / _FAILED, msgspec.json.encode(why))
        (place / _BEGUN).unlink(missing_ok=True)
        shutil.rmtree(place / _FILES, ignore_errors=True)

    def clean(self) -> None:
        """Take away exports of snapshots that are no longer kept, and those longest unused where there are too many or too large ones."""
        made = []
        for place in self._places():
            with suppress(UnknownThing, FileNotFoundError):  # another process took it away meanwhile
                if not (self._data / "snapshots" / self._request(place.name).snapshot_id / MANIFEST).is_file():
                    shutil.rmtree(place, ignore_errors=True)
                elif (place / _FILES / MANIFEST).is_file() or (place / _FAILED).is_file():
                    made.append((place.stat().st_mtime_ns, place, sum(path.stat().st_size for path in (place / _FILES).glob("*"))))
        left = sum(size for _, _, size in made)
        newest_first = sorted(made, reverse=True)
        while len(newest_first) > 1 and (len(newest_first) > MOST_KEPT or left > MOST_BYTES):
            _, place, size = newest_first.pop()
            left -= size
            shutil.rmtree(place, ignore_errors=True)

    def _places(self) -> list[Path]:
        return [path.parent for path in self._root.glob(f"x_*/{_REQUEST}")]

    def _waiting(self) -> list[Path]:
        """What is neither finished nor failed, the one longest here first."""
        waiting = []
        for place in self._places():
            if not (place / _FILES / MANIFEST).is_file() and not (place / _FAILED).is_file():
                with suppress(FileNotFoundError):  # it went with its snapshot meanwhile
                    waiting.append(((place / _REQUEST).stat().st_mtime_ns, place))
        return [place for _, place in sorted(waiting)]

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether this process is the one that works; it is, until it leaves."""
        self._root.mkdir(parents=True, exist_ok=True)
        with (self._root / _LOCK).open("w") as lock:
            yield any(_locked(lock, fcntl.LOCK_EX, wait) for wait in (0, 0.05, 0.2))  # whoever looks holds it for a moment

    def _is_worked_on(self) -> bool:
        with (self._root / _LOCK).open("w") as lock:
            return not _locked(lock, fcntl.LOCK_SH)

    def _start(self) -> None:
        """Start the process that makes what waits, unless the one that was started before is still about it.

        It goes on when the server ends, and ends at once where another works.
        """
        if self._worker is not None and self._worker.poll() is None:
            return
        command = [sys.executable, "-m", "scoring.store.requested", str(self._data)]
        self._worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603  (our own program)


def _locked(lock: IO[str], kind: int, wait: float = 0) -> bool:
    time.sleep(wait)
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _told(error: Exception) -> str:
    """Why an export failed, without a path of the server."""
    if is_full_disk(error):
        return "the disk is full: ask again later"
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return f"a file of it would be larger than {LARGEST_FILE:,} bytes: ask for less"
    return "the snapshot cannot be read, or is no longer kept: ask again; the server's log has the particulars"


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    os.nice(5)
    Requests(Path(sys.argv[1])).work()
