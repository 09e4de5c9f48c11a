"""`credibly annotate`: what is read in a text, without storing or scoring it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator

import msgspec
import rich_click as click
from rich.table import Table

from api.command.paper import in_range, paper
from api.command.paths import Intake
from api.command.provenance import Provenance
from api.command.records import Record, answer, records
from scoring.batch import observe, read
from scoring.model import Attribution, Claim, MediaType, Passage, Reading, Received
from scoring.names import canonical

FORMATS: dict[str, MediaType] = {"text": "text/plain", "html": "text/html", "markdown": "text/markdown"}
"""The keys a record may carry its document under."""


_SHOWN = 160
"""Characters of a passage that its row shows."""


class Annotation(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The answer to one record: spans count characters of `text`."""

    id: msgspec.Raw
    text: str
    passages: list[Passage]
    claims: list[Claim]
    error: str | None = None


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--jsonl", is_flag=True, help="Read records from standard input; answer each with a line, in order, as soon as it is ready.")
@click.option("--sections", is_flag=True, help="Show the passages of FILE instead of its claims: section, how sure, why, who speaks.")
@click.pass_context
def annotate(ctx: click.Context, files: tuple[str, ...], jsonl: bool, sections: bool) -> None:
    """Show what is read in documents: sections, claims, certainty, hedges and sources. Stores nothing and scores nothing.

    With --jsonl each record is {"id", "text" | "html" | "markdown", "url"?}, and its answer gives passages and claims with all their
    spans, counted in characters of the answer's "text".

    Example: credibly annotate article.html, or credibly annotate --sections article.html
    """
    if jsonl == bool(files):
        raise click.UsageError("give either FILE... or --jsonl")
    if jsonl and sections:
        raise click.UsageError("--sections is for FILE...: the answers to --jsonl hold the passages anyway")
    if jsonl:
        answer(answers(sys.stdin.buffer), sys.stdout.buffer)
    else:
        ctx.exit(_show(files, _passages if sections else _claims))


def answers(lines: Iterable[bytes]) -> Iterator[Annotation]:
    """An annotation for each record; one that cannot be read has `error`."""
    for record in records(lines):
        yield _annotated(record)


def _annotated(record: Record) -> Annotation:
    fields = record.fields
    given = [key for key in FORMATS if fields.get(key) is not None]
    problem = record.problem
    if not problem and (len(given) != 1 or not isinstance(fields[given[0]], str)):
        problem = f"line {record.number}: give the document as a string under exactly one of {', '.join(FORMATS)}"
    if problem:
        return Annotation(id=record.id, text="", passages=[], claims=[], error=problem)
    url = fields.get("url")
    reading = observe(
        Received(
            document_name=f"record {record.number}",
            content=fields[given[0]].encode("utf-8", "surrogatepass"),
            media_type=FORMATS[given[0]],
            url=url if isinstance(url, str) else None,
        )
    )
    return Annotation(
        id=record.id,
        text=reading.text,
        passages=reading.passages,
        claims=[_with_one_name(claim) for claim in reading.claims],
        error=reading.error,
    )


def _with_one_name(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, attributions=[_named(link) for link in claim.attributions])


def _named(link: Attribution) -> Attribution:
    return msgspec.structs.replace(link, source=canonical(link.source))


def _show(files: tuple[str, ...], table: Callable[[Reading], Table]) -> int:
    """Print a table of each document; the exit code."""
    intake = Intake(Provenance())
    failed = 0
    for received in intake.documents(intake.files(files)):
        reading = read(received)
        failed += reading.error is not None
        if reading.error:
            click.echo(f"failed   {reading.document_name}: {reading.error}", err=True)
        else:
            paper().print(table(reading))
    for refused in intake.failed:
        click.echo(f"failed   {refused.path}: {refused.why}", err=True)
    return 1 if failed or intake.failed else 0


def _claims(reading: Reading) -> Table:
    table = Table(title=f"{reading.document_name}: {len(reading.claims)} claims", title_justify="left", title_style="bold")
    for heading in ("where", "kind", "sure", "claim", "hedges", "said by"):
        table.add_column(heading, justify="right" if heading == "sure" else "left", ratio=5 if heading == "claim" else None)
    for claim in reading.claims:
        hedges = ", ".join(dict.fromkeys(mention.cue + in_range(mention) for mention in claim.mentions if mention.certainty < 1))
        sources = " › ".join(canonical(link.source) for link in claim.attributions)
        table.add_row(claim.section, claim.kind, f"{claim.certainty:.2f}", " ".join(claim.text.split()), hedges, sources)
    return table


def _passages(reading: Reading) -> Table:
    table = Table(title=f"{reading.document_name}: {len(reading.passages)} passages", title_justify="left", title_style="bold")
    for heading in ("section", "sure", "passage", "because", "who speaks", "when"):
        table.add_column(heading, no_wrap=heading in ("section", "sure", "when"), ratio=4 if heading == "passage" else None)
    for passage in reading.passages:
        number = f" {passage.comment}" if passage.comment else ""
        deep = "› " * ((passage.depth or 1) - 1)
        words = " ".join(reading.text[passage.start : min(passage.stop, passage.start + _SHOWN)].split())
        when = f"{passage.said_at:%Y-%m-%d %H:%M}" if passage.said_at else ""
        table.add_row(f"{deep}{passage.section}{number}", f"{passage.confidence:.2f}", words, passage.because, passage.speaker or "", when)
    return table
