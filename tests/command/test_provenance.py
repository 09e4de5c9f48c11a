"""sources.csv beside documents says where they come from."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from api.command.provenance import provenances
from scoring.errors import BadRequest
from scoring.files import seed, seeds_folder


def _sidecar(folder: Path, text: str) -> Path:
    (folder / "sources.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_without_a_sidecar_says_nothing(tmp_path: Path) -> None:
    assert provenances(tmp_path) == {}


def test_columns_may_be_left_out_and_cells_empty(tmp_path: Path) -> None:
    found = provenances(_sidecar(tmp_path, "document_name,publisher,published_at\na.txt,Merrow Wire,2031-05-04T21:40:00+02:00\nb.txt,,\n"))
    assert found["a.txt"].publisher == "Merrow Wire"
    assert found["a.txt"].published_at == datetime.fromisoformat("2031-05-04T19:40:00Z")
    assert found["b.txt"].publisher is None
    assert found["b.txt"].published_at is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,publisher\na.txt,x\n", "unknown column name"),
        ("publisher\nx\n", "no column document_name"),
        ("", "no column document_name"),
        ("document_name,published_at\na.txt,May 4\n", "line 2: 'May 4' is no time with a zone"),
        ("document_name,published_at\na.txt,2031-05-04T21:40:00\n", "is no time with a zone"),
        ("document_name,publisher\na.txt,Wire,London\n", "line 2: the cells do not fit the header"),
        ("document_name,publisher\na.txt\n", "line 2: the cells do not fit the header"),
        ('document_name,publisher\na.txt,"x\n', "is no CSV"),
    ],
)
def test_a_sidecar_that_cannot_be_meant_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadRequest, match=message):
        provenances(_sidecar(tmp_path, text))


def test_the_samples_have_a_publisher_each_and_it_is_listed() -> None:
    folder = seeds_folder() / "documents"
    said = provenances(folder)
    names = {path.name for path in folder.iterdir()}
    assert set(said) <= names
    assert names - {"sources.csv"} == set(said)
    listed = {row["publisher"] for row in seed("publishers")}
    assert {one.publisher for one in said.values()} <= listed
