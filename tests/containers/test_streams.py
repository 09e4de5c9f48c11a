"""Compression is told by content and taken off while reading; what grows without measure ends early."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import zlib

import pyarrow as pa
import pytest

from scoring.containers.formats import documents
from scoring.containers.streams import decoded
from scoring.errors import UnreadableDocument
from scoring.model import Received
from scoring.reading.limits import Limits
from tests.containers.archives import bomb, members, received, unread

TEXT = b"The ferry was late again on Monday, the harbour master said.\n"


def arrow(content: bytes, codec: str) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, codec) as out:
        out.write(content)
    return sink.getvalue().to_pybytes()


PACKED = {
    "gzip": gzip.compress(TEXT, mtime=0),
    "zstd": arrow(TEXT, "zstd"),
    "bzip2": bz2.compress(TEXT),
    "xz": lzma.compress(TEXT),
}


@pytest.mark.parametrize("codec", PACKED)
def test_a_compressed_document_is_read_under_any_name(codec: str) -> None:
    assert [document.content for document in received(PACKED[codec], "note")] == [TEXT]


@pytest.mark.parametrize("codec", PACKED)
def test_compressed_files_that_were_put_one_behind_the_other_are_one(codec: str) -> None:
    assert received(PACKED[codec] * 3)[0].content == TEXT * 3


@pytest.mark.parametrize("codec", PACKED)
def test_compressed_data_that_is_cut_short_is_named(codec: str) -> None:
    assert unread(PACKED[codec][:-6]) == [("", f"its {codec} data is damaged or cut short: fetch it again")]


@pytest.mark.parametrize("codec", PACKED)
def test_a_flipped_byte_in_compressed_data_never_raises(codec: str) -> None:
    for at in range(len(PACKED[codec])):
        broken = bytearray(PACKED[codec])
        broken[at] ^= 0x55
        assert members(bytes(broken))


def test_the_ending_of_a_compressed_file_is_no_part_of_the_documents_name() -> None:
    assert received(PACKED["gzip"], "note.md.gz")[0].document_name == "note.md"


def test_what_is_compressed_twice_is_handed_on_and_refused_as_gzip_data() -> None:
    assert received(gzip.compress(PACKED["gzip"]))[0].content == PACKED["gzip"]


@pytest.mark.parametrize("codec", PACKED)
def test_a_compression_bomb_is_refused_by_its_limit(codec: str) -> None:
    zeros = bytes(60_000_000)
    packed = {"gzip": gzip.compress, "zstd": lambda c: arrow(c, "zstd"), "bzip2": bz2.compress, "xz": lzma.compress}[codec](zeros)
    [(_, why)] = unread(packed, limits=Limits(bytes=100_000_000))
    assert why.startswith(f"its {codec} data grows to more than 200 times its size")


def test_a_bomb_behind_good_data_is_refused_too() -> None:
    good = random.Random(7).randbytes(3_000_000)
    [(_, why)] = unread(gzip.compress(good, 1) + bomb(80), limits=Limits(bytes=200_000_000, expansion=20))
    assert "grows to more than 20 times its size" in why


def test_what_grows_within_the_limit_is_read() -> None:
    assert received(gzip.compress(bytes(900_000)))[0].content == bytes(900_000)
    assert received(gzip.compress(bytes(5_000_000)), limits=Limits(expansion=2_000))[0].content == bytes(5_000_000)


def test_a_document_that_is_too_large_once_unpacked_is_refused() -> None:
    content = gzip.compress(random.Random(7).randbytes(3_000))
    assert unread(content, limits=Limits(bytes=2_000)) == [
        ("", "too large: more than 2,000 bytes, which is all that is read of one document: split it")
    ]


@pytest.mark.parametrize(
    ("coding", "content"),
    [
        ("gzip", PACKED["gzip"]),
        ("x-gzip", PACKED["gzip"]),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("br", arrow(TEXT, "brotli")),
        ("zstd", arrow(TEXT, "zstd")),
        ("identity", TEXT),
        ("", TEXT),
        ("gzip", TEXT),
    ],
    ids=["gzip", "x-gzip", "deflate", "raw deflate", "br", "zstd", "identity", "none", "gzip that is none"],
)
def test_content_encodings_of_http_are_taken_off(coding: str, content: bytes) -> None:
    assert decoded(content, coding, Limits()) == TEXT


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 1_000_000])
def test_deflated_data_of_any_size_comes_back_whole(size: int) -> None:
    content = random.Random(size).randbytes(size)
    assert decoded(zlib.compress(content), "deflate", Limits()) == content


@pytest.mark.parametrize("coding", ["deflate", "br"])
def test_an_encoding_that_is_cut_short_is_refused(coding: str) -> None:
    content = {"deflate": zlib.compress(TEXT), "br": arrow(TEXT, "brotli")}[coding][:-5]
    with pytest.raises(UnreadableDocument, match="cut short"):
        decoded(content, coding, Limits())


def test_small_pieces_change_nothing() -> None:
    class Dripping(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            return super().read1(3)

    (document,) = documents(Dripping(PACKED["gzip"]), "note.txt")
    assert isinstance(document, Received)
    assert document.content == TEXT
