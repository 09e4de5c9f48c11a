"""The nouns: one frozen Struct per thing that is read, judged or served.

Spans are `start`, `stop`: Unicode characters (Python str offsets) into the document's text, stop exclusive.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

import msgspec

Section = Literal["main", "correction", "transcript", "quote", "social", "sponsored", "comment", "heading", "boilerplate", "table"]
"""Where a passage stands, from the strongest ground to none; a row of a table of claims stands on none of them."""

ClaimKind = Literal["fact", "prediction", "opinion", "question", "directive", "fragment"]

MentionKind = Literal[
    "epistemic",
    "doxastic",
    "conditional",
    "investigation",
    "doubt",
    "question",
    "weasel",
    "evidential",
    "approximator",
    "booster",
    "negation",
]

Holder = Literal["author", "speaker"]
"""Whose hedge it is: the author's own, or the quoted speaker's."""

SourceKind = Literal[
    "document",
    "named person",
    "named organisation",
    "medium",
    "unnamed official",
    "unspecified",
    "commenter",
    "publisher",
    "author",
    "data source",
]
"""An author signs documents of one publisher; a data source is one that a table of claims names."""

TableMediaType = Literal["application/x-ndjson", "text/csv", "application/vnd.apache.parquet"]
"""Of tables of claims."""

MediaType = Literal[
    "text/plain",
    "text/markdown",
    "text/html",
    "application/json",
    "application/x-ndjson",
    "text/csv",
    "application/vnd.apache.parquet",
]

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


class ClaimReview(msgspec.Struct, frozen=True, kw_only=True):
    """A published fact check that a page carries (schema.org ClaimReview): somebody else's verdict, shown and never part of a score."""

    claim: str
    claimant: str | None
    rating: str | None
    """In the reviewer's words: Mostly false."""
    rating_value: float | None
    best_rating: float | None
    worst_rating: float | None
    reviewer: str | None
    url: str | None


class Block(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One block that a parser saw: a paragraph, line, list item or heading, with what the markup says about it.

    `start` to `stop` covers the readable words only: no "> ", "### ", "1. " in front, no trailing white space.
    """

    start: int
    stop: int
    hint: Section | None = None
    """What the markup itself says; None: only the wording can tell."""
    because: str = ""
    """Why the hint: the marker or the markup, in a few words."""
    confidence: float = 1.0
    """How sure the hint is, 0 to 1."""
    speaker: str | None = None
    comment: int | None = None
    """Which comment of the document, counted from 1, where markup tells them apart."""
    depth: int | None = None
    """How deep in its thread a comment stands: 1 answers nobody. None: the markup does not tell."""
    said_at: datetime | None = None
    """When a comment or post was written, aware, as far as the page says so."""
    address: str | None = None
    """The address of an embedded post, or of what a block quotation is cited from."""
    byline: bool = False
    """It does nothing but name who wrote a comment, and when."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a parser hands on: the readable text, its blocks in reading order, and what the page says of itself."""

    text: str
    blocks: list[Block]
    parted: bool = False
    """The markup parts the article from comments and page furniture, as HTML does: the wording need not guess where comments begin."""
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    """As the page declares it: a BCP 47 tag such as en or en-GB."""
    claim_reviews: list[ClaimReview] = []


class Passage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of text with the section it belongs to, and the reason."""

    start: int
    stop: int
    section: Section
    because: str
    confidence: float = 1.0
    """How sure it is that the passage belongs to that section, 0 to 1 (seeds/section_confidence.csv)."""
    comment: int | None = None
    speaker: str | None = None
    """Who speaks here, if not the document's author: of a transcript, a quote, a post, a comment."""
    depth: int | None = None
    """How deep in its thread a comment stands: 1 answers nobody; None where nothing tells."""
    said_at: datetime | None = None
    """When a comment or post was written, as far as the document says so."""
    address: str | None = None
    """The address of an embedded post, or of what a block quotation is cited from."""
    byline: bool = False
    """It does nothing but name who wrote a comment, and when: no claim."""


class Mention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A cue in a claim: the words that hedge, ask, deny, approximate or strengthen."""

    start: int
    stop: int
    kind: MentionKind
    cue: str
    """The words found, folded to lower case; seeds/cues.csv has the phrase they match."""
    holder: Holder
    certainty: float
    """What is left of certainty where this cue governs, 0 to 1 (seeds/cues.csv); 1: does not touch it."""
    low: float | None = None
    """Least probability that a verbal probability such as likely stands for, 0 to 1, by ICD 203; None for any other cue."""
    high: float | None = None
    """Greatest probability that it stands for."""


class Attribution(msgspec.Struct, frozen=True, kw_only=True, gc=False):
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


class Quantity(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number with its unit, as an interval: `low` to `high` is what the words allow ("over two hours": 2 to inf)."""

    start: int
    stop: int
    value: float
    unit: str
    """Singular and normalised: hour, percent, USD, person, missile ...; '' for a bare number; 'ordinal' for eighth."""
    approximate: bool
    low: float
    high: float


class DateMention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A calendar date as far as the words give it."""

    start: int
    stop: int
    year: int | None
    month: int | None
    day: int | None


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
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


class TableRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a table of claims: who says what of which thing, as given, and the line of the document's text that tells it."""

    row: int
    """Counted from 1, without the header."""
    start: int
    stop: int
    text: str
    source: str
    object: str
    attribute: str
    value: str
    number: float | None
    """What the value measures, in the base unit of its dimension, if it is a measure."""
    dimension: str | None
    """As seeds/units.csv has it; "" for a bare number, clock for a time of day in minutes, date for a day."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One document read: what `parse_batch` gives for one row. `error` is None unless the document cannot be read."""

    document_id: str
    document_name: str
    media_type: str | None
    text: str
    title: str | None
    publisher: str | None
    publisher_said_by: Literal["sender", "page"] | None
    """Whose word it is: a page's own word for who publishes it gives it no standing."""
    url: str | None
    author: str | None
    published_at: datetime | None
    language: str | None
    sha256: str
    error: str | None
    claim_reviews: list[ClaimReview]
    passages: list[Passage]
    claims: list[Claim]
    rows: list[TableRow] = []
    """Of a table of claims."""
    passed_over: list[str] = []
    """Rows of it that cannot be used, each with the reason."""


class TableFile(msgspec.Struct, frozen=True, kw_only=True):
    """One exported Parquet file, with what is needed to check it."""

    table: str
    path: str
    """Relative to the manifest."""
    rows: int
    bytes: int
    sha256: str


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """A file that describes the tables of an export in a standard's terms."""

    path: str
    """Relative to the manifest."""
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a snapshot or an export holds; `snapshot_id` is the hash of the snapshot's digests and ruleset: equal content, equal name."""

    snapshot_id: str
    ruleset_id: str
    schema_id: str
    """The hash of the tables' definitions: equal id, equal columns."""
    credibly_version: str
    parsers: dict[str, str]
    """The libraries that took the documents apart, with their versions."""
    documents: int
    failed_documents: int
    claims: int
    rated_claims: int
    licence: str | None
    """What the one who exports says of the use of the data; the texts belong to whom they belong to."""
    filters: dict[str, str | float | bool]
    """Which claims were exported; empty: all of them. Scores and counts are always those of the whole snapshot."""
    left_out: list[str]
    """Columns that were not exported, as table.column."""
    files: list[TableFile]
    descriptions: list[Description] = []
    """Of an export of tables: croissant.json, datapackage.json."""
    digest: str
    """SHA-256 of this manifest as it is written with an empty digest."""


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time in which nothing was received or removed, and the snapshot of what had been received by then."""

    since: datetime
    """When the last of it was received or removed."""
    until: datetime | None
    """When more was received or removed: the first moment that it no longer stands for; None: nothing since."""
    snapshot_id: str
    ruleset_id: str
    log_bytes: int
    """How far the log goes with it."""
    asked: bool
    """Published as of a time: kept as long as its rules are in force."""


# Served. One Struct per answer of the API. Where a Struct mirrors a table, its fields are the table's columns, and the columns' comments
# (sql/schema/) are the fields' descriptions in the OpenAPI document.

PropositionKind = Literal["statement", "quantity", "state", "presupposition"]

OriginKind = Literal["speaker", "publisher", "document", "commenter"]

SCORE_MEANS: Final = (
    "support score: how well a claim is supported by how, where and by whom it is said in these documents; "
    "it orders claims, is no probability and never says that a claim is true"
)


class Contribution(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the ledger: a rule that fired on a claim. `bits` is `strength` times `weight`, within its family's bounds."""

    rule_id: str
    title: Annotated[str, msgspec.Meta(description="What the rule rates, in a line.")]
    family: str
    strength: float
    weight: float
    bits: float
    because: str
    evidence: list[str]


class UtteranceGround(msgspec.Struct, frozen=True, kw_only=True):
    """A reason to believe, or not, that a claim's source said it: a line of the ledger of `utterance_score`."""

    ground: str
    strength: float
    weight: float
    bits: float
    because: str


class ScoredClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as worded, where it stands, and its support score: null, with the reason, where it is not rated."""

    claim_id: str
    document_id: str
    document_name: str
    start: int
    stop: int
    text: str
    passage: int
    section: Section
    source_id: str
    author_id: str | None
    kind: ClaimKind
    checkable: bool
    check_worthiness: float
    certainty: float
    score: float | None
    bits: float | None
    icd203: str | None
    icd203_low: float | None
    icd203_high: float | None
    admiralty: str | None
    admiralty_because: str | None
    utterance_score: float | None
    unrated_because: UnratedBecause | None
    origins_min: int
    origins_max: int
    contradictions: int
    source: str | None
    object: str | None
    attribute: str | None
    value: str | None


class StoredDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document that was received, without its text; `error` says why it could not be read."""

    document_id: str
    document_name: str
    media_type: MediaType | None
    title: str | None
    publisher: str | None
    publisher_said_by: Literal["sender", "page"] | None
    url: str | None
    author: str | None
    published_at: datetime | None
    language: str | None
    sha256: str
    characters: int
    claims: int
    error: str | None


class StoredPassage(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a document with its section, and the reason."""

    passage: int
    start: int
    stop: int
    section: Section
    because: str
    confidence: float
    comment: int | None
    speaker: str | None
    depth: int | None
    said_at: datetime | None
    address: str | None
    byline: bool


class ListedPassage(StoredPassage, frozen=True, kw_only=True):
    """A passage in a list of passages, with its words."""

    document_id: str
    text: Annotated[str, msgspec.Meta(description="Its words.")]


class StoredClaimReview(msgspec.Struct, frozen=True, kw_only=True):
    """A published fact check that a page carries: somebody else's verdict, shown and never part of a score."""

    review: int
    claim: str
    claimant: str | None
    rating: str | None
    rating_value: float | None
    best_rating: float | None
    worst_rating: float | None
    reviewer: str | None
    url: str | None


class FullDocument(StoredDocument, frozen=True, kw_only=True):
    """A document with its readable text and its passages in reading order."""

    text: str
    passages: Annotated[list[StoredPassage], msgspec.Meta(description="In reading order.")]
    claim_reviews: Annotated[list[StoredClaimReview], msgspec.Meta(description="Fact checks that the page carries as ClaimReview.")]


class StoredSource(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever is named as saying something, a publisher, a document's own voice, a commenter."""

    source_id: str
    name: str
    kind: SourceKind
    claims: int
    rated: int
    documents: int
    mean_score: float | None


class SourceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How the claims of a source fared against what independent origins say, and what its word weighs for it."""

    source_id: str
    claims: int
    compared: float
    agreed: float
    prior: float
    record: float
    admiralty: str
    bits: float
    unnamed: bool
    copying_group: str | None


class SourceCopy(msgspec.Struct, frozen=True, kw_only=True):
    """Two sources of tables of which one copies the other, or both a third: they have one vote."""

    source_id: str
    source_name: Annotated[str, msgspec.Meta(description="Its name.")]
    other_source_id: str
    other_source_name: Annotated[str, msgspec.Meta(description="The other's name.")]
    copying_group: str
    shared_rare: int
    items: int
    different: int
    bits: float
    because: str


class ValueSaid(msgspec.Struct, frozen=True, kw_only=True):
    """A value that a source of a table states of the thing and attribute of a claim."""

    value: str
    score: float
    claim_id: str
    source_id: str
    source_name: Annotated[str, msgspec.Meta(description="Name of the source that states it.")]
    record: float
    copying_group: str | None


class StoredProposition(msgspec.Struct, frozen=True, kw_only=True):
    """What one or more claims assert, with how many stand behind it."""

    proposition_id: str
    kind: PropositionKind
    text: str
    claims: int
    documents: int
    publishers: int
    origins_min: int
    origins_max: int
    contradictions: int
    updates: int


class ListedLink(msgspec.Struct, frozen=True, kw_only=True):
    """A relation between two propositions, claim by claim."""

    claim_id: str
    other_claim_id: str
    proposition_id: str
    other_proposition_id: str
    relation: Literal["contradicts", "updates"]
    similarity: float
    because: str


class StoredOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """One origin behind a proposition: everything that rests on it counts once."""

    origin_id: str
    name: str
    kind: OriginKind
    established: bool
    claims: int
    documents: int
    because: str


class StoredRule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of the scoring policy."""

    rule_id: str
    family: str
    weight: float
    title: str


class StoredProfile(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that a profile weighs otherwise than the scoring policy does."""

    profile: str
    rule_id: str
    weight: float


class StoredFamily(msgspec.Struct, frozen=True, kw_only=True):
    """A family of rules, and how far all of them together may move a claim."""

    family: str
    floor: float | None
    cap: float | None
    title: str


class QuotedMention(msgspec.Struct, frozen=True, kw_only=True):
    """A cue in a claim, with the words of the text that it stands in."""

    start: int
    stop: int
    words: Annotated[str, msgspec.Meta(description="The words as the text has them.")]
    kind: MentionKind
    cue: str
    holder: Holder
    certainty: float
    low: float | None
    high: float | None


class StoredAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """One link of a claim's chain of attribution, outermost first."""

    attribution: int
    depth: int
    source_id: str
    source: str
    source_kind: SourceKind
    source_start: int | None
    source_stop: int | None
    cue_start: int | None
    cue_stop: int | None
    content: list[tuple[int, int]]
    direct: bool
    implicit: bool


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that asserts a proposition: who says it, where, and in which words."""

    proposition_id: str
    claim_id: str
    text: str
    start: int
    stop: int
    coverage: float
    because: str
    document_id: str
    document_name: str
    publisher: str | None
    published_at: datetime | None
    section: Section
    source_id: str
    source_name: Annotated[str, msgspec.Meta(description="Canonical name of the source that is answerable for the claim.")]
    origin_id: str
    origin_name: Annotated[str, msgspec.Meta(description="Name of the origin that the claim rests on.")]
    score: float | None


class Opposition(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that contradicts a claim, updates it, or is updated by it; both stay side by side, neither is averaged away."""

    relation: Annotated[
        Literal["contradicts", "updates", "updated_by"],
        msgspec.Meta(
            description="What this claim does to the one asked about: contradicts it, updates it (a later state), or is updated by it."
        ),
    ]
    claim_id: str
    text: str
    proposition_id: str
    other_proposition_id: Annotated[str, msgspec.Meta(description="The proposition asked about, or of the claim asked about.")]
    similarity: float
    because: str
    document_id: str
    document_name: str
    publisher: str | None
    published_at: datetime | None
    section: Section
    source_id: str
    source_name: Annotated[str, msgspec.Meta(description="Canonical name of the source that is answerable for the claim.")]
    score: float | None


class CorrectionSaid(msgspec.Struct, frozen=True, kw_only=True):
    """A correction that a claim is about: of its own document, or of one that this derives from."""

    correction_id: str
    text: Annotated[str, msgspec.Meta(description="The first sentence of the correction, as worded.")]
    corrected_document_id: str
    corrected_document_name: Annotated[str, msgspec.Meta(description="That document's name.")]
    followed: bool
    established: bool
    withdrawn: list[str]
    instead: list[str]
    because: str


class PropositionWithOrigins(StoredProposition, frozen=True, kw_only=True):
    """A proposition with the origins behind it."""

    origins: Annotated[
        list[StoredOrigin], msgspec.Meta(description="Established ones first, then by the number of claims that rest on them.")
    ]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What every answer says of itself: which data and which rules it comes from."""

    snapshot_id: Annotated[str, msgspec.Meta(description="The published snapshot that answers: equal content, equal name.")]
    ruleset_id: Annotated[str, msgspec.Meta(description="The rules that scored it: 12 hex digits over sql/ and seeds/.")]


class ScoredAnswer(Answer, frozen=True, kw_only=True):
    """An answer that carries scores, and says what a score is."""

    score_means: Annotated[str, msgspec.Meta(description="What every score in this answer is, and what it is not.")] = SCORE_MEANS


class OtherWeight(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that was given another weight."""

    rule_id: Annotated[str, msgspec.Meta(description="The rule.")]
    weight: Annotated[float, msgspec.Meta(description="Bits at full strength in this answer.")]
    usual: Annotated[float, msgspec.Meta(description="Bits at full strength in the scoring policy.")]


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Under which weights the scores of an answer came about."""

    name: Annotated[str, msgspec.Meta(description="`default`, or the profile that was asked for.")] = "default"
    weights: Annotated[
        list[OtherWeight], msgspec.Meta(description="The weights that differ from the scoring policy's; empty: none does.")
    ] = []


class WeighedAnswer(ScoredAnswer, frozen=True, kw_only=True):
    """An answer whose scores can be asked for under other weights; nothing of it is stored."""

    profile: Annotated[Profile, msgspec.Meta(description="Under which weights these scores came about.")] = Profile()


NextCursor = Annotated[
    str | None,
    msgspec.Meta(description="Send it as `cursor`, with the same filters, for the next page of the same snapshot; null on the last page."),
]


class ClaimPage(WeighedAnswer, frozen=True, kw_only=True):
    """Claims in order of document_id, start, claim_id, or by score."""

    claims: list[ScoredClaim]
    next_cursor: NextCursor


class ClaimAnswer(WeighedAnswer, frozen=True, kw_only=True):
    """One claim."""

    claim: ScoredClaim


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a score rests on."""

    kind: Annotated[Literal["rule", "origin"], msgspec.Meta(description="A rule that fired, or an origin other than the claim's own.")]
    id: Annotated[str, msgspec.Meta(description="Its rule_id or origin_id.")]
    name: Annotated[str, msgspec.Meta(description="The rule's title, or the origin's name.")]


class Without(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim would have without some rules, or without some origins: summed anew, nothing is stored."""

    parts: Annotated[list[Part], msgspec.Meta(description="What is taken away.")]
    bits: Annotated[float, msgspec.Meta(description="The sum of what is left.")]
    score: Annotated[float, msgspec.Meta(description="The support score that follows from it.")]
    word: Annotated[str, msgspec.Meta(description="The word of ICD 203 for that score.")]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Something that would move a claim's score, and by how much: summed anew, nothing is stored."""

    change: Annotated[
        str, msgspec.Meta(description="supported, contradicted, unopposed, unhedged, on_record or main: what would be otherwise.")
    ]
    sentence: Annotated[str, msgspec.Meta(description="The same for a person, with the score before and after.")]
    bits: Annotated[float, msgspec.Meta(description="The sum it would have.")]
    score: Annotated[float, msgspec.Meta(description="The support score it would have.")]
    word: Annotated[str, msgspec.Meta(description="The word of ICD 203 for that score.")]


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """What the word for a claim's score rests on, and what would change it."""

    word: Annotated[str, msgspec.Meta(description="The word of ICD 203 in whose range the score lies; it orders, like the score.")]
    distance: Annotated[
        int | None,
        msgspec.Meta(description="Flip distance: how many rules or origins must go for another word; null: no such set changes it."),
    ]
    smallest: Annotated[Without | None, msgspec.Meta(description="The smallest set of rules or origins without which it changes.")]
    fewest_origins: Annotated[
        Without | None, msgspec.Meta(description="The fewest origins without which it changes; null: none of up to 20 on one side does.")
    ]
    alone: Annotated[
        list[Without],
        msgspec.Meta(description="Each rule and origin that moves the score, taken away by itself."),
    ]
    would_change: Annotated[list[Change], msgspec.Meta(description="What else would move the score.")]


class Explanation(WeighedAnswer, frozen=True, kw_only=True):
    """Why a claim has its score. The bits of `contributions` add up to `bits`, and `score` is 1 / (1 + 2^-bits) to six decimals."""

    claim: ScoredClaim
    contributions: Annotated[list[Contribution], msgspec.Meta(description="The ledger: greatest effect, up or down, first.")]
    bits: Annotated[float | None, msgspec.Meta(description="The sum of the contributions; null for a claim that is not rated.")]
    score: Annotated[
        float | None, msgspec.Meta(description="The support score that follows from the sum; null for a claim that is not rated.")
    ]
    flip: Annotated[
        Flip | None,
        msgspec.Meta(description="With `flip=true` and for a rated claim: what its rating rests on, and what would change it; else null."),
    ]
    utterance: Annotated[
        list[UtteranceGround],
        msgspec.Meta(description="Why it is believed that its source said it: greatest effect first; empty for a document's own voice."),
    ]
    mentions: Annotated[
        list[QuotedMention], msgspec.Meta(description="The words that hedge, ask, deny, approximate or strengthen, in order.")
    ]
    attributions: Annotated[list[StoredAttribution], msgspec.Meta(description="Who is said to say it, outermost first.")]
    propositions: Annotated[list[PropositionWithOrigins], msgspec.Meta(description="What the claim asserts, and the origins behind each.")]
    corroborating: Annotated[
        list[Saying],
        msgspec.Meta(description="Other claims that assert the same; at most 200: GET /v1/claims?proposition= gives all."),
    ]
    opposing: Annotated[
        list[Opposition], msgspec.Meta(description="Claims that contradict or update this one, or that it updates; at most 200.")
    ]
    corrections: Annotated[
        list[CorrectionSaid],
        msgspec.Meta(description="Corrections that withdraw what the claim says, or that it follows; at most 200."),
    ]
    values: Annotated[
        list[ValueSaid],
        msgspec.Meta(
            description="For a claim of a table: all values of its thing and attribute with who states them, the best first; at most 200."
        ),
    ]
    copies: Annotated[list[SourceCopy], msgspec.Meta(description="Which of these sources copy each other; at most 200 pairs.")]


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that gives a claim other bits than at the moment before."""

    rule_id: Annotated[str, msgspec.Meta(description="The rule.")]
    title: Annotated[str, msgspec.Meta(description="What the rule rates, in a line.")]
    before: Annotated[float, msgspec.Meta(description="Its bits at the moment before; 0 where it did not fire.")]
    bits: Annotated[float, msgspec.Meta(description="Its bits now; 0 where it fires no longer.")]
    because: Annotated[str, msgspec.Meta(description="Why it gives these bits; where it fires no longer, why it did.")]


class DocumentMoved(msgspec.Struct, frozen=True, kw_only=True):
    """A document that the score of a claim may rest on, and that does so only at one of two moments."""

    document_id: Annotated[str, msgspec.Meta(description="Its id.")]
    document_name: Annotated[str, msgspec.Meta(description="The name it was received under.")]
    change: Annotated[
        Literal["came", "went"],
        msgspec.Meta(description="came: speaks of what the claim asserts since this moment; went: no longer does, or was removed."),
    ]


class ClaimMoment(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as of a published moment: its score, and what moved it since the published moment before."""

    since: Annotated[datetime, msgspec.Meta(description="When the last document of this moment was received or removed.")]
    until: Annotated[datetime | None, msgspec.Meta(description="When more was received or removed; null: nothing since.")]
    snapshot_id: Annotated[str, msgspec.Meta(description="The snapshot that stands for it.")]
    ruleset_id: Annotated[str, msgspec.Meta(description="The rules that scored it.")]
    score: Annotated[float | None, msgspec.Meta(description="The support score then; null for a claim that is not rated.")]
    bits: Annotated[float | None, msgspec.Meta(description="The sum of its contributions then; null for a claim that is not rated.")]
    moved: Annotated[list[Moved], msgspec.Meta(description="Rules whose bits are others than before, the greatest change first.")]
    documents: Annotated[list[DocumentMoved], msgspec.Meta(description="Documents that came or went, in order of name.")]


class ClaimHistory(ScoredAnswer, frozen=True, kw_only=True):
    """A claim at each published moment in which it was stored, in order of time; at most the 100 newest."""

    claim_id: Annotated[str, msgspec.Meta(description="The claim.")]
    moments: list[ClaimMoment]


class PublishedMoment(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time that `as_of` can name, from `since` on and before `until`."""

    since: Annotated[datetime, msgspec.Meta(description="When the last document of this moment was received or removed.")]
    until: Annotated[datetime | None, msgspec.Meta(description="When more was received or removed; null: nothing since.")]
    snapshot_id: Annotated[str, msgspec.Meta(description="The snapshot that answers.")]


class MomentList(Answer, frozen=True, kw_only=True):
    """The moments that are published with the rules in force, in order of time."""

    moments: list[PublishedMoment]


class DocumentPage(Answer, frozen=True, kw_only=True):
    """Documents in order of document_id."""

    documents: list[StoredDocument]
    next_cursor: NextCursor


class PassagePage(Answer, frozen=True, kw_only=True):
    """Passages in order of document_id and passage."""

    passages: list[ListedPassage]
    next_cursor: NextCursor


class DocumentAnswer(Answer, frozen=True, kw_only=True):
    """One document with its text and passages."""

    document: FullDocument


class SourcePage(ScoredAnswer, frozen=True, kw_only=True):
    """Sources, those with most claims first, then in order of source_id."""

    sources: list[StoredSource]
    next_cursor: NextCursor


class SourceAnswer(ScoredAnswer, frozen=True, kw_only=True):
    """One source."""

    source: StoredSource
    record: Annotated[
        SourceRecord | None, msgspec.Meta(description="How its claims fared; null for a source none of whose words are provably its own.")
    ]
    copies: Annotated[list[SourceCopy], msgspec.Meta(description="Sources that it copies, or that copy it; at most 200.")]


class PropositionPage(Answer, frozen=True, kw_only=True):
    """Propositions, those in most documents first, then in order of proposition_id."""

    propositions: list[StoredProposition]
    next_cursor: NextCursor


class PropositionAnswer(ScoredAnswer, frozen=True, kw_only=True):
    """One proposition: who says it, in which words, and who contradicts or updates it."""

    proposition: PropositionWithOrigins
    said_by: Annotated[
        list[Saying],
        msgspec.Meta(description="The claims that assert it; at most 200: GET /v1/claims?proposition= gives all."),
    ]
    opposing: Annotated[list[Opposition], msgspec.Meta(description="Claims that contradict or update it, or that it updates; at most 200.")]


class LinkPage(Answer, frozen=True, kw_only=True):
    """Links in order of claim_id, other_claim_id, proposition_id, other_proposition_id."""

    links: list[ListedLink]
    next_cursor: NextCursor


class RuleList(Answer, frozen=True, kw_only=True):
    """The scoring policy, in order of rule_id, and the profiles that weigh some rules otherwise."""

    rules: list[StoredRule]
    profiles: list[StoredProfile]
    families: Annotated[list[StoredFamily], msgspec.Meta(description="How far the rules of one family may move a claim together.")]
    next_cursor: NextCursor


class ListedSnapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A published snapshot that is kept, and what it holds."""

    snapshot_id: Annotated[str, msgspec.Meta(description="Equal content, equal name.")]
    current: Annotated[bool, msgspec.Meta(description="Whether it is the one that is served when nothing else is asked for.")]
    ruleset_id: Annotated[str, msgspec.Meta(description="The rules that scored it.")]
    schema_id: Annotated[str, msgspec.Meta(description="The definitions of its tables: equal id, equal columns.")]
    credibly_version: Annotated[str, msgspec.Meta(description="The version that published it.")]
    documents: Annotated[int, msgspec.Meta(description="Documents in it.")]
    failed_documents: Annotated[int, msgspec.Meta(description="Of these, those that could not be read.")]
    claims: Annotated[int, msgspec.Meta(description="Claims in it.")]
    rated_claims: Annotated[int, msgspec.Meta(description="Of these, those with a support score.")]
    since: Annotated[
        datetime | None, msgspec.Meta(description="When the last document in it was received or removed; null where that is not noted.")
    ]
    until: Annotated[datetime | None, msgspec.Meta(description="When more was received or removed; null: nothing since.")]


class SnapshotPage(Answer, frozen=True, kw_only=True):
    """The snapshots that are kept, the current one first, then in order of snapshot_id."""

    snapshots: list[ListedSnapshot]
    next_cursor: NextCursor


class ExportedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a snapshot or an export, with what is needed to check it."""

    table: Annotated[str | None, msgspec.Meta(description="The table or the standard it holds; null for a file that describes the others.")]
    file: Annotated[str, msgspec.Meta(description="Its name.")]
    url: Annotated[str, msgspec.Meta(description="Where to download it, on this server.")]
    rows: Annotated[int | None, msgspec.Meta(description="How many rows it holds; null for a file that describes the others.")]
    bytes: Annotated[int, msgspec.Meta(description="Its size.")]
    sha256: Annotated[str, msgspec.Meta(description="SHA-256 of its bytes, hex.")]


class ExportedSnapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A snapshot that is kept, as files: its tables as Parquet, croissant.json, datapackage.json and manifest.json."""

    snapshot_id: Annotated[str, msgspec.Meta(description="Its name: equal content, equal name.")]
    ruleset_id: Annotated[str, msgspec.Meta(description="The rules that scored it.")]
    schema_id: Annotated[str, msgspec.Meta(description="The tables' definitions: equal id, equal columns.")]
    credibly_version: Annotated[str, msgspec.Meta(description="The version that published it.")]
    documents: Annotated[int, msgspec.Meta(description="Documents in it.")]
    claims: Annotated[int, msgspec.Meta(description="Claims in it.")]
    files: list[ExportedFile]


class ExportList(ScoredAnswer, frozen=True, kw_only=True):
    """The snapshots that are kept, as files: the same rows that the API serves."""

    credibly_version: Annotated[str, msgspec.Meta(description="The version that published the snapshot that answers.")]
    files: Annotated[list[ExportedFile], msgspec.Meta(description="The files of the snapshot that answers.")]
    snapshots: Annotated[list[ExportedSnapshot], msgspec.Meta(description="All that are kept, in order of snapshot_id.")]


class MovedRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule whose contribution to a claim is another than before."""

    rule_id: Annotated[str, msgspec.Meta(description="The rule.")]
    earlier: Annotated[float | None, msgspec.Meta(description="Its bits before; null where it did not fire.")]
    later: Annotated[float | None, msgspec.Meta(description="Its bits now; null where it fires no longer.")]


class ClaimChange(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that only one of two snapshots has, or that is another in each."""

    change: Annotated[Literal["added", "removed", "changed"], msgspec.Meta(description="What happened to it since the earlier snapshot.")]
    claim: Annotated[ScoredClaim, msgspec.Meta(description="The claim as it is now; as it was, if it was removed.")]
    earlier_score: Annotated[float | None, msgspec.Meta(description="Its score before; null for one that was not rated, or not there.")]
    rules: Annotated[
        list[MovedRule],
        msgspec.Meta(description="For a claim of both: rules whose bits are others, the greatest difference first."),
    ]


class ChangePage(ScoredAnswer, frozen=True, kw_only=True):
    """What became of claims from an earlier snapshot to a later one, in order of claim_id: done to the former, it gives the latter."""

    since: Annotated[str, msgspec.Meta(description="The earlier snapshot.")]
    changes: list[ClaimChange]
    next_cursor: Annotated[
        str | None,
        msgspec.Meta(description="Send it as `cursor` for the next page, which may come even after an empty one; null on the last."),
    ]


class PropositionChange(msgspec.Struct, frozen=True, kw_only=True):
    """A proposition of an earlier snapshot and one of a later that share claims, where it is not simply the same."""

    change: Annotated[
        Literal["renamed", "merged", "split", "regrouped"],
        msgspec.Meta(
            description="renamed: another claim leads it; merged: of several it is one; split: it is several; regrouped: parts of several."
        ),
    ]
    earlier_proposition_id: Annotated[str, msgspec.Meta(description="The proposition in the earlier snapshot.")]
    later_proposition_id: Annotated[str, msgspec.Meta(description="The one in the later snapshot.")]
    kind: Annotated[str, msgspec.Meta(description="The kind of both.")]
    earlier_text: Annotated[str, msgspec.Meta(description="The shortest wording of the former.")]
    later_text: Annotated[str, msgspec.Meta(description="The shortest wording of the latter.")]
    claims: Annotated[int, msgspec.Meta(description="Claims that went from the one to the other.")]


class LineagePage(Answer, frozen=True, kw_only=True):
    """What became of propositions from an earlier snapshot to a later one, in order of both their ids."""

    since: Annotated[str, msgspec.Meta(description="The earlier snapshot.")]
    lineage: list[PropositionChange]
    next_cursor: Annotated[str | None, msgspec.Meta(description="Send it as `cursor` for the next page; null on the last.")]


class ExportJob(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a snapshot that was asked for as files; kept as long as its snapshot, or until others need the room."""

    export_id: Annotated[str, msgspec.Meta(description="The hash of what was asked for: the same again is the same export.")]
    snapshot_id: Annotated[str, msgspec.Meta(description="The snapshot it is a part of.")]
    state: Annotated[
        Literal["queued", "running", "done", "failed"], msgspec.Meta(description="`done`: the files are there; `failed`: `error` says why.")
    ]
    url: Annotated[str, msgspec.Meta(description="Where to ask for this again.")]
    error: Annotated[str | None, msgspec.Meta(description="Why it failed, and what to do.")]
    files: Annotated[list[ExportedFile], msgspec.Meta(description="Its files, once it is done; manifest.json is the last.")]


class JudgedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of the text that was sent, with its ledger."""

    claim: ScoredClaim
    contributions: Annotated[list[Contribution], msgspec.Meta(description="The ledger: greatest effect, up or down, first.")]


class JudgedText(WeighedAnswer, frozen=True, kw_only=True):
    """A text that was sent, read and scored against what is stored; nothing of it is kept."""

    document_id: Annotated[str, msgspec.Meta(description="The id that it would have if it were stored.")]
    text: Annotated[str, msgspec.Meta(description="The readable text that every span counts in.")]
    error: Annotated[str | None, msgspec.Meta(description="Why no claim could be read in it, and what to do; null otherwise.")]
    claims: Annotated[list[JudgedClaim], msgspec.Meta(description="In reading order.")]


JobState = Literal["queued", "running", "done", "failed"]
"""How far something is that takes longer than a request."""


class JobDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one document that was sent."""

    document_name: Annotated[str, msgspec.Meta(description="Its name.")]
    document_id: Annotated[str | None, msgspec.Meta(description="Its id; null when it gave no document at all.")]
    state: Annotated[
        Literal["stored", "already stored", "failed"], msgspec.Meta(description="`failed`: nothing could be read in it; `error` says why.")
    ]
    claims: Annotated[int, msgspec.Meta(description="Claims in it.")]
    error: Annotated[str | None, msgspec.Meta(description="Why nothing could be read in it, and what to do.")]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was accepted and is done as soon as it can be."""

    job_id: Annotated[str, msgspec.Meta(description="The hash of what was sent: the same again is the same job.")]
    kind: Annotated[Literal["documents"], msgspec.Meta(description="What is done.")]
    state: Annotated[JobState, msgspec.Meta(description="`done` once it is published; `failed`: `error` says why.")]
    error: Annotated[str | None, msgspec.Meta(description="Why it failed, and what to do.")]
    documents: Annotated[list[JobDocument], msgspec.Meta(description="What became of what was sent, at most 1,000 of it, once it is done.")]
    stored: Annotated[int, msgspec.Meta(description="Documents that are stored, those included that were before.")]
    failed: Annotated[int, msgspec.Meta(description="Documents and records in which nothing could be read.")]
    snapshot_id: Annotated[
        str | None,
        msgspec.Meta(description="The first snapshot that holds them; null until it is published, and where all was there before."),
    ]


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the service runs, and what it has to serve."""

    status: Annotated[
        Literal["ok", "nothing published", "damaged"],
        msgspec.Meta(description="`nothing published`: runs, but has no data to serve yet; `damaged`: what is published cannot be read."),
    ]
    credibly_version: Annotated[str, msgspec.Meta(description="The version that is running.")]
    snapshot_id: Annotated[str | None, msgspec.Meta(description="The snapshot being served; null when nothing is published.")]
    ruleset_id: Annotated[str | None, msgspec.Meta(description="The rules that scored it; null when nothing is published.")]
    documents: Annotated[int, msgspec.Meta(description="Documents in it.")]
    claims: Annotated[int, msgspec.Meta(description="Claims in it.")]
