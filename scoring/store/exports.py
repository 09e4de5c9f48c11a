"""The bulk export: the current snapshot's Parquet files with their manifest, checked while they are copied."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec

from scoring.errors import DamagedData, NotAnExport, NothingPublished
from scoring.model import Manifest
from scoring.store.publication import encoded, file_digest, sync

_INCOMING = ".incoming"
_MANIFEST = "manifest.json"


def current_snapshot(folder: Path) -> Path:
    """The snapshot that the data folder's CURRENT names. Raises NothingPublished."""
    pointer = folder / "CURRENT"
    if not pointer.is_file():
        raise NothingPublished(f"{folder} holds no snapshot yet: put documents in with `credibly --data {folder} ingest FILE...`")
    return folder / "snapshots" / pointer.read_text(encoding="utf-8").strip()


def read_manifest(path: Path) -> Manifest:
    """Raises DamagedData when there is none or it cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise DamagedData(f"{path} is missing") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DamagedData(f"{path} is no manifest: {error}") from None


def export(folder: Path, out: Path, snapshot_id: str | None = None) -> Manifest:
    """Copy the current snapshot of the data folder, or the one of that id, to OUT/<table>.parquet and OUT/manifest.json.

    Equal content gives equal bytes.

    All files are written beside their places first, then renamed, the manifest last. An earlier export in OUT is replaced; a folder
    that holds anything else is refused with NotAnExport.
    """
    snapshot = folder / "snapshots" / snapshot_id if snapshot_id else current_snapshot(folder)
    manifest = read_manifest(snapshot / _MANIFEST)
    former = _former(out)
    incoming = out / _INCOMING
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir(parents=True)
    try:
        for file in manifest.files:
            copied = incoming / f"{file.table}.parquet"
            shutil.copyfile(snapshot / file.path, copied)
            if file_digest(copied) != file.sha256:
                raise DamagedData(f"{snapshot / file.path} is not what its manifest says: run `credibly ingest` again to publish it anew")
            sync(copied)
        exported = msgspec.structs.replace(
            manifest, files=[msgspec.structs.replace(file, path=f"{file.table}.parquet") for file in manifest.files]
        )
        (incoming / _MANIFEST).write_bytes(encoded(exported))
        sync(incoming / _MANIFEST)
        names = [file.path for file in exported.files]
        for name in (*names, _MANIFEST):
            (incoming / name).replace(out / name)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    for name in sorted(former - {*names, _MANIFEST}):
        (out / name).unlink(missing_ok=True)
    sync(out)
    return exported


def _former(out: Path) -> set[str]:
    """The names of the files of an earlier export in `out`; empty for an empty or missing folder. Raises NotAnExport for anything else."""
    if not out.exists():
        return set()
    if not out.is_dir():
        raise NotAnExport(f"{out} is a file: name a folder to export to")
    present = {path.name for path in out.iterdir()} - {_INCOMING}
    if not present:
        return set()
    refusal = f"{out} is not empty and holds no earlier export: name a new or empty folder"
    try:
        listed = {file.path for file in read_manifest(out / _MANIFEST).files} | {_MANIFEST}
    except DamagedData:
        raise NotAnExport(refusal) from None
    if strange := sorted(present - listed):
        raise NotAnExport(f"{refusal} ({strange[0]} is not part of one)")
    return listed
