"""Where readers begin to speak: below a line that says so, at the lines that name writers and times, or where the voice changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scoring.reading import register
from scoring.reading.bylines import bylines, head, is_name, is_says
from scoring.reading.excerpts import Excerpt

_ENOUGH_FOR_ONE = 1.0
"""Bits that the passages under a single byline must have: one line with a name and a time may be the author's own."""
_STANDARD_ERRORS = 3.0
_SEAM = 1.0
"""Standard errors that a seam (a transcript's end, a closing formula, a rule line) counts for."""
_TELLING = 2
_LEAST_BITS = 0.5
_CLIP = (-2.0, 4.0)
"""Bits: one loud passage must not make a change of voice."""


class Change(NamedTuple):
    """Readers speak from passage `first` on."""

    first: int
    because: str


def under_marker(seen: Sequence[Excerpt], kinds: Sequence[str]) -> Change | None:
    """The change at a line that announces comments ("12 Comments") below the first body of text."""
    for at in range(head(seen), len(seen) - 1):
        if kinds[at] in ("", "heading") and seen[at].has("comments"):
            return Change(at, f"stands under “{seen[at].text[:60]}”")
    return None


def under_bylines(seen: Sequence[Excerpt], kinds: Sequence[str], floor: int) -> Change | None:
    """The change at the first of the lines that name a writer and a time; None without such lines.

    `kinds` are the sections found so far ('' for unknown), one a passage; `floor` is the first passage that may be a comment.
    """
    bits = [register.bits(found) for found in register.signs(seen, kinds)]
    lines = bylines(seen, bits, floor)
    if not lines or (len(lines) == 1 and sum(max(0.0, value) for value in bits[lines[0] + 1 :]) < _ENOUGH_FOR_ONE and lines[0] < len(seen) - 1):
        return None
    first = lines[0]
    because = f"from here on lines that name a writer and a time, such as “{seen[first].text[:60]}”"
    if _stand_under(seen, lines):
        first = _first_above(bits, lines, floor)
    elif is_name(seen[first - 1]) and not is_says(seen[first]) and first > floor:
        first -= 1
    return Change(first, because)


def _stand_under(seen: Sequence[Excerpt], lines: Sequence[int]) -> bool:
    """Do these lines stand under the comments they belong to, and not above them?"""
    return lines[-1] == len(seen) - 1 and not is_says(seen[lines[0]])


def _first_above(bits: Sequence[float], lines: Sequence[int], floor: int) -> int:
    """Where the comment above the first line begins: one passage up, or as many as speak more for a reader than the main text does."""
    longest = max((after - before for before, after in zip(lines, lines[1:], strict=False)), default=2)
    first = max(lines[0] - 1, floor, 1)
    usual = sum(bits[:first]) / first
    while first > max(floor, 1, lines[0] - longest) and bits[first - 1] > max(0.5, usual + 0.5):
        first -= 1
    return first


def by_voice(seen: Sequence[Excerpt], kinds: Sequence[str], seams: frozenset[int], floor: int) -> Change | None:
    """The change where what follows differs most from what goes before, in standard errors; None if it does not differ enough.

    The evidence is relative to the document's own main text: a blog in the first person does not turn into comments.
    `seams` are the passages before which a change is likely.
    """
    found = register.signs(seen, kinds)
    speaks = [kind not in register.SPOKEN_ELSEWHERE and kind != "heading" for kind in kinds]
    bits = [max(_CLIP[0], min(_CLIP[1], register.bits(signs))) if own else 0.0 for signs, own in zip(found, speaks, strict=True)]
    count, total, squares = sum(speaks), sum(bits), sum(value * value for value in bits)
    best, first, stat = 0.0, None, ()
    below, sum_below, telling = 0, 0.0, 0
    for at in range(len(seen) - 1, floor - 1, -1):
        below += speaks[at]
        sum_below += bits[at]
        telling += register.is_telling(found[at])
        above = count - below
        if not speaks[at] or above < 2:
            continue
        mean_below, mean_above = sum_below / below, (total - sum_below) / above
        within = squares - below * mean_below**2 - above * mean_above**2
        spread = max(1.0, within / count) ** 0.5
        z = (mean_below - mean_above) * (above * below / count) ** 0.5 / spread + (_SEAM if at in seams else 0.0)
        if z > best:
            best, first = z, at
            stat = (z, at, len(seen), telling, above, below, mean_above, mean_below, at in seams)
    if first is None:
        return None
    STATS.append(stat)
    if not accept(*stat):
        return None
    return Change(first, f"change of voice from here: {register.heaviest(found[first:])}")

STATS: list = []
def accept(z, at, length, telling, above, below, mean_above, mean_below, seam):
    return z >= 3.0 and mean_below >= 0.5 and telling >= 2
