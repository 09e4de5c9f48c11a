"""A sentence as clauses are read: its words, the marks between them, and each quotation as one token."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from scoring.names import grammar
from scoring.words import Word

Kind = Literal["word", "mark", "quote"]

_MARKS = frozenset(",;:—–()[]!?…")
_OPENING = "\"“‘'«„"
_CLOSING = "\"”’'»"


class Token(msgspec.Struct, frozen=True, gc=False):
    """`text[start:stop]`; of a quotation the marks included, of a dash or comma one character."""

    start: int
    stop: int
    kind: Kind
    text: str
    lower: str
    capital: bool
    """A word that begins with a capital."""
    grammar: str
    """The closed class of the word (seeds/grammar.csv), '' if it has none; the kind of what is no word."""


@lru_cache(maxsize=100_000)
def _looks(text: str, lower: str) -> tuple[bool, str]:
    """Whether a word has a capital, and its closed class."""
    return text[0].isupper(), grammar().get(lower, "")


def spoken(start: int, stop: int, text: str, lower: str) -> Token:
    """The token of a word."""
    return Token(start, stop, "word", text, lower, *_looks(text, lower))


def tokens(text: str, start: int, stop: int, words: Sequence[Word], quotes: Sequence[tuple[int, int]]) -> list[Token]:
    """The tokens of `text[start:stop]`; `words` and `quotes` are those that touch it, in order.

    Full stops inside a sentence belong to abbreviations and are left out.

    >>> from scoring.words import words
    >>> text = "“It works,” Lt. Roe (a guest) said."
    >>> [t.lower for t in tokens(text, 0, len(text), words(text), [(1, 10)])]
    ['“it works,”', 'lt', 'roe', '(', 'a', 'guest', ')', 'said']
    """
    found: list[Token] = []
    at, quote = start, 0
    for word in [*words, None]:
        while quote < len(quotes) and quotes[quote][0] < (word.stop if word else stop):
            begin, end = _with_marks(text, *quotes[quote], start, stop)
            if begin >= at:
                found.extend(_marks(text, at, begin))
                found.append(Token(begin, end, "quote", text[begin:end], text[begin:end].lower(), False, "quote"))
                at = end
            quote += 1
        if word is None or word.start < at:
            continue
        if word.start - at > 1 or text[at : word.start] != " ":
            found.extend(_marks(text, at, word.start))
        found.append(Token(word.start, word.stop, "word", word.text, word.lower, *_looks(word.text, word.lower)))
        at = word.stop
    found.extend(_marks(text, at, stop))
    return found


def _with_marks(text: str, begin: int, end: int, start: int, stop: int) -> tuple[int, int]:
    begin, end = max(begin, start), min(end, stop)
    for _ in range(2):
        if begin > start and text[begin - 1] in _OPENING:
            begin -= 1
        if end < stop and text[end] in _CLOSING:
            end += 1
    return begin, end


def _marks(text: str, start: int, stop: int) -> list[Token]:
    gap = text[start:stop]
    if _MARKS.isdisjoint(gap):
        dashes = text.find(" - ", start, stop), text.find("--", start, stop)
        return [Token(i, i + 2, "mark", "–", "–", False, "mark") for i in dashes if i >= 0][:1]
    return [Token(i, i + 1, "mark", mark, mark, False, "mark") for i, mark in enumerate(gap, start) if mark in _MARKS]
