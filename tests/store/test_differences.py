"""Between two snapshots it is told which claims came and went, which scores moved, and which rules moved them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from corpus import CORPUS

from scoring.errors import NotAnExport, UnknownThing
from scoring.model import ClaimChange
from scoring.snapshots import ClaimFilter
from scoring.store import Store, differences
from scoring.store.differences import difference, former_snapshot, place
from scoring.store.exports import Choice, export


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two snapshots: the agency's report alone, then with the newspaper's."""
    folder = tmp_path_factory.mktemp("grown") / "data"
    with Store(folder) as store:
        store.ingest(CORPUS[:1])
        store.publish()
        store.ingest(CORPUS[1:2])
        store.publish()
    return folder


def test_what_a_new_document_changes_is_told_with_the_rules_that_did(grown: Path) -> None:
    found = difference(former_snapshot(grown), place(grown, None))
    assert {claim.document_name for claim in found.added} == {"courier.txt"}
    assert found.removed == []
    assert all(claim.document_name == "agency.txt" and claim.earlier != claim.later for claim in found.moved)
    moving = {rule.rule_id for claim in found.moved for rule in claim.rules}
    assert moving & {"corroborated", "echoed"}
    assert moving <= {rule.rule_id for rule in found.rules}


def test_backwards_everything_is_the_other_way_round(grown: Path) -> None:
    before, after = former_snapshot(grown), place(grown, None)
    there, back = difference(before, after), difference(after, before)
    assert [claim.claim_id for claim in there.added] == [claim.claim_id for claim in back.removed]
    assert {(m.claim_id, m.earlier, m.later) for m in there.moved} == {(m.claim_id, m.later, m.earlier) for m in back.moved}


def test_a_snapshot_does_not_differ_from_its_export_in_another_format(grown: Path, tmp_path: Path) -> None:
    export(grown, tmp_path / "out", Choice(format="csv"))
    found = difference(tmp_path / "out", place(grown, None))
    assert (found.added, found.removed, found.moved, found.rules) == ([], [], [], [])


def test_a_snapshot_is_found_by_the_beginning_of_its_id(grown: Path) -> None:
    current = place(grown, None)
    assert place(grown, current.name[:8]) == current
    with pytest.raises(UnknownThing, match=current.name):
        place(grown, "zzzz")


def test_a_part_of_a_snapshot_cannot_be_compared(grown: Path, tmp_path: Path) -> None:
    export(grown, tmp_path / "out", Choice(claims=ClaimFilter(rated=True)))
    with pytest.raises(NotAnExport, match="only a part"):
        difference(tmp_path / "out", place(grown, None))


def test_the_changes_page_by_page_done_to_the_earlier_claims_give_the_later_ones_each_once(
    grown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for earlier, later in ((former_snapshot(grown), place(grown, None)), (place(grown, None), former_snapshot(grown))):
        for at_most, window in ((1000, 200_000), (2, 200_000), (2, 3), (1, 1)):
            monkeypatch.setattr(differences, "WINDOW", window)
            given = list(_pages(earlier, later, at_most))
            ids = [one.claim.claim_id for one in given]
            assert ids == sorted(set(ids))
            claims = _claims(earlier)
            for one in given:
                assert (one.claim.claim_id in claims) == (one.change != "added")
                assert one.earlier_score == claims.pop(one.claim.claim_id, {"score": None})["score"]
                if one.change != "removed":
                    claims[one.claim.claim_id] = msgspec.to_builtins(one.claim)
            assert claims == _claims(later)


def test_a_change_of_score_tells_the_rules_that_moved_it(grown: Path) -> None:
    moved = [one for one in _pages(former_snapshot(grown), place(grown, None), 10) if one.change == "changed" and one.earlier_score]
    assert any(one.earlier_score != one.claim.score for one in moved)
    assert all(one.rules for one in moved if one.earlier_score != one.claim.score)
    assert all(rule.earlier != rule.later for one in moved for rule in one.rules)


def test_nothing_changes_from_a_snapshot_to_itself(grown: Path) -> None:
    assert list(_pages(place(grown, None), place(grown, None), 10)) == []


def _pages(earlier: Path, later: Path, at_most: int) -> Iterator[ClaimChange]:
    after = None
    while True:
        page, after = differences.changes(earlier, later, after, at_most)
        assert len(page) <= at_most
        yield from page
        if after is None:
            return


def _claims(folder: Path) -> dict[str, Any]:
    rows = pq.read_table(folder / "tables" / "claims.parquet").to_pylist()
    return {row["claim_id"]: {**row, "bits": None if row["bits"] is None else float(row["bits"])} for row in rows}
