"""Tone: whether a sentence talks, to its reader and of what it thinks, or reports and defines."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from scoring.files import seed
from scoring.words import Word

_QUOTES = '“”"'
_LONG = 30
"""Words above which a sentence is rather written than talked."""


def talks(text: str, words: list[Word]) -> bool:
    """Does the sentence of `text` with these `words` talk? The weights of seeds/tone.csv, each added once.

    Where somebody talks, "can", "should" and "or" tell what one may do or choose; where somebody reports or defines, what there is.

    >>> from scoring.words import words
    >>> [talks(said, words(said)) for said in ("You can see the lake!", "The lake, known for eels, can freeze.")]
    [True, False]
    """
    weights = _weights()
    return sum(weights[sign] for sign in _signs(text, words)) >= weights["talks"]


def _signs(text: str, words: list[Word]) -> Iterable[str]:
    signs = _sign_of()
    heard = {signs[word.lower] for word in words if word.lower in signs}
    said = text[words[0].start - 1 if words and words[0].start else 0 : words[-1].stop + 2] if words else ""
    heard |= {"exclamation"} if "!" in said else set()
    heard |= {"quotation"} if any(quote in said for quote in _QUOTES) else set()
    return sorted(heard | ({"long"} if len(words) > _LONG else set()))


@cache
def _weights() -> dict[str, float]:
    return {row["sign"]: float(row["weight"]) for row in seed("tone")}


@cache
def _sign_of() -> dict[str, str]:
    """The sign that a word is of."""
    return {word: row["sign"] for row in seed("tone") for word in row["words"].split()}
