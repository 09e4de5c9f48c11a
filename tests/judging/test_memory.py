"""How much memory the tables of a judging take."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.database import connect


def test_what_takes_more_memory_than_judging_may_have_is_put_on_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("scoring.database.MEMORY", "60MB")
    with connect(threads=2, spill=str(tmp_path)) as con:
        con.execute("create temporary table words as select hash(i) as a, hash(i + 1) as b, hash(i + 2) as c from range(4000000) as r(i)")
        assert list(tmp_path.iterdir())
        assert con.execute("select count(*), count(distinct a) from (from words order by b)").fetchall() == [(4_000_000, 4_000_000)]
    assert not list(tmp_path.iterdir())
