"""HTML to blocks: the readable text, what the markup says about each block, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from scoring.model import Block, Page
from scoring.reading.limits import Limits
from scoring.reading.markup import Run, take_apart
from scoring.reading.metadata import metadata
from scoring.reading.zones import Zone, zones

LONGEST_NAME = 60
"""Characters; a longer "author" is a biography, or the comment itself."""

_BEFORE_NAME = re.compile(r"(?:(?:posted|comment|written|comments) by|by|from|author)\b[\s:]*", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\s+(?:says|said|wrote|writes|commented|replied|on|at)\b|\s*[|•·,(\n]|\s+[–—-]\s|\s*[:…]|\.\.\.|\s+\d|\s@")
_DASHES = "—–-― \n"


def parse(source: str, limits: Limits = Limits()) -> Page:  # noqa: B008  (frozen)
    """The page's readable text, blocks parted by an empty line, each with what its markup says.

    A block without a hint is prose of the page's main part; what stands outside of that has the hint boilerplate.

    >>> page = parse("<title>Ports</title><h1>Port news</h1><p>Exports fell by four percent.<blockquote>It was the rain.</blockquote>")
    >>> [(page.text[b.start : b.stop], b.hint) for b in page.blocks]
    [('Port news', 'heading'), ('Exports fell by four percent.', None), ('It was the rain.', 'quote')]
    """
    markup = take_apart(source, limits)
    said = metadata(markup)
    blocks: list[Block] = []
    at = 0
    for run, (zone, voice) in zip(markup.runs, _voiced(markup.runs, zones(markup)), strict=True):
        blocks.append(
            Block(start=at, stop=at + len(run.text), hint=zone.section, because=zone.because, speaker=voice.speaker, comment=voice.comment)
        )
        at += len(run.text) + len("\n\n")
    return Page(
        text="\n\n".join([run.text for run in markup.runs]),
        blocks=blocks,
        parted=any(block.hint in ("comment", "boilerplate") for block in blocks),
        title=said.title,
        publisher=said.publisher,
        url=said.url,
        author=said.author,
        published_at=said.published_at,
    )


class _Voice(NamedTuple):
    """Whose words a run is: the speaker, if named, and the number of the comment."""

    speaker: str | None = None
    comment: int | None = None


_NOBODY = _Voice()


def _voiced(runs: Sequence[Run], found: Sequence[Zone]) -> list[tuple[Zone, _Voice]]:
    """Each run's zone, with its speaker and comment number; lines that only name the speaker become boilerplate."""
    found = _posts(runs, found)
    turns = _turns(runs, found)
    speakers: dict[tuple[int, int], str] = {}
    naming = [_names_speaker(run, zone) for run, zone in zip(runs, found, strict=True)]
    for run, turn, names in zip(runs, turns, naming, strict=True):
        name = speaker_name(run.text) if turn and names else ""
        if turn and name:
            speakers.setdefault(turn, name)
    numbers: dict[tuple[int, int], int] = {}
    voiced: list[tuple[Zone, _Voice]] = []
    for zone, turn, names in zip(found, turns, naming, strict=True):
        if turn is None:
            voiced.append((zone, _NOBODY))
        elif names:
            voiced.append((Zone("boilerplate", f"names who speaks in the {zone.section}"), _NOBODY))
        else:
            number = numbers.setdefault(turn, len(numbers) + 1) if zone.section == "comment" else None
            voiced.append((zone, _Voice(speakers.get(turn), number)))
    return voiced


def _posts(runs: Sequence[Run], found: Sequence[Zone]) -> list[Zone]:
    """With quotations that are signed as posts ("— Ann Lee (@annlee)") told as posts: embeds lose their class on the way."""
    posts = {zone.item for run, zone in zip(runs, found, strict=True) if zone.section == "quote" and _signs_post(run)}
    return [Zone("social", "signed as a post", zone.item) if zone.item in posts and zone.section == "quote" else zone for zone in found]


def _signs_post(run: Run) -> bool:
    return run.text.startswith(("—", "–")) and "(@" in run.text[: 2 * LONGEST_NAME]


def _turns(runs: Sequence[Run], found: Sequence[Zone]) -> list[tuple[int, int] | None]:
    """Which comment, post or quote a run is of: its element, and a count for templates that put all into one element.

    There each line that names an author begins a comment, or ends one, where the first comment has its author below.
    """
    counts: dict[int, int] = {}
    author_first: dict[int, bool] = {}
    turns: list[tuple[int, int] | None] = []
    for run, zone in zip(runs, found, strict=True):
        if zone.item is None or zone.section in (None, "boilerplate"):
            turns.append(None)
            continue
        item = zone.item.index
        names = zone.section == "comment" and zone.shared and _names_speaker(run, zone)
        leads = author_first.setdefault(item, names)
        counts[item] = counts.get(item, 0) + (names and leads)
        turns.append((item, counts[item]))
        counts[item] += names and not leads
    return turns


def _names_speaker(run: Run, zone: Zone) -> bool:
    if zone.section == "social":
        return _signs_post(run)
    return zone.author and len(run.text) <= 2 * LONGEST_NAME


def speaker_name(line: str) -> str:
    """The name in a line that names a speaker, "" without one.

    >>> speaker_name("Posted by: Ann Lee | March 3, 2026"), speaker_name("— Ann Lee (@annlee) March 3, 2026"), speaker_name("Bo says:")
    ('Ann Lee', 'Ann Lee', 'Bo')
    """
    line = line[:200].strip(_DASHES)
    opening = _BEFORE_NAME.match(line)
    line = line[opening.end() :] if opening else line
    end = _AFTER_NAME.search(line)
    name = (line[: end.start()] if end else line).strip()
    return name if len(name) <= LONGEST_NAME and any(map(str.isalpha, name)) else ""
