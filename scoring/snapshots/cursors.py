"""Cursors: where the next page of a list begins, and in which snapshot."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime

import msgspec

from scoring.errors import BadRequest
from scoring.queries.asking import Order, Question
from scoring.queries.fields import Kind
from scoring.queries.filters import Value

Key = tuple[Value | None, ...]
"""Where a page begins: the sort key of the last row before it."""

_FOREIGN = "cursor is none that this server gave: send `next_cursor` of the page before, unchanged"

_TYPES: dict[Kind, type] = {"text": str, "integer": int, "number": float, "boolean": bool, "time": str}


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """The place, and the list and its order that it is a place in."""

    snapshot_id: str
    listing: str
    after: list[str | int | float | bool | None]
    sort: str


def encoded(snapshot_id: str, asked: Question, after: Sequence[Value | None]) -> str:
    """The cursor to the rows after that sort key."""
    place = (snapshot_id, asked.listing.name, list(after), asked.sort)
    return urlsafe_b64encode(msgspec.json.encode(place)).decode("ascii").rstrip("=")


def decoded(asked: Question, cursor: str) -> tuple[str, Key]:
    """The snapshot and the sort key that a cursor names. Raises BadRequest for one that this question did not give."""
    try:
        place = msgspec.json.decode(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)), type=Cursor)
    except (ValueError, RecursionError):  # UnicodeEncodeError, binascii.Error and msgspec.MsgspecError are ValueErrors
        raise BadRequest(_FOREIGN) from None
    if place.listing != asked.listing.name:
        raise BadRequest(f"cursor belongs to another list than {asked.listing.name}: send `next_cursor` of the page before, unchanged")
    if place.sort != asked.sort:
        raise BadRequest("cursor belongs to another order or grouping: send the same sort, order, search and group_by with it")
    if len(place.after) != len(asked.ordered):
        raise BadRequest(_FOREIGN)
    return place.snapshot_id, tuple(_part(value, order) for value, order in zip(place.after, asked.ordered, strict=True))


def _part(value: Value | None, order: Order) -> Value | None:
    kind = order.field.kind
    if value is None and order.field.nullable:
        return None
    if type(value) is not _TYPES[kind] or (isinstance(value, int) and not -(1 << 63) <= value < 1 << 63):
        raise BadRequest(_FOREIGN)
    try:
        return msgspec.convert(value, datetime) if kind == "time" else value
    except msgspec.ValidationError:
        raise BadRequest(_FOREIGN) from None
