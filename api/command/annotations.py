"""`credibly annotate`: what is read in a text, without storing or scoring it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import rich_click as click

from scoring.batch import read
from scoring.model import Attribution, Claim, MediaType, Passage, Reading, Received
from scoring.names import canonical

FORMATS: dict[str, MediaType] = {"text": "text/plain", "html": "text/html", "markdown": "text/markdown"}
"""The keys a record may carry its document under."""


class Annotation(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The answer to one record: spans count characters of `text`."""

    id: msgspec.Raw
    """The record's own, as JSON."""
    text: str
    passages: list[Passage]
    claims: list[Claim]
    error: str | None = None


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--jsonl", is_flag=True, help="Read records from standard input and answer each with a line, in order, as soon as it is ready.")
def annotate(files: tuple[Path, ...], jsonl: bool) -> None:
    """Show what is read in documents: sections, claims, hedges, sources and quantities. Stores nothing, scores nothing."""
    if jsonl:
        answer_records(sys.stdin.buffer, sys.stdout.buffer)


def answer_records(records: BinaryIO, answers: BinaryIO) -> None:
    """Answer each JSON line of `records` with one JSON line, in order, flushed as soon as it is ready."""
    encoder = msgspec.json.Encoder()
    for annotation in annotations(records):
        answers.write(encoder.encode(annotation) + b"\n")
        answers.flush()


def annotations(records: BinaryIO) -> Iterator[Annotation]:
    """An annotation for each line that is not blank; a record that cannot be read is one with `error`."""
    for number, line in enumerate(records, 1):
        if line.strip():
            yield _annotated(line, number)


def _annotated(line: bytes, number: int) -> Annotation:
    try:
        record = json.loads(line)  # not msgspec, which refuses lone surrogates: such a record still gets an answer under its id
    except (ValueError, RecursionError) as error:
        return _refused(None, f"line {number} is not JSON: {error}")
    if not isinstance(record, dict):
        return _refused(None, f"line {number} is not a JSON object but {type(record).__name__}")
    given = [key for key in FORMATS if record.get(key) is not None]
    if len(given) != 1 or not isinstance(record[given[0]], str):
        return _refused(record.get("id"), f"line {number}: give the document as a string under exactly one of {', '.join(FORMATS)}")
    url = record.get("url")
    reading = read(
        Received(
            document_name=str(record.get("id")),
            content=record[given[0]].encode("utf-8", "surrogatepass"),
            media_type=FORMATS[given[0]],
            url=url if isinstance(url, str) else None,
        )
    )
    return annotation(record.get("id"), reading)


def _refused(identity: Any, why: str) -> Annotation:
    return Annotation(id=_raw(identity), text="", passages=[], claims=[], error=why)


def _raw(identity: Any) -> msgspec.Raw:
    return msgspec.Raw(json.dumps(identity).encode())


def annotation(identity: Any, reading: Reading) -> Annotation:
    """The reading as an answer, each source under its one name. A text without any claim is an answer too, not an error."""
    return Annotation(
        id=_raw(identity),
        text=reading.text,
        passages=reading.passages,
        claims=[_with_one_name(claim) for claim in reading.claims],
        error=None if reading.text else reading.error,
    )


def _with_one_name(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, attributions=[_named(link) for link in claim.attributions])


def _named(link: Attribution) -> Attribution:
    return msgspec.structs.replace(link, source=canonical(link.source))
