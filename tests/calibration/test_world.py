"""The generated world: the same every time, honest about its truth, and understood when it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from bench.worlds.peers import count, majority, value
from scoring.calibration import Told, judged, quality, told_examples
from scoring.calibration.measures import Example, auc
from scoring.calibration.world import Assumptions, world
from scoring.judging.origins import established

SMALL = Assumptions(affairs=25)


@pytest.fixture(scope="module")
def pairs() -> list[tuple[Told, Example]]:
    made = world(SMALL)
    return told_examples(judged(made), made.told)


def test_the_same_seed_gives_the_same_world_and_another_another() -> None:
    assert world(SMALL, 1) == world(SMALL, 1)
    assert {d.content for d in world(SMALL, 1).documents}.isdisjoint(d.content for d in world(SMALL, 2).documents)


def test_what_is_told_stands_in_its_document() -> None:
    made = world(SMALL)
    content = {document.document_name: document.content.decode() for document in made.documents}
    assert [told for told in made.told if told.text not in content[told.document_name]] == []


def test_nobody_copies_where_nobody_is_assumed_to() -> None:
    assert not any(told.copied for told in world(Assumptions(affairs=60, copying=0.0)).told)
    assert any(told.copied for told in world(Assumptions(affairs=60, copying=0.6)).told)


def test_its_established_outlets_are_those_of_the_list() -> None:
    publishers = {document.publisher for document in world(SMALL).documents}
    assert {name for name in publishers if established(name, "sender")} == {name for name in publishers if "Letter" not in (name or "")}


def test_nearly_all_that_is_told_is_read_and_rated(pairs: list[tuple[Told, Example]]) -> None:
    told = {(one.document_name, one.text) for one in world(SMALL).told}
    assert len(pairs) >= 0.9 * len(told)


def test_comments_are_told_from_articles(pairs: list[tuple[Told, Example]]) -> None:
    wrong = [told for told, example in pairs if told.comment != ("section_comment" in example.strengths)]
    assert len(wrong) <= 0.05 * len(pairs)


@pytest.mark.parametrize("peer", [count, majority])
def test_scores_order_claims_better_than_a_count_or_a_vote_that_reads_without_error(
    pairs: list[tuple[Told, Example]], peer: Callable[[Sequence[Told]], dict[tuple[str, str], float]]
) -> None:
    found = peer(world(SMALL).told)
    labels = [told.true for told, _ in pairs]
    area, of_peer = (
        auc([example.score for _, example in pairs], labels),
        auc([found.get((told.facet, value(told)), 0.0) for told, _ in pairs], labels),
    )
    assert area is not None
    assert of_peer is not None
    assert area >= of_peer + 0.05


def test_true_claims_score_higher_than_false_ones(pairs: list[tuple[Told, Example]]) -> None:
    found = quality([example for _, example in pairs], 0)
    assert found.fit.auc is not None
    assert found.fit.auc > 0.65
