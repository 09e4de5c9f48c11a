"""What is said of a document in passing, as it may be written by anyone: lines of words, addresses, times."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 500
"""Characters of a title or a name: what is longer is read by nobody."""
_LONGEST_ADDRESS = 2_000
_LONGEST_TIME = 60


def line(value: object) -> str | None:
    """A string as one line without control characters; None if nothing is left, or if it is no string.

    >>> line(" Ports\\n and \\x1b[31mtrade "), line(7), line("")
    ('Ports and [31mtrade', None, None)
    """
    if not isinstance(value, str):
        return None
    return "".join(c for c in " ".join(value[: 2 * LONGEST].split()) if c.isprintable())[:LONGEST] or None


def address(value: object) -> str | None:
    """An address on the web; None for anything else.

    >>> address("https://wire.example/1"), address("Merrow Wire")
    ('https://wire.example/1', None)
    """
    if not isinstance(value, str) or len(value) > _LONGEST_ADDRESS or not value.isprintable():
        return None
    return value if value.startswith(("http:", "https:")) else None


def moment(value: object) -> datetime | None:
    """An aware time, written as ISO 8601 or as in mail; without a zone it counts as UTC; what is neither counts as not said.

    >>> moment("2031-05-04").isoformat(), moment("Sun, 04 May 2031 21:40:00 +0200").isoformat(), moment("yesterday")
    ('2031-05-04T00:00:00+00:00', '2031-05-04T21:40:00+02:00', None)
    """
    if not isinstance(value, str) or len(value) > _LONGEST_TIME:
        return None
    for reads in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = reads(value.strip())
            found = found if found.tzinfo else found.replace(tzinfo=UTC)
            if found.astimezone(UTC).year >= 1:
                return found
        except (ValueError, OverflowError, TypeError):
            continue
    return None
