"""Two claims' words laid side by side: which stand for each other, and what each has that the other lacks."""

from __future__ import annotations

from collections.abc import Sequence
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
    loose: frozenset[int]
    """Places in the first whose partner is another word."""


def align(a: Wording, b: Wording) -> Alignment:
    """The alignment of two wordings: equal units in order, then numbers within tolerance, compounds, synonyms, other spellings."""
    left, right = [-1] * len(a.units), [-1] * len(b.units)
    _equal(a.units, b.units, left, right)
    loose: set[int] = set()
    if -1 in left and -1 in right:
        _numbers(a, b, left, right)
        _tied(a.units, b.units, left, right, loose)
        if -1 in left and -1 in right:
            _joined(a.units, b.units, left, right)
            _joined(b.units, a.units, right, left)
            _abbreviated(a, b, left, right)
            _abbreviated(b, a, right, left)
            _spelt(a, b, left, right, loose)
    return Alignment(left, right, frozenset(loose))


def _equal(a: Sequence[str], b: Sequence[str], left: list[int], right: list[int]) -> None:
    places: dict[str, list[int]] = {}
    for j in range(len(b) - 1, -1, -1):
        places.setdefault(b[j], []).append(j)
    for i, word in enumerate(a):
        free = places.get(word)
        if free:
            j = free.pop()
            left[i], right[j] = j, i


def _numbers(a: Wording, b: Wording, left: list[int], right: list[int]) -> None:
    for i, j in enumerate(left):
        if j < 0 and a.marks[i] & NUMBER:
            for k, other in enumerate(right):
                if other < 0 and b.marks[k] & NUMBER and likely_same_number(a.units[i], b.units[k]):
                    left[i], right[k] = k, i
                    break


def _tied(a: Sequence[str], b: Sequence[str], left: list[int], right: list[int], loose: set[int]) -> None:
    """Synonyms, words of one stem, a known name and a word of it."""
    ties: dict[str, int] = {}
    for j, i in enumerate(right):
        if i < 0:
            for tie in entry(b[j]).ties:
                ties.setdefault(tie, j)
    for i, partner in enumerate(left):
        if partner >= 0:
            continue
        for tie in entry(a[i]).ties:
            j = ties.get(tie, -1)
            if j >= 0 and right[j] < 0 and b[j] not in entry(a[i]).opposites:
                left[i], right[j] = j, i
                loose.add(i)
                if b[j][0] == "=":
                    _absorb(a, left, i, b[j])
                elif a[i][0] == "=":
                    _absorb(b, right, j, a[i])
                break


def _absorb(units: Sequence[str], partners: list[int], at: int, name: str) -> None:
    """The other words of a known name, beside the one that was found to stand for it, stand for it too."""
    ties = entry(name).ties
    for step in (-1, 1):
        k = at + step
        while 0 <= k < len(units) and partners[k] < 0 and entry(units[k]).ties[-1:] and entry(units[k]).ties[-1] in ties:
            partners[k] = partners[at]
            k += step


def _joined(a: Sequence[str], b: Sequence[str], left: list[int], right: list[int]) -> None:
    """One word of b that is two neighbours in a: health care, healthcare."""
    free = {b[j]: j for j, i in enumerate(right) if i < 0}
    for i in range(len(a) - 1):
        if left[i] < 0 and left[i + 1] < 0 and (j := free.get(a[i] + a[i + 1], -1)) >= 0 and right[j] < 0:
            left[i] = left[i + 1] = j
            right[j] = i


def _abbreviated(a: Wording, b: Wording, left: list[int], right: list[int]) -> None:
    """The initials in b of neighbours in a: National Weather Service, NWS."""
    for j, i in enumerate(right):
        letters = b.units[j]
        if i >= 0 or not b.marks[j] & NAME or not 2 <= len(letters) <= _LONGEST_INITIALS or not letters.isalpha():
            continue
        for k in range(len(left) - len(letters) + 1):
            span = range(k, k + len(letters))
            if all(left[n] < 0 and a.units[n].lstrip("=")[:1].lower() == letters[n - k] for n in span):
                right[j] = k
                for n in span:
                    left[n] = j
                break


def _spelt(a: Wording, b: Wording, left: list[int], right: list[int], loose: set[int]) -> None:
    """Another spelling of the same rare word (Jemah, Jemaah), or a longer form of the same name (Tim, Timothy)."""
    rest = [j for j, i in enumerate(right) if i < 0 and b.units[j].isalpha()]
    if not rest or len(rest) > _MOST_LEFT or len(left) > 4 * _MOST_LEFT:
        return
    for i, partner in enumerate(left):
        word = a.units[i]
        for j in rest if partner < 0 and word.isalpha() else ():
            other = b.units[j]
            if right[j] >= 0 or word[0] != other[0]:
                continue
            if _near(word, other) or (a.marks[i] & b.marks[j] & NAME and _begins(word, other)):
                left[i], right[j] = j, i
                loose.add(i)
                break


def _begins(a: str, b: str) -> bool:
    """Whether one word begins the other.

    >>> _begins("tim", "timothy"), _begins("ann", "anton")
    (True, False)
    """
    return min(len(a), len(b)) >= _BEGINNING and (a.startswith(b) or b.startswith(a))


def _near(a: str, b: str) -> bool:
    """Whether two words differ by one letter more, less or other within, or two letters exchanged; a plural is the same word anyway.

    >>> _near("falluja", "fallujah"), _near("guerrilla", "guerilla"), _near("domecq", "domeq"), _near("sandal", "vandal")
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
