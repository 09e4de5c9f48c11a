"""What a snapshot or an export says of itself: rows and digests of its files, what made it, and a digest of all that."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

import msgspec

from scoring.errors import DamagedData
from scoring.files import ruleset_id, schema_id
from scoring.model import Description, Manifest, TableFile

MANIFEST = "manifest.json"

PARSERS = ("selectolax", "markdown-it-py")
"""The libraries that take documents apart; what they see decides which claims there are."""


def manifest(files: list[TableFile], *, documents: int, failed_documents: int, claims: int, rated_claims: int) -> Manifest:
    """The manifest of a whole snapshot, whose name is the hash of its files' digests and its ruleset."""
    named = "".join(f"{file.table}\0{file.sha256}\n" for file in files) + ruleset_id()
    return sealed(
        Manifest(
            snapshot_id=hashlib.sha256(named.encode()).hexdigest()[:16],
            ruleset_id=ruleset_id(),
            schema_id=schema_id(),
            credibly_version=version("credibly"),
            parsers={library: version(library) for library in PARSERS},
            documents=documents,
            failed_documents=failed_documents,
            claims=claims,
            rated_claims=rated_claims,
            licence=None,
            filters={},
            left_out=[],
            files=files,
            digest="",
        )
    )


def sealed(held: Manifest) -> Manifest:
    """The manifest with the digest of all the rest of it.

    >>> seal = sealed(manifest([], documents=0, failed_documents=0, claims=0, rated_claims=0))
    >>> seal == sealed(seal), len(seal.digest)
    (True, 64)
    """
    rest = encoded(msgspec.structs.replace(held, digest=""))
    return msgspec.structs.replace(held, digest=hashlib.sha256(rest).hexdigest())


def encoded(held: Manifest) -> bytes:
    """A manifest as it is written: indented, with a final line feed."""
    return msgspec.json.format(msgspec.json.encode(held), indent=2) + b"\n"


def read_manifest(path: Path) -> Manifest:
    """Raises DamagedData when there is none or it cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise DamagedData(f"{path} is missing") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DamagedData(f"{path} is no manifest: {error}") from None


def listed(held: Manifest) -> list[TableFile | Description]:
    """Every file of an export, the manifest itself the last."""
    content = encoded(held)
    itself = Description(path=MANIFEST, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    return [*held.files, *held.descriptions, itself]


def is_as_written(path: Path, held: Manifest) -> bool:
    """Whether the file is, to the byte, the manifest that was sealed."""
    return path.read_bytes() == encoded(sealed(held))


def file_digest(path: Path) -> str:
    """SHA-256, in hex digits."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def table_file(path: Path, root: Path, rows: int) -> TableFile:
    """What a manifest says of one file."""
    name = path.relative_to(root).as_posix()
    return TableFile(table=path.name.partition(".")[0], path=name, rows=rows, bytes=path.stat().st_size, sha256=file_digest(path))
