"""What others make of a generated world, reading it without error: a count of sources, a majority vote, TruthFinder.

Each gets every vote as the generator wrote it, so that mistakes of reading and matching are ours alone. A denial of a value is a vote for
a value of its own, against the one denied. Each is given twice: with readers' comments as sources like any other, and without them, which
asks somebody to have told them apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from scoring.calibration.world import Told

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".venv" / "truthdiscovery"
PACKAGES = ("truthdiscovery==1.0.4", "bidict==0.22.1", "numpy", "scipy")
"""With nothing that these ask for."""

Peer = Callable[[Sequence[Told]], dict[tuple[str, str], float]]
"""Votes to the worth of each value of each facet."""


def value(told: Told) -> str:
    """A value as peers see it.

    >>> value(Told("a.txt", "It is not so.", "f", 2, True, "b", False, False))
    'not 2'
    """
    return f"not {told.value}" if told.denies else str(told.value)


def count(votes: Sequence[Told]) -> dict[tuple[str, str], float]:
    """How many sources state the value, less those that deny it."""
    stated = Counter(_votes(votes).values())
    return {(facet, of): number - stated[facet, _opposite(of)] for (facet, of), number in stated.items()}


def majority(votes: Sequence[Told]) -> dict[tuple[str, str], float]:
    """The share of a facet's sources that state the value."""
    stated = Counter(_votes(votes).values())
    all_of: Counter[str] = Counter()
    for (facet, _), number in stated.items():
        all_of[facet] += number
    return {(facet, of): number / all_of[facet] for (facet, of), number in stated.items()}


def truthfinder(votes: Sequence[Told]) -> dict[tuple[str, str], float]:
    """What TruthFinder believes, with the parameters of its paper; values of one facet imply that the others are false."""
    rows = [[source, facet, of] for (source, _), (facet, of) in _votes(votes).items()]
    done = subprocess.run(
        [environment(), Path(__file__).with_name("truthfinder.py")], input=json.dumps(rows), capture_output=True, text=True, check=True
    )
    return {(facet, of): belief for facet, of, belief in json.loads(done.stdout)}


def environment() -> Path:
    """The Python that has truthdiscovery: made at first use, kept below .venv."""
    python = HOME / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", *PACKAGES], check=True)
    return python


PEERS: dict[str, Peer] = {"count of sources": count, "majority vote": majority, "TruthFinder": truthfinder}


def worths(peer: Peer, told: Sequence[Told], *, comments: bool) -> list[float]:
    """What a peer makes of each sentence; 0 where it has no vote on its value."""
    found = peer([vote for vote in told if comments or not vote.comment])
    return [found.get((one.facet, value(one)), 0.0) for one in told]


def _opposite(of: str) -> str:
    return of.removeprefix("not ") if of.startswith("not ") else f"not {of}"


def _votes(told: Sequence[Told]) -> dict[tuple[str, str], tuple[str, str]]:
    """The first value that each source has of each facet."""
    votes: dict[tuple[str, str], tuple[str, str]] = {}
    for one in told:
        votes.setdefault((one.teller, one.facet), (one.facet, value(one)))
    return votes
