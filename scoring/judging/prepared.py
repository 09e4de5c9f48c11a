"""Readings to what judging compares: the sketches of a document's claims, and its word pairs. The costly part, done once a document."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from scoring.database import schema
from scoring.judging.items import SKETCHED, sketched
from scoring.judging.origins import own_pairs

PREPARED = schema(document_id=pa.string(), pairs=pa.list_(pa.int64()), claims=pa.list_(pa.struct(list(SKETCHED))))
"""One row a document: its own word pairs (origins.word_pairs) in order, and a row of items.SKETCHED a claim with something to check."""

_QUOTED = ("quote", "transcript")
"""Sections in somebody else's words: what two documents quote makes neither a copy of the other, unless they hold nothing else."""


def claim_id(document_id: str, start: int, stop: int) -> str:
    """The id of a claim, the same on every machine; sql/flatten/read_claims.sql makes it alike.

    >>> claim_id("d_c611eb09b353d26a", 0, 13)
    'c_a62f563068549d98'
    """
    return "c_" + hashlib.sha256(f"{document_id}:{start}:{stop}".encode()).hexdigest()[:16]


def prepare(readings: pa.Table) -> pa.Table:
    """Readings, in any order and cut anywhere, to rows of PREPARED."""
    rows = readings.select(["document_id", "text", "passages", "claims"]).to_pylist()
    return pa.Table.from_pylist([_prepared(row) for row in rows], schema=PREPARED)


def _prepared(reading: Mapping[str, Any]) -> dict[str, Any]:
    document_id, text = reading["document_id"], reading["text"]
    own = [(p["start"], p["stop"]) for p in reading["passages"] if p["section"] == "main"]
    quoted = [(p["start"], p["stop"]) for p in reading["passages"] if p["section"] in _QUOTED]
    asserted = [
        {**claim, "claim_id": claim_id(document_id, claim["start"], claim["stop"]), "document_id": document_id}
        for claim in sorted(reading["claims"], key=lambda claim: (claim["start"], claim["stop"]))
    ]
    return {
        "document_id": document_id,
        "pairs": sorted(own_pairs(text, own, own + quoted)),
        "claims": sketched(asserted, text),
    }
