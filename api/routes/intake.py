"""Taking documents: accepted at once, stored and published by another process as soon as it can."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, post
from litestar.params import QueryParameter
from msgspec import UNSET, Meta, UnsetType

from api.problems import KEY_NAME, problem
from api.routes.parameters import CLOCK, DAY, NO_NUL, ONE_FORMAT, text, text_sent
from scoring.errors import BadRequest
from scoring.model import Job, MediaType, Received
from scoring.reading.documents import in_utf8
from scoring.store.spool import Spool

LONGEST = 5_000_000
"""Characters of a text that is sent as JSON; what is longer is sent as it is, with its Content-Type."""

_FORMATS: dict[str, MediaType | None] = {
    "text/plain": "text/plain",
    "text/html": "text/html",
    "text/markdown": "text/markdown",
    "application/x-ndjson": None,
    "application/warc": None,
    "application/mbox": None,
    "message/rfc822": None,
    "application/gzip": None,
    "application/zstd": None,
    "application/octet-stream": None,
}
"""Content types that are taken as they are; None: what is in it is told by its content, as `credibly ingest` does."""

JSON = "application/json"

_KEY = "Idempotency-Key"
_KEYS = re.compile(r"[A-Za-z0-9._-]{1,200}")

Words = Annotated[str, Meta(min_length=1, max_length=LONGEST, pattern=NO_NUL)]
Name = Annotated[str, Meta(min_length=1, max_length=300, pattern=NO_NUL)]
Address = Annotated[str, Meta(min_length=1, max_length=2000, pattern=NO_NUL)]


class DocumentToStore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document in one of three formats, and what is known about it."""

    text: Annotated[Words | UnsetType, Meta(description="Plain text.")] = UNSET
    html: Annotated[Words | UnsetType, Meta(description="A page or a part of one.")] = UNSET
    markdown: Annotated[Words | UnsetType, Meta(description="Markdown.")] = UNSET
    name: Annotated[Name | UnsetType, Meta(description="What to call it.")] = UNSET
    publisher: Annotated[Name | UnsetType, Meta(description="Who published it, as far as known.")] = UNSET
    url: Annotated[Address | UnsetType, Meta(description="Where it was published.")] = UNSET
    author: Annotated[Name | UnsetType, Meta(description="Who signs it.")] = UNSET
    title: Annotated[Name | UnsetType, Meta(description="Its title.")] = UNSET
    published_at: Annotated[
        Annotated[datetime, Meta(tz=True)] | UnsetType, Meta(description="When it was published, with a zone: 2031-05-04T21:40:00Z.")
    ] = UNSET


_SAID = ("name", "publisher", "url", "author", "title", "published_at")
_NAMES = {"name": "document_name"}

_EXAMPLE = {
    "text": "According to the harbour master, the ferry carried 140 passengers. It may have been overloaded.",
    "name": "ferry.txt",
    "publisher": "Dock and Tide Digest",
    "published_at": "2031-05-04T21:40:00Z",
}

_IN_JSON = {"oneOf": ONE_FORMAT, "examples": [_EXAMPLE]}

_WRITES = ThreadPoolExecutor(2, thread_name_prefix="spool")
"""Waiting for the disk holds up no query."""

PublishedAt = Annotated[
    str | None,
    QueryParameter(
        pattern=f"^{DAY}T{CLOCK}(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$",
        description="When it was published, with a zone, if what is sent does not say so: 2031-05-04T21:40:00Z.",
        schema_extra={"format": "date-time"},
    ),
]


@post(
    "/v1/documents",
    tags=["Documents"],
    status_code=202,
    opt={
        "bodies": {JSON: (DocumentToStore, _IN_JSON), **dict.fromkeys(_FORMATS, None)},
        "headers": {_KEY: "Up to 200 letters, digits, dots, dashes and underscores: sent again, it gives the job that it gave before."},
        "answers": {"409": f"The {_KEY} came with other content before."},
    },
)
async def store_document(
    request: Request[Any, Any, Any],
    name: Annotated[str | None, text("What to call it, if what is sent does not say so.", "ferry.html")] = None,
    publisher: Annotated[str | None, text("Who published it, if what is sent does not say so.", "Dock and Tide Digest")] = None,
    url: Annotated[str | None, text("Where it was published, if what is sent does not say so.", "https://digest.example/ferry")] = None,
    author: Annotated[str | None, text("Who signs it, if what is sent does not say so.", "Ann Roe")] = None,
    title: Annotated[str | None, text("Its title, if what is sent does not say so.", "The ferry")] = None,
    published_at: PublishedAt = None,
) -> Response[Job]:
    """Send a document to be stored.

    As JSON, or as it is with its Content-Type: plain text, HTML, Markdown; archives, mail and records as `credibly ingest` takes them.
    The answer is a job: it is on disk and will be stored and published, several at a time, also if the server ends in between. The same
    content again is the same job and changes nothing. Needs a key of scope write, and a server that takes documents.
    """
    spool: Spool | None = request.app.state.spool
    if spool is None:
        return problem(request, HTTPStatus.FORBIDDEN, "this server takes no documents: start it with --accept-documents")  # type: ignore[return-value]
    said: dict[str, Any] = {"publisher": publisher, "url": url, "author": author, "title": title, "published_at": _time(published_at)}
    kind = request.content_type[0]
    if kind == JSON:
        sent = received(_decoded(await request.body()), {"document_name": name, **said})
    elif kind in _FORMATS:
        content, charset = await request.body(), request.content_type[1].get("charset")
        if _FORMATS[kind] and charset:
            content = in_utf8(content, charset)
        sent = Received(document_name=name or "unnamed", content=content, media_type=_FORMATS[kind], **said)
    else:
        detail = f"the Content-Type {kind[:60] or '(none)'} is not taken: send {JSON}, {', '.join(_FORMATS)}"
        return problem(request, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)  # type: ignore[return-value]
    if not sent.content:
        raise BadRequest("the body is empty: send a document")
    key = _key(request)
    job = await asyncio.get_running_loop().run_in_executor(_WRITES, spool.accept, sent, key)
    return Response(job, status_code=202, headers={"Location": f"/v1/jobs/{job.job_id}"})


def _decoded(body: bytes) -> DocumentToStore:
    try:
        return msgspec.json.decode(body, type=DocumentToStore)
    except msgspec.MsgspecError as error:
        raise BadRequest(str(error)) from None


def received(sent: DocumentToStore, besides: dict[str, Any]) -> Received:
    """The document that was sent, with what was said `besides` where it does not say so itself.

    Raises BadRequest unless it has exactly one of text, html and markdown.
    """
    content, media_type = text_sent(sent.text, sent.html, sent.markdown)
    own = {_NAMES.get(name, name): value for name in _SAID if (value := getattr(sent, name)) is not UNSET}
    said = {"document_name": "unnamed", **{name: value for name, value in besides.items() if value}, **own}
    return Received(**said, content=content, media_type=media_type)


def _time(said: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(said.replace("Z", "+00:00")) if said else None
    except ValueError as error:
        raise BadRequest(f"published_at: {error}") from None


def _key(request: Request[Any, Any, Any]) -> str | None:
    """The idempotency key, within what the client's API key has chosen."""
    said: str | None = request.headers.get(_KEY)
    if said is None:
        return None
    if not _KEYS.fullmatch(said):
        raise BadRequest(f"{_KEY} is 1 to 200 letters, digits, dots, dashes and underscores")
    return f"{request.scope.get(KEY_NAME, '')}\0{said}"


HANDLERS = (store_document,)
