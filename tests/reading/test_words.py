"""Words: the same ones with the same offsets, however many are made at a time."""

from __future__ import annotations

import pytest

from scoring.reading.kinds import is_checkable
from scoring.words import Tokens, capitals, fold, words

TEXT = "Lt. Ann Lee-Roe’s “1,200.50” İzmir ferries ΟΔΟΣ (the two‑hour ones) didn’t sail;\u2028nor did GPT-6, ﬁnally: 3½ ½ x² 𝟛.\n"


def test_a_word_stands_where_its_offsets_say() -> None:
    assert [TEXT[word.start : word.stop] for word in words(TEXT)] == [word.text for word in words(TEXT)]


def test_words_folded_together_are_as_if_each_were_folded_alone() -> None:
    assert [word.lower for word in words(TEXT)] == [fold(word.text) for word in words(TEXT)]


@pytest.mark.parametrize("start", range(0, len(TEXT), 3))
def test_words_within_a_part_are_those_of_the_part_alone(start: int) -> None:
    tokens = Tokens(TEXT)
    assert all(tokens.within(start, stop) == words(TEXT, start, stop) for stop in range(start, len(TEXT) + 1))


@pytest.mark.parametrize("start", range(0, len(TEXT), 3))
def test_a_part_has_the_words_that_it_has_as_a_text_of_its_own(start: int) -> None:
    tokens = Tokens(TEXT)
    parts = [(stop, TEXT[start:stop]) for stop in range(start, len(TEXT) + 1)]
    assert all(tokens.counted_from(start, stop) == words(part) for stop, part in parts)
    assert all(tokens.count(start, stop) == len(words(part)) for stop, part in parts)


def test_a_text_without_words_has_none() -> None:
    assert (words(" …\n"), capitals(words(""))) == ([], [])


def test_what_is_exactly_on_the_threshold_is_not_checkable() -> None:
    assert not is_checkable("fact", -0.9, ["hedged", "schedule", "definition"])  # 0.2 - 0.9 - 0.7 + 0.8 + 0.6: binary makes it more than 0
