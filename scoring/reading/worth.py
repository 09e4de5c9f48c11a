"""How much a sentence is worth checking, and how much it states facts: two sums of weights over its words.

The weights are fitted on ClaimBuster by bench/fit_check_worthiness.py and lie in seeds/check_worthiness.csv.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import repeat
from math import exp, sqrt
from typing import NamedTuple

from scoring.files import seed
from scoring.model import DateMention, Quantity
from scoring.reading.terms import terms
from scoring.words import Word

_GRAIN = 1_000
"""Weights have three decimals."""


class Worth(NamedTuple):
    """What the two models say, each cut where F1 was best in cross-validation."""

    check_worthiness: float
    """Would a fact-checker pick the sentence up? 0 to 1, cut at 0.5."""
    factual: float
    """Does it state a fact at all, important or not? In logits, cut at 0."""


def worth(words: Sequence[Word], looks: Sequence[int], seen: Counter[str]) -> Worth:
    """The worth of a sentence with these words, their traits, and what is seen in it: signs of seeds/kinds.csv and what `noticed` gives.

    A long sentence has more terms, which say less each: their sum is divided by the root of their number.
    """
    weights = _weights()
    found = set(terms(words, looks, seen))
    total = weights["<bias>"] + sum(map(weights.get, found, repeat(0j))) / sqrt(max(len(found), 1))
    return Worth(_squashed(total.real / _GRAIN), total.imag / _GRAIN)


def noticed(quantities: list[Quantity], dates: list[DateMention]) -> Counter[str]:
    """How often each unit, a number and a date occur; no hedges, or removing one would turn an opinion into a fact.

    >>> noticed([], [DateMention(start=0, stop=4, year=2031, month=None, day=None)])["date"]
    1
    """
    return Counter(f"unit {quantity.unit}" for quantity in quantities) + Counter(date=len(dates), quantity=len(quantities))


@cache
def _weights() -> dict[str, complex]:
    """Both weights of each term as one number, check-worthiness real and factual imaginary, in thousandths: sums are exact in any order."""
    return {row["term"]: complex(_grains(row["check_worthiness"]), _grains(row["factual"])) for row in seed("check_worthiness")}


def _grains(weight: str) -> int:
    return round(float(weight) * _GRAIN)


def _squashed(total: float) -> float:
    return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 4)
