"""Tone: whether a sentence talks, to its reader and of what it thinks, or reports and defines."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from scoring.files import seed
from scoring.words import Word

_QUOTES = '“”"'
_SINGLE = (" '", " ‘", "('", "(‘")
"""A single quotation mark that opens; one that closes looks like an apostrophe."""
_BRIEF, _LENGTHY, _LONG = 12, 18, 30
"""Words up to which a sentence is rather talked, and above which it is rather written."""
_PLAIN, _HEAVY = 4.3, 5
"""Letters a word below which a sentence is rather talked, and above which it is rather written."""
_LEANINGS = frozenset(("brief", "plain", "linking"))
"""Signs that tip the balance and are none by themselves."""
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))


def talks(text: str, words: list[Word]) -> bool:
    """Does the sentence of `text` with these `words` talk? The weights of seeds/tone.csv, each added once.

    Something in it must talk: a short sentence of plain words may as well report. Where somebody talks, "can", "should"
    and "or" tell what one may do or choose; where somebody reports or defines, what there is.

    >>> from scoring.words import words
    >>> [talks(said, words(said)) for said in ("You can see the lake!", "The lake, known for eels, can freeze.")]
    [True, False]
    """
    weights, heard = _weights(), _signs(text, words)
    talk = any(weights[sign] > 0 for sign in heard if sign not in _LEANINGS)
    return talk and sum(map(weights.__getitem__, heard)) >= weights["talks"]


def _signs(text: str, words: list[Word]) -> set[str]:
    """What is heard in the sentence, by the names of seeds/tone.csv."""
    if not words:
        return set()
    signs = _sign_of()
    heard = {signs[word.lower] for word in words if word.lower in signs}
    return heard.union(_marks(text[max(words[0].start - 1, 0) : words[-1].stop + 2]), _measures(words), _forms(words))


def _marks(said: str) -> Iterable[str]:
    if "!" in said:
        yield "exclamation"
    if "?" in said:
        yield "question"
    if any(quote in said for quote in _QUOTES) or said[0] in "'‘" or any(quote in said for quote in _SINGLE):
        yield "quotation"


def _measures(words: list[Word]) -> Iterable[str]:
    """How long the sentence and its words are."""
    count = len(words)
    if count <= _BRIEF:
        yield "brief"
    elif count > _LENGTHY:
        yield "long" if count > _LONG else "lengthy"
    letters = sum(word.stop - word.start for word in words)
    if letters < _PLAIN * count:
        yield "plain"
    elif letters > _HEAVY * count:
        yield "heavy"


def _forms(words: list[Word]) -> Iterable[str]:
    """Passive: a form of be before a word in -ed, or with one word in between."""
    ends = [word.lower.endswith("ed") for word in words] + [False]
    if any(word.lower in _BE and (one or two) for word, (one, two) in zip(words, pairwise(ends[1:]), strict=False)):
        yield "passive"


@cache
def _weights() -> dict[str, float]:
    return {row["sign"]: float(row["weight"]) for row in seed("tone")}


@cache
def _sign_of() -> dict[str, str]:
    """The sign that a word is of."""
    return {word: row["sign"] for row in seed("tone") for word in row["words"].split()}
