"""The bulk export: the tables of a snapshot as files with a manifest, whole or in parts; an interrupted one is taken up again."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast

import duckdb
import msgspec

from scoring.database import connect
from scoring.errors import BadRequest, DamagedData, NotAnExport, NothingPublished
from scoring.model import Description, Manifest, TableFile
from scoring.snapshots import ClaimFilter
from scoring.store.disks import full_disk_named
from scoring.store.manifests import MANIFEST, encoded, file_digest, read_manifest, sealed, table_file
from scoring.store.publication import replace, sync
from scoring.store.selections import Selection
from scoring.store.standards import croissant, datapackage
from scoring.store.standards.telling import STANDARDS, StandardFormat
from scoring.store.standards.telling import write as tell
from scoring.store.tables import TEXTS, Format, write

_INCOMING = ".incoming"
_PLAN = "plan.json"
_PART = ".part"


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What of a snapshot is exported, and how."""

    format: Format | StandardFormat = "parquet"
    """Of tables, or of the claims in a standard's terms, which are one file."""
    text: bool = True
    """Whether the columns go along that repeat what documents say."""
    licence: str | None = None
    claims: ClaimFilter = ClaimFilter()

    @property
    def filters(self) -> dict[str, str | float | bool]:
        return {name: value for name, value in msgspec.structs.asdict(self.claims).items() if value is not None}

    def checked(self) -> Choice:
        """Itself. Raises BadRequest when it cannot be had."""
        if self.format in STANDARDS and not self.text:
            raise BadRequest(f"{self.format} quotes what documents say: take the text along, or export tables without it")
        return self

    @property
    def is_whole(self) -> bool:
        """Whether the snapshot's own files are what is asked for."""
        return self.format == "parquet" and self.text and not self.filters


class _Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Which export was begun in a folder; it is taken up only by the same one."""

    snapshot_id: str
    choice: Choice
    names: list[str]
    former: list[str]
    """Files of earlier exports that were there before, or may be."""


Progress = Callable[[int, int], None]
"""Called with the files that are done and the files there are."""


def current_snapshot(folder: Path) -> Path:
    """The snapshot that the data folder's CURRENT names. Raises NothingPublished."""
    pointer = folder / "CURRENT"
    if not pointer.is_file():
        raise NothingPublished(f"{folder} holds no snapshot yet: put documents in with `credibly --data {folder} ingest FILE...`")
    return folder / "snapshots" / pointer.read_text(encoding="utf-8").strip()


def export(
    folder: Path,
    out: Path,
    choice: Choice = Choice(),  # noqa: B008  (frozen)
    progress: Progress = lambda done, of: None,  # noqa: ARG005
    snapshot_id: str | None = None,
) -> Manifest:
    """Write the current snapshot of the data folder, or the one of that id, to OUT/<table>.<format> and OUT/manifest.json.

    Equal content gives equal bytes.

    Files are written beside their places first; then an earlier manifest is taken away, the files are moved in, and the manifest comes
    last: while OUT has a manifest, it is the one of the files beside it. What an interrupted export has finished is not written
    again. An earlier export in OUT is replaced; a folder that holds anything else is refused with NotAnExport.
    """
    with full_disk_named(out):
        return _export(folder / "snapshots" / snapshot_id if snapshot_id else current_snapshot(folder), out, choice, progress)


def _export(snapshot: Path, out: Path, choice: Choice, progress: Progress) -> Manifest:
    held = read_manifest(snapshot / MANIFEST)
    choice.checked()
    names = [*_names(held, choice), MANIFEST]
    incoming = out / _INCOMING
    plan = _begun(out, _Plan(snapshot_id=held.snapshot_id, choice=choice, names=names, former=sorted(_former(out))))
    if not (incoming / MANIFEST).is_file():
        try:
            files = list(_brought(snapshot, held, incoming, choice, progress))
        except DamagedData:
            shutil.rmtree(incoming)
            raise
        left_out = [] if choice.text else list(TEXTS)
        made = msgspec.structs.replace(held, files=files, licence=choice.licence, filters=choice.filters, left_out=left_out)
        for name, content in accompanying(made).items():
            replace(incoming / name, content)
    exported = read_manifest(incoming / MANIFEST)
    _move_in(out, incoming, exported)
    for name in set(plan.former) - set(names):
        (out / name).unlink(missing_ok=True)
    shutil.rmtree(incoming)
    sync(out)
    return exported


def accompanying(made: Manifest) -> dict[str, bytes]:
    """What an export holds beside its data, by name: descriptions of its tables, if it is of tables, and last the manifest."""
    if made.files and made.files[0].table in STANDARDS:
        return {MANIFEST: encoded(sealed(made))}
    described = {
        croissant.NAME: _formatted(croissant.croissant(made)),
        datapackage.NAME: _formatted(datapackage.datapackage(made)),
    }
    listed = [Description(path=name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest()) for name, content in described.items()]
    return {**described, MANIFEST: encoded(sealed(msgspec.structs.replace(made, descriptions=listed)))}


def _formatted(content: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def _names(held: Manifest, choice: Choice) -> list[str]:
    """The files of an export, but for its manifest."""
    if choice.format in STANDARDS:
        return [STANDARDS[choice.format].file]
    return [*(f"{file.table}.{choice.format}" for file in held.files), croissant.NAME, datapackage.NAME]


def _former(out: Path) -> set[str]:
    """The names of the files of earlier exports in `out`, whole or interrupted; empty for an empty or missing folder.

    Raises NotAnExport for a folder that holds anything else.
    """
    if not out.exists():
        return set()
    if not out.is_dir():
        raise NotAnExport(f"{out} is a file: name a folder to export to")
    present = {path.name for path in out.iterdir()} - {_INCOMING}
    if not present:
        return set()
    begun = _plan(out)
    listed = {*begun.names, *begun.former} if begun else set()
    refusal = f"{out} is not empty and holds no earlier export: name a new or empty folder"
    try:
        listed |= {MANIFEST, *_listed(read_manifest(out / MANIFEST))}
    except DamagedData:
        if not begun:
            raise NotAnExport(refusal) from None
    if strange := sorted(present - listed):
        raise NotAnExport(f"{refusal} ({strange[0]} is not part of one)")
    return listed


def _listed(held: Manifest) -> list[str]:
    """The files that a manifest names."""
    return [*(file.path for file in held.files), *(described.path for described in held.descriptions)]


def _plan(out: Path) -> _Plan | None:
    """The export that was begun in a folder, if one was."""
    try:
        return msgspec.json.decode((out / _INCOMING / _PLAN).read_bytes(), type=_Plan)
    except (OSError, msgspec.MsgspecError):
        return None


def _begun(out: Path, plan: _Plan) -> _Plan:
    """The plan that now stands in the folder: the one that was begun there, if it is the same export, else this one, from the start."""
    before = _plan(out)
    if before and msgspec.structs.replace(before, former=[]) == msgspec.structs.replace(plan, former=[]):
        return before
    incoming = out / _INCOMING
    for path in incoming.glob("*"):
        if path.name != _PLAN:
            path.unlink()
    incoming.mkdir(parents=True, exist_ok=True)
    replace(incoming / _PLAN, msgspec.json.encode(plan))
    return plan


def _brought(snapshot: Path, held: Manifest, incoming: Path, choice: Choice, progress: Progress) -> Iterator[TableFile]:
    """Each table's file in the folder `incoming`; one that is there under its name is whole."""
    with ExitStack() as stack:
        selection = None if choice.is_whole else stack.enter_context(_selection(snapshot, choice))
        if selection and choice.format in STANDARDS:
            yield _told(selection, held, incoming, choice, progress)
            return
        if selection:
            yield from _rewritten(selection, snapshot, held, incoming, choice, progress)
            return
        for number, file in enumerate(held.files):
            progress(number, len(held.files))
            yield _copied(snapshot, file, incoming / f"{file.table}.{choice.format}")
    progress(len(held.files), len(held.files))


def _copied(snapshot: Path, file: TableFile, made: Path) -> TableFile:
    if not made.is_file():
        part = _part_of(made)
        shutil.copyfile(snapshot / file.path, part)
        _check(part, file, snapshot)
        sync(part)
        part.replace(made)
    return msgspec.structs.replace(file, path=made.name)


def _check(copy: Path, file: TableFile, snapshot: Path) -> None:
    if file_digest(copy) != file.sha256:
        raise DamagedData(f"{snapshot / file.path} is not what its manifest says: run `credibly ingest` again to publish it anew")


def _rewritten(
    selection: Selection, snapshot: Path, held: Manifest, incoming: Path, choice: Choice, progress: Progress
) -> Iterator[TableFile]:
    """Each table written anew. While one is written, the digests of those to come are compared, and the one before is finished.

    Both leave Python to others: they take digests and wait for the disk.
    """
    made = {file.table: incoming / f"{file.table}.{choice.format}" for file in held.files}
    left = [file for file in held.files if not _finished(made[file.table])]
    with ThreadPoolExecutor(1) as checker, ThreadPoolExecutor(1) as finisher:
        checked = {file.table: checker.submit(_check, snapshot / file.path, file, snapshot) for file in left}
        before: Future[TableFile] | None = None
        try:
            for number, file in enumerate(left, len(held.files) - len(left)):
                progress(number, len(held.files))
                checked[file.table].result()
                rows = _written(selection, snapshot, file, _part_of(made[file.table]), choice)
                if before:
                    before.result()
                before = finisher.submit(_finish, made[file.table], rows)
            if before:
                before.result()
        finally:
            checker.shutdown(cancel_futures=True)
    progress(len(held.files), len(held.files))
    yield from (cast(TableFile, _finished(path)) for path in made.values())


def _written(selection: Selection, snapshot: Path, file: TableFile, part: Path, choice: Choice) -> int:
    left_out = [] if choice.text else [column for whose, column in (name.split(".") for name in TEXTS) if whose == file.table]
    form, kept = cast(Format, choice.format), selection.kept(file.table)
    return write(selection.con, file.table, part, form, kept=kept, left_out=left_out, whole=snapshot / file.path)


def _told(selection: Selection, held: Manifest, incoming: Path, choice: Choice, progress: Progress) -> TableFile:
    """The chosen claims in a standard's terms."""
    form = cast(StandardFormat, choice.format)
    progress(0, 1)
    made = incoming / STANDARDS[form].file
    told = _finished(made) or _finish(made, tell(selection, held, form, _part_of(made)))
    progress(1, 1)
    return told


def _part_of(made: Path) -> Path:
    """Where a file is written before it is whole."""
    return made.with_name(made.name + _PART)


def _noted(made: Path) -> Path:
    """Where it stands what a finished file is."""
    return made.with_name(f"{made.name}.json")


def _finish(made: Path, rows: int) -> TableFile:
    """A written file, on disk and under its name, with a note of its digest and rows beside it."""
    part = _part_of(made)
    sync(part)
    part.replace(made)
    told = table_file(made, made.parent, rows)
    _noted(made).write_bytes(msgspec.json.encode(told))
    return told


def _finished(made: Path) -> TableFile | None:
    """What a file is that an earlier run has finished. The note came after the file was on disk; half a note is none."""
    try:
        told = msgspec.json.decode(_noted(made).read_bytes(), type=TableFile)
        return told if made.stat().st_size == told.bytes else None
    except (OSError, msgspec.MsgspecError):
        return None


def _move_in(out: Path, incoming: Path, exported: Manifest) -> None:
    """The finished files into their places; there is no manifest while they are not all there. May be interrupted and called again."""
    if (out / MANIFEST).is_file():
        (out / MANIFEST).unlink()
        sync(out)
    for name in _listed(exported):
        if (incoming / name).is_file():
            (incoming / name).replace(out / name)
    sync(out)
    (incoming / MANIFEST).replace(out / MANIFEST)
    sync(out)


@contextmanager
def _selection(snapshot: Path, choice: Choice) -> Iterator[Selection]:
    try:
        with connect(snapshot / "serve.duckdb", read_only=True, files=True) as con:
            yield Selection(con, choice.claims if choice.filters else None)
    except duckdb.IOException as error:
        if "No space left" in str(error):
            raise
        raise DamagedData(f"snapshot {snapshot.name} cannot be read ({str(error).splitlines()[0]}): publish again") from error
