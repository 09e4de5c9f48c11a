"""Schemathesis hooks: cursors and ids that the server really gave, so that what is generated reaches real answers."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import httpx
import schemathesis
from hypothesis import strategies as st

from scoring.queries.asking import question
from scoring.queries.fields import LISTINGS, Field
from scoring.snapshots.cursors import encoded

IDS = {"claim": "claims", "document": "documents", "source": "sources", "proposition": "propositions"}

OTHERS = ("passages", "links", "rules", "snapshots")
"""Lists whose rows have no address of their own."""


DRAWN = 40
"""Filters, orders and groups of each list: drawn once, since every draw of Hypothesis costs many times the request."""

chance = random.Random(20261123)


def _condition(field: Field) -> str:
    """A condition on a field that can be meant."""
    one, other = sorted(chance.choices(range(9), k=2))
    values = {
        "boolean": ["true", "false", "null"],
        "text": [*field.words, "null"] if field.words else ["gate", '"a, b"|c', "!null", '""'],
        "time": ["2031", ">2031-05", "<=2031-05-19", "2030-01-2031-06-30", "2031-05-19T10:00:00Z", "!null"],
    }.get(field.kind, [f"{one}", f">={one}", f"{one}-{other}", f"!<{other}"])
    return f"{field.name}:{chance.choice(values)}"


def _some(names: list[str], most: int) -> str:
    return ",".join(chance.sample(names, min(len(names), chance.randint(1, most))))


def _known(what: str, draw: Callable[[], str]) -> None:
    schemathesis.openapi.format(what, st.sampled_from(sorted({draw() for _ in range(DRAWN)})))


for name, listing in LISTINGS.items():
    fields = list(listing.fields.values())
    usable = [field.name for field in fields if field.use == "all"]
    buckets = [f"{field.name}:{bucket}" for field in fields if field.kind == "time" for bucket in ("day", "week", "month", "year")]
    filtered = [field for field in fields if field.use != "select"]
    _known(f"filter-of-{name}", lambda filtered=filtered: ",".join(_condition(field) for field in chance.sample(filtered, 2)))
    _known(f"sort-of-{name}", lambda usable=usable: _some([*usable, f"{usable[0]}:desc"][1:], 3))
    _known(f"select-of-{name}", lambda fields=fields: _some([field.name for field in fields if field.use != "filter"], 9))
    _known(f"group-by-of-{name}", lambda usable=usable, buckets=buckets: _some([*usable, *buckets], 3))
schemathesis.openapi.format("search-of-claims", st.sampled_from(["gate", "the ferry", 'valley "the gate"', "ships -- or 1=1"]))

KEY = os.environ.get("CREDIBLY_KEY")

with httpx.Client(base_url=os.environ["CREDIBLY_TESTED"], timeout=60, headers={"Authorization": f"Bearer {KEY}"} if KEY else {}) as client:

    def _page(listing: str, limit: int) -> dict[str, Any]:
        answer: dict[str, Any] = client.get(f"/v1/{listing}", params={"limit": limit}).raise_for_status().json()
        return answer

    for thing, listing in IDS.items():
        known = [row[f"{thing}_id"] for row in _page(listing, 200)[listing]]
        schemathesis.openapi.format(f"{thing}-id", st.sampled_from(known) | st.from_regex(rf"\A{thing[0]}_[0-9a-f]{{16}}\Z"))
        _known(f"ids-of-{listing}", lambda known=known: _some(known, 9))
        schemathesis.openapi.format(f"cursor-of-{listing}", st.sampled_from([_page(listing, limit)["next_cursor"] for limit in (1, 2, 5)]))

    for listing in OTHERS:
        pages = [_page(listing, limit) for limit in (1, 2, 5)]
        cursors = [page["next_cursor"] for page in pages if page["next_cursor"]]
        if not cursors:  # one page holds all: the place before its first row
            cursors = [encoded(pages[0]["snapshot_id"], question(LISTINGS[listing]), [True, "0"])]
        schemathesis.openapi.format(f"cursor-of-{listing}", st.sampled_from(cursors))

    days = st.dates(date(1000, 1, 1)).map(lambda day: day.isoformat())
    times = st.datetimes(datetime(1000, 1, 1), allow_imaginary=False)
    schemathesis.openapi.format("moment", days | times.map(lambda time: f"{time.isoformat()}Z"))

    exports = client.get("/v1/exports").raise_for_status().json()
    schemathesis.openapi.format("snapshot-id", st.just(exports["snapshot_id"]))
    schemathesis.openapi.format("export-file", st.sampled_from([file["file"] for file in exports["files"]]))
    schemathesis.openapi.format("cursor-of-changes", st.sampled_from([row["claim_id"] for row in _page("claims", 20)["claims"]]))
    propositions = sorted(row["proposition_id"] for row in _page("propositions", 20)["propositions"])
    schemathesis.openapi.format("cursor-of-lineage", st.sampled_from([f"{one}.{one}" for one in propositions]))
    asked = client.post("/v1/exports", json={"format": "csv", "filters": {"section": "main"}}).raise_for_status().json()
    schemathesis.openapi.format("export-id", st.just(asked["export_id"]))

    rules = client.get("/v1/rules").raise_for_status().json()
    profiles = sorted({row["profile"] for row in rules["profiles"]})
    schemathesis.openapi.format("profile-name", st.sampled_from(["default", *profiles]))
    weights = st.tuples(st.sampled_from([rule["rule_id"] for rule in rules["rules"]]), st.integers(-999, 999)).map("{0[0]}:{0[1]}".format)
    schemathesis.openapi.format("rule-weights", weights)


CLASHES = (
    {"cursor", "order"},
    {"cursor", "sort"},
    {"cursor", "search"},
    {"cursor", "group_by"},
    {"group_by", "sort"},
    {"group_by", "select"},
    {"order", "sort"},
    {"limit", "per_page"},
)
"""Parameters that cannot be meant together; of the cursors none was given in another order."""


@schemathesis.hook
def filter_case(context: schemathesis.HookContext, case: schemathesis.Case) -> bool:
    query = case.query or {}
    asked = {*query, *(case.body if isinstance(case.body, dict) else {})}
    if case.body in (b"", "") or query.get("cursor") == "" or query.get("since", exports["snapshot_id"]) != exports["snapshot_id"]:
        return False  # of bytes no schema says that there are any; lists of one page give no cursor; other snapshots are not kept
    return not any(clash <= asked for clash in CLASHES)
