"""Cues of a passage: asked for cheaply, and never missed for that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scoring.files import seed
from scoring.model import Block, Page
from scoring.reading.excerpts import Excerpt, excerpt, excerpts

CUES = sorted({row["cue"] for row in seed("section_cues")})


def seen(text: str) -> Excerpt:
    return excerpt(text, Block(start=0, stop=len(text)))


def passages(phrase: str) -> Iterator[str]:
    """Passages that hold a phrase: alone, in other letters, within a sentence, at either end, its words parted by signs."""
    words = phrase.replace("<number>", "12")
    yield words
    yield words.upper().replace("'", "’")
    yield f"“{words.capitalize()}”, she wrote."
    yield f"The ferry left, and {words}, as it was told."
    yield f"*{words} in the port of Northhaven."
    yield f"The ferry left; {words}"
    yield words.replace(" ", ' "')
    yield words.replace(" ", " — ")
    yield f"{words} {'The ferry did not leave on Monday. ' * 20}"
    yield f"{'The ferry did not leave on Monday. ' * 20} {words}"


@pytest.mark.parametrize("cue", CUES)
def test_no_cue_is_missed_by_looking_first_whether_one_could_stand_there(cue: str) -> None:
    for row in seed("section_cues"):
        for text in passages(row["phrase"]):
            assert seen(text).cue(cue) == seen(text).cues.get(cue), text


def test_a_page_gives_the_excerpt_of_a_block_at_any_place_and_in_order() -> None:
    text = "Ferry to stay\n\nNo crew, no ferry.\n\nSo it was."
    blocks = [Block(start=0, stop=13), Block(start=15, stop=33), Block(start=35, stop=45)]
    found = excerpts(Page(text=text, blocks=blocks))
    assert found[-1].text == "So it was."
    assert [one.text for one in found[:2]] == ["Ferry to stay", "No crew, no ferry."]
    assert [one.block for one in found] == blocks
