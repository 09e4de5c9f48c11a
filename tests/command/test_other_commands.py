"""export, verify, compare and the help: each says what it did and what went wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.command import COMMANDS, credibly


def _run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(credibly, list(arguments), input=text)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other")
    (folder / "a.txt").write_text("The bridge was closed on Monday, the mayor said.\n")
    assert _run("--data", str(folder / "data"), "ingest", str(folder / "a.txt")).exit_code == 0
    return folder / "data"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example_in_its_help(command: str) -> None:
    result = _run(command, "--help")
    assert result.exit_code == 0
    assert "Example: " in result.output


def test_an_export_says_what_it_wrote_and_verifies(data: Path, tmp_path: Path) -> None:
    exported = _run("--data", str(data), "export", str(tmp_path / "out"))
    assert exported.exit_code == 0, exported.output
    assert "claims.parquet" in exported.stdout
    assert "all as it was written" in _run("verify", str(tmp_path / "out")).stdout
    assert "all as it was written" in _run("--data", str(data), "verify").stdout


def test_damage_is_named_with_exit_code_1(data: Path, tmp_path: Path) -> None:
    _run("--data", str(data), "export", str(tmp_path / "out"))
    (tmp_path / "out" / "claims.parquet").write_bytes(b"PAR1")
    result = _run("verify", str(tmp_path / "out"), "--json")
    assert result.exit_code == 1
    assert any("claims.parquet" in problem["file"] for problem in json.loads(result.stdout)["problems"])


def test_an_export_into_a_folder_of_other_things_is_refused(data: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    result = _run("--data", str(data), "export", str(tmp_path))
    assert result.exit_code == 1
    assert "name a new or empty folder" in result.stderr


def test_pairs_of_sentences_are_compared_record_by_record() -> None:
    a = "The bridge to Astrel was closed on Monday."
    other = "The council voted against the pier."
    records = [{"id": 1, "a": a, "b": a}, {"id": 2, "a": a}, {"id": 3, "a": a, "b": other}, {"id": 4, "a": "", "b": ""}]
    result = _run("compare", "--jsonl", text="\n".join(map(json.dumps, records)) + "\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2, 3, 4]
    assert [answer["relation"] for answer in answers] == ["same", "unrelated", "unrelated", "unrelated"]
    assert all(set(answer) == {"id", "relation", "similarity", "because"} for answer in answers)


def test_pairs_of_documents_are_compared_record_by_record() -> None:
    a = "The bridge to Astrel was closed on Monday. Forty passengers waited on the quay for three hours without any news."
    result = _run("compare", "--jsonl", "--documents", text=json.dumps({"id": 1, "a": a, "b": a}) + "\n")
    assert json.loads(result.stdout)["derivation"] == "wholly"


def test_two_sentences_are_compared_in_words() -> None:
    result = _run("compare", "The bridge was closed on Monday.", "The bridge was not closed on Monday.")
    assert result.stdout.startswith("contradicts (similarity ")


@pytest.mark.parametrize("arguments", [[], ["one"], ["one", "two", "--jsonl"], ["", "two"], ["one", " "]])
def test_half_a_comparison_is_wrong_use(arguments: list[str]) -> None:
    assert _run("compare", *arguments).exit_code == 2
