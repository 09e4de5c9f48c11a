"""Schemathesis hooks: cursors and ids that the server really gave, so that what is generated reaches real answers."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import Any

import httpx
import schemathesis
from hypothesis import strategies as st

from scoring.queries.fields import LISTINGS, Field

IDS = {"claim": "claims", "document": "documents", "source": "sources", "proposition": "propositions"}

OTHERS = ("passages", "links", "rules", "snapshots")
"""Lists whose rows have no address of their own."""


def _condition(field: Field) -> st.SearchStrategy[str]:
    """A condition on a field that can be meant."""
    if field.kind == "boolean":
        values = st.sampled_from(["true", "false", "null"])
    elif field.kind == "text":
        values = st.sampled_from([*field.words, "null"]) if field.words else st.sampled_from(["gate", '"a, b"|c', "!null", '""'])
    elif field.kind == "time":
        values = st.sampled_from(["2031", ">2031-05", "<=2031-05-19", "2030-01-2031-06-30", "2031-05-19T10:00:00Z", "!null"])
    else:
        numbers = st.integers(0, 9).map(str)
        values = numbers | numbers.map(">={}".format) | st.tuples(numbers, numbers).map(lambda ends: "-".join(sorted(ends)))
    return values.map(lambda value: f"{field.name}:{value}")


def _some(names: list[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(names), min_size=1, max_size=most, unique=True).map(",".join)


for name, listing in LISTINGS.items():
    usable = [field for field in listing.fields.values() if field.use == "all"]
    filtered = [field for field in listing.fields.values() if field.use != "select"]
    conditions = st.lists(st.sampled_from(filtered).flatmap(_condition), min_size=1, max_size=3).map(",".join)
    times = [field.name for field in usable if field.kind == "time"]
    buckets = [f"{time}:{bucket}" for time in times for bucket in ("day", "week", "month", "year")]
    schemathesis.openapi.format(f"filter-of-{name}", conditions)
    schemathesis.openapi.format(f"sort-of-{name}", _some([field.name for field in usable], 3) | _some([f"{listing.key[0]}:desc"], 1))
    schemathesis.openapi.format(f"select-of-{name}", _some([field.name for field in listing.fields.values() if field.use != "filter"], 9))
    schemathesis.openapi.format(f"group-by-of-{name}", _some([*(field.name for field in usable), *buckets], 3))
schemathesis.openapi.format("search-of-claims", st.sampled_from(["gate", "the ferry", 'valley "the gate"', "ships -- or 1=1"]))

KEY = os.environ.get("CREDIBLY_KEY")

with httpx.Client(base_url=os.environ["CREDIBLY_TESTED"], timeout=60, headers={"Authorization": f"Bearer {KEY}"} if KEY else {}) as client:

    def _page(listing: str, limit: int) -> dict[str, Any]:
        answer: dict[str, Any] = client.get(f"/v1/{listing}", params={"limit": limit}).raise_for_status().json()
        return answer

    for thing, listing in IDS.items():
        known = [row[f"{thing}_id"] for row in _page(listing, 200)[listing]]
        schemathesis.openapi.format(f"{thing}-id", st.sampled_from(known) | st.from_regex(rf"\A{thing[0]}_[0-9a-f]{{16}}\Z"))
        some = st.lists(st.sampled_from(known), min_size=1, max_size=9)
        schemathesis.openapi.format(f"ids-of-{listing}", some.map(",".join))
        schemathesis.openapi.format(f"cursor-of-{listing}", st.sampled_from([_page(listing, limit)["next_cursor"] for limit in (1, 2, 5)]))

    for listing in OTHERS:
        cursors = [cursor for limit in (1, 2, 5) if (cursor := _page(listing, limit)["next_cursor"])]
        schemathesis.openapi.format(f"cursor-of-{listing}", st.sampled_from(cursors) if cursors else st.nothing())

    days = st.dates(date(1000, 1, 1)).map(lambda day: day.isoformat())
    times = st.datetimes(datetime(1000, 1, 1), allow_imaginary=False)
    schemathesis.openapi.format("moment", days | times.map(lambda time: f"{time.isoformat()}Z"))

    exports = client.get("/v1/exports").raise_for_status().json()
    schemathesis.openapi.format("snapshot-id", st.just(exports["snapshot_id"]))
    schemathesis.openapi.format("export-file", st.sampled_from([file["file"] for file in exports["files"]]))
    schemathesis.openapi.format("cursor-of-changes", st.sampled_from([row["claim_id"] for row in _page("claims", 20)["claims"]]))
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
    asked = {*(case.query or {}), *(case.body if isinstance(case.body, dict) else {})}
    return case.body not in (b"", "") and not any(clash <= asked for clash in CLASHES)  # of bytes no schema says that there are any
