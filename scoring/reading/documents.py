"""Bytes to a page: which format a document is in, which parser reads it, and what happens to one that cannot be read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

from scoring.errors import UnreadableDocument
from scoring.model import MediaType, Page, Received
from scoring.reading.limits import Limits
from scoring.reading.parsers import html, json, markdown, text

PARSERS: dict[MediaType, Callable[[str, Limits], Page]] = {
    "text/plain": lambda source, _: text.parse(source),
    "text/markdown": markdown.parse,
    "text/html": html.parse,
    "application/json": json.parse,
}
"""The parser of each media type: a new format is a module in parsers/ and a line here."""


class Signature(NamedTuple):
    """What a file that is no text begins with, what it is, and what its owner can do."""

    magic: bytes
    what: str
    remedy: str


_UNPACK = "unpack it and send the documents in it"
_NO_WORDS = "send the text itself"
SIGNATURES = (
    Signature(b"%PDF", "a PDF (starts with %PDF)", "extract its text first, for example with pdftotext"),
    Signature(
        b"PK\x03\x04", "a ZIP archive or an office document (starts with PK)", "unpack it, or save the document as plain text or HTML"
    ),
    Signature(b"\xd0\xcf\x11\xe0", "an old office document (starts with D0CF11E0)", "save it as plain text or HTML"),
    Signature(b"{\\rtf", "a rich text file (starts with {\\rtf)", "save it as plain text or HTML"),
    Signature(b"\x1f\x8b", "gzip data (starts with 1F8B)", _UNPACK),
    Signature(b"BZh", "bzip2 data (starts with BZh)", _UNPACK),
    Signature(b"\xfd7zXZ", "xz data (starts with FD7zXZ)", _UNPACK),
    Signature(b"\x28\xb5\x2f\xfd", "zstandard data (starts with 28B52FFD)", _UNPACK),
    Signature(b"7z\xbc\xaf", "a 7z archive (starts with 7z)", _UNPACK),
    Signature(b"\x89PNG", "a PNG image (starts with 89PNG)", _NO_WORDS),
    Signature(b"\xff\xd8\xff", "a JPEG image (starts with FFD8FF)", _NO_WORDS),
    Signature(b"GIF8", "a GIF image (starts with GIF8)", _NO_WORDS),
    Signature(b"\x7fELF", "a program (starts with 7F ELF)", _NO_WORDS),
    Signature(b"SQLite format 3\0", "an SQLite database", "export the texts and send those"),
    Signature(b"PAR1", "a Parquet file (starts with PAR1)", "ingest it with --structured if it is a table of claims"),
)

_HEAD = 65_536
"""Bytes that are looked at to tell the format; markup that has not shown by then does not shape the document."""

# The labels that HTML pages declare, as browsers read them (WHATWG Encoding, 4.2): latin-1 means cp1252, gb2312 means gb18030.
# A list of our own, because Python's registry also holds codecs that are no character encodings (zip, unicode_escape).
_CHARSETS = {"utf8": "utf-8", "ascii": "cp1252", "usascii": "cp1252", "latin1": "cp1252", "iso88591": "cp1252", "cp1252": "cp1252"}
_CHARSETS |= {f"iso8859{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
_CHARSETS |= {f"windows{n}": f"cp{n}" for n in range(1250, 1259)}
_CHARSETS |= {"iso88599": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
_CHARSETS |= {"shiftjis": "cp932", "eucjp": "euc_jp", "euckr": "cp949", "koi8r": "koi8-r", "koi8u": "koi8-u"}

_CHARSET = re.compile(rb"charset\s?=\s?[\"']?([\w\-:]{1,40})", re.IGNORECASE)
_OPENING = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_CLOSING_TAG = re.compile(r"</(?:p|div|span|a|li|ul|h[1-6]|article|section|title|blockquote|table|td|tr|em|strong|b|i)>", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_LINK = re.compile(r"\[[^\[\]\n]{1,300}\]\((?:https?://|/|#)")
_EMPHASIS = re.compile(r"(?<![\w*])\*\*[^*\n]{1,300}\*\*(?!\w)")
_RECORD = re.compile(r"[\ufeffï»¿\s]*\{\s*\"")
_WORDLIKE = re.compile(r"[^\W_]")


def page(received: Received, limits: Limits = Limits()) -> tuple[MediaType, Page]:  # noqa: B008  (frozen)
    """The document's media type and what its parser read.

    Raises UnreadableDocument, one line, when the bytes are no text, are too many, or hold no word.

    >>> page(Received(document_name="note", content=b"Exports fell by 4 percent."))[0]
    'text/plain'
    >>> page(Received(document_name="a.txt", content=b"%PDF-1.7"))
    Traceback (most recent call last):
    scoring.errors.UnreadableDocument: this is a PDF (starts with %PDF): extract its text first, for example with pdftotext
    """
    kind = media_type(received, limits)
    source = _decoded_html(received.content) if kind == "text/html" else decoded_text(received.content)
    if kind not in ("text/html", "application/json"):
        _refuse_long_lines(source, limits)
    parsed = PARSERS[kind](source, limits)
    if not _WORDLIKE.search(parsed.text):
        raise UnreadableDocument(
            "no words in it: nothing but marks and white space is left once the markup is taken away; send the text itself"
        )
    return kind, parsed


def media_type(received: Received, limits: Limits = Limits()) -> MediaType:  # noqa: B008  (frozen)
    """Which format the document is in. Raises UnreadableDocument, one line, when the bytes are no text, or too many."""
    _refuse_what_is_no_text(received.content, limits)
    return _media_type(received)


def no_sentence(text: str) -> str:
    """What to say of a text that has words but no sentence, such as a list of links or a caption.

    >>> no_sentence("Weather 21 C")
    'no sentence in its 12 characters of text ("Weather 21 C"): nothing here makes a claim; send the full text'
    """
    shown = " ".join(text[:200].split())
    shown = shown if len(shown) <= 40 else shown[:39].rstrip() + "…"
    return f'no sentence in its {len(text):,} characters of text ("{shown}"): nothing here makes a claim; send the full text'


def _refuse_what_is_no_text(content: bytes, limits: Limits) -> None:
    if not content:
        raise UnreadableDocument("empty file (0 bytes): send the document's text")
    for signature in SIGNATURES:
        if content.startswith(signature.magic):
            raise UnreadableDocument(f"this is {signature.what}: {signature.remedy}")
    if len(content) > limits.bytes:
        raise UnreadableDocument(f"too large: {len(content):,} bytes, and {limits.bytes:,} are read at most: split the document")
    if content.isspace():
        raise UnreadableDocument(f"empty file ({len(content):,} bytes, all white space): send the document's text")


def _refuse_long_lines(source: str, limits: Limits) -> None:
    if len(source) <= limits.line:
        return
    longest = max(map(len, source.splitlines()))
    if longest > limits.line:
        raise UnreadableDocument(
            f"a line of {longest:,} characters, and {limits.line:,} are read at most: this is no prose; break it into lines"
        )


def _media_type(received: Received) -> MediaType:
    """What the sender says, where the content allows it; else what the content shows. The name decides only text or Markdown.

    A page that opens with <!doctype html> or <html> is HTML under any name, unless the sender declared it text/plain.
    """
    name = received.document_name.lower()
    head = _peek(received.content)
    if received.media_type == "text/plain":
        return "text/plain"
    if received.media_type == "application/json" or (received.media_type is None and _opens_as_record(head)):
        return "application/json"
    if received.media_type == "text/html" and "<" in head:
        return "text/html"
    if _opens_as_html(head):
        return "text/html"
    if received.media_type == "text/markdown" or name.endswith((".md", ".markdown")):
        return "text/markdown"
    if name.endswith(".txt") or received.media_type:
        return "text/plain"
    if _looks_like_html(head):
        return "text/html"
    return "text/markdown" if _looks_like_markdown(head) else "text/plain"


def _peek(content: bytes) -> str:
    """The beginning as far as telling the format needs it, in whatever encoding: ASCII shows through."""
    head = content[:_HEAD]
    return head.decode("utf-16", "replace") if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else head.decode("latin-1")


def _opens_as_html(head: str) -> bool:
    """Does it begin with a doctype or <html>, after a byte order mark, an XML declaration, or comments?

    >>> _opens_as_html("<!-- saved page --><!DOCTYPE html>"), _opens_as_html("<p>A fragment.</p>")
    (True, False)
    """
    at = len(head) - len(head.lstrip("\ufeffï»¿ \t\r\n"))
    for opener, closer in (("<?xml", "?>"), ("<!--", "-->"), ("<!--", "-->")):
        if head.startswith(opener, at):
            end = head.find(closer, at)
            at = len(head) if end < 0 else end + len(closer)
            at += len(head[at:]) - len(head[at:].lstrip())
    return bool(_OPENING.match(head, at))


def opens_as_html(content: bytes) -> bool:
    """Does it begin as an HTML page does?"""
    return _opens_as_html(_peek(content))


def _opens_as_record(head: str) -> bool:
    """Does it begin as a JSON object does?

    >>> _opens_as_record('{"text": "Exports fell."}'), _opens_as_record("{Exports fell.}")
    (True, False)
    """
    return bool(_RECORD.match(head))


def _looks_like_html(head: str) -> bool:
    closing = len(_CLOSING_TAG.findall(head))
    return closing >= 10 or (closing >= 1 and head.lstrip().startswith("<"))


def _looks_like_markdown(head: str) -> bool:
    """At least two signs of Markdown that prose without markup does not carry by chance.

    >>> _looks_like_markdown("# Ports\\n\\nExports [fell](https://a.example/x)."), _looks_like_markdown("We are #1 in **tea**.")
    (True, False)
    """
    headings, links, strong = (len(sign.findall(head)) for sign in (_HEADING, _LINK, _EMPHASIS))
    return links >= 2 or headings >= 2 or (links > 0) + (headings > 0) + (strong > 0) >= 2


def decoded_text(content: bytes) -> str:
    """UTF-8, or UTF-16 with a byte order mark; anything else is refused rather than guessed."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            source = content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableDocument(f"invalid UTF-16 at byte {error.start:,}: send it as UTF-8") from None
    else:
        source = _decoded_utf8(content)
    if "\0" in source:
        raise UnreadableDocument(
            f"binary data: a NUL at character {source.index(chr(0)):,}, which no text holds: send the text itself, as UTF-8 "
            "(UTF-16 without a byte order mark: convert it with iconv -f UTF-16LE -t UTF-8)"
        )
    return source


def _decoded_utf8(content: bytes) -> str:
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in content:
            raise UnreadableDocument("binary data: neither text in UTF-8 nor any other known format: send the text itself") from None
        at = error.start + (len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0)
        raise UnreadableDocument(
            f"invalid UTF-8 at byte {at:,} (0x{content[at]:02X}): convert it, for example with iconv -f WINDOWS-1252 -t UTF-8"
        ) from None


def _decoded_html(content: bytes) -> str:
    """As a browser would: byte order mark, declared charset, UTF-8 if it is valid, else cp1252; broken bytes become U+FFFD."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    if content.startswith(codecs.BOM_UTF8):
        return content[len(codecs.BOM_UTF8) :].decode("utf-8", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_declared_charset(content) or "cp1252", "replace")


def in_utf8(content: bytes, charset: str) -> bytes:
    """Content in UTF-8, if it is not yet and `charset`, the label that a mail or an HTTP answer gives it, is one that browsers know.

    What has a byte order mark, or is valid UTF-8, is not what a label says that is something else: many servers label all alike.

    >>> in_utf8(b"Caf\\xe9", "ISO-8859-1").decode(), in_utf8("Café".encode(), "ISO-8859-1").decode(), in_utf8(b"Caf\\xe9", "rot13")
    ('Café', 'Café', b'Caf\\xe9')
    """
    encoding = _known_charset(charset)
    if encoding is None or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(encoding, "replace").encode()
    return content


def _known_charset(label: str) -> str | None:
    return _CHARSETS.get("".join(c for c in label[:40].lower() if c.isalnum()))


def _declared_charset(content: bytes) -> str | None:
    """The encoding that a page's <meta> declares within its first 4 KB, if it is one that browsers know.

    >>> _declared_charset(b'<meta charset="ISO-8859-1">'), _declared_charset(b'<meta charset="rot13">')
    ('cp1252', None)
    """
    found = _CHARSET.search(content[:4096])
    return _known_charset(found[1].decode("ascii", "replace")) if found else None
