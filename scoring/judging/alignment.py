"""Two claims' words laid side by side: which stand for each other, and what each has that the other lacks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from scoring.judging.lexicon import entry, likely_same_number
from scoring.judging.wording import NAME, NUMBER, Wording

_SPELT = 5
"""Letters from which a word may be a misspelling of another."""
_BEGINNING = 3
"""Letters with which a short form of a name may begin it."""
_LONGEST_INITIALS = 6
_MOST_LEFT = 40
"""Units left over up to which other spellings are looked for: a longer list is another text."""


class Alignment(NamedTuple):
    """Which units of one claim stand for which of another."""

    left: list[int]
    """For each unit of the first the place of its partner in the second, -1 if it has none."""
    right: list[int]
    """The same the other way round."""
    rest_left: list[int]
    """Places in the first without a partner."""
    rest_right: list[int]
    loose: frozenset[int]
    """Places in the first whose partner is another word."""

    def turned(self) -> Alignment:
        """The same, seen from the second."""
        loose = frozenset(self.left[i] for i in self.loose)
        return Alignment(self.right, self.left, self.rest_right, self.rest_left, loose)


def align(a: Wording, b: Wording) -> Alignment:
    """The alignment of two wordings: equal units, then numbers within tolerance, synonyms, compounds, initials, other spellings."""
    left, right = _equal(a, b)
    rest_left = [i for i, j in enumerate(left) if j < 0]
    rest_right = [j for j, i in enumerate(right) if i < 0]
    loose: set[int] = set()
    if rest_left and rest_right:
        laid = _Laid(a, b, left, right, loose)
        for step in _STEPS:
            if step(laid, rest_left, rest_right):
                rest_left = [i for i in rest_left if left[i] < 0]
                rest_right = [j for j in rest_right if right[j] < 0]
                if not rest_left or not rest_right:
                    break
    return Alignment(left, right, rest_left, rest_right, frozenset(loose))


class _Laid(NamedTuple):
    """An alignment in the making."""

    a: Wording
    b: Wording
    left: list[int]
    right: list[int]
    loose: set[int]


def _equal(a: Wording, b: Wording) -> tuple[list[int], list[int]]:
    """Pairs equal units, in order: for each unit of either claim the place of its partner, -1 if it has none."""
    one, other = a.places, b.places
    if one is not None and other is not None:
        return [other.get(unit, -1) for unit in a.units], [one.get(unit, -1) for unit in b.units]
    left, right = [-1] * len(a.units), [-1] * len(b.units)
    places: dict[str, list[int]] = {}
    for j in range(len(b.units) - 1, -1, -1):
        places.setdefault(b.units[j], []).append(j)
    for i, word in enumerate(a.units):
        free = places.get(word)
        if free:
            j = free.pop()
            left[i], right[j] = j, i
    return left, right


def _numbers(laid: _Laid, rest_left: Sequence[int], rest_right: Sequence[int]) -> bool:
    """Numbers within tolerance of each other; like the other steps, whether any were found."""
    a, b, left, right, _ = laid
    found = False
    numbers = [j for j in rest_right if b.marks[j] & NUMBER]
    for i in rest_left if numbers else ():
        if a.marks[i] & NUMBER:
            for j in numbers:
                if right[j] < 0 and likely_same_number(a.units[i], b.units[j]):
                    left[i], right[j] = j, i
                    found = True
                    break
    return found


def _tied(laid: _Laid, rest_left: Sequence[int], rest_right: Sequence[int]) -> bool:
    """Synonyms, words of one stem, a known name and a word of it."""
    a, b, left, right, loose = laid
    found = False
    ties: dict[str, int] = {}
    for j in rest_right:
        for tie in entry(b.units[j]).ties:
            if tie not in ties:
                ties[tie] = j
    for i in rest_left:
        mine = entry(a.units[i])
        for tie in mine.ties:
            j = ties.get(tie, -1)
            if j >= 0 and right[j] < 0 and b.units[j] not in mine.opposites:
                left[i], right[j] = j, i
                loose.add(i)
                found = True
                if b.units[j][0] == "=":
                    _absorb(a.units, left, i, b.units[j])
                elif a.units[i][0] == "=":
                    _absorb(b.units, right, j, a.units[i])
                break
    return found


def _absorb(units: Sequence[str], partners: list[int], at: int, name: str) -> None:
    """The other words of a known name, beside the one that was found to stand for it, stand for it too."""
    ties = entry(name).ties
    for step in (-1, 1):
        k = at + step
        while 0 <= k < len(units) and partners[k] < 0 and entry(units[k]).ties[-1:] and entry(units[k]).ties[-1] in ties:
            partners[k] = partners[at]
            k += step


def _joined(laid: _Laid, rest_left: Sequence[int], rest_right: Sequence[int]) -> bool:
    """One word that is two neighbours in the other claim: healthcare, health care."""
    found = _join(laid.a.units, laid.b.units, laid.left, laid.right, rest_left, rest_right)
    return _join(laid.b.units, laid.a.units, laid.right, laid.left, rest_right, rest_left) or found


def _join(
    a: Sequence[str], b: Sequence[str], left: list[int], right: list[int], rest_left: Sequence[int], rest_right: Sequence[int]
) -> bool:
    found = False
    free: dict[str, int] = {}
    for i, after in pairwise(rest_left):
        if after == i + 1:
            free = free or {b[j]: j for j in rest_right}
            j = free.get(a[i] + a[after], -1)
            if j >= 0 and right[j] < 0 and left[i] < 0:
                left[i] = left[after] = j
                right[j] = i
                found = True
    return found


def _abbreviated(laid: _Laid, rest_left: Sequence[int], rest_right: Sequence[int]) -> bool:
    """The initials of neighbours in the other claim: NWS, National Weather Service."""
    found = _initials(laid.a, laid.b, laid.left, laid.right, rest_left, rest_right)
    return _initials(laid.b, laid.a, laid.right, laid.left, rest_right, rest_left) or found


def _initials(a: Wording, b: Wording, left: list[int], right: list[int], rest_left: Sequence[int], rest_right: Sequence[int]) -> bool:
    found = False
    written = ""
    for j in rest_right:
        letters = b.units[j]
        if not b.marks[j] & NAME or not 2 <= len(letters) <= _LONGEST_INITIALS or right[j] >= 0:
            continue
        written = written or "".join(a.units[i].lstrip("=")[0].lower() for i in rest_left)
        at = written.find(letters)
        if at >= 0 and rest_left[at + len(letters) - 1] - rest_left[at] == len(letters) - 1 and left[rest_left[at]] < 0:
            right[j] = rest_left[at]
            found = True
            for i in rest_left[at : at + len(letters)]:
                left[i] = j
    return found


def _spelt(laid: _Laid, rest_left: Sequence[int], rest_right: Sequence[int]) -> bool:
    """Another spelling of the same word (Orlesse, Orlese), or a longer form of the same name (Tim, Timothy)."""
    a, b, left, right, loose = laid
    if len(rest_right) > _MOST_LEFT or len(rest_left) > _MOST_LEFT:
        return False
    by_letter: dict[str, list[int]] = {}
    for j in rest_right:
        by_letter.setdefault(b.units[j][0], []).append(j)
    for i in rest_left:
        word = a.units[i]
        for j in by_letter.get(word[0], ()):
            other = b.units[j]
            if right[j] >= 0 or not word.isalpha() or not other.isalpha():
                continue
            if _near(word, other) or (a.marks[i] & b.marks[j] & NAME and _begins(word, other)):
                left[i], right[j] = j, i
                loose.add(i)
                break
    return bool(loose)


_STEPS = (_numbers, _tied, _joined, _abbreviated, _spelt)
"""What may stand for each other that is not equal, in the order in which it is looked for."""


def _begins(a: str, b: str) -> bool:
    """Whether one word begins the other.

    >>> _begins("tim", "timothy"), _begins("ann", "anton")
    (True, False)
    """
    return min(len(a), len(b)) >= _BEGINNING and (a.startswith(b) or b.startswith(a))


def _near(a: str, b: str) -> bool:
    """Whether two words differ by one letter more, less or other within, or two letters exchanged; a plural is the same word anyway.

    >>> _near("orlesse", "orlese"), _near("merrow", "merrowe"), _near("halcyon", "halcoyn"), _near("sandal", "vandal")
    (True, True, True, False)
    """
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < _SPELT:
        return False
    first = 0
    while first < min(len(a), len(b)) and a[first] == b[first]:
        first += 1
    last = 0
    while last < min(len(a), len(b)) - first and a[-1 - last] == b[-1 - last]:
        last += 1
    one, other = a[first : len(a) - last], b[first : len(b) - last]
    if len(one) != len(other):
        return max(len(one), len(other)) == 1
    return first > 0 and (len(one) == 2 and one == other[::-1])
