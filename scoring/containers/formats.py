"""Which format a stream of bytes has, told by its first bytes, and the documents in it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from io import BufferedReader
from pathlib import PurePath
from typing import BinaryIO

import msgspec

from scoring.containers import mail, records, warc
from scoring.containers.members import Member, Passed, Unread, too_large
from scoring.containers.streams import HEAD, buffered, plain_name, unpacked
from scoring.errors import UnreadableDocument
from scoring.model import Received
from scoring.reading.documents import SIGNATURES
from scoring.reading.limits import Limits

_REFUSED = (
    (257, b"ustar", "a tar archive: unpack it and name its folder"),
    (0, b"filedesc://", "an ARC archive: convert it to WARC, for example with warcio recompress"),
)
"""Where a container that is not read shows what it is, the sign, and what to do."""

_MOST_IN_A_ROW = 10_000
"""Records without a document after which the rest of a file is not looked at."""


def documents(stream: BinaryIO, name: str, limits: Limits = Limits()) -> Iterator[Member]:  # noqa: B008  (frozen)
    """The documents in a stream, in order; what gives none is named. Reads on only as they are asked for, and holds one at a time.

    `name` is the file's: it names what has no name of its own, and tells the format where the content cannot. OSError comes through.

    >>> import io
    >>> lines = b'{"id": "a", "text": "Exports fell."}\\n{"id": "b", "text": "Imports rose."}\\n[]\\n'
    >>> [getattr(member, "document_name", None) or member.where for member in documents(io.BytesIO(lines), "news.jsonl")]
    ['a', 'b', 'line 3']
    """
    given, empty, in_a_row = 0, True, 0
    name = plain_name(name)
    try:
        whole = unpacked(buffered(getattr(stream, "read1", stream.read)), limits)
        for member in _named_apart(_members(whole, name, limits)):
            if given == limits.records and isinstance(member, Received):
                yield Unread(why=f"more than {limits.records:,} documents, and so many are taken from one file: split it")
                return
            given += isinstance(member, Received)
            empty = empty and isinstance(member, Passed)
            in_a_row = in_a_row + 1 if isinstance(member, Unread) else 0
            yield member
            if in_a_row == _MOST_IN_A_ROW:
                yield Unread(why=f"given up after {in_a_row:,} records in a row that give no document: is this a file of documents?")
                return
        if empty:
            yield Unread(why="no documents in it: name a file that holds some")
    except UnreadableDocument as error:
        yield Unread(where=f"after {given:,} document{'s' * (given != 1)}" if given else "", why=str(error))


def _members(whole: BufferedReader, name: str, limits: Limits) -> Iterator[Member]:
    """What the reader of the stream's format gives."""
    head = whole.peek(HEAD)
    ending = PurePath(name.lower()).suffix
    by_line = ending in (".jsonl", ".ndjson")
    if refused := next((what for at, sign, what in _REFUSED if head.startswith(sign, at)), None):
        yield Unread(why=f"this is {refused}")
    elif warc.opens(head):
        yield from warc.members(whole, name, limits)
    elif mail.opens_as_mailbox(head):
        yield from mail.mailbox(whole, name, limits)
    elif mail.opens(head) or ending == ".eml":
        yield from mail.members(whole, name, limits)
    elif by_line or records.opens(head):
        yield from records.members(whole, name, limits, by_line=by_line)
    else:
        yield _single(whole, name, limits)


def _single(whole: BufferedReader, name: str, limits: Limits) -> Member:
    content = whole.read(limits.bytes + 1)
    if len(content) <= limits.bytes:
        return Received(document_name=name, content=content)
    known = next((signature for signature in SIGNATURES if content.startswith(signature.magic)), None)
    return Unread(why=f"this is {known.what}: {known.remedy}" if known else too_large(limits.bytes))


def _named_apart(found: Iterator[Member]) -> Iterator[Member]:
    """The same, but other documents of a name that was given before are named by their number too; 16 bytes are kept of each."""
    names: set[bytes] = set()
    documents: set[bytes] = set()
    for number, member in enumerate(found, 1):
        if not isinstance(member, Received):
            yield member
            continue
        name = blake2b(member.document_name.encode("utf-8", "replace"), digest_size=8).digest()
        document = blake2b(member.content, digest_size=8, key=name).digest()
        again = name in names and document not in documents
        names.add(name)
        documents.add(document)
        yield msgspec.structs.replace(member, document_name=f"{member.document_name} ({number})") if again else member
