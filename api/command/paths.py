"""Paths to documents: files, folders and patterns as they are given on the command line."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from api.command.provenance import SIDECAR, Provenance, provenances
from scoring.errors import BadRequest
from scoring.model import Received
from scoring.reading.limits import limits

ENDINGS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", "")
"""What is taken from a folder; a file that is named itself is read whatever its ending."""


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A path that gives no document, and why."""

    path: str
    why: str


class Intake:
    """Paths to documents: walks folders, expands patterns, reads files; what cannot be read is listed in `failed`, never raised."""

    def __init__(self, given: Provenance) -> None:
        self._given = given
        self._sidecars: dict[Path, dict[str, Provenance]] = {}
        self.read: list[str] = []
        """The paths of the documents given so far, in order."""
        self.failed: list[Refused] = []
        self.skipped: list[Refused] = []

    def files(self, paths: tuple[str, ...]) -> list[Path]:
        """The files that the paths stand for, each once, in the order given, folders in order of name."""
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
                if path.suffix.lower() in ENDINGS:
                    taken.append(path)
                else:
                    self.skipped.append(Refused(path=_shown(path), why=f"{path.suffix} is not taken from a folder: name the file itself"))
        if not taken:
            self.fail(folder, "no documents in this folder: it holds no .txt, .md or .html file")
        return taken

    def documents(self, files: list[Path]) -> Iterator[Received]:
        """The documents that can be read from disk; the others are in `failed`."""
        for path in files:
            try:
                content = _content(path)
                said = self._provenance(path)
            except OSError as error:
                self.fail(path, _refused(error))
            except BadRequest as error:
                self.fail(path, str(error))
            else:
                self.read.append(_shown(path))
                yield Received(document_name=_name(path), content=content, **msgspec.structs.asdict(said))

    def _provenance(self, path: Path) -> Provenance:
        """What the command line says of a document, and where it says nothing, the sources.csv beside the file."""
        if path.parent not in self._sidecars:
            self._sidecars[path.parent] = provenances(path.parent)
        beside = self._sidecars[path.parent].get(path.name, Provenance())
        return Provenance(**{name: said or getattr(beside, name) for name, said in msgspec.structs.asdict(self._given).items()})

    def fail(self, path: Path, why: str) -> None:
        self.failed.append(Refused(path=_shown(path), why=why))


def _content(path: Path) -> bytes:
    """The file's bytes. A file that is larger than any document may be is refused before it is read."""
    if path.exists() and not path.is_file():
        raise BadRequest("not a regular file: name a file or a folder")
    size = path.stat().st_size
    most = limits().bytes
    if size > most:
        raise BadRequest(f"too large: {size:,} bytes, and {most:,} are read at most: split the document")
    return path.read_bytes()


def _refused(error: OSError) -> str:
    remedy = {
        FileNotFoundError: "no such file: check the spelling",
        PermissionError: "permission denied: make it readable for this user",
    }
    return remedy.get(type(error), str(error.strerror or error))


def _name(path: Path) -> str:
    """A file's base name; bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _shown(path: Path) -> str:
    """A path as it can be printed: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
