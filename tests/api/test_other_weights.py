"""Other weights are tried without storing anything: what is asked is answered as if they had been published, and the answer names them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from scoring.errors import BadRequest, UnknownThing
from scoring.judging import judge
from scoring.snapshots import ClaimFilter, Snapshot, Snapshots
from scoring.store import Store
from scoring.store.verification import verify

WEIGHTS = "corroborated:0.125,section_main:-1.5,contradicted:-4"


@pytest.fixture(scope="module")
def snapshot(data: Path) -> Snapshot:
    return Snapshots(data).current()


def listed(client: httpx.Client, **asked: Any) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = client.get("/v1/claims", params={"limit": 1000, **asked}).raise_for_status().json()["claims"]
    return claims


@pytest.mark.promise(17)
@pytest.mark.parametrize(
    "asked", [{"profile": "strict"}, {"profile": "lenient"}, {"weights": WEIGHTS}, {"profile": "strict", "weights": WEIGHTS}]
)
def test_scores_under_other_weights_are_those_that_publishing_with_them_would_give(
    data: Path, snapshot: Snapshot, asked: dict[str, str]
) -> None:
    page = snapshot.weighed(**asked).claims(ClaimFilter(), limit=1000)
    with Store(data) as store:
        readings, prepared = store._stored()
    anew = judge(readings, prepared, weights={other.rule_id: Decimal(str(other.weight)) for other in page.profile.weights}).tables["claims"]
    assert {claim.claim_id: claim.score for claim in page.claims} == dict(
        zip(anew["claim_id"].to_pylist(), anew["score"].to_pylist(), strict=True)
    )


@pytest.mark.promise(17)
@pytest.mark.parametrize("path", ["", "/{id}", "/{id}/explanation"])
def test_the_profile_is_part_of_the_answer(client: httpx.Client, path: str) -> None:
    claim_id = listed(client, limit=1)[0]["claim_id"]
    asked = client.get("/v1/claims" + path.format(id=claim_id), params={"profile": "strict", "weights": "echoed:0.125"}).raise_for_status()
    told = asked.json()["profile"]
    assert told["name"] == "strict"
    assert {"rule_id": "echoed", "weight": 0.125, "usual": 0.25} in told["weights"]


@pytest.mark.promise(17)
def test_without_other_weights_the_profile_is_the_default_and_no_weight_differs(client: httpx.Client) -> None:
    assert client.get("/v1/claims").json()["profile"] == {"name": "default", "weights": []}


@pytest.mark.promise(17)
def test_trying_other_weights_stores_nothing(data: Path) -> None:
    files = {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}
    Snapshots(data).current().weighed("lenient", WEIGHTS).claims(ClaimFilter())
    assert {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()} == files
    assert not verify(data).problems


def test_the_ledger_of_an_explanation_sums_under_other_weights_to_the_score_it_gives(snapshot: Snapshot) -> None:
    weighed = snapshot.weighed(weights=WEIGHTS)
    rated = weighed.claims(ClaimFilter(rated=True, section="main")).claims[0]
    explanation = weighed.explanation(rated.claim_id)
    assert sum(Decimal(str(line.bits)) for line in explanation.contributions) == Decimal(str(explanation.bits))
    assert {line.rule_id: line.weight for line in explanation.contributions}["section_main"] == -1.5


def test_filters_go_by_the_score_under_the_other_weights(client: httpx.Client) -> None:
    strict = {claim["claim_id"]: claim["score"] for claim in listed(client, profile="strict")}
    found = {claim["claim_id"] for claim in listed(client, profile="strict", min_score=0.4)}
    assert found == {claim_id for claim_id, score in strict.items() if score is not None and score >= 0.4}
    assert found != {claim["claim_id"] for claim in listed(client, min_score=0.4)}


@pytest.mark.parametrize("order", ["highest", "lowest"])
@pytest.mark.parametrize("asked", [{}, {"profile": "lenient"}])
def test_claims_in_order_of_score_come_each_once_page_after_page(client: httpx.Client, order: str, asked: dict[str, str]) -> None:
    rows: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = client.get("/v1/claims", params={"order": order, "limit": 7, **asked, **cursor}).raise_for_status().json()
        rows += page["claims"]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    expected = [claim for claim in listed(client, **asked) if claim["score"] is not None]
    sign = -1 if order == "highest" else 1
    assert [row["claim_id"] for row in rows] == [claim["claim_id"] for claim in sorted(expected, key=lambda claim: sign * claim["score"])]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"profile": "stern"}, "known are default, lenient, strict"),
        ({"weights": "corroborate:1"}, "did you mean corroborated?"),
        ({"weights": "corroborated=1"}, "rule:bits"),
        ({"weights": "corroborated:nan"}, "rule:bits"),
        ({"weights": "corroborated:1e3"}, "rule:bits"),
        ({"weights": "corroborated:1,corroborated:2"}, "twice"),
    ],
)
def test_weights_that_cannot_be_meant_are_refused_with_what_would_do(snapshot: Snapshot, asked: dict[str, str], says: str) -> None:
    with pytest.raises((BadRequest, UnknownThing)) as refusal:
        snapshot.weighed(**asked)
    assert says in str(refusal.value)


def test_the_weights_in_force_are_the_default_profile(snapshot: Snapshot) -> None:
    assert snapshot.weighed("default").claims(ClaimFilter(), limit=1000) == snapshot.claims(ClaimFilter(), limit=1000)
