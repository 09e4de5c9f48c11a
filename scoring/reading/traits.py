"""Words to traits: the classes and tables that a word is of interest to, as bits of one number, looked up once for each word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import or_

from scoring.reading.calendar import may_begin_date
from scoring.reading.numerals import may_hold_number
from scoring.reading.phrases import word_class
from scoring.reading.quantities import may_be_counted
from scoring.words import Word, folded, lemma

YEAR = 1 << 0
NUMBER_WORD = 1 << 1
SUPERLATIVE = 1 << 2
COMPARISON = 1 << 3
DIALOGUE = 1 << 4
"""First or second person."""
PAST = 1 << 5
"""A past tense, by list or by its ending."""
LISTED_PAST = 1 << 6
SURE_VERB = 1 << 7
"""An auxiliary or a contraction with one: finite wherever it stands."""
MAYBE_VERB = 1 << 8
"""A form of a listed verb, which may be a noun as well."""
DATE = 1 << 9
"""May begin a date."""
COUNT = 1 << 10
"""May begin a number, or hold one behind a hyphen."""
ARTICLE = 1 << 11
"""A or an."""
COUNTED = 1 << 12
"""Makes an article in front of it begin a number: a dozen, an hour."""

_CONTRACTED = ("n't", "'ll", "'re", "'ve", "'d", "'m")


def traits(words: Iterable[Word]) -> list[int]:
    """The traits of each word.

    >>> from scoring.words import words
    >>> [bool(trait & PAST) for trait in traits(words("Mills closed"))]
    [False, True]
    """
    return list(map(_traits, map(folded, words)))


def of_any(found: Iterable[int]) -> int:
    """The traits that at least one of the words has."""
    return reduce(or_, found, 0)


@lru_cache(maxsize=200_000)
def _traits(lower: str) -> int:
    ed = lower.endswith("ed") and len(lower) > 4
    there = {
        YEAR: len(lower) == 4 and lower.isdigit() and lower[:2] in ("19", "20"),
        NUMBER_WORD: lower in word_class("number_word"),
        SUPERLATIVE: lower.endswith("est") and len(lower) > 5,
        COMPARISON: lower in word_class("comparison"),
        DIALOGUE: lower in word_class("dialogue"),
        PAST: ed or lower in word_class("past"),
        LISTED_PAST: lower in word_class("past"),
        SURE_VERB: lower in word_class("auxiliary") or lower in word_class("contraction") or lower.endswith(_CONTRACTED),
        MAYBE_VERB: _is_verb_form(lower),
        DATE: may_begin_date(lower),
        COUNT: may_hold_number(lower),
        ARTICLE: lower in ("a", "an"),
        COUNTED: may_be_counted(lower),
    }
    return sum(bit for bit, is_there in there.items() if is_there)


def _is_verb_form(lower: str) -> bool:
    forms = (lower, lemma(lower), lower.removesuffix("s"), lower.removesuffix("es"), lower.removeprefix("re").removesuffix("s"))
    return not lower.endswith("ing") and not word_class("verb").isdisjoint(forms)
