"""`credibly serve`: the API on a port of this machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import rich_click as click

from api.access import FILE, is_loopback, read_keys
from api.command.writing import Supervised
from api.logs import configuration
from api.settings import PREFIX, Settings, settings
from scoring.errors import BadSetting, NothingPublished
from scoring.files import ruleset_id
from scoring.reading.limits import limits
from scoring.snapshots import Snapshots

_HEADERS_WITHIN = 10_000
"""Milliseconds for the head of a request to arrive: who sends it byte by byte is cut off."""

_LARGEST_HEAD = 131_072
"""Bytes of a request's head; what is longer, and addresses over 64 KB, the server refuses itself, without a body."""

_CONNECTIONS = 1_024
"""Requests that are in the hands of the application at one moment, those among them whose body is still arriving."""


def _flags(command: Callable[..., Any]) -> Callable[..., Any]:
    """One option for each setting."""
    hints = get_type_hints(Settings, include_extras=True)
    for field in reversed(msgspec.structs.fields(Settings)):
        kind, [meta] = hints[field.name].__origin__, hints[field.name].__metadata__
        name = field.name.replace("_", "-")
        shown = str(field.default) if field.default not in ("", (), False, True) else False
        help_text = f"{meta.description} [{PREFIX}{field.name.upper()}]"
        if kind is bool:
            command = click.option(f"--{name}/--no-{name}", field.name, default=None, help=help_text)(command)
        else:
            said = "|".join(get_args(kind)) if get_origin(kind) is Literal else {int: "NUMBER", float: "SECONDS"}.get(kind, "TEXT")
            command = click.option(f"--{name}", field.name, metavar=said, default=None, help=help_text, show_default=shown)(command)
    return command


@click.command()
@_flags
@click.option("--config", metavar="FILE", type=click.Path(path_type=Path), envvar="CREDIBLY_CONFIG", help="A TOML file with settings.")
@click.pass_context
def serve(ctx: click.Context, /, config: Path | None, **flags: Any) -> None:
    """Serve the newest snapshot over HTTP. A snapshot that is published while this runs is moved to by itself.

    A setting is a flag, an environment variable (in brackets) or a line of a TOML file (port = 8000); the first of these that is there
    counts. docs/operations.md lists them.

    Example: credibly serve --port 8000, then open http://127.0.0.1:8000/schema
    """
    data: Path = ctx.obj
    limits()  # one that cannot be meant is told now, not with the first text that is sent
    given = settings(flags, file=config)
    _refuse_to_be_open(data, given)
    _refuse_a_taken_port(given.host, given.port)
    address = _address(given.host, given.port)
    try:
        manifest = Snapshots(data).current().manifest
        click.echo(f"serving {manifest.claims:,} claims of {manifest.documents:,} documents, snapshot {manifest.snapshot_id}")
        if manifest.ruleset_id != ruleset_id():
            click.echo("  the rules or seeds have changed since it was published: `credibly publish` scores everything anew")
    except NothingPublished:
        if not given.accept_documents:
            raise
        click.echo("nothing is published yet: send documents to POST /v1/documents")
    click.echo(f"  start here     {address}/")
    click.echo(f"  documentation  {address}/schema")
    click.echo(f"  try            curl '{address}/v1/claims?limit=3'")
    click.echo("stop with Ctrl-C")
    os.environ.update({"CREDIBLY_DATA": str(data.resolve()), **given.environment()})
    with Supervised(data.resolve(), given.stop_seconds) if given.accept_documents else nullcontext():
        _run(given)


def _refuse_to_be_open(data: Path, given: Settings) -> None:
    """Raises BadSetting when others could reach the server and there is no key that tells who may."""
    keys = Path(given.keys_file) if given.keys_file else data / FILE
    if (not is_loopback(given.host) or given.require_keys) and not read_keys(keys):
        where = "asking for keys" if is_loopback(given.host) else f"listening on {given.host}, where others reach it,"
        raise BadSetting(f"{where} needs API keys, and {keys} holds none: `credibly keys add NAME` makes one; or listen on 127.0.0.1")


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


def _run(given: Settings) -> None:
    from granian import Granian  # here, so that no other command waits for the server to be loaded
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings

    Granian(
        "api.app:create_app",
        address=given.host,
        port=given.port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=1,
        websockets=False,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_WITHIN, max_buffer_size=_LARGEST_HEAD),
        backlog=4_096,
        backpressure=_CONNECTIONS,
        workers_kill_timeout=given.stop_seconds,
        log_dictconfig=configuration(given.log_format),
    ).serve()
