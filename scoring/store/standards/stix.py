"""STIX 2.1: documents as reports, claims as notes with `confidence`, scores as opinions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid5

import msgspec

from scoring.store.standards.told import SUPPORT, Told, ToldClaim, ToldDocument, given, instant, ledger_told, uri

TAIL: Final[bytes] = b"\n]}\n"

_NAMESPACE: Final = UUID("5d6ab9c8-3c52-5ce5-9b5c-1f3d0c9f8a10")
"""Of the ids of these objects; drawn once, and for nothing else."""

_CONFIDENCE: Final = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}
"""The Admiralty digit as `confidence` (STIX 2.1, appendix A, Admiralty Credibility); 6, truth cannot be judged, has none."""

_CLASSES: Final = {
    "named person": "individual",
    "author": "individual",
    "commenter": "individual",
    "unnamed official": "individual",
    "named organisation": "organization",
    "medium": "organization",
    "publisher": "organization",
}

_OPINIONS: Final = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree")
"""By fifths of the score."""

_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Where no document says when it was published: there is no clock in a snapshot."""


def head(told: Told) -> bytes:
    """A bundle, up to its objects."""
    return msgspec.json.encode({"type": "bundle", "id": _id(told, "bundle", "all")})[:-1] + b',"objects":['


def software(told: Told) -> Iterator[bytes]:
    """Who made all the other objects."""
    held = told.held
    description = (
        f"Credibly {held.credibly_version}, ruleset {held.ruleset_id}, snapshot {held.snapshot_id}. Its opinions are of {SUPPORT}."
    )
    made = _object(told, "identity", "credibly", told.newest, name="Credibly", identity_class="system", description=description)
    yield msgspec.json.encode(made)


def items(told: Told, document: ToldDocument, claims: list[ToldClaim]) -> Iterator[bytes]:
    """A document's sources, its claims as notes on them, opinions on the rated ones, and the report that holds all these."""
    time = document.published_at or told.newest
    held = []
    for made in _objects(told, document, claims, time):
        held.append(made["id"])
        yield msgspec.json.encode(made)
    name = document.title or document.document_name
    report = _object(
        told,
        "report",
        document.document_id,
        time,
        name=name,
        published=instant(time or _NO_TIME),
        object_refs=held,
        external_references=[
            given(source_name=document.publisher or document.document_name, url=uri(document.url), external_id=document.document_id)
        ],
    )
    yield msgspec.json.encode(report)


def _objects(told: Told, document: ToldDocument, claims: list[ToldClaim], time: datetime | None) -> Iterator[dict[str, Any]]:
    for source_id, claim in {claim.source_id: claim for claim in claims}.items():
        name = f"{document.document_id}/{source_id}"
        yield _object(
            told,
            "identity",
            name,
            time,
            name=claim.source,
            identity_class=_CLASSES.get(claim.source_kind, "unknown"),
            roles=[claim.source_kind],
        )
    for claim in claims:
        source = _id(told, "identity", f"{document.document_id}/{claim.source_id}")
        reference = {"source_name": "credibly", "external_id": claim.claim_id}
        yield _object(
            told,
            "note",
            claim.claim_id,
            time,
            abstract=f"{claim.kind} in {claim.section}, characters {claim.start} to {claim.stop}",
            content=claim.text,
            authors=[claim.source],
            object_refs=[source],
            confidence=_CONFIDENCE.get((claim.admiralty or " ")[-1]),
            external_references=[reference],
        )
        if claim.score is not None:
            yield _object(
                told,
                "opinion",
                claim.claim_id,
                time,
                opinion=_OPINIONS[min(4, int(claim.score * 5))],
                explanation=f"Support score {claim.score} ({claim.icd203}): {SUPPORT}. {ledger_told(claim)}",
                object_refs=[_id(told, "note", claim.claim_id)],
                external_references=[reference],
            )


def _object(told: Told, kind: str, name: str, time: datetime | None, /, **fields: Any) -> dict[str, Any]:
    at = instant(time or _NO_TIME)
    common = {"type": kind, "spec_version": "2.1", "id": _id(told, kind, name), "created": at, "modified": at}
    made_by = {} if name == "credibly" else {"created_by_ref": _id(told, "identity", "credibly")}
    return {**common, **made_by, **given(**fields)}


def _id(told: Told, kind: str, name: str) -> str:
    """Of another snapshot another: what is newer has no later time, and must not pass for the same."""
    return f"{kind}--{uuid5(_NAMESPACE, f'{told.held.snapshot_id}/{kind}/{name}')}"
