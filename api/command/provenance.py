"""sources.csv beside documents: their publisher, address, author and time, where the files do not say so themselves."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import msgspec

from scoring.errors import BadRequest

SIDECAR = "sources.csv"
COLUMNS = ("document_name", "publisher", "url", "author", "published_at")


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document came from; an empty cell is None."""

    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    """Aware."""


def provenances(folder: Path) -> dict[str, Provenance]:
    """What the folder's sources.csv says, by document name; nothing when there is none.

    Raises BadRequest, with the line, for a column or a time that cannot be meant.
    """
    path = folder / SIDECAR
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines, strict=True)
            _check_columns(rows.fieldnames, path)
            return {row["document_name"]: _provenance(row, f"{path}, line {rows.line_num}") for row in rows}
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadRequest(f"{path} is no CSV in UTF-8: {error}") from None


def _check_columns(names: object, path: Path) -> None:
    found = list(names) if isinstance(names, (list, tuple)) else []
    unknown = [str(name) for name in found if name not in COLUMNS]
    if unknown or "document_name" not in found:
        wrong = f"unknown column {unknown[0]}" if unknown else "no column document_name"
        raise BadRequest(f"{path}: {wrong}; the columns are {', '.join(COLUMNS)}")


def _provenance(row: dict[str, str], where: str) -> Provenance:
    if None in row or None in row.values():
        raise BadRequest(f"{where}: the cells do not fit the header; check commas and quotes")
    said = {name: row.get(name) or None for name in ("publisher", "url", "author")}
    return Provenance(**said, published_at=_time(row.get("published_at", ""), where))


def _time(said: str, where: str) -> datetime | None:
    """A time with its zone, as in 2031-05-04T21:40:00+02:00; None for an empty cell."""
    if not said:
        return None
    try:
        time = datetime.fromisoformat(said)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise BadRequest(f"{where}: {said!r} is no time with a zone, as in 2031-05-04T21:40:00+02:00")
    return time
