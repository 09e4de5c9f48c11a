"""`credibly export` and `credibly verify`: the tables as Parquet, and whether they are what they were."""

from __future__ import annotations

from pathlib import Path

import msgspec
import rich_click as click

from api.command.times import as_of
from scoring.snapshots import Snapshots
from scoring.store.exports import export as write_export
from scoring.store.verification import Verification
from scoring.store.verification import verify as check


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@as_of
@click.option("--json", "as_json", is_flag=True, help="Print the manifest as JSON.")
@click.pass_context
def export(ctx: click.Context, out: Path, as_of: str | None, as_json: bool) -> None:
    """Write the current snapshot, or that as of a time, to the folder OUT as Parquet, one file a table, with manifest.json (row counts and
    SHA-256 digests).

    The same documents give the same bytes, in whatever order they were stored. An earlier export in OUT is replaced; a folder that
    holds anything else is left alone.

    Example: credibly export tables/ && duckdb -c "from 'tables/claims.parquet' order by score desc limit 10"
    """
    manifest = write_export(ctx.obj, out, Snapshots(ctx.obj).as_of(as_of).manifest.snapshot_id if as_of else None)
    if as_json:
        click.echo(msgspec.json.encode(manifest))
        return
    for file in manifest.files:
        click.echo(f"{file.rows:>9,} rows  {file.bytes:>11,} bytes  {out / file.path}")
    click.echo(f"snapshot {manifest.snapshot_id} exported; check it at any time with: credibly verify {out}")


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def verify(ctx: click.Context, folder: Path | None, as_json: bool) -> None:
    """Check an export, a snapshot, or (without FOLDER) the data folder: every digest and row count, every line of the log, and every
    score, recomputed from its ledger.

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
