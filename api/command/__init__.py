"""The `credibly` command line: documents in, scores and their reasons out."""

from __future__ import annotations

import errno
from importlib import import_module
from pathlib import Path
from typing import Any

import rich_click as click

from scoring.errors import CrediblyError

EXIT_FAILED = 1


COMMANDS = {
    "ingest": "intake",
    "remove": "intake",
    "publish": "intake",
    "explain": "explanations",
    "score": "explanations",
    "serve": "service",
    "keys": "access",
    "export": "exports",
    "verify": "exports",
    "diff": "exports",
    "annotate": "annotations",
    "compare": "comparisons",
    "quality": "calibrations",
    "fit": "calibrations",
}
"""Each command and its module, loaded only when the command is asked for: `annotate` does not wait for a database."""


class Commands(click.RichGroup):
    """The commands, with errors told in one line instead of a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"api.command.{COMMANDS[cmd_name]}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CrediblyError as error:
            message = str(error)
        except UnicodeEncodeError as error:
            message = f"{error.object[:40]!a} is not valid UTF-8: write it in UTF-8"
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            message = _of_the_system(error)
        click.echo(f"credibly: {message}", err=True)
        return ctx.exit(EXIT_FAILED)


def _of_the_system(error: OSError) -> str:
    """What the operating system refused, for a person.

    >>> _of_the_system(OSError(errno.ENOSPC, "No space left on device", "/data/log"))
    '/data/log: the disk is full: free some space and run the same command again; nothing that was stored before is lost'
    """
    place = f"{error.filename}: " if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"{place}the disk is full: free some space and run the same command again; nothing that was stored before is lost"
    return f"{place}{error.strerror or error}"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "--data",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("credibly-data"),
    envvar="CREDIBLY_DATA",
    show_default=True,
    show_envvar=True,
    help="The data folder: everything that is stored lives in it.",
)
@click.version_option(package_name="credibly")
@click.pass_context
def credibly(ctx: click.Context, data: Path) -> None:
    """Reliability scores for the claims of news, blogs and statements, each with the ledger that explains it.

    A score says how well a claim is supported by how, where and by whom it is said in the documents at hand. It is not the
    probability that the claim is true.
    """
    ctx.obj = data


def main() -> None:
    """The entry point."""
    credibly(prog_name="credibly")
