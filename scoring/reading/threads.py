"""Passages of readers' words to comments: where one ends and the next begins when no line names the writers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from scoring.files import seed
from scoring.reading import register
from scoring.reading.excerpts import Excerpt
from scoring.reading.phrases import word_class

_NUMBERED = re.compile(r"(\d{1,2})[.)]\s{1,3}$")
_FAR = 8
"""Passages within which a numbered list goes on."""
_LETTERS = 5
"""A shorter word tells little of what a passage is about."""
_WIDESPREAD = 0.25
"""A word in more than this share of the passages is what all readers talk about."""
_BY_CHANCE = 12
"""Of so many telling words one is shared by chance: passages that follow each other have one story."""
_WORDS_OF_THE_PIECE = 5
"""So many words in a row that stand in the piece are quoted from it, quotation marks or not."""
_QUOTES = '“”"«»'
_REGISTER = {"reply opener": "reply opener", "hashtag": "hashtag", "address": "address", "handle": "handle"}
"""Signs of seeds/comment_signs.csv that also begin a comment."""


class _Weight(NamedTuple):
    bits: float
    most: int


@cache
def _weights() -> dict[str, _Weight]:
    return {row["sign"]: _Weight(float(row["bits"]), int(row["at_most"])) for row in seed("comment_starts")}


def begins(text: str, above: Sequence[Excerpt], part: Sequence[Excerpt]) -> set[int]:
    """The passages, by their place, that begin a comment: the first, and those whose signs (seeds/comment_starts.csv) sum to more than 0.

    `text` is the document's, for the empty lines between passages; `above` are the passages above the comments, which readers quote.

    >>> from scoring.reading.excerpts import excerpts
    >>> from scoring.reading.parsers.text import parse
    >>> page = parse("The harbour is too small.\\nHowever, nobody will pay for another.\\n@ann You might be surprised.")
    >>> sorted(begins(page.text, [], excerpts(page)))
    [0, 2]
    """
    numbers = [_number(text, excerpt) for excerpt in part]
    telling = _telling(part)
    parted = [_parted(text, upper, lower) for upper, lower in pairwise(part)]
    mixed = len(set(parted)) == 2
    said = {run for excerpt in above for run in register.runs(excerpt.words)}
    mere = [_is_mere_quotation(excerpt, said) for excerpt in part]
    out = {0} if part else set()
    for at in range(1, len(part)):
        signs = _signs(part[at], numbers, at, said)
        signs["after a quotation"] = mere[at - 1]
        signs["blank line" if parted[at - 1] else "single line"] += mixed
        signs["shared word"] = _cohesion(telling[at], telling[at - 1])
        if sum(_weights()[sign].bits * min(count, _weights()[sign].most) for sign, count in signs.items()) > 0:
            out.add(at)
    return out


def _signs(here: Excerpt, numbers: Sequence[int | None], at: int, said: set[tuple[str, ...]]) -> Counter[str]:
    """The signs that one passage gives by its own words and the numbers of its neighbours."""
    opening = here.words[0].lower if here.words and here.text[0] not in _QUOTES else ""
    found = register.signs_of(here, said)
    signs = Counter({sign: min(1, found[sign]) for sign in _REGISTER})
    signs["passage"] = 1
    signs["quotation"] = found["repeats"] > 0
    signs["speech"] = not found["repeats"] and _is_all_quoted(here)
    signs["first number"] = numbers[at] == 1
    signs["later number"] = _follows(numbers, at)
    signs["between numbers"] = numbers[at] is None and _is_between(numbers, at)
    signs["linker"] = opening in word_class("linker")
    signs["pronoun"] = opening in word_class("other_person") or (
        opening == "if" and len(here.words) > 1 and here.words[1].lower in word_class("other_person")
    )
    signs["question to all"] = opening in word_class("asks_for_itself") and "?" in here.text[:300]
    return +signs


def _number(text: str, excerpt: Excerpt) -> int | None:
    """The number of a list that stands in front of a passage."""
    start = excerpt.block.start
    before = _NUMBERED.search(text, max(0, start - 6), start)
    return int(before[1]) if before and text[before.start() - 1 : before.start()] in ("", "\n") else None


def _follows(numbers: Sequence[int | None], at: int) -> bool:
    """Does the passage carry the number after the last one above it?"""
    number = numbers[at]
    before = next((one for one in reversed(numbers[max(0, at - _FAR) : at]) if one is not None), None)
    return number is not None and before is not None and number == before + 1


def _is_between(numbers: Sequence[int | None], at: int) -> bool:
    before = next((one for one in reversed(numbers[max(0, at - _FAR) : at]) if one is not None), None)
    after = next((one for one in numbers[at : at + _FAR] if one is not None), None)
    return before is not None and after is not None and after == before + 1


def _is_mere_quotation(excerpt: Excerpt, said: set[tuple[str, ...]]) -> bool:
    """A passage that says nothing of its own: words of the piece, quoted or not, a hashtag, a word or two."""
    text = excerpt.text
    if len(excerpt.words) <= 2:
        return text[-1] not in ".!?…"
    runs = list(register.runs(excerpt.words))
    return (_is_all_quoted(excerpt) or len(excerpt.words) >= _WORDS_OF_THE_PIECE) and all(run in said for run in runs)


def _is_all_quoted(excerpt: Excerpt) -> bool:
    text = excerpt.text
    return text[0] in _QUOTES and text.rstrip(".!?…")[-1:] in tuple(_QUOTES) and sum(map(text.count, _QUOTES)) == 2


def _parted(text: str, above: Excerpt, below: Excerpt) -> bool:
    """Does an empty line stand between them?"""
    return text.count("\n", above.block.stop, below.block.start) > 1


def _telling(part: Sequence[Excerpt]) -> list[set[str]]:
    """For each passage the words that tell what it is about: longer ones that are not in everybody's mouth."""
    plain = word_class("few_telling")
    words = [{w.lower.removesuffix("'s").rstrip("s") for w in e.words if len(w.lower) >= _LETTERS and w.lower not in plain} for e in part]
    spread = Counter(word for held in words for word in held)
    most = max(2, int(_WIDESPREAD * len(part)))
    return [{word for word in held if spread[word] <= most} for held in words]


def _cohesion(here: set[str], above: set[str]) -> int:
    """How many telling words two passages share beyond what their length would give by chance."""
    return max(0, len(here & above) - min(len(here), len(above)) // _BY_CHANCE)
