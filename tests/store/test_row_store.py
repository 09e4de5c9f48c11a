"""What is served beside the tables follows them: the row store and the search go with every publication, and verify looks at the former."""

from __future__ import annotations

import shutil
import sqlite3
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from corpus import CORPUS

from scoring.judging.rescoring import rescore
from scoring.queries.asking import Asked, question
from scoring.queries.fields import CLAIMS
from scoring.queries.lookups import FILE, opened
from scoring.snapshots import Snapshot, Snapshots
from scoring.store import Store
from scoring.store.publication import noted_stages, republish
from scoring.store.verification import verify


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stored")
    with Store(folder) as store:
        store.ingest(CORPUS)
        store.publish()
    return folder


def found(snapshot: Snapshot, **asked: str) -> list[str]:
    return [text for (text,) in snapshot.listed(question(CLAIMS, Asked(select="text", **asked)), None, 1000).rows]


def test_scores_made_anew_are_looked_up_and_searched_like_those_judged(stored: Path, tmp_path: Path) -> None:
    data = shutil.copytree(stored, tmp_path / "data")
    before = Snapshots(data).current()
    stages = noted_stages(before.folder)
    assert stages
    tables = rescore(before.folder / "serve.duckdb", "all", weights={"section_main": Decimal("-1.5")})
    republish(tables, before.folder, data, stages)
    after = Snapshots(data).current()
    assert after.manifest.snapshot_id != before.manifest.snapshot_id
    for claim_id, text in after.listed(question(CLAIMS, Asked(select="claim_id,text")), None, 1000).rows:
        assert after.looked_up(claim_id) == msgspec.json.encode(after.claim(claim_id))
        words = " ".join(text.split()[:3])
        assert found(after, search=words) == found(before, search=words)
        assert text in found(after, search=words)
    assert not verify(data).problems


def test_verify_names_a_row_store_that_is_not_as_the_tables_have_it(stored: Path, tmp_path: Path) -> None:
    data = shutil.copytree(stored, tmp_path / "data")
    path = Snapshots(data).current().folder / FILE
    with sqlite3.connect(path) as rows:
        rows.execute("update claims set claim = replace(claim, '0.', '0.9') where place = (select max(place) from claims)")
    rows.close()
    assert any(FILE in problem and "not as the tables have it" in problem for problem in map(str, verify(data).problems))
    with sqlite3.connect(path) as rows:
        rows.execute("delete from claims where place = (select max(place) from claims)")
    rows.close()
    assert any("the same claims" in problem for problem in map(str, verify(data).problems))
    path.unlink()
    assert any("missing" in problem for problem in map(str, verify(data).problems))


def test_a_row_store_of_a_former_layout_is_passed_over(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as rows:
        rows.execute("create table claims (claim_id text primary key, claim text not null) without rowid")
    rows.close()
    assert opened(tmp_path / FILE) is None
