"""How much of one document is read: bounds with defaults, each of which an environment variable may set."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec

from scoring.errors import BadSetting

PREFIX = "CREDIBLY_LIMIT_"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much of one document is read; what goes beyond is refused with its reason, never cut."""

    bytes: int = 20_000_000
    line: int = 1_000_000
    """Characters in one line of plain text or Markdown; HTML is often served as one line, and has its own bounds."""
    expansion: int = 200
    """How many times its size compressed data may grow, counted from 1 MB of output on; news compresses to a fifth, not to a hundredth."""
    records: int = 1_000_000
    """Documents that are taken from one archive, mailbox or file of records."""
    table_bytes: int = 400_000_000
    """One table of claims, once unpacked."""
    table_rows: int = 2_000_000
    """Rows of one table of claims."""
    cell: int = 2_000
    """Characters in one cell of a table of claims: what is longer is prose, and its row is passed over."""
    depth: int = 512
    """How deep HTML elements may be nested; browsers show none deeper, real pages stay below 100."""
    elements: int = 200_000
    """HTML elements; a long page of prose has thousands."""
    blocks: int = 25_000
    """Paragraphs, headings, table cells, list items of an HTML page; the longest novels have about 12,000."""
    attributes: int = 1_000
    """Attributes of one HTML element."""
    repeats: int = 20
    """HTML elements for each tag that is written: by the standard, unclosed tags are repeated in every later paragraph."""
    seconds: float = 1.0
    """Processor time for taking the markup of one document apart; four times as long by the clock. 3 MB of prose take a fifth of it."""
    megabytes: int = 512
    """Memory, all in all, of the process that takes markup apart."""


def limits(environment: Mapping[str, str] = os.environ) -> Limits:
    """The limits that the environment sets: `CREDIBLY_LIMIT_SECONDS=3` and the like; defaults for the rest.

    Raises BadSetting for a value that is no number above 0, and for a limit that does not exist.

    >>> limits({"CREDIBLY_LIMIT_SECONDS": "0.5", "HOME": "/"}).seconds
    0.5
    >>> limits({"CREDIBLY_LIMIT_DEPTH": "deep"})
    Traceback (most recent call last):
    scoring.errors.BadSetting: CREDIBLY_LIMIT_DEPTH=deep: give a whole number above 0, such as 512
    """
    given = {name: _number(name, value) for name, value in environment.items() if name.startswith(PREFIX)}
    return msgspec.structs.replace(Limits(), **{name.removeprefix(PREFIX).lower(): number for name, number in given.items()})


def _number(name: str, value: str) -> int | float:
    default: int | float | None = getattr(Limits(), name.removeprefix(PREFIX).lower(), None)
    if default is None:
        known = ", ".join(f"{PREFIX}{field.upper()}" for field in Limits.__struct_fields__)
        raise BadSetting(f"{name}: there is no such limit; there are {known}")
    try:
        number = type(default)(value)
    except ValueError:
        number = -1
    if not 0 < number < 1e15:
        raise BadSetting(f"{name}={value}: give a {'whole ' if isinstance(default, int) else ''}number above 0, such as {default}")
    return number
