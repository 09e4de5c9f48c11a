"""`annotate --jsonl` answers each record with one line, in order, at once, whatever the record is."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from api.command import credibly


def _answers(*records: object) -> list[dict[str, object]]:
    lines = "".join((record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records)
    result = CliRunner().invoke(credibly, ["annotate", "--jsonl"], input=lines)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_plain_text_comes_back_unchanged_and_spans_count_its_characters() -> None:
    text = "  The “bridge” was closed 🚧 on Monday.\r\n\r\nIt may reopen, the mayor said.\u2028\n"
    (answer,) = _answers({"id": "a", "text": text})
    assert answer["text"] == text
    assert all(claim["text"] == text[claim["start"] : claim["stop"]] for claim in answer["claims"])
    assert [claim["text"] for claim in answer["claims"]] == ["The “bridge” was closed 🚧 on Monday.", "It may reopen, the mayor said."]


def test_the_answer_has_the_documented_fields() -> None:
    (answer,) = _answers({"id": 7, "text": "Nearly 40 ferries may sail, said Ilse Varnow."})
    assert set(answer) == {"id", "text", "passages", "claims"}
    assert {"start", "stop", "section", "comment", "speaker", "because"} <= set(answer["passages"][0])
    claim = answer["claims"][0]
    assert {"start", "stop", "text", "section", "kind", "checkable", "check_worthiness", "certainty"} <= set(claim)
    assert {"start", "stop", "kind", "cue", "holder"} <= set(claim["mentions"][0])
    assert {"start", "stop", "value", "unit", "approximate"} <= set(claim["quantities"][0])
    source = claim["attributions"][0]
    fields = {"source", "source_kind", "source_start", "source_stop", "cue_start", "cue_stop", "content", "direct", "implicit", "depth"}
    assert fields <= set(source)


def test_html_and_markdown_come_back_as_the_text_that_was_extracted() -> None:
    html, markdown = _answers({"id": 1, "html": "<p>Exports <b>fell</b>.</p>"}, {"id": 2, "markdown": "# News\n\nExports **fell**."})
    assert html["text"].strip() == "Exports fell."
    assert "**" not in markdown["text"]


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ("{", "line 2 is not JSON"),
        ("[]", "line 2 is not a JSON object"),
        ("[" * 100_000, "line 2 is not JSON"),
        ({"id": "x"}, "exactly one of text, html, markdown"),
        ({"id": "x", "text": "a", "html": "b"}, "exactly one of text, html, markdown"),
        ({"id": "x", "text": 5}, "as a string"),
        ({"id": "x", "text": ""}, "empty"),
        ({"id": "x", "text": "\ud800"}, "invalid UTF-8"),
    ],
)
def test_a_record_that_cannot_be_read_is_answered_and_the_next_one_too(record: object, why: str) -> None:
    before, bad, after = _answers({"id": 1, "text": "Tea was sold."}, record, {"id": 3, "text": "Tea was sold."})
    assert why in bad["error"]
    assert (bad["text"], bad["passages"], bad["claims"]) == ("", [], [])
    assert (before["id"], after["id"]) == (1, 3)
    assert after["claims"]


def test_an_answer_is_one_line_for_readers_that_break_at_other_line_ends() -> None:
    record = json.dumps({"id": "a", "text": "Tea was sold.\u2028\u2029\x85\x0c Ink too."})
    result = CliRunner().invoke(credibly, ["annotate", "--jsonl"], input=record + "\n")
    assert len(result.stdout.splitlines()) == 1


def test_an_answer_comes_before_the_next_record_is_sent() -> None:
    command = [sys.executable, "-c", "from api.command import main; main()", "annotate", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "text": "Tea was sold."}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()


def test_a_closed_pipe_is_quiet() -> None:
    command = "from api.command import main; main()"
    records = (json.dumps({"id": 1, "text": "Tea was sold."}) + "\n") * 2_000
    with subprocess.Popen(
        [sys.executable, "-c", command, "annotate", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.close()
        _, errors = process.communicate(records.encode())
    assert errors == b""


def test_files_are_shown_as_a_table(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("annotate") / "a.txt"
    path.write_text("The bridge may reopen, Ilse Varnow said.\n")
    result = CliRunner().invoke(credibly, ["annotate", str(path), str(path.with_name("gone.txt"))])
    assert result.exit_code == 1
    assert "Ilse Varnow" in result.stdout
    assert "gone.txt: no such file" in result.stderr


def test_archives_and_standard_input_are_shown_like_files() -> None:
    records = b'{"id": "a", "text": "The bridge may reopen, Ilse Varnow said."}\n{"id": "b", "text": "The ferry sank."}\n[]\n'
    result = CliRunner().invoke(credibly, ["annotate", "-"], input=records)
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines() if "claims" in line] == ["a", "b"]
    assert "failed   standard input: line 3: no JSON object" in result.stderr


def test_sections_shows_each_passage_with_its_section_and_why(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("annotate") / "a.txt"
    article = (
        "The bridge over the Ardle was closed on Monday and nobody knows for how long, the council said in a statement to the press.\n\n"
    )
    path.write_text(article * 2 + "Comments\n\nAnn says:\n\nAbout time.\n")
    result = CliRunner().invoke(credibly, ["annotate", "--sections", str(path)], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert "comment 1" in result.stdout
    assert "Ann" in result.stdout
    assert "stands under" in result.stdout


def test_neither_files_nor_jsonl_is_wrong_use() -> None:
    assert CliRunner().invoke(credibly, ["annotate"]).exit_code == 2
