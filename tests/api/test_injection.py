"""SQL in whatever can be sent is text: the answer is right, or it is refused, and nothing is changed by it."""

from __future__ import annotations

import os
import random
from typing import Any

import httpx
import pytest

THOROUGH = int(os.environ.get("CREDIBLY_TEST_THOROUGH", "1"))
"""How many times as many payloads: 10 make five thousand."""

_SEEDS = (
    "' or 1=1 --",
    "'; drop table claims; --",
    '" or ""="',
    "1; attach '/tmp/x.duckdb' as x; --",
    "x' union all select text from documents --",
    "') or score > 0 or ('",
    "$limit",
    "$1",
    "?",
    "%' escape '%",
    "\\'; select read_text('/etc/passwd'); --",
    "/* */ or true",
    "1 or (select count(*) from duckdb_settings()) > 0",
    "claims; copy claims to '/tmp/claims.csv'",
    "0x27206f7220313d31",
    "ʼ or 1=1 --",
    "a:b,c:>d|!e",
    'section:"main" or 1=1',
    "score:0.5-0.9) or (1=1",
    "claim_id;pragma database_list",
    "group_by;drop",
    "(select 1)",
    "sum(score) over ()",
    "current_setting('lock_configuration')",
    "'||(select text from documents limit 1)||'",
    "{'a': 1}",
    "[1, 2, 3]",
    "::varchar",
    "null",
    "e'\\x27'",
)

_SPLICES = (*"'\";\\%_(),:|!><-$?\t\né", "--", "/*", "*/", " or ", " union ")


def payloads(chance: random.Random, count: int) -> list[str]:
    """Statements, cut, joined and spliced."""
    made = list(_SEEDS)
    while len(made) < count:
        one, other = chance.choice(_SEEDS), chance.choice(_SEEDS)
        at = chance.randrange(len(one) + 1)
        made.append(
            chance.choice(
                (
                    one[:at] + chance.choice(_SPLICES) + one[at:],
                    one[:at] + other,
                    one.upper(),
                    one * 2,
                    other[::-1],
                    one.replace(" ", "/**/"),
                )
            )
        )
    return made[:count]


@pytest.fixture(scope="module")
def places(client: httpx.Client) -> list[tuple[str, str]]:
    """Every query parameter and every part of a path that a GET takes."""
    contract = client.get("/schema/openapi.json").raise_for_status().json()
    return [
        (path, parameter["name"] if parameter["in"] == "query" else "")
        for path, methods in contract["paths"].items()
        for parameter in methods.get("get", {}).get("parameters", [])
        if parameter["in"] in ("query", "path")
    ]


def test_sql_in_any_parameter_is_only_text(client: httpx.Client, places: list[tuple[str, str]]) -> None:
    chance = random.Random(20261123)
    before = client.get("/v1/claims?limit=1000").json()
    whole = {claim["claim_id"] for claim in before["claims"]}
    for number, payload in enumerate(payloads(chance, 500 * THOROUGH)):
        # each payload goes to some places, every place gets many
        for path, name in [places[(number * 7 + step * 31) % len(places)] for step in range(3)]:
            address = path.replace("{", "{{").replace("}", "}}") if name else path
            for part in ("claim_id", "document_id", "source_id", "proposition_id", "snapshot_id", "file", "job_id"):
                address = address.replace("{{" + part + "}}", "x").replace("{" + part + "}", httpx.QueryParams({"": payload}).__str__()[1:])
            answer = client.get(address, params={name: payload} if name else None)
            assert answer.status_code < 500, (path, name, payload, answer.text)
            if answer.status_code == 200 and path == "/v1/claims" and name in ("text", "document", "source"):
                found = _rows(answer.json())
                assert {claim["claim_id"] for claim in found} < whole, (name, payload)
                assert name != "text" or all(payload.lower() in claim["text"].lower() for claim in found)
    assert client.get("/v1/claims?limit=1000").json() == before


def test_sql_in_a_body_is_only_text(client: httpx.Client) -> None:
    chance = random.Random(20261124)
    for payload in payloads(chance, 60 * THOROUGH):
        for body in (
            {"filter": payload},
            {"search": payload[:300] or "a"},
            {"sort": payload},
            {payload: 1},
            {"group_by": payload},
            {"select": payload},
        ):
            assert client.post("/v1/claims/query", json=body).status_code < 500, body


def _rows(answer: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = answer if isinstance(answer, list) else answer["claims"]
    return rows
