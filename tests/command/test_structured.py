"""`ingest --structured` takes tables of claims; `export`, `verify` and `explain` know them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from api.command import credibly

SHEET = """source,object,attribute,value
Quay Board,Ferry 12,departs,14:05
Velm Lines,Ferry 12,departs,14:05
Harbour Watch,Ferry 12,departs,16:40
Quay Board,Ferry 13,departs,
"""
COPIERS = "".join(f"{source},Ferry {n},berth,X{n}\n" for source in ("Feed", "Mirror") for n in range(20))
OTHERS = "".join(f"{source},Ferry {n},berth,{n}\n" for source in ("Ann", "Bo", "Cy") for n in range(20))


def run(data: Path, *arguments: object) -> Result:
    return CliRunner().invoke(credibly, ["--data", str(data), *map(str, arguments)], env={"COLUMNS": "160"})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "ferries.csv").write_text(SHEET)
    return tmp_path / "data"


def test_rows_become_claims_and_a_bad_row_is_named_without_failing(data: Path, tmp_path: Path) -> None:
    result = run(data, "ingest", "--structured", tmp_path / "ferries.csv")
    assert result.exit_code == 0, result.output
    assert f"skipped  {tmp_path / 'ferries.csv'}: row 4: no value" in result.stdout
    assert "1 document stored, 0 failed, 3 claims" in result.stdout


def test_the_same_table_again_is_stored_already(data: Path, tmp_path: Path) -> None:
    run(data, "ingest", "--structured", tmp_path / "ferries.csv")
    assert "(1 stored before)" in run(data, "ingest", "--structured", tmp_path / "ferries.csv").stdout


def test_a_table_without_its_columns_fails_and_names_them(data: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("who,what\nA,B\n")
    result = run(data, "ingest", "--structured", tmp_path / "other.csv")
    assert result.exit_code == 1
    assert "a table of claims has the columns source, object, attribute, value, and this one has who, what" in result.stdout


def test_several_files_folders_and_compressed_ones_are_taken(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(b'{"source": "Ann", "object": "Raft", "attribute": "berth", "value": 3}\n'))
    (folder / "notes.txt").write_text("no table")
    result = run(data, "ingest", "--structured", tmp_path / "ferries.csv", folder)
    assert "2 documents stored, 0 failed, 4 claims" in result.stdout
    assert "notes.txt: .txt is not taken from a folder" in result.stdout


def test_the_export_has_source_object_attribute_value_and_verifies(data: Path, tmp_path: Path) -> None:
    run(data, "ingest", "--structured", tmp_path / "ferries.csv")
    run(data, "export", tmp_path / "out")
    claims = pq.read_table(tmp_path / "out" / "claims.parquet").to_pylist()
    told = {(c["source"], c["object"], c["attribute"], c["value"]) for c in claims}
    assert ("Harbour Watch", "Ferry 12", "departs", "16:40") in told
    assert all(c["score"] is not None and c["section"] == "table" and c["document_name"] == "ferries.csv" for c in claims)
    for folder in ([], [tmp_path / "out"]):
        assert "all as it was written" in run(data, "verify", *folder).stdout


def test_an_explanation_shows_the_other_values_and_who_states_them(data: Path, tmp_path: Path) -> None:
    run(data, "ingest", "--structured", tmp_path / "ferries.csv")
    shown = run(data, "explain", "16:40").stdout
    assert "stands in  the table of ferries.csv" in shown
    assert "What is said of Ferry 12, departs:" in shown
    assert "14:05: Quay Board (0." in shown
    told = json.loads(run(data, "explain", "16:40", "--json").stdout)
    assert [said["source_name"] for said in told["values"]] == ["Quay Board", "Velm Lines", "Harbour Watch"]


def test_an_explanation_names_the_sources_that_copy_each_other(data: Path, tmp_path: Path) -> None:
    (tmp_path / "berths.csv").write_text("source,object,attribute,value\n" + OTHERS + COPIERS)
    run(data, "ingest", "--structured", tmp_path / "berths.csv")
    assert "one vote, since they copy: Feed, Mirror" in run(data, "explain", "Ferry 7, berth: X7 (Feed)").stdout


def test_a_table_that_is_removed_leaves_nothing_behind(data: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge was closed on Monday, the mayor said.")
    run(data, "ingest", tmp_path / "a.txt")
    before = run(data, "publish").stdout
    run(data, "ingest", "--structured", tmp_path / "ferries.csv")
    run(data, "remove", "ferries.csv")
    assert run(data, "publish").stdout == before


def test_tables_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "ferries.csv").write_text(SHEET)
    (tmp_path / "berths.csv").write_text("source,object,attribute,value\n" + OTHERS + COPIERS)
    files = [tmp_path / "ferries.csv", tmp_path / "berths.csv"]
    for name, order in (("one", files), ("other", files[::-1])):
        for file in order:
            run(tmp_path / name, "ingest", "--structured", file)
        run(tmp_path / name, "export", tmp_path / f"{name}-out")
    written = [{p.name: p.read_bytes() for p in (tmp_path / f"{name}-out").iterdir()} for name in ("one", "other")]
    assert written[0] == written[1]


def test_a_lost_working_database_is_rebuilt_from_the_log_with_its_tables(data: Path, tmp_path: Path) -> None:
    run(data, "ingest", "--structured", tmp_path / "ferries.csv")
    before = run(data, "publish").stdout
    (data / "working.duckdb").unlink()
    assert run(data, "publish").stdout == before
