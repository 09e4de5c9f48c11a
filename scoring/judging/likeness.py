"""How alike two claims laid side by side are: one number, 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.judging.alignment import Alignment
from scoring.judging.lexicon import total
from scoring.judging.wording import FRAME, FRAMED, Wording

_LOOSE = 0.8
"""What a word counts whose partner is a synonym or another spelling."""
_LIGHT = 0.4
"""What a word of a closed class counts."""
_SHRUNK = 1.0
"""Words that are added to what two claims have, so that a short one is not alike for a word or two."""
_RUN, _LONGEST_RUN = 0.02, 8
"""What each word costs of the longest run that the other claim says nothing of, and how many cost: a clause more is another claim."""
_LENGTH = 0.05
"""What it costs to be much the longer one."""
_CONTAINED, _STEEP, _MIDDLE = 0.68, 1.6, 0.44
"""The share of the shorter claim that must stand in a longer one to count as much as `_MIDDLE` of either, and how fast it counts more."""
_EVEN, _UNEVEN = 0.55, 0.30
"""Ratios of lengths: from the first on, each claim must stand in the other; up to the second, the shorter one in the longer."""


def likeness(a: Wording, b: Wording, laid: Alignment) -> float:
    """How much two claims share: of both, where they are of a length; of the shorter one, where the other is much longer.

    A run of words without a partner weighs more than the same number here and there, as it says something of its own.
    """
    turned = laid.turned()
    lacking_a, lacking_b = _lacking(a, laid), _lacking(b, turned)
    ratio = min(a.words, b.words) / max(a.words, b.words, 1.0)
    uneven = min(1.0, max(0.0, (_EVEN - ratio) / (_EVEN - _UNEVEN)))
    both = contained = 0.0
    if uneven < 1.0:
        light = len(a.light) + len(b.light)
        whole = a.words + b.words + _LIGHT * light
        lacking = lacking_a + lacking_b + _LIGHT * (light - 2 * _common(a.light, b.light))
        run = min(_LONGEST_RUN, max(_run(a, laid.rest_left), _run(b, laid.rest_right)))
        both = (whole - lacking) / (whole + _SHRUNK * (lacking > 0) or 1.0) - _RUN * run - _LENGTH * (1.0 - ratio)
    if uneven > 0.0:
        words = 1.0 - (lacking_a / (a.words or 1.0) if a.words < b.words else lacking_b / (b.words or 1.0))
        side, rest = (a, laid.rest_left) if a.bits < b.bits else (b, laid.rest_right)
        bits = 1.0 - total(side.units[i] for i in rest) / (side.bits or 1.0)
        contained = ((words + bits) / 2 - _CONTAINED) * _STEEP + _MIDDLE
    return (1.0 - uneven) * both + uneven * contained


def _lacking(wording: Wording, laid: Alignment) -> float:
    """What the words of a claim count that have no partner, and what is lacking of those whose partner is another word."""
    lacking = 0.0
    for i in laid.rest_left:
        lacking += FRAMED if wording.marks[i] & FRAME else 1.0
    for i in laid.loose:
        lacking += (1.0 - _LOOSE) * (FRAMED if wording.marks[i] & FRAME else 1.0)
    return lacking


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words two sorted lists share, each as often as it stands in both."""
    if a == b:
        return len(a)
    i = j = shared = 0
    while i < len(a) and j < len(b):
        one, other = a[i], b[j]
        if one == other:
            shared += 1
        i += one <= other
        j += other <= one
    return shared


def _run(wording: Wording, rest: Sequence[int]) -> int:
    """The longest run of units without a partner, leaving out who says it."""
    longest = run = 0
    before = -1
    for i in rest:
        if wording.marks[i] & FRAME:
            before += i == before + 1
            continue
        run = run + 1 if i == before + 1 else 1
        before = i
        longest = max(longest, run)
    return longest
