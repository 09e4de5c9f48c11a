"""What an attacker reaches, by the attacks of bench/attacks on a small scale: the bounds of docs/method.md."""

from __future__ import annotations

import pytest

from bench.attacks import (
    ATTACKS,
    BOUND,
    Aim,
    Attack,
    Moved,
    aims,
    citation_loops,
    copies,
    hedge_stripping,
    light_edits,
    paraphrases,
    stories,
    tried,
)
from bench.attacks.stories import Paper, written

FEW, MANY = 10, 40
"""Documents for one target; docs/attacks.md has more."""
SAME_AS_FEW = 0.01


def first(direction: str) -> list[Aim]:
    """One story is enough here."""
    return aims(direction)[:1]


def furthest(moved: list[Moved]) -> float:
    return max(m.by for m in moved)


@pytest.mark.promise(15)
@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize("name", ATTACKS)
def test_no_attack_moves_a_score_by_more_than_a_twentieth(name: str, direction: str) -> None:
    assert furthest(tried(ATTACKS[name], first(direction), FEW)) <= BOUND


@pytest.mark.promise(15)
def test_copies_without_hedges_do_not_move_the_hedged_claim() -> None:
    assert furthest(tried(hedge_stripping, first("guess"), FEW)) <= BOUND


@pytest.mark.promise(15)
@pytest.mark.parametrize("direction", ["up", "down"])
def test_many_copies_move_a_score_no_more_than_few(direction: str) -> None:
    few, many = (tried(copies, first(direction), n) for n in (FEW, MANY))
    assert all(abs(a.after - b.after) <= SAME_AS_FEW for a, b in zip(few, many, strict=True))


def test_edited_denials_cannot_draw_a_claim_to_a_small_part_of_it() -> None:
    votes = [aim for aim in aims("down") if "votes" in aim.target]
    assert furthest(tried(light_edits, votes, FEW)) <= BOUND


@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_count_of_documents_falls_to_the_same_attack(direction: str) -> None:
    assert all(m.count_flips for m in tried(paraphrases, first(direction), FEW))


@pytest.mark.parametrize("direction", ["up", "down"])
def test_the_attackers_wordings_are_understood(direction: str) -> None:
    """A bound that held because nobody saw that the documents speak of the claim would hold nothing."""
    assert all(m.by > 0 for m in tried(paraphrases, first(direction), FEW))


def test_targets_are_what_they_are_taken_for() -> None:
    """The reported claims stand well above the rumours before anybody attacks."""
    up, down = (tried(copies, aims(direction), 1) for direction in ("up", "down"))
    assert len(stories()) == len(up) == len(down)
    assert min(m.before for m in down) > max(m.before for m in up) + BOUND


@pytest.mark.parametrize(("story", "attack"), [(1, citation_loops), (3, light_edits)])
def test_a_flood_in_other_words_does_not_hide_an_established_denial(story: int, attack: Attack) -> None:
    aim = aims("down")[story]
    denial = Paper(written("s1-official", f"It was checked. {aim.story.denials[1]}", "Orlesse Herald"))
    calm = tried(lambda _, __: [denial], [aim], 0)[0].after
    assert abs(tried(lambda of, n: [denial, *attack(of, n)], [aim], 60)[0].after - calm) <= BOUND
