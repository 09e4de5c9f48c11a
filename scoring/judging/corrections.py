"""Corrections to the claims that they are about: what each withdraws, what it puts in place, and who still says the former."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple

import duckdb

from scoring.database import arrow, run
from scoring.files import seed
from scoring.judging.lexicon import total, weight
from scoring.judging.sketches import term
from scoring.words import Word, words

COPIES = 1000
"""Copies of one corrected document that are looked at, the nearest first."""

NOTES = 20
"""Corrections of one document that are looked at, the first ones."""

ALIKE = 0.5
"""Share of the weight of what a correction is about that a claim must tell of to be about the same."""

_PARTS = frozenset(";:")
"""After these a sentence of a correction tells what holds."""

_ENDS = frozenset(",;:.!?()—–")
"""They end an aside, such as: not Bell."""


Kind = Literal["number", "name", "word"]


class Correction(NamedTuple):
    """What a correction says, as terms: lemmas and concepts; a number is # and its value."""

    withdrawn: frozenset[str]
    instead: frozenset[str]
    topic: frozenset[str]
    """What both are said of."""


class Zones(NamedTuple):
    """The terms of a sentence of a correction: those that it withdraws, and those that hold, each with its kind."""

    withdrawn: Mapping[str, Kind]
    right: Mapping[str, Kind]


def corrections(con: duckdb.DuckDBPyConnection) -> tuple[list[dict[str, object]], list[str]]:
    """The rows of table `corrections`, and the claims that do nothing but tell what is withdrawn, which asserts nothing.

    Needs tables `read_claims`, `ancestors` and `homes`.
    """
    run(con, "match/correctable", {"most": COPIES})
    rows: list[dict[str, object]] = []
    withdrawing: list[str] = []
    for corrected, claims in groupby(arrow(con, "from correctable").to_pylist(), itemgetter("corrected_document_id")):
        notes, about = _parted(claims)
        zoned = [(sentence, zones(sentence)) for sentence in notes]
        withdrawing += [sentence["claim_id"] for sentence, (withdrawn, right) in zoned if withdrawn and not right]
        told = [(claim, terms(claim)) for claim in about]
        own = [said for claim, said in told if claim["distance"] == 0]
        found = {note[0][0]["claim_id"]: correction([parts for _, parts in note], own) for note in _notes(zoned)}
        rows += [
            _row(claim, correction_id, corrected, one, followed=followed)
            for correction_id, one in found.items()
            if one
            for claim, said in told
            if (followed := follows(one, said, denies=claim["denies"])) is not None
        ]
    return rows, withdrawing


def _parted(claims: Iterable[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The sentences of a document's corrections, and the claims that they may be about: its own, and those of its copies."""
    notes: list[Mapping[str, Any]] = []
    about: list[Mapping[str, Any]] = []
    for claim in claims:
        if claim["section"] != "correction":
            about.append(claim)
        elif claim["distance"] == 0:
            notes.append(claim)
    return notes, about


def _notes(zoned: Sequence[tuple[Mapping[str, Any], Zones]]) -> list[list[tuple[Mapping[str, Any], Zones]]]:
    """The corrections of a document, sentence by sentence: after one that is whole, what withdraws something more begins another one."""
    notes: list[list[tuple[Mapping[str, Any], Zones]]] = []
    for sentence, parts in zoned:
        goes_on = notes and notes[-1][0][0]["passage"] == sentence["passage"]
        if not goes_on or (parts.withdrawn and any(before.withdrawn and before.right for _, before in notes[-1])):
            notes.append([])
        notes[-1].append((sentence, parts))
    return notes[:NOTES]


def correction(note: Sequence[Zones], own: Collection[frozenset[str]]) -> Correction | None:
    """What a correction withdraws and puts in place, read off its sentences and the claim of its own document that is most like it.

    `own`: the terms of that document's other claims. A number is withdrawn for a number, a name for a name,
    other words only where there are neither. None where nothing is named.

    >>> note = Zones({"bridge": "word", "carry": "word", "#90": "number"}, {"carry": "word", "#9": "number"})
    >>> found = correction([note], [frozenset({"bridge", "carry", "#9", "daily"})])
    >>> found and (sorted(found.withdrawn), sorted(found.instead), sorted(found.topic))
    (['#90'], ['#9'], ['bridge', 'carry'])
    """
    before = dict(chain.from_iterable(parts.withdrawn.items() for parts in note))
    after = dict(chain.from_iterable(parts.right.items() for parts in note))
    everything = before.keys() | after.keys()
    mended = max(own, key=lambda said: (total(said & everything), sorted(said)), default=frozenset[str]())
    about = everything & mended
    withdrawn, instead = frozenset(before.keys() - after.keys()), frozenset(after.keys() - before.keys())
    if not withdrawn <= mended:
        withdrawn -= mended  # what the mended claim still says was not withdrawn
    kinds: set[Kind] = {before[one] for one in withdrawn} & {after[one] for one in instead}
    if not kinds and withdrawn <= mended:
        return None  # it only says what the claim that was mended is about
    told: set[Kind] = kinds - {"word"} or kinds or {"number", "name"}
    withdrawn = frozenset(one for one in withdrawn if before[one] in told)
    instead = frozenset(one for one in instead if kinds and after[one] in told)
    instead = instead & mended or instead
    topic = frozenset(about or everything) - withdrawn - instead
    return Correction(withdrawn, instead, topic) if withdrawn and topic else None


def zones(sentence: Mapping[str, Any]) -> Zones:
    """What a sentence of a correction withdraws, and what holds; a sentence that speaks of no earlier version puts things in place.

    >>> told = "An earlier version of this story said that the mill was sold in May; it was sold in June, not May."
    >>> [sorted(zone) for zone in zones({"text": told, "start": 0, "quantities": []})]
    [['may', 'mill', 'sell'], ['june', 'sell']]
    """
    text, found = sentence["text"], words(sentence["text"])
    told = _told(sentence, found)
    withdrawn: dict[str, Kind] = {}
    right: dict[str, Kind] = {}
    turn, passed = "right", 0
    for at, word in enumerate(found):
        gap = text[found[at - 1].stop : word.start] if at else ""
        if not _PARTS.isdisjoint(gap) or (turn == "aside" and not _ENDS.isdisjoint(gap)):
            turn = "right"
        count, turned = _turn(found, at)
        turn = _turned(turn, turned)
        passed = max(passed, at + count)
        if at >= passed:
            (right if turn == "right" else withdrawn).update(told[at])
    return Zones(withdrawn, right)


def _turned(turn: str, turned: str | None) -> str:
    """Where a phrase leads from where the sentence is."""
    if turned == "back":
        return "right" if turn == "aside" else turn
    if turned == "aside":
        return turned if turn == "right" else turn
    return turned if turned in ("right", "withdrawn") else turn


def terms(claim: Mapping[str, Any]) -> frozenset[str]:
    """The terms of a claim that tell it from others.

    >>> sorted(terms({"text": "The ferry carried nine chairs.", "start": 0, "quantities": [{"start": 18, "stop": 29, "value": 9.0}]}))
    ['#9', 'carry', 'chair', 'ferry']
    """
    return frozenset(chain.from_iterable(_told(claim, words(claim["text"]))))


def follows(found: Correction, said: frozenset[str], *, denies: bool = False) -> bool | None:
    """Whether a claim has what a correction puts in place; False: it still says what was withdrawn; None: it is about something else."""
    if total(said & found.topic) < ALIKE * total(found.topic):
        return None
    old, new = found.withdrawn <= said, bool(found.instead) and found.instead <= said
    return None if old == new or (old and denies) else new


def _told(claim: Mapping[str, Any], found: Sequence[Word]) -> list[dict[str, Kind]]:
    """What each word of a claim tells: a term, a number, both (chairs, of nine), or nothing."""
    numbers = sorted((q["start"], q["stop"], q["value"]) for q in claim["quantities"])
    out: list[dict[str, Kind]] = []
    for at, word in enumerate(found):
        place, told = claim["start"] + word.start, dict[str, Kind]()
        before = bisect_right(numbers, place, key=itemgetter(0)) - 1
        counted = before >= 0 and place < numbers[before][1]
        if counted:
            told[f"#{numbers[before][2]:.15g}"] = "number"
        if not (counted and _is_figure(word)) and weight(one := term(word)) > 0:
            told[one] = "name" if at and word.text[0].isupper() else "word"
        out.append(told)
    return out


def _is_figure(word: Word) -> bool:
    return word.lower in _figures() or any(map(str.isdigit, word.lower))


@cache
def _figures() -> frozenset[str]:
    """Words of numbers: nine, million."""
    return frozenset(row["word"] for row in seed("number_words"))


@cache
def _turns() -> Mapping[tuple[str, ...], str]:
    return {tuple(row["phrase"].split()): row["turn"] for row in seed("correction_words")}


def _turn(found: Sequence[Word], at: int) -> tuple[int, str | None]:
    """How many words a phrase of seeds/correction_words.csv has that begins here, and how it turns the sentence."""
    for count in (2, 1):
        if turned := _turns().get(tuple(word.lower for word in found[at : at + count])):
            return count, turned
    return 0, None


def _row(claim: Mapping[str, Any], correction_id: str, corrected: str, found: Correction, *, followed: bool) -> dict[str, object]:
    old, new = (" ".join(sorted(part)).replace("#", "") for part in (found.withdrawn, found.instead))
    where = "a correction of this document" if claim["distance"] == 0 else "a correction of the document it derives from"
    says = "has what it puts in place" if followed else "still says that"
    return {
        "claim_id": claim["claim_id"],
        "correction_id": correction_id,
        "document_id": claim["document_id"],
        "corrected_document_id": corrected,
        "followed": followed,
        "established": claim["established"],
        "withdrawn": sorted(found.withdrawn),
        "instead": sorted(found.instead),
        "because": f"{where} withdraws “{old}”{f' for “{new}”' if new else ''}; it {says}",
    }
