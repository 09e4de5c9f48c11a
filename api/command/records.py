"""JSON Lines: records from standard input, one answer a line to standard output, in order, as soon as it is ready."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

import msgspec


class Record(NamedTuple):
    """One line that is not blank. `problem` says why its fields cannot be used."""

    number: int
    """Of the line, from 1."""
    fields: dict[str, Any]
    problem: str | None = None

    @property
    def id(self) -> msgspec.Raw:
        """The record's own id as JSON, null if it has none."""
        return msgspec.Raw(json.dumps(self.fields.get("id")).encode())


def records(lines: Iterable[bytes]) -> Iterator[Record]:
    """The records of a stream of lines, each before the next is waited for.

    >>> [(r.number, r.fields, r.problem) for r in records([b'{"id": 1}', b"", b"[]"])]
    [(1, {'id': 1}, None), (3, {}, 'line 3 is not a JSON object')]
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _record(number, line)


def _record(number: int, line: bytes) -> Record:
    try:
        # not msgspec, which refuses lone surrogates: such a record still gets an answer under its id
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Record(number, {}, f"line {number} is not JSON: {error}")
    return Record(number, fields) if isinstance(fields, dict) else Record(number, {}, f"line {number} is not a JSON object")


def answer(answers: Iterable[msgspec.Struct], out: BinaryIO) -> None:
    """Write each answer as a line, and send it on its way before the next is waited for."""
    encoder = msgspec.json.Encoder()
    for one in answers:
        out.write(one_line(encoder.encode(one)) + b"\n")
        out.flush()


def one_line(encoded: bytes) -> bytes:
    """JSON in UTF-8 with every character escaped that some reader takes for the end of a line (U+0085, U+2028, U+2029).

    >>> one_line('"a\u2028b"'.encode())
    b'"a\\\\u2028b"'
    """
    return encoded.replace(b"\xc2\x85", b"\\u0085").replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029")
