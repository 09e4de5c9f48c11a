"""Where readers begin to speak: below a line that says so, at the lines that name writers and times, or where the voice changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from scoring.reading import register, threads
from scoring.reading.bylines import bylines, head, is_byline, is_dated, is_name, is_says, moment, speaker_name
from scoring.reading.excerpts import Excerpt
from scoring.reading.register import Signs

_ENOUGH_FOR_ONE = 1.0
"""Bits that the passages under a single byline must have: one line with a name and a time may be the author's own."""
_ENOUGH, _ENOUGH_WHERE_TELLING, _SEAM = 3.0, 2.2, 1.0
"""Standard errors: what a change of voice needs, and what a seam (a transcript's end, a closing formula, a rule line) counts for."""
_SOME_TELLING, _MANY_TELLING = 2, 3
"""Passages with a sign that authors hardly ever give."""
_ENOUGH_BITS = 0.4
_LEAST, _MOST = -2.0, 4.0
"""Bits of one passage: a single loud one must not make a change of voice."""
_LEAST_SPREAD = 1.0
_LEAST_ABOVE = 2
"""Passages of the author's that a reader can follow."""


class Change(NamedTuple):
    """Readers speak from passage `first` up to, not including, `stop`."""

    first: int
    stop: int
    because: str
    rule: str
    """A row of seeds/section_confidence.csv."""
    marker: int | None = None
    """The passage that announces them, if one does."""


def under_marker(seen: Sequence[Excerpt], kinds: Sequence[str]) -> Change | None:
    """The change at a line that announces comments ("12 Comments") below the first body of text, or at such a heading below any text.

    It reaches to the next heading of its rank.
    """
    first = head(seen)
    for at in range(1, len(seen) - 1):
        below_text = at >= first or (_rank(seen[at]) and not _rank(seen[at - 1]))
        if below_text and kinds[at] in ("", "heading") and seen[at].cue("comments"):
            return Change(at + 1, _section_ends(seen, at), f"stands under “{seen[at].text[:60]}”", "marker", at)
    return None


def _section_ends(seen: Sequence[Excerpt], marker: int) -> int:
    """The next heading of the marker's rank, unless readers go on below it: one of them may have written it."""
    rank = _rank(seen[marker])
    last = max((at for at in range(marker + 1, len(seen)) if is_byline(seen[at])), default=marker)
    return next((at for at in range(max(marker, last) + 1, len(seen)) if 0 < _rank(seen[at]) <= rank), len(seen))


def _rank(excerpt: Excerpt) -> int:
    """1 to 6 for a heading marked "#" to "######", 0 for anything else."""
    return excerpt.block.because.count("#") if excerpt.block.hint == "heading" else 0


def under_bylines(seen: Sequence[Excerpt], signs: Sequence[Signs], floor: int) -> Change | None:
    """The change at the first of the lines that name a writer and a time; None without such lines.

    `signs` are the passages' (register.signs); `floor` is the first passage that may be a comment.
    """
    bits = [register.bits(found) for found in signs]
    lines = bylines(seen, bits, floor)
    if not lines:
        return None
    alone = len(lines) == 1 and lines[0] < len(seen) - 1
    if alone and sum(max(0.0, value) for value in bits[lines[0] + 1 :]) < _ENOUGH_FOR_ONE:
        return None
    first = lines[0]
    because = f"from here on lines that name a writer and a time, such as “{seen[first].text[:60]}”"
    if _stand_under(seen, lines):
        first = _first_above(bits, lines, floor)
    elif is_name(seen[first - 1]) and not is_says(seen[first]) and first > floor:
        first -= 1
    return Change(first, len(seen), because, "bylines")


def _stand_under(seen: Sequence[Excerpt], lines: Sequence[int]) -> bool:
    """Do these lines stand under the comments they belong to, and not above them?"""
    return lines[-1] == len(seen) - 1 and not is_says(seen[lines[0]])


def _first_above(bits: Sequence[float], lines: Sequence[int], floor: int) -> int:
    """Where the comment above the first line begins: one passage up, or as many as speak more for a reader than the main text does."""
    longest = max((after - before for before, after in pairwise(lines)), default=2)
    first = max(lines[0] - 1, floor, 1)
    usual = sum(bits[:first]) / first
    while first > max(floor, 1, lines[0] - longest) and bits[first - 1] > max(0.5, usual + 0.5):
        first -= 1
    return first


def by_voice(signs: Sequence[Signs], kinds: Sequence[str], seams: frozenset[int], floor: int) -> Change | None:
    """The change where what follows differs most from what goes before, in standard errors; None if it does not differ enough.

    The evidence is relative to the document's own main text: a blog in the first person does not turn into comments. `kinds` are the
    sections found so far ('' for unknown); `seams` are the passages before which a change is likely.
    """
    speaks = [kind not in register.SPOKEN_ELSEWHERE and kind != "heading" for kind in kinds]
    bits = [max(_LEAST, min(_MOST, register.bits(found))) if own else 0.0 for found, own in zip(signs, speaks, strict=True)]
    telling = [own and register.is_telling(found) for found, own in zip(signs, speaks, strict=True)]
    splits = _splits(bits, telling, speaks)
    likely = [split for split in splits if split.first >= floor and speaks[split.first]]
    if not likely:
        return None
    best = max(likely, key=lambda split: (split.errors + (_SEAM if split.first in seams else 0.0), split.first))
    if not best.is_enough(best.first in seams):
        return None
    return Change(best.first, len(signs), f"change of voice from here: {register.heaviest(signs[best.first :])}", "voice")


def after_transcript(signs: Sequence[Signs], kinds: Sequence[str], end: int) -> Change | None:
    """The change at the end of a transcript that closes a document: what follows may be the author's or readers'.

    Where it is unknown the weaker section is assumed: a few readers' signs suffice, and no heading may follow.
    """
    below = signs[end:]
    if not below or "heading" in kinds[end:]:
        return None
    if sum(map(register.is_telling, below)) < _SOME_TELLING or sum(map(register.bits, below)) <= 0:
        return None
    return Change(end, len(signs), f"below the end of a transcript, and readers' signs: {register.heaviest(below)}", "after transcript")


class _Split(NamedTuple):
    """The passages cut in two before `first`, and how far apart the two sides are."""

    first: int
    errors: float
    """Difference of the means in standard errors."""
    below: float
    """Mean bits of the passages from `first` on."""
    telling: int
    """Passages from `first` on with a sign that authors hardly ever give."""
    telling_share: float
    telling_share_above: float

    def is_enough(self, seam: bool) -> bool:
        """A plain difference needs three standard errors; less will do where readers' own signs are many below and few above."""
        plain = self.telling >= _MANY_TELLING and 3 * self.telling_share >= 1 and self.telling_share > 1.5 * self.telling_share_above
        needed = (_ENOUGH_WHERE_TELLING if plain else _ENOUGH) - (_SEAM if seam else 0.0)
        return self.errors >= needed and self.below >= _ENOUGH_BITS and self.telling >= _SOME_TELLING


def _splits(bits: Sequence[float], telling: Sequence[bool], speaks: Sequence[bool]) -> list[_Split]:
    """Every cut with two speaking passages above it and one below; two-sample t with pooled spread, one pass over running sums."""
    count, total, squares = sum(speaks), sum(bits), sum(value * value for value in bits)
    all_telling = sum(telling)
    below = told = 0
    sum_below = 0.0
    splits: list[_Split] = []
    for first in range(len(bits) - 1, -1, -1):
        below += speaks[first]
        told += telling[first]
        sum_below += bits[first]
        above = count - below
        if not below or above < _LEAST_ABOVE:
            continue
        mean_below, mean_above = sum_below / below, (total - sum_below) / above
        within = squares - below * mean_below**2 - above * mean_above**2
        spread = max(_LEAST_SPREAD, within / count) ** 0.5
        errors = (mean_below - mean_above) * (above * below / count) ** 0.5 / spread
        splits.append(_Split(first, errors, mean_below, told, told / below, (all_telling - told) / above))
    return splits


def numbers(text: str, seen: Sequence[Excerpt], change: Change) -> list[int]:
    """For each passage from the change on, which comment it belongs to, counted from 1; `text` is the document's.

    Where bylines part the comments they decide; else the wording does (scoring/reading/threads.py).
    """
    part = seen[change.first : change.stop]
    lines = [at for at, excerpt in enumerate(part) if is_byline(excerpt) or is_dated(excerpt)]
    opens = len(lines) == 1 and (lines[0] == 0 or (lines[0] == 1 and is_name(part[0])))
    begins = _begin_at_bylines(part, lines) if len(lines) > 1 or opens else threads.begins(text, seen[: change.first], part)
    number, out = 0, []
    for at in range(len(part)):
        number += at == 0 or at in begins
        out.append(number)
    return out


class Writer(NamedTuple):
    """Who wrote a comment, and when, as far as its lines say so."""

    name: str | None = None
    said_at: datetime | None = None


def writers(seen: Sequence[Excerpt], change: Change, counted: Sequence[int]) -> tuple[dict[int, Writer], set[int]]:
    """The writer of each comment that has a byline, by its number, and the passages that do nothing but name writers and times.

    `counted` is what `numbers` gave for the same change.

    >>> from scoring.reading.excerpts import excerpts
    >>> from scoring.reading.parsers import text
    >>> page = text.parse("Ann B.\\nMay 3, 2031 at 9:14 am\\nHow odd.\\n\\nBo Lee says:\\nNot at all.")
    >>> seen = excerpts(page)
    >>> change = Change(0, 5, "", "bylines")
    >>> named, lines = writers(seen, change, numbers(page.text, seen, change))
    >>> [(number, writer.name) for number, writer in named.items()], sorted(lines)
    ([(1, 'Ann B.'), (2, 'Bo Lee')], [0, 1, 3])
    """
    found: dict[int, Writer] = {}
    lines: set[int] = set()
    for at, number in zip(range(change.first, change.stop), counted, strict=True):
        excerpt = seen[at]
        if not (is_byline(excerpt) or is_dated(excerpt)):
            continue
        lines.add(at)
        name = speaker_name(excerpt.text)
        if not name and at > change.first and is_name(seen[at - 1]):
            name = speaker_name(seen[at - 1].text)
            lines.add(at - 1)
        before = found.get(number, Writer())
        found[number] = Writer(before.name or name or None, before.said_at or moment(excerpt.text))
    return found, lines


def _begin_at_bylines(part: Sequence[Excerpt], lines: Sequence[int]) -> set[int]:
    if _stand_under(part, lines):
        return {line + 1 for line in lines}
    first_of_run = [at for at in lines if at - 1 not in lines]
    return {at - 1 if at > 0 and is_name(part[at - 1]) and not is_says(part[at]) else at for at in first_of_run}
