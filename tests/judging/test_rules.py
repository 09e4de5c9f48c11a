"""Each rule fires where its cases in tests/rules/<rule_id>.toml say, and nowhere else in them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from scoring.batch import DOCUMENTS, parse_batch, score_batch
from scoring.files import seed, statements

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


def test_every_rule_has_a_row_a_statement_and_cases_that_fire_and_that_do_not() -> None:
    files, rows = set(statements("rules")), {row["rule_id"] for row in seed("rules")}
    assert files == rows, f"a rule needs sql/rules/<rule_id>.sql and a row in seeds/rules.csv: {sorted(files ^ rows)} lacks one of them"
    for rule_id in sorted(files):
        path = CASES / f"{rule_id}.toml"
        assert path.is_file(), f"{rule_id} has no tests/rules/{rule_id}.toml"
        fires = {case["fires"] for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]}
        wanted = {True} if rule_id == "prior" else {True, False}
        assert fires == wanted, f"tests/rules/{rule_id}.toml needs a case where it fires and one where it does not"
