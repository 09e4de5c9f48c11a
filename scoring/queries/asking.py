"""What is asked of a list: filters, search, order, fields, groups, sample, as a request words them, to one checked question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

from scoring.errors import BadRequest
from scoring.queries.fields import Field, Listing
from scoring.queries.filters import MOST_VALUES, Condition, any_of, filters
from scoring.queries.searching import Search, searched

MOST_ROWS = 10_000
"""Rows of a page."""

MOST_KEYS = 3
"""Fields to group or sort by."""

Bucket = Literal["day", "week", "month", "year"]
_BUCKETS: tuple[Bucket, ...] = ("day", "week", "month", "year")

RELEVANCE = "relevance_score"


class Order(NamedTuple):
    """A field to sort by; nulls come last either way."""

    field: Field
    falling: bool


class Group(NamedTuple):
    """A field to group by; times by the day, week, month or year they begin with."""

    name: str
    field: Field
    bucket: Bucket | None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a list, without the place in it."""

    listing: Listing
    conditions: tuple[Condition, ...] = ()
    search: Search | None = None
    order: tuple[Order, ...] = ()
    """The fields of the key among them, or the place: no two rows are equal in all."""
    fields: tuple[Field, ...] = ()
    groups: tuple[Group, ...] = ()
    sample: int | None = None
    seed: int = 0

    @property
    def ordered(self) -> tuple[Order, ...]:
        """What the rows that are asked for come in the order of: of groups, the greatest first, then by what they are of."""
        if not self.groups:
            return self.order
        keys = [msgspec.structs.replace(group.field, name=group.name, nullable=True) for group in self.groups]
        kinds = ["text" if group.bucket else group.field.kind for group in self.groups]
        fields = [msgspec.structs.replace(key, kind=kind) for key, kind in zip(keys, kinds, strict=True)]
        return (Order(Field(name="count", kind="integer", sql=()), falling=True), *(Order(field, falling=False) for field in fields))

    @property
    def sort(self) -> str:
        """The order as it is written in a cursor: a cursor goes on in the order that gave it."""
        return ",".join(f"{order.field.name}{':desc' if order.falling else ''}" for order in self.ordered)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a request says of rows, order and fields, as text; the names are those of its parameters."""

    filter: str | None = None
    search: str | None = None
    sort: str | None = None
    select: str | None = None
    group_by: str | None = None
    sample: int | None = None
    seed: int | None = None
    ids: str | Sequence[str] | None = None


def question(listing: Listing, asked: Asked = Asked(), more: Iterable[Condition] = ()) -> Question:  # noqa: B008  (frozen)
    """The checked question. Raises BadRequest that names what cannot be meant, and what would do."""
    conditions = [*more]
    if asked.ids is not None:
        ids = asked.ids.split(",") if isinstance(asked.ids, str) else asked.ids
        if len(ids) > MOST_VALUES:
            raise BadRequest(f"ids: {len(ids)} are more than {MOST_VALUES}")
        conditions.append(any_of(listing, listing.key[0], ids))
    if asked.filter is not None:
        conditions += filters(listing, asked.filter)
    search = None
    if asked.search is not None:
        search = searched(asked.search)
    if asked.group_by is not None and (asked.select is not None or asked.sort is not None):
        raise BadRequest("group_by: groups come by their count and have their own fields: leave sort and select out")
    return Question(
        listing=listing,
        conditions=tuple(conditions),
        search=search,
        order=_order(listing, asked.sort, search),
        fields=_fields(listing, asked.select, search),
        groups=_groups(listing, asked.group_by),
        sample=asked.sample,
        seed=asked.seed or 0,
    )


_RELEVANCE = Field(name=RELEVANCE, kind="number", sql=("hit.relevance / 1e6",), said="How well the words of the search fit, by BM25.")


def _order(listing: Listing, sort: str | None, search: Search | None) -> tuple[Order, ...]:
    written = sort.split(",") if sort is not None else []
    if len(written) > MOST_KEYS:
        raise BadRequest(f"sort: {len(written)} fields are more than {MOST_KEYS}")
    order = [_one_order(listing, part, search) for part in written]
    if not order:
        usual = [Order(_RELEVANCE, falling=True)] if search else []
        lying = () if listing.placed else listing.order
        order = [*usual, *(Order(listing.fields[name.lstrip("-")], name.startswith("-")) for name in lying)]
    named = [one.field.name for one in order]
    if len(set(named)) < len(named):
        raise BadRequest("sort: a field is named twice")
    if listing.placed:
        return (*order, Order(listing.place, falling=False))
    return (*order, *(Order(listing.fields[name], falling=False) for name in listing.key if name not in named))


def _one_order(listing: Listing, part: str, search: Search | None) -> Order:
    name, colon, direction = part.partition(":")
    if colon and direction not in ("asc", "desc"):
        raise BadRequest(f"sort: {direction[:20]!r} is no direction: write {name[:40]}:asc or {name[:40]}:desc")
    return Order(_named(listing, name, "sort", search), direction == "desc")


def _named(listing: Listing, name: str, use: str, search: Search | None) -> Field:
    if name == RELEVANCE:
        if search is None:
            raise BadRequest(f"{use}: {RELEVANCE} is there with search only")
        return _RELEVANCE
    return listing.field(name, use)


def _fields(listing: Listing, select: str | None, search: Search | None) -> tuple[Field, ...]:
    if select is None:
        return tuple(listing.fields[name] for name in listing.shown)
    names = select.split(",")
    if len(set(names)) < len(names):
        raise BadRequest("select: a field is named twice")
    return tuple(_named(listing, name, "select", search) for name in names)


def _groups(listing: Listing, group_by: str | None) -> tuple[Group, ...]:
    if group_by is None:
        return ()
    names = group_by.split(",")
    if len(names) > MOST_KEYS:
        raise BadRequest(f"group_by: {len(names)} fields are more than {MOST_KEYS}")
    if len(set(names)) < len(names):
        raise BadRequest("group_by: a field is named twice")
    return tuple(_group(listing, name) for name in names)


def _group(listing: Listing, written: str) -> Group:
    name, colon, bucket = written.partition(":")
    field = listing.field(name, "group_by")
    if colon and (field.kind != "time" or bucket not in _BUCKETS):
        raise BadRequest(f"group_by: {written[:60]!r}: only times are grouped by {', '.join(_BUCKETS)}, as in published_at:month")
    return Group(written, field, bucket if bucket in _BUCKETS else None)
