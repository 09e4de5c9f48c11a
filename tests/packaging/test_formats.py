"""docs/formats.md lists the fields and endings that are taken, and no others."""

from __future__ import annotations

import re
from pathlib import Path

from api.command.paths import ENDINGS
from scoring.reading.limits import Limits
from scoring.reading.parsers.json import NAMES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def test_the_fields_of_records_are_those_that_are_read() -> None:
    section = PAGE.split("## Records in JSON")[1].split("## WARC")[0]
    rows = re.findall(r"^\| (\w+) \| (`[^|]+) \|", section, re.MULTILINE)
    told = {thing: tuple(re.sub(r"[^a-z]", "", name) for name in re.findall(r"`([\w-]+)`", names)) for thing, names in rows}
    assert told == NAMES


def test_the_endings_that_a_folder_is_searched_for_are_those_that_are_taken() -> None:
    told = re.findall(r"`(\.\w+)`", PAGE.split("Of a folder")[1].split("and those without an ending")[0])
    assert {*told, ""} == set(ENDINGS)


def test_limits_are_told_with_their_defaults() -> None:
    told = {name: int(value.replace(",", "")) for name, value in re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", PAGE, re.MULTILINE)}
    assert {name: getattr(Limits(), name) for name in told} == told
