"""Claims of tables: values of one item weighed against each other, by the records of sources and who copies whom."""

from __future__ import annotations

import re
from functools import cache

import duckdb
import pyarrow as pa

from scoring.database import schema
from scoring.files import seed, statement

_PARAMETER = re.compile(r"\$(\w+)")

_PREPARED = (
    "table_sources",
    "worded",
    "placed",
    "stated",
    "item_values",
    "rivals",
    "near",
    "implied",
    "lent",
    "borne_out",
    "first_shares",
)
"""What is known of values before any source is trusted."""


@cache
def constants() -> dict[str, int | float]:
    """The constants of seeds/fusion.csv by name; whole numbers as such.

    >>> constants()["copy_rate"], constants()["rounds"]
    (0.8, 6)
    """
    return {row["constant"]: float(row["value"]) if "." in row["value"] else int(row["value"]) for row in seed("fusion")}


def fuse(con: duckdb.DuckDBPyConnection) -> bool:
    """From `readings` to the tables `table_rows`, `value_standing`, `source_records` and `source_copies`; whether there are any.

    Records of sources and shares of values are weighed in turn, a fixed number of rounds. Sums are of decimals, so that the order of rows
    changes nothing.
    """
    _run(con, "table_rows")
    _run(con, "value_standing")
    if not con.execute("select count(*) from table_rows").fetchall()[0][0]:
        return False
    _load_seeds(con)
    for name in _PREPARED:
        _run(con, name)
    _weigh(con)
    for name in ("weighed", "source_records", "source_copies"):
        _run(con, name)
    return True


def _weigh(con: duckdb.DuckDBPyConnection) -> None:
    looks = range(1, 2 * int(constants()["copy_rounds"]), 2)
    for turn in range(int(constants()["rounds"])):
        if turn == 0:
            _run(con, "twins")
            _group(con, con.execute("select a_no, b_no from twins order by a_no, b_no").fetchall())
        if turn in looks:
            _run(con, "copies")
            _group(con, con.execute("select a_no, b_no from copies order by a_no, b_no").fetchall())
        for name in ("records", "votes", "totals", "shares"):
            _run(con, name)


def _group(con: duckdb.DuckDBPyConnection, pairs: list[tuple[int, int]]) -> None:
    """The table `groups`: for each source the least of those that it is paired with, directly or through others; else itself."""
    sources = [number for (number,) in con.execute("select source_no from table_sources order by source_no").fetchall()]
    leaders = connected(pairs)
    con.register(
        "groups",
        pa.table(
            {"source_no": sources, "group_no": [leaders.get(number, number) for number in sources]},
            schema=schema(source_no=pa.int64(), group_no=pa.int64()),
        ),
    )


def connected(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """The least number that each number in pairs is connected with, directly or through others.

    >>> connected([(1, 2), (4, 5), (2, 3)])
    {1: 1, 2: 1, 4: 4, 5: 4, 3: 1}
    """
    above: dict[int, int] = {}

    def top(number: int) -> int:
        while above.setdefault(number, number) != number:
            above[number] = above[above[number]]  # halves the way for the next who asks
            number = above[number]
        return number

    for a, b in pairs:
        low, high = sorted((top(a), top(b)))
        above[high] = low
    return {number: top(number) for number in above}


def _load_seeds(con: duckdb.DuckDBPyConnection) -> None:
    """The tables `table_words` and `tolerances`, the latter with a row for every dimension that is measured."""
    words = seed("table_words")
    con.register("table_words", pa.table({"class": [row["class"] for row in words], "word": [row["word"] for row in words]}))
    listed = {row["dimension"]: (float(row["absolute"]), float(row["relative"])) for row in seed("tolerances")}
    measured = [name for (name,) in con.execute("select distinct dimension from table_rows where number is not null order by 1").fetchall()]
    bounds = [listed.get(name, listed["*"]) for name in measured]
    con.register(
        "tolerances",
        pa.table(
            {"dimension": measured, "absolute": [bound[0] for bound in bounds], "relative": [bound[1] for bound in bounds]},
            schema=schema(dimension=pa.string(), absolute=pa.float64(), relative=pa.float64()),
        ),
    )


def _run(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Execute sql/fusion/<name>.sql with the constants that it asks for."""
    text = statement(f"fusion/{name}")
    asked = {parameter: constants()[parameter] for parameter in _PARAMETER.findall(text)}
    con.execute(text, asked or None)
