"""Which claims say the same, which contradict each other, which a later state overtakes: sketches to propositions and links.

All that matching knows lies in a database of its own, attached as `matching` (sql/matching/): the items of claims, the keys under which
they meet, the pairs that met and how they are related. Where that is kept, claims that come or go cost what they touch, and the outcome is
the same to the byte as if all were matched anew: each step is done for what may have changed, by the statement that does it for everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from scoring.database import arrow, integers, run, schema
from scoring.files import statement, statements
from scoring.judging.candidates import SENIORS, forget_keys, meet
from scoring.judging.comparing import Each, compare

_LED = schema(item=pa.int64(), leader=pa.int64(), family=pa.int64())


def remember(con: duckdb.DuckDBPyConnection, stages: str | None = None) -> None:
    """The tables of database `matching`, made by `stages` if they are not there. Without those it is attached, and nothing stays."""
    if stages is None:
        con.execute("attach ':memory:' as matching")
    if con.execute("select count(*) from duckdb_tables() where database_name = 'matching'").fetchall() == [(0,)]:
        for name in statements("matching"):
            con.execute(statement(f"matching/{name}"))
        con.execute("insert into matching.made_by values ($stages, true)", {"stages": stages or ""})


def match(con: duckdb.DuckDBPyConnection, each: Each = map, *, kept: bool = False) -> None:
    """Views `matched` (proposition_id, kind, closed, claim_id, start, stop, coverage, because) and `found_links` (claim_id, other_claim_id,
    proposition_id, other_proposition_id, relation, similarity, because) of the claims in table `sketched` (items.SKETCHED, established).

    The outcome does not depend on the order of the claims, nor on how `each` spreads the work, nor on what `matching` holds of other
    claims. Columns of `sketched` that are spent are dropped on the way, and unless `matching` is `kept` what is spent of it: they are most
    of the memory that a million claims take.
    """
    con.execute("update matching.made_by set is_whole = false")
    anew = con.execute("select count(*) from matching.items").fetchall() == [(0,)]
    meet(con, anew=anew)
    con.execute("alter table sketched drop column items")
    if not kept:
        forget_keys(con)
    compare(con, each)
    con.execute("insert into matching.related from newly_related")
    _group(con, anew=anew)
    con.execute("update matching.made_by set is_whole = true")
    for name in ("matched", "found_links"):
        con.execute(f"create or replace temporary view {name} as from matching.{name}")


def _group(con: duckdb.DuckDBPyConnection, *, anew: bool) -> None:
    """Propositions and links of the items whose proposition may be another than before, in place of what `matching` has of them."""
    if anew:
        con.execute("create or replace temporary view affected as select item from matching.items")
    else:
        run(con, "match/affected")
        while con.execute(statement("match/affected_besides")).fetchall() != [(0,)]:
            pass
    for name in ("former_propositions", "likenesses", "precedence", "opposing"):
        run(con, f"match/{name}")
    run(con, "match/holders", {"seniors": SENIORS})
    con.register("led", _led(con))
    former = "(select proposition_id from former_propositions)"
    con.execute("delete from matching.item_propositions where item in (select item from affected)")
    con.execute(f"delete from matching.matched where proposition_id in {former}")  # noqa: S608
    con.execute(f"delete from matching.found_links where proposition_id in {former} or other_proposition_id in {former}")  # noqa: S608
    for name in ("item_propositions", "matched", "found_links"):
        run(con, f"match/{name}")
    con.unregister("led")


def _led(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """For each item that others are like the one that leads its proposition: no chain of likenesses, each member is the same as its leader.
    And the family of items within which that is decided, named after the first.

    An item joins the leader it is most alike, unless it contradicts one that joined before; an item without one leads itself.
    """
    same = _neighbours(arrow(con, "select item, other from likenesses order by item, place"))
    against = _neighbours(
        arrow(con, "select unnest([item, other]) as item, unnest([other, item]) as other from opposing where relation = 'contradicts'")
    )
    leader: dict[int, int] = {}
    members: dict[int, set[int]] = defaultdict(set)
    for one in integers(arrow(con, "select item from precedence order by place"), "item"):
        opposed = against.get(one, ())
        leader[one] = next((o for o in same[one] if leader.get(o) == o and members[o].isdisjoint(opposed)), one)
        members[leader[one]].add(one)
    family = _families(same)
    return pa.table([list(leader), list(leader.values()), [family[one] for one in leader]], schema=_LED)


def _families(same: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """For each item the first of those that chains of likenesses join it with.

    >>> _families({1: [3], 2: [4], 3: [1, 5], 4: [2], 5: [3]})
    {1: 1, 3: 1, 5: 1, 2: 2, 4: 2}
    """
    family: dict[int, int] = {}
    for first in sorted(same):
        waiting = [] if first in family else [first]
        while waiting:
            one = waiting.pop()
            if one not in family:
                family[one] = first
                waiting += same[one]
    return family


def _neighbours(pairs: pa.Table) -> dict[int, list[int]]:
    """For each item the others of its pairs, in the order of the rows."""
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in zip(integers(pairs, "item"), integers(pairs, "other"), strict=True):
        found[one].append(other)
    return found
