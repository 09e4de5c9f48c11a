"""Scoring a text that is sent, against what is stored; nothing of it is kept."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated

import msgspec
from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import UNSET, Meta, UnsetType

from api.routes.parameters import NO_NUL, ONE_FORMAT, text_sent
from scoring.model import JudgedText, Received
from scoring.snapshots import Snapshots

LONGEST = 80_000
"""Characters of a text: however JSON escapes them (12 bytes at most), they fit into the largest body."""

Words = Annotated[str, Meta(min_length=1, max_length=LONGEST, pattern=NO_NUL)]
Name = Annotated[str, Meta(min_length=1, max_length=300, pattern=NO_NUL)]


class TextToScore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text in one of three formats, and what is known about it."""

    text: Annotated[Words | UnsetType, Meta(description="Plain text.")] = UNSET
    html: Annotated[Words | UnsetType, Meta(description="A page or a part of one.")] = UNSET
    markdown: Annotated[Words | UnsetType, Meta(description="Markdown.")] = UNSET
    name: Annotated[Name, Meta(description="What to call it in the answer.")] = "unnamed"
    publisher: Annotated[Name | UnsetType, Meta(description="Who published it, as far as known.")] = UNSET


def received(sent: TextToScore) -> Received:
    """The document that was sent. Raises BadRequest unless it has exactly one of text, html and markdown.

    >>> received(TextToScore(text="Exports fell.", name="note")).content
    b'Exports fell.'
    """
    content, media_type = text_sent(sent.text, sent.html, sent.markdown)
    publisher = sent.publisher if isinstance(sent.publisher, str) else None
    return Received(document_name=sent.name, content=content, media_type=media_type, publisher=publisher)


_ONE_BY_ONE = ThreadPoolExecutor(1, thread_name_prefix="score")
"""Scoring takes a hundred times as long as a look-up: in a thread of its own it does not hold up the others."""

_EXAMPLE = {
    "text": "According to the harbour master, the ferry carried 140 passengers. It may have been overloaded.",
    "name": "note.txt",
    "publisher": "Dock and Tide Digest",
}

_BODY = {"oneOf": ONE_FORMAT, "examples": [_EXAMPLE]}


@post("/v1/score", tags=["Score a text"], status_code=200, opt={"body": _BODY})
async def score_text(snapshots: NamedDependency[Snapshots], data: JSONBody[TextToScore]) -> JudgedText:
    """Score a text.

    Reads the text and scores its claims against what is stored, as if it had come in now. Nothing of it is kept.
    Texts are scored one after the other; a document of more than 80,000 characters is for `credibly ingest`.
    """
    sent = received(data)
    return await asyncio.get_running_loop().run_in_executor(_ONE_BY_ONE, lambda: snapshots.current().score(sent))


HANDLERS = (score_text,)
