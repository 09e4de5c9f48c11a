"""`credibly compare`: do two sentences say the same, does one text derive from another."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import msgspec
import rich_click as click

from api.command.records import Record, answer, records
from scoring.batch import compare as compare_sentences
from scoring.judging.origins import compare_documents
from scoring.model import Derivation, Relation


class ComparedSentences(msgspec.Struct, kw_only=True):
    """The answer to a pair of sentences."""

    id: msgspec.Raw
    relation: Relation = "unrelated"
    similarity: float = 0.0
    because: str


class ComparedDocuments(msgspec.Struct, kw_only=True):
    """The answer to a pair of texts."""

    id: msgspec.Raw
    derivation: Derivation = "none"
    containment: float = 0.0
    because: str


@click.command()
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--jsonl", is_flag=True, help='Read records {"id", "a", "b"} from standard input; answer each with a line.')
@click.option("--documents", is_flag=True, help="Compare whole texts: does one derive from the other?")
def compare(a: str | None, b: str | None, jsonl: bool, documents: bool) -> None:
    """Compare two sentences (same, contradicts, unrelated), or with --documents two texts (derived wholly, partly, not at all).

    With --jsonl each record is {"id", "a", "b"}; answers are {"id", "relation", "similarity", "because"}, and with --documents {"id",
    "derivation", "containment", "because"}.

    Example: credibly compare "The bridge was closed on Monday." "On Monday the bridge stayed open."
    """
    if jsonl and a is None:
        answer(answers(sys.stdin.buffer, documents=documents), sys.stdout.buffer)
    elif a is not None and b is not None and not jsonl:
        if not (a.strip() and b.strip()):
            raise click.UsageError("one of the two texts is empty")
        click.echo(_told(a, b, documents=documents))
    else:
        raise click.UsageError("give either two texts or --jsonl")


def answers(lines: Iterable[bytes], *, documents: bool) -> Iterator[ComparedDocuments | ComparedSentences]:
    """A comparison for each record; one that cannot be read is unrelated, `because` of what is wrong with it."""
    for record in records(lines):
        problem = _problem(record)
        if documents and problem:
            yield ComparedDocuments(id=record.id, because=problem)
        elif problem:
            yield ComparedSentences(id=record.id, because=problem)
        elif documents:
            yield _of_documents(record)
        else:
            yield _of_sentences(record)


def _problem(record: Record) -> str | None:
    sides = [record.fields.get(side) for side in ("a", "b")]
    given = all(isinstance(side, str) and side.strip() for side in sides)
    return record.problem or (None if given else f"line {record.number}: give both texts as strings that are not empty, under a and b")


def _of_sentences(record: Record) -> ComparedSentences:
    found = compare_sentences(record.fields["a"], record.fields["b"])
    # a later state of the same thing neither repeats nor denies it
    relation: Relation = "unrelated" if found.relation == "updates" else found.relation
    return ComparedSentences(id=record.id, relation=relation, similarity=round(found.similarity, 4), because=found.because)


def _of_documents(record: Record) -> ComparedDocuments:
    found = compare_documents(record.fields["a"], record.fields["b"])
    return ComparedDocuments(id=record.id, derivation=found.derivation, containment=round(found.containment, 4), because=found.because)


def _told(a: str, b: str, *, documents: bool) -> str:
    if documents:
        derived = compare_documents(a, b)
        return f"{derived.derivation} derived (containment {derived.containment:.2f}): {derived.because}"
    related = compare_sentences(a, b)
    return f"{related.relation} (similarity {related.similarity:.2f}): {related.because}"
