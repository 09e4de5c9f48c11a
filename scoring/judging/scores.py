"""Findings to scores: runs the rules, joins their weights, sums the bits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

import duckdb
import pyarrow as pa

from scoring.database import run
from scoring.errors import BadSeed
from scoring.files import seed, statements

LOADED = ("families", "rules", "profiles")
"""Published tables that are seeds."""

Weights = Mapping[str, Decimal]
"""Bits at full strength by rule_id, to three decimals."""

BEFORE = (
    "score/unrated",
    "score/rated",
    "score/own_words",
    "score/tried",
    "score/claim_records",
    "score/source_records",
    "score/source_letters",
)
SUMMED = ("score/policy", "score/contributions", "score/sums")
AFTER = ("score/policy", "score/contributions", "score/utterance_grounds", "score/sums", "score/admiralty", "score/claims", "score/sources")
"""What runs before the rules and after them, in order; `SUMMED` from findings to scores."""

_COLLECT = "insert into findings select claim_id, $rule_id, cast(strength as decimal(9, 4)), because, evidence from ({rule}\n) as found"
"""In one line before the rule, so that what DuckDB says of a line is said of that line of the rule's file."""


def load_rules(con: duckdb.DuckDBPyConnection, weights: Weights | None = None) -> None:
    """Fill the tables `families` and `rules` from their seeds, with other `weights` where given.

    Raises BadSeed for a rule of which a part is missing, is there twice, or is no number of bits.
    """
    other = weights or {}
    families, rows = seed("families"), seed("rules")
    if missing := missing_parts(statements("rules"), rows, [row["family"] for row in families]):
        raise BadSeed("; ".join(missing))
    for row in families:
        if float(row["floor"] or 0) > 0 or float(row["cap"] or 0) < 0:
            raise BadSeed(f"seeds/families.csv: {row['family']} must have a floor of at most 0 and a cap of at least 0")
    con.executemany(
        "insert into families values ($1, $2, $3, $4)", [[r["family"], r["floor"] or None, r["cap"] or None, r["title"]] for r in families]
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


def missing_parts(files: Collection[str], rows: Sequence[Mapping[str, str]], families: Collection[str]) -> list[str]:
    """What rules lack, a line each: the file sql/rules/<rule_id>.sql, one row in seeds/rules.csv, the row of the family, a weight.

    >>> missing_parts(["dated"], [], ["specificity"])
    ['sql/rules/dated.sql has no row in seeds/rules.csv: add one (rule_id,family,weight,title), or remove the file']
    """
    listed = [row["rule_id"] for row in rows]
    return [
        *(
            f"sql/rules/{name}.sql has no row in seeds/rules.csv: add one (rule_id,family,weight,title), or remove the file"
            for name in sorted(set(files) - set(listed))
        ),
        *(
            f"seeds/rules.csv lists {name}, but there is no sql/rules/{name}.sql: write it, or remove the row"
            for name in listed
            if name not in files
        ),
        *(
            f"seeds/rules.csv: {row['rule_id']} has the unknown family {row['family']!r}; seeds/families.csv has {', '.join(families)}"
            for row in rows
            if row["family"] not in families
        ),
        *(f"seeds/rules.csv lists {name} twice: leave one of the two" for name, count in Counter(listed).items() if count > 1),
        *(
            f"seeds/rules.csv: {row['rule_id']} has the weight {row['weight']!r}: write bits, as in 0.8 or -1.25"
            for row in rows
            if not _BITS.fullmatch(row["weight"])
        ),
    ]


_BITS = re.compile(r"[+-]?[0-9]{1,6}(\.[0-9]+)?")


def load_grades(con: duckdb.DuckDBPyConnection) -> None:
    """The table `grades`: how strong each kind of source is as a link of a chain."""
    rows = seed("grades")
    con.register("grades", pa.table({"source_kind": [r["source_kind"] for r in rows], "rank": [int(r["rank"]) for r in rows]}))


_SEEDS = {
    "record_priors": "source_kind varchar, standing varchar, prior decimal(9, 4), claims decimal(9, 4), part decimal(9, 4)",
    "admiralty": (
        "axis varchar, code varchar, rule varchar, least_compared double, least_record double, least_confirming bigint, "
        "least_contradicting bigint, most_contradicting bigint, least_lead bigint, title varchar"
    ),
    "icd203": "word varchar, low double, high double",
    "utterances": "ground varchar, weight decimal(9, 3), title varchar",
}
"""Seeds that statements of sql/score/ join, with the types of their columns; an empty cell is null."""


def load_seeds(con: duckdb.DuckDBPyConnection) -> None:
    """One table for each of these seeds, its rows numbered by `place`."""
    for name, columns in _SEEDS.items():
        rows = [[place, *(cell or None for cell in row.values())] for place, row in enumerate(seed(name))]
        con.execute(f"create temporary table {name} (place bigint, {columns})")
        con.executemany(f"insert into {name} values ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608  (our own names)


def find(con: duckdb.DuckDBPyConnection) -> None:
    """Run every rule of sql/rules/ over the rated claims into the table `findings`.

    Raises BadSeed for a strength outside 0 to 1, and for a rule that DuckDB refuses.
    """
    con.execute(
        "create temporary table findings (claim_id varchar, rule_id varchar, strength decimal(9, 4) check (strength between 0 and 1), "
        "because varchar, evidence varchar[])"
    )
    for rule_id, text in statements("rules").items():
        # The rule's text is our own file, not input; its name is bound.
        try:
            con.execute(_COLLECT.format(rule=text), {"rule_id": rule_id})
        except duckdb.ConstraintException:
            raise BadSeed(f"sql/rules/{rule_id}.sql gives a strength outside 0 to 1: what it is worth is its weight") from None
        except (duckdb.ProgrammingError, duckdb.DataError) as error:
            raise BadSeed(f"sql/rules/{rule_id}.sql: {error}") from error


def load(con: duckdb.DuckDBPyConnection, weights: Weights | None = None) -> None:
    """Fill all tables that scoring has from seeds, with other `weights` of rules where given."""
    load_rules(con, weights)
    load_profiles(con)
    load_seeds(con)


def score(con: duckdb.DuckDBPyConnection, *, tables: bool = False, weights: Weights | None = None) -> None:
    """Rated claims to contributions, claims with scores, and sources; with `tables`, those of tables too."""
    load(con, weights)
    for name in (*BEFORE, *(["fusion/rated"] if tables else [])):
        run(con, name)
    find(con)
    for name in (*AFTER, *(["fusion/claims", "fusion/sources"] if tables else [])):
        run(con, name)
