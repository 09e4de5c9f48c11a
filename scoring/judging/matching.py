"""Which claims say the same, which contradict each other, which a later state overtakes: sketches to propositions and links."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

import duckdb
import pyarrow as pa

from scoring.database import schema
from scoring.files import seed
from scoring.judging.candidates import candidates
from scoring.judging.sketches import NAMED, Amount, Sketch, State, weight
from scoring.model import Relation

SAME = 0.56
"""Similarity from which two whole claims say the same, unless something in them conflicts."""
_MUTUAL = frozenset(["and", "or", "with", "meeting", "call", "negotiation", "agree", "marry", "to", "between", "have", "be"])
"""Terms that leave two names in the same part whichever comes first."""
FEWEST = 3
"""Content words that two claims must share to say the same, unless they have no others."""
CONFLICT = 0.40
"""Similarity from which a conflict in wording (a denial, an antonym, another number) is about the same thing."""
ABOUT = 0.50
"""Share of the words around two quantities that must agree where no event ties them together."""
TIE = 8.0
"""Bits that the words around two quantities must share for their values to exclude each other."""
_NAMED = 16
"""Names under which a state meets others."""
_KEYED = 7
"""A claim's rarest terms; every pair of them is a key under which it meets others."""


class Comparison(NamedTuple):
    """How two claims stand to each other."""

    relation: Relation
    similarity: float
    """0 to 1."""
    because: str


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


@cache
def _antonyms() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for row in seed("antonyms"):
        table[row["word"]].add(row["opposite"])
        table[row["opposite"]].add(row["word"])
    return {word: frozenset(others) for word, others in table.items()}


@cache
def _superseded() -> frozenset[tuple[str, str]]:
    return frozenset((row["later"], row["earlier"]) for row in seed("state_changes"))


def similarity(a: Sketch, b: Sketch) -> float:
    """How much of two claims' weight is shared, 0 to 1: mostly Dice, partly the share of the shorter one."""
    less, more = (a, b) if len(a.terms) <= len(b.terms) else (b, a)
    shared = sum(bits for term, bits in less.terms.items() if term in more.terms)
    pool = 0.0
    if a.amounts or b.amounts:
        shared += NAMED * sum(_amounts_agree(x, y) for x, y in _paired(a.amounts, b.amounts))
        pool = NAMED * (len(a.amounts) + len(b.amounts)) / 2
    dice = 2 * shared / (a.total + b.total + 2 * pool)
    contained = min(1.0, shared / (min(a.total, b.total) + pool))
    return round(min(1.0, 0.7 * dice + 0.3 * contained), 4)


def _paired(left: Sequence[Amount], right: Sequence[Amount]) -> list[tuple[Amount, Amount]]:
    """Each quantity of the shorter list with one of its own dimension, in order."""
    free = list(right)
    pairs = []
    for amount in left:
        for other in free:
            if other.dimension == amount.dimension:
                free.remove(other)
                pairs.append((amount, other))
                break
    return pairs


def _bounds(amount: Amount) -> tuple[float, float]:
    """The interval with its tolerance: an open end reaches half as far again, an approximation 15 % either way."""
    low, high = amount.low, amount.high
    if math.isinf(high):
        high = low * 1.5
    slack = 0.15 if amount.approximate else 0.01
    return low - abs(low) * slack, high + abs(high) * slack


def _amounts_agree(a: Amount, b: Amount) -> bool:
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    return a.dimension == b.dimension and low_a <= high_b and low_b <= high_a


def _weight(terms: frozenset[str]) -> float:
    """Bits of some terms together, the same in whatever order the set gives them."""
    return math.fsum(weight(term) for term in terms)


def _same_measured(a: Amount, b: Amount) -> bool:
    """Whether two quantities measure the same thing: the same event, or much the same words around them."""
    if a.dimension != b.dimension:
        return False
    if a.event and b.event:
        return a.event == b.event
    least = min(_weight(a.about), _weight(b.about))
    return least > 0 and _weight(a.about & b.about) / least >= ABOUT


def _same_theme(a: State, b: State) -> bool:
    """Whether two states are of one event: no other place, and not each with a party that the other lacks."""
    if a.theme != b.theme or (a.place and b.place and a.place != b.place):
        return False
    return not (a.parties - b.parties and b.parties - a.parties)


def _same_story(a: Sketch, b: Sketch) -> bool:
    """Whether two claims speak of one affair: two names in common, counting the two sentences before each, or one and another that
    either document keeps coming back to."""
    if a.document_id == b.document_id:
        return True
    near = len(a.context & b.context)
    return near >= 2 or (near == 1 and len((a.context | a.story) & (b.context | b.story)) >= 2)


def _stands_in(amount: Amount, sketch: Sketch) -> bool:
    return any(_amounts_agree(amount, other) for other in sketch.amounts)


def _relate_amounts(a: Sketch, x: Amount, b: Sketch, y: Amount) -> Comparison:
    """Two quantities: the same value of the same thing, another value of it, or unrelated."""
    if not _same_measured(x, y):
        return Comparison("unrelated", 0.0, "they measure different things")
    tied = bool(a.context & b.context) and _weight(x.about & y.about) >= TIE
    if not tied and not _same_story(a, b):
        return Comparison("unrelated", 0.0, "they belong to different affairs")
    alike = similarity(a, b)
    what = f"{x.event or ', '.join(sorted(x.about & y.about))} ({x.dimension})"
    if _amounts_agree(x, y):
        return Comparison("same", alike, f"the same quantity of {what}")
    if _stands_in(x, b) or _stands_in(y, a):
        return Comparison("unrelated", alike, "both values stand in one of them")
    if tied or alike >= CONFLICT or (x.event and len(a.context & b.context) >= 2):
        return Comparison("contradicts", alike, f"another quantity of {what}")
    return Comparison("unrelated", alike, "other values, and not clearly of the same thing")


def _relate_states(a: Sketch, x: State, b: Sketch, y: State) -> Comparison:
    """Two states of an event: the same, one denying the other, or one that overtakes the other (a acts on b)."""
    if not _same_theme(x, y) or not _same_story(a, b):
        return Comparison("unrelated", 0.0, "they speak of different events")
    alike = similarity(a, b)
    if x.state == y.state:
        if x.polarity == y.polarity:
            return Comparison("same", alike, f"{x.theme}: both {_worded(x)}")
        if _put_in(x, b) or _put_in(y, a):
            return Comparison("unrelated", alike, "both states stand in one of them")
        return Comparison("contradicts", alike, f"{x.theme}: {_worded(x)} against {_worded(y)}")
    if x.polarity > 0 and y.polarity > 0 and (x.state, y.state) in _superseded():
        return Comparison("updates", alike, f"{x.theme}: {_worded(x)} overtakes {_worded(y)}")
    return Comparison("unrelated", alike, "different states that do not exclude each other")


def _put_in(state: State, sketch: Sketch) -> bool:
    return any((z.theme, z.state, z.polarity) == (state.theme, state.state, state.polarity) for z in sketch.states)


def _worded(state: State) -> str:
    return state.state if state.polarity > 0 else f"not {state.state}"


def relate(a: Sketch, b: Sketch) -> Comparison:
    """Two whole claims: the same, contradicting, or unrelated (merely related counts as unrelated)."""
    alike = similarity(a, b)
    conflict = _conflict(a, b, alike)
    if conflict:
        return Comparison("contradicts", alike, conflict)
    if alike >= SAME and (difference := _difference(a, b)):
        return Comparison("unrelated", alike, difference)
    if alike >= SAME and _enough(a, b):
        shared = sorted(a.terms.keys() & b.terms.keys(), key=lambda t: (-a.terms[t], t))
        return Comparison("same", alike, "agree in " + ", ".join(shared[:5]))
    return Comparison("unrelated", alike, "too little in common")


def _difference(a: Sketch, b: Sketch) -> str:
    """What keeps two claims in much the same words from being one proposition, in words; '' if nothing does."""
    if a.models - b.models and b.models - a.models:
        return f"{min(a.models - b.models)} is not {min(b.models - a.models)}"
    if a.dates and b.dates and not a.dates & b.dates:
        return f"another date: {min(a.dates)} against {min(b.dates)}"
    if a.modal != b.modal:
        return "one says what is, the other what may or will be"
    for x in a.states:
        for y in b.states:
            if x.theme == y.theme and x.state != y.state and not any(z.theme == x.theme and z.state == x.state for z in b.states):
                return f"{x.theme}: {_worded(x)} is not {_worded(y)}"
    return ""


def _exchanged(a: Sketch, b: Sketch) -> bool:
    """Whether two claims in the same words give two names each other's part: "A beat B" and "B beat A", but not "A met B" and "B met A"."""
    if len(a.order) < 2 or a.order[:2] != b.order[:2][::-1] or ("by" in a.lemmas) != ("by" in b.lemmas):
        return False
    return not a.between <= _MUTUAL and not b.between <= _MUTUAL


def _enough(a: Sketch, b: Sketch) -> bool:
    """Whether two claims share enough words to say the same: "the dam held" is not said by whatever speaks of a dam that holds."""
    shared = len(a.terms.keys() & b.terms.keys())
    return shared >= FEWEST or shared == len(a.terms) == len(b.terms)


def _conflict(a: Sketch, b: Sketch, alike: float) -> str:
    """What in two claims about the same thing excludes the other, in words; '' if nothing does."""
    if alike < CONFLICT:
        return ""
    for x in a.states:
        for y in b.states:
            if _same_theme(x, y) and x.state == y.state and x.polarity != y.polarity:
                return f"{x.theme}: {_worded(x)} against {_worded(y)}"
    if a.terms.keys() == b.terms.keys() and _exchanged(a, b):
        return f"{a.order[0]} and {a.order[1]} change places"
    for word in sorted(a.lemmas - b.lemmas) if a.negated == b.negated else ():
        for opposite in sorted(_antonyms().get(word, frozenset())):
            if opposite in b.lemmas and opposite not in a.lemmas:
                return f"“{word}” against “{opposite}”"
    if a.negated != b.negated and alike >= SAME:
        return "one denies what the other asserts"
    pairs = [(x, y) for x, y in _paired(a.amounts, b.amounts) if _same_measured(x, y)]
    if pairs and alike >= SAME and not any(_amounts_agree(x, y) for x, y in pairs):
        one, other = pairs[0]
        return f"{one.low:g} against {other.low:g} ({one.dimension})"
    return ""


# ---------------------------------------------------------------- propositions


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
        return _relate_amounts(a.sketch, a.part, b.sketch, b.part)
    if isinstance(a.part, State) and isinstance(b.part, State):
        return _relate_states(a.sketch, a.part, b.sketch, b.part)
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
