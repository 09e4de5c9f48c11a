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
        out.write(encoder.encode(one) + b"\n")
        out.flush()
