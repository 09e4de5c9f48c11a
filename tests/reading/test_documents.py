"""What reading promises about files: which format they are in, and what is said of those that cannot be read."""

from __future__ import annotations

import gzip

import pytest

from scoring.errors import UnreadableDocument
from scoring.model import MediaType, Page, Received
from scoring.reading.documents import no_sentence, page
from scoring.reading.limits import Limits

PAGE = b"<!DOCTYPE html><html><title>Ports</title><body><p>Exports fell by four percent in May.</p></body></html>"
NOTES = b"# Ports\n\nExports [fell](https://a.example/x) by **four** percent in May.\n"


def read(content: bytes, name: str = "document", media_type: MediaType | None = None) -> tuple[MediaType, Page]:
    return page(Received(document_name=name, content=content, media_type=media_type))


def refusal(content: bytes, name: str = "note.txt", limits: Limits = Limits()) -> str:  # noqa: B008
    with pytest.raises(UnreadableDocument) as caught:
        page(Received(document_name=name, content=content), limits)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "name", "media_type", "found"),
    [
        (b"Exports fell by four percent.", "note", None, "text/plain"),
        (b"Exports fell by four percent.", "note.md", None, "text/markdown"),
        (NOTES, "notes", None, "text/markdown"),
        (NOTES, "notes.txt", None, "text/plain"),
        (NOTES, "notes.md", "text/plain", "text/plain"),
        (PAGE, "page", None, "text/html"),
        (PAGE, "page.md", None, "text/html"),
        (PAGE, "page.html", "text/plain", "text/plain"),
        (b"<!-- saved -->\n" + PAGE, "page", None, "text/html"),
        (b"<p>Exports fell.</p><p>Imports rose.</p>", "part", None, "text/html"),
        (b"Exports fell by four percent.", "page.html", "text/html", "text/plain"),
        (b"Exports <fell> by 4 % and 3 < 5.", "note", None, "text/plain"),
    ],
)
def test_the_format_is_told_by_content_and_by_what_the_sender_says(content: bytes, name: str, media_type: MediaType, found: str) -> None:
    assert read(content, name, media_type)[0] == found


@pytest.mark.parametrize(
    "text", ["A line.\r\nAnother one.\r\n", "  Indented, with “quotes” — and\ttabs. ", "# 1 in **tea**.\n> Not a quote."]
)
def test_plain_text_comes_back_unchanged(text: str) -> None:
    assert read(text.encode(), "note.txt")[1].text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(encoding: str) -> None:
    assert read("Café prices fell.".encode(encoding), "note.txt")[1].text == "Café prices fell."


@pytest.mark.parametrize(
    "content",
    [
        "<html><meta charset=iso-8859-1><p>Café prices fell.".encode("cp1252"),
        '<html><meta http-equiv=Content-Type content="text/html; charset=windows-1252"><p>Café prices fell.'.encode("cp1252"),
        "<html><p>Café prices fell.".encode("cp1252"),
        "<html><p>Café prices fell.".encode(),
        "<html><p>Café prices fell.".encode("utf-16"),
    ],
)
def test_a_pages_declared_encoding_is_followed(content: bytes) -> None:
    assert read(content)[1].text == "Café prices fell."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty file"),
        (b" \n\t\n", "all white space"),
        (b"%PDF-1.7 ...", "this is a PDF (starts with %PDF): extract its text first, for example with pdftotext"),
        (b"PK\x03\x04....", "ZIP archive or an office document"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (b"\x89PNG\r\n\x1a\n", "PNG image"),
        (b"\x7fELF\x02", "a program"),
        (b"text\0with a hole", "NUL at character 4"),
        (b"Caf\xe9 prices fell.", "invalid UTF-8 at byte 3 (0xE9): convert it, for example with iconv"),
        (b"\x00\xff\xfe\x01\x02", "binary data"),
        (b"--- *** ---", "no words"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(content: bytes, said: str) -> None:
    message = refusal(content)
    assert said in message
    assert ":" in message
    assert "\n" not in message


def test_what_is_too_large_is_refused_with_its_size() -> None:
    assert "too large: 2,000 bytes, and 1,000 are read at most" in refusal(b"a word " * 285 + b"words", limits=Limits(bytes=1000))


def test_a_line_without_end_is_refused_with_its_length() -> None:
    assert "a line of 1,000,001 characters" in refusal(b"x" * 1_000_001 + b"\nA sentence.")


def test_a_page_served_as_one_long_line_is_read() -> None:
    assert read(b"<html><p>Exports fell.</p>" + b"<p>Imports rose.</p>" * 20_000)[0] == "text/html"


def test_a_page_of_pictures_has_no_words() -> None:
    assert "no words" in refusal(b"<html><body><img src=a.png alt='A ferry'></body></html>", "page.html")


def test_text_without_a_sentence_is_shown_in_short() -> None:
    assert no_sentence("Weather\n21 C").startswith('no sentence in its 12 characters of text ("Weather 21 C")')
    assert len(no_sentence("w " * 10_000)) < 160
