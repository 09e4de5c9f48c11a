"""ClaimReview (schema.org): the rated claims, with a rating that says of itself that it is of support and not of truth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from scoring.store.standards.told import SUPPORT, Told, ToldClaim, ToldDocument, given, instant, ledger_told, uri, urn

TAIL: Final[bytes] = b"\n]}\n"

_PEOPLE: Final = ("named person", "author", "commenter")
_ORGANISATIONS: Final = ("named organisation", "medium", "publisher", "data source")


def head(told: Told) -> bytes:
    """A graph, up to its reviews."""
    named = {"@context": "https://schema.org", "@id": urn(f"{told.held.snapshot_id}:claimreview")}
    return msgspec.json.encode(named)[:-1] + b',"@graph":['


def items(told: Told, document: ToldDocument, claims: list[ToldClaim]) -> Iterator[bytes]:
    """A review of each rated claim. Its address is relative: that of the claim's explanation where the snapshot is served."""
    for claim in claims:
        if claim.score is not None:
            yield msgspec.json.encode(_review(told, document, claim))


def _review(told: Told, document: ToldDocument, claim: ToldClaim) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "@id": urn(claim.claim_id),
        "url": f"/v1/claims/{claim.claim_id}/explanation",
        "claimReviewed": claim.text,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": claim.score,
            "worstRating": 0,
            "bestRating": 1,
            "alternateName": f"{claim.icd203} by {SUPPORT}",
            "ratingExplanation": ledger_told(claim),
        },
        "author": {
            "@type": "Organization",
            "name": f"Credibly {told.held.credibly_version}, ruleset {told.held.ruleset_id}",
            "description": "Software: rules, and no person, gave this rating.",
        },
        "itemReviewed": given(
            **{"@type": "Claim"},
            author=_claimant(document, claim),
            datePublished=document.published_at and instant(document.published_at),
            appearance=given(
                **{"@type": "CreativeWork", "@id": urn(document.document_id)},
                name=document.title or document.document_name,
                url=uri(document.url),
                publisher=document.publisher and {"@type": "Organization", "name": document.publisher},
            ),
        ),
    }


def _claimant(document: ToldDocument, claim: ToldClaim) -> dict[str, str] | None:
    """Who made the claim; a document's own voice is its publisher's, if it has one."""
    if claim.source_kind in _PEOPLE:
        return {"@type": "Person", "name": claim.source}
    if claim.source_kind in _ORGANISATIONS:
        return {"@type": "Organization", "name": claim.source}
    return {"@type": "Organization", "name": document.publisher} if claim.source_kind == "document" and document.publisher else None
