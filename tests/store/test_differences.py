"""Between two snapshots it is told which claims came and went, which scores moved, and which rules moved them."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import CORPUS

from scoring.errors import NotAnExport, UnknownThing
from scoring.snapshots import ClaimFilter
from scoring.store import Store
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
