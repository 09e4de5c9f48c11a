"""What reading promises about the five annotated accounts of ../shared, which are no part of the project: without them these tests skip."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from scoring.batch import read
from scoring.model import Passage, Received

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "accounts" / "sections.jsonl"

pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason=f"{GOLD} is not here: the annotated accounts are no part of the project")

Line = tuple[dict[str, Any], Passage | None]


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    """The lines of the five texts that are not blank, each with the passage its middle stands in."""
    found: list[Line] = []
    passages: dict[str, list[Passage]] = {}
    for row in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        if row["section"] == "blank":
            continue
        name = row["doc"]
        if name not in passages:
            content = (SHARED / "documents" / name).read_bytes()
            passages[name] = read(Received(document_name=name, content=content)).passages
        middle = (row["start"] + row["end"]) // 2
        found.append((row, next((p for p in passages[name] if p.start <= middle < p.stop), None)))
    return found


def test_every_line_but_at_most_three_is_in_its_section(lines: list[Line]) -> None:
    alike = {"heading": "boilerplate", "none": "boilerplate"}
    wrong = [
        (row["doc"][:3], row["line"], row["section"], told)
        for row, p in lines
        if _differ(row["section"], told := p.section if p else "none", alike)
    ]
    assert len(wrong) <= 3, wrong


def _differ(gold: str, told: str, alike: dict[str, str]) -> bool:
    return alike.get(gold, gold) != alike.get(told, told)


def test_the_comments_of_the_blog_are_separated_with_at_most_three_errors(lines: list[Line]) -> None:
    numbers = [(row["comment_index"], p.comment if p else None) for row, p in lines if row.get("comment_index")]
    wrong = [after for before, after in pairwise(numbers) if (before[0] != after[0]) != (before[1] != after[1])]
    assert len({gold for gold, _ in numbers}) == 17
    assert len(wrong) <= 3, wrong
