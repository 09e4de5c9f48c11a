"""A claim at one moment and at the next: what moved it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scoring.model import ClaimMoment, Contribution, DocumentMoved, Moment, Moved, ScoredClaim


class Standing(NamedTuple):
    """A claim in one snapshot, as far as its history looks at it."""

    claim: ScoredClaim
    ledger: Mapping[str, Contribution]
    """By rule."""
    documents: Mapping[str, str]
    """Names, by id, of those that the score may rest on."""


def claim_moment(moment: Moment, before: Standing, now: Standing) -> ClaimMoment:
    """A claim as of a moment, and what moved it since the one before."""
    return ClaimMoment(
        since=moment.since,
        until=moment.until,
        snapshot_id=moment.snapshot_id,
        ruleset_id=moment.ruleset_id,
        score=now.claim.score,
        bits=now.claim.bits,
        moved=_moved(before.ledger, now.ledger),
        documents=_documents_moved(before.documents, now.documents),
    )


def _moved(before: Mapping[str, Contribution], now: Mapping[str, Contribution]) -> list[Moved]:
    """The rules whose bits differ, the greatest change first."""
    moved = [
        Moved(
            rule_id=rule_id,
            title=(now.get(rule_id) or before[rule_id]).title,
            before=before[rule_id].bits if rule_id in before else 0.0,
            bits=now[rule_id].bits if rule_id in now else 0.0,
            because=(now.get(rule_id) or before[rule_id]).because,
        )
        for rule_id in {*before, *now}
    ]
    return sorted((one for one in moved if one.bits != one.before), key=lambda one: (-abs(one.bits - one.before), one.rule_id))


def _documents_moved(before: Mapping[str, str], now: Mapping[str, str]) -> list[DocumentMoved]:
    came = [DocumentMoved(document_id=one, document_name=now[one], change="came") for one in now if one not in before]
    went = [DocumentMoved(document_id=one, document_name=before[one], change="went") for one in before if one not in now]
    return sorted([*came, *went], key=lambda one: (one.document_name, one.document_id))
