"""Counts of people that something happened to: the dead, the hurt, the missing, the arrested.

News tells them in many words ("nine people were killed", "nine lost their lives", "the death toll stands at nine") and again and again with
other numbers, since they grow: a count that "has risen to 14" overtakes an earlier one, and so does a greater one an "at least nine".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from scoring.files import seed
from scoring.words import Word

PEOPLE = "person"
"""The unit of a count of all people that something happened to."""
_REACH = 6
"""Words behind a number within which stands what happened to those who are counted."""
_SUM_REACH = 16
"""Words before a number within which stands what the count is called."""
_GENERAL = frozenset(["", "person", "death", "fatality", "injury", "arrest", "detention", "infection", "life", "live"])
"""Units that do not say which people are counted, so that the count is of all."""
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_WITHIN = _BE | frozenset(["have", "has", "had", "still", "now", "also", "who", "reported", "reportedly", "confirmed", "left", "found"])
"""Words that may stand between those who are counted and what happened to them."""
_AROUND = frozenset(["at", "least", "more", "than", "about", "some", "nearly", "almost", "over", "around", "up", "to", "as", "many"])
"""Words that may stand between what is done and the number of those to whom it is done."""
_AFTER = frozenset(
    ["in", "by", "when", "after", "on", "at", "during", "and", "or", "as", "while", "near", "including", "since", "so", "according", "but"]
)
"""Words that may follow those to whom something was done, where no "were" says so: "nine killed in blast", not "nine killed the deal"."""
_PARTS = frozenset(["of", "more", "others", "other"])
"""Words behind a number that count only some: "two of them", "five more"."""
_SOME = frozenset(["another", "other", "including", "among", "further", "additional", "no", "not", "none"])
"""The same in front of it; and what makes it no count at all."""
_MODALS = frozenset(["may", "might", "could", "would", "can", "should", "will", "must"])
_RISEN = frozenset(
    ["rise", "rises", "rising", "risen", "rose", "climbs", "climbed", "grows", "grown", "grew", "increased", "jumped", "revised"]
)
_STANDS = frozenset(["stand", "stands", "stood", "standing", "is", "was", "at"])
_PUT_AT = frozenset(["to", "at", "is", "was", "least", "than", "about", "nearly", "almost"])
_TAKEN = frozenset(["claim", "claims", "claimed", "claiming", "cost", "costs", "costing", "took", "take", "takes", "taken"])
_KILLED = "killed"
FALLING = frozenset(["missing"])
"""Tolls that become less as more is known, so that another number need not contradict."""


class Toll(NamedTuple):
    """What a number counts: killed, injured, ..."""

    toll: str
    risen: bool
    """Whether the words say that it was less before."""


@cache
def _phrases() -> dict[str, dict[tuple[str, ...], str]]:
    """For each form of seeds/tolls.csv its phrases, each with its toll."""
    found: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    for row in seed("tolls"):
        found[row["form"]][tuple(row["phrase"].split())] = row["toll"]
    return dict(found)


@cache
def tolls() -> frozenset[str]:
    return frozenset(row["toll"] for row in seed("tolls"))


def counts_all(unit: str) -> bool:
    """Whether a number with this unit says nothing of which people it counts: 14, 14 people; not 14 miners."""
    return unit in _GENERAL


def toll(tokens: Sequence[Word], first: int, after: int) -> Toll | None:
    """What the number counts that takes the words from `first` up to `after`; None if it is no count of people, or only of some."""
    lower = [word.lower for word in tokens[: after + _REACH + 3]]
    before, behind = lower[max(0, first - 3) : first], lower[after : after + 2]
    if not _SOME.isdisjoint(before) or not _SOME.isdisjoint(lower[first:after]) or not _PARTS.isdisjoint(lower[first + 1 : after]):
        return None
    if behind[:1] and behind[0] in _PARTS and behind[:2] != ["more", "than"]:
        return None
    found = _counted(lower, first, after) or _behind(lower, after, len(tokens)) or _in_front(lower, first) or _sum(lower, first)
    return Toll(found, risen=not _RISEN.isdisjoint(lower[max(0, first - 4) : first])) if found else None


def _phrase_at(lower: Sequence[str], at: int, form: str) -> tuple[str, int]:
    """The toll of the longest phrase of a form that begins there, and the word behind it; '' if none does."""
    table = _phrases().get(form, {})
    for length in (3, 2, 1):
        if (found := table.get(tuple(lower[at : at + length]))) and at + length <= len(lower):
            return found, at + length
    return "", at


def _counted(lower: Sequence[str], first: int, after: int) -> str:
    """What is counted itself: "14 deaths", "30 wounded"; and lives that something claimed."""
    if "lives" in lower[first:after]:
        return _KILLED if not _TAKEN.isdisjoint(lower[max(0, first - 4) : first]) else ""
    return next((found for at in range(first, after) if (found := _phrase_at(lower, at, "counted")[0])), "")


def _behind(lower: Sequence[str], after: int, words: int) -> str:
    """What happened to those who are counted: "nine people were killed", "20 were unaccounted for"."""
    passive = False
    for at in range(after, min(len(lower), after + _REACH)):
        state, _ = _phrase_at(lower, at, "state")
        if state:
            return state
        done, stop = _phrase_at(lower, at, "done")
        if done:
            return done if passive or stop >= words or lower[stop] in _AFTER else ""
        if lower[at] not in _WITHIN:
            return ""
        passive = passive or lower[at] in _BE
    return ""


def _in_front(lower: Sequence[str], first: int) -> str:
    """What is done to those who are counted: "the blast killed at least nine", "police arrested 41 protesters"."""
    at = first - 1
    while at >= 0 and lower[at] in _AROUND:
        at -= 1
    for start in (at - 2, at - 1, at):
        if start >= 0:
            done, stop = _phrase_at(lower, start, "done")
            if (
                done
                and stop == at + 1
                and _MODALS.isdisjoint(lower[max(0, start - 3) : start])
                and _BE.isdisjoint(lower[max(0, start - 1) : start])
            ):
                return done
    return ""


def _sum(lower: Sequence[str], first: int) -> str:
    """What a count is called that is put at the number: "the death toll has risen to 14", "the number of missing stands at 17"."""
    near = lower[max(0, first - 5) : first]
    if (_RISEN.isdisjoint(near) and _STANDS.isdisjoint(near)) or not near or near[-1] not in _PUT_AT:
        return ""
    for at in range(first - 1, max(-1, first - _SUM_REACH), -1):
        if (named := _phrase_at(lower, at, "sum")[0]) and (at == 0 or lower[at - 1] != "no"):
            return named
        if lower[at] == "of" and at > 0 and lower[at - 1] == "number":
            what = at + 2 if lower[at + 1 : at + 2] == ["the"] else at + 1
            return _phrase_at(lower, what, "counted")[0]
    return ""
