"""What in two claims laid side by side excludes the other, or keeps them from being one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scoring.judging.alignment import Alignment
from scoring.judging.lexicon import Value, converse, entry, value, words_of
from scoring.judging.wording import APART, DATE, DENIED, FRAME, INFLECTED, MODAL, NAME, NEGATED, NUMBER, OWNER, PASSIVE, Wording

_APPOSED = frozenset(["", "of"])
"""Prepositions that keep a word within the part that stands before it."""
_SHORT = 3
"""Words of a phrase that may be all that two claims differ in."""
_PHRASE = 5
"""Words that a phrase may have that changes places with another."""
_CLOSE = 0.15
"""Share of the smaller of two values by which the greater may exceed it and be close to it."""
_CONTRARY = (
    ("before", "after"),
    ("up", "down"),
    ("over", "under"),
    ("above", "below"),
    ("with", "without"),
    ("for", "against"),
    ("inside", "outside"),
)
"""Words of closed classes that cannot both hold."""
_CONTRARIES = frozenset(word for pair in _CONTRARY for word in pair)


class Difference(NamedTuple):
    """One thing in which two claims differ."""

    kind: str
    """denial, untrue, opposite, number, nearly (a number close to the other), direction: excludes the other. class, name, date, figure,
    unit, modal, phrase: makes it another claim. parity: no more than that one denies something."""
    words: str
    slot: int
    """How many neighbours of the two words stand for each other: 2 puts them into the same slot of the sentence."""


def differences(a: Wording, b: Wording, laid: Alignment, *, near: bool) -> Iterator[Difference]:
    """Everything that two claims differ in, of the kinds that matter; who does it to whom only where they are near in words."""
    rest_a, rest_b = laid.rest_left, laid.rest_right
    yield from _denials(a, b, laid)
    for i in rest_a:
        mine, mark, named = entry(a.units[i]), a.marks[i], a.units[i][0] == "="
        for j in rest_b:
            other = b.units[j]
            if other in mine.opposites:
                if not _turned(a, b, laid, i, j):
                    yield Difference("opposite", _against(a, b, i, j), _slot(laid, i, j))
            elif mark & b.marks[j] & NUMBER:
                if _labels(a, b, laid, i, j):
                    yield Difference("figure", _against(a, b, i, j), 2)
                elif kind := _numbers(a.units[i], other, mark & b.marks[j]):
                    yield Difference(kind, _against(a, b, i, j), _slot(laid, i, j))
            elif (mark | b.marks[j]) & FRAME:
                continue
            elif mine.classes and not mine.classes.isdisjoint(entry(other).classes):
                yield Difference("date" if mark & b.marks[j] & DATE else "class", _against(a, b, i, j), _slot(laid, i, j))
            elif mark & b.marks[j] & NAME and named == (other[0] == "=") and len(a.units[i]) > 1 < len(other):
                yield Difference("name", _against(a, b, i, j), _name_slot(a, b, laid, i, j))
    if not _CONTRARIES.isdisjoint(a.light) and not _CONTRARIES.isdisjoint(b.light):
        yield from _contrary(a, b)
    yield from _one_phrase(a, b, laid)
    yield from _modal(a, b, laid)
    yield from _numbered(a, b, laid.left, rest_a)
    yield from _numbered(b, a, laid.right, rest_b)
    if near:
        yield from _exchanged(a, b, laid)


def _shown(word: str) -> str:
    return word.lstrip("=#").replace("_", " ")


def _against(a: Wording, b: Wording, i: int, j: int) -> str:
    return f"{_shown(a.units[i])} against {_shown(b.units[j])}"


def _labels(a: Wording, b: Wording, laid: Alignment, i: int, j: int) -> bool:
    """Whether two numbers only tell things of one name apart: Vireo 4, Vireo 5."""
    named = i > 0 and j > 0 and a.marks[i - 1] & NAME > 0 and laid.left[i - 1] == j - 1
    return named and not (a.marks[i] | b.marks[j]) & (APART | DATE) and a.prepositions[i] == b.prepositions[j] == ""


def _numbers(one: str, other: str, marks: int) -> str:
    """What two numbers without a partner are to each other: number, nearly, unit, date, figure, or '' for nothing."""
    left, right = value(one), value(other)
    if marks & DATE:
        return "date"
    if left and right:
        if left.dimension == right.dimension:
            return "nearly" if _close(left, right) else "number"
        return "unit" if left.low <= right.high and right.low <= left.high else ""
    return "" if left or right else "figure"


def _close(one: Value, other: Value) -> bool:
    """Whether two values of one dimension are so close that few readers tell them apart.

    >>> _close(Value(40.0, 40.0, "share"), Value(43.0, 43.0, "share")), _close(Value(3.0, 3.0, ""), Value(4.0, 4.0, ""))
    (True, False)
    """
    least, most = min(one.low, other.low), max(one.high, other.high)
    return least > 0 and most <= least * (1 + _CLOSE)


def _one_phrase(a: Wording, b: Wording, laid: Alignment) -> Iterator[Difference]:
    """The one word or short phrase in which two claims differ that are the same word for word."""
    one, other = laid.rest_left, laid.rest_right
    if not one or not other or max(len(one), len(other)) > _SHORT or laid.loose or a.light != b.light:
        return
    if all(a.marks[i] & FRAME for i in one) and all(b.marks[j] & FRAME for j in other):  # the same, said by another
        return
    if (
        one[-1] - one[0] == len(one) - 1
        and other[-1] - other[0] == len(other) - 1
        and _edges(laid, one[0], one[-1], other[0], other[-1]) == 2
    ):
        words = (" ".join(_shown(wording.units[k]) for k in rest) for wording, rest in ((a, one), (b, other)))
        yield Difference("phrase", " against ".join(words), 2)


def _slot(laid: Alignment, i: int, j: int) -> int:
    """How many neighbours of two units are partners of each other."""
    return _edges(laid, i, i, j, j)


def _name_slot(a: Wording, b: Wording, laid: Alignment, i: int, j: int) -> int:
    """The same for the whole names that two units belong to."""
    return _edges(laid, *_run(a, laid.left, i), *_run(b, laid.right, j))


def _edges(laid: Alignment, first: int, last: int, other_first: int, other_last: int) -> int:
    """How many neighbours of two stretches of words are partners of each other; a sentence's edge is a neighbour too."""
    left, end, other_end = laid.left, len(laid.left) - 1, len(laid.right) - 1
    before = left[first - 1] == other_first - 1 if first and other_first else first == other_first
    after = left[last + 1] == other_last + 1 if last < end and other_last < other_end else (last == end and other_last == other_end)
    return before + after


def _run(wording: Wording, partners: Sequence[int], at: int) -> tuple[int, int]:
    """The first and the last of the neighbouring words of names without a partner."""
    first = last = at
    while first and partners[first - 1] < 0 and wording.marks[first - 1] & NAME:
        first -= 1
    while last < len(partners) - 1 and partners[last + 1] < 0 and wording.marks[last + 1] & NAME:
        last += 1
    return first, last


def _denials(a: Wording, b: Wording, laid: Alignment) -> Iterator[Difference]:
    """What one says and the other denies, if one of them denies an odd number of things more than the other."""
    if a.untrue != b.untrue:
        if "deny" not in (b if a.untrue else a).units:
            yield Difference("untrue", "one calls it untrue", 2)
        return
    if (a.denials - b.denials) % 2 == 0:
        return
    for i, j in (*enumerate(laid.left), *two_sided(a, b, laid)):
        if j >= 0 and (a.marks[i] ^ b.marks[j]) & NEGATED and (a.marks[i] | b.marks[j]) & DENIED:
            yield Difference("denial", f"one denies “{_shown(a.units[i])}”", 2)
            return
    yield Difference("parity", "one denies something", 0)


def _contrary(a: Wording, b: Wording) -> Iterator[Difference]:
    for one, other in _CONTRARY:
        for p, q in ((one, other), (other, one)):
            if p in a.light and p not in b.light and q in b.light and q not in a.light:
                yield Difference("opposite", f"{p} against {q}", 1)


def _modal(a: Wording, b: Wording, laid: Alignment) -> Iterator[Difference]:
    """One tells as a fact what the other tells as possible or to come."""
    if (a.marked ^ b.marked) & MODAL == 0:
        return
    for i, j in enumerate(laid.left):
        if j >= 0 and (a.marks[i] ^ b.marks[j]) & MODAL:
            yield Difference("modal", f"“{_shown(a.units[i])}” is a fact in one and none yet in the other", 2)
            return


def _numbered(a: Wording, b: Wording, partners: Sequence[int], rest: Sequence[int]) -> Iterator[Difference]:
    """A bare figure behind a name that the other claim gives without one: Vireo 5, Vireo."""
    for i in rest:
        if i and a.marks[i] & NUMBER and not a.marks[i] & (APART | DATE) and a.prepositions[i] == "" and " " not in a.units[i]:
            j = partners[i - 1]
            if j >= 0 and a.marks[i - 1] & NAME and not (j + 1 < len(b.units) and b.marks[j + 1] & NUMBER):
                yield Difference("figure", f"{_shown(a.units[i - 1])} {_shown(a.units[i])} is not {_shown(a.units[i - 1])}", 2)


def _swapped(a: Wording, b: Wording, pairs: Sequence[tuple[int, int]]) -> str:
    """Two phrases that have each other's place in otherwise the same sentence, in words; '' if there are none.

    What stands between them stays where it is, and what governs one governs the other: "the bank sued the yard", "the yard sued the
    bank". A list in another order, a passive, a phrase moved to the front are no exchange.
    """
    order = {j: rank for rank, j in enumerate(sorted(j for _, j in pairs))}
    ranks = [order[j] for _, j in pairs]
    moved = [n for n, rank in enumerate(ranks) if n != rank]
    if not moved:
        return ""
    first, last = moved[0], moved[-1]
    one, other = last - ranks[first] + 1, last - ranks.index(first) + 1
    if not (0 < one <= _PHRASE and 0 < other <= _PHRASE and one + other <= last - first + 1):
        return ""
    between = range(first + one, last - other + 1)
    wanted = [*range(ranks[first], last + 1), *(n + other - one for n in between), *range(first, first + other)]
    if ranks[first : last + 1] != wanted:
        return ""
    x, y = pairs[first], pairs[last - other + 1]
    slots = a.prepositions[x[0]].removeprefix(OWNER), a.prepositions[y[0]].removeprefix(OWNER)
    if slots != (b.prepositions[y[1]].removeprefix(OWNER), b.prepositions[x[1]].removeprefix(OWNER)):
        return ""
    alike = len(pairs) == len(a.units) == len(b.units) and len(a.light) == len(b.light)
    if (not alike and any((a.marks[i] | b.marks[j]) & (FRAME | APART) for i, j in pairs[first + 1 : last + 1])) or (
        a.marks[x[0]] ^ a.marks[y[0]]
    ) & NUMBER:
        return ""
    middle = [(a.marks[i], b.marks[j], a.units[i]) for i, j in (pairs[n] for n in between)]
    if any((one ^ other) & PASSIVE for one, other, _ in middle):
        return ""
    verb = any((one | other) & INFLECTED and not one & NAME and unit not in words_of("mutual") for one, other, unit in middle)
    verb = verb or (alike and a.marks[x[0]] & a.marks[y[0]] & INFLECTED > 0 and bool(middle))
    verb = verb or (alike and a.marks[x[0]] & a.marks[y[0]] & NAME > 0 and slots[0] != slots[1] and bool(middle))
    if not verb and not words_of("directed").issuperset(slots) and "than" not in slots:
        return ""
    return f"{_shown(a.units[x[0]])} and {_shown(a.units[y[0]])} change places"


def _turned_passive(a: Wording, b: Wording, pairs: Sequence[tuple[int, int]]) -> str:
    """Who does it in one claim has it done to them in the other, in words: "Roe beat Lee", "Roe was beaten by Lee"; '' if nobody."""
    for i, j in pairs:
        if (a.marks[i] ^ b.marks[j]) & PASSIVE:
            forward = bool(a.marks[i] & PASSIVE)
            passive, place, other = (a, i, j) if forward else (b, j, i)
            for k, m in pairs if forward else [(m, k) for k, m in pairs]:
                if k > place and passive.prepositions[k] == "by" and not passive.marks[k] & (NUMBER | DATE):
                    active = b if forward else a
                    if m > other and "by" not in active.prepositions and not active.governed[m]:
                        return f"who does “{_shown(a.units[i])}” and to whom is exchanged"
                    break
    return ""


class _Parts(NamedTuple):
    """Who does something to whom, as places of units."""

    agent: frozenset[int]
    patient: frozenset[int]


def _parts(wording: Wording, at: int) -> _Parts:
    """What stands before a word in its clause and what straight behind it, the other way round for the passive."""
    first = at
    while first and not wording.marks[first] & APART and not wording.marks[first - 1] & FRAME:
        first -= 1
    after = at + 1
    while after < len(wording.units) and wording.prepositions[after] in (_APPOSED if after > at + 1 else ("",)):
        after += 1
    subject, thing = frozenset(range(first, at)), frozenset(range(at + 1, after))
    if not wording.marks[at] & PASSIVE:
        return _Parts(subject, thing)
    by = next((k for k in range(at + 1, len(wording.units)) if wording.prepositions[k] == "by"), len(wording.units))
    after = by + 1
    while after < len(wording.units) and wording.prepositions[after] in _APPOSED:
        after += 1
    return _Parts(frozenset(range(by, min(after, len(wording.units)))), subject)


def two_sided(a: Wording, b: Wording, laid: Alignment) -> list[tuple[int, int]]:
    """Words without a partner that stand for each other all the same, since they tell one thing from its two sides."""
    return [(i, j) for i in laid.rest_left for j in laid.rest_right if _turned(a, b, laid, i, j)]


def _turned(a: Wording, b: Wording, laid: Alignment, i: int, j: int) -> bool:
    """Whether two words tell one thing from its two sides: A beat B, B lost to A."""
    if not converse(a.units[i], b.units[j]):
        return False
    one, other = _parts(a, i).agent, _parts(b, j).agent
    return bool(one and other) and not _shared(a, laid, one, other)


def _shared(a: Wording, laid: Alignment, left: frozenset[int], right: frozenset[int]) -> int:
    """How many names, or other words that weigh, of one part stand in another."""
    return sum(laid.left[k] in right for k in left if a.marks[k] & NAME)


def _exchanged(a: Wording, b: Wording, laid: Alignment) -> Iterator[Difference]:
    """Two names or numbers that have each other's part."""
    pairs = [(i, j) for i, j in enumerate(laid.left) if j >= 0 and laid.right[j] == i]
    one, other, directed = a.governed, b.governed, words_of("directed")
    parts = [
        (i, p, q)
        for i, j in pairs
        if (p := one[i]) != (q := other[j]) and (p in directed or q in directed) and not (a.marks[i] | b.marks[j]) & (FRAME | DATE)
    ]
    for n, (i, p, q) in enumerate(parts):
        for k, r, s in parts[n + 1 :]:
            if r == q and s == p and (a.marks[i] | a.marks[k]) & (NAME | NUMBER) and not (a.marks[i] ^ a.marks[k]) & NUMBER:
                yield Difference("direction", f"{_shown(a.units[i])} and {_shown(a.units[k])} change places", 2)
                return
    if len(pairs) > 2 and (swapped := _swapped(a, b, pairs) or _turned_passive(a, b, pairs)):
        yield Difference("direction", swapped, 2)
        return
    if sum(1 for i, _ in pairs if a.marks[i] & NAME) < 2:
        return
    for i, j in pairs:
        marks = a.marks[i] | b.marks[j]
        if not marks & INFLECTED or marks & (NAME | NUMBER | DATE | FRAME) or a.units[i] in words_of("mutual"):
            continue
        left = _parts(a, i)
        if not left.agent or not left.patient:
            continue
        right = _parts(b, j)
        crossed = _shared(a, laid, left.agent, right.patient) and _shared(a, laid, left.patient, right.agent)
        if crossed and not _shared(a, laid, left.agent, right.agent) and not _shared(a, laid, left.patient, right.patient):
            yield Difference("direction", f"who does “{_shown(a.units[i])}” and to whom is exchanged", 2)
            return
    for i in laid.rest_left:
        for j in laid.rest_right:
            if converse(a.units[i], b.units[j]) and _shared(a, laid, _parts(a, i).agent, _parts(b, j).agent):
                yield Difference("direction", f"{_shown(a.units[i])} against {_shown(b.units[j])}, by the same", 2)
                return
