"""How alike two claims laid side by side are: one number, 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.judging.alignment import Alignment
from scoring.judging.lexicon import entry
from scoring.judging.wording import FRAME, Wording

_LOOSE = 0.8
"""What a word counts whose partner is a synonym or another spelling."""
_FRAMED = 0.3
"""What a word counts that only says who says it."""
_LIGHT = 0.4
"""What a word of a closed class counts."""
_SHRUNK = 1.0
"""Words that are added to what two claims have, so that a short one is not alike for a word or two."""
_RUN, _LONGEST_RUN = 0.02, 8
"""What each word costs of the longest run that the other claim says nothing of, and how many cost: a clause more is another claim."""
_LENGTH = 0.05
"""What it costs to be much the longer one."""
_CONTAINED, _STEEP, _MIDDLE = 0.60, 1.6, 0.44
"""The share of the shorter claim that must stand in a longer one to count as much as `_MIDDLE` of either, and how fast it counts more."""
_EVEN, _UNEVEN = 0.60, 0.30
"""Ratios of lengths: from the first on, each claim must stand in the other; up to the second, the shorter one in the longer."""


def likeness(a: Wording, b: Wording, laid: Alignment) -> float:
    """How much two claims share: of both, where they are of a length; of the shorter one, where the other is much longer.

    A run of words without a partner weighs more than the same number here and there, as it says something of its own.
    """
    loose_b = frozenset(laid.left[i] for i in laid.loose)
    whole_a, shared_a, bits_a, shared_bits_a = _sums(a, laid.left, laid.loose)
    whole_b, shared_b, bits_b, shared_bits_b = _sums(b, laid.right, loose_b)
    ratio = min(whole_a, whole_b) / max(whole_a, whole_b, 1.0)
    uneven = min(1.0, max(0.0, (_EVEN - ratio) / (_EVEN - _UNEVEN)))
    both = contained = 0.0
    if uneven < 1.0:
        light = _common(a.light, b.light)
        shared = shared_a + shared_b + 2 * _LIGHT * light
        whole = whole_a + whole_b + _LIGHT * (len(a.light) + len(b.light))
        run = min(_LONGEST_RUN, max(_run(a, laid.left), _run(b, laid.right)))
        both = shared / (whole + _SHRUNK * (shared < whole)) - _RUN * run - _LENGTH * (1.0 - ratio)
    if uneven > 0.0:
        words = shared_a / whole_a if whole_a < whole_b else shared_b / (whole_b or 1.0)
        bits = shared_bits_a / (bits_a or 1.0) if bits_a < bits_b else shared_bits_b / (bits_b or 1.0)
        contained = ((words + bits) / 2 - _CONTAINED) * _STEEP + _MIDDLE
    return (1.0 - uneven) * both + uneven * contained


def _sums(wording: Wording, partners: Sequence[int], loose: frozenset[int]) -> tuple[float, float, float, float]:
    """Words and bits of a claim: all of them, and those that have a partner."""
    whole = shared = bits = shared_bits = 0.0
    for i, partner in enumerate(partners):
        counts = _FRAMED if wording.marks[i] & FRAME else 1.0
        weighs = entry(wording.units[i]).weight
        whole += counts
        bits += weighs
        if partner >= 0:
            shared += counts * _LOOSE if i in loose else counts
            shared_bits += weighs
    return whole, shared, bits, shared_bits


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words two sorted lists share, each as often as it stands in both."""
    i = j = shared = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            shared += 1
            i += 1
            j += 1
        elif a[i] < b[j]:
            i += 1
        else:
            j += 1
    return shared


def _run(wording: Wording, partners: Sequence[int]) -> int:
    """The longest run of units without a partner, leaving out who says it."""
    longest = run = 0
    for partner, mark in zip(partners, wording.marks, strict=True):
        if not mark & FRAME:
            run = run + 1 if partner < 0 else 0
            longest = max(longest, run)
    return longest
