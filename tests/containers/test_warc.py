"""WARC and WET archives: which records are documents, what their headers say, and what becomes of damaged ones."""

from __future__ import annotations

import gzip
import io
import tarfile
from itertools import chain, repeat

import pytest

from scoring.batch import read
from scoring.containers.formats import documents
from scoring.model import Received
from scoring.reading.limits import Limits
from tests.containers.archives import PAGE, Endless, answer, bomb, page, passed, received, record, unread, zipped

OTHER = PAGE.replace(b"Exports", b"Imports")
TWO = (page(), page(OTHER, "https://wire.example/2"))


@pytest.mark.parametrize("archive", [b"".join(TWO), zipped(*TWO), gzip.compress(b"".join(TWO))], ids=["plain", "by record", "whole"])
def test_pages_come_in_order_with_their_addresses(archive: bytes) -> None:
    assert [(one.document_name, one.url, one.content, one.media_type) for one in received(archive)] == [
        ("https://wire.example/1", "https://wire.example/1", PAGE, "text/html"),
        ("https://wire.example/2", "https://wire.example/2", OTHER, "text/html"),
    ]


def test_when_a_page_was_fetched_is_not_when_it_was_published() -> None:
    (document,) = received(page())
    assert read(document).published_at is None


def test_lines_that_end_in_line_feeds_only_and_folded_fields_are_understood() -> None:
    folded = b"WARC/1.1\nwarc-type: response\nWARC-Target-URI:\n <https://wire.example/1>\ncontent-type: application/http\n"
    block = b"HTTP/1.1 200 OK\ncontent-type: text/html\n\n" + PAGE
    (document,) = received(folded + b"Content-Length: %d\n\n" % len(block) + block + b"\n\n")
    assert (document.url, document.content) == ("https://wire.example/1", PAGE)


PASSED = {
    "redirect": record(answer(PAGE, status="301 Moved Permanently")),
    "missing page": record(answer(PAGE, status="404 Not Found")),
    "picture": page(b"\x89PNG\r\n", content_type="image/png"),
    "picture that is called a page": page(b"\x89PNG\r\n\x1a\n"),
    "program": page(b"let a = 1;", content_type="text/javascript"),
    "binary data": page(b"\x00\x01\x02\x03"),
    "undeclared text": page(b"a,b\n1,2\n", content_type=""),
    "robots.txt": page(b"User-agent: *\n", "https://wire.example/robots.txt", content_type="text/plain"),
    "no http": record(b"some bytes"),
}


@pytest.mark.parametrize("name", PASSED)
def test_what_is_no_page_is_passed_over_and_counted(name: str) -> None:
    archive = PASSED[name] + page()
    assert (passed(archive), [one.content for one in received(archive)], unread(archive)) == (1, [PAGE], [])


@pytest.mark.parametrize("kind", ["request", "metadata", "warcinfo", "revisit", "continuation"])
def test_records_that_hold_no_answer_are_not_even_counted(kind: str) -> None:
    archive = record(answer(PAGE), kind=kind) + page()
    assert (passed(archive), len(received(archive))) == (0, 1)


def test_an_archive_without_any_page_says_so() -> None:
    assert unread(PASSED["picture"]) == [("", "no documents in it: name a file that holds some")]


def test_a_page_without_a_content_type_is_told_by_its_beginning() -> None:
    assert len(received(page(content_type="") + page(content_type="application/octet-stream", uri="https://wire.example/2"))) == 2


def test_a_resource_and_the_text_of_a_wet_file_are_documents() -> None:
    archive = record(PAGE, kind="resource", content_type="text/html") + record(
        b"Exports fell.", "https://wire.example/2", "conversion", "text/plain"
    )
    assert [(one.media_type, one.content) for one in received(archive)] == [("text/html", PAGE), ("text/plain", b"Exports fell.")]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (gzip.compress(PAGE), {"content_encoding": "gzip"}),
        (b"%x;note=1\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), {"transfer_encoding": "chunked"}),
        (b"a\r\n%s\r\n%X\r\n%s\r\n0\r\n\r\n" % (PAGE[:10], len(PAGE) - 10, PAGE[10:]), {"transfer_encoding": "chunked"}),
        (PAGE, {"transfer_encoding": "chunked"}),
        (PAGE, {"content_encoding": "gzip"}),
        (PAGE, {"content_encoding": "unheard-of"}),
    ],
)
def test_transfer_and_content_encodings_are_taken_off_where_they_are(body: bytes, fields: dict[str, str]) -> None:
    assert received(page(body, **fields))[0].content == PAGE


@pytest.mark.parametrize("rest", [b"ZZ\r\n%s\r\n0\r\n\r\n" % PAGE, b"ffff\r\n%s" % PAGE], ids=["no size", "cut short"])
def test_a_body_with_broken_chunks_is_not_stored_as_half_a_page(rest: bytes) -> None:
    body = b"%x\r\n%s\r\n" % (len(PAGE), PAGE) + rest
    assert received(page(body, transfer_encoding="chunked")) == []
    assert "half a page is not read" in unread(page(body, transfer_encoding="chunked"))[0][1]


def test_a_chunked_body_that_was_compressed_is_both() -> None:
    packed = gzip.compress(PAGE)
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    assert received(page(body, transfer_encoding="chunked", content_encoding="gzip"))[0].content == PAGE


@pytest.mark.parametrize(
    ("charset", "encoding"), [("iso-8859-1", "cp1252"), ('"windows-1251"', "cp1251"), ("Shift_JIS", "cp932"), ("iso-8859-1", "utf-8")]
)
def test_the_encoding_that_the_server_names_goes_before_the_one_in_the_page(charset: str, encoding: str) -> None:
    words = "Порт закрыт." if encoding == "cp1251" else "港は閉鎖。" if encoding == "cp932" else "Café closed."
    source = f"<html><meta charset=koi8-r><p>{words}".encode(encoding)
    (document,) = received(page(source, content_type=f"text/html; charset={charset}"))
    assert words in read(document).text


def test_an_encoding_that_nobody_knows_is_left_to_the_page() -> None:
    source = "<html><meta charset=iso-8859-1><p>Café closed.".encode("cp1252")
    assert "Café" in read(received(page(source, content_type="text/html; charset=zip"))[0]).text


def test_the_same_page_twice_is_one_document_and_another_under_its_address_has_a_name_of_its_own() -> None:
    names = [one.document_name for one in received(page() + page(OTHER) + page())]
    assert names == ["https://wire.example/1", "https://wire.example/1 (2)", "https://wire.example/1"]


def test_a_record_without_an_address_is_named_by_its_place() -> None:
    assert [one.document_name for one in received(page(uri=""), "crawl.warc")] == ["crawl.warc: record 1"]


def test_an_archive_that_is_cut_in_the_middle_gives_what_stands_before_and_no_half_page() -> None:
    archive = b"".join(TWO)
    assert [one.content for one in received(archive[:-30])] == [PAGE]
    [(where, why)] = unread(archive[:-30])
    assert where == "record 2 (https://wire.example/2)"
    assert why.startswith("cut short: ")


@pytest.mark.parametrize("cut", [1, 5, 40, 150])
def test_a_compressed_archive_that_is_cut_gives_what_stands_before(cut: int) -> None:
    archive = zipped(*TWO)[:-cut]
    assert received(archive)[0].content == PAGE
    assert [why for _, why in unread(archive)] == ["its gzip data is damaged or cut short: fetch it again"]


def test_a_damaged_member_costs_its_own_record_only() -> None:
    first, second, third = (gzip.compress(one, mtime=0) for one in (*TWO, page(uri="https://wire.example/3")))
    broken = bytearray(second)
    broken[len(broken) // 2] ^= 0xFF
    archive = first + bytes(broken) + third
    assert [one.url for one in received(archive)] == ["https://wire.example/1", "https://wire.example/3"]
    assert len(unread(archive)) == 1


@pytest.mark.parametrize("length", [0, 5, 100])
def test_a_record_that_is_longer_than_it_says_costs_itself_only(length: int) -> None:
    archive = record(answer(PAGE), "https://wire.example/0", length=length) + page()
    assert received(archive)[-1].url == "https://wire.example/1"
    assert any("belong to no record" in why for _, why in unread(archive))


@pytest.mark.parametrize("length", ["-1", "1e3", "", "9" * 30, "٣"])
def test_a_length_that_is_no_number_costs_its_record_only(length: str) -> None:
    broken = record(answer(PAGE)).replace(b"Content-Length: %d" % len(answer(PAGE)), f"Content-Length: {length}".encode())
    archive = broken + TWO[1]
    assert [one.url for one in received(archive)] == ["https://wire.example/2"]
    assert ("record 1", "its header is damaged: fetch the file again") in unread(archive)


def test_a_header_without_end_is_given_up_after_its_limit() -> None:
    stream = Endless(chain([b"WARC/1.0\r\n", b"X: " + b"x" * 10_000_000, b"\r\n\r\n", TWO[0]]))
    assert [member.document_name for member in documents(stream, "x") if isinstance(member, Received)] == ["https://wire.example/1"]


def test_a_page_that_unpacks_to_a_bomb_costs_itself_only() -> None:
    archive = TWO[0] + page(bomb(), "https://wire.example/b", content_encoding="gzip") + TWO[1]
    assert [one.url for one in received(archive)] == ["https://wire.example/1", "https://wire.example/2"]
    [(where, why)] = unread(archive)
    assert where == "record 2 (https://wire.example/b)"
    assert "grows to more than 200 times its size" in why


def test_a_record_that_is_a_bomb_costs_itself_only() -> None:
    archive = zipped(TWO[0], page(bytes(100_000_000), "https://wire.example/b"), TWO[1])
    assert [one.url for one in received(archive)] == ["https://wire.example/1", "https://wire.example/2"]
    assert any("grows to more than 200 times its size" in why for _, why in unread(archive))


def test_a_page_over_the_limit_is_named_and_never_held_whole() -> None:
    archive = TWO[0] + page(b"<html>" + b"a word " * 1_000, "https://wire.example/b") + TWO[1]
    assert len(received(archive, limits=Limits(bytes=2_000))) == 2
    assert unread(archive, limits=Limits(bytes=2_000)) == [
        ("record 2 (https://wire.example/b)", "too large: more than 2,000 bytes, which is all that is read of one document: split it")
    ]


def test_an_archive_is_read_only_as_far_as_documents_are_asked_for() -> None:
    stream = Endless(repeat(page()))
    found = documents(stream, "crawl.warc")
    for _ in range(10):
        next(found)
    assert stream.taken < 1_000_000


def test_a_file_of_more_documents_than_the_limit_is_read_up_to_it() -> None:
    archive = b"".join(page(uri=f"https://wire.example/{number}") for number in range(5))
    assert len(received(archive, limits=Limits(records=3))) == 3
    assert "more than 3 documents" in unread(archive, limits=Limits(records=3))[0][1]


@pytest.mark.parametrize("at", range(0, len(TWO[0]), 7))
def test_a_byte_that_was_changed_anywhere_never_raises(at: int) -> None:
    broken = bytearray(b"".join(TWO))
    broken[at] ^= 0x2A
    assert received(bytes(broken)) or unread(bytes(broken))


def test_addresses_with_control_characters_are_shown_without_them() -> None:
    assert received(page(uri="https://wire.example/\x1b[31m"))[0].document_name == "https://wire.example/[31m"


def test_a_long_address_is_kept_whole_though_the_name_is_not() -> None:
    uri = "https://wire.example/?" + "q" * 1_500
    (document,) = received(page(uri=uri))
    assert (document.url, document.document_name) == (uri, uri[:500])


def test_an_arc_archive_is_refused_with_its_remedy() -> None:
    assert "convert it to WARC" in unread(b"filedesc://x 0.0.0.0 20310504 text/plain 76\n1 0 Crawler\n")[0][1]


def test_a_tar_archive_is_refused_with_its_remedy() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        information = tarfile.TarInfo("a.txt")
        information.size = 3
        archive.addfile(information, io.BytesIO(b"abc"))
    assert unread(packed.getvalue(), "a.tar.gz") == [("", "this is a tar archive: unpack it and name its folder")]
