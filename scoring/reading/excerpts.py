"""A block as the rules about sections look at it: its head and tail, their words, and the cues among them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from scoring.model import Block, Page
from scoring.reading.phrases import Phrases
from scoring.words import Word, words, written

_HEAD, _TAIL = 3_000, 1_000
"""Characters: bounds the work for a block of any length. What a passage is shows at its beginning and its end."""
_SHORT, _EDGE = 80, 8
"""Words: of longer passages only the first and the last few are searched for cues."""


class Excerpt(NamedTuple):
    """A block, `text` (all of it, or its head and tail if it is long), the words of `text`, and the cues among them."""

    block: Block
    text: str
    words: list[Word]
    cues: dict[str, str]
    """Cues of seeds/section_cues.csv that stand where they count, each with its phrase."""

    def cue(self, name: str) -> str | None:
        """The phrase that gives the passage that cue; None if none does."""
        return self.cues.get(name)


@cache
def _section_cues() -> Phrases:
    return Phrases("section_cues")


def excerpt(text: str, block: Block) -> Excerpt:
    """The block's excerpt.

    >>> seen = excerpt("Copyright 2024 Northern Post", Block(start=0, stop=28))
    >>> seen.cue("boilerplate"), seen.cue("comments")
    ('copyright', None)
    """
    shown = text[block.start : block.stop]
    if block.stop - block.start > _HEAD + _TAIL:
        shown = f"{text[block.start : block.start + _HEAD]}\n{text[block.stop - _TAIL : block.stop]}"
    found = words(shown)
    return Excerpt(block, shown, found, _cues(shown, found))


def excerpts(page: Page) -> list[Excerpt]:
    """One excerpt for each block of the page, in order."""
    return [excerpt(page.text, block) for block in page.blocks]


def _cues(text: str, words: list[Word]) -> dict[str, str]:
    if len(words) <= _SHORT:
        return _standing(text, words, len(words), starts=True, ends=True)
    return _standing(text, words[:_EDGE], len(words), starts=True, ends=False) | _standing(
        text, words[-_EDGE:], len(words), starts=False, ends=True
    )


def _standing(text: str, part: list[Word], count: int, *, starts: bool, ends: bool) -> dict[str, str]:
    """The cues in a part of a passage of `count` words which stand at the place, and within the length, that their rows ask for."""
    cues: dict[str, str] = {}
    figures = any(map(str.isdigit, map(written, part)))
    counted = [word._replace(lower="<number>") if word.text.isdigit() else word for word in part] if figures else part
    for found in _section_cues().found(text, counted):
        row = found.row
        first, last = starts and found.first == 0, ends and found.stop == len(part)
        fits = {"whole": first and last, "start": first, "end": last, "any": True}[row["place"]]
        if fits and (not row["at_most"] or count <= int(row["at_most"])):
            cues.setdefault(row["cue"], row["phrase"])
    return cues
