"""What peers make of a world: every vote as it was given, one of each source."""

from __future__ import annotations

from bench.worlds.peers import count, majority, worths
from scoring.calibration.world import Told


def told(teller: str, value: int, *, denies: bool = False, comment: bool = False) -> Told:
    return Told(f"{teller}.txt", "It is so.", "f", value, denies, teller, comment, False)


VOTES = [told("a", 0), told("b", 0), told("c", 1), told("d", 1, denies=True), told("e", 1, comment=True), told("a", 1)]


def test_a_count_takes_the_first_word_of_each_source_and_subtracts_denials() -> None:
    assert count(VOTES) == {("f", "0"): 2, ("f", "1"): 1, ("f", "not 1"): -1}


def test_a_vote_is_the_share_of_all_sources_of_a_facet() -> None:
    assert majority(VOTES) == {("f", "0"): 0.4, ("f", "1"): 0.4, ("f", "not 1"): 0.2}


def test_comments_are_sources_or_none_as_is_asked() -> None:
    assert worths(count, VOTES, comments=True) == [2, 2, 1, -1, 1, 1]
    assert worths(count, VOTES, comments=False) == [2, 2, 0, 0, 0, 0]
