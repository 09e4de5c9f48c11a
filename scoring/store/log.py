"""The log of what was received: append-only JSON Lines, each line with the SHA-256 of its own payload, from which all else is rebuilt."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from scoring.errors import BadRequest, DamagedData
from scoring.model import MediaType, Received

_BLOCK = 1 << 20


class Arrival(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="received", tag_field="entry"):
    """A document as it came in. Its bytes are `text` where they are UTF-8, else `base64`."""

    number: int
    """Counts the lines from 1: a line that is missing shows."""
    at: datetime
    """When it was received; stays in the log, so that equal documents give equal exports."""
    document_name: str
    text: str | None = None
    base64: bytes | None = None
    media_type: MediaType | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    title: str | None = None
    published_at: datetime | None = None

    @property
    def received(self) -> Received:
        content = self.text.encode() if self.text is not None else self.base64 or b""
        return Received(
            document_name=self.document_name,
            content=content,
            media_type=self.media_type,
            publisher=self.publisher,
            url=self.url,
            author=self.author,
            title=self.title,
            published_at=self.published_at,
        )


class Removal(msgspec.Struct, frozen=True, kw_only=True, tag="removed", tag_field="entry"):
    """A document taken out again; its arrival stays in the log."""

    number: int
    at: datetime
    document_id: str


Entry = Arrival | Removal


class _Line(msgspec.Struct, frozen=True):
    sha256: str
    payload: msgspec.Raw


class Logged(NamedTuple):
    """An entry, and the log's length in bytes after its line; `entry` is None and `problem` says why for a line that cannot be trusted."""

    entry: Entry | None
    stop: int
    problem: str | None = None


_encoder = msgspec.json.Encoder()
_lines = msgspec.json.Decoder(_Line)
_entries: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


def _encoded(entry: Entry) -> bytes:
    payload = _encoder.encode(entry)
    return b'{"sha256":"' + hashlib.sha256(payload).hexdigest().encode() + b'","payload":' + payload + b"}\n"


def _decoded(line: bytes) -> Entry:
    """The entry of a line. Raises DamagedData when the line is not what its digest says."""
    try:
        outer = _lines.decode(line)
        if hashlib.sha256(outer.payload).hexdigest() != outer.sha256:
            raise DamagedData("its digest does not match")
        return _entries.decode(outer.payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DamagedData(f"it is no entry of a log ({error})") from None


class Log:
    """log/received.jsonl of one data folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def entries(self, start: int = 0) -> Iterator[Logged]:
        """The entries from byte `start` on, which begins a line; damaged lines and gaps in the numbering come with a problem."""
        if not self.path.exists():
            return
        with self.path.open("rb") as lines:
            lines.seek(start)
            expected, stop = None if start else 1, start
            for line in lines:
                stop += len(line)
                where = f"log/{self.path.name}, line that ends at byte {stop:,}"
                if not line.endswith(b"\n"):
                    yield Logged(None, stop, f"{where}: cut short, as by a crash or a full disk")
                    return
                try:
                    entry = _decoded(line)
                except DamagedData as error:
                    yield Logged(None, stop, f"{where}: {error}; restore the file from a backup")
                    expected = None if expected is None else expected + 1
                    continue
                gap = expected is not None and entry.number != expected
                yield Logged(
                    entry, stop, f"{where}: number {entry.number}, expected {expected}: lines are missing or moved" if gap else None
                )
                expected = entry.number + 1

    def arrive(self, documents: list[Received], at: datetime | None = None) -> None:
        """Append documents, on disk before this returns. `at`: when they were received, by default now; raises BadRequest, see `check`."""
        number, at = self._next_number(), self._time(at)
        self._append([_arrival(document, number + index, at) for index, document in enumerate(documents)])

    def remove(self, document_ids: list[str], at: datetime | None = None) -> None:
        """Append that documents are taken out, on disk before this returns; `at` as in `arrive`."""
        number, at = self._next_number(), self._time(at)
        self._append([Removal(number=number + index, at=at, document_id=one) for index, one in enumerate(document_ids)])

    def check(self, at: datetime) -> None:
        """Raises BadRequest unless something may have been received at that time: not before what the log holds, nor in the future.

        Times that only rise make what had been received by a moment the beginning of the log, whatever comes later.
        """
        last = self.last_at()
        if last and at < last:
            raise BadRequest(
                f"nothing can be received at {at.isoformat()}, the last entry of the log is of {last.isoformat()}: "
                "store archives in order of receipt, or in a data folder of their own"
            )
        if at > datetime.now(UTC):
            raise BadRequest(f"nothing can be received at {at.isoformat()}: that is still to come")

    def _time(self, at: datetime | None) -> datetime:
        if at is None:
            return max(datetime.now(UTC), self.last_at() or datetime.min.replace(tzinfo=UTC))  # a clock that was set back
        self.check(at)
        return at

    def last_at(self) -> datetime | None:
        """When the last entry was received; None for an empty log, or one whose last line is damaged."""
        try:
            return _decoded(last).at if (last := self._last_line()) else None
        except DamagedData:
            return None

    def next_at(self, start: int) -> datetime | None:
        """When the first sound entry from byte `start` on was received; None: there is none."""
        return next((logged.entry.at for logged in self.entries(start) if logged.entry), None)

    def document(self, start: int) -> Received:
        """The document whose line begins at byte `start`."""
        entry = next(self.entries(start)).entry
        assert isinstance(entry, Arrival)  # noqa: S101  (whoever asks has seen it there)
        return entry.received

    def _append(self, entries: list[Entry]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        before = self.size
        with self.path.open("ab", buffering=0) as lines:  # unbuffered: nothing is left to fail on closing
            try:
                for entry in entries:
                    unwritten = memoryview(_encoded(entry))
                    while unwritten:
                        unwritten = unwritten[lines.write(unwritten) :]
                os.fsync(lines.fileno())
            except OSError as error:
                with suppress(OSError):
                    lines.truncate(before)  # a full disk leaves no half line behind
                raise OSError(error.errno, error.strerror, str(self.path)) from error

    def _next_number(self) -> int:
        try:
            last = self._last_line()
            return _decoded(last).number + 1 if last else 1
        except DamagedData:  # `verify` and a rebuild name the damaged line; what comes after it is stored all the same
            with self.path.open("rb") as lines:
                return sum(1 for _ in lines) + 1

    def _last_line(self) -> bytes:
        """The last line, with its line feed if it has one; b"" for an empty log."""
        if not self.size:
            return b""
        with self.path.open("rb") as whole:
            start, tail = self.size, b""
            while start and b"\n" not in tail[:-1]:
                step = min(_BLOCK, start)
                start -= step
                whole.seek(start)
                tail = whole.read(step) + tail
        return tail[tail.rfind(b"\n", 0, -1) + 1 :]

    def repair(self) -> str | None:
        """Mend a last line that was cut short; what was mended, or None.

        A line that is whole but for its line feed gets it; any other is cut off, and the lines before it are kept.
        """
        last = self._last_line()
        if not last or last.endswith(b"\n"):
            return None
        with self.path.open("r+b") as whole:
            try:
                _decoded(last)
                whole.seek(0, os.SEEK_END)
                whole.write(b"\n")
                done = "only its line feed was missing; nothing is lost"
            except DamagedData:
                whole.truncate(self.size - len(last))
                done = f"its {len(last):,} bytes were cut off, every line before it is kept; ingest that document again"
            whole.flush()
            os.fsync(whole.fileno())
        return f"log/{self.path.name}: the last line was cut short, as by a crash or a full disk: {done}"


def _arrival(received: Received, number: int, at: datetime) -> Arrival:
    try:
        text, raw = received.content.decode(), None
    except UnicodeDecodeError:
        text, raw = None, received.content
    return Arrival(
        number=number,
        at=at,
        document_name=received.document_name,
        text=text,
        base64=raw,
        media_type=received.media_type,
        publisher=received.publisher,
        url=received.url,
        author=received.author,
        title=received.title,
        published_at=received.published_at,
    )
