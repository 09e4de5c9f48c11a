"""Claims, faithful paraphrases and distortions of them, and what the comparison makes of each: the figures of docs/distortions.md."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from scoring.batch import supports

HALVES = ("seen", "blind")
"""The half that the rules of comparison were written with an eye on, and the one that was written before anybody saw how they answer."""
FAITHFUL = "faithful"


class Pair(NamedTuple):
    """A claim and another wording of it, or a distortion."""

    kind: str
    """faithful, or what was distorted: number, unit, date, version, name, role, antonym, negation, modality, direction."""
    claim: str
    other: str


class Tally(NamedTuple):
    """What became of the pairs of one kind."""

    pairs: int
    same: int
    contradicts: int


def pairs(half: str) -> Iterator[Pair]:
    """The pairs of a half, each claim's faithful paraphrases first."""
    told = tomllib.loads((Path(__file__).parent / f"{half}.toml").read_text(encoding="utf-8"))
    for claim in told["claim"]:
        for kind, others in claim.items():
            if kind != "text":
                yield from (Pair(kind, claim["text"], other) for other in others)


def tallies(half: str) -> dict[str, Tally]:
    """What the comparison says of each kind of pair, by kind."""
    seen: Counter[str] = Counter()
    same: Counter[str] = Counter()
    against: Counter[str] = Counter()
    for pair in pairs(half):
        relation = supports(pair.claim, pair.other).relation
        seen[pair.kind] += 1
        same[pair.kind] += relation == "same"
        against[pair.kind] += relation == "contradicts"
    return {kind: Tally(seen[kind], same[kind], against[kind]) for kind in sorted(seen)}


def support(found: dict[str, Tally]) -> tuple[float, float]:
    """Shares of all distortions and of all faithful paraphrases that are called the same, in percent."""
    return _share([tally for kind, tally in found.items() if kind != FAITHFUL]), _share([found[FAITHFUL]])


def _share(of: Sequence[Tally]) -> float:
    return 100 * sum(tally.same for tally in of) / sum(tally.pairs for tally in of)
