"""Support goes to what was said, and not to what was made of it: the floor that bench/distortions holds."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.distortions import FAITHFUL, HALVES, Tally, pairs, support, tallies

MOST_DISTORTED = {"seen": 1.5, "blind": 4.0}
"""Percent of distortions that may count as support; it only falls."""
LEAST_FAITHFUL = {"seen": 98.0, "blind": 95.0}
"""Percent of paraphrases that must count as support; it only rises."""
KINDS = {"number", "unit", "date", "version", "name", "role", "antonym", "negation", "modality", "direction"}


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, Tally]]:
    return {half: tallies(half) for half in HALVES}


@pytest.mark.promise(12)
@pytest.mark.parametrize("half", HALVES)
def test_a_distorted_claim_gets_no_support(half: str, found: dict[str, dict[str, Tally]]) -> None:
    assert support(found[half])[0] <= MOST_DISTORTED[half]


@pytest.mark.parametrize("half", HALVES)
def test_a_faithful_paraphrase_keeps_its_support(half: str, found: dict[str, dict[str, Tally]]) -> None:
    assert support(found[half])[1] >= LEAST_FAITHFUL[half]


def test_the_distortions_are_many_and_of_ten_kinds() -> None:
    kinds = Counter(pair.kind for half in HALVES for pair in pairs(half))
    assert kinds.keys() - {FAITHFUL} == KINDS
    assert kinds[FAITHFUL] >= 100
    assert kinds.total() - kinds[FAITHFUL] >= 200
