"""`credibly ingest`, `remove` and `publish`: documents into the data folder and out of it again, and everything scored anew."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import rich_click as click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from api.command.paths import STDIN, Intake, Refused
from api.command.provenance import Provenance
from api.command.times import time, times
from scoring.errors import NothingPublished
from scoring.model import Manifest
from scoring.store import Outcome, State, Store


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one path. Without a document_id: it gave no document at all, as a file that is not there."""

    path: str
    document_name: str | None = None
    document_id: str | None = None
    state: State
    claims: int = 0
    error: str | None = None


class Ingested(msgspec.Struct, kw_only=True):
    """The result of one ingest."""

    stored: int = 0
    already_stored: int = 0
    failed: int = 0
    claims: int = 0
    """Claims in the documents of this ingest."""
    snapshot: Manifest | None = None
    documents: list[Offered] = []
    skipped: list[Refused] = []


def _time(_ctx: click.Context, _parameter: click.Parameter, value: datetime | None) -> datetime | None:
    return value.replace(tzinfo=value.tzinfo or UTC) if value else None


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--publisher", metavar="NAME", help="Who published the documents; unknown when left out and the pages do not say so.")
@click.option("--url", metavar="URL", help="Where the document was published.")
@click.option(
    "--published-at",
    metavar="TIME",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S"]),
    callback=_time,
    help="When it was published, as in 2031-05-04 or 2031-05-04T21:40:00+02:00; without a zone: UTC.",
)
@click.option(
    "--received-at",
    metavar="TIME",
    callback=time,
    help="When the documents were received, for archives that are loaded later, as in 2031-05-04T21:40Z; now when left out. "
    "Archives go in in order of receipt.",
)
@click.option("--structured", is_flag=True, help="Each file is a table of claims: source, object, attribute, value.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def ingest(
    ctx: click.Context,
    paths: tuple[str, ...],
    publisher: str | None,
    url: str | None,
    published_at: datetime | None,
    received_at: datetime | None,
    structured: bool,
    as_json: bool,
) -> None:
    """Store documents, score everything that is stored, and publish the result as a new snapshot.

    PATH is a file, a folder (read with all its folders), a pattern such as "news/*.html", or - for standard input. What is read, told by
    content and not by name: plain text, Markdown, HTML; JSON, JSON Lines and JSON arrays of documents; WARC and WET archives; mail (.eml,
    mbox); any of it compressed with gzip, zstd, bzip2 or xz. docs/formats.md has the names that records may use.

    A sources.csv beside the files says who published which (columns document_name, publisher, url, author, published_at). A document
    that cannot be read is named with the reason, the others are stored, and the exit code is 1. Storing a document twice changes nothing.

    With --structured every file is a table of claims with the columns source, object, attribute and value, in CSV, JSON Lines or Parquet:
    what each source says of each thing. A row that cannot be used is named, the others are stored.

    Example: credibly ingest articles/ --publisher "Merrow Wire"
    """
    if not paths:
        raise click.UsageError("name the files or folders to store, for example: credibly ingest articles/")
    intake = Intake(Provenance(publisher=publisher, url=url, published_at=published_at), tables=structured)
    files = intake.files(paths)
    with Store(ctx.obj, report=_warn, processes=_cores()) as store, _bar(intake, files) as advance:
        outcomes = store.ingest(intake.documents(files), advance, received_at=received_at)
        skipped = [
            *intake.skipped,
            *(Refused(path=path, why=row) for path, done in zip(intake.read, outcomes, strict=True) for row in done.passed_over),
        ]
        result = _counted([*map(_read, intake.read, outcomes), *map(_lost, intake.failed)], skipped)
        result.snapshot = store.publish() if outcomes else None
    click.echo(msgspec.json.encode(result).decode() if as_json else _told(result, ctx.obj))
    ctx.exit(1 if result.failed else 0)


def _read(path: str, outcome: Outcome) -> Offered:
    told = {name: said for name, said in msgspec.structs.asdict(outcome).items() if name != "passed_over"}
    return Offered(path=path, **told)


def _lost(refused: Refused) -> Offered:
    return Offered(path=refused.path, state="failed", error=refused.why)


def _cores() -> int:
    """Processes to read with; more than eight wait for the one that writes."""
    return min(8, os.cpu_count() or 1)


def _warn(message: str) -> None:
    click.echo(f"credibly: {message}", err=True)


@contextmanager
def _bar(intake: Intake, files: list[Path]) -> Iterator[Callable[[Outcome], None]]:
    """A progress bar of bytes on standard error, if that is a terminal; how much standard input will bring is not known."""
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), DownloadColumn(), TimeRemainingColumn(), TextColumn("{task.fields[name]}"))
    total = None if STDIN in files else sum(path.stat().st_size for path in files if path.is_file())
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("reading", total=total, name="")
        yield lambda outcome: progress.update(task, completed=intake.taken, name=outcome.document_name[:40])


def _counted(outcomes: list[Offered], skipped: list[Refused]) -> Ingested:
    states = [outcome.state for outcome in outcomes]
    return Ingested(
        stored=states.count("stored"),
        already_stored=states.count("already stored"),
        failed=states.count("failed"),
        claims=sum(outcome.claims for outcome in outcomes),
        documents=outcomes,
        skipped=skipped,
    )


def _told(result: Ingested, data: Path) -> str:
    """The result for a person: what failed and why, then what was stored and what can be done next."""
    lines = [f"failed   {offered.path}: {offered.error}" for offered in result.documents if offered.state == "failed"]
    lines += [f"skipped  {skipped.path}: {skipped.why}" for skipped in result.skipped]
    again = f" ({result.already_stored} stored before)" if result.already_stored else ""
    stored = _number(result.stored + result.already_stored, "document") + f" stored{again}"
    lines.append(f"{stored}, {result.failed} failed, {_number(result.claims, 'claim')}")
    if result.snapshot:
        lines.append(_snapshot(result.snapshot))
    if result.snapshot and result.snapshot.claims:
        call = "credibly" if data == Path("credibly-data") else f"credibly --data {data}"
        lines.append(f"next: {call} explain TEXT · {call} serve")
    return "\n".join(lines)


def _snapshot(manifest: Manifest) -> str:
    whole = f"{_number(manifest.claims, 'claim')} in {_number(manifest.documents - manifest.failed_documents, 'document')}"
    unread = f"; {manifest.failed_documents:,} more could not be read" if manifest.failed_documents else ""
    return f"snapshot {manifest.snapshot_id}: {whole}, {manifest.rated_claims:,} of them rated{unread}"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="NAME|ID...")
@click.pass_context
def remove(ctx: click.Context, documents: tuple[str, ...]) -> None:
    """Take documents out again, by name or document_id, and publish: every score becomes what it would be had they never come.

    The log keeps them and the fact that they were removed.

    Example: credibly remove retracted-story.html
    """
    with Store(ctx.obj, report=_warn, processes=_cores()) as store:
        removed = store.remove(*documents)
        manifest = store.publish()
    click.echo(f"{_number(len(removed), 'document')} removed: {', '.join(removed)}")
    click.echo(_snapshot(manifest))


@click.command()
@click.option(
    "--as-of",
    metavar="TIME",
    multiple=True,
    callback=times,
    help="Publish beside it what had been received by then, scored with the rules of today: 2031-05-04 (the end of that day in UTC) or "
    "2031-05-04T21:40Z; may be given several times.",
)
@click.option("--daily", is_flag=True, help="The same for the end of every past day on which something was received or removed.")
@click.pass_context
def publish(ctx: click.Context, as_of: list[datetime], daily: bool) -> None:
    """Score everything that is stored again, with sql/ and seeds/ as they are now, and publish the result.

    To be run after rules, weights or word lists were edited, after an upgrade, and after a log was restored from a backup. Servers move
    to the new snapshot by themselves. With --as-of or --daily only snapshots of the past are added: readers ask for them by time, and
    they stay as long as the rules are what they are.

    Example: credibly publish
    """
    if not (ctx.obj / "log").is_dir():
        raise NothingPublished(f"nothing is stored in {ctx.obj}: run `credibly ingest` on some documents, or name another --data folder")
    with Store(ctx.obj, report=_warn, processes=_cores()) as store:
        for at in [*as_of, *(store.days() if daily else [])]:
            click.echo(f"as of {at.isoformat()}: {_snapshot(store.publish(as_of=at))}")
        if not as_of and not daily:
            click.echo(_snapshot(store.publish()))
