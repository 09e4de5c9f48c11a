"""How much a sentence is worth checking, and how much it states facts: two sums of weights over its words.

The weights are fitted on ClaimBuster by bench/fit_check_worthiness.py and lie in seeds/check_worthiness.csv.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import exp, sqrt
from typing import NamedTuple

from scoring.files import seed
from scoring.model import DateMention, Quantity
from scoring.reading.phrases import word_class
from scoring.words import Word

_STEM = 5
"""Letters by which the forms of a longer word are taken for one: taxes, taxed, taxation."""


class Worth(NamedTuple):
    """What the two models say, each cut where F1 was best in cross-validation."""

    check_worthiness: float
    """Would a fact-checker pick the sentence up? 0 to 1, cut at 0.5."""
    factual: float
    """Does it state a fact at all, important or not? In logits, cut at 0."""


def worth(words: list[Word], seen: Counter[str]) -> Worth:
    """The worth of a sentence with these words, in which this is seen: signs of seeds/kinds.csv and what `noticed` gives.

    A long sentence has more terms, which say less each: their sum is divided by the root of their number.
    """
    weights = _weights()
    found = terms(words, seen)
    rows = [weights[term] for term in found if term in weights]
    bias, share = weights["<bias>"], 1 / sqrt(max(len(found), 1))
    return Worth(_squashed(bias[0] + share * sum(row[0] for row in rows)), bias[1] + share * sum(row[1] for row in rows))


def noticed(quantities: list[Quantity], dates: list[DateMention]) -> Counter[str]:
    """How often each unit, a number and a date occur; no hedges, or removing one would turn an opinion into a fact.

    >>> noticed([], [DateMention(start=0, stop=4, year=2031, month=None, day=None)])["date"]
    1
    """
    return Counter(f"unit {quantity.unit}" for quantity in quantities) + Counter(date=len(dates), quantity=len(quantities))


def terms(words: list[Word], seen: Counter[str]) -> list[str]:
    """What the models look at, each once, in order: words, pairs, stems, with numbers and names as such, and a few counts.

    >>> from scoring.words import words
    >>> terms(words("Exports to Mali fell 5 percent."), Counter(report=1))[:6]
    ['exports', 'to', '<name>', 'fell', '<number>', 'percent']
    """
    plain = [_plain(word, at) for at, word in enumerate(words)]
    pairs = [f"{left} {right}" for left, right in zip(["^", *plain], plain, strict=False)]
    stems = [f"{word.lower[:_STEM]}~" for word in words if len(word.lower) > _STEM]
    return list(dict.fromkeys([*plain, *pairs, *stems, *_counts(words, plain), *_marks(words), *_seen(seen)]))


def _plain(word: Word, at: int) -> str:
    if not word.lower.isalpha() and any(letter.isdigit() for letter in word.lower):
        return "<number>"
    named = at > 0 and word.text[0].isupper() and word.lower != "i" and not word.lower.startswith("i'")
    return "<name>" if named else word.lower


def _counts(words: list[Word], plain: list[str]) -> list[str]:
    past = sum(word.lower in word_class("past") or (word.lower.endswith("ed") and len(word.lower) > 4) for word in words)
    counts = {"numbers": min(plain.count("<number>"), 3), "names": min(plain.count("<name>"), 4), "past": min(past, 3)}
    return [*(f"<{name} {count}>" for name, count in counts.items() if count), f"<length {min(len(words).bit_length(), 7)}>"]


def _marks(words: list[Word]) -> list[str]:
    lower = [word.lower for word in words]
    marks = {
        "<year>": any(len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") for word in lower),
        "<number word>": any(word in word_class("number_word") for word in lower),
        "<superlative>": any(word.endswith("est") and len(word) > 5 for word in lower),
        "<comparison>": any(word in word_class("comparison") for word in lower),
    }
    person = "<first or second person>" if any(word in word_class("dialogue") for word in lower) else "<third person>"
    return [*(mark for mark, there in marks.items() if there), person]


def _seen(seen: Counter[str]) -> list[str]:
    return [f"<{sign}>" for sign in sorted(seen)] + [f"<{sign} 2>" for sign in sorted(seen) if seen[sign] > 1]


@cache
def _weights() -> dict[str, tuple[float, float]]:
    return {row["term"]: (float(row["check_worthiness"]), float(row["factual"])) for row in seed("check_worthiness")}


def _squashed(total: float) -> float:
    return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 4)
