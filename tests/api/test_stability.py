"""What others rely on stays: breaking changes of the contract are told one by one, and what will go says so in time."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import get
from litestar.testing import TestClient

from api.app import create_app
from api.deprecation import DEPRECATED, Deprecation
from api.openapi import document
from tests.api.breaking import breaking

PINNED = Path(__file__).resolve().parents[1] / "openapi.json"

Contract = dict[str, Any]


@pytest.fixture(scope="module")
def pinned() -> Contract:
    contract: Contract = json.loads(PINNED.read_text(encoding="utf-8"))
    return contract


def test_nothing_that_others_rely_on_is_taken_away(pinned: Contract, client: httpx.Client) -> None:
    taken = breaking(pinned, client.get("/schema/openapi.json").json())
    assert not taken, "the contract breaks; if that must be (docs/api-stability.md), run `make openapi`:\n" + "\n".join(taken)


def claims(contract: Contract) -> Contract:
    listed: Contract = contract["paths"]["/v1/claims"]["get"]
    return listed


def parameter(contract: Contract, name: str) -> Contract:
    return next(one for one in claims(contract)["parameters"] if one["name"] == name)


def without_parameter(contract: Contract) -> None:
    claims(contract)["parameters"].remove(parameter(contract, "section"))


def narrowed(contract: Contract) -> None:
    parameter(contract, "limit")["schema"]["maximum"] = 10


def required(contract: Contract) -> None:
    parameter(contract, "section")["required"] = True


def new_and_required(contract: Contract) -> None:
    claims(contract)["parameters"].append({"name": "tenant", "in": "query", "required": True, "schema": {"type": "string"}})


def without_address(contract: Contract) -> None:
    del contract["paths"]["/v1/moments"]


def without_method(contract: Contract) -> None:
    del contract["paths"]["/v1/documents"]["post"]


def renamed(contract: Contract) -> None:
    claims(contract)["operationId"] = "claims"


def without_field(contract: Contract) -> None:
    del contract["components"]["schemas"]["ScoredClaim"]["properties"]["certainty"]


def now_null(contract: Contract) -> None:
    contract["components"]["schemas"]["ScoredClaim"]["properties"]["certainty"] = {"anyOf": [{"type": "number"}, {"type": "null"}]}


def another_type(contract: Contract) -> None:
    contract["components"]["schemas"]["ScoredClaim"]["properties"]["claim_id"] = {"type": "integer"}


def body_takes_less(contract: Contract) -> None:
    del contract["components"]["schemas"]["TextToScore"]["properties"]["markdown"]


def without_answer(contract: Contract) -> None:
    answers = contract["paths"]["/v1/exports/{snapshot_id}/{file}"]["get"]["responses"]
    del answers["206"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (without_parameter, "removed: GET /v1/claims parameter section"),
        (narrowed, "narrowed: GET /v1/claims parameter limit maximum"),
        (required, "now required: GET /v1/claims parameter section"),
        (new_and_required, "new and required: GET /v1/claims parameter tenant"),
        (without_address, "removed: /v1/moments"),
        (without_method, "removed: POST /v1/documents"),
        (renamed, "renamed: GET /v1/claims operationId list_claims to claims"),
        (without_field, "field certainty"),
        (now_null, "field certainty may be null now"),
        (another_type, "field claim_id may be integer now"),
        (body_takes_less, "removed: POST /v1/score body field markdown"),
        (without_answer, "removed: GET /v1/exports/{snapshot_id}/{file} answer 206"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_breaking_change_is_named(pinned: Contract, change: Callable[[Contract], None], told: str) -> None:
    changed = copy.deepcopy(pinned)
    change(changed)
    assert any(told in line for line in breaking(pinned, changed)), breaking(pinned, changed)


def test_what_is_added_breaks_nobody(pinned: Contract) -> None:
    more = copy.deepcopy(pinned)
    claims(more)["parameters"].append({"name": "colour", "in": "query", "required": False, "schema": {"type": "string"}})
    parameter(more, "limit")["schema"]["maximum"] = 1_000_000
    more["components"]["schemas"]["ScoredClaim"]["properties"]["colour"] = {"type": "string"}
    more["components"]["schemas"]["TextToScore"]["properties"]["colour"] = {"type": "string"}
    more["paths"]["/v1/colours"] = more["paths"]["/v1/moments"]
    claims(more)["responses"]["418"] = {"description": "a teapot"}
    assert breaking(pinned, more) == []


@get(
    "/v1/former",
    tags=["Claims"],
    sync_to_thread=False,
    opt={DEPRECATED: Deprecation(since=datetime(2031, 5, 4, tzinfo=UTC), sunset=datetime(2032, 1, 1, tzinfo=UTC), instead="/v1/claims")},
)
def former() -> dict[str, int]:
    """Get what is gone soon."""
    return {}


def test_an_address_that_will_go_says_since_when_until_when_and_what_instead(tmp_path: Path) -> None:
    app = create_app(tmp_path)
    app.register(former)
    with TestClient(app) as client:
        headers = client.get("/v1/former").headers
    assert headers["deprecation"] == f"@{int(datetime(2031, 5, 4, tzinfo=UTC).timestamp())}"
    assert parsedate_to_datetime(headers["sunset"]) == datetime(2032, 1, 1, tzinfo=UTC)
    assert headers["link"] == '</v1/claims>; rel="successor-version"'
    assert document([former])["paths"]["/v1/former"]["get"]["deprecated"] is True
