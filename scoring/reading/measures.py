"""What the value of a cell measures, if it is nothing but one number, quantity, time of day or date."""

from __future__ import annotations

import re
from datetime import date

from scoring.reading.quantities import dates, quantities
from scoring.units import comparable
from scoring.words import words

_LONGEST = 60
"""Characters of a value that is looked at for a quantity: what is longer is prose."""

_PLAIN = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,18})(?:\.\d{1,18})?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?: ?([ap])\.?m\.?)?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def measure(value: str) -> tuple[float, str] | None:
    """The number that a value is, in the base unit of its dimension, and that dimension; None for a value that is no measure.

    Dimensions are those of seeds/units.csv, "" for a bare number, "clock" for a time of day in minutes, "date" for a day.

    >>> measure("1,204"), measure("2 h 30 min"), measure("2:05 pm"), measure("4 May 2031")
    ((1204.0, ''), (9000.0, 'time'), (845.0, 'clock'), (741566.0, 'date'))
    >>> measure("A37"), measure("Ann Roe"), measure("between 3 and 4 km")
    (None, None, None)
    """
    value = value.strip()
    if _PLAIN.fullmatch(value):
        return float(value.replace(",", "")), ""
    if len(value) > _LONGEST or not _DIGIT.search(value):
        return None
    return _clock(value) or _quantity(value)


def _clock(value: str) -> tuple[float, str] | None:
    found = _CLOCK.fullmatch(value)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    if found[3]:
        hour = hour % 12 + 12 * (found[3].lower() == "p")
    return (60.0 * hour + minute, "clock") if hour < 24 and minute < 60 else None


def _quantity(value: str) -> tuple[float, str] | None:
    tokens = words(value)
    for day in dates(value, tokens):
        if (day.start, day.stop) == (0, len(value)) and day.year and day.month and day.day:
            return _day(day.year, day.month, day.day)
    for one in quantities(value, tokens):
        if (one.start, one.stop) == (0, len(value)) and one.low == one.high == one.value:
            dimension, factor = comparable(one.unit)
            return one.value * factor, dimension
    return None


def _day(year: int, month: int, day: int) -> tuple[float, str] | None:
    try:
        return float(date(year, month, day).toordinal()), "date"
    except ValueError:  # 30 February
        return None
