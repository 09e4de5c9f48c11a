"""A part of a snapshot: the claims that pass a filter, and of every other table what belongs to them."""

from __future__ import annotations

import duckdb

from scoring.queries.asking import question
from scoring.queries.compiling import keys_only
from scoring.queries.fields import CLAIMS
from scoring.snapshots import ClaimFilter, conditions
from scoring.store.tables import references

_KEPT = {
    "claims": "",  # by the filter, see below
    "documents": "select distinct document_id from claims where {claims}",
    "propositions": "select distinct proposition_id from assertions where {claims}",
    "sources": "select source_id from claims where {claims} union select source_id from attributions where {claims}",
}
"""Which rows of the tables that others refer to belong to the chosen claims."""


class Selection:
    """Which rows of each table belong to the claims that a filter lets pass; without a filter all. References never lead outside."""

    def __init__(self, con: duckdb.DuckDBPyConnection, asked: ClaimFilter | None) -> None:
        """`con`: a snapshot's database, which may have temporary tables."""
        self.con = con
        self._conditions: dict[str, list[str]] = {}
        if asked is None:
            return
        keys = keys_only(question(CLAIMS, more=conditions(asked)))
        con.execute(f"create temporary table kept_claims as {keys.sql}", keys.parameters)
        chosen = "claim_id in (from kept_claims)"
        for table, query in _KEPT.items():
            if query:
                con.execute(f"create temporary table kept_{table} as {query.format(claims=chosen)}")
            self._conditions[table] = [f"{table.removesuffix('s')}_id in (from kept_{table})"]
        for reference in references(con):
            if reference.parent in _KEPT:
                self._conditions.setdefault(reference.table, []).append(f"{reference.columns[0]} in (from kept_{reference.parent})")

    def kept(self, table: str) -> str | None:
        """A condition on the rows of a table; None: all of them."""
        return " and ".join(dict.fromkeys(self._conditions.get(table, []))) or None
