"""Lines that name who wrote a comment and when: "Ann B. says:", "Ann B., 3 May 2021 at 9:14", "2 hours ago"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median

from scoring.reading.calendar import first_day
from scoring.reading.excerpts import Excerpt
from scoring.words import words

_LONGEST = 18
_LONGEST_SAYS = 9
_LONGEST_AGO = 12
_LONGEST_DATED = 9
_LONGEST_NAME = 5
"""Words that such a line may have."""
_NEAR_THE_TOP = 6
_FAR = 4
"""Passages: a line among the first six that stands so far from the next is the author's own."""
_BODY = 20
_SENTENCE = 8
"""Words: one passage of the first length or two sentences of the second end the head, where names and dates are the author's."""

LONGEST_NAME = 60
"""Characters; a longer "author" is a biography, or the comment itself."""

_CLOCK = re.compile(r"(?<![\d.:])[0-2]?\d[:.h ][0-5]\d(?:(?![\d%])|(?=\s?[ap]m))", re.IGNORECASE)
_ENDS_IN_CLOCK = re.compile(r"\d:[0-5]\d ?[ap]m$", re.IGNORECASE)
_LINKED_NAME = re.compile(r"https?://\S+(?: [A-Z]\S*){1,4}$")
# Dates are looked for in every short line of a page. Each pattern therefore begins with one sign of a few, so that the search leaps from
# one such sign to the next; what may not stand before it, or which month it is that ends there, is asked where one is found.
_MONTH = "[jfmasondJFMASOND][aepucoAEPUCO][nbrylgptvcNBRYLGPTVC](?i:(?<=jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
# A month may be glued to the name before it ("AnnOctober 3, 2021"): extraction loses the element's edge.
_MONTH_FIRST = re.compile(rf"{_MONTH}(?i:[a-z]{{0,6}})[. ,]{{1,2}}[0-3]?\d(?!\d)")
_FIGURE_FIRST = re.compile(
    r"\d(?<!\d\d)"
    rf"(?:(?:(?<=[0-3])\d)?(?i:st|nd|rd|th)?[. ]{{1,2}}{_MONTH}"
    r"|\d{0,3}[./\-]\d{1,2}[./\-]\d{2,4}(?!\d))"
)
"""A day and a month, or a date in figures."""
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_AGO = re.compile(r"\b(?:\d{1,3}|an?) (?:second|minute|min|hour|hr|day|week|month|year)s? ago\b", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"(?:(?:posted|comment|written|comments) by|by|from|author)\b[\s:]*", re.IGNORECASE)
_SUBMITTED = re.compile(r"\[[–+-]\]\s*|(?:submitted|posted|asked|answered|shared)\b[^.!?]{0,60}? by ", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"[\s|•·,(:….](?:(?<=[|•·,(\n:…])|(?<=\.)\.\."
    r"|(?<=\s)(?:@|\s*(?:[|•·,(\n:…\d]|[–—-]\s|(?:says|said|wrote|writes|commented|replied|on|at)\b)))"
)
_DASHES = "—–-―*_ \n"
_TIME = re.compile(r"(?<![\d.:])([0-2]?\d)[:.h]([0-5]\d)(?::[0-5]\d)?(?!\d)\s?(?:([ap])\.?m)?", re.IGNORECASE)
_BRIEFLY_AGO = re.compile(r"(?:^|[·•|] ?)\d{1,3} ?(?:s|m|min|h|hr|d|w|wk|mo|y|yr)s?(?: ago)?$")
_LONGEST_BRIEFLY_AGO = len("· 100 mins ago\n")
_SAYS = re.compile(r"\b(?:says|said|wrote|writes|replied|commented|responded)\s?(?::|\.\.\.|…)$|\bsays$", re.IGNORECASE)


def is_byline(excerpt: Excerpt) -> bool:
    """Is it a line that names a writer and a time, or a writer who "says"?

    >>> from scoring.model import Block
    >>> from scoring.reading.excerpts import excerpt
    >>> lines = ("Ann B. says:", "Ann, May 3rd, 2021 at 9:14 am", "On 3 May 2021 it rained.")
    >>> [is_byline(excerpt(line, Block(start=0, stop=len(line)))) for line in lines]
    [True, True, False]
    """
    text, count = excerpt.text, excerpt.count
    if not 0 < count <= _LONGEST:
        return False
    if is_says(excerpt) or excerpt.cue("foot") or (count <= _LONGEST_AGO and _AGO.search(text) and text[-1] not in ".!?"):
        return True
    return _CLOCK.search(text) is not None and (_has_day(text) or _WEEKDAY.search(text) is not None)


def is_says(excerpt: Excerpt) -> bool:
    """Is it a line such as "Ann B. says:" above what she says?"""
    return 1 < excerpt.count <= _LONGEST_SAYS and _SAYS.search(excerpt.text) is not None


def is_dated(excerpt: Excerpt) -> bool:
    """Is it a short line with a date, a time of day or a linked name: a comment's, if there are several; else a picture's or a paper's."""
    text = excerpt.text
    if not 0 < excerpt.count <= _LONGEST_DATED or text[-1] in ".!?)" or text[0] in "—–":
        return False
    return _has_day(text) or _ENDS_IN_CLOCK.search(text) is not None or _LINKED_NAME.search(text) is not None


def _has_day(text: str) -> bool:
    """Does it tell a day of a month, or a date in figures?"""
    return _FIGURE.search(text) is not None and (_FIGURE_FIRST.search(text) is not None or _MONTH_FIRST.search(text) is not None)


def _is_ago(text: str) -> bool:
    """Does it tell a time by how long ago that was?"""
    return "ago" in text.lower() and _AGO.search(text) is not None


def is_name(excerpt: Excerpt) -> bool:
    """Could the line be a name that stands above a date?"""
    if not 0 < excerpt.count <= _LONGEST_NAME:
        return False
    return excerpt.text[-1] not in '.!?…:”"' or (excerpt.text[-1] == "." and len(excerpt.words[-1].text) == 1)


def head(seen: Sequence[Excerpt]) -> int:
    """How many passages the document's head has, up to and with its first body of text."""
    sentences = 0
    for at, excerpt in enumerate(seen):
        sentences += excerpt.count >= _SENTENCE and excerpt.text[-1] in '.!?…”"'
        if excerpt.count >= _BODY or sentences == 2:
            return at + 1
    return len(seen)


def bylines(seen: Sequence[Excerpt], bits: Sequence[float], floor: int) -> list[int]:
    """The passages from `floor` on that are comments' bylines; `bits` says how much each passage sounds like a reader."""
    floor = max(floor, head(seen))
    below = [at for at in range(floor, len(seen)) if not (is_says(seen[at]) and _introduces_a_quotation(seen, at))]
    lines = [at for at in below if is_byline(seen[at])]
    dated = [at for at in below if not is_byline(seen[at]) and is_dated(seen[at])]
    apart = [at for at in dated if at + 1 == len(seen) or not is_dated(seen[at + 1])]
    if (
        not lines
        and len(apart) >= 2
        and 2 * len(apart) > len(dated)
        and 2 * sum(bits[at + 1] > 0 for at in apart if at + 1 < len(seen)) >= len(apart) - 1
    ):
        lines = apart
    return _without_the_authors(seen, lines)


def _introduces_a_quotation(seen: Sequence[Excerpt], at: int) -> bool:
    return at + 1 < len(seen) and (seen[at + 1].block.hint == "quote" or seen[at + 1].text[0] in '“"«‘')


def _without_the_authors(seen: Sequence[Excerpt], lines: list[int]) -> list[int]:
    """The lines but for a first one that is far from all others: near the top it says when the piece itself was published; further down
    it says who is quoted."""
    if not lines or not (lines[0] <= _NEAR_THE_TOP or is_says(seen[lines[0]])):
        return lines
    gaps = [after - before for before, after in zip(lines, [*lines[1:], len(seen)], strict=True)]
    usual = median(gaps[1:]) if len(gaps) > 1 else 1
    return lines[1:] if gaps[0] >= _FAR and gaps[0] > 2 * usual else lines


def speaker_name(line: str) -> str:
    """The name in a line that names a speaker, "" without one.

    >>> speaker_name("Posted by: Ann Lee | March 3, 2026"), speaker_name("— Ann Lee (@annlee) March 3, 2026"), speaker_name("Bo says:")
    ('Ann Lee', 'Ann Lee', 'Bo')
    >>> speaker_name("May 3, 2031 at 9:14 am"), speaker_name("AnnOctober 3, 2031")
    ('', 'Ann')
    >>> speaker_name("[–] ann77 5 points 3 hours ago"), speaker_name("submitted 17 months ago by ann77")
    ('ann77', 'ann77')
    """
    line = line[:200].strip(_DASHES)
    opening = _SUBMITTED.match(line) or _BEFORE_NAME.match(line)
    line = line[opening.end() :] if opening else line
    ends = [_AFTER_NAME.search(line)]
    if _FIGURE.search(line):
        ends += _FIGURE_FIRST.search(line), _MONTH_FIRST.search(line)
    if "ago" in line.lower():
        ends.append(_AGO.search(line))
    name = line[: min([found.start() for found in ends if found], default=len(line))].rstrip(_DASHES)
    return name if len(name) <= LONGEST_NAME and any(map(str.isalpha, name)) else ""


def name_before_date(line: str) -> str:
    """The name in a short line that goes on with a date, "" without one.

    >>> name_before_date("Ann Lee May 3, 2031"), name_before_date("3 May 2031"), name_before_date("Ann Lee wrote")
    ('Ann Lee', '', '')
    """
    return speaker_name(line) if _has_day(line[:200]) or _is_ago(line[:200]) else ""


def is_time(line: str) -> bool:
    """Does a line tell a day, a time ago, or a clock's time with a day?

    >>> is_time("Bo Lee · 3 May 2031"), is_time("Ann 2 hours ago"), is_time("Like · Reply · 3y"), is_time("two ferries")
    (True, True, True, False)
    """
    dated = _FIGURE_FIRST.search(line) or _MONTH_FIRST.search(line)
    return bool(dated or _is_ago(line) or _BRIEFLY_AGO.search(line, max(0, len(line) - _LONGEST_BRIEFLY_AGO)))


def moment(line: str) -> datetime | None:
    """The time that a short line gives in full, a time of day or without one; naive as it is printed, it counts as UTC.

    >>> moment("Ann Lee, May 3rd, 2031 at 9:14 pm"), moment("2 hours ago")
    (datetime.datetime(2031, 5, 3, 21, 14, tzinfo=datetime.timezone.utc), None)
    """
    line = line[:200]
    day = first_day(line, words(line)) if _YEAR.search(line) else None
    if day is None or day.year is None or day.month is None or day.day is None:
        return None
    clock = _TIME.search(line[: day.start]) or _TIME.search(line[day.stop :])
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if clock and clock[3]:
        hour = hour % 12 + (12 if clock[3] in "pP" else 0)
    try:
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None
