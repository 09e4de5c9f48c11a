"""Propositions and links of the accounts of ../shared, no part of the project: without them these tests skip. Floors only rise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gold.accounts import Share, measure

SHARED = Path(__file__).resolve().parents[3] / "shared"

pytestmark = pytest.mark.skipif(
    not (SHARED / "gold" / "accounts" / "claims.jsonl").is_file(),
    reason=f"{SHARED} is not here: the annotated accounts are no part of the project",
)

FLOORS = {
    "pairs of mentions in one proposition": 70.0,
    "pairs put together that belong together": 90.0,
    "of these, origins_min no more than the gold's": 95.0,
    "of these, origins_max no more than the gold's": 90.0,
    "contradictions and updates found": 55.0,
    "links that are right": 85.0,
}
"""Percent."""


@pytest.fixture(scope="module")
def figures() -> dict[str, Share]:
    return measure(SHARED)


@pytest.mark.parametrize("name", FLOORS)
def test_the_five_accounts_are_put_together_as_well_as_before(figures: dict[str, Share], name: str) -> None:
    assert figures[name].percent >= FLOORS[name], figures[name]
