"""Likelihoods: the range of probability that a word such as "likely" stands for, by ICD 203."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from scoring.reading.phrases import Phrases
from scoring.words import Word


class Likelihood(NamedTuple):
    """`text[start:stop]` says that something has a probability of `low` to `high`, 0 to 1."""

    start: int
    stop: int
    low: float
    high: float


@cache
def _phrases() -> Phrases:
    return Phrases("verbal_probabilities")


def likelihoods(text: str, words: list[Word]) -> list[Likelihood]:
    """The verbal probabilities among `words` of `text` (seeds/verbal_probabilities.csv), in reading order.

    >>> from scoring.words import words
    >>> said = "Frost is very likely, snow not likely, hail no more likely than rain."
    >>> [(said[start:stop], low, high) for start, stop, low, high in likelihoods(said, words(said))]
    [('very likely', 0.8, 0.95), ('not likely', 0.2, 0.45)]
    """
    return [
        Likelihood(words[first].start, words[stop - 1].stop, float(row["low"]), float(row["high"]))
        for first, stop, row in _phrases().found(text, words)
    ]
