"""Words to calendar dates, as far as the words give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import compress, count
from typing import NamedTuple

from scoring.model import DateMention
from scoring.reading.numerals import of_kind
from scoring.words import Word, folded

_DIGITS = frozenset("0123456789")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:-\d{1,2})?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:t\d{1,2})?", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_YEARS = re.compile(r"(\d{4})-(\d{4}|\d\d)", re.ASCII)


_EARLIEST_BARE_YEAR = 1800
"""Before that, a figure that only "of" or "to" introduces is more often a count or an index."""


class Dated(NamedTuple):
    """A date, and the words it is made of: `first` to `after`, exclusive."""

    first: int
    after: int
    date: DateMention


def dated(text: str, words: list[Word]) -> list[Dated]:
    """The dates among the words, in order, none overlapping."""
    return list(_each(text, words))


def _each(text: str, words: list[Word]) -> Iterator[Dated]:
    free = 0
    for at in compress(count(), map(may_begin_date, map(folded, words))):
        if at < free:
            continue
        one = _date_at(text, words, at)
        if one:
            yield one
            free = one.after


def first_day(text: str, words: list[Word]) -> DateMention | None:
    """The first date among the words that has a year, a month and a day; what stands behind it is not looked at.

    >>> from scoring.words import words
    >>> text = "In 2029, as on 3 May 2031, it rained."
    >>> first_day(text, words(text))
    DateMention(start=15, stop=25, year=2031, month=5, day=3)
    """
    return next((one.date for one in _each(text, words) if one.date.year and one.date.month and one.date.day), None)


def dates(text: str, words: list[Word]) -> list[DateMention]:
    """The calendar dates in the words of a sentence: year, month and day as far as they are said.

    A month alone needs a word such as "in" before it, so that the verb and the modal (may, march) are none; 03/04/2031 gives the year only.

    >>> from scoring.words import words
    >>> text = "On Oct. 16, 2031, as in May, it may march on, as it has since 2029."
    >>> [(d.year, d.month, d.day) for d in dates(text, words(text))]
    [(2031, 10, 16), (None, 5, None), (2029, None, None)]
    """
    return [one.date for one in dated(text, words)]


@lru_cache(maxsize=200_000)
def may_begin_date(lower: str) -> bool:
    """Whether a folded word looks as if a date could begin with it: cheap to tell, and most words fail it."""
    return lower[0] in _DIGITS or lower[:3] in _month_beginnings()


def _date_at(text: str, words: list[Word], at: int) -> Dated | None:
    """The date that begins at a word."""
    word = words[at]
    if word.lower[0] in _DIGITS:
        return _figures(text, words, at) or _day_first(text, words, at)
    lower = word.lower.removesuffix("'s")
    if lower.startswith("mid-"):
        lower = lower[4:]
    month = _months().get(lower)
    if month is None or not any(letter.isupper() for letter in word.text):
        return None
    return _month_first(text, words, at, month)


def _figures(text: str, words: list[Word], at: int) -> Dated | None:
    """2031-05-04, 4.5.2031, 05/04/2031, 2029-2031, and a year alone."""
    word = words[at]
    if text[word.start - 1 : word.start] in tuple("/.,#$€£:@_") and word.start:
        return None
    if iso := _ISO.fullmatch(word.lower):
        return _dated(words, at, at + 1, int(iso[1]), int(iso[2]), int(iso[3]))
    if dotted := _DOTTED.fullmatch(word.lower):
        return _dated(words, at, at + 1, int(dotted[3]), int(dotted[2]), int(dotted[1]))
    if at + 2 < len(words) and _gap(text, words, at) == "/" == _gap(text, words, at + 1):
        return _slashes(words, at)
    if (years := _YEARS.fullmatch(word.lower)) and _is_year(years[1]):
        return _dated(words, at, at + 1, int(years[1]))
    if _is_year(word.lower) and names_year(text, words, at):
        return _dated(words, at, at + 1, int(word.lower))
    return None


def _slashes(words: list[Word], at: int) -> Dated | None:
    first, second, third = (words[at + step].lower for step in range(3))
    if not all(part.isascii() and part.isdigit() for part in (first, second, third)):
        return None
    if _is_year(first):
        return _dated(words, at, at + 3, int(first), int(second), int(third))
    if not _is_year(third):
        return None
    if int(first) > 12:
        return _dated(words, at, at + 3, int(third), int(second), int(first))
    if int(second) > 12:
        return _dated(words, at, at + 3, int(third), int(first), int(second))
    return _dated(words, at, at + 3, int(third))


def _day_first(text: str, words: list[Word], at: int) -> Dated | None:
    """16 October 2031, 16th of October."""
    day = _day(words[at].lower)
    following = at + 1
    if day and following < len(words) and words[following].lower == "of" and _gap(text, words, at) == " ":
        following += 1
    if day is None or following >= len(words) or _gap(text, words, following - 1) not in (" ", "-", "\u00a0"):
        return None
    month = _months().get(words[following].lower)
    if month is None or words[following].text[0].islower():
        return None
    after, year = _year_after(text, words, following)
    return _dated(words, at, after, year, month, day)


def _month_first(text: str, words: list[Word], at: int, month: int) -> Dated | None:
    """October 16, 2031; Oct. 16; October the 16th; May 2031; in May."""
    following = at + 2 if at + 2 < len(words) and words[at + 1].lower == "the" else at + 1
    if following < len(words) and _gap(text, words, at) in (" ", ". ", "\u00a0", "\n"):
        day = _day(words[following].lower)
        if day:
            after, year = _year_after(text, words, following)
            return _dated(words, at, after, year, month, day)
    after, year = _year_after(text, words, at)
    if year or (at and words[at - 1].lower in of_kind("before_month")) or words[at].lower.startswith("mid-"):
        return _dated(words, at, after, year, month)
    return None


def _year_after(text: str, words: list[Word], at: int) -> tuple[int, int | None]:
    """The word after a year that follows word `at`, and the year; otherwise the word after `at`, and None."""
    if at + 1 < len(words) and _gap(text, words, at) in (" ", ", ", ". ", ".", ",", "\u00a0", "\n") and _is_year(words[at + 1].lower):
        return at + 2, int(words[at + 1].lower)
    return at + 1, None


def names_year(text: str, words: list[Word], at: int) -> bool:
    """Whether a figure of four digits is a year by the words around it, and no count."""
    following = text[words[at].stop : words[at].stop + 2]
    if following[:1] in tuple("%€/") or following == " %":
        return False
    before = words[at - 1].lower if at and text[words[at - 1].stop : words[at].start].isspace() else ""
    if before in of_kind("before_year") or before.endswith("'s"):
        return True
    counts = at + 1 < len(words) and following[:1] == " " and words[at + 1].lower.endswith(("s", "people", "men", "women", "children"))
    placed = before in of_kind("before_figure") or text[words[at].start - 1 : words[at].start] in ("(", "–", "—")
    return placed and not counts and int(words[at].lower) >= _EARLIEST_BARE_YEAR


def _dated(words: list[Word], first: int, after: int, year: int | None, month: int | None = None, day: int | None = None) -> Dated | None:
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    return Dated(first, after, DateMention(start=words[first].start, stop=words[after - 1].stop, year=year, month=month, day=day))


def _gap(text: str, words: list[Word], at: int) -> str:
    return text[words[at].stop : words[at + 1].start]


def _is_year(lower: str) -> bool:
    return len(lower) == 4 and lower.isascii() and lower.isdigit() and 1500 <= int(lower) <= 2100


def _day(lower: str) -> int | None:
    """The day of a month: 16, 16th, the first of 16-17, sixteenth."""
    found = _DAY.fullmatch(lower) if len(lower) <= 5 else None
    day = int(found[1]) if found else int(of_kind("ordinal").get(lower, 0))
    return day if 1 <= day <= 31 else None


@cache
def _months() -> dict[str, int]:
    return {word: int(value) for word, value in of_kind("month").items()}


@cache
def _month_beginnings() -> frozenset[str]:
    """The first three letters of what a month can begin with."""
    return frozenset(["mid", *(word[:3] for word in of_kind("month"))])


def iso_time(value: str | None) -> datetime | None:
    """An aware time; a naive one counts as UTC, what is no ISO time as nothing.

    >>> iso_time("2026-03-01"), iso_time("yesterday")
    (datetime.datetime(2026, 3, 1, 0, 0, tzinfo=datetime.timezone.utc), None)
    """
    try:
        moment = datetime.fromisoformat((value or "").strip()[:40])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment if moment.astimezone(UTC).year >= 1 else None
    except (ValueError, OverflowError):
        return None
