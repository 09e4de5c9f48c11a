"""A block as the rules about sections look at it: its head and tail, their words, and the cues among them."""

from __future__ import annotations

from functools import cache, cached_property

import msgspec

from scoring.model import Block, Page
from scoring.reading.phrases import Phrases
from scoring.words import Tokens, Word, count, words

_HEAD, _TAIL = 3_000, 1_000
"""Characters: bounds the work for a block of any length. What a passage is shows at its beginning and its end."""
_SHORT, _EDGE = 80, 8
"""Words: of longer passages only the first and the last few are searched for cues."""
_EDGE_LETTERS = 200
"""Characters in which these few usually stand."""


class Excerpt:
    """A block, and `text`: all of it, or its head and tail if it is long.

    Words and cues are looked for when they are asked for: where the markup has told what a block is, nobody asks.
    """

    def __init__(self, block: Block, text: str, tokens: Tokens | None = None) -> None:
        self.block, self.text = block, text
        self._tokens = tokens
        """The words of the page that `text` is a whole part of, where they are known."""

    @cached_property
    def words(self) -> list[Word]:
        """The words of `text`."""
        return self._tokens.counted_from(self.block.start, self.block.stop) if self._tokens else words(self.text)

    @cached_property
    def count(self) -> int:
        """How many words `text` has."""
        return self._tokens.count(self.block.start, self.block.stop) if self._tokens else count(self.text)

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
        return self.cues.get(name)


@cache
def _section_cues() -> Phrases:
    return Phrases("section_cues")


def excerpt(text: str, block: Block, tokens: Tokens | None = None) -> Excerpt:
    """The block's excerpt; `tokens` are the words of the whole text, where the caller has them already.

    >>> seen = excerpt("Copyright 2024 Northern Post", Block(start=0, stop=28))
    >>> seen.cue("boilerplate"), seen.cue("comments")
    ('copyright', None)
    """
    shown = text[block.start : block.stop]
    if block.stop - block.start > _HEAD + _TAIL:
        return Excerpt(block, f"{text[block.start : block.start + _HEAD]}\n{text[block.stop - _TAIL : block.stop]}")
    return Excerpt(block, shown, tokens)


def excerpts(page: Page, tokens: Tokens | None = None) -> list[Excerpt]:
    """One excerpt for each block of the page, in order."""
    return [excerpt(page.text, block, tokens) for block in page.blocks]


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
        part = [msgspec.structs.replace(word, lower="<number>") if word.text.isdigit() else word for word in part]
    for found in _section_cues().found(text, part):
        row = found.row
        first, last = starts and found.first == 0, ends and found.stop == len(part)
        fits = {"whole": first and last, "start": first, "end": last, "any": True}[row["place"]]
        if fits and (not row["at_most"] or count <= int(row["at_most"])):
            cues.setdefault(row["cue"], row["phrase"])
    return cues
