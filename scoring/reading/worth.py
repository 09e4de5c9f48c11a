"""How much a sentence is worth checking: a sum of weights over its words, fitted on ClaimBuster (bench/fit_check_worthiness.py)."""

from __future__ import annotations

from functools import cache
from math import exp

from scoring.files import seed
from scoring.words import Word


@cache
def _weights() -> dict[str, float]:
    return {row["term"]: float(row["weight"]) for row in seed("check_worthiness")}


def terms(words: list[Word]) -> list[str]:
    """What the model looks at, each once, in order: the words, their pairs, numbers as such, names as such, and how long it is.

    >>> from scoring.words import words
    >>> terms(words("Exports fell 5 percent."))
    ['exports', 'fell', '<number>', 'percent', '^ exports', 'exports fell', 'fell <number>', '<number> percent', '<numbers 1>', '<length 2>']
    """
    plain = ["<number>" if any(letter.isdigit() for letter in word.lower) else word.lower for word in words]
    pairs = [f"{left} {right}" for left, right in zip(["^", *plain], plain, strict=False)]
    numbers = plain.count("<number>")
    names = sum(word.text[0].isupper() for word in words[1:])
    counts = [f"<numbers {min(numbers, 3)}>"] if numbers else []
    counts += [f"<names {min(names, 4)}>"] if names else []
    return list(dict.fromkeys([*plain, *pairs, *counts, f"<length {min(len(words).bit_length() - 1, 6)}>"]))


def check_worthiness(words: list[Word]) -> float:
    """0 to 1; from 0.5 on a fact-checker would pick the sentence up (the threshold with the best F1 in cross-validation)."""
    if not words:
        return 0.0
    weights = _weights()
    total = weights.get("<bias>", 0.0) + sum(weights.get(term, 0.0) for term in terms(words))
    return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 4)
