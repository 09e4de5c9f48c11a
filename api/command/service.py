"""`credibly serve`: the API on a port of this machine."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import rich_click as click

from scoring.files import ruleset_id
from scoring.reading.limits import limits
from scoring.snapshots import Snapshots


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all of the machine's.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.pass_context
def serve(ctx: click.Context, host: str, port: int) -> None:
    """Serve the newest snapshot over HTTP. A snapshot that is published while this runs is moved to by itself.

    Example: credibly serve --port 8000, then open http://127.0.0.1:8000/schema
    """
    data: Path = ctx.obj
    limits()  # one that cannot be meant is told now, not with the first text that is sent
    manifest = Snapshots(data).current().manifest
    _refuse_a_taken_port(host, port)
    address = _address(host, port)
    click.echo(f"serving {manifest.claims:,} claims of {manifest.documents:,} documents, snapshot {manifest.snapshot_id}")
    if manifest.ruleset_id != ruleset_id():
        click.echo("  the rules or seeds have changed since it was published: `credibly publish` scores everything anew")
    click.echo(f"  start here     {address}/")
    click.echo(f"  documentation  {address}/schema")
    click.echo(f"  try            curl '{address}/v1/claims?limit=3'")
    click.echo("stop with Ctrl-C")
    os.environ["CREDIBLY_DATA"] = str(data.resolve())
    _run(host, port)


def _address(host: str, port: int) -> str:
    """Where to reach the service from this machine.

    >>> _address("0.0.0.0", 8000), _address("::1", 8000)
    ('http://127.0.0.1:8000', 'http://[::1]:8000')
    """
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


def _refuse_a_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(f"cannot listen on {host}:{port} ({error.strerror}): try another --port") from None


def _run(host: str, port: int) -> None:
    from granian import Granian  # here, so that no other command waits for the server to be loaded
    from granian.constants import Interfaces

    Granian("api.app:create_app", address=host, port=port, interface=Interfaces.ASGI, factory=True, workers=1).serve()
