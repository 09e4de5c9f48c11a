"""What a claim's score would be if something were otherwise: a rule silent, an origin gone or come, a hedge taken away.

Each such case is a world of its own in which the claim stands, with everything that it is counted by. The statements that score all claims
score these few, so that no formula is written twice.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from scoring.database import run, schema
from scoring.files import seed, statement, statements
from scoring.judging.rescoring import UNSERVED, load_weights, read_by
from scoring.judging.scores import SUMMED, Weights, find, load_seeds
from scoring.model import Change, Flip, Part, Without

MOST = 20
"""Origins of one side up to which the fewest are looked for that a word rests on; with more, a word hardly rests on a few."""

_COUNTED = 40
"""Origins of one standing that are looked at: from fifteen on, one more or less changes no strength in its four decimals."""

_MADE = ("rated", "standing", "opposition")

_CHANGES = {
    "supported": "one more established origin asserted it",
    "contradicted": "one more established origin contradicted it",
    "unopposed": "nobody contradicted it",
    "unhedged": "nobody hedged it",
    "on_record": "its source were named and spoke on the record",
    "main": "it stood in the main text",
}


class Case(NamedTuple):
    """What is otherwise."""

    silent: frozenset[str] = frozenset()
    """Rules."""
    gone: frozenset[str] = frozenset()
    """Origins."""
    change: str | None = None


class Origin(NamedTuple):
    """An origin other than the claim's own, which speaks for it or against it."""

    origin_id: str
    name: str
    opposes: bool


class Outcome(NamedTuple):
    """Bits and score of a case."""

    bits: float
    score: float


def word(score: float) -> str:
    """The word of ICD 203 for a score (seeds/icd203.csv); the upper end of a range belongs to the next word.

    >>> word(0.001), word(0.45), word(0.5), word(0.999)
    ('almost no chance', 'roughly even chance', 'roughly even chance', 'almost certain')
    """
    rows = seed("icd203")
    return rows[max(0, bisect_right([float(row["low"]) for row in rows], score) - 1)]["word"]


def flip(con: duckdb.DuckDBPyConnection, claim_id: str, weights: Weights) -> Flip | None:
    """What the word for a claim's score rests on, and what would change it; None for a claim that is not rated.

    `con` is a connection of its own to a snapshot's serve.duckdb: temporary tables are left on it.
    """
    ledger = _ledger(con, claim_id, weights)
    if not ledger:
        return None
    run(con, "otherwise/near", {"id": claim_id, "most": _COUNTED})
    origins = [Origin(*row) for row in con.execute(statement("otherwise/units"), {"id": claim_id}).fetchall()]
    cases = [Case(), *_alone(ledger, origins), *_together(ledger, origins), *_changes(origins)]
    cases = list(dict.fromkeys(cases))
    outcomes = dict(zip(cases, outcomes_of(con, claim_id, cases), strict=True))
    return _told(outcomes, {row["rule_id"]: row["title"] for row in ledger}, {origin.origin_id: origin.name for origin in origins})


def _ledger(con: duckdb.DuckDBPyConnection, claim_id: str, weights: Weights) -> list[dict[str, Any]]:
    """Rule, title and bits of what fired on the claim, under these weights."""
    load_weights(con, weights)
    query = """
        select c.rule_id, r.title, c.strength * r.weight as bits
        from serve.main.contributions as c inner join rules as r on c.rule_id = r.rule_id
        where c.claim_id = $id order by c.rule_id
    """
    rows = con.execute(query, {"id": claim_id}).fetchall()
    return [dict(zip(("rule_id", "title", "bits"), row, strict=True)) for row in rows]


def _alone(ledger: Sequence[Mapping[str, Any]], origins: Sequence[Origin]) -> list[Case]:
    """Each rule and each origin away by itself. Where every claim starts is no rule that could be away."""
    return [
        *(Case(silent=frozenset({row["rule_id"]})) for row in ledger if row["rule_id"] != "prior"),
        *(Case(gone=frozenset({origin.origin_id})) for origin in origins),
    ]


def _together(ledger: Sequence[Mapping[str, Any]], origins: Sequence[Origin]) -> list[Case]:
    """More and more away at once, those first that weigh most: of what raises, of what lowers, of who asserts, of who contradicts."""
    weighed = sorted((row for row in ledger if row["rule_id"] != "prior"), key=lambda row: (-abs(row["bits"]), row["rule_id"]))
    up, down = ([row["rule_id"] for row in weighed if (row["bits"] > 0) == raises] for raises in (True, False))
    against = [origin.origin_id for origin in origins if origin.opposes]
    others = [origin.origin_id for origin in origins if not origin.opposes]
    rules = [Case(silent=some) for side in (up, down) for some in _growing(side)]
    return [*rules, *(Case(gone=some) for side in (others, against) if len(side) <= MOST for some in _growing(side))]


def _growing(ids: Iterable[str]) -> list[frozenset[str]]:
    """
    >>> [sorted(some) for some in _growing(["b", "a"])]
    [['b'], ['a', 'b']]
    """
    return list(accumulate((frozenset({one}) for one in ids), lambda some, more: some | more))


def _changes(origins: Sequence[Origin]) -> list[Case]:
    against = frozenset(origin.origin_id for origin in origins if origin.opposes)
    unopposed = [Case(gone=against, change="unopposed")] if against else []
    return [*(Case(change=change) for change in _CHANGES if change != "unopposed"), *unopposed]


def outcomes_of(con: duckdb.DuckDBPyConnection, claim_id: str, cases: Sequence[Case]) -> list[Outcome]:
    """Bits and score of the claim in each case. Needs the tables `near` and `rules`."""
    rows = [{"name": str(at), "silent": sorted(c.silent), "gone": sorted(c.gone), "change": c.change} for at, c in enumerate(cases)]
    lists = pa.list_(pa.string())
    con.register("cases", pa.Table.from_pylist(rows, schema=schema(name=pa.string(), silent=lists, gone=lists, change=pa.string())))
    for name in ("placed_assertions", "links", "propositions", "rated"):
        run(con, f"otherwise/{name}", {"id": claim_id} if "$id" in statement(f"otherwise/{name}") else None)
    for name in ("origins", "contributions", "utterance_grounds"):
        con.execute(f"create temporary table {name} as from serve.main.{name} limit 0")
    run(con, "match/origins")
    for name in ("standing", "opposition"):
        run(con, f"score/{name}")
    _copy(con, claim_id)
    for name in ("unhedged", "on_record"):
        run(con, f"otherwise/{name}")
    find(con)
    run(con, "otherwise/silent")
    load_seeds(con)
    for name in SUMMED:
        run(con, name)
    found = {name: Outcome(float(bits), score) for name, bits, score in con.execute("select claim_id, bits, score from sums").fetchall()}
    return [found[str(at)] for at in range(len(cases))]


def _copy(con: duckdb.DuckDBPyConnection, claim_id: str) -> None:
    """What else the rules read, of this claim, once for each case; tables that know no claims are seen as they are."""
    asked = read_by(statements("rules").values()) - set(_MADE)
    columns = con.execute(
        "select schema_name, table_name, list(column_name) from duckdb_columns() where database_name = 'serve' group by all order by all"
    ).fetchall()
    for place, table, named in columns:
        if table not in asked:
            continue
        if "claim_id" in named:
            con.execute(
                f"create temporary table {table} as select t.* replace (s.name as claim_id) "  # noqa: S608  (names of our own tables)
                f"from serve.{place}.{table} as t cross join cases as s where t.claim_id = $id",
                {"id": claim_id},
            )
        elif place == UNSERVED:
            con.execute(f"create temporary view {table} as from serve.{place}.{table}")


def _size(case: Case) -> int:
    return len(case.silent) + len(case.gone)


def _told(outcomes: Mapping[Case, Outcome], titles: Mapping[str, str], names: Mapping[str, str]) -> Flip:
    """The answer in words and numbers, of cases that were scored."""
    now = outcomes[Case()]

    def without(case: Case) -> Without:
        rules = [Part(kind="rule", id=rule_id, name=titles[rule_id]) for rule_id in sorted(case.silent)]
        sources = [Part(kind="origin", id=origin_id, name=names[origin_id]) for origin_id in sorted(case.gone)]
        after = outcomes[case]
        return Without(parts=[*rules, *sources], bits=after.bits, score=after.score, word=word(after.score))

    taken = [case for case in outcomes if not case.change and case != Case() and outcomes[case] != now]
    flipping = sorted(
        (case for case in taken if word(outcomes[case].score) != word(now.score)),
        key=lambda case: (_size(case), bool(case.silent), -abs(outcomes[case].bits - now.bits), sorted(case.silent | case.gone)),
    )
    alone = sorted(
        (case for case in taken if _size(case) == 1),
        key=lambda case: (-abs(outcomes[case].bits - now.bits), sorted(case.silent | case.gone)),
    )
    by_origins = [case for case in flipping if case.gone]
    changed = [case for case in outcomes if case.change and outcomes[case] != now]
    return Flip(
        word=word(now.score),
        distance=_size(flipping[0]) if flipping else None,
        smallest=without(flipping[0]) if flipping else None,
        fewest_origins=without(by_origins[0]) if by_origins else None,
        alone=[without(case) for case in alone],
        would_change=[_change(case, outcomes[case], now) for case in changed],
    )


def _change(case: Case, after: Outcome, now: Outcome) -> Change:
    said = _CHANGES[case.change or ""]
    new, old = word(after.score), word(now.score)
    then = (
        f"its score would be {after.score:.3f} instead of {now.score:.3f}: {f'{new} instead of {old}' if new != old else f'{old}, as now'}"
    )
    return Change(change=case.change or "", sentence=f"If {said}, {then}.", bits=after.bits, score=after.score, word=new)
