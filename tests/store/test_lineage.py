"""What becomes of propositions as documents come and go: renamed, merged, split; and that it is all told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from scoring.model import PropositionChange, Received
from scoring.store import Store
from scoring.store.differences import difference, former_snapshot, lineage, place

CLOSED = "The council of Ardle closed the north bridge."
CRACKS = "On Tuesday an inspection found cracks in two pillars of the north bridge."
BOTH = "The council of Ardle closed the north bridge to lorries on Tuesday after an inspection found cracks in two pillars."
ALONE = "Marta Quell won the chess final in Brenn."


def document(name: str, text: str, publisher: str | None = None) -> Received:
    return Received(document_name=name, content=text.encode(), publisher=publisher)


def published(folder: Path, *steps: Sequence[Received]) -> Path:
    """A data folder with a snapshot for each step."""
    with Store(folder) as store:
        for step in steps:
            store.ingest(step)
            store.publish()
    return folder


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two propositions, then a claim of an established publisher that says both."""
    first = [document("a.txt", CLOSED), document("b.txt", CRACKS), document("c.txt", ALONE)]
    return published(tmp_path_factory.mktemp("joined") / "data", first, [document("d.txt", BOTH, "Merrow Wire")])


def statements(changes: Sequence[PropositionChange]) -> list[PropositionChange]:
    return [one for one in changes if one.kind == "statement"]


def test_a_claim_that_says_what_two_propositions_say_merges_them(joined: Path) -> None:
    told = statements(difference(former_snapshot(joined), place(joined, None)).propositions)
    assert [one.change for one in told] == ["merged", "merged"]
    assert {one.earlier_text for one in told} == {CLOSED, CRACKS}
    assert len({one.later_proposition_id for one in told}) == 1


def test_without_the_claim_that_joined_them_they_are_split_again(joined: Path) -> None:
    before, after = former_snapshot(joined), place(joined, None)
    there, back = (statements(difference(*two).propositions) for two in ((before, after), (after, before)))
    assert [one.change for one in back] == ["split", "split"]
    ids = {(one.earlier_proposition_id, one.later_proposition_id) for one in there}
    assert {(one.later_proposition_id, one.earlier_proposition_id) for one in back} == ids


def test_another_leading_claim_renames_a_proposition(tmp_path: Path) -> None:
    data = published(tmp_path / "data", [document("a.txt", CLOSED)], [document("d.txt", BOTH, "Merrow Wire")])
    [told] = statements(difference(former_snapshot(data), place(data, None)).propositions)
    assert (told.change, told.claims, told.earlier_text) == ("renamed", 1, CLOSED)


def test_what_stays_the_same_and_what_only_came_is_not_told(joined: Path, tmp_path: Path) -> None:
    told = difference(former_snapshot(joined), place(joined, None)).propositions
    assert all(ALONE not in (one.earlier_text, one.later_text) for one in told)
    data = published(tmp_path / "data", [document("a.txt", CLOSED)], [document("c.txt", ALONE, "Merrow Wire")])
    assert difference(former_snapshot(data), place(data, None)).propositions == []


def test_every_earlier_proposition_whose_claims_stayed_leads_to_where_they_are(joined: Path) -> None:
    before, after = former_snapshot(joined), place(joined, None)
    became = defaultdict(set)
    for one in difference(before, after).propositions:
        became[one.earlier_proposition_id].add(one.later_proposition_id)
    later = items(after)
    for place_of_words, proposition in items(before).items():
        assert later[place_of_words] in (became.get(proposition) or {proposition})


def items(snapshot: Path) -> dict[tuple[object, ...], str]:
    """The proposition of each stretch of words, by claim, place and kind."""
    kinds = {row["proposition_id"]: row["kind"] for row in pq.read_table(snapshot / "tables" / "propositions.parquet").to_pylist()}
    rows = pq.read_table(snapshot / "tables" / "assertions.parquet").to_pylist()
    return {(row["claim_id"], row["start"], row["stop"], kinds[row["proposition_id"]]): row["proposition_id"] for row in rows}


def test_pages_give_each_once_and_one_proposition_can_be_asked_for(joined: Path) -> None:
    before, after = former_snapshot(joined), place(joined, None)
    whole, end = lineage(before, after, None, None, 1000)
    assert whole
    assert end is None
    given: list[PropositionChange] = []
    at = None
    while True:
        page, at = lineage(before, after, None, at, 1)
        given += page
        if at is None:
            break
    assert given == whole
    one = whole[0].earlier_proposition_id
    assert lineage(before, after, one, None, 1000)[0] == [w for w in whole if one in (w.earlier_proposition_id, w.later_proposition_id)]


def test_nothing_becomes_of_propositions_from_a_snapshot_to_itself(tmp_path: Path) -> None:
    data = published(
        tmp_path / "data", [document("a.txt", f"{BOTH} It cost between 3 and 4 million crowns, or 3 to 4 million crowns, and {CLOSED}")]
    )
    assert lineage(place(data, None), place(data, None), None, None, 1000) == ([], None)
