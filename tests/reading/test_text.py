"""What plain text promises: the text unchanged, a block for each paragraph, marks as hints."""

from __future__ import annotations

import pytest

from scoring.model import Page
from scoring.reading.parsers import text
from tests.growth import grows_no_faster_than_the_text

WRAPPED = """\
The crane on the north quay stood still again on Friday, and nobody in
the office wanted to say why. The director told the list that a part
had to come from abroad.

I asked him whether the old crane could be used in the meantime. He
said that it could, but that the insurance had lapsed in the spring
and would have to be renewed first.
"""


def words_of(page: Page) -> list[str]:
    return [page.text[block.start : block.stop] for block in page.blocks]


@pytest.mark.parametrize("source", ["", "\n\n", "One line", " two \r\n\r\n lines\t", WRAPPED, "# a\n> b\n* c\n1. d\n____", "\u2028x\x85y"])
def test_the_text_comes_back_unchanged_and_blocks_lie_inside_it_in_order(source):
    page = text.parse(source)
    assert page.text == source
    edges = [edge for block in page.blocks for edge in (block.start, block.stop)]
    assert edges == sorted(edges)
    assert all(words and words == words.strip() for words in words_of(page))


def test_a_line_is_a_paragraph_where_lines_are_long():
    source = "A first paragraph that goes on " + "and on " * 20 + "to its end.\nA second one " + "and on " * 20 + "as well."
    assert len(text.parse(source).blocks) == 2


def test_lines_broken_to_fit_a_width_are_one_paragraph():
    assert [words.split()[0] for words in words_of(text.parse(WRAPPED))] == ["The", "I"]


def test_short_lines_in_a_row_stay_apart():
    assert words_of(text.parse("Ann Roe\nNorthern Post\nMay 4, 2031")) == ["Ann Roe", "Northern Post", "May 4, 2031"]


def test_a_paragraph_without_a_blank_line_after_it_ends_where_more_would_have_fitted():
    source = WRAPPED.replace("\n\n", "\n")
    assert [words.split()[0] for words in words_of(text.parse(source))] == ["The", "I"]


@pytest.mark.parametrize(
    ("source", "words", "hint"),
    [
        ("### The bridge", "The bridge", "heading"),
        ("## The bridge ##", "The bridge", "heading"),
        ("**The bridge**", "The bridge", "heading"),
        ("> It is short.", "It is short.", "quote"),
        ("> > It is short.", "It is short.", "quote"),
        ("* It is short.", "It is short.", None),
        ("12. It is short.", "It is short.", None),
        ("*The bridge is short.*", "The bridge is short.", None),
        (">\x1f No ships today.", "No ships today.", "quote"),
        ("*The bridge is short. *", "*The bridge is short. *", None),
        ("____", "____", "boilerplate"),
        ("* * *", "* * *", "boilerplate"),
        ("— Ann Roe", "— Ann Roe", None),
        ("*", "*", None),
        ("#harbour", "#harbour", None),
    ],
)
def test_marks_are_hints_and_stand_outside_the_block(source, words, hint):
    page = text.parse(source)
    assert words_of(page) == [words]
    assert page.blocks[0].hint == hint


@pytest.mark.parametrize("unit", ["word ", "“", "> ", "# ", "*", "_a_", "— ", "\n", "a\n", "> a\n"])
def test_hostile_text_grows_no_faster_than_the_text(unit):
    assert grows_no_faster_than_the_text(text.parse, unit, 4_000)
