"""Findings to scores: runs the rules, joins their weights, sums the bits."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import duckdb
import pyarrow as pa

from scoring.database import run
from scoring.errors import BadSeed
from scoring.files import seed, statements

FAMILIES = ("prior", "section", "hedging", "attribution", "corroboration", "contradiction")

LOADED = ("rules", "profiles")
"""Published tables that are seeds."""

Weights = Mapping[str, Decimal]
"""Bits at full strength by rule_id, to three decimals."""

BEFORE = ("score/unrated", "score/rated")
SUMMED = ("score/contributions", "score/sums")
AFTER = (*SUMMED, "score/claims", "score/sources")
"""What runs before the rules and after them, in order; `SUMMED` from findings to scores."""

_COLLECT = """
insert into findings
select claim_id, $rule_id, cast(strength as decimal(9, 4)), because, evidence from ({rule}) as found
"""


def load_rules(con: duckdb.DuckDBPyConnection, weights: Weights | None = None) -> None:
    """Fill the table `rules` from seeds/rules.csv, with other `weights` where given.

    A rule without its file, or a file without its row, is a BadSeed.
    """
    other = weights or {}
    files = set(statements("rules"))
    rows = seed("rules")
    for row in rows:
        if row["family"] not in FAMILIES:
            raise BadSeed(f"seeds/rules.csv: {row['rule_id']} has the unknown family {row['family']}; known are {', '.join(FAMILIES)}")
    listed = {row["rule_id"] for row in rows}
    if missing := sorted(listed ^ files):
        raise BadSeed(
            f"each rule needs sql/rules/<rule_id>.sql and a row in seeds/rules.csv; one of the two is missing for {', '.join(missing)}"
        )
    con.executemany(
        "insert into rules values ($1, $2, $3, $4)",
        [[r["rule_id"], r["family"], other.get(r["rule_id"], r["weight"]), r["title"]] for r in rows],
    )


def load_profiles(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the table `profiles` from seeds/profiles.csv. Raises BadSeed for a rule that seeds/rules.csv does not have."""
    listed = {row["rule_id"] for row in seed("rules")}
    rows = seed("profiles")
    if strange := sorted({row["rule_id"] for row in rows} - listed):
        raise BadSeed(f"seeds/profiles.csv weighs rules that seeds/rules.csv does not have: {', '.join(strange)}")
    con.executemany("insert into profiles values ($1, $2, $3)", [[row["profile"], row["rule_id"], row["weight"]] for row in rows])


def load_grades(con: duckdb.DuckDBPyConnection) -> None:
    """The table `grades`: how strong each kind of source is as a link of a chain."""
    rows = seed("grades")
    con.register("grades", pa.table({"source_kind": [r["source_kind"] for r in rows], "rank": [int(r["rank"]) for r in rows]}))


def find(con: duckdb.DuckDBPyConnection) -> None:
    """Run every rule of sql/rules/ over the rated claims into the table `findings`."""
    con.execute(
        "create temporary table findings (claim_id varchar, rule_id varchar, strength decimal(9, 4), because varchar, evidence varchar[])"
    )
    for rule_id, text in statements("rules").items():
        # The rule's text is our own file, not input; its name is bound.
        con.execute(_COLLECT.format(rule=text), {"rule_id": rule_id})


def score(con: duckdb.DuckDBPyConnection, *, tables: bool = False, found: bool = False, weights: Weights | None = None) -> None:
    """Rated claims to contributions, claims with scores, and sources; with `tables`, those of tables too.

    `found`: the table `findings` is there already, only weights are to be joined and summed.
    """
    load_rules(con, weights)
    load_profiles(con)
    for name in (*BEFORE, *(["fusion/rated"] if tables else [])):
        run(con, name)
    if not found:
        find(con)
    for name in (*AFTER, *(["fusion/claims", "fusion/sources"] if tables else [])):
        run(con, name)
