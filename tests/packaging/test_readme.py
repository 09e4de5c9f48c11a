"""What the README shows is what one gets. After a change that is meant: `make docs`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.files import seeds_folder

README = Path(__file__).resolve().parents[2] / "README.md"
REWRITE = "CREDIBLY_REWRITE_README"

_SHOWN = re.compile(r"^    \$ (.+)\n((?:    (?!\$ ).*\n|\n(?=    (?!\$ )))*)", re.MULTILINE)
"""A command behind a dollar sign, and the indented lines under it."""


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the samples have been ingested, as `make serve` does."""
    folder = tmp_path_factory.mktemp("newcomer")
    result = _shell(f"credibly ingest '{seeds_folder() / 'documents'}'", folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def _shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {name: value for name, value in os.environ.items() if name not in ("CREDIBLY_DATA", "COLUMNS")} | {"PATH": path}
    return subprocess.run(["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def _printed(command: str, folder: Path) -> str:
    """What a command prints, indented as in the README."""
    result = _shell(command, folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return "".join(f"    {line}".rstrip() + "\n" for line in result.stdout.rstrip().splitlines())


def test_what_the_readme_shows_is_what_one_gets(newcomer: Path) -> None:
    shown = README.read_text(encoding="utf-8")
    commands = _SHOWN.findall(shown)
    assert commands
    true = _SHOWN.sub(lambda found: f"    $ {found[1]}\n{_printed(found[1], newcomer)}", shown)
    if os.environ.get(REWRITE):
        README.write_text(true, encoding="utf-8")
    assert shown == true or os.environ.get(REWRITE), "scores or wording have changed; if that is meant: make docs"
