"""Words as claims are compared by them: what each weighs, what else may stand for it, and what it excludes."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from scoring.files import seed
from scoring.units import comparable, listed
from scoring.words import lemma

RAREST = 14.0
"""Rarity, in bits, of a lemma that is not in seeds/rarity.csv."""
PLAIN = 3.0
"""Rarity below which a lemma carries nothing: the, be, of."""
NAMED = 10.0
"""Weight of a name, resolved to its canonical form."""
_COUNTED = 6.0
"""Weight of a number."""
APPROXIMATE = 0.15
"""Share by which an approximation may be off."""
EVENT, TALK = "event", "talk"
"""Kinds of concepts: what can be agreed, held or shelved; and of these what only those know at first hand who took part."""
_SHORTEST = 4
"""Letters that are left of a word when its ending is taken off."""


class Entry(NamedTuple):
    """What a unit (a concept, a lemma, a name or a number; see `unit`) is compared by."""

    weight: float
    """Bits that it is worth when shared."""
    ties: tuple[str, ...]
    """Keys that it shares with whatever may stand for it: groups of synonyms, the stem."""
    opposites: frozenset[str]
    """Units that cannot hold where it does."""
    classes: frozenset[str]
    """Classes of which a thing is only one (seeds/exclusives.csv)."""


class Value(NamedTuple):
    """The interval that a number stands for, and what it can be compared by ('' where it counts what the next words name)."""

    low: float
    high: float
    dimension: str


@cache
def _rarity() -> dict[str, float]:
    return {row["lemma"]: float(row["rarity"]) for row in seed("rarity")}


@cache
def concepts() -> dict[str, tuple[str, str]]:
    """The concept of each word of seeds/concepts.csv, and its kind."""
    return {row["word"]: (row["concept"], row["kind"]) for row in seed("concepts")}


@lru_cache(maxsize=200_000)
def concept(lower: str) -> tuple[str, str]:
    """The concept that a folded word stands for, as it is or as its lemma, and its kind; else its lemma, of kind ''.

    >>> concept("summit"), concept("bridges")
    (('meeting', 'talk'), ('bridge', ''))
    """
    table = concepts()
    base = lemma(lower)
    return table.get(lower) or table.get(base) or (base, "")


@cache
def talks() -> frozenset[str]:
    """The events of which only those know at first hand who took part.

    >>> sorted(talks())
    ['call', 'meeting', 'negotiation']
    """
    return frozenset(name for name, kind in concepts().values() if kind == TALK)


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of one class of seeds/comparison_words.csv.

    >>> sorted(words_of("denying"))
    ['denied', 'denies', 'deny', 'denying']
    """
    return frozenset(in_order(kind))


@cache
def in_order(kind: str) -> tuple[str, ...]:
    """The words of one class of seeds/comparison_words.csv as they stand there."""
    return tuple(row["word"] for row in seed("comparison_words") if row["class"] == kind)


@cache
def _endings() -> tuple[str, ...]:
    """The endings that derive one word from another, the longest first."""
    return tuple(sorted(words_of("ending"), key=lambda ending: (-len(ending), ending)))


@cache
def _short_forms() -> dict[str, str]:
    return {row["short"]: row["long"] for row in seed("short_forms")}


@lru_cache(maxsize=200_000)
def weight(term: str) -> float:
    """Bits that a shared lemma or concept is worth: its rarity in broad English above the plainest words.

    >>> weight("the"), weight("zeppelin")
    (0.0, 11.0)
    """
    return max(0.0, min(RAREST, _rarity().get(term, RAREST)) - PLAIN)


@lru_cache(maxsize=200_000)
def unit(lower: str) -> str:
    """What a folded word is compared as: its concept (seeds/concepts.csv), else its lemma, written out where it is a short form.

    >>> unit("steals"), unit("bridges"), unit("sept"), unit("step_down")
    ('steal', 'bridge', 'september', 'step_down')
    """
    if "_" in lower:
        return lower
    lower = _short_forms().get(lower, lower)
    return concept(lower)[0] or lower


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """For each unit the keys of the groups of synonyms that it belongs to."""
    table: dict[str, dict[str, None]] = defaultdict(dict)
    for number, row in enumerate(seed("synonyms")):
        for word in row["words"].split():
            table[unit(word)][f"group {number}"] = None
    return {word: tuple(keys) for word, keys in table.items()}


@cache
def phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases of seeds/synonyms.csv and seeds/antonyms.csv by their first lemma, the longest first, each as its words."""
    cells = [row["words"] for row in seed("synonyms")] + [cell for row in seed("antonyms") for cell in row.values()]
    cells += [row["word"].replace(" ", "_") for row in seed("scopes")]
    table: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for word in (word for cell in cells for word in cell.split() if "_" in word):
        first, *rest = word.split("_")
        table[first].add((first, *rest))
    return {first: tuple(sorted(found, key=lambda parts: (-len(parts), parts))) for first, found in table.items()}


@cache
def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for row in seed("antonyms"):
        for word in map(unit, row["words"].split()):
            for other in map(unit, row["opposites"].split()):
                if word != other:
                    table[word].add(other)
                    table[other].add(word)
    return {word: frozenset(others) for word, others in table.items()}


@cache
def _converses() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((unit(row["word"]), unit(row["converse"]))) for row in seed("converses"))


def converse(a: str, b: str) -> bool:
    """Whether two units tell one thing from its two sides: A buys from B, B sells to A.

    >>> converse("buy", "sell"), converse("buy", "rent")
    (True, False)
    """
    return frozenset((a, b)) in _converses()


@cache
def _classes() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for row in seed("exclusives"):
        for word in row["words"].split():
            table[unit(word)].add(row["class"])
    return {word: frozenset(classes) for word, classes in table.items()}


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without what derives it from another, British spelling read as American; rough, the same for both is all that counts.

    >>> stem("resignation") == stem("resign"), stem("colour") == stem("color"), stem("organised") == stem("organization")
    (True, True, True)
    """
    if not word.isascii():
        return word
    rest = word.replace("our", "or").replace("ae", "e").replace("isat", "izat").replace("ise", "ize").replace("yse", "yze")
    if rest.endswith("tre"):
        rest = rest[:-2] + "er"
    for _ in range(2):
        ending = next((e for e in _endings() if rest.endswith(e) and len(rest) - len(e) >= _SHORTEST), "")
        rest = rest[: len(rest) - len(ending)]
    if rest.endswith("i"):
        rest = rest[:-1] + "y"
    return rest[:-1] if len(rest) > _SHORTEST and rest[-1] == rest[-2] else rest


@lru_cache(maxsize=200_000)
def entry(word: str) -> Entry:
    """What a unit is compared by.

    >>> entry("apartment").ties[0] == entry("flat").ties[0], "sell" in entry("buy").opposites
    (True, True)
    """
    none: frozenset[str] = frozenset()
    if word[0] == "=":
        return Entry(NAMED, tuple("stem " + stem(part) for part in word[1:].lower().split() if len(part) > 2), none, none)
    if word[0] == "#":
        return Entry(_COUNTED, (), none, none)
    ties = _groups().get(word, ())
    if len(word) > 2 and word.isalpha():
        ties = (*ties, "stem " + stem(word))
    return Entry(weight(word.split("_", 1)[0]), ties, _opposites().get(word, none), _classes().get(word, none))


def number(low: float, high: float, approximate: bool, unit: str) -> str:
    """A quantity as a unit: "#3", "#~2000 mass", "#5: time" for at least five seconds, "#3:4 mass" for an interval.

    >>> number(2.0, 2.0, True, "tonne"), number(3.0, math.inf, False, "bridge")
    ('#~2000 mass', '#3:')
    """
    dimension, factor = comparable(unit)
    measured = " " + dimension if listed(unit) and dimension != "person" else ""
    if low == high:
        value = f"{low * factor:.10g}"
    else:
        value = f"{'' if math.isinf(low) else f'{low * factor:.10g}'}:{'' if math.isinf(high) else f'{high * factor:.10g}'}"
    return f"#{'~' if approximate else ''}{value}{measured}"


@lru_cache(maxsize=100_000)
def value(word: str) -> Value | None:
    """What a unit that is a number stands for, widened by its tolerance: an approximation 15 %, a measure or large count 1 %, an open
    end half as far again; None if it is no number.

    >>> value("#~2000 mass"), value("#12"), value("version")
    (Value(low=1700.0, high=2300.0, dimension='mass'), Value(low=12.0, high=12.0, dimension=''), None)
    """
    if word[0] != "#":
        return None
    figures, _, dimension = word[1:].partition(" ")
    approximate = figures[0] == "~"
    low, colon, high = figures.removeprefix("~").partition(":")
    least = float(low) if low else 0.0
    most = float(high) if high else math.inf if colon else least
    exact = least == most and least < _ROUNDED and not dimension
    slack = APPROXIMATE if approximate else 0.0 if exact else 0.01 if dimension else 0.005
    return Value(*widened(least, most, slack), dimension)


def widened(low: float, high: float, slack: float) -> tuple[float, float]:
    """An interval with a tolerance, as a share, on either side; an open end reaches half as far again.

    >>> widened(10.0, math.inf, 0.1)
    (9.0, 16.5)
    """
    high = low * 1.5 if math.isinf(high) else high
    return low - abs(low) * slack, high + abs(high) * slack


_ROUNDED = 1000
"""Counts from here on are often rounded."""


def likely_same_number(a: str, b: str) -> bool:
    """Whether two units are numbers of one dimension whose intervals meet.

    >>> likely_same_number("#~2000 mass", "#1900 mass"), likely_same_number("#12", "#13")
    (True, False)
    """
    one, other = value(a), value(b)
    return one is not None and other is not None and one.dimension == other.dimension and one.low <= other.high and other.low <= one.high


def total(words: Iterable[str]) -> float:
    """Bits of some units together."""
    return math.fsum(entry(word).weight for word in words)
