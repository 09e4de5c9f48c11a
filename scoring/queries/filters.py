"""Filters as they are written, `section:main|comment,score:>0.5`, to conditions on declared fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec

from scoring.errors import BadRequest
from scoring.names import canonical
from scoring.queries.fields import Field, Listing

MOST_CONDITIONS = 50
MOST_VALUES = 10_000

Value = str | int | float | bool | datetime

Comparison = Literal["=", "<", "<=", ">", ">=", "within", "null", "has"]


class Test(msgspec.Struct, frozen=True):
    """What a field is compared with: one value, for `within` the first and the last of a range."""

    comparison: Comparison
    values: tuple[Value, ...] = ()


class Condition(msgspec.Struct, frozen=True):
    """One of the tests holds, or with `negated` none of them."""

    field: Field
    tests: tuple[Test, ...]
    negated: bool = False


_NUMBER = r"-?\d{1,18}(?:\.\d{1,18})?"
_CLOCK = r"\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?"
_TIME = rf"\d{{4}}(?:-\d\d(?:-\d\d(?:T{_CLOCK})?)?)?"
_RANGES = {
    "integer": re.compile(rf"({_NUMBER})-({_NUMBER})"),
    "number": re.compile(rf"({_NUMBER})-({_NUMBER})"),
    "time": re.compile(rf"({_TIME})-({_TIME})"),
}
_COMPARED = re.compile(r"(>=|<=|>|<)?(.*)", re.DOTALL)
_NUMERIC = re.compile(_NUMBER)
_TIMED = re.compile(_TIME)


def filters(listing: Listing, written: str) -> list[Condition]:
    """The conditions of a filter. Raises BadRequest that names what cannot be meant, and what would do.

    >>> from scoring.queries.fields import CLAIMS
    >>> [one] = filters(CLAIMS, "section:!main|comment")
    >>> one.field.name, one.negated, [test.values for test in one.tests]
    ('section', True, [('main',), ('comment',)])
    """
    parts = split(written, ",")
    if len(parts) > MOST_CONDITIONS:
        raise BadRequest(f"filter: {len(parts)} conditions are more than {MOST_CONDITIONS}: join values of one field with |")
    return [_condition(listing, part) for part in parts]


def split(written: str, separator: str) -> list[str]:
    """The parts between separators that no quotation marks enclose. Raises BadRequest where one is not closed.

    >>> split('publisher:"Post, The",section:main', ",")
    ['publisher:"Post, The"', 'section:main']
    """
    pieces = written.split('"')
    if len(pieces) % 2 == 0:
        raise BadRequest('filter: a quotation mark is not closed; inside quotation marks, one is written twice: ""')
    parts = [""]
    for number, piece in enumerate(pieces):
        if number % 2:
            parts[-1] += f'"{piece}"'
        else:
            first, *more = piece.split(separator)
            parts[-1] += first
            parts += more
    return parts


def any_of(listing: Listing, name: str, values: Iterable[str]) -> Condition:
    """The field has one of these values, taken as they are."""
    field = listing.field(name, "filter")
    return Condition(field, tuple(_equal(field, value) for value in values))


def has(listing: Listing, name: str, words: str) -> Condition:
    """The field holds these words, in any case."""
    return Condition(listing.field(name, "filter"), (Test("has", (words,)),))


def at_least(listing: Listing, name: str, bound: float | None) -> list[Condition]:
    """The field is at least that; nothing where there is no bound."""
    return [] if bound is None else [Condition(listing.field(name, "filter"), (Test(">=", (bound,)),))]


def at_most(listing: Listing, name: str, bound: float | None) -> list[Condition]:
    """The field is at most that; nothing where there is no bound."""
    return [] if bound is None else [Condition(listing.field(name, "filter"), (Test("<=", (bound,)),))]


def missing(listing: Listing, name: str, is_missing: bool) -> Condition:
    """The field has no value, or has one."""
    return Condition(listing.field(name, "filter"), (Test("null"),), negated=not is_missing)


def _condition(listing: Listing, part: str) -> Condition:
    name, colon, said = part.partition(":")
    if not colon:
        raise BadRequest(f"filter: {part[:60]!r} is no condition: write field:value, as in section:main")
    part_of = name.strip().endswith(".search")
    field = listing.field(name.strip().removesuffix(".search"), "filter")
    if part_of and field.kind != "text":
        raise BadRequest(f"filter: {field.name} is no text: .search looks for a part of a text")
    negated = said.startswith("!")
    values = split(said[negated:], "|")
    if len(values) > MOST_VALUES:
        raise BadRequest(f"filter: {len(values)} values of {field.name} are more than {MOST_VALUES}")
    if part_of:
        return Condition(field, tuple(Test("has", (_bare(value),)) for value in values), negated)
    return Condition(field, tuple(_test(field, value) for value in values), negated)


def _bare(value: str) -> str:
    """A value without the quotation marks around it."""
    if value == "":
        raise BadRequest('filter: a value is missing: write field:value, or "" for an empty text')
    if value.startswith('"') and value.endswith('"') and len(value) > 1:
        return value[1:-1].replace('""', '"')
    return value


def _test(field: Field, value: str) -> Test:
    if value == "null":
        return Test("null")
    if field.kind in ("text", "boolean"):
        return _equal(field, _bare(value))
    if ranged := _RANGES[field.kind].fullmatch(value):
        low, high = (_parsed(field, end) for end in ranged.groups())
        if low[0] > high[0]:  # type: ignore[operator]
            raise BadRequest(f"filter: {field.name}:{value[:60]} is upside down: the lower end comes first")
        return _within(low[0], high[1]) if field.kind == "time" else Test("within", (low[0], high[0]))
    found = _COMPARED.fullmatch(value)
    assert found  # noqa: S101  (it fits everything)
    sign, said = found.groups()
    first, after = _parsed(field, said)
    if field.kind != "time":
        return Test(_SIGNS[sign], (first,))
    # a day, month or year is a stretch of time: after it, before it, within it
    return {
        None: _within(first, after),
        ">": Test(">=", (after,)),
        ">=": Test(">=", (first,)),
        "<": Test("<", (first,)),
        "<=": Test("<", (after,)),
    }[sign]


_SIGNS: Mapping[str | None, Comparison] = {None: "=", ">": ">", ">=": ">=", "<": "<", "<=": "<="}


def _within(first: Value, after: Value) -> Test:
    assert isinstance(after, datetime)  # noqa: S101
    return Test("within", (first, after - timedelta(microseconds=1)))


def _equal(field: Field, value: str) -> Test:
    if field.words and value not in field.words:
        raise BadRequest(f"filter: {field.name} is never {value[:60]!r}: it is one of {', '.join(field.words)}")
    if field.kind == "boolean":
        if value not in ("true", "false"):
            raise BadRequest(f"filter: {field.name} is true or false, not {value[:60]!r}")
        return Test("=", (value == "true",))
    return Test("=", (value,))


def _parsed(field: Field, said: str) -> tuple[Value, Value]:
    """A number twice, or the beginning of a stretch of time and what comes after it."""
    if field.kind == "time":
        return _period(field, said)
    if not _NUMERIC.fullmatch(said) or (field.kind == "integer" and "." in said):
        kind = "a whole number" if field.kind == "integer" else "a number"
        raise BadRequest(f"filter: {field.name} takes {kind}, as in 5, >5, <=5 or 2-5, not {said[:60]!r}")
    number = int(said) if field.kind == "integer" else float(said)
    return number, number


def _period(field: Field, said: str) -> tuple[datetime, datetime]:
    """The beginning of a year, month, day or instant, and what comes right after it; without a zone in UTC."""
    try:
        if not _TIMED.fullmatch(said):
            raise ValueError
        if "T" in said:
            time = datetime.fromisoformat(said.replace("Z", "+00:00"))
            instant = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
            return instant, instant + timedelta(microseconds=1)
        year, month, day = ([int(part) for part in said.split("-")] + [0, 0])[:3]
        begin = datetime(year, month or 1, day or 1, tzinfo=UTC)
        if day:
            return begin, begin + timedelta(days=1)
        return begin, datetime(year + (not month or month == 12), 1 if not month else month % 12 + 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError):
        raise BadRequest(
            f"filter: {field.name} takes a time, as in 2031, 2031-05, >2031-05-04 or 2031-05-04T21:40:00Z, not {said[:60]!r}"
        ) from None


def conditions_sql(conditions: Iterable[Condition], bind: Bind, *, row_by_row: bool = False) -> Iterator[str]:
    """Each condition as SQL, its values as parameters.

    A list of values is joined with the rows, which passes over most of a table that lies in order of the field, but gives rows in any
    order; `row_by_row`, each row is tested against it.
    """
    for condition in conditions:
        field = condition.field
        compared = " or ".join(_tests_sql(field, expression, condition.tests, bind, row_by_row) for expression in field.sql)
        told = field.within.format(f"({compared})") if field.within != "{}" else f"({compared})"
        yield f"({told}) is not true" if condition.negated else told


class Bind:
    """Values as the parameters of a statement: `bind(5)` gives the name that stands for it."""

    def __init__(self) -> None:
        self.parameters: dict[str, object] = {}

    def __call__(self, value: object) -> str:
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"


def _tests_sql(field: Field, expression: str, tests: tuple[Test, ...], bind: Bind, row_by_row: bool) -> str:
    equal = [test.values[0] for test in tests if test.comparison == "="]
    if field.spelled:
        equal = list(dict.fromkeys([*equal, *(canonical(value) for value in equal if isinstance(value, str))]))
    told = [_test_sql(expression, test, bind) for test in tests if test.comparison != "="]
    if len(equal) > 1 and row_by_row:
        told.append(f"list_contains({bind(equal)}::{_SQL_TYPES[field.kind]}[], {expression})")
    elif len(equal) > 1:
        told.append(f"{expression} in (select unnest({bind(equal)}::{_SQL_TYPES[field.kind]}[]))")
    elif equal:
        told.append(f"{expression} = {bind(equal[0])}")
    return " or ".join(told)


_SQL_TYPES = {"text": "varchar", "integer": "bigint", "number": "double", "boolean": "boolean", "time": "timestamptz"}


def _test_sql(expression: str, test: Test, bind: Bind) -> str:
    if test.comparison == "null":
        return f"{expression} is null"
    if test.comparison == "has":
        return f"contains(lower({expression}), lower({bind(test.values[0])}))"
    if test.comparison == "within":
        return f"{expression} between {bind(test.values[0])} and {bind(test.values[1])}"
    return f"{expression} {test.comparison} {bind(test.values[0])}"
