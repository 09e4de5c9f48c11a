"""W3C PROV (PROV-JSON): a score's chain from document to passage, claim, finding and score, and who answers for each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from scoring.store.standards.told import SUPPORT, Told, ToldClaim, ToldDocument, given, instant, uri

TAIL: Final[bytes] = b"\n}}\n"

_PREFIXES: Final = {"credibly": "urn:credibly:", "schema": "https://schema.org/"}

_Bundle = dict[str, dict[str, dict[str, Any]]]


def head(told: Told) -> bytes:
    """A document with the ruleset, up to its bundles: one for each document."""
    label = f"Credibly {told.held.credibly_version}, ruleset {told.held.ruleset_id}"
    rules = {_rules(told): {"prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"}, "prov:label": label}}
    return msgspec.json.encode({"prefix": _PREFIXES, "agent": rules})[:-1] + b',"bundle":{'


def items(told: Told, document: ToldDocument, claims: list[ToldClaim]) -> Iterator[bytes]:
    """A document's bundle, as a member of a JSON object."""
    name = _name(f"{told.held.snapshot_id}-{document.document_id}")
    yield msgspec.json.encode(name) + b":" + msgspec.json.encode({"prefix": _PREFIXES, **_bundle(told, document, claims)})


def _bundle(told: Told, document: ToldDocument, claims: list[ToldClaim]) -> _Bundle:
    made: _Bundle = {"entity": {}, "agent": {}, "activity": {}}
    whole, rules = _name(document.document_id), _rules(told)
    made["agent"][rules] = {"prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"}}
    made["entity"][whole] = given(
        **{
            "prov:label": document.document_name,
            "prov:location": uri(document.url),
            "schema:datePublished": document.published_at and instant(document.published_at),
            "schema:sha256": document.sha256,
        }
    )
    if document.publisher:
        publisher = _name(f"publisher-{hashlib.sha256(document.publisher.encode()).hexdigest()[:16]}")
        made["agent"][publisher] = {
            "prov:type": {"$": "prov:Organization", "type": "prov:QUALIFIED_NAME"},
            "prov:label": document.publisher,
        }
        _related(made, "wasAttributedTo", entity=whole, agent=publisher)
    for claim in claims:
        _add_claim(made, whole, rules, claim)
    return made


def _add_claim(made: _Bundle, whole: str, rules: str, claim: ToldClaim) -> None:
    passage, said, speaker = f"{whole}-{claim.passage}", _name(claim.claim_id), _name(claim.source_id)
    if passage not in made["entity"]:
        made["entity"][passage] = _span("passage", claim.passage_start, claim.passage_stop)
        _related(made, "wasDerivedFrom", generatedEntity=passage, usedEntity=whole)
    made["entity"][said] = {**_span("claim", claim.start, claim.stop), "prov:value": claim.text}
    made["agent"].setdefault(speaker, {"prov:label": claim.source, "credibly:kind": claim.source_kind})
    _related(made, "wasDerivedFrom", generatedEntity=said, usedEntity=passage)
    _related(made, "wasAttributedTo", entity=said, agent=speaker)
    if claim.score is None:
        return
    score = f"{said}-score"
    made["entity"][score] = {
        "prov:type": "score",
        "prov:value": claim.score,
        "credibly:bits": claim.bits,
        "prov:label": f"{claim.icd203}: {SUPPORT}",
    }
    _related(made, "wasAttributedTo", entity=score, agent=rules)
    for one in claim.ledger:
        finding, rule = f"{said}-{one.rule_id}", _name(f"rule-{one.rule_id}")
        made["entity"][finding] = {
            "prov:type": "finding",
            "prov:label": one.because,
            "credibly:strength": one.strength,
            "credibly:bits": one.bits,
        }
        if rule not in made["activity"]:
            made["activity"][rule] = {"prov:label": one.rule_id}
            _related(made, "wasAssociatedWith", activity=rule, agent=rules)
        _related(made, "wasGeneratedBy", entity=finding, activity=rule)
        _related(made, "wasDerivedFrom", generatedEntity=finding, usedEntity=said)
        _related(made, "wasDerivedFrom", generatedEntity=score, usedEntity=finding)


def _span(kind: str, start: int, stop: int) -> dict[str, Any]:
    return {"prov:type": kind, "credibly:start": start, "credibly:stop": stop}


def _related(made: _Bundle, relation: str, **ends: str) -> None:
    """Note a relation, under the next blank name of its kind."""
    rows = made.setdefault(relation, {})
    rows[f"_:{relation}{len(rows)}"] = {f"prov:{end}": name for end, name in ends.items()}


def _rules(told: Told) -> str:
    return _name(f"ruleset-{told.held.ruleset_id}")


def _name(local: str) -> str:
    return f"credibly:{local}"
