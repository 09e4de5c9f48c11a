"""The lines of SQL that docs/method.md gives recompute every score of an export, to the last digit."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from scoring.files import seeds_folder
from scoring.model import Received
from scoring.store import Store
from scoring.store.exports import export

ROOT = Path(__file__).resolve().parents[2]
TABLE = b"source,object,attribute,value\nQuay Almanac,Astrel,height,40 m\nPier Register,Astrel,height,40 m\nTide Log,Astrel,height,55 m\n"


def lines() -> str:
    """The statement under the heading "Recomputing every score"."""
    [found] = re.findall(r"^## Recomputing every score$.*?^```sql\n(.*?)^```$", (ROOT / "docs" / "method.md").read_text(), re.M | re.S)
    assert isinstance(found, str)
    return found


def test_the_statement_has_no_more_than_ten_lines() -> None:
    assert len(lines().splitlines()) <= 10


@pytest.mark.promise(23)
def test_the_statement_gives_the_same_digits_as_the_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = [path for path in sorted((seeds_folder() / "documents").iterdir()) if path.name != "sources.csv"]
    with Store(tmp_path / "data") as store:
        store.ingest([Received(document_name=path.name, content=path.read_bytes(), publisher="Merrow Wire") for path in samples])
        store.ingest([Received(document_name="heights.csv", content=TABLE, media_type="text/csv")])
        store.publish()
    export(tmp_path / "data", tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    rows = duckdb.connect().execute(lines()).fetchall()
    assert len(rows) > 100
    assert [row for row in rows if row[1] != row[2]] == []
