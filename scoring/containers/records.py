"""JSON Lines, JSON arrays and single JSON objects to documents: one record, one document of media type application/json."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from scoring.containers.members import Member, Unread, too_large
from scoring.containers.streams import HEAD
from scoring.errors import UnreadableDocument
from scoring.model import Received
from scoring.reading.limits import Limits
from scoring.reading.parsers import json

_Placed = tuple[str, bytes | None]
"""A record and its place in the file; None for one that is too large."""

_BOM = b"\xef\xbb\xbf"
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*\"|\[\s*\{\s*\"|\[\s*\]\s*\Z|\{\s*\}\s*\Z)")
_OUTSIDE = re.compile(rb"[\"{}\[\],]")
_INSIDE = re.compile(rb"[\"\\]")


def opens(head: bytes) -> bool:
    """Does a stream that begins so hold JSON objects? Prose in brackets does not.

    >>> opens(b'[\\n {"id": 1}'), opens(b"[Corrected.] Exports fell.")
    (True, False)
    """
    return bool(_OPENING.match(head))


def members(stream: BufferedReader, name: str, limits: Limits, *, by_line: bool = False) -> Iterator[Member]:
    """A document for each record, named by its id, else its address, else by its place in the file of that `name`.

    `by_line`: each line is a record, even if it does not look it. A record that is no JSON object, or is too large, is named.
    """
    if stream.peek(len(_BOM)).startswith(_BOM):
        stream.read(len(_BOM))
    read = _lines if by_line or _is_by_line(stream.peek(HEAD)) else _elements
    several = False
    for (where, content), is_last in _with_last(read(stream, limits.bytes)):
        several = several or not is_last
        if content is None:
            yield Unread(where=where, why=too_large(limits.bytes))
            continue
        try:
            fields = json.record(content)
            json.written(fields)
        except UnreadableDocument as error:
            yield Unread(where=where, why=str(error))
        else:
            said = json.said(fields)
            called = said.id or said.url or (f"{name}: {where}" if several else name)
            yield Received(document_name=called, content=content, media_type="application/json", publisher=said.publisher)


def _with_last(found: Iterator[_Placed]) -> Iterator[tuple[_Placed, bool]]:
    """Each record, and whether it is the last; an error behind a record waits until that is given."""
    record = next(found, None)
    while record:
        problem = following = None
        try:
            following = next(found, None)
        except UnreadableDocument as error:
            problem = error
        yield record, following is None and problem is None
        if problem:
            raise problem
        record = following


def _is_by_line(head: bytes) -> bool:
    """Is each line a record, or are records written over several lines, or in an array?

    >>> _is_by_line(b'{"id": 1}\\n{"id": 2}\\n'), _is_by_line(b'{\\n  "id": 1\\n}'), _is_by_line(b'[{"id": 1},')
    (True, False, False)
    """
    first, broken, rest = head.lstrip().partition(b"\n")
    return first.startswith(b"{") and (not broken or first.rstrip().endswith(b"}") or rest.startswith(b"{"))


def _lines(stream: BufferedReader, most: int) -> Iterator[_Placed]:
    """The lines that are not blank, with their places; None for one of more than `most` bytes."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        content: bytes | None = line.strip()
        if len(line) > most:
            content = None
            while not line.endswith(b"\n") and (line := stream.readline(HEAD)):
                pass
        if content is None or content:
            yield f"line {number}", content


def _elements(stream: BufferedReader, most: int) -> Iterator[_Placed]:
    """The elements of an array, or objects one after the other, with their places; None for one of more than `most` bytes."""
    cuts = _Cuts()
    kept, number, large = bytearray(), 0, False
    while piece := stream.read(HEAD):
        begin = 0
        for stop, following in cuts.of(piece):
            kept += piece[begin:stop]
            begin = following
            element, large = bytes(kept).strip(), large or len(kept) > most
            kept.clear()
            if element or large:
                number += 1
                yield f"record {number}", None if large else element
            large = False
        kept += piece[begin:]
        if len(kept) > most:
            kept.clear()
            large = True
    if large or kept.strip():
        yield f"record {number + 1}", None if large else bytes(kept)


class _Cuts:
    """Where records end, found piece by piece.

    Only brackets, quotation marks and commas are looked at, so that a record that is broken between them costs itself only.
    """

    def __init__(self) -> None:
        self._depth = 0
        self._base: int | None = None
        """The depth at which records stand: 1 in an array; None before the first sign."""
        self._quoted = self._escaped = False

    def of(self, piece: bytes) -> Iterator[tuple[int, int]]:
        """For each record that ends in this piece: where it ends, and where the next may begin.

        >>> list(_Cuts().of(b'[{"a": "]}"}, 7]')), list(_Cuts().of(b'{"a": 1} {"b": 2}'))
        ([(0, 1), (12, 12), (12, 13), (15, 16)], [(8, 8), (17, 17)])
        """
        at = 0
        while True:
            at, self._escaped = at + self._escaped, False
            sign = (_INSIDE if self._quoted else _OUTSIDE).search(piece, at)
            if not sign:
                return
            mark, at = sign[0], sign.end()
            if mark == b"\\":
                self._escaped = True
                if at == len(piece):
                    return
            elif mark == b'"':
                self._quoted = not self._quoted
            else:
                yield from self._cut(mark, at)

    def _cut(self, mark: bytes, at: int) -> Iterator[tuple[int, int]]:
        if self._base is None:
            self._base = int(mark == b"[")
            self._depth = 1
            yield from [(at - 1, at)] if self._base else []
        elif mark in b"{[":
            self._depth += 1
        elif mark == b",":
            yield from [(at - 1, at)] if self._depth == self._base else []
        else:
            self._depth -= 1
            if self._depth == self._base:
                yield at, at
            elif self._depth < self._base:
                self._depth = self._base = 0
                yield at - 1, at
