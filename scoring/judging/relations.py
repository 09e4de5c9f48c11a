"""How two claims stand to each other: the same, contradicting, one overtaking the other, or unrelated; sketches compared part by part."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from scoring.files import seed
from scoring.judging.alignment import Alignment, align
from scoring.judging.differences import Difference, differences, two_sided
from scoring.judging.lexicon import APPROXIMATE, entry, talks, value, weight, widened
from scoring.judging.likeness import likeness
from scoring.judging.presupposed import Presupposition
from scoring.judging.sketches import HELD, PLANNED, Amount, Sketch, State, points
from scoring.judging.tolls import FALLING, tolls
from scoring.judging.wording import DATE, FRAME, NAME, NUMBER, SCOPE, Wording
from scoring.model import Relation

SAME = 0.39
"""Likeness from which two whole claims say the same, unless something in them conflicts."""
CONFLICT = 0.40
"""Likeness from which a conflict in wording (an antonym, another number) is about the same thing."""
CONSIDERED = 0.25
"""Likeness from which differences are looked for, to grade how alike two sentences are."""
DENIABLE = 0.25
"""Share of the shorter claim that must stand in the other for one to deny the other."""
DENIABLE_NARROW = 0.40
"""The same where support is asked for: what propositions are linked by must be about the same thing."""
ONE_STORY = 4
"""Names that two documents both keep coming back to which make them accounts of one affair."""
TELLING_COUNT = 10
"""Number from which people counted by different names may be the same: 14 miners, 14 people; not two children, two people."""
ONE_AFFAIR, AFFAIR_WORDS = 40.0, 4
"""Bits of the words that weigh most in two documents, and how many, that both must have to tell of one affair."""
LEAST, LEAST_DENIED = 0.3, 0.2
"""Share of the shorter claim whose very words must stand in the other for other words to be looked for; and if only one of them denies."""
LONG, FEW, DISTRACTING = 8, 5, 2
"""Units that two claims must share for people to overlook in them what is OVERLOOKED; and how many if other units, so many at least,
have no partner either. A short sentence that differs from another in a single word is read for that word."""
OVERLOOKED = frozenset(["name", "phrase", "figure", "unit", "modal", "nearly"])
"""Kinds of differences that people overlook who are asked whether two sentences say the same, as `relate` is; `supports` never does."""
FEWEST = 3
"""Units that two claims must share to say the same, unless they have no others."""
NEAR = 2
"""Units without a partner up to which two claims are near: a single word decides then."""
ONE_SIDED = 1
"""Units that one claim may have more than the other, names aside, for another name to make it another claim wherever it stands."""
PENALTIES = {"opposite": 0.1, "class": 0.1, "parity": 0.1, "number": 0.03, "nearly": 0.03, "name": 0.03}
"""What a kind of difference takes off likeness, once."""
_NUMBER, _NUMBERS, _NAMES = 0.02, 0.03, 0.03
"""What each number without a partner takes off likeness, and each pair of numbers or of names without partners on both sides."""
_MOST_PAIRS = 2
"""How many such pairs count."""
_OUTSIDE = FRAME | SCOPE
GRADED = 0.85
"""Power that makes of likeness what people say who grade how much two sentences mean the same."""
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


_DIFFERENT_AFFAIRS = Comparison("unrelated", 0.0, "they belong to different affairs")
_OTHERS = Comparison("unrelated", 0.0, "they belong to others")
_DIFFERENT_THINGS = Comparison("unrelated", 0.0, "they measure different things")


class _Rest(NamedTuple):
    """How many units of either claim have no partner, the fewer first."""

    less: int
    more: int


class _Rests(NamedTuple):
    """What two claims have left over: everything that tells something, and what of it is no name, or no date."""

    whole: _Rest
    unnamed: _Rest
    undated: _Rest


@cache
def _superseded() -> frozenset[tuple[str, str]]:
    return frozenset((row["later"], row["earlier"]) for row in seed("state_changes"))


def _bounds(amount: Amount) -> tuple[float, float]:
    """The interval with its tolerance, 1 % of what is no approximation."""
    return widened(amount.low, amount.high, APPROXIMATE if amount.approximate else 0.01)


def _amounts_agree(a: Amount, b: Amount) -> bool:
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    return a.dimension == b.dimension and low_a <= high_b and low_b <= high_a


@lru_cache(maxsize=100_000)
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
    return least > 0 and not a.about.isdisjoint(b.about) and _weight(a.about & b.about) / least >= ABOUT


def _same_theme(a: Sketch, x: State, b: Sketch, y: State) -> bool:
    """Whether two states are of one event: no other place, and not each with a party that the other lacks."""
    if x.theme != y.theme or (x.parties - y.parties and y.parties - x.parties):
        return False
    elsewhere = bool(x.place) and bool(y.place) and x.place != y.place
    return not elsewhere or _lies_in(a.wording, x.place, y.place) or _lies_in(b.wording, y.place, x.place)


def _lies_in(wording: Wording, place: str, wider: str) -> bool:
    """Whether a claim names a place with the wider one it lies in: "in Dorlin, Veland"."""
    units = [unit.lstrip("=").lower() for unit in wording.units]
    return (place.lower(), wider.lower()) in pairwise(units)


def _one_event(a: Sketch, x: State, b: Sketch, y: State) -> bool:
    """Whether two states of two claims are of one event.

    Of talks held or planned there are many: where one names no party, nobody may be foreign to it; and what was held was held by somebody
    whom both name, in the claim or just before it, and on no other date.
    """
    if not _same_theme(a, x, b, y):
        return False
    if x.theme not in talks() or {HELD, PLANNED}.isdisjoint((x.state, y.state)):
        return True
    around_x, around_y = x.parties or a.context, y.parties or b.context
    if (not y.parties and x.parties - around_y) or (not x.parties and y.parties - around_x):
        return False
    return HELD not in (x.state, y.state) or bool(x.parties | y.parties and around_x & around_y and not _dated_apart(a.wording, b.wording))


def _dated_apart(a: Wording, b: Wording) -> bool:
    """Whether both claims give days and months of which none is the same."""
    one, other = _dates(a), _dates(b)
    return bool(one) and bool(other) and one.isdisjoint(other)


def _dates(wording: Wording) -> frozenset[str]:
    """The days of months that a claim gives: "#16 october"."""
    units, marks = wording.units, wording.marks
    return frozenset(
        f"{units[k]} {word}"
        for i, word in enumerate(units)
        if marks[i] & DATE and not marks[i] & NUMBER
        for k in (i - 1, i + 1)
        if 0 <= k < len(units) and marks[k] & DATE and marks[k] & NUMBER
    )


def _same_story(a: Sketch, b: Sketch) -> bool:
    """Whether two claims speak of one affair: two names in common, counting the two sentences before each, or one and another that
    either document keeps coming back to, or, of those that both documents keep coming back to, four."""
    if a.document_id == b.document_id:
        return True
    near = len(a.context & b.context)
    wide = near == 1 and len((a.context | a.story) & (b.context | b.story)) >= 2
    return near >= 2 or wide or len(a.story & b.story) >= ONE_STORY


def _one_affair(a: Sketch, b: Sketch) -> bool:
    """Whether two claims stand in one document, or count people in two that share much of what they are about."""
    if a.document_id == b.document_id:
        return True
    shared = a.affair & b.affair
    return len(shared) >= AFFAIR_WORDS and _weight(shared) >= ONE_AFFAIR


def _parted(a: Sketch, x: Amount, b: Sketch, y: Amount) -> bool:
    """Whether names part two quantities: each has one close by that the other's claim and its context lack."""
    if x.named <= b.context or y.named <= a.context:
        return False
    return _foreign(x.named, b.names, b.context) and _foreign(y.named, a.names, a.context)


def _foreign(some: frozenset[str], *others: frozenset[str]) -> bool:
    """Whether one of some names is none of the others, nor a longer or shorter form of one.

    >>> _foreign(frozenset(["Halden Foods"]), frozenset(["Halden"])), _foreign(frozenset(["Halden Foods"]), frozenset(["Orr Foods"]))
    (False, True)
    """
    held, words_held = _held(others)
    for name in some:
        words = _in_words(name)
        if words not in held and (words.isdisjoint(words_held) or not any(words <= one or one <= words for one in held)):
            return True
    return False


@lru_cache(maxsize=100_000)
def _held(names: tuple[frozenset[str], ...]) -> tuple[frozenset[frozenset[str]], frozenset[str]]:
    """Some names, each as its words, and all their words."""
    each = frozenset(_in_words(name) for some in names for name in some)
    return each, frozenset(word for words in each for word in words)


@lru_cache(maxsize=100_000)
def _in_words(name: str) -> frozenset[str]:
    return frozenset(name.lower().split())


def _stands_in(amount: Amount, sketch: Sketch) -> bool:
    return any(_amounts_agree(amount, other) for other in sketch.amounts)


def relate_amounts(a: Sketch, x: Amount, b: Sketch, y: Amount, graded: Callable[[Sketch, Sketch], float] | None = None) -> Comparison:
    """Two quantities: the same value of the same thing, another value of it, or unrelated; of counts of people (tolls.py) also one that
    overtakes the other (a acts on b). `graded`: a `similarity` that remembers."""
    named_by_both = not a.context.isdisjoint(b.context)
    if not named_by_both and not _one_affair(a, b):
        return _DIFFERENT_AFFAIRS
    if _parted(a, x, b, y):
        return _OTHERS
    if x.event in tolls() or y.event in tolls():
        return _relate_tolls(a, x, b, y, graded or similarity)
    if not _same_measured(x, y):
        return _DIFFERENT_THINGS
    tied = named_by_both and _weight(x.about & y.about) >= TIE
    if not tied and not _same_story(a, b):
        return _DIFFERENT_AFFAIRS
    alike = (graded or similarity)(a, b)
    what = f"{x.event or ', '.join(sorted(x.about & y.about))} ({x.dimension})"
    if _amounts_agree(x, y):
        return Comparison("same", alike, f"the same quantity of {what}")
    if _stands_in(x, b) or _stands_in(y, a):
        return Comparison("unrelated", alike, "both values stand in one of them")
    if tied or alike >= CONFLICT or (x.event and len(a.context & b.context) >= 2):
        return Comparison("contradicts", alike, f"another quantity of {what}")
    return Comparison("unrelated", alike, "other values, and not clearly of the same thing")


def _relate_tolls(a: Sketch, x: Amount, b: Sketch, y: Amount, graded: Callable[[Sketch, Sketch], float]) -> Comparison:
    """Two counts of people of which one at least says what happened to them."""
    if x.event != y.event:
        return _DIFFERENT_THINGS
    if not _one_affair(a, b) and not _same_story(a, b):
        return _DIFFERENT_AFFAIRS
    alike, one, other = graded(a, b), _counted(x), _counted(y)
    if a.wording.untrue != b.wording.untrue or (a.wording.denials - b.wording.denials) % 2:
        return Comparison("unrelated", alike, "one of them denies something")
    alike_counted = x.dimension == y.dimension
    roughly = alike_counted and (x.approximate or y.approximate) and math.isfinite(x.high + y.high) and _amounts_agree(x, y)
    if roughly or (one == other and (alike_counted or one >= TELLING_COUNT)):
        return Comparison("same", alike, f"as many {x.event}")
    if not alike_counted:
        return Comparison("unrelated", alike, "they count other people")
    if any(_counted(z) == one and z.event == x.event for z in b.amounts) or any(
        _counted(z) == other and z.event == y.event for z in a.amounts
    ):
        return Comparison("unrelated", alike, "both values stand in one of them")
    if one > other and (x.risen or math.isinf(y.high)):
        return Comparison("updates", alike, f"{x.event}: {one:.10g} overtakes {other:.10g}")
    if (other > one and (y.risen or math.isinf(x.high))) or x.event in FALLING:
        return Comparison("unrelated", alike, "counts that go on changing")
    return Comparison("contradicts", alike, f"{x.event}: {max(one, other):.10g} against {min(one, other):.10g}")


def _counted(amount: Amount) -> float:
    """The number that the words of a count have: of "at least nine" and of "up to nine" nine."""
    if amount.low <= 0 or math.isinf(amount.high):
        return amount.high if amount.low <= 0 else amount.low
    return (amount.low + amount.high) / 2


def relate_states(a: Sketch, x: State, b: Sketch, y: State, graded: Callable[[Sketch, Sketch], float] | None = None) -> Comparison:
    """Two states of an event: the same, one denying the other, or one that overtakes the other (a acts on b); `graded`: a `similarity`
    that remembers."""
    if not _one_event(a, x, b, y) or not _same_story(a, b):
        return Comparison("unrelated", 0.0, "they speak of different events")
    alike = (graded or similarity)(a, b)
    if x.state == y.state:
        if x.polarity == y.polarity:
            return Comparison("same", alike, f"{x.theme}: both {_worded(x)}")
        if _put_in(x, b) or _put_in(y, a):
            return Comparison("unrelated", alike, "both states stand in one of them")
        denied, affirmed = (x, y) if x.polarity < 0 else (y, x)  # told alike whichever comes first
        return Comparison("contradicts", alike, f"{x.theme}: {_worded(denied)} against {_worded(affirmed)}")
    if x.polarity > 0 and y.polarity > 0 and (x.state, y.state) in _superseded():
        return Comparison("updates", alike, f"{x.theme}: {_worded(x)} overtakes {_worded(y)}")
    return Comparison("unrelated", alike, "different states that do not exclude each other")


def relate_presuppositions(
    a: Sketch, x: Presupposition, b: Sketch, y: Presupposition, graded: Callable[[Sketch, Sketch], float] | None = None
) -> Comparison:
    """Two things taken for granted: the same or unrelated; `graded`: a `similarity` that remembers."""
    if (x.theme, x.told) != (y.theme, y.told) or not _same_story(a, b):
        return Comparison("unrelated", 0.0, "they take different things for granted")
    if (x.parties - y.parties and y.parties - x.parties) or _dated_apart(a.wording, b.wording):
        return Comparison("unrelated", 0.0, "they speak of different events")
    return Comparison("same", (graded or similarity)(a, b), f"{x.theme}: both take it for granted: {x.told}")


def _put_in(state: State, sketch: Sketch) -> bool:
    return any((z.theme, z.state, z.polarity) == (state.theme, state.state, state.polarity) for z in sketch.states)


def _worded(state: State) -> str:
    return state.state if state.polarity > 0 else f"not {state.state}"


def relate(a: Sketch, b: Sketch, *, thorough: bool = False, narrow: bool = False) -> Comparison:
    """Two whole claims: the same, contradicting, or unrelated (merely related counts as unrelated).

    `thorough`: how alike they are is graded as well where they share too few words to be the same, or to contradict each other.
    `narrow`: what is the same but for a name, a number or a date is not the same, see `supports`.
    """
    if b.wording < a.wording or (b.wording == a.wording and _in_order(b) < _in_order(a)):  # the same answer whichever comes first
        a, b = b, a
    one, other = a.wording, b.wording
    denies = one.untrue != other.untrue or (one.denials - other.denials) % 2 == 1
    common = len(one.among & other.among)
    if not thorough and common < (LEAST_DENIED if denies else LEAST) * min(len(one.units), len(other.units)):
        return Comparison("unrelated", _graded(2 * common / (len(one.units) + len(other.units))), "too little in common")
    laid = align(one, other)
    shorter, lacking = (one, laid.rest_left) if len(one.units) < len(other.units) else (other, laid.rest_right)
    shared = len(shorter.units) - len(lacking)
    alike = likeness(one, other, laid) - _unmatched(one, other, laid)
    deniable = shared >= 2 and shared >= (DENIABLE_NARROW if narrow else DENIABLE) * len(shorter.units)
    if alike < (SAME if narrow else CONSIDERED) and not (denies and deniable):  # below SAME only a denial could still relate them
        return Comparison("unrelated", _graded(alike), "too little in common")
    rests = _rests(one, other, laid)
    found = list(differences(one, other, laid, near=rests.whole.more <= NEAR))
    alike -= _penalty(frozenset(difference.kind for difference in found))
    if not narrow and (shared >= LONG or (shared >= FEW and rests.whole.more >= DISTRACTING)):
        found = [difference for difference in found if difference.kind not in OVERLOOKED]
    graded = _graded(alike)
    if conflict := _conflict(a, b, found, alike, rests.whole.more, deniable):
        return Comparison("contradicts", graded, conflict)
    if alike < SAME:
        return Comparison("unrelated", graded, "too little in common")
    if difference := _difference(a, b, found, rests, laid):
        return Comparison("unrelated", graded, difference)
    if not _enough(shorter, laid):
        return Comparison("unrelated", graded, "too few words in common")
    if narrow and not _may_be_one_affair(a, b):
        return Comparison("unrelated", graded, "they belong to different affairs")
    if narrow and (parted := _parts(one, other, laid)):
        return Comparison("contradicts" if _differ_in_a_number(one, other, laid) else "unrelated", graded, parted)
    return Comparison("same", graded, "agree in " + ", ".join(_telling(one, laid.left)))


def _in_order(sketch: Sketch) -> list[tuple[str, str, int, str, list[str]]]:
    """What tells two claims of one wording apart, as far as the order in which they come could show."""
    return [(x.theme, x.state, x.polarity, x.place, sorted(x.parties)) for x in sketch.states]


def supports(a: Sketch, b: Sketch) -> Comparison:
    """Like `relate`, for what counts as support: what is the same but for a name, a number or a date is not the same claim.

    Two sentences that differ in nothing but one number exclude each other.
    """
    return relate(a, b, narrow=True)


def _may_be_one_affair(a: Sketch, b: Sketch) -> bool:
    """Whether two claims may be of one affair, by the names around them, where one only points at somebody: "She denied the charges"."""
    if not points(a) and not points(b):
        return True
    around, around_other = a.context | a.story, b.context | b.story
    return not around or not around_other or not around.isdisjoint(around_other)


def _parts(a: Wording, b: Wording, laid: Alignment) -> str:
    """A name, a date or a number that either claim has in place of the other's, in words; '' if there is none."""
    return _replaced(a, b, laid, NAME) or _replaced(a, b, laid, DATE) or _replaced(a, b, laid, NUMBER)


def _replaced(a: Wording, b: Wording, laid: Alignment, mark: int) -> str:
    """A unit with this mark that either claim has in place of the other's, in words; '' if only one of them has more."""
    one, other = _left_over(a, laid.rest_left, mark), _left_over(b, laid.rest_right, mark)
    return next((f"{_shown(x)} against {_shown(y)}" for x in one for y in other if mark != NUMBER or _comparable(x, y)), "")


def _left_over(wording: Wording, rest: Sequence[int], mark: int) -> list[str]:
    """The units with this mark that have no partner, leaving out who says it; what may be a date is no number."""
    apart = FRAME if mark == DATE else FRAME | DATE
    return [wording.units[i] for i in rest if wording.marks[i] & mark and not wording.marks[i] & apart]


def _comparable(one: str, other: str) -> bool:
    """Whether two numbers both have a unit, or neither has: 41 is not another value than 41 years."""
    left, right = value(one), value(other)
    return not (left and right) or (left.dimension == "") == (right.dimension == "")


def _differ_in_a_number(a: Wording, b: Wording, laid: Alignment) -> bool:
    """Whether no name or date parts two claims, and each has one number without a partner, both of the same kind of thing."""
    if _replaced(a, b, laid, NAME) or _replaced(a, b, laid, DATE):
        return False
    one, other = _left_over(a, laid.rest_left, NUMBER), _left_over(b, laid.rest_right, NUMBER)
    left, right = (value(units[0]) for units in (one, other)) if len(one) == len(other) == 1 else (None, None)
    return left is not None and right is not None and left.dimension == right.dimension


def _shown(unit: str) -> str:
    return unit.lstrip("=#").replace("_", " ")


def similarity(a: Sketch, b: Sketch) -> float:
    """How alike two claims are, 0 to 1; what `relate` gives as similarity."""
    return relate(a, b).similarity


def _graded(alike: float) -> float:
    return round(math.pow(min(1.0, max(0.0, alike)), GRADED), 4)


WHOLLY = _graded(SAME)
"""Similarity above which `supports` has graded two claims to the end, and gives what `similarity` gives, whatever the relation."""


def _telling(wording: Wording, partners: Sequence[int]) -> list[str]:
    """The five units that weigh most among those with a partner, as they are read."""
    shared = {wording.units[i] for i, partner in enumerate(partners) if partner >= 0}
    return [_shown(word) for word in sorted(shared, key=lambda w: (-entry(w).weight, w))[:5]]


def _rests(a: Wording, b: Wording, laid: Alignment) -> _Rests:
    """How many units have no partner, leaving out who says it and what turns other words."""
    one = [mark for i in laid.rest_left if not (mark := a.marks[i]) & _OUTSIDE]
    other = [mark for j in laid.rest_right if not (mark := b.marks[j]) & _OUTSIDE]
    return _Rests(_rest(one, other, 0), _rest(one, other, NAME), _rest(one, other, DATE))


def _rest(one: Sequence[int], other: Sequence[int], apart: int) -> _Rest:
    """How many of the marks of either claim's units are not set apart."""
    left, right = len(one), len(other)
    if apart:
        left, right = sum(not mark & apart for mark in one), sum(not mark & apart for mark in other)
    return _Rest(left, right) if left < right else _Rest(right, left)


def _penalty(kinds: frozenset[str]) -> float:
    """What differences take off likeness: each kind once, and nothing where a denial and an opposite make up for each other."""
    return sum(PENALTIES.get(kind, 0.0) for kind in sorted(kinds) if not (_turned(kinds) and kind in ("opposite", "parity")))


def _turned(kinds: frozenset[str]) -> bool:
    """Whether one says with a denial what the other says with the opposite: not open, closed."""
    return "opposite" in kinds and ("denial" in kinds or "parity" in kinds)


def _unmatched(a: Wording, b: Wording, laid: Alignment) -> float:
    """What numbers and names without a partner take off likeness."""
    numbers_a, names_a = _without(a, laid.rest_left)
    numbers_b, names_b = _without(b, laid.rest_right)
    pairs = _NUMBERS * min(numbers_a, numbers_b, _MOST_PAIRS) + _NAMES * min(names_a, names_b, _MOST_PAIRS)
    return _NUMBER * min(numbers_a + numbers_b, 2 * _MOST_PAIRS) + pairs


def _without(wording: Wording, rest: Sequence[int]) -> tuple[int, int]:
    """How many numbers and how many words of names have no partner, leaving out who says it."""
    numbers = names = 0
    for i in rest:
        mark = wording.marks[i]
        if not mark & FRAME:
            numbers += mark & NUMBER > 0
            names += mark & NAME > 0
    return numbers, names


def _conflict(a: Sketch, b: Sketch, found: Sequence[Difference], alike: float, rest: int, deniable: bool) -> str:
    """What in two claims about the same thing excludes the other, in words; '' if nothing does."""
    turned = _turned(frozenset(difference.kind for difference in found))
    for difference in found:
        kind, words, slot = difference
        if kind in ("untrue", "denial") and deniable and not turned:
            return words
        if kind == "opposite" and (slot or rest <= NEAR) and alike >= CONFLICT and not turned:
            return words
        if kind in ("number", "nearly") and slot and alike >= CONFLICT:
            return words
        if kind == "direction" and alike >= SAME:
            return words
    if alike >= CONFLICT:
        for x in a.states:
            for y in b.states:
                if _same_theme(a, x, b, y) and x.state == y.state and x.polarity != y.polarity:
                    return f"{x.theme}: {_worded(x)} against {_worded(y)}"
    return ""


def _difference(a: Sketch, b: Sketch, found: Sequence[Difference], rests: _Rests, laid: Alignment) -> str:
    """What keeps two claims in much the same words from being one proposition, in words; '' if nothing does."""
    near = rests.whole.more <= NEAR
    renamed = rests.unnamed.less == 0 and rests.unnamed.more <= ONE_SIDED
    for kind, words, slot in found:
        decides = {
            "phrase": True,
            "date": True,
            "class": slot > 0 or near,
            "figure": slot == 2 or near,
            "unit": slot == 2 or near,
            "name": (slot == 2 and near) or (slot > 0 and renamed),
            "modal": kind == "modal" and rests.undated.more <= len(two_sided(a.wording, b.wording, laid)),
        }
        if decides.get(kind):
            return words
    for x in a.states:
        for y in b.states:
            if _same_theme(a, x, b, y) and x.state != y.state and not _told(x, b) and not _told(y, a):
                return f"{x.theme}: {_worded(x)} is not {_worded(y)}"
    return ""


def _told(state: State, sketch: Sketch) -> bool:
    return any((z.theme, z.state) == (state.theme, state.state) for z in sketch.states)


def _enough(shorter: Wording, laid: Alignment) -> bool:
    """Whether two claims share enough to say the same: "the dam held" is not said by whatever speaks of a dam that holds."""
    lacking = min(len(laid.rest_left), len(laid.rest_right))
    shared = min(len(laid.left) - len(laid.rest_left), len(laid.right) - len(laid.rest_right))
    whole = not laid.rest_left and not laid.rest_right
    return shared >= FEWEST or whole or (shared >= 2 and not lacking and any(mark & NAME for mark in shorter.marks))
