"""WARC and WET archives to documents: the pages that a crawler was given, one record at a time.

Read by a reader of our own: the libraries that were tried give a record that is cut short as if it were whole, and every bound on size,
growth and headers would have to be built around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BufferedReader, BytesIO

from scoring.containers.members import Member, Passed, Unread, too_large
from scoring.containers.streams import HEAD, Interrupted, decoded
from scoring.errors import UnreadableDocument
from scoring.model import MediaType, Received
from scoring.reading.documents import SIGNATURES, in_utf8, opens_as_html
from scoring.reading.limits import Limits
from scoring.reading.said import address, line

Fields = dict[str, str]
"""Header fields by lower-case name, the first of each name."""

_MOST_HEADER = 65_536
"""Bytes of the header of a record or an answer: crawlers write one or two thousand."""
_TYPES: dict[str, MediaType | None] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "text/markdown": "text/markdown",
    "application/octet-stream": None,
    "": None,
}
"""Content types that may hold a document, and what they say of it; None: it must begin as a page does."""

_KINDS = ("response", "resource", "conversion")
_PASSED = "without text or HTML, or without an answer of status 200"
_CHARSET = re.compile(r"charset\s?=\s?[\"']?([\w\-:]{1,40})", re.IGNORECASE)
_LENGTH = re.compile(r"[0-9]{1,18}")
_STATUS = re.compile(r"HTTP/\d(?:\.\d)? (\d{3})\b")
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")


class _Block:
    """What a record holds: as many bytes of the stream as its header says, as far as they are there."""

    def __init__(self, stream: BufferedReader, length: int) -> None:
        self._stream, self.length, self._left = stream, length, length
        self.given = 0
        self.cut = False

    def read(self, size: int) -> bytes:
        return self._counted(self._stream.read(min(size, self._left)), size)

    def readline(self, size: int) -> bytes:
        return self._counted(self._stream.readline(min(size, self._left)), size)

    def _counted(self, piece: bytes, size: int) -> bytes:
        self._left -= len(piece)
        self.given += len(piece)
        self.cut = self.cut or (not piece and min(size, self._left) > 0)
        return piece

    def pass_over(self) -> None:
        while self.read(HEAD):
            pass


def opens(head: bytes) -> bool:
    """Does a stream that begins so hold WARC records?"""
    return head.lstrip(b"\r\n").startswith(b"WARC/")


def members(stream: BufferedReader, name: str, limits: Limits) -> Iterator[Member]:
    """The pages of a WARC and the texts of a WET file, named by their address, else by their place in the file of that name.

    When a page was fetched (WARC-Date) is not when it was published, and is not kept. A damaged record is named, and reading goes on
    with the next that can be found.
    """
    number = passed = 0
    while True:
        number += 1
        where = f"record {number}"
        try:
            found, skipped = _next_record(stream)
            if skipped:
                yield Unread(
                    where=f"before {where}", why=f"{skipped:,} bytes that belong to no record: the file is damaged; fetch it again"
                )
            if not found:
                break
            fields = _fields(stream.readline)
            if fields is None or not _LENGTH.fullmatch(fields.get("content-length", "")):
                yield Unread(where=where, why="its header is damaged: fetch the file again")
                continue
            where += f" ({uri})" if (uri := line(_uri(fields))) else ""
            block = _Block(stream, int(fields["content-length"]))
            document = _read(fields, block, f"{name}: record {number}", limits)
            if document:
                yield document
            else:
                passed += fields.get("warc-type", "").lower() in _KINDS
        except UnreadableDocument as error:
            yield Unread(where=where, why=str(error))
    if passed:
        yield Passed(count=passed, what=_PASSED)


def _read(fields: Fields, block: _Block, place: str, limits: Limits) -> Received | None:
    """The document of a record, None if it is none, and the stream at the record's end.

    Raises Interrupted, the stream being anywhere, or UnreadableDocument.
    """
    problem = None
    document = None
    try:
        document = _document(fields, block, place, limits)
    except Interrupted:
        raise
    except UnreadableDocument as error:
        problem = error
    block.pass_over()
    if block.cut:
        raise UnreadableDocument(f"cut short: {block.given:,} of {block.length:,} bytes are there; fetch the file again")
    if problem:
        raise problem
    return document


def _next_record(stream: BufferedReader) -> tuple[bool, int]:
    """Reads up to and with the line that begins the next record: is there one, and how many bytes before it belong to none?"""
    skipped, begins = 0, True
    while one := stream.readline(HEAD):
        if begins and one.startswith(b"WARC/"):
            return True, skipped
        skipped += len(one) if one.strip(b"\r\n") or skipped else 0
        begins = one.endswith(b"\n")
    return False, skipped


def _fields(readline: Callable[[int], bytes]) -> Fields | None:
    """The header fields up to and with the empty line; None when they do not end, or are too many."""
    fields: Fields = {}
    last = ""
    left = _MOST_HEADER
    while left > 0 and (one := readline(left)):
        left -= len(one)
        text = one.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return fields
        if text[0] in " \t" and last:
            fields[last] += f" {text.strip()}"
            continue
        name, _, value = text.partition(":")
        last = name.strip().lower()
        fields.setdefault(last, value.strip())
    return None


def _uri(fields: Fields) -> str:
    """The address of a record; some crawlers write it in brackets."""
    return fields.get("warc-target-uri", "").strip("<> ")


def _document(fields: Fields, block: _Block, place: str, limits: Limits) -> Received | None:
    """The document of a record, None if it is none. Raises UnreadableDocument for one that cannot be unpacked."""
    kind, content_type = fields.get("warc-type", "").lower(), fields.get("content-type", "")
    if kind not in _KINDS:
        return None
    answer: Fields = {}
    if kind == "response" and content_type.lower().startswith("application/http"):
        status = _STATUS.match(block.readline(_MOST_HEADER).decode("latin-1"))
        answer = _fields(block.readline) or {}
        if not status or status[1] != "200":
            return None
        content_type = answer.get("content-type", "")
    essence = content_type.partition(";")[0].strip().lower()
    uri = _uri(fields)
    if essence not in _TYPES or (essence == "text/plain" and _is_for_crawlers(uri)):
        return None
    body = block.read(limits.bytes + 1)
    if len(body) <= limits.bytes:
        body = _body(body, answer, limits)
    if len(body) > limits.bytes:
        raise UnreadableDocument(too_large(limits.bytes))
    media_type = _TYPES[essence]
    if not _is_text(body) or (media_type is None and not opens_as_html(body)):
        return None
    charset = _CHARSET.search(content_type[:1000])
    return Received(
        document_name=line(uri) or place,
        content=in_utf8(body, charset[1]) if charset else body,
        media_type=media_type or "text/html",
        url=address(uri),
    )


def _is_for_crawlers(uri: str) -> bool:
    """robots.txt (RFC 9309) speaks to programs, not to readers."""
    return uri.lower().endswith("/robots.txt")


def _body(body: bytes, answer: Fields, limits: Limits) -> bytes:
    """The body of an answer as the page's author wrote it, up to one byte more than a document may have."""
    if "chunked" in answer.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    for coding in reversed(answer.get("content-encoding", "").lower().split(",")[:2]):
        body = decoded(body, coding.strip(), limits)
    return body


def _unchunked(body: bytes) -> bytes:
    """The chunks put together; a body that is not chunked as it is, because some archives keep the header and not the chunks.

    >>> _unchunked(b"8\\r\\nExports \\r\\n5\\r\\nfell.\\r\\n0\\r\\n\\r\\n"), _unchunked(b"Exports fell.")
    (b'Exports fell.', b'Exports fell.')
    """
    whole = BytesIO()
    at = 0
    while (chunk := _CHUNK.match(body, at)) and (size := int(chunk[1], 16)):
        whole.write(body[chunk.end() : chunk.end() + size])
        at = chunk.end() + size
        if at > len(body):
            break
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    if at and (chunk is None or at > len(body)):
        raise UnreadableDocument("its chunks (Transfer-Encoding) are broken or cut short: half a page is not read; fetch it again")
    return whole.getvalue() if at or chunk else body


def _is_text(body: bytes) -> bool:
    """Neither a picture nor a program, whatever the server called it; UTF-16 has a byte order mark."""
    if any(body.startswith(signature.magic) for signature in SIGNATURES):
        return False
    return body.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in body[:1024]
