"""Generated claims whose truth is known: events told by several outlets in other words, other spellings and other formats of numbers, with
typing errors, and among them twins that differ from another event in one slot only.

Nothing in it is real. The same seed gives the same claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

TWINS = 0.30
"""Share of events that are another event with one slot changed."""
TYPOS = 0.05
"""Share of claims with a typing error in one word."""
TOLD = (1, 2, 3, 4, 5, 6, 7, 8)
"""How often an event is told: each number equally often."""
CLAIMS = 20
"""Of one document."""

_ONSET = ("b", "br", "d", "f", "g", "gr", "h", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w")
_VOWEL = ("a", "e", "i", "o", "u", "au", "ei")
_CODA = ("", "l", "n", "r", "s", "ld", "nk", "rt", "sk", "lm")
_GIVEN = ("Ann", "Bo", "Carla", "Dan", "Edda", "Finn", "Greta", "Hugo", "Ilse", "Jonas", "Kara", "Lena", "Maren", "Nils", "Oskar", "Petra")
_TITLE = ("Mayor ", "Judge ", "Senator ", "Professor ", "Dr. ")
_TITLED = 0.6
"""How often somebody is given a title: always the same one."""
_BODY = ("Ferries", "Holdings", "Steel", "Energy", "Foods", "Motors", "Pharma", "Airways", "Textiles", "Mining")
_COUNTRY = (
    ("the United States", "the US", "the U.S."),
    ("the United Kingdom", "Britain", "the UK"),
    ("the European Union", "the EU"),
    ("the United Arab Emirates", "the UAE"),
    ("Germany",),
    ("Kenya",),
    ("Brazil",),
    ("Norway",),
    ("Peru",),
    ("Ghana",),
)
_MONTH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_OVER = ("waste", "safety", "privacy", "tax", "price", "labour", "export", "noise", "water", "data", "fishing", "advertising")

_FRAMES: tuple[tuple[str, ...], ...] = (
    (
        "{org} was fined {money} in {country} over {matter} rules on {date}.",
        "A court in {country} fined {org} {money} over {matter} rules on {date}.",
        "On {date} {org} was fined {money} over {matter} rules in {country}.",
        "{org} must pay a fine of {money} over {matter} rules in {country}, a court decided on {date}.",
    ),
    (
        "{person} was elected head of {org} in {place} on {date}.",
        "On {date} {person} was elected as the head of {org} in {place}.",
        "{org} in {place} elected {person} as its head on {date}.",
        "In {place} {org} elected {person} its new head on {date}.",
    ),
    (
        "{count} people lost their homes when the {river} river flooded {place} on {date}.",
        "The {river} river flooded {place} on {date} and {count} people lost their homes.",
        "On {date} the {river} flooded {place}, and {count} people lost their homes.",
        "Some {count} people in {place} lost their homes when the {river} flooded on {date}.",
    ),
    (
        "{org} will build a factory for {money} in {place}, {person} said.",
        "{person} said {org} will build a {money} factory in {place}.",
        "According to {person}, {org} will build a factory in {place} for {money}.",
        "A factory in {place} will be built by {org} for {money}, {person} said.",
    ),
    (
        "{org} bought {other} for {money} on {date}.",
        "On {date} {org} bought {other} for {money}.",
        "{other} was bought by {org} for {money} on {date}.",
        "{org} bought the company {other} on {date} for {money}.",
    ),
    (
        "{person} closed the bridge in {place} on {date} after {count} cracks were found.",
        "On {date} {person} closed the bridge in {place} after {count} cracks were found.",
        "The bridge in {place} was closed by {person} on {date} after {count} cracks were found.",
        "After {count} cracks were found, {person} closed the {place} bridge on {date}.",
    ),
    (
        "Exports of {org} to {country} fell by {percent} in {month}.",
        "{org} saw exports to {country} fall {percent} in {month}.",
        "In {month} the exports of {org} to {country} fell by {percent}.",
        "{org}'s exports to {country} fell {percent} in {month}.",
    ),
    (
        "{person} and {someone} married in {place} on {date}.",
        "On {date} {person} and {someone} married in {place}.",
        "In {place} {person} married {someone} on {date}.",
        "{someone} and {person} were married in {place} on {date}.",
    ),
    (
        "The strike at {org} in {place} ended after {days}, {person} said.",
        "{person} said the strike at {org} in {place} ended after {days}.",
        "After {days} the strike at {org} in {place} ended, according to {person}.",
        "The {place} strike at {org} ended after {days}, {person} said.",
    ),
    (
        "{person} sued {org} in {country} for {money} over {matter} claims.",
        "{org} was sued by {person} in {country} for {money} over {matter} claims.",
        "In {country} {person} sued {org} over {matter} claims for {money}.",
        "Over {matter} claims {person} sued {org} in {country} for {money}.",
    ),
)
_SAID = (3, 8)
"""Frames whose person only says it: said by another, it is the same claim."""
_CHANGEABLE = ("org", "person", "place", "money", "count", "percent", "country", "river", "days", "other", "someone")


class Event(NamedTuple):
    """What happened: which frames tell it, and with what in each slot."""

    kind: int
    slots: dict[str, int]
    """A number for each slot, which `_worded` turns into words."""


class Told(NamedTuple):
    """One claim: its words and the event it tells."""

    event: int
    text: str


def told(number: int, seed: int = 1) -> Iterator[Told]:
    """At least so many claims, tellings of one event not next to each other: gathered over a thousand events, then shuffled."""
    given = 0
    events: list[Event] = []
    while given < number:
        heap: list[Told] = []
        for _ in range(1000):
            at = len(events)
            events.append(_event(Random(f"{seed} event {at}"), events, number))
            heap += _tellings(Random(f"{seed} telling {at}"), at, events[at])
            if given + len(heap) >= number:
                break
        Random(f"{seed} order {given}").shuffle(heap)
        given += len(heap)
        yield from heap


def documents(claims: list[Told], most: int = CLAIMS) -> Iterator[tuple[str, list[Told]]]:
    """Claims as texts of a paragraph each."""
    for at in range(0, len(claims), most):
        part = claims[at : at + most]
        yield "\n\n".join(claim.text for claim in part) + "\n", part


def _event(random: Random, before: list[Event], size: int) -> Event:
    if before and random.random() < TWINS:
        twin = before[random.randrange(len(before))]
        name = random.choice([slot for slot in twin.slots if slot in _CHANGEABLE and (slot != "person" or twin.kind not in _SAID)])
        return Event(twin.kind, {**twin.slots, name: _other(random, name, twin.slots[name], size)})
    kind = random.randrange(len(_FRAMES))
    names = [part.split("}")[0] for part in _FRAMES[kind][0].split("{")[1:]]
    return Event(kind, {name: _filled(random, name, size) for name in names})


def _filled(random: Random, name: str, size: int) -> int:
    """A value of a slot; the more claims, the more people and places there are, though fewer than in proportion."""
    pool = int(40 * size**0.5)
    known = {
        "country": len(_COUNTRY),
        "matter": len(_OVER),
        "month": 12 * 5,
        "date": 336 * 5,
        "percent": 60,
        "days": 50,
        "count": 4000,
        "money": 4000,
    }
    return random.randrange(known.get(name, pool))


def _other(random: Random, name: str, value: int, size: int) -> int:
    """Another value; of a number, one that is far enough from the first to be another."""
    while True:
        other = _filled(random, name, size)
        near = abs(other - value) < 0.25 * max(other, value) + 1 if name in ("money", "count", "percent", "days") else other == value
        if not near:
            return other


def _tellings(random: Random, at: int, event: Event) -> Iterator[Told]:
    for _ in range(random.choice(TOLD)):
        text = random.choice(_FRAMES[event.kind]).format(**{name: _worded(random, name, value) for name, value in event.slots.items()})
        text = text[0].upper() + text[1:]
        yield Told(at, _mistyped(random, text) if random.random() < TYPOS else text)


def _word(number: int) -> str:
    """A name that no language has, another for each number below some 1.9 million."""
    parts = []
    for _ in range(2):
        number, onset = divmod(number, len(_ONSET))
        number, vowel = divmod(number, len(_VOWEL))
        number, coda = divmod(number, len(_CODA))
        parts.append(_ONSET[onset] + _VOWEL[vowel] + _CODA[coda])
    return "".join(parts).capitalize()


def _scattered(number: int, salt: int) -> str:
    """Neighbouring numbers give names that are not alike."""
    return _word((number * 1_000_003 + salt * 7919) % 1_960_000)


def _worded(random: Random, name: str, value: int) -> str:
    """A slot in words, in one of the ways it may be written."""
    if name in ("person", "someone"):
        title = _TITLE[value % len(_TITLE)] if random.random() < _TITLED else ""
        return f"{title}{_GIVEN[value % len(_GIVEN)]} {_scattered(value, 1 if name == 'person' else 2)}"
    if name in ("org", "other"):
        return f"{_scattered(value, 3 if name == 'org' else 4)} {_BODY[value % len(_BODY)]}"
    if name in ("place", "river"):
        return _scattered(value, 5 if name == "place" else 6) + ("stad" if name == "place" else "")
    if name == "country":
        return random.choice(_COUNTRY[value])
    if name == "matter":
        return _OVER[value]
    return _numbered(random, name, value)


def _numbered(random: Random, name: str, value: int) -> str:
    if name == "money":
        amount = 100_000 * (value + 11)
        return random.choice((f"${amount / 1e6:g} million", f"${amount:,}", f"{amount / 1e6:g} million dollars"))
    if name == "count":
        return random.choice((f"{value + 1001:,}", str(value + 1001)))
    if name == "percent":
        return random.choice((f"{value + 3} percent", f"{value + 3}%", f"{value + 3} per cent"))
    if name == "days":
        return random.choice((f"{value + 2} days", f"{24 * (value + 2)} hours"))
    year, day = divmod(value, 336 if name == "date" else 12)
    if name == "month":
        return f"{_MONTH[day]} {2031 + year}"
    month, day = divmod(day, 28)
    return random.choice((f"{_MONTH[month]} {day + 1}, {2031 + year}", f"{day + 1} {_MONTH[month]} {2031 + year}"))


def _mistyped(random: Random, text: str) -> str:
    """Two neighbouring letters of one long word change places."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= 6 and word[:5].isalpha()]
    at = random.choice(long)
    place = random.randrange(1, 4)
    word = words[at]
    words[at] = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return " ".join(words)
