"""Options that take a time, and what they mean."""

from __future__ import annotations

from datetime import datetime

import rich_click as click

from scoring.moments import moment_named

as_of = click.option(
    "--as-of",
    metavar="TIME",
    help="As it would be if only what had been received by then were stored: 2031-05-04 (the end of that day in UTC) or "
    "2031-05-04T21:40Z. It must be published: credibly publish --as-of TIME.",
)
"""For commands that read; the time goes to `Snapshots.as_of` as it is."""


def time(_ctx: click.Context, _parameter: click.Parameter, said: str | None) -> datetime | None:
    return moment_named(said) if said else None


def times(_ctx: click.Context, _parameter: click.Parameter, said: tuple[str, ...]) -> list[datetime]:
    return [moment_named(one) for one in said]
