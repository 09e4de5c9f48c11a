"""Mail to documents: single messages (.eml) and mailboxes (mbox), each message one document without its attachments."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from io import BufferedReader

import msgspec

from scoring.containers.members import Member, Unread, too_large
from scoring.containers.streams import HEAD
from scoring.model import MediaType, Received
from scoring.reading.documents import in_utf8
from scoring.reading.limits import Limits
from scoring.reading.said import line, moment

_LONGEST_FIELD = 2_000
"""Characters of a header field: the library takes quadratic time for some."""
_MOST_PARTS = 100
_MOST_LINES = 500_000
"""Lines of a message: the library takes a microsecond and more for each, and as often as messages are nested."""

_HEADER = re.compile(rb"(?:[!-9;-~]{1,80}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,200}){2,}")
_NAMES = re.compile(rb"^(from|date|message-id|mime-version|received|to|subject|content-type):", re.IGNORECASE | re.MULTILINE)
_FEW = 3
"""Fields: a letter may begin with From, Date and To, or Subject, a message with more, or with those of the machines on its way."""
_ENVELOPE = re.compile(rb"From \S{1,300} [^\n]{0,80}\d{4}[^\n]{0,20}\n")
_NESTING = re.compile(rb"multipart/|message/", re.IGNORECASE)
_TYPES: dict[str, MediaType] = {"text/plain": "text/plain", "text/html": "text/html"}
"""What a part may be to be read, in order of preference: the plain text of a newsletter is what its sender would say of it."""


class _Bounded(Compat32):
    """Header fields are cut where nobody reads on."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_FIELD]


_POLICY = _Bounded()


def opens(head: bytes) -> bool:
    """Does a stream that begins so hold a message? It has a header with a From, a Date, and another field that only mail has.

    >>> opens(b"From: Ann <ann@a.example>\\nDate: Sun, 4 May 2031 21:40:00 +0200\\nMessage-ID: <1@a.example>\\n\\nExports fell.")
    True
    >>> opens(b"From: the editor\\nDate: today\\n\\nExports fell.")
    False
    """
    header = _HEADER.match(head.replace(b"\r\n", b"\n"))
    names = {name.lower() for name in _NAMES.findall(header[0])} if header else set()
    return {b"from", b"date"} < names and (len(names) > _FEW or not names <= {b"from", b"date", b"to", b"subject"})


def opens_as_mailbox(head: bytes) -> bool:
    """Does a stream that begins so hold an mbox: a line "From address time", and a message under it?"""
    envelope = _ENVELOPE.match(head.replace(b"\r\n", b"\n"))
    return bool(envelope) and opens(head.replace(b"\r\n", b"\n")[envelope.end() if envelope else 0 :])


def members(stream: BufferedReader, name: str, limits: Limits) -> Iterator[Member]:
    """The message that the file of this name is."""
    content = stream.read(limits.bytes + 1)
    found = _document(content) if len(content) <= limits.bytes else too_large(limits.bytes)
    yield Unread(why=found) if isinstance(found, str) else msgspec.structs.replace(found, document_name=name)


def mailbox(stream: BufferedReader, name: str, limits: Limits) -> Iterator[Member]:
    """The messages of an mbox, named by their Message-ID, else by their place in the file of that name."""
    for number, content in enumerate(_messages(stream, limits.bytes), 1):
        where = f"message {number}"
        found = too_large(limits.bytes) if content is None else _document(content)
        if isinstance(found, str):
            yield Unread(where=where, why=found)
        else:
            yield found if found.document_name else msgspec.structs.replace(found, document_name=f"{name}: {where}")


def _messages(stream: BufferedReader, most: int) -> Iterator[bytes | None]:
    """What stands between the lines that begin with "From " below an empty line; None for more than `most` bytes."""
    kept, large, blank, begins, first = bytearray(), False, True, True, True
    while piece := stream.readline(HEAD):
        if blank and begins and piece.startswith(b"From "):
            if not first:
                yield None if large else _without_separator(kept)
            kept.clear()
            large = first = False
            begins = piece.endswith(b"\n")
            continue
        if begins and piece.startswith(b">") and piece.lstrip(b">").startswith(b"From "):
            piece = piece[1:]
        if begins:
            blank = not piece.strip(b"\r\n")
        begins = piece.endswith(b"\n")
        kept += b"" if large else piece
        if len(kept) > most:
            kept.clear()
            large = True
    if not first:
        yield None if large else _without_separator(kept)


def _without_separator(kept: bytearray) -> bytes:
    """A message without the empty line that parts it from the next."""
    return bytes(kept[:-1] if kept.endswith(b"\n\n") else kept[:-2] if kept.endswith(b"\n\r\n") else kept)


def _document(content: bytes) -> Received | str:
    """A message as a document, named by its Message-ID: its text, From as author, Subject as title, Date as time; or why it is none."""
    if content.count(b"\n") > _MOST_LINES or len(_NESTING.findall(content)) > _MOST_PARTS:
        return f"more than {_MOST_PARTS} nested parts, or {_MOST_LINES:,} lines: save its text as a file and send that"
    try:
        message = email.message_from_bytes(content, policy=_POLICY)
        part = _part(message)
        text = part.get_payload(decode=True) if part else None
    except (RecursionError, ValueError, LookupError):
        return "its parts are damaged: save its text as a file and send that"
    if part is None or not isinstance(text, bytes):
        return "no text in this message, only attachments: save those and send them"
    return Received(
        document_name=line(_decoded(message, "Message-ID").strip("<> ")) or "",
        content=in_utf8(text, str(part.get_param("charset") or "cp1252")),
        media_type=_TYPES[part.get_content_type()],
        author=_writer(_decoded(message, "From")),
        title=line(_decoded(message, "Subject")),
        published_at=moment(_decoded(message, "Date")),
    )


def _writer(written: str) -> str | None:
    """The name in a From, else the address; the library's parser recurses into brackets.

    >>> _writer('"Edda Krull" <edda@harbour.example>'), _writer("<edda@harbour.example>")
    ('Edda Krull', 'edda@harbour.example')
    """
    name, _, address = written.partition("<")
    return line(name.strip("\"' ")) or line(address.partition(">")[0])


def _part(message: Message) -> Message | None:
    """The part that is the message's text: no attachment, plain text before HTML."""
    found: dict[str, Message] = {}
    waiting = [message]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop()
        if part.get_content_disposition() == "attachment" or (part is not message and part.get_content_maintype() == "message"):
            continue
        held = part.get_payload()
        if part.is_multipart() and isinstance(held, list):
            waiting += [inner for inner in reversed(held) if isinstance(inner, Message)]
        else:
            found.setdefault(part.get_content_type(), part)
    return next((found[kind] for kind in _TYPES if kind in found), None)


def _decoded(message: Message, name: str) -> str:
    """A header field in Unicode; "" without one."""
    written = str(message.get(name, ""))
    try:
        return str(make_header(decode_header(written)))
    except (HeaderParseError, LookupError, ValueError):
        return written
