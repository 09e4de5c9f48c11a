"""Exports: a snapshot's tables as Parquet files, whole or in parts."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.response import Stream

from api.doorway import ASKS_HEAD
from api.problems import problem
from api.routes.parameters import AsOf, FileName, SnapshotId
from scoring.model import ExportList
from scoring.snapshots import Snapshots

PARQUET = "application/vnd.apache.parquet"

_CHUNK = 1 << 20
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@get("/v1/exports", tags=["Exports"], sync_to_thread=True)
def list_exports(snapshots: NamedDependency[Snapshots], as_of: AsOf = None) -> ExportList:
    """List the Parquet files.

    The tables of a snapshot, one file each, with row counts, sizes and SHA-256 digests. They hold what the API serves:
    every score in them is a support score, and can be recomputed from them.
    """
    return snapshots.as_of(as_of).exports("/v1/exports")


@get(
    "/v1/exports/{snapshot_id:str}/{file:str}",
    tags=["Exports"],
    sync_to_thread=True,
    opt={
        "answers": {
            "200": {"description": "The whole file.", "content": {PARQUET: {}}},
            "206": {"description": "The part that the header Range asked for.", "content": {PARQUET: {}}},
            "304": {"description": "Unchanged: the header If-None-Match names the file's ETag."},
            "416": "The header Range asks for a part that the file does not have.",
        }
    },
)
def download_export(
    request: Request[Any, Any, Any], snapshots: NamedDependency[Snapshots], snapshot_id: SnapshotId, file: FileName
) -> Response[Any]:
    """Download a Parquet file.

    Whole, or the part that a `Range` header names. Its ETag is its SHA-256; a file never changes under its address.
    """
    path, held = snapshots.get(snapshot_id).export(file)
    return _file(request, path, held.bytes, f'"{held.sha256}"')


def _file(request: Request[Any, Any, Any], path: Path, size: int, etag: str) -> Response[Any]:
    headers = {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": "public, max-age=31536000, immutable"}
    if _names(request.headers.get("if-none-match", ""), etag):
        return Response(None, status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    wanted = _RANGE.fullmatch(request.headers.get("range", ""))
    if wanted is None or request.headers.get("if-range", etag) != etag:
        return _part(request, path, 0, size, HTTPStatus.OK, headers)
    start, stop = _span(wanted[1], wanted[2], size)
    if start >= stop:
        return problem(
            request, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, f"the file has {size} bytes", {"Content-Range": f"bytes */{size}"}
        )
    return _part(request, path, start, stop, HTTPStatus.PARTIAL_CONTENT, {**headers, "Content-Range": f"bytes {start}-{stop - 1}/{size}"})


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


def _part(request: Request[Any, Any, Any], path: Path, start: int, stop: int, status: HTTPStatus, headers: dict[str, str]) -> Response[Any]:
    content = _nothing() if ASKS_HEAD in request.scope else _bytes(path, start, stop)
    headers = {**headers, "Content-Length": str(stop - start)}
    return Stream(content, status_code=status, media_type=PARQUET, headers=headers)


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


async def _bytes(path: Path, start: int, stop: int) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < stop and (chunk := await asyncio.to_thread(file.read, min(_CHUNK, stop - start))):
            start += len(chunk)
            yield chunk


HANDLERS = (list_exports, download_export)
