"""Streams of bytes: filled buffers whatever the source, gzip, zstd, bzip2 and xz taken off while reading, growth within limits."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple

import pyarrow as pa

from scoring.errors import UnreadableDocument
from scoring.reading.limits import Limits

HEAD = 65_536
"""Bytes that a peek at the beginning shows, if there are as many."""

_STRETCH = 1_000_000
"""Bytes: growth is looked at once so much came out, and over stretches in which so much went in, so that no bomb hides behind good data."""


class _Codec(NamedTuple):
    """A way to compress: what such data begins with, its name, and what takes it off."""

    magic: bytes
    name: str
    open: Callable[[Any], Any]
    """From a packed stream to one that has `read1`, and `resume` if it can go on behind a damaged part."""


_CODECS = (
    _Codec(b"\x1f\x8b", "gzip", lambda packed: _Inflated(packed, 31)),
    _Codec(b"\x28\xb5\x2f\xfd", "zstd", lambda packed: pa.CompressedInputStream(packed, "zstd")),
    _Codec(b"BZh", "bzip2", bz2.BZ2File),
    _Codec(b"\xfd7zXZ\0", "xz", lzma.LZMAFile),
)
_BROTLI = _Codec(b"", "brotli", lambda packed: pa.CompressedInputStream(packed, "brotli"))
_DEFLATE = _Codec(b"", "deflate", lambda packed: _Inflated(packed, 15))
_CODINGS = {"gzip": _CODECS[0], "x-gzip": _CODECS[0], "zstd": _CODECS[1], "br": _BROTLI, "deflate": _DEFLATE}
"""The names of HTTP's Content-Encoding."""

_MEMBER = b"\x1f\x8b\x08"
_MOST_RESUMED = 100
"""Damaged parts of a stream after which it is given up."""

ENDINGS = (".gz", ".zst", ".zstd", ".bz2", ".xz")
"""What compressed files are called."""


class _Source(io.RawIOBase):
    """Fills what it is given to fill, whatever small pieces come, and counts. An error waits until what came before it is given."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._error: Exception | None = None
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        view = memoryview(into).cast("B")
        filled = 0
        while filled < len(view) and (piece := self._piece(len(view) - filled, filled)):
            view[filled : filled + len(piece)] = piece
            filled += len(piece)
        self.taken += filled
        return filled

    def _piece(self, size: int, filled: int) -> bytes:
        error, self._error = self._error, None
        if error is None:
            try:
                return self._read(size)
            except Exception as raised:
                error = raised
        if not filled:
            raise error
        self._error = error
        return b""


class Interrupted(UnreadableDocument):
    """A part of a stream that cannot be unpacked. Whoever reads on gets what stands behind it, as far as that can be found."""


class _Unpacked:
    """What compressed data holds, piece by piece. Raises Interrupted when it is damaged, or grows beyond the limit."""

    def __init__(self, codec: _Codec, packed: io.BufferedReader | io.BytesIO, limits: Limits) -> None:
        self._name, self._most = codec.name, limits.expansion
        self._packed = _Source(packed.read1)
        self._decoder = codec.open(self._packed)
        self._given = self._interrupted = 0
        self._open = True
        self._stretches = ((0, 0), (0, 0))
        """Bytes in and bytes out where the last two stretches began."""

    def read(self, size: int) -> bytes:
        if not self._open and not self._resumed():
            return b""
        try:
            piece: bytes = self._decoder.read1(size)
        except (EOFError, OSError, ValueError, MemoryError, zlib.error, lzma.LZMAError) as error:
            if isinstance(error, OSError) and error.errno:
                raise  # the disk, not the data
            self._open = False
            raise Interrupted(f"its {self._name} data is damaged or cut short: fetch it again") from None
        self._given += len(piece)
        self._watch()
        return piece

    def _resumed(self) -> bool:
        """Has a sound part been found behind a damaged one?"""
        self._interrupted += 1
        self._open = isinstance(self._decoder, _Inflated) and self._interrupted <= _MOST_RESUMED and self._decoder.resume()
        self._stretches = ((self._packed.taken, self._given),) * 2
        return self._open

    def _watch(self) -> None:
        taken, given = self._packed.taken, self._given
        if taken - self._stretches[1][0] >= _STRETCH:
            self._stretches = (self._stretches[1], (taken, given))
        taken, given = taken - self._stretches[0][0], given - self._stretches[0][1]
        if given > max(_STRETCH, self._most * taken):
            self._open = False
            raise Interrupted(
                f"its {self._name} data grows to more than {self._most:,} times its size, as a compression bomb does: "
                "unpack it yourself if you trust it"
            )


class _Inflated:
    """gzip data of any number of members, or HTTP's deflate: zlib data, or, from servers that took the name at its word, bare data.

    Not gzip.GzipFile, which cannot go on behind a damaged member: crawlers write each record as a member of its own.
    """

    def __init__(self, packed: io.RawIOBase, wbits: int) -> None:
        self._packed = packed
        self._left = packed.read(HEAD) or b""
        if wbits == 15 and (len(self._left) < 2 or self._left[0] & 15 != 8 or int.from_bytes(self._left[:2], "big") % 31):
            wbits = -15
        self._wbits = wbits
        self._decoder = zlib.decompressobj(wbits)

    def read1(self, size: int, /) -> bytes:
        while True:
            packed = self._left or self._packed.read(HEAD) or b""
            if self._decoder.eof:
                packed = packed.lstrip(b"\0")  # tapes and some writers fill up blocks
                if not packed:
                    self._left = self._packed.read(HEAD) or b""
                    if not self._left:
                        return b""
                    continue
                self._decoder = zlib.decompressobj(self._wbits)
            self._left = packed  # where to go on, should this fail
            piece = self._decoder.decompress(packed, size)
            self._left = self._decoder.unconsumed_tail or self._decoder.unused_data
            if piece:
                return piece
            if not packed:
                raise EOFError

    def resume(self) -> bool:
        """Go on with the next member that begins after what was read; False if there is none."""
        self._decoder = zlib.decompressobj(self._wbits)
        self._left = self._left[1:] if self._left.startswith(_MEMBER) else self._left
        while (at := self._left.find(_MEMBER)) < 0:
            more = self._packed.read(HEAD)
            if not more:
                return False
            self._left = self._left[1 - len(_MEMBER) :] + more
        self._left = self._left[at:]
        return True


def buffered(read: Callable[[int], bytes]) -> io.BufferedReader:
    """A stream over a function that gives up to so many bytes, none at the end: a first peek shows HEAD bytes, if there are as many."""
    return io.BufferedReader(_Source(read), HEAD)


def unpacked(stream: io.BufferedReader, limits: Limits) -> io.BufferedReader:
    """The stream without its compression, if it has one that is known by its first bytes; one layer only.

    >>> import gzip
    >>> unpacked(buffered(io.BytesIO(gzip.compress(b"Exports fell.")).read1), Limits()).read()
    b'Exports fell.'
    """
    head = stream.peek(HEAD)
    codec = next((codec for codec in _CODECS if head.startswith(codec.magic)), None)
    return buffered(_Unpacked(codec, stream, limits).read) if codec else stream


def decoded(content: bytes, coding: str, limits: Limits) -> bytes:
    """The body of an HTTP answer without its Content-Encoding, up to one byte more than a document may have.

    Archives often keep the header of an encoding that they have taken off: a body that does not begin like gzip or zstd is left alone.
    Raises UnreadableDocument.

    >>> decoded(zlib.compress(b"Exports fell."), "deflate", Limits()), decoded(b"Exports fell.", "gzip", Limits())
    (b'Exports fell.', b'Exports fell.')
    """
    codec = _CODINGS.get(coding)
    if codec is None or not content.startswith(codec.magic):
        return content
    try:
        return buffered(_Unpacked(codec, io.BytesIO(content), limits).read).read(limits.bytes + 1)
    except Interrupted as error:
        raise UnreadableDocument(str(error)) from None


def plain_name(name: str) -> str:
    """A file's name without the ending that says it is compressed.

    >>> plain_name("article.html.gz"), plain_name("notes.md"), plain_name(".gz")
    ('article.html', 'notes.md', '.gz')
    """
    ending = next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")
    return name[: len(name) - len(ending)] or name
