"""Publishing again after an edit of weights, rules or lists: quick where it can be, and the same to the byte as judging everything anew."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from corpus import CORPUS

from scoring import files
from scoring.errors import DamagedData
from scoring.judging import judge
from scoring.judging.rescoring import scoring_statements, written
from scoring.model import Received
from scoring.store import Store
from scoring.store.publication import Stages, publish

TABLE = b"source,object,attribute,value\nQuay Almanac,Astrel,height,40 m\nPier Register,Astrel,height,40 m\nTide Log,Astrel,height,55 m\n"

PUBLISH = """
import sys
from pathlib import Path
from scoring.store import Store, exports
import scoring.store
def judged(*given, **named):
    print("judged")
    return judge(*given, **named)
judge, scoring.store.judge = scoring.store.judge, judged
with Store(Path(sys.argv[1]), print) as store:
    store.publish()
exports.export(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stored")
    with Store(folder) as store:
        store.ingest([*CORPUS, Received(document_name="heights.csv", content=TABLE, media_type="text/csv")])
        store.publish()
    return folder


def checkout(folder: Path) -> Path:
    """A copy of the library with its seeds and statements, to be edited."""
    home = Path(files.__file__).parents[1]
    for name in ("scoring", "sql", "seeds"):
        shutil.copytree(home / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "documents"))
    shutil.copy(home / "pyproject.toml", folder)
    return folder


def published(home: Path, data: Path, out: Path) -> tuple[str, dict[str, bytes]]:
    """What publishing by an edited copy says, and the files of its export."""
    done = subprocess.run([sys.executable, "-c", PUBLISH, str(data), str(out)], cwd=home, check=True, capture_output=True, text=True)
    return done.stdout, {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def heavier(home: Path) -> None:
    edited(home / "seeds" / "rules.csv", "corroborated,corroboration,2.500", "corroborated,corroboration,1.750")
    edited(home / "seeds" / "rules.csv", "values_exclude,contradiction,-6.000", "values_exclude,contradiction,-2.000")


def fainter(home: Path) -> None:
    edited(home / "sql" / "rules" / "section_main.sql", "1.0 as strength", "0.5 as strength")


def one_more(home: Path) -> None:
    (home / "sql" / "rules" / "loud.sql").write_text(
        "-- Claims with the word quay.\nselect claim_id, 0.25 as strength, 'quay' as because, [claim_id] as evidence\n"
        "from read_claims where contains(text, 'quay') and checkable\n"
    )
    with (home / "seeds" / "rules.csv").open("a") as rules:
        rules.write("loud,section,0.125,Tells of the quay\n")


def on_records(home: Path) -> None:
    """A rule that looks at what records are made of, which is made anew for it."""
    (home / "sql" / "rules" / "loud.sql").write_text(
        "-- Claims whose source was tried elsewhere.\nselect claim_id, 0.25 as strength, 'tried' as because, [claim_id] as evidence\n"
        "from rated where claim_id in (select w.claim_id from own_words as w inner join tried as t on w.source_id = t.source_id)\n"
    )
    with (home / "seeds" / "rules.csv").open("a") as rules:
        rules.write("loud,section,0.125,Its source was tried\n")


def other_grounds(home: Path) -> None:
    edited(home / "seeds" / "utterances.csv", "established_carrier,1.500", "established_carrier,0.750")
    edited(home / "seeds" / "rules.csv", "section_main,section,0.800", "section_main,section,0.250")


def another_concept(home: Path) -> None:
    with (home / "seeds" / "publishers.csv").open("a") as publishers:
        columns = next(line for line in files.seed("publishers")).keys()
        row = {"publisher": "Tide Log", "family": "Tide Log", "established": "yes"}
        publishers.write(",".join(row.get(column, "") for column in columns) + "\n")


@pytest.mark.parametrize(
    ("edit", "judged"),
    [(heavier, False), (fainter, False), (one_more, False), (on_records, False), (other_grounds, False), (another_concept, True)],
)
def test_publishing_after_an_edit_gives_the_same_bytes_as_judging_everything_anew(
    stored: Path, tmp_path: Path, edit: object, judged: bool
) -> None:
    home, quick, slow = checkout(tmp_path / "home"), tmp_path / "quick", tmp_path / "slow"
    edit(home)  # type: ignore[operator]
    shutil.copytree(stored, quick)
    shutil.copytree(stored, slow, ignore=shutil.ignore_patterns("snapshots", "CURRENT"))
    said, rescored = published(home, quick, tmp_path / "out")
    assert ("judged" in said) == judged
    assert published(home, slow, tmp_path / "anew") == ("judged\n", rescored)


def test_a_damaged_snapshot_is_not_scored_again_but_made_anew(stored: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(stored, data)
    [damaged] = (data / "snapshots").glob("*/tables/passages.parquet")
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    messages: list[str] = []
    with Store(data, messages.append) as store:
        store.publish()
    assert any("judging everything anew" in message for message in messages)
    assert damaged.read_bytes() == next((stored / "snapshots").glob("*/tables/passages.parquet")).read_bytes()


def test_rows_with_one_key_are_not_published(stored: Path, tmp_path: Path) -> None:
    shutil.copytree(stored, tmp_path / "data")
    with Store(tmp_path / "data") as store:
        readings, prepared = store._stored()
    judged = judge(readings, prepared)
    twice = {
        **judged.tables,
        "contributions": pa.concat_tables([judged.tables["contributions"].slice(0, 1), judged.tables["contributions"]]),
    }
    with pytest.raises(DamagedData, match="two rows of contributions have one claim_id, rule_id"):
        publish(judged._replace(tables=twice), readings, tmp_path / "new", Stages("", "", "", ""))
    assert not list((tmp_path / "new" / "snapshots").iterdir())


def test_another_document_is_judged_with_all_others(stored: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(stored, data)
    with Store(data) as store:
        before = store.publish()
        store.ingest([Received(document_name="more.txt", content=b"The ferry line to Astrel was suspended on Monday.")])
        after = store.publish()
    assert after.documents == before.documents + 1


def test_scoring_writes_no_table_that_matching_made() -> None:
    assert not {"propositions", "links", "assertions", "origins", "derivations"} & set(written())
    assert not any(name.startswith(("match/", "flatten/")) for name in scoring_statements())
