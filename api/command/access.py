"""`credibly keys`: who may ask a server that others reach, and who may send it documents."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import rich_click as click

from api.access import FILE, Scope, add_key, read_keys, remove_key
from api.settings import settings


@click.group()
def keys() -> None:
    """Make, list and remove API keys. Servers take notice within a second.

    A key is shown once, when it is made: only its hash is kept, in keys.json of the data folder or where CREDIBLY_KEYS_FILE says.

    Example: credibly keys add grafana
    """


def _file(ctx: click.Context) -> Path:
    named = settings().keys_file
    return Path(named) if named else ctx.obj / FILE


@keys.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(get_args(Scope)),
    multiple=True,
    default=("read",),
    show_default=True,
    help="What it may do: read; write (send documents, and read); admin (all of it, and /metrics).",
)
@click.pass_context
def add(ctx: click.Context, name: str, scopes: tuple[Scope, ...]) -> None:
    """Make a key, and print it.

    Example: credibly keys add crawler --scope write
    """
    click.echo(add_key(_file(ctx), name, scopes))


@keys.command(name="list")
@click.pass_context
def list_keys(ctx: click.Context) -> None:
    """List the names, scopes and ages of the keys.

    Example: credibly keys list
    """
    held = read_keys(_file(ctx))
    for key in held:
        click.echo(f"{key.name:<24} {', '.join(key.scopes):<16} added {key.added_at:%Y-%m-%d}")
    if not held:
        click.echo("no keys: `credibly keys add NAME` makes one")


@keys.command()
@click.argument("name")
@click.pass_context
def remove(ctx: click.Context, name: str) -> None:
    """Take a key back.

    Example: credibly keys remove crawler
    """
    remove_key(_file(ctx), name)
    click.echo(f"{name} is removed")
