"""Generated worlds beside what others make of them: order at every rate of copying, calibration, and what each assumption is worth.

The world itself is scoring/calibration/world.py, which `credibly quality` measures too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from bench.worlds.peers import PEERS, worths
from scoring.calibration import judged, told_examples
from scoring.calibration.measures import Example, auc
from scoring.calibration.weights import fitted, score
from scoring.calibration.world import Assumptions, Told, world
from scoring.files import seed

RATES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
FITTED_ON = (101, 102, 103, 104, 105, 106, 107)
"""Worlds, one at each rate of copying, on which weights are fitted; their seeds are those of no world that is measured."""
AGAIN = (10, 20)
"""Further worlds at each rate, for calibration only: the seed of the first, and so much more."""
MARGIN = 0.05
"""By so much a score should order claims better than peers do."""


class Measured(NamedTuple):
    """A world read and scored, and what peers make of the same sentences, in the same order."""

    pairs: list[tuple[Told, Example]]
    peers: Mapping[str, list[float]]
    """Worths by name of a peer; "..., comments told apart" for those who leave comments out."""

    @property
    def labels(self) -> list[bool]:
        return [told.true for told, _ in self.pairs]

    @property
    def scores(self) -> list[float]:
        return [example.score for _, example in self.pairs]

    def rescored(self, weights: Mapping[str, float], without: str | None = None) -> list[float]:
        """Scores by other weights, `without` the rules of a family."""
        left = {rule["rule_id"] for rule in seed("rules") if rule["family"] != without}
        return [score({name: s for name, s in example.strengths.items() if name in left}, weights) for _, example in self.pairs]

    def auc(self, worth: list[float]) -> float:
        """How well a worth orders the claims; a world without anything true, or false, orders nothing."""
        return auc(worth, self.labels) or 0.5


def measured(assumed: Assumptions, number: int, *, beside: bool = True) -> Measured:
    """A world of that seed, with peers beside the scores."""
    made = world(assumed, number)
    pairs = told_examples(judged(made), made.told)
    if not beside:
        return Measured(pairs, {})
    place = {id(one): at for at, one in enumerate(made.told)}
    found = {}
    for name, peer in PEERS.items():
        for comments in (True, False):
            of = worths(peer, made.told, comments=comments)
            found[name if comments else f"{name}, comments told apart"] = [of[place[id(told)]] for told, _ in pairs]
    return Measured(pairs, found)


def fitted_elsewhere(affairs: int) -> dict[str, float]:
    """Weights fitted on other worlds than those that are measured."""
    worlds = [
        measured(Assumptions(affairs=affairs, copying=rate), number, beside=False) for number, rate in zip(FITTED_ON, RATES, strict=True)
    ]
    return fitted([example for one in worlds for _, example in one.pairs], seed("rules"))


def in_force() -> dict[str, float]:
    """The weights of seeds/rules.csv."""
    return {rule["rule_id"]: float(rule["weight"]) for rule in seed("rules")}


USUAL = Assumptions()
OTHERWISE: Mapping[str, Mapping[str, object]] = {
    "as assumed": {},
    "hedges say nothing: the wrong hedge as often as the right": {"hedged_wrong": 0.3, "hedged_right": 0.3},
    "sources say nothing: all are right as often": dict.fromkeys(("person", "organisation", "official", "unspecified"), 0.75),
    "standing says nothing: outlets are right alike": {"established": (0.65, 0.95), "unknown": (0.65, 0.95), "garbled": (0.04, 0.04)},
    "comments are as good as articles": {"commenter": 0.8},
    "affairs are told by many: 3 to 10 documents": {"documents": (3, 4, 5, 7, 10)},
    "unknown outlets are mostly wrong": {"unknown": (0.25, 0.6)},
}
"""Other worlds, each with one assumption taken back."""


def otherwise(changes: Mapping[str, object], affairs: int) -> Assumptions:
    return msgspec.convert({**msgspec.to_builtins(USUAL), "affairs": affairs, **changes}, Assumptions)
