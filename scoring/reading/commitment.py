"""How firmly a sentence commits itself to what it says: where it starts from, and what its hedges leave of that."""

from __future__ import annotations

from functools import cache

from scoring.files import seed
from scoring.model import Attribution, ClaimKind, Mention, SourceKind

_UNNAMED: frozenset[SourceKind] = frozenset(("unnamed official", "commenter"))


@cache
def anchors() -> dict[str, float]:
    """The rows of seeds/certainty.csv by name."""
    return {row["name"]: float(row["certainty"]) for row in seed("certainty")}


def certainty(kind: ClaimKind, mentions: list[Mention], attributions: list[Attribution]) -> float:
    """From 0 (asserts nothing) to 1: the lowest of the kind's anchor, its source's and its hedges'; each hedge more lowers it further.

    Approximators, boosters and negations carry 1.0 and change nothing; implicit sources stand outside the sentence and neither do they.
    """
    anchor = anchors()
    if kind in ("fragment", "question"):
        return anchor[kind]
    start = min([anchor[kind], *(anchor[_grade(link)] for link in attributions if not link.implicit)])
    hedges = sorted(mention.certainty for mention in mentions if mention.certainty < 1 and mention.cue != "?")
    if not hedges:
        return start
    left = min(start, hedges[0]) * anchor["each further hedge"] ** (len(hedges) - 1)
    return round(min(max(left, anchor["lowest"]), anchor["highest"]), 4)


def _grade(link: Attribution) -> str:
    if link.source_kind == "unspecified":
        return "unspecified source"
    return "unnamed source" if link.source_kind in _UNNAMED else "named source"
