"""`explain` and `score` tell in words why a claim has its score."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.command import credibly

WIRE = "The harbour office closed the Astrel bridge on Monday, harbour master Ilse Varnow said.\nThe bridge may reopen in June.\n"
BLOG = "The harbour office did not close the Astrel bridge on Monday.\nWhy would it?\n"


def _run(data: Path, *arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(credibly, ["--data", str(data), *arguments], input=text)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "wire.txt").write_text(WIRE)
    (folder / "blog.txt").write_text(BLOG)
    assert _run(folder / "data", "ingest", str(folder)).exit_code == 0
    return folder / "data"


def test_the_ledger_sums_to_the_score_it_shows(data: Path) -> None:
    result = _run(data, "explain", "Ilse Varnow")
    assert result.exit_code == 0, result.output
    shown = [float(line.split()[0]) for line in result.stdout.splitlines() if line[:1] in "+-" and line[1:2].isdigit()]
    summed = next(line for line in result.stdout.splitlines() if line.startswith("sum"))
    assert sum(shown) == pytest.approx(float(summed.split()[1]), abs=0.005)
    assert float(summed.split()[-1]) == pytest.approx(1 / (1 + 2 ** -sum(shown)), abs=0.002)


def test_it_says_where_the_claim_stands_who_says_it_and_what_a_score_is_not(data: Path) -> None:
    told = _run(data, "explain", "Ilse Varnow").stdout
    assert "main text of wire.txt (publisher unknown)" in told
    assert "Ilse Varnow (named person)" in told
    assert "is no probability and never says that a claim is true" in " ".join(told.split())


def test_it_names_who_contradicts_it(data: Path) -> None:
    told = _run(data, "explain", "Ilse Varnow").stdout
    assert "Contradicted by:" in told
    assert "blog.txt" in told


def test_it_names_the_correction_that_withdraws_what_it_says(tmp_path: Path) -> None:
    note = "Correction: An earlier version of this story said that the ferry carried nine mules. It carried nine goats."
    (tmp_path / "log.txt").write_text(f"The ferry carried nine mules to Astrel on Monday.\n\n{note}\n")
    assert _run(tmp_path / "data", "ingest", str(tmp_path / "log.txt")).exit_code == 0
    told = _run(tmp_path / "data", "explain", "mules to Astrel").stdout
    assert "Still says what a correction withdrew" in told
    assert "log.txt: “Correction: An earlier version" in told.partition("Corrected by:")[2]


def test_words_that_several_claims_contain_list_them(data: Path) -> None:
    told = _run(data, "explain", "bridge").stdout
    assert told.count("c_") == 4
    assert "several claims contain these words" in told


def test_a_claim_that_is_not_rated_says_why(data: Path) -> None:
    assert "Not scored: a question asserts nothing." in _run(data, "explain", "Why would it").stdout


def test_an_id_works_as_well_as_words(data: Path) -> None:
    by_words = json.loads(_run(data, "explain", "--json", "Ilse Varnow").stdout)
    by_id = json.loads(_run(data, "explain", "--json", by_words["claim"]["claim_id"]).stdout)
    assert by_id == by_words
    assert sum(line["bits"] for line in by_id["contributions"]) == pytest.approx(by_id["bits"])


@pytest.mark.parametrize("asked", ["no such words", "c_0123456789abcdef"])
def test_what_is_not_stored_is_an_error_in_one_line(data: Path, asked: str) -> None:
    result = _run(data, "explain", asked)
    assert result.exit_code == 1
    assert result.stderr.startswith("credibly: no ")
    assert result.stderr.count("\n") == 1


def test_a_text_is_scored_against_what_is_stored_and_not_kept(data: Path) -> None:
    before = (data / "CURRENT").read_text(), (data / "log" / "received.jsonl").read_bytes()
    result = _run(data, "score", "-", text="The harbour office closed the Astrel bridge on Monday.\n")
    assert result.exit_code == 0, result.output
    assert "sum" in result.stdout
    assert ((data / "CURRENT").read_text(), (data / "log" / "received.jsonl").read_bytes()) == before


def test_a_record_is_scored_as_its_text_is(data: Path) -> None:
    text = "The harbour office closed the Astrel bridge on Monday.\n"
    scores = [json.loads(_run(data, "score", "--json", "-", text=sent).stdout)["claims"] for sent in (text, json.dumps({"text": text}))]
    assert scores[0][0]["claim"]["score"] == scores[1][0]["claim"]["score"]


@pytest.mark.parametrize(
    ("sent", "why"), [('{"text": "a"}\n{"text": "b"}\n', "holds more than one document"), ('{"a": 1}', "without a document")]
)
def test_a_file_without_exactly_one_document_is_refused(data: Path, sent: str, why: str) -> None:
    result = _run(data, "score", "-", text=sent)
    assert result.exit_code == 1
    assert result.stderr.startswith("credibly: ")
    assert why in result.stderr


def test_a_text_that_cannot_be_read_is_an_error(data: Path) -> None:
    result = _run(data, "score", "-", text="")
    assert result.exit_code == 1
    assert "empty" in result.stderr


@pytest.mark.parametrize("command", [["explain", "x"], ["serve"], ["export", "out"], ["score", "-"]])
def test_without_a_snapshot_every_command_says_how_to_make_one(tmp_path: Path, command: list[str]) -> None:
    result = _run(tmp_path / "none", *command)
    assert result.exit_code == 1
    assert "credibly" in result.stderr
    assert "ingest" in result.stderr
    assert not (tmp_path / "none").exists()
