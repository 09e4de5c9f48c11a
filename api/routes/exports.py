"""Exports: the snapshots that are kept as files, what changed between them, and parts that are asked for."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter
from litestar.response import Stream
from msgspec import UNSET, Meta, UnsetType

from api.doorway import ASKS_HEAD
from api.problems import KEY_NAME, problem
from api.routes.parameters import NO_NUL, AsOf, ExportId, FileName, SnapshotId, SnapshotOrExportId
from scoring.errors import StaleCursor, UnknownThing
from scoring.model import ChangePage, ClaimKind, ExportJob, ExportList, LineagePage, Section
from scoring.snapshots import ClaimFilter, Snapshots
from scoring.store.differences import changes, lineage
from scoring.store.exports import Choice
from scoring.store.requested import Request as Asked
from scoring.store.requested import Requests
from scoring.store.served import Download, exports, snapshot_file
from scoring.store.standards.telling import STANDARDS

_ADDRESS = "/v1/exports"

_CHUNK = 1 << 20
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")

_MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "arrow": "application/vnd.apache.arrow.file",
    "json": "application/json",
    "jsonld": "application/ld+json",
}
"""By a file's ending."""

_CONTENT: dict[str, dict[str, Any]] = {kind: {} for kind in _MEDIA_TYPES.values()}


Since = Annotated[
    str,
    QueryParameter(
        pattern="^[0-9a-f]{16}$",
        description="The snapshot that you have: what became of what it holds is listed.",
        schema_extra={"format": "snapshot-id"},
    ),
]
Changes = Annotated[int, QueryParameter(ge=1, le=10_000, description="How many to list at most; usually 1,000.")]


@get(_ADDRESS, tags=["Exports"], sync_to_thread=True)
def list_exports(snapshots: NamedDependency[Snapshots], as_of: AsOf = None) -> ExportList:
    """List the snapshots that are kept, as files.

    The tables of each, one Parquet file a table, with row counts, sizes and SHA-256 digests; croissant.json and datapackage.json, which
    describe them; and manifest.json. They hold what the API serves: every score in them is a support score, and can be recomputed from
    them.
    """
    return exports(snapshots.folder, snapshots.as_of(as_of).manifest, _ADDRESS)


@get(
    "/v1/exports/{snapshot_id:str}/changes",
    tags=["Exports"],
    sync_to_thread=True,
)
def list_changes(
    snapshots: NamedDependency[Snapshots],
    snapshot_id: SnapshotId,
    since: Since,
    cursor: Annotated[
        str | None,
        QueryParameter(
            pattern="^c_[0-9a-f]{16}$",
            description="`next_cursor` of the page before, unchanged.",
            schema_extra={"format": "cursor-of-changes"},
        ),
    ] = None,
    limit: Changes = 1000,
) -> ChangePage:
    """List what changed since an earlier snapshot.

    Claims that were added or removed, and those that are another in any field, each once, with the rules that moved its score. Whoever
    does these changes to the claims of the earlier snapshot has the claims of this one.
    """
    held = _kept(snapshots, snapshot_id, cursor)
    earlier = _kept(snapshots, since, cursor)
    found, after = changes(earlier, held, cursor, limit)
    manifest = snapshots.get(snapshot_id).manifest
    return ChangePage(snapshot_id=snapshot_id, ruleset_id=manifest.ruleset_id, since=since, changes=found, next_cursor=after)


@get("/v1/exports/{snapshot_id:str}/lineage", tags=["Exports"], sync_to_thread=True)
def list_lineage(
    snapshots: NamedDependency[Snapshots],
    snapshot_id: SnapshotId,
    since: Since,
    proposition: Annotated[
        str | None,
        QueryParameter(
            pattern="^p_[0-9a-f]{16}$",
            description="Only what became of this proposition of the earlier snapshot, or what this one of the later came from.",
            schema_extra={"format": "proposition-id"},
        ),
    ] = None,
    cursor: Annotated[
        str | None,
        QueryParameter(
            pattern="^p_[0-9a-f]{16}[.]p_[0-9a-f]{16}$",
            description="`next_cursor` of the page before, unchanged.",
            schema_extra={"format": "cursor-of-lineage"},
        ),
    ] = None,
    limit: Changes = 1000,
) -> LineagePage:
    """List what became of propositions since an earlier snapshot.

    A proposition's id comes from the claim that leads it, so that the same documents give the same ids whatever came first. A new
    document may bring a claim that leads others, join two propositions, or part one: these are listed, with the claims that went from
    each to each. What is not listed is the same, or all its claims are gone.
    """
    held = _kept(snapshots, snapshot_id, cursor)
    earlier = _kept(snapshots, since, cursor)
    found, after = lineage(earlier, held, proposition, cursor, limit)
    ruleset_id = snapshots.get(snapshot_id).manifest.ruleset_id
    return LineagePage(snapshot_id=snapshot_id, ruleset_id=ruleset_id, since=since, lineage=found, next_cursor=after)


def _kept(snapshots: Snapshots, snapshot_id: str, cursor: str | None) -> Path:
    try:
        return snapshots.get(snapshot_id).folder
    except UnknownThing as error:
        if cursor is None:
            raise
        raise StaleCursor(f"{error}; start again with one that is kept, without a cursor") from None


Name = Annotated[str, Meta(min_length=1, max_length=300, pattern=NO_NUL)]
Score = Annotated[float, Meta(ge=0, le=1)]


class Filters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which claims: those that pass all of these. The short filters of `GET /v1/claims`, with one value each."""

    document: Annotated[Name | UnsetType, Meta(description="The document's id or name.")] = UNSET
    section: Annotated[Section | UnsetType, Meta(description="The section they stand in.")] = UNSET
    kind: Annotated[ClaimKind | UnsetType, Meta(description="Their kind.")] = UNSET
    source: Annotated[Name | UnsetType, Meta(description="The id or a name of a source.")] = UNSET
    proposition: Annotated[
        Annotated[str, Meta(pattern="^p_[0-9a-f]{16}$")] | UnsetType, Meta(description="The id of a proposition that they assert.")
    ] = UNSET
    rated: Annotated[bool | UnsetType, Meta(description="Only those with a score, or only those without.")] = UNSET
    min_score: Annotated[Score | UnsetType, Meta(description="The least score.")] = UNSET
    max_score: Annotated[Score | UnsetType, Meta(description="The greatest score.")] = UNSET
    text: Annotated[Name | UnsetType, Meta(description="A part of the wording, in any case.")] = UNSET


class PartToExport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an export shall hold."""

    format: Annotated[
        Literal["parquet", "csv", "ndjson", "arrow", "annotations", "claimreview", "stix", "prov"],
        Meta(description="Of tables, or of one file of claims in a standard's terms."),
    ] = "parquet"
    text: Annotated[bool, Meta(description="Whether the columns go along that repeat what documents say.")] = True
    licence: Annotated[Name | UnsetType, Meta(description="What you say of the use of the data; stands in manifest.json.")] = UNSET
    filters: Annotated[Filters | UnsetType, Meta(description="Which claims; without it all.")] = UNSET
    snapshot_id: Annotated[
        Annotated[str, Meta(pattern="^[0-9a-f]{16}$")] | UnsetType, Meta(description="Of which snapshot; without it of the current one.")
    ] = UNSET


def choice(sent: PartToExport) -> Choice:
    """What is asked for. Raises BadRequest for what cannot be had.

    >>> choice(PartToExport(filters=Filters(section="main"), licence="CC-BY-4.0")).filters
    {'section': 'main'}
    """
    claims = msgspec.structs.asdict(sent.filters) if isinstance(sent.filters, Filters) else {}
    return Choice(
        format=sent.format,
        text=sent.text,
        licence=sent.licence if isinstance(sent.licence, str) else None,
        claims=ClaimFilter(**{name: value for name, value in claims.items() if value is not UNSET}),
    ).checked()


_BODY = {
    "not": {
        "required": ["format", "text"],
        "properties": {"format": {"enum": list(STANDARDS)}, "text": {"const": False}},
    },
    "examples": [{"format": "csv", "filters": {"section": "main", "min_score": 0.5}, "licence": "CC-BY-4.0"}],
}
"""Claims in a standard's terms quote them."""


@post(
    _ADDRESS,
    tags=["Exports"],
    status_code=202,
    sync_to_thread=True,
    opt={"body": _BODY, "answers": {"404": "The snapshot is not kept: `detail` tells where those are listed that are."}},
)
def ask_for_export(
    snapshots: NamedDependency[Snapshots], requests: NamedDependency[Requests], data: JSONBody[PartToExport]
) -> Response[ExportJob]:
    """Ask for a part of a snapshot as files.

    It is made by a process of its own, one after the other; ask at `url` until `state` is `done`, then download its `files`. The same
    again is the same export, and is not made twice.
    """
    asked = choice(data)
    snapshot = snapshots.get(data.snapshot_id) if isinstance(data.snapshot_id, str) else snapshots.current()
    job = requests.ask(Asked(snapshot_id=snapshot.manifest.snapshot_id, choice=asked))
    return Response(job, status_code=HTTPStatus.ACCEPTED, headers={"Location": job.url})


@get("/v1/exports/{export_id:str}", tags=["Exports"], sync_to_thread=True)
def get_export(requests: NamedDependency[Requests], export_id: ExportId) -> ExportJob:
    """Get an export that was asked for.

    How far it is: `queued`, `running`, `done` with its files, or `failed` with the reason.
    """
    return requests.job(export_id)


@get(
    "/v1/exports/{snapshot_id:str}/{file:str}",
    tags=["Exports"],
    sync_to_thread=True,
    opt={
        "answers": {
            "200": {"description": "The whole file.", "content": _CONTENT},
            "206": {"description": "The part that the header Range asked for.", "content": _CONTENT},
            "304": {"description": "Unchanged: the header If-None-Match names the file's ETag."},
            "416": "The header Range asks for a part that the file does not have.",
        }
    },
)
def download_export(
    request: Request[Any, Any, Any],
    snapshots: NamedDependency[Snapshots],
    requests: NamedDependency[Requests],
    snapshot_id: SnapshotOrExportId,
    file: FileName,
) -> Response[Any]:
    """Download a file of a snapshot or of an export.

    Whole, or the part that a `Range` header names. Its ETag is its SHA-256; a file never changes under its address.
    """
    if snapshot_id.startswith("x_"):
        found = requests.file(snapshot_id, file)
    else:
        snapshots.current()  # nothing published at all is another matter
        found = snapshot_file(snapshots.folder, snapshot_id, file)
    return _file(request, found, _MEDIA_TYPES[file.rpartition(".")[2]])


def _file(request: Request[Any, Any, Any], held: Download, kind: str) -> Response[Any]:
    size, etag = held.bytes, f'"{held.sha256}"'
    whose = "private" if request.scope.get(KEY_NAME) else "public"  # what needed a key, no cache gives to those without
    headers = {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": f"{whose}, max-age=31536000, immutable"}
    if _names(request.headers.get("if-none-match", ""), etag):
        return Response(None, status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    # of HEAD too, where RFC 9110 has none: DuckDB-Wasm asks so whether it can read parts
    wanted = _RANGE.fullmatch(request.headers.get("range", ""))
    if wanted is None or request.headers.get("if-range", etag) != etag:
        return _part(request, held.place, kind, (0, size), HTTPStatus.OK, headers)
    start, stop = _span(wanted[1], wanted[2], size)
    if start >= stop:
        return problem(
            request, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, f"the file has {size} bytes", {"Content-Range": f"bytes */{size}"}
        )
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return _part(request, held.place, kind, (start, stop), HTTPStatus.PARTIAL_CONTENT, headers)


def _names(header: str, etag: str) -> bool:
    return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in header.split(","))


def _span(first: str, last: str, size: int) -> tuple[int, int]:
    """The bytes that a range names, stop exclusive; empty when the file has none of them.

    >>> _span("5", "", 100), _span("", "10", 100), _span("90", "200", 100)
    ((5, 100), (90, 100), (90, 100))
    """
    if not first:
        return (max(0, size - int(last)), size) if last else (0, 0)
    return int(first), min(int(last) + 1, size) if last else size


def _part(
    request: Request[Any, Any, Any], place: Path | bytes, kind: str, span: tuple[int, int], status: HTTPStatus, headers: dict[str, str]
) -> Response[Any]:
    start, stop = span
    headers = {**headers, "Content-Length": str(stop - start)}
    content = _nothing() if ASKS_HEAD in request.scope else _bytes(place, start, stop)
    return Stream(content, status_code=status, media_type=kind, headers=headers)


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


async def _bytes(place: Path | bytes, start: int, stop: int) -> AsyncIterator[bytes]:
    if isinstance(place, bytes):
        yield place[start:stop]
        return
    with place.open("rb") as file:
        file.seek(start)
        while start < stop and (chunk := await asyncio.to_thread(file.read, min(_CHUNK, stop - start))):
            start += len(chunk)
            yield chunk


HANDLERS = (list_exports, ask_for_export, get_export, list_changes, list_lineage, download_export)
