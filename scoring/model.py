"""The nouns: one frozen Struct per thing that is read, judged or served.

Spans are `start`, `stop`: Unicode characters (Python str offsets) into the document's text, stop exclusive.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Section = Literal["main", "transcript", "quote", "social", "comment", "heading", "boilerplate"]
"""Where a passage stands, from the strongest ground to none."""

ClaimKind = Literal["fact", "prediction", "opinion", "question", "directive", "fragment"]

MentionKind = Literal[
    "epistemic", "doxastic", "conditional", "investigation", "doubt", "question", "weasel", "evidential", "approximator", "booster", "negation"
]

Holder = Literal["author", "speaker"]
"""Whose hedge it is: the author's own, or the quoted speaker's."""

SourceKind = Literal[
    "document", "named person", "named organisation", "medium", "unnamed official", "unspecified", "commenter", "publisher"
]

MediaType = Literal["text/plain", "text/markdown", "text/html"]

Relation = Literal["same", "contradicts", "updates", "unrelated"]

Derivation = Literal["wholly", "partly", "none"]

UnratedBecause = Literal["not_checkable", "question", "fragment", "directive", "opinion", "boilerplate", "heading", "unreadable"]


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it came in: bytes, and what the sender said about them."""

    document_name: str
    content: bytes
    media_type: MediaType | None = None
    """None: found out from the content."""
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    """Aware; naive times are refused at the rim."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One block that a parser saw: a paragraph, line, list item or heading, with what the markup says about it.

    `start` to `stop` covers the readable words only: no "> ", "### ", "1. " in front, no trailing white space.
    """

    start: int
    stop: int
    hint: Section | None = None
    """What the markup itself says; None: only the wording can tell."""
    because: str = ""
    """Why the hint: the marker or the markup, in a few words."""
    speaker: str | None = None
    comment: int | None = None
    """Which comment of the document, counted from 1, where markup tells them apart."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a parser hands on: the readable text, its blocks in reading order, and what the page says of itself."""

    text: str
    blocks: list[Block]
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    published_at: datetime | None = None


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text with the section it belongs to, and the reason."""

    start: int
    stop: int
    section: Section
    because: str
    comment: int | None = None
    speaker: str | None = None
    """Who speaks here, if not the document's author: of a transcript, a quote, a post, a comment."""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A cue in a claim: the words that hedge, ask, deny, approximate or strengthen."""

    start: int
    stop: int
    kind: MentionKind
    cue: str
    """The cue as listed in seeds/cues.csv, folded to lower case."""
    holder: Holder
    certainty: float
    """What is left of certainty where this cue governs, 0 to 1 (seeds/cues.csv); 1: does not touch it."""


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who is said to say it: one link of the chain, outermost first (`depth` 1)."""

    source: str
    """The name as the document gives it in full, titles stripped; 'unspecified' for reportedly and its kin."""
    source_kind: SourceKind
    source_start: int | None
    source_stop: int | None
    cue_start: int | None
    cue_stop: int | None
    content: list[tuple[int, int]]
    """Where the attributed words stand; may reach over several sentences, then given once, with the first."""
    direct: bool
    implicit: bool
    depth: int


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number with its unit, as an interval: `low` to `high` is what the words allow ("over two hours": 2 to inf)."""

    start: int
    stop: int
    value: float
    unit: str
    """Singular and normalised: hour, percent, USD, person, missile ...; '' for a bare number; 'ordinal' for eighth."""
    approximate: bool
    low: float
    high: float


class DateMention(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar date as far as the words give it."""

    start: int
    stop: int
    year: int | None
    month: int | None
    day: int | None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as worded, with everything reading observed in it."""

    start: int
    stop: int
    text: str
    passage: int
    """Index into the document's passages."""
    section: Section
    kind: ClaimKind
    checkable: bool
    check_worthiness: float
    certainty: float
    mentions: list[Mention]
    attributions: list[Attribution]
    quantities: list[Quantity]
    dates: list[DateMention]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One document read: what `parse_batch` gives for one row. `error` is None unless the document cannot be read."""

    document_id: str
    document_name: str
    media_type: str | None
    text: str
    title: str | None
    publisher: str | None
    url: str | None
    author: str | None
    published_at: datetime | None
    sha256: str
    error: str | None
    passages: list[Passage]
    claims: list[Claim]


class TableFile(msgspec.Struct, frozen=True, kw_only=True):
    """One exported Parquet file, with what is needed to check it."""

    table: str
    path: str
    """Relative to the manifest."""
    rows: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot holds; `snapshot_id` is the hash of its files' digests and its ruleset: equal content, equal name."""

    snapshot_id: str
    ruleset_id: str
    credibly_version: str
    documents: int
    failed_documents: int
    claims: int
    rated_claims: int
    files: list[TableFile]
