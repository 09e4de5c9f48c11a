"""How two claims stand to each other: the same, contradicting, one overtaking the other, or unrelated; sketches compared part by part."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from scoring.files import seed
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


class Comparison(NamedTuple):
    """How two claims stand to each other."""

    relation: Relation
    similarity: float
    """0 to 1."""
    because: str


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


def relate_amounts(a: Sketch, x: Amount, b: Sketch, y: Amount) -> Comparison:
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


def relate_states(a: Sketch, x: State, b: Sketch, y: State) -> Comparison:
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
