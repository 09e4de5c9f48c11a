"""How much a sentence is worth checking, and how much it states facts: two sums of weights over its words.

The weights are fitted on ClaimBuster by bench/fit_check_worthiness.py and lie in seeds/check_worthiness.csv.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import repeat
from math import exp, sqrt
from typing import NamedTuple

from scoring.files import seed
from scoring.model import DateMention, Quantity
from scoring.reading.traits import COMPARISON, DIALOGUE, NUMBER_WORD, PAST, SUPERLATIVE, YEAR, of_any
from scoring.words import Word, fold, folded, written

_STEM = 5
"""Letters by which the forms of a longer word are taken for one: taxes, taxed, taxation."""
_GRAIN = 1_000
"""Weights have three decimals."""
_NUMBERS: list[list[str]] = [[], *([f"<numbers {count}>"] for count in range(1, 4))]
_NAMES: list[list[str]] = [[], *([f"<names {count}>"] for count in range(1, 5))]
_PASTS: list[list[str]] = [[], *([f"<past {count}>"] for count in range(1, 4))]
_LENGTHS = [f"<length {bits}>" for bits in range(8)]
_MARKS = {"<year>": YEAR, "<number word>": NUMBER_WORD, "<superlative>": SUPERLATIVE, "<comparison>": COMPARISON}


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


def terms(words: Sequence[Word], looks: Sequence[int], seen: Counter[str]) -> list[str]:
    """What the models look at, in order: words, pairs, stems, with numbers and names as such, and a few counts. Each counts once.

    `looks` are the traits of the words.

    >>> from scoring.reading.traits import traits
    >>> from scoring.words import words
    >>> said = words("Exports to Mali fell 5 percent.")
    >>> terms(said, traits(said), Counter(report=1))[:6]
    ['exports', 'to', '<name>', 'fell', '<number>', 'percent']
    """
    lower = list(map(folded, words))
    plain = [*map(_counted, lower[:1]), *map(_plain, map(written, words[1:]))]
    pairs = map(" ".join, zip(["^", *plain], plain, strict=False))
    stems = filter(None, map(_stem, lower))
    return [*plain, *pairs, *stems, *_counts(plain, looks), *_marks(of_any(looks)), *_seen(seen)]


@lru_cache(maxsize=200_000)
def _plain(word: str) -> str:
    """The term for a word as it is written; with a capital it is a name, unless it is I."""
    lower = fold(word)
    term = _counted(lower)
    return "<name>" if term == lower and word[0].isupper() and lower != "i" and not lower.startswith("i'") else term


def _counted(lower: str) -> str:
    return "<number>" if not lower.isalpha() and any(letter.isdigit() for letter in lower) else lower


@lru_cache(maxsize=200_000)
def _stem(lower: str) -> str:
    return f"{lower[:_STEM]}~" if len(lower) > _STEM else ""


def _counts(plain: list[str], looks: Sequence[int]) -> list[str]:
    past = sum(map(PAST.__and__, looks)) // PAST
    return [
        *_NUMBERS[min(plain.count("<number>"), 3)],
        *_NAMES[min(plain.count("<name>"), 4)],
        *_PASTS[min(past, 3)],
        _LENGTHS[min(len(plain).bit_length(), 7)],
    ]


def _marks(any_look: int) -> list[str]:
    person = "<first or second person>" if any_look & DIALOGUE else "<third person>"
    return [*(mark for mark, look in _MARKS.items() if any_look & look), person]


def _seen(seen: Counter[str]) -> list[str]:
    return [f"<{sign}>" for sign in sorted(seen)] + [f"<{sign} 2>" for sign in sorted(seen) if seen[sign] > 1] if seen else []


@cache
def _weights() -> dict[str, complex]:
    """Both weights of each term as one number, check-worthiness real and factual imaginary, in thousandths: sums are exact in any order."""
    return {row["term"]: complex(_grains(row["check_worthiness"]), _grains(row["factual"])) for row in seed("check_worthiness")}


def _grains(weight: str) -> int:
    return round(float(weight) * _GRAIN)


def _squashed(total: float) -> float:
    return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 4)
