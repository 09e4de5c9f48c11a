"""Published snapshots, read only: finds the current one, and asks it what the API offers."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Never, TypeVar

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from scoring.batch import READINGS, read, readings_table, score_batch, telling_words
from scoring.database import connect, has_table
from scoring.deadlines import watched
from scoring.errors import BadRequest, DamagedData, NothingPublished, StaleCursor, UnknownThing
from scoring.files import statement
from scoring.judging.otherwise import flip
from scoring.judging.rescoring import weigh
from scoring.judging.scores import Weights
from scoring.judging.weighing import chosen
from scoring.model import (
    SCORE_MEANS,
    ClaimAnswer,
    ClaimHistory,
    ClaimKind,
    ClaimMoment,
    ClaimPage,
    Contribution,
    CorrectionSaid,
    DocumentAnswer,
    Explanation,
    FullDocument,
    JudgedClaim,
    JudgedText,
    Manifest,
    MomentList,
    Opposition,
    Profile,
    PropositionAnswer,
    PropositionWithOrigins,
    PublishedMoment,
    QuotedMention,
    Reading,
    Received,
    RuleList,
    Saying,
    ScoredClaim,
    Section,
    SourceAnswer,
    SourceCopy,
    SourceRecord,
    StoredAttribution,
    StoredClaimReview,
    StoredFamily,
    StoredOrigin,
    StoredPassage,
    StoredProfile,
    StoredProposition,
    StoredRule,
    StoredSource,
    UtteranceGround,
    ValueSaid,
)
from scoring.moments import moment_named, read_moments, standing
from scoring.queries.asking import MOST_ROWS, Asked, Question, question
from scoring.queries.fields import CLAIMS, RULES
from scoring.queries.filters import Condition, any_of, at_least, at_most, has, missing
from scoring.queries.lookups import FILE, opened
from scoring.snapshots.cursors import Key as Key
from scoring.snapshots.cursors import decoded
from scoring.snapshots.histories import Standing, claim_moment
from scoring.snapshots.lists import Lists, Rows, kept

Row = TypeVar("Row", bound=msgspec.Struct)

OPEN = 4
"""Snapshots kept open at once: the current one, and former ones that someone still pages through."""

LOOK_EVERY = 0.5
"""Seconds between two looks at CURRENT."""

MOST_NEIGHBOURS = 50
"""Stored documents that a text is scored against: those that share most names and rare words with it."""

MOST_TERMS = 64
"""Names and rare words by which they are found."""

RELATED = 200
"""Most rows of one kind in an answer about one thing."""

MOST_MOMENTS = 100
"""Moments of a claim's history; each is asked of a snapshot of its own."""

_SNAPSHOT_ID = re.compile(r"[0-9a-z_-]{1,64}")


class ClaimFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims are asked for; None filters nothing."""

    document: str | None = None
    """The document's id or name."""
    section: Section | None = None
    kind: ClaimKind | None = None
    source: str | None = None
    """The id or a name of a source that is answerable for the claim or stands in its chain of attribution."""
    proposition: str | None = None
    """The id of a proposition that the claim asserts."""
    rated: bool | None = None
    min_score: float | None = None
    max_score: float | None = None
    text: str | None = None
    """A part of the wording, in any case."""


ClaimOrder = Literal["highest", "lowest"]
"""Claims by score: which come first."""


def conditions(asked: ClaimFilter) -> list[Condition]:
    """What a filter of claims asks of them, as conditions on declared fields."""
    named = {"document": "document", "section": "section", "kind": "kind", "source": "said_by", "proposition": "proposition_id"}
    given = msgspec.structs.asdict(asked)
    told = [any_of(CLAIMS, field, [given[name]]) for name, field in named.items() if given[name] is not None]
    if asked.rated is not None:
        told.append(missing(CLAIMS, "score", not asked.rated))
    told += [*at_least(CLAIMS, "score", asked.min_score), *at_most(CLAIMS, "score", asked.max_score)]
    if asked.text is not None:
        told.append(has(CLAIMS, "text", asked.text))
    return told


_WHOLE = tuple(CLAIMS.fields[name] for name in CLAIMS.shown)
"""The fields of a claim as it is shown when nothing else is asked for."""


def by_score(asked: Sequence[Condition], order: ClaimOrder | None) -> Question:
    """The claims that fit, in their usual order, or the rated ones by score."""
    if order is None:
        return question(CLAIMS, more=asked)
    return question(CLAIMS, Asked(sort="score:desc" if order == "highest" else "score"), [*asked, missing(CLAIMS, "score", False)])


class Snapshot(Lists):
    """One published snapshot. Any number of threads may ask it; each has its own cursor on the one read-only database."""

    _only: duckdb.DuckDBPyConnection | None = None
    """Under other weights: the one cursor that knows them."""

    def __init__(self, folder: Path) -> None:
        """Raises DamagedData when a file is missing or cannot be read."""
        self.folder = folder
        try:
            self.manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
            self._connection = connect(folder / "serve.duckdb", read_only=True)
        except (OSError, msgspec.MsgspecError, duckdb.Error) as error:
            raise DamagedData(f"snapshot {folder.name} cannot be read ({_first_line(error)}): publish again") from error
        self._has_ranks = has_table(self._connection, "claims_by_score")
        self._lookups = opened(folder / FILE)
        self._threads = threading.local()
        self._weighed: OrderedDict[str, Snapshot] = OrderedDict()
        self._lock = threading.RLock()
        self._profile = Profile()
        self._weights: Weights = {}

    def weighed(self, profile: str | None = None, weights: str | None = None) -> Snapshot:
        """This snapshot as it would be under other weights: those of a profile, or `rule:bits,...`. Nothing is stored.

        Its claims, explanations and scored texts, and the filters and order by score, go by these weights. Raises BadRequest for a
        profile or rule that the snapshot does not have.
        """
        if profile is None and weights is None:
            return self
        with self._lock:
            usual, profiles = self._policy
            chosen_profile, other = chosen(profile, weights, usual, profiles)
            key = msgspec.json.encode(chosen_profile).decode()
            if key not in self._weighed:
                self._weighed[key] = self._under(chosen_profile, other)
                while len(self._weighed) > OPEN:
                    self._weighed.popitem(last=False)
            self._weighed.move_to_end(key)
            return self._weighed[key]

    @cached_property
    def _policy(self) -> tuple[Weights, dict[str, Weights]]:
        """The weight of each rule, and the other weights of each profile."""
        usual = {row["rule_id"]: row["weight"] for row in self._result("exact_weights", {"profile": None})}
        names = sorted({row.profile for row in self._rows("profiles", StoredProfile)})
        return usual, {name: {r["rule_id"]: r["weight"] for r in self._result("exact_weights", {"profile": name})} for name in names}

    def _under(self, profile: Profile, weights: Weights) -> Snapshot:
        """A snapshot with one cursor, on which temporary tables hide the published ones."""
        other = copy(self)
        other._profile, other._weights, other._weighed = profile, weights, OrderedDict()
        other._lock = threading.RLock()
        if weights:
            other._only = self._connection.cursor()
            weigh(other._only, weights)
        return other

    # Lists: a page each, and a cursor to the next.

    @property
    def scores_are_ranked(self) -> bool:
        return self._has_ranks and not self._weights

    def listed(self, asked: Question, after: Key | None = None, limit: int = 50) -> Rows:
        """As every list; whole claims come from the row store: DuckDB would read thirty columns for fifty rows of them."""
        if self._lookups is None or self._weights or asked.groups or asked.fields != _WHOLE:
            return super().listed(asked, after, limit)
        found = super().listed(msgspec.structs.replace(asked, fields=(CLAIMS.place,)), after, limit)
        claims = [self._lookups.lying(place) or self._not_there(place) for (place,) in found.rows]
        return Rows(ScoredClaim.__struct_fields__, [tuple(claim) for claim in claims], found.next_cursor)

    def _not_there(self, place: int) -> Never:
        raise DamagedData(f"the row store of snapshot {self.folder.name} lacks the claim in row {place}: publish again")

    def claims(self, asked: ClaimFilter, after: Key | None = None, limit: int = 50, *, order: ClaimOrder | None = None) -> ClaimPage:
        """Claims in order of document_id, start, claim_id, or with `order` the rated ones by score, from after that key on."""
        found = self.listed(by_score(conditions(asked), order), after, limit)
        claims = msgspec.convert(found.records(), list[ScoredClaim])
        return ClaimPage(claims=claims, next_cursor=found.next_cursor, **self.weighed_origin)

    def policy(self) -> dict[str, Any]:
        """What belongs to the rules: their families, and the profiles that weigh some otherwise."""
        return {"profiles": self._rows("profiles", StoredProfile), "families": self._rows("families", StoredFamily)}

    def rules(self) -> RuleList:
        """The scoring policy."""
        rules = self.listed(question(RULES), limit=MOST_ROWS).records()
        return RuleList(rules=msgspec.convert(rules, list[StoredRule]), next_cursor=None, **self.policy(), **self.origin)

    # One thing each. All raise UnknownThing for an id that the snapshot does not have.

    def looked_up(self, claim_id: str) -> bytes | None:
        """The answer about a claim as JSON, by the weights in force, without a query; None where the snapshot has no row store.

        Raises UnknownThing.
        """
        if self._lookups is None:
            return None
        claim = self._lookups.claim(claim_id)
        if claim is None:
            raise self._unknown("claim", claim_id)
        return b"%s%s}" % (self._before_claim, msgspec.json.encode(dict(zip(ScoredClaim.__struct_fields__, claim, strict=True))))

    @cached_property
    def _before_claim(self) -> bytes:
        """What stands before the claim in an answer about it."""
        said = {**self.origin, "score_means": SCORE_MEANS, "profile": Profile()}
        return msgspec.json.encode(said)[:-1] + b',"claim":'

    def claim(self, claim_id: str) -> ClaimAnswer:
        return ClaimAnswer(claim=self._one("claim", ScoredClaim, claim_id), **self.weighed_origin)

    def explanation(self, claim_id: str, *, with_flip: bool = False) -> Explanation:
        """The ledger of a claim, and everything that it rests on; what would change its score, which takes far longer, if asked."""
        claim = self._one("claim", ScoredClaim, claim_id)
        values = self._rows("stated_values", ValueSaid, id=claim_id, at_most=RELATED) if claim.object is not None else []
        return Explanation(
            claim=claim,
            contributions=self._rows("contributions", Contribution, id=claim_id),
            bits=claim.bits,
            score=claim.score,
            flip=None if claim.score is None or not with_flip else flip(watched(self._connection.cursor()), claim_id, self._weights),
            utterance=self._rows("utterance_grounds", UtteranceGround, id=claim_id),
            mentions=self._rows("mentions", QuotedMention, id=claim_id),
            attributions=self._rows("attributions", StoredAttribution, id=claim_id),
            propositions=[self._with_origins(row) for row in self._rows("claim_propositions", StoredProposition, id=claim_id)],
            corroborating=self._rows("corroborating", Saying, id=claim_id, at_most=RELATED),
            opposing=self._rows("opposing_claim", Opposition, id=claim_id, at_most=RELATED),
            corrections=self._rows("corrections", CorrectionSaid, id=claim_id, at_most=RELATED),
            values=values,
            copies=self._copies([said.source_id for said in values], both=True),
            **self.weighed_origin,
        )

    def standing(self, claim_id: str) -> Standing | None:
        """What a history compares; None when the claim is not in this snapshot, or a former version wrote it, with other tables."""
        try:
            found = self._result("claim", {"id": claim_id})
            told = self._result("told_of", {"id": claim_id, "at_most": RELATED})
            ledger = self._rows("contributions", Contribution, id=claim_id)
        except (duckdb.CatalogException, duckdb.BinderException):
            return None
        if not found:
            return None
        return Standing(
            msgspec.convert(found[0], ScoredClaim),
            {row.rule_id: row for row in ledger},
            {row["document_id"]: row["document_name"] for row in told},
        )

    def document(self, document_id: str) -> DocumentAnswer:
        row = self._one_row("document", document_id)
        passages = self._rows("passages", StoredPassage, id=document_id)
        reviews = self._rows("claim_reviews", StoredClaimReview, id=document_id)
        whole = {**row, "passages": passages, "claim_reviews": reviews}
        return DocumentAnswer(document=msgspec.convert(whole, FullDocument), **self.origin)

    def source(self, source_id: str) -> SourceAnswer:
        source = self._one("source", StoredSource, source_id)
        records = self._rows("source_record", SourceRecord, id=source_id)
        record = records[0] if records else None
        return SourceAnswer(source=source, record=record, copies=self._copies([source_id], both=False), **self.origin)

    def proposition(self, proposition_id: str) -> PropositionAnswer:
        """A proposition: who says it, in which words, and who contradicts or updates it."""
        proposition = self._one("proposition", StoredProposition, proposition_id)
        return PropositionAnswer(
            proposition=self._with_origins(proposition),
            said_by=self._rows("said_by", Saying, id=proposition_id, at_most=RELATED),
            opposing=self._rows("opposing_proposition", Opposition, id=proposition_id, at_most=RELATED),
            **self.origin,
        )

    # A text among what is stored.

    def score(self, received: Received) -> JudgedText:
        """Read a text and score its claims against what is stored, storing nothing."""
        reading = read(received)
        judged = score_batch(self._with_neighbours(reading), weights={**self._policy[0], **self._weights} if self._weights else None)
        ledgers = _ledgers(judged)
        own = [claim for claim in judged["claims"].to_pylist() if claim["document_id"] == reading.document_id]
        claims = [
            JudgedClaim(claim=msgspec.convert(claim, ScoredClaim, strict=False), contributions=ledgers.get(claim["claim_id"], []))
            for claim in sorted(own, key=lambda row: (row["start"], row["claim_id"]))
        ]
        return JudgedText(document_id=reading.document_id, text=reading.text, error=reading.error, claims=claims, **self.weighed_origin)

    def _with_neighbours(self, reading: Reading) -> pa.Table:
        """A reading with the stored ones that speak of the same names and rare words: what it is judged among."""
        terms = telling_words(reading.text, MOST_TERMS)
        stored = self._arrow("neighbours", terms=terms, most=MOST_NEIGHBOURS).cast(READINGS)
        others = stored.filter(pc.field("document_id") != reading.document_id)
        return pa.concat_tables([readings_table([reading]), others])

    # How it is asked.

    @property
    def profile(self) -> Profile:
        """Under which weights its scores came about."""
        return self._profile

    @property
    def origin(self) -> dict[str, Any]:
        return {"snapshot_id": self.manifest.snapshot_id, "ruleset_id": self.manifest.ruleset_id}

    @property
    def weighed_origin(self) -> dict[str, Any]:
        return {**self.origin, "profile": self._profile}

    def _result(self, query: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
        """The rows of sql/queries/<query>.sql; parameters are bound, never formatted in."""
        with self.asking() as cursor:
            cursor.execute(statement(f"queries/{query}"), dict(parameters))
            columns = [column[0] for column in cursor.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    @contextmanager
    def asking(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that no other thread uses meanwhile."""
        cursor = self._cursor()
        with self._lock if cursor is self._only else nullcontext():
            yield watched(cursor)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own cursor; under other weights the only one that knows them."""
        if self._only is not None:
            return self._only
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._threads, "cursor", None)
        if cursor is None:
            cursor = self._threads.cursor = self._connection.cursor()
        return cursor

    def _arrow(self, query: str, **parameters: object) -> pa.Table:
        table: pa.Table = watched(self._cursor()).sql(statement(f"queries/{query}"), params=parameters).to_arrow_table()
        return table

    def _rows(self, query: str, row: type[Row], **parameters: object) -> list[Row]:
        return msgspec.convert(self._result(query, parameters), list[row])  # type: ignore[valid-type]

    def _one_row(self, noun: str, thing_id: str) -> dict[str, Any]:
        found = self._result(noun, {"id": thing_id})
        if not found:
            raise self._unknown(noun, thing_id)
        return found[0]

    def _unknown(self, noun: str, thing_id: str) -> UnknownThing:
        snapshot_id = self.manifest.snapshot_id
        became = f", GET /v1/exports/{snapshot_id}/lineage?since= tells what became of earlier ones" if noun == "proposition" else ""
        return UnknownThing(f"no {noun} {thing_id!r} in snapshot {snapshot_id}: GET /v1/{noun}s lists them{became}")

    def _one(self, noun: str, row: type[Row], thing_id: str) -> Row:
        return msgspec.convert(self._one_row(noun, thing_id), row)

    def _copies(self, source_ids: list[str], *, both: bool) -> list[SourceCopy]:
        """Pairs of copying sources of which one is among these; with `both`, the two of them."""
        return self._rows("source_copies", SourceCopy, ids=sorted(set(source_ids)), both=both, at_most=RELATED) if source_ids else []

    def _with_origins(self, proposition: StoredProposition) -> PropositionWithOrigins:
        origins = self._rows("origins", StoredOrigin, id=proposition.proposition_id, at_most=RELATED)
        return PropositionWithOrigins(**msgspec.structs.asdict(proposition), origins=origins)


class Snapshots:
    """The snapshots of a data folder. Moves to a newer one by itself; a former one stays readable as long as it is kept."""

    switches = 0
    """How often `current` moved to another snapshot: where it is the same before and after, all that was read is of one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._moving = threading.Lock()
        """Held by the thread that looks at CURRENT, and opens what it names."""
        self._opened: OrderedDict[str, Snapshot] = OrderedDict()
        self._current: Snapshot | None = None
        self._look_at = 0.0

    def current(self) -> Snapshot:
        """The snapshot that CURRENT names, looked up at most twice a second. Raises NothingPublished, DamagedData.

        While another thread moves to a newer one, which takes some ten milliseconds, it is the former.
        """
        with self._lock:
            held = self._current
            if held is not None and (time.monotonic() < self._look_at or self._moving.locked()):
                return held
        return self.look()[0]

    def look(self) -> tuple[Snapshot, int]:
        """Move to the snapshot that CURRENT names now; that, and `switches`. Raises what `current` raises."""
        with self._moving:
            try:
                named = self._named()
            except Exception:
                with self._lock:
                    self._current = None
                raise
            with self._lock:
                self.switches += self._current is not named
                self._current = named
                self._look_at = time.monotonic() + LOOK_EVERY
                return named, self.switches

    def get(self, snapshot_id: str) -> Snapshot:
        """The snapshot of that name. Raises UnknownThing when it is not kept, or never was."""
        return self._open(snapshot_id)

    def as_of(self, said: str | None) -> Snapshot:
        """The snapshot of what had been received by a time, as `moments.moment_named` takes it; None: the current one.

        It equals that of a store that never received more, judged by the rules of the current one. Raises UnknownThing with the remedy
        when none such is published, NothingPublished while documents that may count are not published yet.
        """
        current = self.current()
        if said is None:
            return current
        return self.get(standing(self.folder, moment_named(said), current.manifest.ruleset_id).snapshot_id)

    def kept(self) -> Lists:
        """The list of the snapshots that are kept."""
        current = self.current().manifest
        return kept(self.folder, current)

    def moments(self) -> MomentList:
        """The moments that `as_of` can name."""
        current = self.current()
        return MomentList(
            moments=[
                PublishedMoment(since=moment.since, until=moment.until, snapshot_id=moment.snapshot_id)
                for moment in read_moments(self.folder).moments
                if moment.ruleset_id == current.manifest.ruleset_id
            ],
            snapshot_id=current.manifest.snapshot_id,
            ruleset_id=current.manifest.ruleset_id,
        )

    def history(self, claim_id: str) -> ClaimHistory:
        """A claim at each published moment, of these rules and of former ones. Raises UnknownThing for a claim that none of them has."""
        current = self.current()
        told: list[ClaimMoment] = []
        before: Standing | None = None
        for moment in read_moments(self.folder).moments[-MOST_MOMENTS:]:
            try:
                snapshot = self.get(moment.snapshot_id)
            except UnknownThing:  # no longer kept since the moments were read
                continue
            now = snapshot.standing(claim_id)
            if now:
                told.append(claim_moment(moment, before or now, now))
            before = now or before
        if not told:
            raise UnknownThing(f"no published moment has a claim {claim_id!r}: GET /v1/claims lists the claims of the newest")
        return ClaimHistory(
            claim_id=claim_id, moments=told, snapshot_id=current.manifest.snapshot_id, ruleset_id=current.manifest.ruleset_id
        )

    def resume(self, asked: Question, cursor: str | None, as_of: str | None = None) -> tuple[Snapshot, Key | None]:
        """Where to read on in what is asked for: the snapshot and the key that `cursor` names; None: from the start.

        Raises BadRequest for a cursor that this question did not give or that is of another moment than `as_of`, StaleCursor for one whose
        snapshot is gone, and what `as_of` raises.
        """
        if cursor is None:
            return self.as_of(as_of), None
        snapshot_id, key = decoded(asked, cursor)
        if as_of is not None and snapshot_id != self.as_of(as_of).manifest.snapshot_id:
            raise BadRequest("cursor is of another moment than as_of: leave one of the two out")
        try:
            return self.get(snapshot_id), key
        except UnknownThing:
            self.current()  # nothing published at all is another matter
            raise StaleCursor(f"the snapshot of this cursor, {snapshot_id}, is no longer kept: start again without a cursor") from None

    def _named(self) -> Snapshot:
        """The snapshot that CURRENT names now."""
        try:
            return self._open((self.folder / "CURRENT").read_text(encoding="ascii", errors="replace").strip())
        except FileNotFoundError:
            remedy = "run `credibly ingest` on some documents, or point CREDIBLY_DATA at a data folder"
            raise NothingPublished(f"nothing is published in the data folder {self.folder.name!r}: {remedy}") from None
        except UnknownThing:
            raise DamagedData("CURRENT names a snapshot that is not there: publish again") from None

    def _open(self, snapshot_id: str) -> Snapshot:
        """One of the few that are open, else opened; the one longest unused makes room. It closes when its last reader is done."""
        with self._lock:
            if snapshot_id in self._opened:
                self._opened.move_to_end(snapshot_id)
                return self._opened[snapshot_id]
        folder = self.folder / "snapshots" / snapshot_id
        if not _SNAPSHOT_ID.fullmatch(snapshot_id) or not folder.is_dir():
            raise UnknownThing(f"snapshot {snapshot_id!r} is not kept here: GET /v1/exports names those that are")
        fresh = Snapshot(folder)  # others go on meanwhile
        with self._lock:
            opened = self._opened.setdefault(snapshot_id, fresh)
            spent = [self._opened.popitem(last=False) for _ in range(len(self._opened) - OPEN)]
        del spent, fresh  # what nobody reads closes here, and keeps nobody waiting
        return opened


def _ledgers(judged: Mapping[str, pa.Table]) -> dict[str, list[Contribution]]:
    """The contributions of judged tables by claim, the greatest effect first."""
    titles = {row["rule_id"]: row["title"] for row in judged["rules"].to_pylist()}
    rows = sorted(judged["contributions"].to_pylist(), key=lambda row: (-abs(row["bits"]), row["rule_id"]))
    ledgers: dict[str, list[Contribution]] = {}
    for row in rows:
        line = msgspec.convert({**row, "title": titles[row["rule_id"]]}, Contribution, strict=False)
        ledgers.setdefault(row["claim_id"], []).append(line)
    return ledgers


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
