"""JSON records to blocks: one document as crawlers and extractors write it, with what the record says of it and its comments apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from scoring.errors import UnreadableDocument
from scoring.model import Block, Page
from scoring.reading.limits import Limits
from scoring.reading.parsers import html, markdown, text
from scoring.reading.said import address, line, moment


def _as_text(source: str, _: Limits) -> Page:
    return text.parse(source)


_PARSERS: dict[str, Callable[[str, Limits], Page]] = {
    "html": html.parse,
    "markdown": markdown.parse,
    "text": _as_text,
    "maintext": _as_text,
    "rawtext": _as_text,
}
"""What a record may carry its document under, the form that tells most first: the first that holds anything is read."""

NAMES = {
    "id": ("id", "url"),
    "document": tuple(_PARSERS),
    "title": ("title", "headline"),
    "author": ("author", "authors"),
    "publisher": ("publisher", "source"),
    "site": ("sitename", "sourcehostname", "hostname", "sourcedomain"),
    "url": ("url", "source", "link"),
    "published_at": ("publishedat", "datepublished", "datepublish", "date"),
    "comments": ("comments",),
}
"""What a record may call each thing, as `_folded` writes names; the first that says something counts. docs/formats.md tells users."""

_BODIES = ("text", "body", "html")
_REPLIES = ("replies", "children", "comments")

_MOST_COMMENTS = 10_000
_DEPTH = 50
"""Replies to replies."""


class Said(NamedTuple):
    """What a record says of its document."""

    id: str | None
    title: str | None
    author: str | None
    publisher: str | None
    """Whoever made the record says so."""
    site: str | None
    """The page's own word for it, as extractors find it, or its host."""
    url: str | None
    published_at: datetime | None


class _Comment(NamedTuple):
    """A reader's words; without a number where nothing tells one comment from the next."""

    text: str
    number: int | None
    author: str | None = None
    depth: int | None = None
    said_at: datetime | None = None


def record(source: str | bytes) -> dict[str, Any]:
    """The fields of a record, their names folded. Raises UnreadableDocument when it is no JSON object.

    >>> record('{"Published_At": "2031-05-04"}')
    {'publishedat': '2031-05-04'}
    """
    try:
        fields = msgspec.json.decode(source)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise UnreadableDocument(f"not JSON in UTF-8: {error}; write it anew") from None
    if not isinstance(fields, dict):
        raise UnreadableDocument('no JSON object: a document is written as {"id": ..., "text": ...}')
    folded: dict[str, Any] = {}
    for name, value in fields.items():
        folded.setdefault(_folded(name), value)
    return folded


def said(fields: Mapping[str, Any]) -> Said:
    """What a record says of its document: fields as `record` gives them.

    >>> said(record('{"id": 7, "source": {"name": "Merrow Wire"}, "date": "2031-05-04", "authors": ["Edda Krull", "Bo Lund"]}'))[:4]
    ('7', None, 'Edda Krull, Bo Lund', 'Merrow Wire')
    """
    return Said(
        id=next(filter(None, (_id(fields.get(name)) for name in NAMES["id"])), None),
        title=_first(fields, NAMES["title"], line),
        author=_first(fields, NAMES["author"], _names),
        publisher=_first(fields, NAMES["publisher"], _names),
        site=_first(fields, NAMES["site"], _names),
        url=_first(fields, NAMES["url"], address),
        published_at=_first(fields, NAMES["published_at"], moment),
    )


def written(fields: Mapping[str, Any]) -> tuple[str, str]:
    """The form of the document in a record, and the document as written. Raises UnreadableDocument when there is none.

    >>> written(record('{"raw_text": "Exports fell.", "html": ""}'))
    ('rawtext', 'Exports fell.')
    """
    form = next((form for form in _PARSERS if _words(fields.get(form))), None)
    if form is None:
        raise UnreadableDocument("a record without a document: put it under text, html or markdown")
    document: str = fields[form]
    if "\0" in document:
        raise UnreadableDocument(f"binary data: a NUL at character {document.index(chr(0)):,} of its {form}: send the text itself")
    return form, document


def parse(source: str, limits: Limits = Limits()) -> Page:  # noqa: B008  (frozen)
    """The record's document, as the parser of its form reads it, and below it its comments, each a block of its own.

    Raises UnreadableDocument when there is no document in it.

    >>> page = parse('{"title": "Ports", "text": "Exports fell.", "comments": [{"author": "Bo", "text": "Good."}]}')
    >>> page.title, [(page.text[b.start : b.stop], b.hint, b.speaker, b.comment) for b in page.blocks]
    ('Ports', [('Exports fell.', None, None, None), ('Good.', 'comment', 'Bo', 1)])
    """
    fields = record(source)
    form, document = written(fields)
    page, given = _PARSERS[form](document, limits), said(fields)
    whole, blocks = _with_comments(page, list(_comments(fields.get("comments"))))
    return msgspec.structs.replace(
        page,
        text=whole,
        blocks=blocks,
        title=given.title or page.title,
        publisher=given.publisher or given.site or page.publisher,
        url=given.url or page.url,
        author=given.author or page.author,
        published_at=given.published_at or page.published_at,
    )


def _with_comments(page: Page, comments: list[_Comment]) -> tuple[str, list[Block]]:
    """The page's text with the comments below it, and the blocks of both."""
    pieces, blocks, at = [page.text], list(page.blocks), len(page.text)
    before = max((block.comment or 0 for block in blocks), default=0)
    for comment in comments:
        for block in text.parse(comment.text).blocks:
            words = comment.text[block.start : block.stop]
            pieces.append(words)
            at += len("\n\n")
            blocks.append(
                Block(
                    start=at,
                    stop=at + len(words),
                    hint="comment",
                    because="the record's comments",
                    speaker=comment.author,
                    comment=comment.number and before + comment.number,
                    depth=comment.depth,
                    said_at=comment.said_at,
                )
            )
            at += len(words)
    return "\n\n".join(pieces), blocks


def _comments(value: object) -> Iterator[_Comment]:
    """Comments as one string, or as a list of strings and of objects with a text, an author and replies; a bounded number, in order."""
    if isinstance(value, str):
        yield from [_Comment(value, None)] if _words(value) else []
        return
    waiting: list[tuple[object, int]] = [(value, 0)]
    number = 0
    while waiting and number < _MOST_COMMENTS:
        one, depth = waiting.pop()
        if isinstance(one, list) and depth < _DEPTH:
            waiting += [(each, depth + 1) for each in reversed(one)]
            continue
        fields: dict[str, Any] = {_folded(name): part for name, part in one.items()} if isinstance(one, dict) else {"text": one}
        body = next((name for name in _BODIES if _words(fields.get(name))), None)
        if body:
            number += 1
            author, when = _first(fields, NAMES["author"], _names), _first(fields, NAMES["published_at"], moment)
            yield _Comment(_plain(fields[body], body), number, author, depth, when)
        waiting += [(fields[name], depth) for name in _REPLIES if isinstance(fields.get(name), list)]


def _plain(words: str, form: str) -> str:
    return (html.parse(words).text if form == "html" else words).replace("\0", "\ufffd")


def _folded(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _words(value: object) -> bool:
    return isinstance(value, str) and bool(value) and not value.isspace()


def _first(fields: Mapping[str, Any], names: tuple[str, ...], meant: Any) -> Any:
    """What the first of these fields means that means anything."""
    return next(filter(None, (meant(fields.get(name)) for name in names)), None)


def _id(value: object) -> str | None:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else line(value)


def _names(value: object) -> str | None:
    """A name: a string that is no address, an object with a name, or several of them."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_names(one) for one in value[:10] if not isinstance(one, list)))) or None
    name = line(value.get("name") if isinstance(value, dict) else value)
    return None if name and name.startswith(("http:", "https:")) else name
