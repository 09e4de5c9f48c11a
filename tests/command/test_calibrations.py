"""`credibly quality` and `credibly fit`, as a user runs them on verdicts of their own."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from api.command import credibly
from scoring.calibration.world import Assumptions, world
from scoring.files import seed


def run(data: Path, *arguments: object) -> Result:
    return CliRunner().invoke(credibly, ["--data", str(data), *map(str, arguments)], env={"COLUMNS": "160"})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with data/, an export in tables/, and verdicts on claims by id and by words."""
    folder = tmp_path_factory.mktemp("verdicts")
    made = world(Assumptions(affairs=25))
    (folder / "in").mkdir()
    for document in made.documents:
        (folder / "in" / document.document_name).write_bytes(document.content)
    assert run(folder / "data", "ingest", folder / "in").exit_code == 0
    assert run(folder / "data", "export", folder / "tables").exit_code == 0
    claims = pq.read_table(folder / "tables" / "claims.parquet").to_pylist()
    once = Counter((row["document_name"], row["text"]) for row in claims)
    ids = {(row["document_name"], row["text"]): row["claim_id"] for row in claims}
    told = [one for one in made.told if once[one.document_name, one.text] == 1]
    by_id = "".join(f"{ids[one.document_name, one.text]},{str(one.true).lower()}\n" for one in told)
    (folder / "ids.csv").write_text("claim_id,label\n" + by_id)
    by_words = [json.dumps({"document": one.document_name, "text": one.text, "label": one.true}) for one in told]
    (folder / "words.jsonl").write_text("\n".join(by_words) + "\n")
    return folder


def test_verdicts_by_id_and_by_words_are_measured_alike(home: Path) -> None:
    by_id, by_words = (run(home / "data", "quality", home / name, "--json") for name in ("ids.csv", "words.jsonl"))
    assert by_id.exit_code == 0, by_id.output
    assert json.loads(by_id.stdout) == json.loads(by_words.stdout)


@pytest.mark.promise(18)
def test_quality_draws_the_reliability_curve_and_fills_a_page(home: Path, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# Ours\n\n<!-- quality -->\n<!-- /quality -->\n\nThe end.\n")
    result = run(home / "data", "quality", home / "ids.csv", "--picture", tmp_path / "curve.svg", "--into", tmp_path / "page.md")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "curve.svg").read_text().startswith("<svg ")
    assert result.stdout.strip() in (tmp_path / "page.md").read_text()


def test_quality_measures_an_export_as_it_does_the_data_folder(home: Path, tmp_path: Path) -> None:
    exported = run(tmp_path / "nothing", "quality", home / "ids.csv", "--export", home / "tables")
    assert exported.stdout == run(home / "data", "quality", home / "ids.csv").stdout


def test_quality_without_verdicts_measures_a_generated_world(tmp_path: Path) -> None:
    result = run(tmp_path / "nothing", "quality", "--affairs", 5)
    assert result.exit_code == 0, result.output
    assert "| prior " in result.stdout


def test_fit_writes_rules_of_the_same_names_and_says_how_well_they_do(home: Path, tmp_path: Path) -> None:
    result = run(home / "data", "fit", home / "ids.csv", "--output", tmp_path / "fitted.csv")
    assert result.exit_code == 0, result.output
    assert "fitted, on claims not fitted on" in result.stdout
    lines = [line for line in (tmp_path / "fitted.csv").read_text().splitlines() if not line.startswith("#")]
    assert [row["rule_id"] for row in csv.DictReader(lines)] == [row["rule_id"] for row in seed("rules")]


def test_fit_writes_the_same_rules_to_standard_output(home: Path, tmp_path: Path) -> None:
    run(home / "data", "fit", home / "words.jsonl", "--output", tmp_path / "fitted.csv")
    result = run(home / "data", "fit", home / "ids.csv")
    assert result.stdout == (tmp_path / "fitted.csv").read_text()
    assert "Brier score" in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("claim_id,label\nc_0,true\n", "1 labelled claims are not in this snapshot"),
        ("claim_id,label\nc_0,perhaps\n", "line 2: the label 'perhaps' is neither true or 1 or yes nor false or 0 or no"),
        ("claim,label\nc_0,true\n", "the columns are label, and claim_id or document and text"),
        ('{"label": true}\n', "line 1: give claim_id, or document and text"),
        ('{"label": true\n', "line 1 is not a JSON object"),
        ("claim_id,label\n", "holds no labels"),
    ],
)
def test_verdicts_that_cannot_be_used_are_named(home: Path, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "labels").write_text(io.StringIO(text).read())
    result = run(home / "data", "fit", tmp_path / "labels")
    assert result.exit_code == 1
    assert said in " ".join(result.stderr.split())


def test_a_claim_labelled_both_ways_is_refused(home: Path, tmp_path: Path) -> None:
    claim = (home / "ids.csv").read_text().splitlines()[1].split(",")[0]
    (tmp_path / "both.csv").write_text(f"claim_id,label\n{claim},true\n{claim},false\n")
    result = run(home / "data", "quality", tmp_path / "both.csv")
    assert result.exit_code == 1
    assert "both true and false" in result.stderr


def test_too_few_verdicts_are_refused(home: Path, tmp_path: Path) -> None:
    few = (home / "ids.csv").read_text().splitlines()[:12]
    (tmp_path / "few.csv").write_text("\n".join(few) + "\n")
    result = run(home / "data", "fit", tmp_path / "few.csv")
    assert result.exit_code == 1
    assert "label 20 of each at least" in result.stderr
