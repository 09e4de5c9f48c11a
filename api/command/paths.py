"""Paths to documents: files, folders, patterns and standard input as they are given on the command line."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

import msgspec

from api.command.provenance import SIDECAR, Provenance, provenances
from scoring.containers import streams
from scoring.containers.formats import documents
from scoring.containers.members import Passed, Unread
from scoring.containers.tables import table
from scoring.errors import BadRequest
from scoring.model import Received
from scoring.reading.limits import limits

ENDINGS = (
    ".txt",
    ".text",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    "",
    ".json",
    ".jsonl",
    ".ndjson",
    ".warc",
    ".wet",
    ".eml",
    ".mbox",
)
"""What is taken from a folder, also compressed; a file that is named itself is read whatever its ending."""

TABLE_ENDINGS = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet")
"""The same, where tables of claims are asked for."""

STDIN = Path("-")

_MOST_NAMED = 1_000
"""Records of one file that are named as failed; of those beyond only the number is told."""


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A path that gives no document, and why."""

    path: str
    why: str


class Intake:
    """Paths to documents: walks folders, expands patterns, reads files; what cannot be read is listed in `failed`, never raised.

    With `tables`, each file is one table of claims.
    """

    def __init__(self, given: Provenance, *, tables: bool = False) -> None:
        self._given = given
        self._tables = tables
        self._limits = limits()
        self._sidecars: dict[Path, dict[str, Provenance]] = {}
        self.read: list[str] = []
        """The paths of the documents given so far, in order, each with its name in a file that holds many."""
        self.taken = 0
        """Bytes of files that are read so far."""
        self._done = 0
        self.failed: list[Refused] = []
        self.skipped: list[Refused] = []

    def files(self, paths: tuple[str, ...]) -> list[Path]:
        """The files that the paths stand for, each once, in the order given, folders in order of name; "-" is standard input."""
        found: dict[Path, None] = {}
        for path in paths:
            found.update(dict.fromkeys(self._expanded(path)))
        return list(found)

    def _expanded(self, path: str) -> list[Path]:
        one = Path(path)
        if one.is_dir():
            return self._walked(one)
        if one.exists() or not glob.has_magic(path):
            return [one]
        matches = [Path(match) for match in sorted(glob.glob(path, recursive=True))]  # noqa: PTH207  (the pattern may be absolute)
        if not matches:
            self.fail(one, "no file matches this pattern: check the spelling")
        return [file for match in matches for file in (self._walked(match) if match.is_dir() else [match])]

    def _walked(self, folder: Path) -> list[Path]:
        taken: list[Path] = []
        for where, folders, names in os.walk(folder, onerror=lambda error: self.fail(Path(error.filename), _refused(error))):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(where) / name
                if name.startswith(".") or name == SIDECAR:
                    continue
                if Path(streams.plain_name(name)).suffix.lower() in (TABLE_ENDINGS if self._tables else ENDINGS):
                    taken.append(path)
                else:
                    self.skipped.append(Refused(path=_shown(path), why=f"{path.suffix} is not taken from a folder: name the file itself"))
        if not taken:
            wanted = "no tables in this folder: it holds no CSV, JSON Lines or Parquet file"
            self.fail(folder, wanted if self._tables else "no documents in this folder: it holds no text, HTML, JSON, mail or WARC file")
        return taken

    def documents(self, files: list[Path]) -> Iterator[Received]:
        """The documents that can be read from disk, one at a time; what gives none is in `failed`."""
        for path in files:
            try:
                with _opened(path) as stream:
                    yield from self._documents(path, stream)
                    self._done += stream.tell() if path != STDIN else 0
            except OSError as error:
                self.fail(path, _refused(error))
            except BadRequest as error:
                self.fail(path, str(error))

    def _documents(self, path: Path, stream: BinaryIO) -> Iterator[Received]:
        beside = self._beside(path)
        unnamed = 0
        already = len(self.failed)
        name = _name(path)
        for member in [table(stream, name, self._limits)] if self._tables else documents(stream, name, self._limits):
            self.taken = self._done + (stream.tell() if path != STDIN else 0)
            if isinstance(member, Passed):
                self.skipped.append(Refused(path=_shown(path), why=f"{member.count:,} record{'s' * (member.count != 1)} {member.what}"))
            elif isinstance(member, Unread) and member.where and len(self.failed) - already >= _MOST_NAMED:
                unnamed += 1
            elif isinstance(member, Unread):
                self.fail(path, member.why, member.where)
            else:
                self.read.append(
                    _shown(path) + ("" if member.document_name == streams.plain_name(_name(path)) else f": {member.document_name}")
                )
                said = {**_said(beside.get(path.name)), **_said(beside.get(member.document_name)), **_said(self._given)}
                yield msgspec.structs.replace(member, **said)
        if unnamed:
            self.fail(path, f"{unnamed:,} more records cannot be read")

    def _beside(self, path: Path) -> dict[str, Provenance]:
        """What the sources.csv beside a file says, by document name; the command line goes before it, and it before the document."""
        if path == STDIN:
            return {}
        if path.parent not in self._sidecars:
            self._sidecars[path.parent] = provenances(path.parent)
        return self._sidecars[path.parent]

    def fail(self, path: Path, why: str, where: str = "") -> None:
        self.failed.append(Refused(path=_shown(path) + (f": {where}" if where else ""), why=why))


def _said(provenance: Provenance | None) -> dict[str, object]:
    return {name: said for name, said in msgspec.structs.asdict(provenance).items() if said} if provenance else {}


def _opened(path: Path) -> BinaryIO | nullcontext[BinaryIO]:
    """The file's bytes, or those of standard input, as a context manager."""
    if path == STDIN:
        return nullcontext(sys.stdin.buffer)
    if path.exists() and not path.is_file():
        raise BadRequest("not a regular file: name a file or a folder, or pipe it into `credibly ingest -`")
    return path.open("rb")


def _refused(error: OSError) -> str:
    remedy = {
        FileNotFoundError: "no such file: check the spelling",
        PermissionError: "permission denied: make it readable for this user",
    }
    return remedy.get(type(error), str(error.strerror or error))


def _name(path: Path) -> str:
    """A file's base name; bytes that are no UTF-8 become U+FFFD."""
    return "standard input" if path == STDIN else os.fsencode(path.name).decode("utf-8", "replace")


def _shown(path: Path) -> str:
    """A path as it can be printed: bytes that are no UTF-8 become U+FFFD."""
    return "standard input" if path == STDIN else os.fsencode(path).decode("utf-8", "replace")
