"""Which claims say the same, which contradict each other, which a later state overtakes: sketches to propositions and links."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import duckdb
import pyarrow as pa

from scoring.database import schema
from scoring.judging.candidates import candidates
from scoring.judging.relations import Comparison, relate, relate_amounts, relate_states
from scoring.judging.sketches import Amount, Sketch, State

_NAMED = 16
"""Names under which a state meets others."""
_KEYED = 7
"""A claim's rarest terms; every pair of them is a key under which it meets others."""


class Item(NamedTuple):
    """One thing a claim asserts: itself as a statement, a quantity in it, or a state it puts an event into."""

    sketch: Sketch
    kind: str
    """statement, quantity or state."""
    part: Amount | State | None

    @property
    def start(self) -> int:
        return self.part.start if self.part else self.sketch.start

    @property
    def stop(self) -> int:
        return self.part.stop if self.part else self.sketch.stop


class Matched(NamedTuple):
    """What matching finds in a corpus: rows for the tables propositions (in part), assertions (in part) and links."""

    assertions: pa.Table
    """proposition_id, kind, claim_id, start, stop, coverage, because."""
    links: pa.Table
    """claim_id, other_claim_id, proposition_id, other_proposition_id, relation, similarity, because."""


def items(all_sketches: Iterable[Sketch]) -> list[Item]:
    """Everything the claims assert, by claim: the statement itself, then its quantities and states."""
    out: list[Item] = []
    for sketch in all_sketches:
        out.append(Item(sketch, "statement", None))
        out.extend(Item(sketch, "quantity", amount) for amount in sketch.amounts)
        out.extend(Item(sketch, "state", state) for state in sketch.states)
    return out


def _keys(item: Item) -> list[str]:
    """The keys under which an item meets others it may be the same as, or conflict with."""
    if isinstance(item.part, State):
        return [f"state:{item.part.theme}:{name}" for name in sorted(item.sketch.context | item.sketch.story)[:_NAMED]]
    if isinstance(item.part, Amount):
        ties = [item.part.event] if item.part.event else sorted(item.part.about)
        return [f"quantity:{item.part.dimension}:{tie}" for tie in ties]
    rarest = sorted(item.sketch.terms, key=lambda t: (-item.sketch.terms[t], t))[:_KEYED]
    return [f"statement:{x}:{y}" for x, y in combinations(sorted(rarest), 2)]


def _relate_items(a: Item, b: Item) -> Comparison:
    """How item `a` stands to item `b` of the same kind."""
    if isinstance(a.part, Amount) and isinstance(b.part, Amount):
        return relate_amounts(a.sketch, a.part, b.sketch, b.part)
    if isinstance(a.part, State) and isinstance(b.part, State):
        return relate_states(a.sketch, a.part, b.sketch, b.part)
    return relate(a.sketch, b.sketch)


def match(con: duckdb.DuckDBPyConnection, all_sketches: Sequence[Sketch]) -> Matched:
    """Propositions and links of a corpus. Its claims come in an order of their own, senior documents first, so the outcome does not
    depend on how they came in."""
    found = items(all_sketches)
    same: dict[int, dict[int, Comparison]] = defaultdict(dict)
    other: list[tuple[int, int, Comparison]] = []
    for a, b in candidates(con, ((i, key) for i, item in enumerate(found) for key in _keys(item))):
        if found[a].sketch is found[b].sketch:
            continue
        answer = _relate_items(found[a], found[b])
        if answer.relation == "same":
            same[a][b] = same[b][a] = answer
        elif answer.relation == "contradicts":
            other += [(a, b, answer), (b, a, answer)]
        elif answer.relation == "updates":
            other.append((a, b, answer))
        elif (back := _relate_items(found[b], found[a])).relation == "updates":
            other.append((b, a, back))
    leaders = _leaders(found, same, other)
    return Matched(_assertions(found, leaders, same, other), _links(found, leaders, other))


def _leaders(
    found: Sequence[Item], same: Mapping[int, Mapping[int, Comparison]], other: Sequence[tuple[int, int, Comparison]]
) -> list[int]:
    """For each item the one that leads its proposition: no chain of likenesses, every member is the same as its leader.

    The items that most established publishers are like lead first, then those with most likenesses, so that unknown documents do not
    part established ones. A member joins the leader it is most alike, unless it contradicts one that joined before.
    """
    against: dict[int, set[int]] = defaultdict(set)
    for a, b, answer in other:
        if answer.relation == "contradicts":
            against[a].add(b)
            against[b].add(a)

    def precedence(i: int) -> tuple[int, int, str, int]:
        standing = sum(found[j].sketch.established for j in (i, *same.get(i, ())))
        return -standing, -len(same.get(i, ())), found[i].sketch.claim_id, found[i].start

    leader: dict[int, int] = {}
    members: dict[int, set[int]] = defaultdict(set)
    for i in sorted(range(len(found)), key=precedence):
        led_by = [j for j in same.get(i, ()) if leader.get(j) == j and against[i].isdisjoint(members[j])]
        leader[i] = min(led_by, key=lambda j: (-same[i][j].similarity, found[j].sketch.claim_id, found[j].start)) if led_by else i
        members[leader[i]].add(i)
    return [leader[i] for i in range(len(found))]


def _proposition_id(item: Item) -> str:
    return "p_" + hashlib.sha256(f"{item.kind}:{item.sketch.claim_id}:{item.start}:{item.stop}".encode()).hexdigest()[:16]


def _coverage(item: Item) -> float:
    """How much of its claim an item is: all for a statement, else its words' share of the sentence, at least a quarter."""
    if item.kind == "statement":
        return 1.0
    return round(max(0.25, min(1.0, (item.stop - item.start) / (item.sketch.stop - item.sketch.start))), 4)


def _assertions(
    found: Sequence[Item], leaders: Sequence[int], same: dict[int, dict[int, Comparison]], other: Sequence[tuple[int, int, Comparison]]
) -> pa.Table:
    """Members of every proposition; a part of a claim makes one only if another claim says or opposes it."""
    sizes: dict[int, set[str]] = defaultdict(set)
    for i, lead in enumerate(leaders):
        sizes[lead].add(found[i].sketch.claim_id)
    linked = {leaders[i] for a, b, _ in other for i in (a, b)}
    best: dict[tuple[str, str], dict[str, object]] = {}
    for i, lead in enumerate(leaders):
        item = found[i]
        if item.kind != "statement" and len(sizes[lead]) < 2 and lead not in linked:
            continue
        row: dict[str, object] = {
            "proposition_id": _proposition_id(found[lead]),
            "kind": item.kind,
            "claim_id": item.sketch.claim_id,
            "start": item.start,
            "stop": item.stop,
            "coverage": _coverage(item),
            "because": same[i][lead].because if lead in same.get(i, {}) else "states it",
        }
        best.setdefault((str(row["proposition_id"]), item.sketch.claim_id), row)
    return pa.Table.from_pylist(list(best.values()), schema=_ASSERTIONS)


def _links(found: Sequence[Item], leaders: Sequence[int], other: Sequence[tuple[int, int, Comparison]]) -> pa.Table:
    rows: dict[tuple[str, ...], dict[str, object]] = {}
    for a, b, answer in other:
        row: dict[str, object] = {
            "claim_id": found[a].sketch.claim_id,
            "other_claim_id": found[b].sketch.claim_id,
            "proposition_id": _proposition_id(found[leaders[a]]),
            "other_proposition_id": _proposition_id(found[leaders[b]]),
            "relation": answer.relation,
            "similarity": answer.similarity,
            "because": answer.because,
        }
        rows.setdefault(tuple(str(row[c]) for c in ("claim_id", "other_claim_id", "proposition_id", "other_proposition_id")), row)
    return pa.Table.from_pylist(list(rows.values()), schema=_LINKS)


_ASSERTIONS = schema(
    proposition_id=pa.string(),
    kind=pa.string(),
    claim_id=pa.string(),
    start=pa.int64(),
    stop=pa.int64(),
    coverage=pa.float64(),
    because=pa.string(),
)
_LINKS = schema(
    claim_id=pa.string(),
    other_claim_id=pa.string(),
    proposition_id=pa.string(),
    other_proposition_id=pa.string(),
    relation=pa.string(),
    similarity=pa.float64(),
    because=pa.string(),
)
