"""What of a data folder can be downloaded: the snapshots it keeps, and exports that were asked for, as files with digests."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

import msgspec

from scoring.errors import DamagedData, UnknownThing
from scoring.model import ExportedFile, ExportedSnapshot, ExportList, Manifest, TableFile
from scoring.store.exports import accompanying
from scoring.store.manifests import MANIFEST, listed, read_manifest

_SNAPSHOT_ID = re.compile("[0-9a-f]{16}")


class Download(msgspec.Struct, frozen=True, kw_only=True):
    """A file, or the content of one that is made when it is asked for."""

    place: Path | bytes
    bytes: int
    sha256: str


def exports(folder: Path, held: Manifest, address: str) -> ExportList:
    """All snapshots that the data folder keeps; `held`: the one that answers; `address`: where they are served, as in `/v1/exports`."""
    kept = [path.name for path in (folder / "snapshots").iterdir() if _SNAPSHOT_ID.fullmatch(path.name)]
    snapshots = []
    for name in sorted({*kept, held.snapshot_id}):
        try:
            manifest = _whole(folder / "snapshots" / name)
        except DamagedData:  # removed meanwhile
            continue
        snapshots.append(
            ExportedSnapshot(
                snapshot_id=name,
                ruleset_id=manifest.ruleset_id,
                schema_id=manifest.schema_id,
                credibly_version=manifest.credibly_version,
                documents=manifest.documents,
                claims=manifest.claims,
                files=files(manifest, f"{address}/{name}"),
            )
        )
    return ExportList(
        snapshot_id=held.snapshot_id,
        ruleset_id=held.ruleset_id,
        credibly_version=held.credibly_version,
        files=next(one.files for one in snapshots if one.snapshot_id == held.snapshot_id),
        snapshots=snapshots,
    )


def files(manifest: Manifest, address: str) -> list[ExportedFile]:
    """The files that a manifest lists, and itself, each with its address."""
    return [
        ExportedFile(
            table=one.table if isinstance(one, TableFile) else None,
            file=one.path,
            url=f"{address}/{one.path}",
            rows=one.rows if isinstance(one, TableFile) else None,
            bytes=one.bytes,
            sha256=one.sha256,
        )
        for one in listed(manifest)
    ]


def snapshot_file(folder: Path, snapshot_id: str, name: str) -> Download:
    """A file of a kept snapshot, as `credibly export` would write it. Raises UnknownThing."""
    snapshot = folder / "snapshots" / snapshot_id
    if not _SNAPSHOT_ID.fullmatch(snapshot_id) or not (snapshot / MANIFEST).is_file():
        raise UnknownThing(f"snapshot {snapshot_id!r} is not kept here: GET /v1/exports names those that are")
    if table := _tables(snapshot).get(name):
        return table
    if (content := _beside(snapshot).get(name)) is not None:
        return Download(place=content, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    raise UnknownThing(f"snapshot {snapshot_id} has no file of that name: GET /v1/exports lists them")


@lru_cache(maxsize=64)
def _tables(snapshot: Path) -> dict[str, Download]:
    """The tables of a snapshot by the names of their files. Raises DamagedData."""
    held = read_manifest(snapshot / MANIFEST)
    return {Path(one.path).name: Download(place=snapshot / one.path, bytes=one.bytes, sha256=one.sha256) for one in held.files}


def _whole(snapshot: Path) -> Manifest:
    """The manifest of the whole export of a snapshot. Raises DamagedData."""
    return msgspec.json.decode(_beside(snapshot)[MANIFEST], type=Manifest)


@lru_cache(maxsize=64)
def _beside(snapshot: Path) -> dict[str, bytes]:
    """What a whole export of a snapshot holds beside its tables; a snapshot never changes under its name."""
    held = read_manifest(snapshot / MANIFEST)
    flat = [msgspec.structs.replace(file, path=Path(file.path).name) for file in held.files]
    return accompanying(msgspec.structs.replace(held, files=flat))
