"""Who is compared with whom: items that share a key, found by joins instead of by trying all."""

from __future__ import annotations

import duckdb

from scoring.database import run

CROWD = 20
"""Items that may share two or three words and still all meet. Measured on generated claims: of the pairs that tell one event 97 % meet at
10, 99.5 % at 20, 99.7 % at 40, where three times as many meet in vain as at 20."""
FEW = 8
"""Statements that may share two or three words for those words to be telling: any two of them are compared."""
SHARE = 0.7
"""Share of the fewer terms that two statements must have in common to be compared where more than `FEW` share what they met under. Measured
on generated claims: 99 % of the pairs that tell one event pass, and a third of the others."""
SENIORS = 20
"""Items of a crowded block that all others meet."""

_NEAR = ("near_keys", "near_whole_keys", "blocks", "met")
_KEYS = ("meeting_keys", "refined_keys", "whole_keys")


def meet(con: duckdb.DuckDBPyConnection, *, anew: bool) -> None:
    """Tables `new_pairs`, items (lower number first) that meet and have not been compared, and `lost`, relations of those that part.

    Brings items, keys and pairs of database `matching` in line with the claims in `sketched`. `anew`: it holds nothing so far.
    """
    _arrive(con)
    _key(con, anew=anew)
    if anew:
        con.execute("create or replace temporary view touched as from edited")
        con.execute("create or replace temporary view near_keys as from matching.meeting_keys union all from matching.refined_keys")
        con.execute("create or replace temporary view near_whole_keys as from matching.whole_keys")
    else:
        run(con, "match/touched", {"most": CROWD, "few": FEW, "seniors": SENIORS})
        run(con, "match/near_keys")
        run(con, "match/near_whole_keys")
    run(con, "match/blocks", {"most": CROWD, "few": FEW})
    run(con, "match/met", {"seniors": SENIORS, "share": SHARE})
    for name in ("new_pairs", "parted", "lost"):
        run(con, f"match/{name}")
    _pair(con)
    for spent in ("known_keys", "crowds", "blocks", "met", "parted"):
        con.execute(f"drop table {spent}")


def _arrive(con: duckdb.DuckDBPyConnection) -> None:
    """Tables `arrived_items`, `left_items`, `edited` and `known_keys`; the items of `matching` are then those of the claims at hand."""
    for name in ("fresh_claims", "gone_claims", "reworded", "arrived_items", "left_items", "edited", "known_keys"):
        run(con, f"match/{name}")
    con.execute("delete from matching.items where item in (select item from arrived_items union all select item from left_items)")
    con.execute("insert into matching.items by name select * exclude (is_edited) from arrived_items")
    con.execute("delete from matching.known_claims where claim_id in (select claim_id from gone_claims)")
    con.execute("insert into matching.known_claims from fresh_claims")


def _key(con: duckdb.DuckDBPyConnection, *, anew: bool) -> None:
    """The keys of `matching` are those of its items; table `remade`, whose keys of three words may be others than before."""
    for table in ("meeting_keys", "whole_keys"):
        con.execute(f"delete from matching.{table} where item in (select item from edited)")  # noqa: S608  (names of our own tables)
        run(con, f"match/{table}")
    if anew:
        con.execute("create or replace temporary view remade as from edited")
        con.execute("create or replace temporary view near_meeting_keys as from matching.meeting_keys")
    else:
        run(con, "match/shifted_keys")
        run(con, "match/crowding", {"most": CROWD})
        for name in ("remade", "known_refined_keys", "near_meeting_keys"):
            run(con, f"match/{name}")
    con.execute("delete from matching.refined_keys where item in (select item from remade union all select item from edited)")
    run(con, "match/crowds", {"most": CROWD})
    run(con, "match/refined_keys")


def _pair(con: duckdb.DuckDBPyConnection) -> None:
    """The pairs of `matching` are those that meet, its relations those of pairs that have met before and still do."""
    con.execute("delete from matching.met as m using parted as p where m.item = p.item and m.other = p.other")
    con.execute("insert into matching.met from new_pairs")
    con.execute("delete from matching.related as r using lost as p where r.item = p.item and r.other = p.other")


def forget_keys(con: duckdb.DuckDBPyConnection) -> None:
    """Drop what only further claims would be met by."""
    for table in (*_KEYS, "met", "known_claims"):
        con.execute(f"drop table matching.{table}")
