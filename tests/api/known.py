"""Schemathesis hooks: cursors and ids that the server really gave, so that what is generated reaches real answers."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import Any

import httpx
import schemathesis
from hypothesis import strategies as st

IDS = {"claim": "claims", "document": "documents", "source": "sources", "proposition": "propositions"}

with httpx.Client(base_url=os.environ["CREDIBLY_TESTED"], timeout=60) as client:

    def _page(listing: str, limit: int) -> dict[str, Any]:
        answer: dict[str, Any] = client.get(f"/v1/{listing}", params={"limit": limit}).raise_for_status().json()
        return answer

    for thing, listing in IDS.items():
        known = [row[f"{thing}_id"] for row in _page(listing, 200)[listing]]
        schemathesis.openapi.format(f"{thing}-id", st.sampled_from(known) | st.from_regex(rf"\A{thing[0]}_[0-9a-f]{{16}}\Z"))
        schemathesis.openapi.format(f"cursor-of-{listing}", st.sampled_from([_page(listing, limit)["next_cursor"] for limit in (1, 2, 5)]))

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


@schemathesis.hook
def filter_case(context: schemathesis.HookContext, case: schemathesis.Case) -> bool:
    """A cursor goes on in the order that gave it: none of these was given in order of scores."""
    return not ("order" in (case.query or {}) and "cursor" in (case.query or {}))
