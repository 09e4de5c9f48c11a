"""W3C Web Annotation: claims with their scores and cues, each on its words, by quotation and by position."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from scoring.store.standards.told import SUPPORT, Told, ToldClaim, ToldCue, ToldDocument, given, uri, urn

TAIL: Final[bytes] = b"\n]}}\n"

_BESIDE = 32
"""Characters before and after a quotation that tell it from the same words elsewhere, as annotation tools take them."""


def head(told: Told) -> bytes:
    """An annotation collection with one page, up to its items."""
    name = f"{told.held.snapshot_id}:annotations"
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": urn(name),
        "type": "AnnotationCollection",
        "label": f"Claims of snapshot {told.held.snapshot_id} (ruleset {told.held.ruleset_id}), scored by {SUPPORT}",
    }
    opened = msgspec.json.encode(collection)[:-1]
    return opened + f',"first":{{"id":"{urn(name + ":1")}","type":"AnnotationPage","startIndex":0,"items":['.encode()


def items(_: Told, document: ToldDocument, claims: list[ToldClaim]) -> Iterator[bytes]:
    """An annotation for each claim, then one for each of its cues."""
    source = given(
        id=urn(document.document_id),
        type="Text",
        format="text/plain",
        language=document.language,
        via=uri(document.url),
        label=document.document_name,
    )
    for claim in claims:
        yield msgspec.json.encode(_annotation(claim.claim_id, "assessing", _assessment(claim), _target(source, document, claim)))
        for cue in claim.cues:
            body = {"type": "TextualBody", "purpose": "tagging", "value": f"{cue.kind} ({cue.holder})"}
            yield msgspec.json.encode(
                _annotation(f"{claim.claim_id}:{cue.start}:{cue.kind}", "tagging", [body], _target(source, document, cue))
            )


def _annotation(name: str, motivation: str, body: list[dict[str, Any]], target: dict[str, Any]) -> dict[str, Any]:
    return {"id": urn(name), "type": "Annotation", "motivation": motivation, "body": body, "target": target}


def _assessment(claim: ToldClaim) -> list[dict[str, Any]]:
    kind = {"type": "TextualBody", "purpose": "classifying", "value": f"{claim.kind} in {claim.section}, by {claim.source}"}
    if claim.score is None:
        return [kind, {"type": "TextualBody", "purpose": "assessing", "value": f"not rated: {claim.unrated_because}"}]
    rating = {
        "type": "schema:Rating",
        "schema:ratingValue": claim.score,
        "schema:worstRating": 0,
        "schema:bestRating": 1,
        "schema:ratingExplanation": SUPPORT,
    }
    said = f"support score {claim.score} ({claim.icd203}; Admiralty {claim.admiralty})"
    return [kind, {"type": "TextualBody", "purpose": "assessing", "value": said}, rating]


def _target(source: dict[str, Any], document: ToldDocument, span: ToldClaim | ToldCue) -> dict[str, Any]:
    text = document.text
    quotation = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.stop],
        "prefix": text[max(0, span.start - _BESIDE) : span.start],
        "suffix": text[span.stop : span.stop + _BESIDE],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.stop}
    return {"type": "SpecificResource", "source": source, "selector": [quotation, position]}
