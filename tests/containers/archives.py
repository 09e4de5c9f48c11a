"""Archives that the tests write themselves: WARC records, mail, bombs."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator

from scoring.containers.formats import documents
from scoring.containers.members import Member, Passed, Unread
from scoring.model import Received
from scoring.reading.limits import Limits

PAGE = b"<!DOCTYPE html><html><title>Ports</title><body><p>Exports fell by four percent in May.</p></body></html>"
HTML = "text/html; charset=utf-8"


def record(block: bytes, uri: str = "https://wire.example/1", kind: str = "response", content_type: str = "", length: int = -1) -> bytes:
    """A WARC record as a crawler writes it; `length` is what its header says if that is a lie."""
    content_type = content_type or "application/http; msgtype=response"
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>",
        "WARC-Target-URI": uri,
        "WARC-Date": "2031-05-04T10:00:00Z",
        "Content-Type": content_type,
        "Content-Length": str(len(block) if length < 0 else length),
    }
    head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, content_type: str = HTML, status: str = "200 OK", **fields: str) -> bytes:
    """An HTTP answer; `content_encoding="gzip"` is the field Content-Encoding."""
    named = {"Content-Type": content_type, **{name.replace("_", "-").title(): value for name, value in fields.items()}}
    return f"HTTP/1.1 {status}\r\n".encode() + "".join(f"{n}: {v}\r\n" for n, v in named.items() if v).encode() + b"\r\n" + body


def page(body: bytes = PAGE, uri: str = "https://wire.example/1", **fields: str) -> bytes:
    return record(answer(body, **fields), uri)


def bomb(megabytes: int = 400) -> bytes:
    """That many megabytes of zeros, in gzip data of a thousandth of the size."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()


def members(content: bytes, name: str = "file", limits: Limits = Limits()) -> list[Member]:  # noqa: B008
    return list(documents(io.BytesIO(content), name, limits))


def received(content: bytes, name: str = "file", limits: Limits = Limits()) -> list[Received]:  # noqa: B008
    return [member for member in members(content, name, limits) if isinstance(member, Received)]


def unread(content: bytes, name: str = "file", limits: Limits = Limits()) -> list[tuple[str, str]]:  # noqa: B008
    """The place and the reason of each record that gives no document."""
    return [(member.where, member.why) for member in members(content, name, limits) if isinstance(member, Unread)]


def passed(content: bytes) -> int:
    return sum(member.count for member in members(content) if isinstance(member, Passed))


class Endless(io.RawIOBase):
    """A stream without end, made as it is read, that counts what was taken from it."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self.taken = pieces, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = next(self._pieces, b"")[: size if size > 0 else None]
        self.taken += len(piece)
        return piece


def zipped(*pieces: bytes) -> bytes:
    """Each piece a gzip member of its own, as crawlers write records."""
    return b"".join(gzip.compress(piece, mtime=0) for piece in pieces)
