"""Finds sql/ and seeds/ in a checkout and in a wheel, and names the ruleset by its hash."""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path

from scoring.errors import BadSeed

_CHECKOUT = Path(__file__).resolve().parent.parent


def _home() -> Path:
    """The checkout itself, or the folder that a wheel unpacks beside the packages."""
    return _CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() else _CHECKOUT / "credibly_data"


def sql_folder() -> Path:
    return _home() / "sql"


def seeds_folder() -> Path:
    return _home() / "seeds"


@cache
def statement(name: str) -> str:
    """The text of one SQL statement: `statement("score/contributions")` reads sql/score/contributions.sql."""
    path = sql_folder() / f"{name}.sql"
    if not path.is_file():
        raise BadSeed(f"no statement sql/{name}.sql; the folder is {sql_folder()}")
    return path.read_text(encoding="utf-8")


def statements(folder: str) -> dict[str, str]:
    """All statements of one folder under sql/, by file name without ending, in order of name."""
    return {path.stem: statement(f"{folder}/{path.stem}") for path in sorted((sql_folder() / folder).glob("*.sql"))}


@cache
def seed(name: str) -> tuple[dict[str, str], ...]:
    """The rows of seeds/<name>.csv, as dicts of strings; lines that start with # are comments.

    Raises BadSeed when a row has more or fewer cells than the header.
    """
    path = seeds_folder() / f"{name}.csv"
    if not path.is_file():
        raise BadSeed(f"no seeds/{name}.csv; the folder is {seeds_folder()}")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))
    for number, row in enumerate(rows, 1):
        if None in row or None in row.values():
            raise BadSeed(f"seeds/{name}.csv, data row {number}: {len(row)} cells do not fit the header; check commas and quotes")
    return tuple(rows)


def _digest(paths: list[Path], root: Path) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


@cache
def ruleset_id() -> str:
    """The name of the rules in force: the first 12 hex digits of the SHA-256 over sql/ and seeds/*.csv."""
    home = _home()
    return _digest(sorted([*sql_folder().rglob("*.sql"), *seeds_folder().glob("*.csv")]), home)[:12]


@cache
def schema_id() -> str:
    """The name of the published tables' definitions: the first 12 hex digits of the SHA-256 over sql/schema/."""
    return _digest(sorted((sql_folder() / "schema").glob("*.sql")), _home())[:12]
