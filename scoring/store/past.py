"""What was stored at a moment, told by the log, and the note of which snapshot stands for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import msgspec

from scoring.batch import document_id
from scoring.errors import DamagedData, UnknownThing
from scoring.files import ruleset_id
from scoring.model import Manifest, Moment
from scoring.moments import FILE, Moments, moment_named, ordered, read_moments
from scoring.store.log import Arrival, Log
from scoring.store.manifests import read_manifest
from scoring.store.publication import is_whole, replace


class Past(NamedTuple):
    """The documents that were stored at a moment."""

    since: datetime
    """When the last of them was received, or another one removed."""
    until: datetime | None
    """When more was received or removed; None: not yet."""
    log_bytes: int
    """How far the log goes with them."""
    documents: dict[str, int]
    """Each by its id, with the byte of the log at which its line begins."""


def past(log: Log, at: datetime, report: Callable[[str], None]) -> Past:
    """What was stored at a time: what had been received, without what had been removed. Reads the log up to there.

    Raises UnknownThing when nothing had been received by then.
    """
    documents: dict[str, int] = {}
    since, stop = None, 0
    for logged in log.entries():
        if logged.problem:
            report(logged.problem)
        if logged.entry and logged.entry.at > at:
            if since is None:
                raise UnknownThing(
                    f"nothing had been received by {at.isoformat()}: the first document came at {logged.entry.at.isoformat()}"
                )
            return Past(since, logged.entry.at, stop, documents)
        if isinstance(logged.entry, Arrival):
            documents[document_id(logged.entry.received)] = stop
        elif logged.entry:
            documents.pop(logged.entry.document_id, None)
        stop, since = logged.stop, logged.entry.at if logged.entry else since
    if since is None:
        raise UnknownThing(f"nothing had been received by {at.isoformat()}: the log is empty")
    return Past(since, None, stop, documents)


def days(log: Log, now: datetime) -> list[datetime]:
    """The last microsecond (UTC) of each day with an entry that is over by `now`, in order."""
    ends = {moment_named(f"{logged.entry.at.astimezone(UTC):%Y-%m-%d}") for logged in log.entries() if logged.entry}
    return sorted(end for end in ends if end < now)


def present(log: Log) -> Past | None:
    """The same for now, without the documents, which the working tables know; None for an empty log."""
    since = log.last_at()
    return Past(since, None, log.size, {}) if since else None


def kept(folder: Path) -> set[str]:
    """The snapshots that somebody asked for as of a time, scored by the rules in force: they stay."""
    return {moment.snapshot_id for moment in read_moments(folder).moments if moment.asked and moment.ruleset_id == ruleset_id()}


def found(folder: Path, log: Log, when: Past) -> Manifest | None:
    """The snapshot that stands for a moment already, made by this version and these rules; it is noted as asked for."""
    for moment in read_moments(folder).moments:
        if (moment.log_bytes, moment.ruleset_id) == (when.log_bytes, ruleset_id()):
            snapshot = folder / "snapshots" / moment.snapshot_id
            try:
                manifest = read_manifest(snapshot / "manifest.json")
            except DamagedData:  # it is judged again, which mends it
                return None
            if manifest.credibly_version == version("credibly") and is_whole(snapshot, manifest):
                note(folder, log, when, manifest, asked=True)
                return manifest
    return None


def note(folder: Path, log: Log, when: Past, manifest: Manifest, *, asked: bool) -> None:
    """Note that a snapshot stands for a moment; forget those whose snapshot is gone, and end those that more was received after."""
    this = Moment(
        since=when.since,
        until=when.until,
        snapshot_id=manifest.snapshot_id,
        ruleset_id=manifest.ruleset_id,
        log_bytes=when.log_bytes,
        asked=asked,
    )
    known: dict[tuple[int, str], Moment] = {}
    for moment in (*read_moments(folder).moments, this):
        place = (moment.log_bytes, moment.ruleset_id)
        asked_before = place in known and known[place].asked
        if moment.log_bytes <= log.size and (folder / "snapshots" / moment.snapshot_id).is_dir():
            known[place] = msgspec.structs.replace(_ended(moment, log), asked=moment.asked or asked_before)
    standing = [moment for moment in known.values() if moment.until is None or moment.since < moment.until]
    noted = Moments(log_bytes=log.size, first=log.next_at(0), moments=ordered(standing))
    replace(folder / FILE, msgspec.json.format(msgspec.json.encode(noted), indent=2) + b"\n")


def _ended(moment: Moment, log: Log) -> Moment:
    if moment.until is not None or moment.log_bytes >= log.size:
        return moment
    return msgspec.structs.replace(moment, until=log.next_at(moment.log_bytes))
