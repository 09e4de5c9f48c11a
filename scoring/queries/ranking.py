"""Pages of a list by one number: the rows with the greatest or least values, found without sorting the others.

A scan that looks for the greatest values of one column alone passes over whole blocks of rows that cannot hold any; one that must also
tell equal values apart reads all. So values are asked for first, and of the last value the rows that lie first. Pages that dashboards
ask for most, the claims of the greatest score, are read off a table that lies in that order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import duckdb

from scoring.database import run
from scoring.queries.asking import Question
from scoring.queries.compiling import chosen
from scoring.queries.fields import CLAIMS
from scoring.queries.filters import Bind, Value, conditions_sql

Ask = Callable[[str, Mapping[str, object]], list[tuple[Any, ...]]]
"""A statement and its parameters to its rows."""

NARROWING = (
    "score",
    "section",
    "kind",
    "checkable",
    "certainty",
    "check_worthiness",
    "admiralty",
    "origins_min",
    "origins_max",
    "contradictions",
)
"""The fields of claims in unserved.claims_by_score."""

MOST_TESTS = 20
"""Values of one field up to which each row is tested against all."""


def rank(con: duckdb.DuckDBPyConnection) -> None:
    """The table that pages by score are read off, over the claims as they lie; they must not be moved, nor scored anew, any more."""
    run(con, "ranks/claims_by_score")


def lies_by_score(asked: Question) -> bool:
    """Whether the rows are claims, the greatest score first, narrowed by what the ranked table knows and a scan of it tests row by row."""
    falls = asked.listing is CLAIMS and is_ranked(asked) and asked.order[0].falling and asked.order[0].field.name == "score"
    return falls and all(
        CLAIMS.fields.get(one.field.name) == one.field and one.field.name in NARROWING and len(one.tests) <= MOST_TESTS
        for one in asked.conditions
    )


def read_by_score(ask: Ask, asked: Question, after: Sequence[Value | None] | None, at_most: int) -> list[tuple[Any, int]]:
    """The same as `ranked`, read off the table as it lies: it ends with the last row of the page.

    Rows come in the order of the table (`preserve_insertion_order`) as long as the statement joins nothing.
    """
    bind, alias = Bind(), CLAIMS.alias
    conditions = [*conditions_sql(asked.conditions, bind, row_by_row=True)]
    if after and after[0] is None:
        conditions.append(f"{alias}.score is null and {alias}.place > {bind(after[1])}")
    elif after:
        score = bind(after[0])
        conditions.append(
            f"({alias}.score < {score} or ({alias}.score = {score} and {alias}.place > {bind(after[1])}) or {alias}.score is null)"
        )
    where = f"\nwhere {' and '.join(conditions)}" if conditions else ""
    statement = f"select {alias}.score, {alias}.place\nfrom unserved.claims_by_score as {alias}{where}\nlimit {bind(at_most)}"
    return [(value, place) for value, place in ask(statement, bind.parameters)]


def is_ranked(asked: Question) -> bool:
    """Whether the rows come by one number of their own, and then as they lie."""
    if not asked.listing.placed or asked.search or asked.sample is not None or asked.groups or len(asked.order) != 2:
        return False
    field = asked.order[0].field
    return field.kind in ("number", "integer") and field.join is None


def ranked(ask: Ask, asked: Question, after: Sequence[Value | None] | None, at_most: int) -> list[tuple[Any, int]]:
    """Value and place of each row of the page, in order: from after that value and place on; nulls come last."""
    [value] = asked.order[0].field.sql
    falling = asked.order[0].falling
    place = asked.listing.place.sql[0]

    def found(condition: str, bind: Bind, order: str, limit: int) -> list[tuple[Any, int]]:
        statement = f"select {value}, {place}\nfrom {chosen(asked, [], bind, condition)}\norder by {order}\nlimit {bind(limit)}"
        return [(one, at) for one, at in ask(statement, bind.parameters)]

    def equal(to: Value | None, from_after: Value | None, limit: int) -> list[tuple[Any, int]]:
        bind = Bind()
        condition = f"{value} is null" if to is None else f"{value} = {bind(to)}"
        if from_after is not None:
            condition += f" and {place} > {bind(from_after)}"
        return found(condition, bind, place, limit) if limit else []

    page = equal(after[0], after[1], at_most) if after else []
    left = at_most - len(page)
    if not left or (after and after[0] is None):
        return page
    bind = Bind()
    beyond = f" and {value} {'<' if falling else '>'} {bind(after[0])}" if after else ""
    first = found(f"{value} is not null{beyond}", bind, f"{value}{' desc' if falling else ''}", left)
    if len(first) < left:
        return [*page, *_in_order(first, falling), *equal(None, None, left - len(first))]
    last = first[-1][0]
    sure = _in_order([row for row in first if row[0] != last], falling)
    return [*page, *sure, *equal(last, None, left - len(sure))]


def _in_order(rows: list[tuple[Any, int]], falling: bool) -> list[tuple[Any, int]]:
    return sorted(rows, key=lambda row: (-row[0] if falling else row[0], row[1]))
