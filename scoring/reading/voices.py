"""Who speaks in each run of a page: the name, which comment it is and how deep in its thread, when it was written, where it was posted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
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


def voices(markup: Markup, found: Sequence[Zone], linked: Linked) -> list[Voice]:
    """One voice a run, in the same order; lines that only name who wrote a comment say so, and those that sign a post are boilerplate.

    `found` are the runs' zones. What the page's JSON-LD gives as a comment or a quotation is one, wherever the template puts it.
    """
    runs = markup.runs
    told = _told(runs, linked)
    if not told and not any(zone.item for zone in found):
        return [Voice(zone) for zone in found]
    found = _posts(runs, _retold(found, told))
    naming = [_names_speaker(run, zone) for run, zone in zip(runs, found, strict=True)]
    turns = _with_lone_names(_turns(runs, found), found, naming)
    speaking = [turn if zone.section not in (None, "boilerplate") else None for turn, zone in zip(turns, found, strict=True)]
    speakers: dict[_Turn, str] = {}
    dated: dict[_Turn, str] = {}
    """The names in lines such as "Ann Lee May 3", which count where no element is named as the author's."""
    times: dict[_Turn, datetime] = {}
    for run, zone, turn, names in zip(runs, found, turns, naming, strict=True):
        if turn and zone.speaker:
            speakers.setdefault(turn, zone.speaker)
        if turn and names and (name := speaker_name(run.text)):
            speakers.setdefault(turn, name)
        if turn and (names or zone.section == "boilerplate") and len(run.text) <= 2 * LONGEST_NAME:
            if when := moment(run.text):
                times.setdefault(turn, when)
            if turn not in dated and (name := name_before_date(run.text)):
                dated[turn] = name
    items = {zone.item.index: zone.item for zone, turn in zip(found, speaking, strict=True) if turn and zone.item and not zone.shared}
    stamped, depths, addresses = _stamps(markup, items), _depths(items), _addresses(markup, found)
    numbers: dict[_Turn | int, int] = {}
    out: list[Voice] = []
    for at, (zone, turn, names) in enumerate(zip(found, speaking, naming, strict=True)):
        said = told.get(at)
        if said is not None and zone.section == "comment" and turn is None:
            number = numbers.setdefault(-1 - said.number, len(numbers) + 1)
            out.append(Voice(zone, said.wording.by, number, said_at=said.wording.said_at))
        elif turn is None:
            out.append(Voice(zone, said.wording.by if said and zone.section == "quote" else None))
        elif names and zone.section != "comment":
            out.append(Voice(Zone("boilerplate", f"names who speaks in the {zone.section}")))
        else:
            by, when = (said.wording.by, said.wording.said_at) if said else (None, None)
            comment = zone.section == "comment"
            out.append(
                Voice(
                    zone,
                    speakers.get(turn) or by or dated.get(turn),
                    numbers.setdefault(turn, len(numbers) + 1) if comment else None,
                    depths.get(turn[0]) if comment else None,
                    stamped.get(turn[0]) or times.get(turn) or when,
                    addresses.get(turn[0]),
                    names,
                )
            )
    return out


def _posts(runs: Sequence[Run], found: Sequence[Zone]) -> list[Zone]:
    """With quotations that are signed as posts ("— Ann Lee (@annlee)") told as posts: embeds lose their class on the way."""
    posts = {zone.item for run, zone in zip(runs, found, strict=True) if zone.section == "quote" and signs_post(run)}
    return [Zone("social", "signed as a post", zone.item) if zone.item in posts and zone.section == "quote" else zone for zone in found]


def _turns(runs: Sequence[Run], found: Sequence[Zone]) -> list[_Turn | None]:
    """Which comment, post or quote a run is of, the furniture within it included.

    Where one element holds several comments, each line that names an author begins one, or ends one, where the first has its author below.
    """
    counts: dict[int, int] = {}
    author_first: dict[int, bool] = {}
    turns: list[_Turn | None] = []
    for run, zone in zip(runs, found, strict=True):
        if zone.item is None or zone.section is None:
            turns.append(None)
            continue
        item = zone.item.index
        if zone.section == "boilerplate":
            turns.append((item, counts.get(item, 0)))
            continue
        names = zone.section == "comment" and zone.shared and _names_speaker(run, zone)
        leads = author_first.setdefault(item, names)
        counts[item] = counts.get(item, 0) + (names and leads)
        turns.append((item, counts[item]))
        counts[item] += names and not leads
    return turns


def _with_lone_names(turns: list[_Turn | None], found: Sequence[Zone], naming: Sequence[bool]) -> list[_Turn | None]:
    """The turns with lines that only name a writer, in an element of their own, given to the comment below them."""
    comments = [zone.section == "comment" for zone in found]
    held = {turn for turn, comment, names in zip(turns, comments, naming, strict=True) if turn and comment and not names}
    for at, (turn, names) in enumerate(zip(turns, naming, strict=True)):
        if turn and names and comments[at] and turn not in held:
            turns[at] = next((below for below in turns[at + 1 : at + 1 + _NEAR] if below in held), turn)
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


def _retold(found: Sequence[Zone], told: dict[int, _Told]) -> list[Zone]:
    """The zones with those in JSON-LD corrected: what it gives as a comment below the main text is one, and as a quotation a quote.

    Within the main text a comment of the same words repeats the article.
    """
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
        if element.tag not in ("time", "abbr", "span", "a") or not attributes:
            continue
        when = next((time for key in _TIMED if (value := attributes.get(key)) and (time := iso_time(value))), None)
        if when:
            item = next((one.index for one in _around(element) if one.index in items), None)
            if item is not None:
                stamps.setdefault(item, when)
    return stamps


def _depths(items: dict[int, Element]) -> dict[int, int]:
    """How deep each item stands in its thread, from 1: as its attributes say, else by the items and lists of answers around it."""
    said = {at: depth for at, element in items.items() if (depth := _said_depth(element)) is not None}
    if said and len(said) == len(items):
        top = min(said.values())
        return {at: depth - top + 1 for at, depth in said.items()}
    return {at: 1 + _nesting(element, items) for at, element in items.items()}


def _said_depth(element: Element) -> int | None:
    attributes = element.attributes
    for key in _DEPTHS:
        value = attributes.get(key, "")
        if value.isascii() and value.isdigit() and int(value[:4]) <= _DEEPEST:
            return int(value[:4])
    named = _DEPTH.search(attributes.get("class", "")[:600])
    return int(named[1]) if named else None


def _nesting(element: Element, items: dict[int, Element]) -> int:
    within = lists = 0
    for around in _around(element):
        if around is element:
            continue
        within += around.index in items
        lists += not _NESTS.isdisjoint(around.attributes.get("class", "").lower().split()[:24])
    return max(within, lists)


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
