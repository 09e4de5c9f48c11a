"""A block as the rules about sections look at it: its head and tail, their words, and the cues among them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from scoring.model import Block, Page
from scoring.reading.phrases import Found, Phrases
from scoring.words import Word, words

_HEAD, _TAIL = 3_000, 1_000
"""Characters: bounds the work for a block of any length. What a passage is shows at its beginning and its end."""


class Excerpt(NamedTuple):
    """A block, `text` (all of it, or its head and tail if it is long), the words of `text`, and the cues of seeds/section_cues.csv."""

    block: Block
    text: str
    words: list[Word]
    cues: list[Found]

    def has(self, cue: str) -> bool:
        """Does the passage hold that cue, at the place and within the length that its row asks for?"""
        return any(found.row["cue"] == cue and self.fits(found) for found in self.cues)

    def fits(self, found: Found) -> bool:
        """Does the cue stand at the place that its row asks for?"""
        row = found.row
        if row["at_most"] and len(self.words) > int(row["at_most"]):
            return False
        first, last = found.first == 0, found.stop == len(self.words)
        return {"whole": first and last, "start": first, "end": last, "any": True}[row["place"]]


@cache
def _section_cues() -> Phrases:
    return Phrases("section_cues")


def excerpt(text: str, block: Block) -> Excerpt:
    """The block's excerpt.

    >>> seen = excerpt("Copyright 2024 Northern Post", Block(start=0, stop=28))
    >>> seen.has("boilerplate"), seen.has("comments")
    (True, False)
    """
    shown = text[block.start : block.stop]
    if block.stop - block.start > _HEAD + _TAIL:
        shown = f"{text[block.start : block.start + _HEAD]}\n{text[block.stop - _TAIL : block.stop]}"
    found = words(shown)
    return Excerpt(block, shown, found, _section_cues().found(shown, found))


def excerpts(page: Page) -> list[Excerpt]:
    """One excerpt for each block of the page, in order."""
    return [excerpt(page.text, block) for block in page.blocks]
