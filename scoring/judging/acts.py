"""What a sentence tells to be done (seeds/acts.csv), each act with what it is done to, or with who does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from scoring.files import seed
from scoring.judging.lexicon import entry, unit
from scoring.judging.wording import APART, DATE, FRAME, MODAL, NAME, NEGATED, NUMBER, OWNER, PASSIVE, SCOPE, Wording
from scoring.words import Word

MOST = 12
"""Acts of one sentence that are compared, each with one theme."""
_HEAVY = 4.0
"""Weight from which a word can be the theme of an act."""
_BEFORE, _BEHIND = 5, 4
"""Units in front of an act and behind it among which its theme stands."""
_THEMES = 3
"""Units on one side that may be its theme: what is a noun and what an adjective, nobody tells."""
_GIVEN = frozenset(["the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"])
"""Words in front of a noun that take what it tells for granted: the merger, her resignation."""
_OPEN = frozenset(["refuse_to", "refusal_to", "decline_to", "yet_to", "unwilling", "yet"])
_POINTING = frozenset(["he", "she", "they", "it", "him", "them", "who", "which"])


class Act(NamedTuple):
    """One act and one word or name for its theme."""

    first: int
    last: int
    """Places of the first and the last of the units that tell it."""
    act: str
    theme: str
    polarity: int
    possible: bool
    """It is still to come, or may be."""


class _Kind(NamedTuple):
    act: str
    subject: bool
    object: bool


@cache
def _kinds() -> dict[str, _Kind]:
    """For each unit the act that it tells: one, so that an act is known by its words."""
    return {
        unit(word): _Kind(row["act"], row["theme"] != "object", row["theme"] != "subject")
        for row in seed("acts")
        for word in row["words"].split()
    }


@cache
def families() -> dict[str, str]:
    """For each act the family of those that are linked with it: that cannot hold beside it, or that overtake each other."""
    family = {row["act"]: row["act"] for row in seed("acts")}
    for row in seed("acts"):
        for other in (row["against"] + " " + row["overtakes"]).split():
            if other in family:
                one, joined = family[row["act"]], family[other]
                family = {act: one if of == joined else of for act, of in family.items()}
    return family


@cache
def excluding() -> frozenset[frozenset[str]]:
    """Pairs of acts of which not both can hold of one thing."""
    return frozenset(frozenset((row["act"], other)) for row in seed("acts") for other in row["against"].split())


@cache
def overtaking() -> frozenset[tuple[str, str]]:
    """Later acts with the earlier ones that they overtake."""
    return frozenset((row["act"], other) for row in seed("acts") for other in row["overtakes"].split())


def turned(wording: Wording) -> frozenset[str]:
    """The acts in a sentence that undo or refuse what else it tells: rejected calls for her resignation, called off the strike."""
    found = (kind.act for word in wording.among if (kind := _kinds().get(word)))
    return frozenset(act for act in found if act in _undoing())


@cache
def _undoing() -> frozenset[str]:
    return frozenset(row["act"] for row in seed("acts") if row["undoes"] == "yes")


def acts(wording: Wording, places: Sequence[int], tokens: Sequence[Word], before: str) -> list[Act]:
    """The acts that a sentence tells; `places`: for each unit the token it begins with; `before`: what a pronoun
    stands for, '' if nobody knows."""
    found: dict[tuple[str, str, int], Act] = {}
    for at, word in enumerate(wording.units):
        kind = _kinds().get(word)
        if kind is None or not _is_told(wording, at, tokens, places[at]):
            continue
        told = [_act(wording, at, k, kind, wording.units[k]) for k in _themes(wording, at, kind)]
        if kind.subject and before and not _before(wording, at) and _points(tokens, places[at]):
            told.append(_act(wording, at, at, kind, before))
        for one in told:
            found.setdefault((one.act, one.theme, one.polarity), one)
    return list(found.values())[:MOST]


def _act(wording: Wording, at: int, k: int, kind: _Kind, what: str) -> Act:
    mark = wording.marks[at]
    polarity = -1 if mark & NEGATED else 1
    return Act(min(at, k), max(at, k), kind.act, what, polarity, bool(mark & MODAL) or (polarity < 0 and _is_refused(wording, at)))


def _is_refused(wording: Wording, at: int) -> bool:
    """Whether somebody is told not to do something yet, which may still change: refuses to, has yet to."""
    return not _OPEN.isdisjoint(wording.units[max(0, at - 3) : at])


def _is_told(wording: Wording, at: int, tokens: Sequence[Word], place: int) -> bool:
    """Whether a word tells an act, and does not take it for granted: "the merger", "after the crash"."""
    if wording.marks[at] & (NAME | FRAME):
        return False
    word = tokens[place].lower
    previous = tokens[place - 1].lower if place else ""
    if previous in _GIVEN or previous.endswith("'s"):
        return False
    return word.endswith("ing") or wording.prepositions[at] in ("", "to")


def _points(tokens: Sequence[Word], place: int) -> bool:
    return any(token.lower in _POINTING for token in tokens[max(0, place - _BEFORE) : place])


def _themes(wording: Wording, at: int, kind: _Kind) -> Iterator[int]:
    """Places of the units that may be the theme of an act."""
    passive = wording.marks[at] & PASSIVE or (at + 1 < len(wording.units) and wording.prepositions[at + 1] == "by")
    if kind.subject or (kind.object and passive):
        yield from _before(wording, at)
    if kind.object and not passive:
        yield from _behind(wording, at)


def _before(wording: Wording, at: int) -> list[int]:
    found: list[int] = []
    for k in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
        if wording.marks[k + 1] & APART:
            break
        if _may_be_theme(wording, k):
            found.append(k)
    return found[:_THEMES]


def _behind(wording: Wording, at: int) -> list[int]:
    found: list[int] = []
    for k in range(at + 1, min(len(wording.units), at + 1 + _BEHIND)):
        if wording.marks[k] & APART or (k > at + 1 and wording.prepositions[k] not in ("", OWNER, "of")):
            break
        if _may_be_theme(wording, k):
            found.append(k)
    return found[:_THEMES]


def _may_be_theme(wording: Wording, at: int) -> bool:
    word = wording.units[at]
    return not wording.marks[at] & (DATE | NUMBER | FRAME | SCOPE) and "_" not in word and entry(word).weight >= _HEAVY
