"""A block as the rules about sections look at it: its head and tail, their words, and the cues among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple, overload

from scoring.files import seed
from scoring.model import Block, Page
from scoring.reading.phrases import Phrases
from scoring.words import Word, count, fold, words

_HEAD, _TAIL = 3_000, 1_000
"""Characters: bounds the work for a block of any length. What a passage is shows at its beginning and its end."""
_SHORT, _EDGE = 80, 8
"""Words: of longer passages only the first and the last few are searched for cues."""
_EDGE_LETTERS = 100
"""Characters in which these few usually stand."""
_TELLING_LETTERS = 4
"""A shorter word stands in nearly every text."""
_OPENER = re.compile(r"[^\W_]+")


class Excerpt:
    """A block, and `text`: all of it, or its head and tail if it is long.

    Words and cues are looked for when they are asked for, and cues only where one could stand: few passages hold any.
    """

    def __init__(self, block: Block, text: str) -> None:
        self.block, self.text = block, text

    @cached_property
    def words(self) -> list[Word]:
        """The words of `text`."""
        return words(self.text)

    @cached_property
    def count(self) -> int:
        """How many words `text` has."""
        return len(self.words) if "words" in self.__dict__ else count(self.text)

    @cached_property
    def opener(self) -> str:
        """The letters or figures that `text` begins with, in lower case, `<number>` for figures; "" without a word."""
        found = _OPENER.search(self.text)
        return "" if found is None else "<number>" if found[0].isdigit() else found[0].lower()

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def cues(self) -> dict[str, str]:
        """Cues of seeds/section_cues.csv that stand where they count, each with its phrase."""
        text, length = self.text, self.count
        if length <= _SHORT:
            return _standing(text, self.words, length, starts=True, ends=True)
        return _standing(text, _first(text), length, starts=True, ends=False) | _standing(
            text, _last(text), length, starts=False, ends=True
        )

    def cue(self, name: str) -> str | None:
        """The phrase that gives the passage that cue; None if none does."""
        signs = _signs()[name]
        if self.opener in signs.openers or any(map(self.folded.__contains__, signs.letters)):
            return self.cues.get(name)
        return None


class Excerpts(Sequence[Excerpt]):
    """One excerpt for each block of a page, in order; each is made when it is first asked for, which most of a web page's never are."""

    def __init__(self, page: Page) -> None:
        self._text, self._blocks = page.text, page.blocks
        self._made: list[Excerpt | None] = [None] * len(page.blocks)

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> Excerpt: ...
    @overload
    def __getitem__(self, at: slice) -> list[Excerpt]: ...
    def __getitem__(self, at: int | slice) -> Excerpt | list[Excerpt]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        made = self._made[at]
        if made is None:
            made = self._made[at] = excerpt(self._text, self._blocks[at])
        return made

    def __iter__(self) -> Iterator[Excerpt]:
        return map(self.__getitem__, range(len(self)))


class _Signs(NamedTuple):
    """What a text shows if it holds a cue; it may show that without one."""

    openers: frozenset[str]
    """It begins so."""
    letters: tuple[str, ...]
    """Or one of these stands somewhere in it; all texts hold "", the sign of a cue that could be any short word."""


@cache
def _section_cues() -> Phrases:
    return Phrases("section_cues")


@cache
def _signs() -> dict[str, _Signs]:
    """By cue: how the phrases begin that have to begin a passage, and the longest word of each of the others."""
    openers: dict[str, set[str]] = {}
    letters: dict[str, set[str]] = {}
    for row in seed("section_cues"):
        phrase = fold(row["phrase"]).split()
        begins, holds = openers.setdefault(row["cue"], set()), letters.setdefault(row["cue"], set())
        opener = _OPENER.match(phrase[0])
        if row["place"] in ("whole", "start") and (opener or phrase[0] == "<number>"):
            begins.add(opener[0] if opener else phrase[0])
        else:
            longest = max((word for word in phrase if word[0] != "<"), key=len, default="")
            holds.add(longest if len(longest) >= _TELLING_LETTERS else "")
    return {cue: _Signs(frozenset(openers[cue]), ("",) if "" in letters[cue] else tuple(sorted(letters[cue]))) for cue in openers}


def excerpt(text: str, block: Block) -> Excerpt:
    """The block's excerpt.

    >>> seen = excerpt("Copyright 2024 Northern Post", Block(start=0, stop=28))
    >>> seen.cue("boilerplate"), seen.cue("comments")
    ('copyright', None)
    """
    shown = text[block.start : block.stop]
    if block.stop - block.start > _HEAD + _TAIL:
        shown = f"{text[block.start : block.start + _HEAD]}\n{text[block.stop - _TAIL : block.stop]}"
    return Excerpt(block, shown)


def excerpts(page: Page) -> Sequence[Excerpt]:
    """One excerpt for each block of the page, in order."""
    return Excerpts(page)


def _first(text: str) -> list[Word]:
    """The first words of a long text."""
    some = words(text, 0, _EDGE_LETTERS)
    return (some if len(some) > _EDGE else words(text))[:_EDGE]  # the last of some may be cut


def _last(text: str) -> list[Word]:
    """The last words of a long text; no word reaches over a blank, so that from one on words are what they are in the whole."""
    some = words(text, max(0, text.find(" ", len(text) - _EDGE_LETTERS)))
    return (some if len(some) >= _EDGE else words(text))[-_EDGE:]


def _standing(text: str, part: list[Word], count: int, *, starts: bool, ends: bool) -> dict[str, str]:
    """The cues in a part of a passage of `count` words which stand at the place, and within the length, that their rows ask for."""
    cues: dict[str, str] = {}
    if any(map(str.isdigit, text)):
        part = [word._replace(lower="<number>") if word.text.isdigit() else word for word in part]
    for found in _section_cues().found(text, part):
        row = found.row
        first, last = starts and found.first == 0, ends and found.stop == len(part)
        fits = {"whole": first and last, "start": first, "end": last, "any": True}[row["place"]]
        if fits and (not row["at_most"] or count <= int(row["at_most"])):
            cues.setdefault(row["cue"], row["phrase"])
    return cues
