"""Moments: which published snapshot stands for what had been received by a time, and times as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from scoring.errors import BadRequest, DamagedData, NothingPublished, UnknownThing
from scoring.model import Moment

FILE = "moments.json"
"""Beside CURRENT in the data folder; written by the store, replaced as a whole."""

_SAID = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d:\d\d)?)?")


class Moments(msgspec.Struct, frozen=True, kw_only=True):
    """All moments that can be answered for, in order of `since`, as far as the log went when this was written."""

    log_bytes: int = 0
    """The length of the log that they account for."""
    first: datetime | None = None
    """When the first document of all was received."""
    moments: list[Moment] = []

    def at(self, time: datetime, ruleset_id: str) -> Moment:
        """The moment whose snapshot equals that of a store with only what had been received by `time`. Never the nearest other one.

        Raises UnknownThing, with the remedy, when nothing had been received by then, or no snapshot of these rules stands for it.
        """
        if time > datetime.now(UTC):
            raise UnknownThing(f"{_told(time)} is still to come: name a time that is past, or leave as_of out for the newest")
        holding = [moment for moment in self.moments if moment.ruleset_id == ruleset_id and moment.since <= time]
        for moment in holding:
            if moment.until is None or time < moment.until:
                return moment
        if self.first and time < self.first:
            raise UnknownThing(f"nothing had been received by {_told(time)}: the first document came at {_told(self.first)}")
        raise UnknownThing(
            f"what had been received by {_told(time)} is not published with the present rules: run `credibly publish --as-of {_told(time)}`"
        )


def read_moments(folder: Path) -> Moments:
    """The moments of a data folder; none where nothing was published since they are noted. Raises DamagedData."""
    path = folder / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Moments)
    except FileNotFoundError:
        return Moments()
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DamagedData(f"{path} cannot be read ({error}): remove it and run `credibly publish`") from None


def standing(folder: Path, time: datetime, ruleset_id: str) -> Moment:
    """`Moments.at` for a data folder. Raises NothingPublished as well, while the log holds more than what is published up to that time."""
    known = read_moments(folder)
    moment = known.at(time, ruleset_id)
    log = folder / "log" / "received.jsonl"
    if moment.until is None and log.is_file() and log.stat().st_size != known.log_bytes:
        raise NothingPublished(f"documents were received that may count at {_told(time)} and are not published yet: run `credibly publish`")
    return moment


def ordered(moments: Iterable[Moment]) -> list[Moment]:
    """In order of time; of one time, the rules that were used first come first."""
    return sorted(moments, key=lambda moment: moment.since)


def moment_named(said: str) -> datetime:
    """A time as people write it, with a zone; a date alone is its last microsecond, and what names no zone is in UTC.

    Raises BadRequest for anything else.

    >>> moment_named("2031-05-04").isoformat(), moment_named("2031-05-04T21:40+02:00").isoformat()
    ('2031-05-04T23:59:59.999999+00:00', '2031-05-04T19:40:00+00:00')
    """
    found = _SAID.fullmatch(said)
    try:
        if not found:
            raise ValueError
        day, clock, zone = found.groups()
        if clock is None:
            return datetime.fromisoformat(f"{day}T00:00+00:00") + timedelta(days=1, microseconds=-1)
        return datetime.fromisoformat(f"{day}T{clock}{(zone or 'Z').replace('Z', '+00:00')}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadRequest(f"{said[:40]!r} is no time: write 2031-05-04 (the end of that day in UTC) or 2031-05-04T21:40:00Z") from None


def _told(time: datetime) -> str:
    """
    >>> _told(datetime(2031, 5, 4, 21, 40, tzinfo=UTC))
    '2031-05-04T21:40:00Z'
    """
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")
