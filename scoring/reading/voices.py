"""Who speaks in each run of a page: the name, which comment it is and how deep in its thread, when it was written, where it was posted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import repeat, takewhile
from typing import NamedTuple

from scoring.reading.bylines import LONGEST_NAME, moment, name_before_date, speaker_name
from scoring.reading.calendar import iso_time
from scoring.reading.jsonld import Linked, Wording
from scoring.reading.markup import Element, Markup, Run
from scoring.reading.posts import signs_post
from scoring.reading.zones import Zone

_DEPTH = re.compile(r"(?:^|[\s_-])(?:depth|level|indent)[_-]?(\d{1,2})(?![\d\w])", re.IGNORECASE)
_DEPTHS = ("data-depth", "data-level", "data-indent", "aria-level", "depth", "indent")
_NESTS = frozenset(("children", "replies", "child", "nested", "thread-children", "reply-list", "comment-replies", "comment__replies"))
"""Classes of an element that holds the answers to the comment before it."""
_NEAR = 3
"""Runs between a writer's name and the comment below it."""
_DEEPEST = 100
_TIMED = ("datetime", "data-timestamp", "data-time", "title")
_TIMED_KEYS = frozenset(_TIMED)
_CITED = ("cite", "data-instgrm-permalink", "data-href", "data-telegram-post")
_FEWEST_LETTERS = 12
"""A shorter text in JSON-LD may stand on the page by chance."""
_LETTERS = re.compile(r"[\W_]+")

_Turn = tuple[int, int]
"""A comment, post or quote: the place of its element, and a count for templates that put several into one element."""


class Voice(NamedTuple):
    """What a run is, and whose words it holds; the rest as far as the page says it."""

    zone: Zone
    speaker: str | None = None
    comment: int | None = None
    depth: int | None = None
    said_at: datetime | None = None
    address: str | None = None
    byline: bool = False


_voice = partial(tuple.__new__, Voice)
"""A Voice of all its fields: without the call in between that a named tuple makes, since nearly all runs of a page have one."""
_SILENT = (None, None, None, None, None, False)
"""The fields behind the zone of a run that nobody is known to speak."""


def voices(markup: Markup, found: Sequence[Zone], linked: Linked) -> list[Voice]:
    """One voice a run, in the same order; lines that only name who wrote a comment say so, and those that sign a post are boilerplate.

    `found` are the runs' zones. What the page's JSON-LD gives as a comment or a quotation is one, wherever the template puts it.
    """
    runs = markup.runs
    told = _told(runs, linked)
    out: list[Voice] = list(map(_voice, zip(found, *map(repeat, _SILENT), strict=False)))
    found = _retold(found, told)
    held = [at for at, zone in enumerate(found) if zone.item is not None and zone.section is not None]
    if not told and not held:
        return out
    found = _posts(runs, found, held)
    naming = {at for at in held if _names_speaker(runs[at], found[at])}
    turns = _with_lone_names(_turns(found, held, naming), found, naming)
    speaking = {at: turn for at, turn in turns.items() if found[at].section != "boilerplate"}
    items = {zone.item.index: zone.item for zone in map(found.__getitem__, speaking) if zone.item and not zone.shared}
    stamped, depths, addresses = _stamps(markup, items), _depths(items), _addresses(markup, [found[at] for at in held])
    speakers = _speakers(runs, found, turns, naming)
    times = _times(runs, found, {at: turn for at, turn in turns.items() if turn[0] not in stamped}, naming)
    numbers: dict[_Turn | int, int] = {}
    for at in sorted({*told, *speaking}):
        zone, turn, said = found[at], speaking.get(at), told.get(at)
        by, when = (said.wording.by, said.wording.said_at) if said else (None, None)
        if turn is None:
            if said and zone.section == "comment":
                number = numbers.setdefault(-1 - said.number, len(numbers) + 1)
                out[at] = Voice(zone, by, number, said_at=when)
            else:
                out[at] = Voice(zone, by if zone.section == "quote" else None)
        elif at in naming and zone.section != "comment":
            out[at] = Voice(Zone("boilerplate", f"names who speaks in the {zone.section}"))
        else:
            comment = zone.section == "comment"
            out[at] = Voice(
                zone,
                speakers.named.get(turn) or by or speakers.dated.get(turn),
                numbers.setdefault(turn, len(numbers) + 1) if comment else None,
                depths.get(turn[0]) if comment else None,
                stamped.get(turn[0]) or times.get(turn) or when,
                addresses.get(turn[0]),
                at in naming,
            )
    return out


class _Speakers(NamedTuple):
    """Who speaks in a turn, by name."""

    named: dict[_Turn, str]
    dated: dict[_Turn, str]
    """The names in lines such as "Ann Lee May 3", which count where no element is named as the author's."""


def _speakers(runs: Sequence[Run], found: Sequence[Zone], turns: dict[int, _Turn], naming: set[int]) -> _Speakers:
    """The first name of each turn."""
    named: dict[_Turn, str] = {}
    for at, turn in turns.items():
        if turn not in named and (name := found[at].speaker or (speaker_name(runs[at].text) if at in naming else "")):
            named[turn] = name
    dated: dict[_Turn, str] = {}
    for at, turn in turns.items():
        wanted = turn not in named and turn not in dated and _may_tell(runs[at], found[at], at in naming)
        if wanted and (name := name_before_date(runs[at].text)):
            dated[turn] = name
    return _Speakers(named, dated)


def _times(runs: Sequence[Run], found: Sequence[Zone], turns: dict[int, _Turn], naming: set[int]) -> dict[_Turn, datetime]:
    """The first time that stands in a line of each turn."""
    times: dict[_Turn, datetime] = {}
    for at, turn in turns.items():
        if turn not in times and _may_tell(runs[at], found[at], at in naming) and (when := moment(runs[at].text)):
            times[turn] = when
    return times


def _may_tell(run: Run, zone: Zone, names: bool) -> bool:
    """May a name and a time be all that stands in it?"""
    return (names or zone.section == "boilerplate") and len(run.text) <= 2 * LONGEST_NAME


def _posts(runs: Sequence[Run], found: Sequence[Zone], held: Sequence[int]) -> Sequence[Zone]:
    """With quotations that are signed as posts ("— Ann Lee (@annlee)") told as posts: embeds lose their class on the way."""
    posts = {found[at].item for at in held if found[at].section == "quote" and signs_post(runs[at])}
    if not posts:
        return found
    return [Zone("social", "signed as a post", zone.item) if zone.item in posts and zone.section == "quote" else zone for zone in found]


def _turns(found: Sequence[Zone], held: Sequence[int], naming: set[int]) -> dict[int, _Turn]:
    """Which comment, post or quote each of the runs in one is of, the furniture within it included.

    Where one element holds several comments, each line that names an author begins one, or ends one, where the first has its author below.
    """
    counts: dict[int, int] = {}
    author_first: dict[int, bool] = {}
    turns: dict[int, _Turn] = {}
    for at in held:
        zone = found[at]
        item = zone.item.index if zone.item else 0
        if zone.section == "boilerplate":
            turns[at] = (item, counts.get(item, 0))
            continue
        names = zone.section == "comment" and zone.shared and at in naming
        leads = author_first.setdefault(item, names)
        counts[item] = counts.get(item, 0) + (names and leads)
        turns[at] = (item, counts[item])
        counts[item] += names and not leads
    return turns


def _with_lone_names(turns: dict[int, _Turn], found: Sequence[Zone], naming: set[int]) -> dict[int, _Turn]:
    """The turns with lines that only name a writer, in an element of their own, given to the comment below them."""
    spoken = {turn for at, turn in turns.items() if found[at].section == "comment" and at not in naming}
    for at, turn in turns.items():
        if at in naming and found[at].section == "comment" and turn not in spoken:
            below = (turns[near] for near in range(at + 1, at + 1 + _NEAR) if turns.get(near) in spoken)
            turns[at] = next(below, turn)
    return turns


def _names_speaker(run: Run, zone: Zone) -> bool:
    if zone.section == "social":
        return signs_post(run)
    return zone.section != "boilerplate" and zone.author and len(run.text) <= 2 * LONGEST_NAME


class _Told(NamedTuple):
    """A comment or quotation of the page's JSON-LD that a run belongs to."""

    wording: Wording
    number: int
    """Its place in the JSON-LD."""
    section: str


def _told(runs: Sequence[Run], linked: Linked) -> dict[int, _Told]:
    """The runs that together are the text of a comment or quotation in JSON-LD, by their place.

    All of it has to stand there: a comment that opens by quoting the article does not make the article a comment. Of equal texts the last
    run is meant, since an article stands above those who repeat it.
    """
    wordings = [("comment", wording) for wording in linked.comments] + [("quote", wording) for wording in linked.quotations]
    if not wordings:
        return {}
    spelt = [(at, key) for at, key in enumerate(_LETTERS.sub("", run.text).lower() for run in runs) if key]
    opening: dict[str, list[int]] = {}
    for place, (_, key) in enumerate(spelt):
        opening.setdefault(key[:_FEWEST_LETTERS], []).append(place)
    found: dict[int, _Told] = {}
    for number, (section, wording) in enumerate(wordings):
        whole = _LETTERS.sub("", wording.text).lower()
        places = opening.get(whole[:_FEWEST_LETTERS], []) if len(whole) >= _FEWEST_LETTERS else []
        span = next((span for place in reversed(places[-20:]) if (span := _spelling(spelt, place, whole)) and span[0] not in found), None)
        found.update(dict.fromkeys(span or (), _Told(wording, number, section)))
    return found


def _spelling(spelt: Sequence[tuple[int, str]], first: int, whole: str) -> range | None:
    """The runs, from the one at place `first` of those with letters on, that spell out the whole, and nothing else."""
    done = 0
    for place in range(first, len(spelt)):
        at, key = spelt[place]
        if not whole.startswith(key, done):
            return None
        done += len(key)
        if done == len(whole):
            return range(spelt[first][0], at + 1)
    return None


def _retold(found: Sequence[Zone], told: dict[int, _Told]) -> Sequence[Zone]:
    """The zones with those in JSON-LD corrected: what it gives as a comment below the main text is one, and as a quotation a quote.

    Within the main text a comment of the same words repeats the article.
    """
    if not told:
        return found
    out = list(found)
    article = max((at for at, zone in enumerate(found) if zone.section is None and at not in told), default=-1)
    for at, said in told.items():
        zone = found[at]
        if said.section == "comment" and zone.section not in ("comment", "boilerplate") and at > article:
            out[at] = Zone("comment", "a comment in the page's JSON-LD")
        elif said.section == "quote" and zone.section is None:
            out[at] = Zone("quote", "a quotation in the page's JSON-LD")
    return out


def _around(element: Element) -> Iterator[Element]:
    """The element and those around it, from the inside out."""
    here: Element | None = element
    while here is not None:
        yield here
        here = here.parent


def _stamps(markup: Markup, items: dict[int, Element]) -> dict[int, datetime]:
    """The first machine-readable time in each item, by the item's place."""
    stamps: dict[int, datetime] = {}
    if not items:
        return stamps
    first = min(items)
    for element in markup.elements[first:]:
        attributes = element.attributes
        if _TIMED_KEYS.isdisjoint(attributes) or element.tag not in ("time", "abbr", "span", "a"):
            continue
        values = [value for key in _TIMED if (value := attributes.get(key)) and value.lstrip()[:1].isdigit()]
        when = next(filter(None, map(iso_time, values)), None)
        if when:
            item = next((one.index for one in _around(element) if one.index in items), None)
            if item is not None:
                stamps.setdefault(item, when)
    return stamps


def _depths(items: dict[int, Element]) -> dict[int, int]:
    """How deep each item stands in its thread, from 1: as its attributes say, else by the items and lists of answers around it."""
    said: dict[int, int] = {}
    for at, element in items.items():
        depth = _said_depth(element)
        if depth is None:
            return _nestings(items)
        said[at] = depth
    top = min(said.values(), default=0)
    return {at: depth - top + 1 for at, depth in said.items()}


def _said_depth(element: Element) -> int | None:
    attributes = element.attributes
    for key in _DEPTHS:
        value = attributes.get(key, "")
        if value.isascii() and value.isdigit() and int(value[:4]) <= _DEEPEST:
            return int(value[:4])
    named = _DEPTH.search(attributes.get("class", "")[:600])
    return int(named[1]) if named else None


def _nestings(items: dict[int, Element]) -> dict[int, int]:
    """How many items, or lists of answers, are around each item, and 1."""
    held: dict[int, tuple[int, int]] = {}
    """What stands in an element is within so many items and lists; most items share all that is around them."""
    for item in items.values():
        untold = list(takewhile(lambda one: one.index not in held, _around(item)))
        within, lists = held[untold[-1].up] if untold and untold[-1].parent else (0, 0)
        for element in reversed(untold):
            within += element.index in items
            lists += not _NESTS.isdisjoint(element.attributes.get("class", "").lower().split()[:24])
            held[element.index] = (within, lists)
    outside = {at: held[item.up] if item.parent else (0, 0) for at, item in items.items()}
    return {at: 1 + max(counts) for at, counts in outside.items()}


def _addresses(markup: Markup, found: Sequence[Zone]) -> dict[int, str]:
    """The address of each embedded post, its last link, and of each quotation that cites one, by the place of its element."""
    addresses: dict[int, str] = {}
    items = {zone.item.index: zone.item for zone in found if zone.item and zone.section in ("social", "quote")}
    for at, item in items.items():
        cited = next((value for key in _CITED if _is_address(value := item.attributes.get(key, ""))), None)
        if cited:
            addresses[at] = cited
    posts = {zone.item.index for zone in found if zone.item and zone.section == "social"} - addresses.keys()
    if posts:
        for element in markup.elements:
            href = element.attributes.get("href", "") if element.tag == "a" else ""
            if _is_address(href):
                post = next((one.index for one in _around(element) if one.index in posts), None)
                if post is not None:
                    addresses[post] = href
    return addresses


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://")) and len(value) <= 2000
