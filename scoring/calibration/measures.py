"""How well scores fit labels: order (AUC), calibration (reliability, expected error), both (Brier); what each rule does among others."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

BINS = 10
"""Of equal width."""


class Example(NamedTuple):
    """One rated claim with its label."""

    claim_id: str
    true: bool
    group: str
    """Claims of one group rest on the same evidence: they stay on one side of a cross-validation."""
    strengths: Mapping[str, float]
    """The rules that fired on it."""
    score: float
    """As published."""


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """Scores of one tenth of the scale."""

    low: float
    high: float
    claims: int
    mean_score: float
    true: float
    """The share of them that is true."""


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """How well scores fit labels."""

    claims: int
    true: float
    """The share of claims that is true."""
    auc: float | None
    """How often a true claim scores higher than a false one, ties half; null if all are true, or none."""
    brier: float
    """The mean square of score minus label: 0 is perfect, 0.25 is what always saying one half gets."""
    expected_error: float
    """The mean distance of a bin's score from its share of true claims (expected calibration error)."""
    bins: list[Bin]


class RuleFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule does among the others, as Snorkel's LFAnalysis has it; shares of all rated claims that have a label."""

    rule_id: str
    family: str
    weight: float
    coverage: float
    """Where it fires."""
    overlap: float
    """Where it fires and another rule does."""
    conflict: float
    """Where it fires and another rule that does pulls the other way."""
    accuracy: float | None
    """Of those where it fires: the share that is what the sign of its weight says; null where it fires nowhere or weighs nothing."""
    true: float | None
    """Of those where it fires: the share that is true."""


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float | None:
    """The area under the ROC curve, by ranks; None if all labels are one.

    >>> auc([0.9, 0.8, 0.3, 0.3], [True, False, True, False])
    0.625
    """
    positive = sum(labels)
    negative = len(labels) - positive
    if not positive or not negative:
        return None
    ranks = 0.0
    below = 0
    for _, tied in groupby(sorted(zip(scores, labels, strict=True)), key=lambda pair: pair[0]):
        of = [label for _, label in tied]
        ranks += sum(of) * (below + (len(of) + 1) / 2)
        below += len(of)
    return (ranks - positive * (positive + 1) / 2) / (positive * negative)


def fit(scores: Sequence[float], labels: Sequence[bool]) -> Fit:
    """All figures of scores beside labels, of which there is one at least.

    >>> found = fit([0.95, 0.95, 0.05], [True, False, False])
    >>> round(found.brier, 3), round(found.expected_error, 3), [b.claims for b in found.bins]
    (0.302, 0.317, [1, 2])
    """
    n = len(labels)
    order = area if (area := auc(scores, labels)) is None else round(area, 6)
    bins = reliability(scores, labels)
    return Fit(
        claims=n,
        true=round(sum(labels) / n, 6),
        auc=order,
        brier=round(sum((score - label) ** 2 for score, label in zip(scores, labels, strict=True)) / n, 6),
        expected_error=round(sum(b.claims * abs(b.mean_score - b.true) for b in bins) / n, 6),
        bins=bins,
    )


def by_chance(found: Fit) -> float:
    """What the expected error would be, on average, of scores that fit perfectly, with as many claims in each bin.

    Each claim of a bin is taken as true by itself as likely as the bin's mean score says; the mean distance of a sum from its mean is
    that of the normal distribution, `sqrt(2 / pi)` of its standard deviation.

    >>> by_chance(fit([0.5] * 400, [True, False] * 200))
    0.019947
    """
    spread = sum(math.sqrt(b.claims * b.mean_score * (1 - b.mean_score)) for b in found.bins)
    return round(math.sqrt(2 / math.pi) * spread / found.claims, 6)


def reliability(scores: Sequence[float], labels: Sequence[bool]) -> list[Bin]:
    """The bins that hold claims, from low to high."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for score, label in zip(scores, labels, strict=True):
        held.setdefault(min(int(score * BINS), BINS - 1), []).append((score, label))
    return [
        Bin(
            low=at / BINS,
            high=(at + 1) / BINS,
            claims=len(of),
            mean_score=round(sum(score for score, _ in of) / len(of), 6),
            true=round(sum(label for _, label in of) / len(of), 6),
        )
        for at, of in sorted(held.items())
    ]


def rule_figures(examples: Sequence[Example], rules: Collection[Mapping[str, str]]) -> list[RuleFigures]:
    """What each rule does, in the order of the rules (rows of seeds/rules.csv). The prior pulls nowhere: it is the ground."""
    pulls = {rule["rule_id"]: 0.0 if rule["family"] == "prior" else float(rule["weight"]) for rule in rules}
    return [_figures(rule, examples, pulls) for rule in rules]


def _figures(rule: Mapping[str, str], examples: Sequence[Example], pulls: Mapping[str, float]) -> RuleFigures:
    name = rule["rule_id"]
    pull = pulls[name]
    fired = [example for example in examples if example.strengths.get(name)]
    others = [[pulls[other] for other in example.strengths if other != name and pulls.get(other)] for example in fired]
    true = sum(example.true for example in fired)
    right = true if pull > 0 else len(fired) - true
    return RuleFigures(
        rule_id=name,
        family=rule["family"],
        weight=float(rule["weight"]),
        coverage=round(len(fired) / len(examples), 6),
        overlap=round(sum(map(bool, others)) / len(examples), 6),
        conflict=round(sum(any(pull * other < 0 for other in of) for of in others) / len(examples), 6),
        accuracy=round(right / len(fired), 6) if fired and pull else None,
        true=round(true / len(fired), 6) if fired else None,
    )
