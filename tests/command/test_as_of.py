"""Commands that ask for a time: ingest as of then, publish it, and see what was."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.command import credibly

CLAIM = "closed the Astrel bridge on Monday"
WIRE = f"The harbour office {CLAIM}. Two divers looked at the ropes in the evening, said Ilse Varnow.\n"
HERALD = "Engineers found cracks in both pillars. On Monday the harbour office closed the Astrel bridge.\n"
BLOG = "The harbour office did not close the Astrel bridge on Monday.\n"


def _run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(credibly, ["--data", str(data), *arguments])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wire story of day 1, another paper of day 2, a denial of day 3; published as of the end of each day."""
    folder = tmp_path_factory.mktemp("as of")
    for day, (name, text, publisher) in enumerate(
        [("wire.txt", WIRE, "Merrow Wire"), ("herald.txt", HERALD, "Orlesse Herald"), ("blog.txt", BLOG, "Harbour Notes")], 1
    ):
        (folder / name).write_text(text)
        result = _run(folder / "data", "ingest", str(folder / name), "--publisher", publisher, "--received-at", f"2025-03-0{day}T08:00Z")
        assert result.exit_code == 0, result.output
    return folder / "data"


def test_every_day_can_be_published_at_once(data: Path) -> None:
    told = _run(data, "publish", "--daily").stdout.splitlines()
    assert [line.split(":")[0] for line in told] == ["as of 2025-03-01T23", "as of 2025-03-02T23", "as of 2025-03-03T23"]


def test_a_claim_has_the_score_of_its_day(data: Path) -> None:
    scores = [json.loads(_run(data, "explain", CLAIM, "--as-of", f"2025-03-0{day}", "--json").stdout)["score"] for day in (1, 2, 3)]
    assert scores[0] < scores[1] > scores[2] > scores[0]


def test_the_history_names_what_moved_a_claim(data: Path) -> None:
    moments = json.loads(_run(data, "explain", CLAIM, "--history", "--json").stdout)["moments"]
    assert [[f"{one['change']} {one['document_name']}" for one in moment["documents"]] for moment in moments] == [
        [],
        ["came herald.txt"],
        ["came blog.txt"],
    ]
    assert [[one["rule_id"] for one in moment["moved"]] for moment in moments] == [[], ["corroborated"], ["disputed"]]


def test_what_moved_a_claim_adds_up_to_what_its_score_moved_by(data: Path) -> None:
    moments = json.loads(_run(data, "explain", CLAIM, "--history", "--json").stdout)["moments"]
    for before, now in pairwise(moments):
        assert sum(one["bits"] - one["before"] for one in now["moved"]) == pytest.approx(now["bits"] - before["bits"])


def test_the_history_reads_in_order_of_time(data: Path) -> None:
    told = _run(data, "explain", CLAIM, "--history").stdout
    assert told.index("2025-03-01 08:00Z until 2025-03-02 08:00Z") < told.index("came    herald.txt") < told.index("came    blog.txt")


def test_an_export_as_of_a_day_holds_what_was_there(data: Path, tmp_path: Path) -> None:
    manifest = json.loads(_run(data, "export", str(tmp_path / "out"), "--as-of", "2025-03-02", "--json").stdout)
    assert manifest["documents"] == 2


def test_a_text_is_scored_against_what_was_there(data: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("The harbour office closed the Astrel bridge on Monday.")
    rules = [
        {
            line["rule_id"]
            for line in json.loads(_run(data, "score", str(tmp_path / "text.txt"), "--as-of", day, "--json").stdout)["claims"][0][
                "contributions"
            ]
        }
        for day in ("2025-03-02", "2025-03-03")
    ]
    assert rules[1] - rules[0] == {"disputed"}


def test_a_time_that_is_not_published_names_the_command_that_publishes_it(tmp_path: Path, data: Path) -> None:
    told = _run(data, "explain", "bridge", "--as-of", "2025-02-01")
    assert (told.exit_code, "the first document came at 2025-03-01T08:00:00Z" in told.stderr) == (1, True)


def test_an_archive_out_of_order_is_refused_before_anything_is_stored(data: Path, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("The tram line to Brenna was opened in May.")
    refused = _run(data, "ingest", str(tmp_path / "old.txt"), "--received-at", "2025-03-02")
    assert (refused.exit_code, "in order of receipt" in refused.stderr) == (1, True)
