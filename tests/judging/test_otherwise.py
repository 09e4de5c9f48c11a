"""What a score rests on and what would change it is computed, not guessed: it is what publishing would give if it were so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from scoring.database import run
from scoring.files import seed
from scoring.judging.otherwise import Case, outcomes_of, word
from scoring.judging.rescoring import load_weights
from scoring.model import Explanation, Received
from scoring.snapshots import ClaimFilter, Snapshot, Snapshots
from scoring.store import Store

FAMILIES = {row["family"]: row["publisher"] for row in seed("publishers") if row["established"] == "yes"}
HOUSES = list(FAMILIES.values())[:6]

SAID = {
    "first.txt": "The Ardle council sold the old mill to Brenn Textiles on Monday for $3 million.",
    "second.txt": "On Monday the council of Ardle sold its old mill to Brenn Textiles. The price was $3 million.",
    "third.txt": "Brenn Textiles bought the old mill from the Ardle council on Monday. It possibly paid $3 million.",
    "denial.txt": "The Ardle council did not sell the old mill to Brenn Textiles on Monday.",
}
MORE = "On Monday the old mill was sold by the Ardle council to Brenn Textiles."
LEADING = "The Ardle council sold"


def received(name: str, text: str, house: int) -> Received:
    return Received(document_name=name, content=text.encode(), publisher=HOUSES[house])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("otherwise")
    with Store(folder) as store:
        store.ingest([received(name, text, house) for house, (name, text) in enumerate(SAID.items())])
        store.publish()
    return folder


@pytest.fixture(scope="module")
def snapshot(data: Path) -> Snapshot:
    return Snapshots(data).current()


def explained(snapshot: Snapshot, words: str = LEADING) -> Explanation:
    [claim] = snapshot.claims(ClaimFilter(text=words)).claims
    return snapshot.explanation(claim.claim_id, with_flip=True)


@pytest.fixture
def edited(data: Path, tmp_path: Path) -> Iterator[Store]:
    """The same documents in another folder, to be changed."""
    shutil.copytree(data, tmp_path / "edited")
    with Store(tmp_path / "edited") as store:
        yield store


def published(store: Store) -> Explanation:
    store.publish()
    return explained(Snapshots(store.folder).current())


def test_the_claim_has_support_and_opposition_to_try_things_on(snapshot: Snapshot) -> None:
    assert {line.rule_id for line in explained(snapshot).contributions} >= {"corroborated", "contradicted"}


@pytest.mark.promise(16)
@pytest.mark.parametrize("name", ["second.txt", "third.txt", "denial.txt"])
def test_without_an_origin_a_claim_has_the_score_it_would_have_if_its_document_were_removed(
    snapshot: Snapshot, edited: Store, name: str
) -> None:
    family = list(FAMILIES)[list(SAID).index(name)]
    [without] = [one for one in explained(snapshot).flip.alone if one.parts[0].name == family]  # type: ignore[union-attr]
    edited.remove(name)
    assert published(edited).score == without.score


@pytest.mark.promise(16)
def test_with_one_more_established_origin_it_has_the_score_that_such_a_document_would_give(snapshot: Snapshot, edited: Store) -> None:
    [change] = [change for change in explained(snapshot).flip.would_change if change.change == "supported"]  # type: ignore[union-attr]
    edited.ingest([received("more.txt", MORE, 4)])
    assert published(edited).score == change.score


@pytest.mark.promise(16)
def test_without_opposition_it_has_the_score_that_removing_all_denials_gives(snapshot: Snapshot, edited: Store) -> None:
    [change] = [change for change in explained(snapshot).flip.would_change if change.change == "unopposed"]  # type: ignore[union-attr]
    edited.remove("denial.txt")
    assert published(edited).score == change.score


@pytest.mark.promise(16)
def test_no_smaller_set_of_rules_or_origins_than_the_flip_distance_changes_the_word(snapshot: Snapshot) -> None:
    for claim in snapshot.claims(ClaimFilter(rated=True)).claims:
        flip = snapshot.explanation(claim.claim_id, with_flip=True).flip
        assert flip is not None
        parts = [one.parts[0] for one in flip.alone]
        sizes = range(1, flip.distance or len(parts) + 1)
        cases = [
            Case(
                silent=frozenset(part.id for part in some if part.kind == "rule"), gone=frozenset(p.id for p in some if p.kind == "origin")
            )
            for size in sizes
            for some in combinations(parts, size)
        ]
        with snapshot._connection.cursor() as con:
            load_weights(con, {})
            run(con, "otherwise/near", {"id": claim.claim_id, "most": 40})
            assert {word(outcome.score) for outcome in outcomes_of(con, claim.claim_id, [Case(), *cases])} == {flip.word}


@pytest.mark.promise(16)
def test_the_smallest_set_changes_the_word(snapshot: Snapshot) -> None:
    flips = [snapshot.explanation(claim.claim_id, with_flip=True).flip for claim in snapshot.claims(ClaimFilter(rated=True)).claims]
    found = [flip for flip in flips if flip and flip.smallest]
    assert found
    assert all(len(flip.smallest.parts) == flip.distance and flip.smallest.word != flip.word for flip in found)  # type: ignore[union-attr]


def test_a_claim_as_it_is_has_the_score_that_is_published(snapshot: Snapshot) -> None:
    for claim in snapshot.claims(ClaimFilter(rated=True)).claims:
        with snapshot._connection.cursor() as con:
            load_weights(con, {})
            run(con, "otherwise/near", {"id": claim.claim_id, "most": 40})
            assert outcomes_of(con, claim.claim_id, [Case()])[0].score == claim.score


def test_what_would_change_it_goes_by_the_weights_that_are_asked_for(snapshot: Snapshot) -> None:
    weighed = snapshot.weighed(weights="corroborated:0")
    [change] = [change for change in explained(weighed).flip.would_change if change.change == "contradicted"]  # type: ignore[union-attr]
    assert not [change for change in explained(weighed).flip.would_change if change.change == "supported"]  # type: ignore[union-attr]
    assert change.score < (explained(weighed).score or 0)


def test_a_claim_that_is_not_rated_rests_on_nothing(data: Path, tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest([received("asks.txt", "Why was the old mill sold to Brenn Textiles on Monday?", 0)])
        store.publish()
    snapshot = Snapshots(tmp_path).current()
    assert snapshot.explanation(snapshot.claims(ClaimFilter()).claims[0].claim_id, with_flip=True).flip is None
