"""The weights that make labels likeliest: logistic regression through the bounds of families, held towards the weights before."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

Bounds = tuple[float, float]
"""The least and the greatest that is allowed."""
ANY: Bounds = (-math.inf, math.inf)

_ROUNDS, _STILL, _LEAST_REACH = 200, 1e-5, 0.01
_STARTS = (1.0, 4.0)
_LEAST_CURVE = 0.02
"""Of p (1 - p): a step from far out would be too long."""


class Row(NamedTuple):
    """Claims on which the same rules fired as strongly."""

    strengths: tuple[tuple[int, float], ...]
    """The number of a rule, and how strongly."""
    true: int
    claims: int


class Rule(NamedTuple):
    """What is allowed of a rule's weight, and of what it adds up to."""

    before: float
    """The weight it is held towards."""
    bounds: Bounds
    """Between what its weight must stay."""
    family: str


class _Seen(NamedTuple):
    """A row as the weight of one rule sees it."""

    number: int
    strength: float
    others: float
    """Bits of the other families, each within its bounds."""
    family: float
    """Bits of the rule's family, before its bounds."""


class Fitting:
    """Rows of labels, and what is allowed of the weights of rules; `families`: how far each may move a claim.

    The sum is bounded as the score's is, so that a weight is asked only of claims where it counts. Bounds make more than one hill:
    several starts are tried, the same ones every time.
    """

    def __init__(self, rows: Sequence[Row], rules: Sequence[Rule], families: Mapping[str, Bounds], penalty: float) -> None:
        """`penalty`: how strongly weights are held, as by so much of a squared bit, halved, beside the log likelihood in nats."""
        self._rows = rows
        self._rules = rules
        self._families = families
        self._penalty = penalty
        self._fired: list[list[tuple[int, float]]] = [[] for _ in rules]
        for number, row in enumerate(rows):
            for at, strength in row.strengths:
                self._fired[at].append((number, strength))

    def likeliest(self, free: Sequence[int]) -> list[float]:
        """The weights, in bits; those that are not `free` stay as they are."""
        return min((self._climbed(self._start(times, free), free) for times in _STARTS), key=self.unlikely)

    def _start(self, times: float, free: Sequence[int]) -> list[float]:
        """The weights before, of bounded families so many times as great."""
        bounded = {at for at in free if self._families[self._rules[at].family] != ANY}
        return [within(rule.before * (times if at in bounded else 1), rule.bounds) for at, rule in enumerate(self._rules)]

    def _climbed(self, start: Sequence[float], free: Sequence[int]) -> list[float]:
        """One weight after the other takes a Newton step, which finds the edges that bounds make; then those that moved take one together,

        since rules that mostly fire together would slide slowly by themselves.
        """
        weights = list(start)
        for _ in range(_ROUNDS):
            swept = self._swept(weights, free)
            moved = [at for at in free if abs(swept[at] - weights[at]) >= _STILL]
            if not moved:
                break
            weights = self._together(swept, moved)
        return weights

    def unlikely(self, weights: Sequence[float]) -> float:
        """How unlikely weights make the labels, in nats, and how far they are from those before."""
        held = sum((weight - rule.before) ** 2 for weight, rule in zip(weights, self._rules, strict=True))
        return self._penalty / 2 * held + sum(_nats(row, self._sums(row, weights)[1]) for row in self._rows)

    def _sums(self, row: Row, weights: Sequence[float]) -> tuple[dict[str, float], float]:
        """A row's bits by family, before its bounds, and all of them within."""
        sums: dict[str, float] = {}
        for at, strength in row.strengths:
            family = self._rules[at].family
            sums[family] = sums.get(family, 0.0) + strength * weights[at]
        return sums, sum(within(bits, self._families[family]) for family, bits in sums.items())

    def _swept(self, weights: Sequence[float], free: Sequence[int]) -> list[float]:
        found = list(weights)
        sums = [self._sums(row, found) for row in self._rows]
        families, bits = [of for of, _ in sums], [whole for _, whole in sums]
        for at in free:
            family = self._rules[at].family
            room = self._families[family]
            seen = [
                _Seen(number, strength, bits[number] - within(of, room), of)
                for number, strength in self._fired[at]
                for of in (families[number][family],)
            ]
            by = self._step(seen, at, found[at])
            found[at] += by
            for one in seen:
                families[one.number][family] = one.family + one.strength * by
                bits[one.number] = one.others + within(one.family + one.strength * by, room)
        return found

    def _step(self, seen: Sequence[_Seen], at: int, weight: float) -> float:
        """By how much one weight is moved. Where its family is bounded, a step that makes the labels no likelier is halved."""
        rule = self._rules[at]
        room = self._families[rule.family]
        slope, curve = self._penalty * (weight - rule.before), self._penalty
        for one in seen:
            if is_within(one.family, room):
                row, pull = self._rows[one.number], one.strength * math.log(2)
                p = probability(one.others + one.family)
                slope += pull * (row.claims * p - row.true)
                curve += pull**2 * row.claims * max(p * (1 - p), _LEAST_CURVE)
        by = within(weight - slope / curve, rule.bounds) - weight
        if room == ANY:
            return by

        def unlikely(by: float) -> float:
            nats = sum(_nats(self._rows[one.number], one.others + within(one.family + one.strength * by, room)) for one in seen)
            return nats + self._penalty / 2 * (weight + by - rule.before) ** 2

        now = unlikely(0.0)
        while abs(by) >= _STILL and unlikely(by) >= now:
            by /= 2
        return by if abs(by) >= _STILL else 0.0

    def _together(self, weights: Sequence[float], moved: Sequence[int]) -> list[float]:
        """A step of several weights at once, halved until it makes the labels likelier; if none does, the weights as they are."""
        steps = solved(*self._surroundings(weights, moved))
        now, reach = self.unlikely(weights), 1.0
        while reach > _LEAST_REACH:
            tried = list(weights)
            for at, step in zip(moved, steps, strict=True):
                tried[at] = within(weights[at] - reach * step, self._rules[at].bounds)
            if self.unlikely(tried) < now:
                return tried
            reach /= 2
        return list(weights)

    def _surroundings(self, weights: Sequence[float], moved: Sequence[int]) -> tuple[list[list[float]], list[float]]:
        """The second and the first derivatives by the weights that moved."""
        place = {at: number for number, at in enumerate(moved)}
        slope = [self._penalty * (weights[at] - self._rules[at].before) for at in moved]
        curve = [[self._penalty if a == b else 0.0 for b in moved] for a in moved]
        for row in self._rows:
            sums, bits = self._sums(row, weights)
            p = probability(bits)
            open_to = [(at, strength) for at, strength in row.strengths if at in place and self._is_open(at, sums)]
            pulls = [(place[at], strength * math.log(2)) for at, strength in open_to]
            for a, pull in pulls:
                slope[a] += pull * (row.claims * p - row.true)
                for b, other in pulls:
                    curve[a][b] += pull * other * row.claims * p * (1 - p)
        return curve, slope

    def _is_open(self, at: int, sums: Mapping[str, float]) -> bool:
        """Whether a claim with these sums feels a rule's weight."""
        family = self._rules[at].family
        return is_within(sums[family], self._families[family])


def solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """What times a positive definite matrix gives the right side, by elimination.

    >>> solved([[2.0, 1.0], [1.0, 3.0]], [4.0, 7.0])
    [1.0, 2.0]
    """
    rows = [[*row, of] for row, of in zip(matrix, right, strict=True)]
    for at, row in enumerate(rows):
        for other in (*rows[:at], *rows[at + 1 :]):
            part = other[at] / row[at]
            other[at:] = [a - part * b for a, b in zip(other[at:], row[at:], strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def probability(bits: float) -> float:
    """1 / (1 + 2^-bits), for bits of any size.

    >>> probability(1), probability(-4000)
    (0.6666666666666666, 0.0)
    """
    return 1 / (1 + math.pow(2, -max(bits, -1000))) if bits > -1000 else 0.0


def within(value: float, bounds: Bounds) -> float:
    return max(bounds[0], min(bounds[1], value))


def is_within(value: float, bounds: Bounds) -> bool:
    return bounds[0] <= value <= bounds[1]


def _nats(row: Row, bits: float) -> float:
    """How unlikely the labels of a row are at a score."""
    x = bits * math.log(2)
    return row.claims * (max(-x, 0.0) + math.log1p(math.exp(-abs(x)))) + (row.claims - row.true) * x
