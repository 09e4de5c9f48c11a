"""What of a snapshot the standards tell: a document with its claims, each with its source, cues and ledger."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

import msgspec

from scoring.model import ClaimKind, Holder, Manifest, MentionKind, Section, SourceKind, UnratedBecause

SUPPORT: Final = "support by how, where and by whom it is said in these documents; not whether it is true"
"""Stands beside every score in another's terms."""


class Told(msgspec.Struct, frozen=True):
    """The snapshot that is told."""

    held: Manifest
    newest: datetime | None
    """When the newest of its documents was published, as far as they say: there is no other time in a snapshot."""


class ToldCue(msgspec.Struct, frozen=True):
    start: int
    stop: int
    kind: MentionKind
    cue: str
    holder: Holder


class ToldContribution(msgspec.Struct, frozen=True):
    rule_id: str
    strength: float
    bits: float
    because: str


class ToldClaim(msgspec.Struct, frozen=True):
    """A row of sql/standards/claims.sql."""

    claim_id: str
    document_id: str
    start: int
    stop: int
    text: str
    section: Section
    kind: ClaimKind
    passage: int
    passage_start: int
    passage_stop: int
    source_id: str
    source: str
    source_kind: SourceKind
    score: float | None
    bits: float | None
    icd203: str | None
    admiralty: str | None
    admiralty_because: str | None
    unrated_because: UnratedBecause | None
    contradictions: int
    cues: list[ToldCue]
    ledger: list[ToldContribution]


class ToldDocument(msgspec.Struct, frozen=True):
    """A row of sql/standards/documents.sql."""

    document_id: str
    document_name: str
    title: str | None
    publisher: str | None
    author: str | None
    url: str | None
    published_at: datetime | None
    language: str | None
    sha256: str
    text: str


def urn(thing_id: str) -> str:
    """A name for anything of a snapshot wherever an IRI must stand.

    >>> urn("c_0123456789abcdef")
    'urn:credibly:c_0123456789abcdef'
    """
    return f"urn:credibly:{thing_id}"


def uri(said: str | None) -> str | None:
    """An address as RFC 3986 spells it; None for what is no address of the web.

    >>> uri("https://merrow.example/quay?a=1&b=ü 2%"), uri("quay")
    ('https://merrow.example/quay?a=1&b=%C3%BC%202%25', None)
    """
    if not said or not said.lower().startswith(("http://", "https://")):
        return None
    return quote(_STRAY_PERCENT.sub("%25", said), safe="%/:?#@!$&'()*+,;=~")


_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def instant(time: datetime) -> str:
    """A time in UTC to the millisecond, as RFC 3339 writes it.

    >>> instant(datetime(2031, 5, 4, 8, tzinfo=UTC))
    '2031-05-04T08:00:00.000Z'
    """
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ledger_told(claim: ToldClaim) -> str:
    """Why a claim has its score, in a line.

    >>> ledger_told(ToldClaim(*["c_0"] * 18, None, 0, [], [ToldContribution("prior", 1.0, -0.5, "every claim starts here")]))
    '-0.5 bits, prior: every claim starts here'
    """
    return "; ".join(f"{one.bits:+.3g} bits, {one.rule_id}: {one.because}" for one in claim.ledger)


def given(**fields: Any) -> dict[str, Any]:
    """The fields that have a value.

    >>> given(name="quay", url=None)
    {'name': 'quay'}
    """
    return {name: value for name, value in fields.items() if value is not None}
