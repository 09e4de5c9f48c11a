"""Truth in tables of claims, on the gold of ../shared, which is no part of the project: without it these tests skip. Floors only rise."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from scoring.batch import documents_table, parse_batch, score_batch
from scoring.model import Received

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "structured"

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"{GOLD} is not here: the gold is no part of the project")

FLOORS = {"birthplaces": 0.92, "book": 0.90, "heritages": 0.90, "population": 0.89}
"""Share of things whose best-scored value is the true one; a majority vote reaches 0.86, 0.82, 0.89 and 0.84."""


@pytest.mark.parametrize("name", FLOORS)
def test_the_best_scored_value_is_the_true_one_as_often_as_before(name: str) -> None:
    [claims], [gold] = GOLD.glob(f"{name}.claims*"), GOLD.glob(f"{name}.gold*")
    received = Received(document_name=name, content=gzip.decompress(claims.read_bytes()), media_type="application/x-ndjson")
    judged = score_batch(parse_batch(documents_table([received])))["claims"].to_pylist()
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for claim in judged:
        key = (claim["object"], claim["attribute"])
        if key not in best or claim["score"] > best[key]["score"]:
            best[key] = claim
    wanted = [g for g in map(json.loads, gold.read_text(encoding="utf-8").splitlines()) if (g["object"], g["attribute"]) in best]
    right = sum(_is_right(best[g["object"], g["attribute"]]["value"], g, name) for g in wanted)
    assert right / len(wanted) >= FLOORS[name]


def _is_right(value: str, gold: dict[str, Any], name: str) -> bool:
    if value.lower() in {str(one).lower() for one in [gold["value"], *gold.get("path", [])]}:
        return True
    return name == "population" and abs(float(value) - float(gold["value"])) <= 0.01 * abs(float(gold["value"]))
