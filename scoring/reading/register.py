"""How much a passage sounds like a reader: the signs of seeds/comment_signs.csv, found and weighed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from scoring.files import seed
from scoring.reading.excerpts import Excerpt
from scoring.reading.phrases import Phrases
from scoring.words import Word, folded, written

SPOKEN_ELSEWHERE = frozenset(("correction", "transcript", "quote", "social", "sponsored", "boilerplate"))
"""Sections whose words are not the author's and not a reader's: they say nothing about who speaks."""

_SHORT_REMARK = 8
_LONG_ENOUGH_TO_STOP = 10
"""Words: shorter passages without a full stop are names, headings, lines of a list."""
_LETTERS_OF_A_SHOUT = 8
_RUNS_REMEMBERED = 100_000
"""Runs of three words kept to recognise quoted words: bounds the memory for a long text."""

# The class in front lets the engine skip to the few characters that matter.
_SMILEY = re.compile(r"[:;=8\U0001F300-\U0001FAFF☀-➿](?:(?<=[\U0001F300-\U0001FAFF☀-➿])|(?<!\S.)[\-'o]?[)(DPpO/|\]](?!\w))")
_OPENING_QUOTES = '“"«‘'

Signs = Counter[str]
"""How often each sign occurs in one passage."""


class _Weight(NamedTuple):
    bits: float
    most: int
    telling: bool


@cache
def _weights() -> dict[str, _Weight]:
    return {row["sign"]: _Weight(float(row["bits"]), int(row["most"]), row["telling"] == "yes") for row in seed("comment_signs")}


@cache
def _phrases() -> Phrases:
    return Phrases("comment_register")


def signs(seen: Sequence[Excerpt]) -> list[Signs]:
    """The signs of each passage."""
    out: list[Signs] = []
    said: set[tuple[str, ...]] = set()
    handles = _handles(seen)
    for excerpt in seen:
        found = signs_of(excerpt, said)
        if excerpt.text in handles:
            found["handle"] = 1
        out.append(found)
        if len(said) < _RUNS_REMEMBERED:
            said.update(runs(excerpt.words))
    return out


def bits(found: Signs) -> float:
    """The log2 odds that a passage with these signs is a reader's.

    >>> bits(Signs({"praise": 1})) > 0 > bits(Signs({"report": 2}))
    True
    """
    return sum(_weights()[sign].bits * min(count, _weights()[sign].most) for sign, count in found.items())


def is_telling(found: Signs) -> bool:
    """Is there a sign that authors hardly ever give: praise for the piece, a smiley, a sentence that starts in lower case?"""
    return any(_weights()[sign].telling for sign in found)


def heaviest(found: Iterable[Signs]) -> str:
    """The three signs that weigh most over several passages, in words."""
    total: Counter[str] = Counter()
    for passage in found:
        for sign, count in passage.items():
            weight = _weights()[sign]
            if weight.bits > 0:
                total[sign] += round(100 * weight.bits * min(count, weight.most))
    return ", ".join(sign for sign, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:3])


def signs_of(excerpt: Excerpt, said: set[tuple[str, ...]]) -> Signs:
    """The signs in one passage by itself; `said` holds the runs of three words that stand above it.

    >>> from scoring.model import Block
    >>> from scoring.reading.excerpts import excerpt
    >>> text = "lol, you forgot the OTHER harbour :)"
    >>> sorted(signs_of(excerpt(text, Block(start=0, stop=len(text))), set()))
    ['about the piece', 'informal', 'lower case', 'smiley']
    """
    text, words = excerpt.text, excerpt.words
    found = Signs()
    for phrase in _phrases().found(text, words):
        if phrase.row["sign"] != "reply opener" or phrase.first == 0:
            found[phrase.row["sign"]] += 1
    found["question"] = text.count("?")
    found["exclamation"] = text.count("!")
    found["ellipsis"] = text.count("…") + text.count("...")
    found["smiley"] = sum(1 for _ in _SMILEY.finditer(text))
    found["hashtag"] = text.startswith("#")
    found["address"] = text.startswith("@")
    found["lower case"] = len(words) >= 3 and text[0].islower()
    found["no full stop"] = len(words) >= _LONG_ENOUGH_TO_STOP and text[-1].isalnum()
    found["short remark"] = 0 < len(words) <= _SHORT_REMARK and text[-1] in ".!?…"
    found["shouting"] = _shouts(words)
    found["repeats"] = text[0] in _OPENING_QUOTES and tuple(word.lower for word in words[:3]) in said
    found["attribution"] = found["report"] > 0 and any(quote in text for quote in '”"')
    found = +found
    if not any(_weights()[sign].bits > 0 for sign in found):
        found["plain"] = 1
    return found


def runs(words: Sequence[Word]) -> Iterable[tuple[str, ...]]:
    """The runs of three words, in lower case."""
    lower = list(map(folded, words))
    return zip(lower, lower[1:], lower[2:], strict=False)


def _shouts(words: Sequence[Word]) -> int:
    """Runs of words in capitals, with eight letters and more together: a single one may be an abbreviation."""
    if not any(map(str.isupper, map(written, words))):
        return 0
    runs = letters = 0
    for word in words:
        if word.text.isupper() and len(word.text) > 1:
            letters += len(word.text)
            continue
        runs += letters >= _LETTERS_OF_A_SHOUT
        letters = 0
    return runs + (letters >= _LETTERS_OF_A_SHOUT)


def _handles(seen: Sequence[Excerpt]) -> frozenset[str]:
    """Lines that are a reader's name: a word that no prose writes so ("reader77", "jSmith"), or a short line that recurs."""
    counts: Counter[str] = Counter()
    odd: set[str] = set()
    for excerpt, below in pairwise(seen):
        if not 0 < len(excerpt.words) <= 3 or not excerpt.text[-1].isalnum() or len(below.words) < 2:
            continue
        counts[excerpt.text] += 1
        word = excerpt.text
        if (
            len(excerpt.words) == 1
            and (word[0].islower() or any(c.isdigit() or c.isupper() for c in word[1:]))
            and not word.isupper()
            and not word.isdigit()
        ):
            odd.add(word)
    return frozenset(odd | {line for line, count in counts.items() if count > 1})
