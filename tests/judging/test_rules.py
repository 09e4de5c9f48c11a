"""Each rule fires where its cases in tests/rules/<rule_id>.toml say, and nowhere else in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Collection
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from scoring.batch import DOCUMENTS, parse_batch, score_batch
from scoring.database import connect
from scoring.errors import BadSeed
from scoring.files import seed, statements
from scoring.judging import scores
from scoring.judging.scores import missing_parts

CASES = Path(__file__).resolve().parent.parent / "rules"


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            found.append(pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}"))
    return found


@cache
def judged(documents: tuple[tuple[tuple[str, str], ...], ...]) -> dict[str, list[dict[str, Any]]]:
    rows = [{"media_type": None, "content": d["text"].encode(), **d} for d in map(dict, documents)]
    table = pa.Table.from_pylist(rows, schema=DOCUMENTS)
    tables = score_batch(parse_batch(table))
    return {name: tables[name].to_pylist() for name in ("claims", "contributions")}


@pytest.mark.parametrize(("rule_id", "case"), cases())
def test_a_rule_fires_as_its_cases_say(rule_id: str, case: dict[str, Any]) -> None:
    documents = tuple(
        tuple(sorted({**d, "document_name": f"{i}.{d.get('format', 'txt')}"}.items())) for i, d in enumerate(case["document"])
    )
    tables = judged(documents)
    document = f"{case.get('of', 0)}."
    matching = [c for c in tables["claims"] if case["claim"] in c["text"] and c["document_name"].startswith(document)]
    assert matching, f"no claim contains {case['claim']!r}; the claims are {[c['text'] for c in tables['claims']]}"
    found = [r for r in tables["contributions"] if r["claim_id"] == matching[0]["claim_id"] and r["rule_id"] == rule_id]
    assert bool(found) == case["fires"], f"section {matching[0]['section']}, unrated because {matching[0]['unrated_because']}"
    if "strength" in case:
        assert found[0]["strength"] == Decimal(case["strength"])
    for phrase in case.get("because", []):
        assert phrase in found[0]["because"]


ROWS = seed("rules")
FAMILIES = [row["family"] for row in seed("families")]


def without_cases(files: Collection[str], case_files: Collection[str]) -> list[str]:
    """What rules lack in tests/rules/, a line each."""
    return [
        *(
            f"sql/rules/{name}.sql has no tests/rules/{name}.toml: add cases where it fires and where it does not"
            for name in sorted(set(files) - set(case_files))
        ),
        *(
            f"tests/rules/{name}.toml has no sql/rules/{name}.sql: write the rule, or remove its cases"
            for name in sorted(set(case_files) - set(files))
        ),
    ]


def test_every_rule_has_a_row_a_statement_and_cases() -> None:
    missing = missing_parts(statements("rules"), ROWS, FAMILIES) + without_cases(
        statements("rules"), [path.stem for path in CASES.glob("*.toml")]
    )
    assert not missing, "; ".join(missing)


@pytest.mark.parametrize("rule_id", sorted(statements("rules")))
def test_a_rule_has_a_case_where_it_fires_and_one_where_it_does_not(rule_id: str) -> None:
    fires = {case["fires"] for case in tomllib.loads((CASES / f"{rule_id}.toml").read_text(encoding="utf-8"))["case"]}
    assert fires == ({True} if rule_id == "prior" else {True, False}), f"tests/rules/{rule_id}.toml needs the other"


def test_a_rule_without_its_row_is_named_with_the_remedy() -> None:
    assert missing_parts([*statements("rules"), "dated"], ROWS, FAMILIES) == [
        "sql/rules/dated.sql has no row in seeds/rules.csv: add one (rule_id,family,weight,title), or remove the file"
    ]


def test_a_rule_without_its_statement_is_named_with_the_remedy() -> None:
    files = set(statements("rules")) - {"corroborated"}
    assert missing_parts(files, ROWS, FAMILIES) == [
        "seeds/rules.csv lists corroborated, but there is no sql/rules/corroborated.sql: write it, or remove the row"
    ]


def test_a_rule_without_its_cases_is_named_with_the_remedy() -> None:
    assert without_cases(["corroborated", "dated"], ["corroborated"]) == [
        "sql/rules/dated.sql has no tests/rules/dated.toml: add cases where it fires and where it does not"
    ]


def test_a_rule_of_an_unknown_family_is_named_with_the_families_there_are() -> None:
    [line] = missing_parts(["dated"], [{"rule_id": "dated", "family": "dates", "weight": "0.5"}], FAMILIES)
    assert "dated has the unknown family 'dates'" in line
    assert all(family in line for family in FAMILIES)


@pytest.mark.parametrize("weight", ["", "much", "1,5", "1e3", "nan"])
def test_a_weight_that_is_no_number_of_bits_is_named(weight: str) -> None:
    [line] = missing_parts(["prior"], [{"rule_id": "prior", "family": "prior", "weight": weight}], FAMILIES)
    assert f"prior has the weight {weight!r}" in line


def test_a_rule_that_is_listed_twice_is_named() -> None:
    assert missing_parts(statements("rules"), [*ROWS, ROWS[0]], FAMILIES) == [
        f"seeds/rules.csv lists {ROWS[0]['rule_id']} twice: leave one of the two"
    ]


@pytest.mark.parametrize(("rule", "told"), [("selec 1", "LINE 2: selec 1"), ("select nothing from read_claims", "read_claims")])
def test_a_rule_that_cannot_run_is_named_with_the_line_of_its_file(rule: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scores, "statements", lambda _: {"loud": f"-- Claims that are loud.\n{rule}"})
    with connect() as con, pytest.raises(BadSeed, match=r"sql/rules/loud\.sql: ") as refused:
        scores.find(con)
    assert told in str(refused.value)


@pytest.mark.parametrize("strength", ["1.0001", "-0.5"])
def test_a_rule_with_a_strength_outside_0_to_1_is_named(strength: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = f"select 'c_1' as claim_id, {strength} as strength, 'it is loud' as because, ['0-9'] as evidence"
    monkeypatch.setattr(scores, "statements", lambda _: {"loud": rule})
    with connect() as con, pytest.raises(BadSeed, match=r"sql/rules/loud\.sql gives a strength outside 0 to 1"):
        scores.find(con)


def test_a_checkout_whose_rule_lacks_its_row_refuses_to_score_and_says_what_is_missing(tmp_path: Path) -> None:
    """On a copy of the checkout, through the command line: what somebody sees who adds a rule and forgets the row."""
    here = CASES.parents[1]
    for folder in ("api", "scoring", "sql", "seeds"):
        shutil.copytree(here / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(here / "pyproject.toml", tmp_path)
    (tmp_path / "sql" / "rules" / "dated.sql").write_text("select claim_id from rated", encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from api.command import main; main()",
        "--data",
        str(tmp_path / "data"),
        "ingest",
        str(tmp_path / "seeds/documents"),
    ]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "sql/rules/dated.sql has no row in seeds/rules.csv" in done.stdout + done.stderr
