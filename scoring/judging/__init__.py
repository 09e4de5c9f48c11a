"""Claims to scores: which say the same, how many origins stand behind them, and what the rules make of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from scoring.database import arrow, connect, create_tables, primary_key, run, schema
from scoring.files import statements
from scoring.judging.fusion import fuse
from scoring.judging.matching import match
from scoring.judging.origins import Families, Shingled, established, families, house, own_pairs, publishers
from scoring.judging.scores import load_grades, score
from scoring.judging.sketches import Sketch, sketches
from scoring.names import canonical, source_id

TABLES = tuple(statements("schema"))
"""The names of the published tables."""

_QUOTED = ("quote", "transcript")
"""Sections in somebody else's words: what two documents quote makes neither a copy of the other, unless they hold nothing else."""


def judge(readings: pa.Table) -> dict[str, pa.Table]:
    """Readings (as `parse_batch` gives them) to the published tables, one Arrow table each, sorted by primary key.

    The order of the rows does not matter. Documents that share a proposition must be judged together; beyond that the input may be cut.
    """
    with connect() as con:
        create_tables(con)
        con.register("readings", _each_once(readings))
        _flatten(con)
        _relate(con)
        score(con, tables=fuse(con))
        return {table: arrow(con, f"from {table} order by {', '.join(primary_key(con, table))}") for table in TABLES}


def _flatten(con: duckdb.DuckDBPyConnection) -> None:
    """The nested readings as flat tables; names of sources resolved."""
    for name in ("documents", "claim_reviews", "passages", "read_claims", "mentions", "quantities", "dates"):
        run(con, f"flatten/{name}")
    _identify(con)
    load_grades(con)
    for name in ("flatten/attributions", "flatten/chain_links", "score/chains", "score/answerable"):
        run(con, name)


def _identify(con: duckdb.DuckDBPyConnection) -> None:
    """Tables `named` (how each document's sources are called), `voices` (each document's own voice) and `identities` (all sources)."""
    said = con.execute(
        """
        select distinct document_id, document_name, a.source_kind, a.source
        from (select document_id, document_name, unnest(attributions) as a from read_claims)
        order by all
        """
    ).fetchall()
    named = [_named(*row) for row in said]
    voices = [
        _voice(*row) for row in con.execute("select document_id, document_name, publisher from readings order by document_id").fetchall()
    ]
    identities = {row["source_id"]: row for row in [*named, *voices]}
    con.register("named", pa.Table.from_pylist(named, schema=_strings("document_id", "kind", "said", "source_id", "name")))
    con.register("voices", pa.Table.from_pylist(voices, schema=_strings("document_id", "source_id")))
    con.register(
        "identities", pa.Table.from_pylist([identities[i] for i in sorted(identities)], schema=_strings("source_id", "kind", "name"))
    )


def _named(document_id: str, document_name: str, kind: str, said: str) -> dict[str, str]:
    """A source as a document names it; readers without a name of their own belong to that document."""
    name = f"{said} on {document_name}" if kind == "commenter" and said.casefold().startswith("commenter") else canonical(said)
    return {"document_id": document_id, "kind": kind, "said": said, "source_id": source_id(kind, name), "name": name}


def _voice(document_id: str, document_name: str, publisher: str | None) -> dict[str, str]:
    kind, name = ("publisher", publisher) if publisher else ("document", document_name)
    return {"document_id": document_id, "source_id": source_id(kind, name), "kind": kind, "name": name}


def _strings(*names: str) -> pa.Schema:
    return schema(**dict.fromkeys(names, pa.string()))


def _relate(con: duckdb.DuckDBPyConnection) -> None:
    """Derivations, origins, propositions and links of the documents at hand."""
    documents = {row["document_id"]: row for row in arrow(con, "from documents order by document_id").to_pylist()}
    derived = families(con, _shingled(con, documents), documents)
    _insert(con, "derivations", derived.derivations)
    con.register("standings", _standings(documents, derived))
    con.register("ancestors", _ancestors(derived))
    con.register("houses", _houses())
    run(con, "match/claim_origins")
    found = match(con, _sketched(con, documents))
    con.register("matched", found.assertions)
    con.register("found_links", found.links)
    for name in ("placed_assertions", "assertions", "origins", "links", "propositions"):
        run(con, f"match/{name}")
    for name in ("standing", "opposition"):
        run(con, f"score/{name}")


def _shingled(con: duckdb.DuckDBPyConnection, documents: Mapping[str, Mapping[str, Any]]) -> list[Shingled]:
    own: dict[str, list[tuple[int, int]]] = defaultdict(list)
    quoted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in arrow(con, "from passages order by document_id, passage").to_pylist():
        section = own if row["section"] == "main" else quoted if row["section"] in _QUOTED else None
        if section is not None:
            section[row["document_id"]].append((row["start"], row["stop"]))
    return [Shingled(d, own_pairs(documents[d]["text"], own[d], own[d] + quoted[d])) for d in sorted(own.keys() | quoted.keys())]


def _standings(documents: Mapping[str, Mapping[str, Any]], derived: Families) -> pa.Table:
    """For each document the house it comes from, whether that is established, and the root it goes back to."""
    rows = []
    for document_id, document in documents.items():
        publisher, said_by = document["publisher"], document["publisher_said_by"]
        home = house(publisher, said_by)
        rows.append(
            {
                "document_id": document_id,
                "house": home and home.key,
                "name": home.name if home else document["document_name"],
                "root_document_id": [document_id, *derived.ancestors[document_id]][-1],
                "established": established(publisher, said_by),
            }
        )
    texts = _strings("document_id", "house", "name", "root_document_id")
    return pa.Table.from_pylist(rows, schema=texts.append(pa.field("established", pa.bool_())))


def _ancestors(derived: Families) -> pa.Table:
    rows = [
        {"document_id": document_id, "ancestor_id": ancestor, "distance": distance}
        for document_id, line in derived.ancestors.items()
        for distance, ancestor in enumerate(line, 1)
    ]
    return pa.Table.from_pylist(rows, schema=_strings("document_id", "ancestor_id").append(pa.field("distance", pa.int64())))


def _houses() -> pa.Table:
    rows = [{"publisher": name, "family": row["family"]} for name, row in publishers().items()]
    return pa.Table.from_pylist(rows, schema=_strings("publisher", "family"))


def _each_once(readings: pa.Table) -> pa.Table:
    """The readings in order of their ids, a document that comes twice once."""
    ordered = readings.sort_by("document_id")
    ids = ordered["document_id"].to_pylist()
    return ordered.filter(pa.array([i == 0 or document_id != ids[i - 1] for i, document_id in enumerate(ids)], pa.bool_()))


def _sketched(con: duckdb.DuckDBPyConnection, documents: Mapping[str, Mapping[str, Any]]) -> list[Sketch]:
    """Sketches of every claim that asserts something: those of established publishers first, then by claim_id."""
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in arrow(con, "from read_claims where checkable order by document_id, start, stop").to_pylist():
        by_document[row["document_id"]].append(row)
    found: list[Sketch] = []
    for document_id, rows in by_document.items():
        document = documents[document_id]
        standing = established(document["publisher"], document["publisher_said_by"])
        found += [s._replace(established=standing) for s in sketches(rows, document["text"])]
    return sorted(found, key=lambda s: (not s.established, s.claim_id))


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Rows into a table whose columns they name."""
    if not rows:
        return
    con.register("new_rows", pa.Table.from_pylist([dict(row) for row in rows]))
    con.execute(f"insert into {table} by name from new_rows order by all")
    con.unregister("new_rows")
