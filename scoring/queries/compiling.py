"""Questions to SQL: names from the declared fields only, whatever a request says as bound parameters only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from scoring.queries.asking import RELEVANCE, Group, Order, Question
from scoring.queries.fields import Field, Listing
from scoring.queries.filters import Bind, Value, conditions_sql

_POSTED = "unserved.search_postings as p{n}"
_TERM = "p{n}.term_id = (select term.term_id from unserved.search_terms as term where term.term = {term})"


class Compiled(NamedTuple):
    """A statement with its parameters; each row has the columns, then the values of the sort key."""

    sql: str
    parameters: dict[str, object]
    columns: tuple[str, ...]


MEASURES = ("count", "mean_score", "p10", "p50", "p90")
"""Of a group, after its keys; without scores only the first."""


def compiled(asked: Question, after: Sequence[Value | None] | None, at_most: int) -> Compiled:
    """The statement for one page of rows, or of groups, from after a sort key on."""
    return _groups(asked, after, at_most) if asked.groups else _rows(asked, after, at_most)


def lying(asked: Question, places: Sequence[int]) -> Compiled:
    """The statement for the rows that lie in these places, which fit what is asked, in its order."""
    return _rows(msgspec.structs.replace(asked, conditions=()), None, len(places), places)


def keys_only(asked: Question) -> Compiled:
    """The statement for the keys of all rows, in no order."""
    bind = Bind()
    columns = ", ".join(asked.listing.fields[name].sql[0] for name in asked.listing.key)
    return Compiled(f"select {columns} from {chosen(asked, (), bind)}", bind.parameters, asked.listing.key)


def _rows(asked: Question, after: Sequence[Value | None] | None, at_most: int, places: Sequence[int] | None = None) -> Compiled:
    """The keys alone first: sorting whole rows to keep fifty takes two to four times as long."""
    listing, bind = asked.listing, Bind()
    hits = _hits(asked, bind)
    keys = [order.field.sql[0] for order in asked.order]
    used = [order.field for order in asked.order]
    begun = _after([(key, order) for key, order in zip(keys, asked.order, strict=True)], after, bind)
    if places is not None:
        begun = f"{listing.alias}.rowid in (select unnest({bind(list(places))}::bigint[]))"
    ranked = ", ".join(f"{key} as k{number}" for number, key in enumerate(keys))
    in_order = ", ".join(f"k{number}{' desc' if order.falling else ''} nulls last" for number, order in enumerate(asked.order))
    placed = {order.field.name: f"page.k{number}" for number, order in enumerate(asked.order)} | {RELEVANCE: "page.relevance / 1e6"}
    rest = [field for field in asked.fields if field.name not in placed]
    shown = [placed.get(field.name, field.sql[0]) for field in asked.fields]
    told = ", ".join([*(f"{sql} as c{number}" for number, sql in enumerate(shown)), *(f"page.k{number}" for number in range(len(keys)))])
    row = f"\ninner join {listing.name} as {listing.alias} on page.place = {listing.alias}.rowid"
    whole = f"{row}{_joined(listing, rest)}" if rest else ""
    sql = f"""with {hits}page as (
    select {listing.alias}.rowid as place, {ranked}{", hit.relevance" if asked.search else ""}
    from {chosen(asked, used, bind, begun)}
    order by {in_order}
    limit {bind(at_most)}
)

select {told}
from page{whole}
order by {in_order}"""
    return Compiled(sql, bind.parameters, tuple(field.name for field in asked.fields))


def _groups(asked: Question, after: Sequence[Value | None] | None, at_most: int) -> Compiled:
    listing, bind = asked.listing, Bind()
    hits = _hits(asked, bind)
    measured = listing.fields[listing.measured].sql[0] if listing.measured else None
    measures = ["count(*) as c_count"]
    if measured:
        one = (
            "any_value" if any(group.field.sql == (measured,) for group in asked.groups) else "avg"
        )  # a mean of equal values may be another
        measures += [f"{one}({measured}) as c_mean", f"quantile_cont({measured}, [0.1, 0.5, 0.9]) as c_quantiles"]
    keys = [_bucketed(group, bind) for group in asked.groups]
    named = ", ".join(f"{key} as g{number}" for number, key in enumerate(keys))
    numbers = range(len(keys))
    orders = [
        Order(msgspec.structs.replace(order.field, sql=(f"g{n - 1}" if n else "c_count",)), order.falling)
        for n, order in enumerate(asked.ordered)
    ]
    begun = _after([(order.field.sql[0], order) for order in orders], after, bind)
    in_order = ", ".join(f"{order.field.sql[0]}{' desc' if order.falling else ''} nulls last" for order in orders)
    told = [*(f"g{number}" for number in numbers), "c_count"]
    if measured:
        told += ["c_mean", "c_quantiles[1]", "c_quantiles[2]", "c_quantiles[3]"]
    condition = f"\nwhere {begun}" if begun else ""
    sql = f"""with {hits}counted as (
    select {named}, {", ".join(measures)}
    from {chosen(asked, [group.field for group in asked.groups], bind)}
    group by all
)

select {", ".join(told)}, {", ".join(order.field.sql[0] for order in orders)}
from counted{condition}
order by {in_order}
limit {bind(at_most)}"""
    columns = (*(group.name for group in asked.groups), *(MEASURES if measured else MEASURES[:1]))
    return Compiled(sql, bind.parameters, columns)


def _bucketed(group: Group, bind: Bind) -> str:
    """The field, or the first day of the stretch of time that it lies in, as a date."""
    [sql] = group.field.sql
    return f"date_trunc({bind(group.bucket)}, {sql})::date::varchar" if group.bucket else sql


def _hits(asked: Question, bind: Bind) -> str:
    """The claims in which every term occurs, each with its BM25 in millionths."""
    if asked.search is None:
        return ""
    numbers = range(len(asked.search.terms))
    weight = " + ".join(f"p{n}.weight::bigint" for n in numbers)
    posted = "".join(f"\n    inner join {_POSTED.format(n=n)} on p0.place = p{n}.place" for n in numbers[1:])
    named = " and ".join(_TERM.format(n=n, term=bind(term)) for n, term in enumerate(asked.search.terms))
    return f"""hit as materialized (
    select p0.place, {weight} as relevance
    from {_POSTED.format(n=0)}{posted}
    where {named}
),

"""


def chosen(asked: Question, used: Iterable[Field], bind: Bind, begun: str | None = None) -> str:
    """The rows that all conditions let pass, as what stands after `from`."""
    listing = asked.listing
    conditions = list(conditions_sql(asked.conditions, bind))
    fields = [condition.field for condition in asked.conditions]
    hit = ""
    if asked.search:
        hit = f"\n    inner join hit on {listing.alias}.rowid = hit.place"
        conditions += [f"contains(lower({listing.alias}.text), lower({bind(phrase)}))" for phrase in asked.search.phrases]
    if asked.sample is not None:
        keys = ", ".join(listing.fields[name].sql[0] for name in listing.key)
        where = f" where {' and '.join(conditions)}" if conditions else ""
        chance = f"md5(concat_ws(' ', {bind(asked.seed)}::varchar, {keys}))"
        inner = f"{listing.name} as {listing.alias}{hit}{_joined(listing, fields)}{where}"
        drawn = f"select {listing.alias}.rowid from {inner} order by {chance}, {keys} limit {bind(asked.sample)}"
        conditions = [f"{listing.alias}.rowid in ({drawn})"]
        fields = []
    where = " and ".join([*conditions, *([begun] if begun else [])])
    return f"{listing.name} as {listing.alias}{hit}{_joined(listing, [*fields, *used])}" + (f"\n    where {where}" if where else "")


def _joined(listing: Listing, fields: Iterable[Field]) -> str:
    """The tables whose rows these fields are of; each row of the list has at most one in each."""
    needed = {field.join for field in fields if field.join}
    return "".join(
        f'\n    left join {join.table} as {name} on {listing.alias}."{join.own}" = {name}."{join.key}"'
        for name, join in listing.joins.items()
        if name in needed
    )


def _after(keys: list[tuple[str, Order]], after: Sequence[Value | None] | None, bind: Bind) -> str | None:
    """A condition on the rows after a sort key: equal in the first fields, beyond in the next; nulls come last."""
    if after is None:
        return None
    told, equal = [], ""
    for (sql, order), value in zip(keys, after, strict=True):
        if value is not None:
            bound = bind(value)
            beyond = f"{sql} {'<' if order.falling else '>'} {bound}" + (f" or {sql} is null" if order.field.nullable else "")
            told.append(f"{equal}({beyond})")
            equal += f"{sql} = {bound} and "
        else:
            equal += f"{sql} is null and "
    rest = " or ".join(told) or "false"
    (sql, order), value = keys[0], after[0]
    if value is not None and not order.field.nullable:  # said again for the scan, which can pass over what it excludes
        return f"{sql} {'<=' if order.falling else '>='} {bind(value)} and ({rest})"
    return f"({rest})"
