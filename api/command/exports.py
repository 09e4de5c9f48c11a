"""`credibly export` and `credibly verify`: the tables as files, and whether they are what they were."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args

import msgspec
import rich.progress
import rich_click as click
from rich.console import Console

from api.command.times import as_of
from scoring.model import ClaimKind, Section
from scoring.snapshots import ClaimFilter, Snapshots
from scoring.store.differences import Difference, difference, former_snapshot, place
from scoring.store.exports import Choice, Progress
from scoring.store.exports import export as write_export
from scoring.store.standards.telling import STANDARDS, StandardFormat
from scoring.store.tables import TEXTS, Format
from scoring.store.verification import Verification
from scoring.store.verification import verify as check


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.option(
    "--format",
    "form",
    type=click.Choice([*get_args(Format), *STANDARDS]),
    default="parquet",
    show_default=True,
    help="Tables (parquet, csv, ndjson, arrow), or one file of claims in a standard's terms: W3C Web Annotation, ClaimReview (schema.org), "
    "STIX 2.1, W3C PROV.",
)
@click.option("--no-text", is_flag=True, help=f"Leave out the columns that repeat what documents say ({', '.join(TEXTS)}).")
@click.option("--licence", metavar="TEXT", help="What you say of the use of the data; stands in manifest.json. Example: CC-BY-4.0")
@click.option("--document", metavar="NAME", help="Only claims of this document, by its name or id.")
@click.option("--section", type=click.Choice(get_args(Section)), help="Only claims that stand in this section.")
@click.option("--kind", type=click.Choice(get_args(ClaimKind)), help="Only claims of this kind.")
@click.option("--source", metavar="NAME", help="Only claims of this source, by its name or id.")
@click.option("--proposition", metavar="ID", help="Only claims that assert this proposition.")
@click.option("--rated/--unrated", default=None, help="Only claims with a score, or only those without.")
@click.option("--min-score", type=click.FloatRange(0, 1), help="Only claims with at least this score.")
@click.option("--max-score", type=click.FloatRange(0, 1), help="Only claims with at most this score.")
@click.option("--text", metavar="WORDS", help="Only claims whose wording holds this, in any case.")
@as_of
@click.option("--json", "as_json", is_flag=True, help="Print the manifest as JSON.")
@click.pass_context
def export(
    ctx: click.Context,
    /,
    out: Path,
    form: Format | StandardFormat,
    no_text: bool,
    licence: str | None,
    as_of: str | None,
    as_json: bool,
    **claims: Any,
) -> None:
    """Write the current snapshot, or that as of a time, to the folder OUT, one file a table, with manifest.json (row counts and SHA-256
    digests), croissant.json and datapackage.json, which describe the tables to other tools.

    The same documents give the same bytes, in whatever order they were stored. An earlier export in OUT is replaced; a folder that
    holds anything else is left alone. After an interruption run the same command again: finished files are not written again.

    With filters, the claims that pass and what belongs to them are written; scores and counts remain those of the whole snapshot. In CSV,
    text that a spreadsheet would run as a formula stands behind an apostrophe, and lists are JSON.

    Example: credibly export tables/ && duckdb -c "from 'tables/claims.parquet' order by score desc limit 10"

    Example: credibly export --format csv --section main --min-score 0.6 sheets/

    Example: credibly export --format annotations --document budget.html notes/
    """
    choice = Choice(format=form, text=not no_text, licence=licence, claims=ClaimFilter(**claims))
    snapshot_id = Snapshots(ctx.obj).as_of(as_of).manifest.snapshot_id if as_of else None
    with _bar() as progress:
        manifest = write_export(ctx.obj, out, choice, progress, snapshot_id)
    if as_json:
        click.echo(msgspec.json.encode(manifest))
        return
    for file in manifest.files:
        click.echo(f"{file.rows:>9,} rows  {file.bytes:>11,} bytes  {out / file.path}")
    click.echo(f"snapshot {manifest.snapshot_id} exported; check it at any time with: credibly verify {out}")


@contextmanager
def _bar() -> Iterator[Progress]:
    """Files done of all, on standard error, if that is a terminal."""
    console = Console(stderr=True)
    with rich.progress.Progress(console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("exporting", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def verify(ctx: click.Context, folder: Path | None, as_json: bool) -> None:
    """Check an export, a snapshot, or (without FOLDER) the data folder: every digest and count, that no reference leads nowhere, every
    line of the log, and every score, recomputed from its ledger.

    Each problem is named with its file, and the exit code is 1.

    Example: credibly verify tables/
    """
    done = check(folder or ctx.obj)
    click.echo(msgspec.json.encode(done) if as_json else _told(done))
    ctx.exit(1 if done.problems else 0)


def _told(done: Verification) -> str:
    log = f", {done.log_lines:,} lines of the log" if done.log_lines else ""
    checked = f"checked {done.files:,} files with {done.rows:,} rows, {done.scores:,} scores{log}"
    problems = [f"{problem.file}: {problem.what}" for problem in done.problems]
    return "\n".join([*problems, f"{checked}: {f'{len(problems)} problems' if problems else 'all as it was written'}"])


_SHOWN = 20
"""Claims of each kind that are printed; --json gives all."""


@click.command()
@click.argument("earlier", required=False, metavar="[EARLIER]")
@click.argument("later", required=False, metavar="[LATER]")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@click.pass_context
def diff(ctx: click.Context, earlier: str | None, later: str | None, as_json: bool) -> None:
    """Show what changed between two snapshots or exports: claims that came or went, scores that moved, which rules moved them, and
    propositions that were merged, split or are named after another claim.

    Each is a folder (an export or a snapshot) or the id of a snapshot that the data folder keeps. Without LATER the current snapshot is
    meant, without EARLIER the one before it.

    Example: credibly diff

    Example: credibly diff yesterday/ today/ --json | jq '.moved[0]'
    """
    first = place(ctx.obj, earlier) if earlier else former_snapshot(ctx.obj)
    found = difference(first, place(ctx.obj, later))
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    click.echo("\n".join(_differences(found)))


def _differences(found: Difference) -> Iterator[str]:
    same = "the same rules" if found.earlier_ruleset == found.later_ruleset else f"rules {found.earlier_ruleset} to {found.later_ruleset}"
    yield f"snapshot {found.earlier} to {found.later}, {same}"
    for what, claims in (("added", found.added), ("removed", found.removed)):
        yield f"{len(claims):,} claims {what}"
        yield from (f"  {_score(one.score)}  {one.document_name}: {one.text}" for one in claims[:_SHOWN])
        yield from _more(len(claims))
    yield f"{len(found.moved):,} scores moved"
    for moved in found.moved[:_SHOWN]:
        yield f"  {_score(moved.earlier)} to {_score(moved.later)}  {moved.document_name}: {moved.text}"
        yield from (f"      {_bits(rule.earlier)} to {_bits(rule.later)} bits  {rule.rule_id}" for rule in moved.rules)
    yield from _more(len(found.moved))
    if found.rules:
        yield "rules that moved claims of both"
        yield from (f"  {rule.rule_id}: {rule.claims:,} claims, {rule.bits:+.3f} bits in all" for rule in found.rules)
    if found.propositions:
        yield f"{len(found.propositions):,} propositions went into others"
        for became in found.propositions[:_SHOWN]:
            ids = f"{became.earlier_proposition_id} to {became.later_proposition_id}"
            yield f"  {became.change}: {ids}, {became.claims:,} claims: {became.later_text}"
        yield from _more(len(found.propositions))


def _more(count: int) -> Iterator[str]:
    if count > _SHOWN:
        yield f"  ... and {count - _SHOWN:,} more: --json gives all"


def _score(score: float | None) -> str:
    return "unrated" if score is None else f"{score:.3f}"


def _bits(bits: float | None) -> str:
    return "none" if bits is None else f"{bits:+.3f}"
