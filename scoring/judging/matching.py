"""Which claims say the same, which contradict each other, which a later state overtakes: sketches to propositions and links."""

from __future__ import annotations

from collections import defaultdict

import duckdb
import pyarrow as pa

from scoring.database import arrow, integers, run, schema
from scoring.judging.candidates import SENIORS, meet
from scoring.judging.comparing import Each, compare

_LED = schema(item=pa.int64(), leader=pa.int64())


def match(con: duckdb.DuckDBPyConnection, each: Each = map) -> None:
    """Tables `matched` (proposition_id, kind, claim_id, start, stop, coverage, because) and `found_links` (claim_id, other_claim_id,
    proposition_id, other_proposition_id, relation, similarity, because) of the claims in table `sketched` (items.SKETCHED, established).

    The outcome does not depend on the order of the claims, nor on how `each` spreads the work. Columns of `sketched` and tables that are
    spent are dropped on the way: they are most of the memory that a million claims take.
    """
    meet(con)
    compare(con, each)
    run(con, "match/likenesses")
    run(con, "match/precedence")
    con.register("led", _led(con))
    run(con, "match/holders", {"seniors": SENIORS})
    for name in ("item_propositions", "matched", "found_links"):
        run(con, f"match/{name}")
    con.unregister("led")


def _led(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """For each item that others are like the one that leads its proposition: no chain of likenesses, each member is the same as its leader.

    An item joins the leader it is most alike, unless it contradicts one that joined before; an item without one leads itself.
    """
    same = _neighbours(arrow(con, "select item, other from likenesses order by item, place"))
    against = _neighbours(
        arrow(con, "select unnest([item, other]) as item, unnest([other, item]) as other from related where relation = 'contradicts'")
    )
    leader: dict[int, int] = {}
    members: dict[int, set[int]] = defaultdict(set)
    for one in integers(arrow(con, "select item from precedence order by place"), "item"):
        opposed = against.get(one, ())
        leader[one] = next((o for o in same[one] if leader.get(o) == o and members[o].isdisjoint(opposed)), one)
        members[leader[one]].add(one)
    return pa.table([list(leader), list(leader.values())], schema=_LED)


def _neighbours(pairs: pa.Table) -> dict[int, list[int]]:
    """For each item the others of its pairs, in the order of the rows."""
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in zip(integers(pairs, "item"), integers(pairs, "other"), strict=True):
        found[one].append(other)
    return found
