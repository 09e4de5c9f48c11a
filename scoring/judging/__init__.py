"""Claims to scores: which say the same, how many origins stand behind them, and what the rules make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from scoring.database import arrow, connect, create_tables, run, schema
from scoring.files import statements
from scoring.judging.comparing import Each
from scoring.judging.corrections import corrections
from scoring.judging.fusion import fuse
from scoring.judging.matching import match, remember
from scoring.judging.origins import Families, established, families, house, listed, publishers
from scoring.judging.prepared import prepare
from scoring.judging.rescoring import kept, scored
from scoring.judging.scores import Weights, load_grades, score
from scoring.names import canonical, source_id

TABLES = tuple(statements("schema"))
"""The names of the published tables."""


class Known(NamedTuple):
    """What matching did before: a file of which only this process may make use, and by what reading, preparing and judging it is made."""

    path: Path
    stages: str


class Judged(NamedTuple):
    """What judging gives: the published tables, each sorted by its primary key, and what scoring looked at besides them."""

    tables: dict[str, pa.Table]
    kept: dict[str, pa.Table]
    """Handed to `rescoring.rescore` with the tables, it gives the scores anew."""


def judge(
    readings: pa.Table,
    prepared: pa.Table | None = None,
    each: Each = map,
    *,
    threads: int = 1,
    weights: Weights | None = None,
    keep: bool = False,
    known: Known | None = None,
) -> Judged:
    """Readings (as `parse_batch` gives them) to the published tables; `kept` is empty unless `keep`.

    `prepared`: what `prepare` made of them before, row for row. The order of the rows does not matter, nor how `each` spreads the work.
    `weights` take the place of those in seeds/rules.csv. `known`: where matching finds what it did before, and leaves it for the next time;
    that changes what judging costs and nothing else. Documents that share a proposition or a source must be judged together; beyond
    that the input may be cut.
    """
    with TemporaryDirectory(prefix="credibly-") as spill, connect(threads=threads, spill=spill, attached=_attached(known)) as con:
        create_tables(con)
        con.register("readings", _each_once(readings))
        con.register("prepared", _each_once(prepare(readings) if prepared is None else prepared))
        _flatten(con)
        _relate(con, each, known)
        tables = fuse(con)
        left = kept(con) if keep else {}
        score(con, tables=tables, weights=weights)
        return Judged({table: scored(con, table) for table in TABLES}, left)


def _attached(known: Known | None) -> dict[str, Path]:
    return {"matching": known.path} if known else {}


def _flatten(con: duckdb.DuckDBPyConnection) -> None:
    """The nested readings as flat tables; names of sources resolved."""
    for name in ("documents", "claim_reviews", "passages", "read_claims", "mentions", "quantities", "dates"):
        run(con, f"flatten/{name}")
    _identify(con)
    load_grades(con)
    for name in ("flatten/attributions", "flatten/chain_links", "score/chains", "score/answerable"):
        run(con, name)


def _identify(con: duckdb.DuckDBPyConnection) -> None:
    """Tables `named` (how each document's sources are called), `voices` and `authors` (each document's own), `identities` (all sources)."""
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
    authors = [
        _author(*row)
        for row in con.execute(
            """
            select document_id, author, publisher
            from readings
            where trim(author) <> '' and publisher is not null and publisher_said_by = 'sender'
            order by document_id
            """
        ).fetchall()
    ]
    identities = {row["source_id"]: row for row in [*named, *voices, *authors]}
    con.register("named", pa.Table.from_pylist(named, schema=_strings("document_id", "kind", "said", "source_id", "name")))
    con.register("authors", pa.Table.from_pylist(authors, schema=_strings("document_id", "source_id")))
    con.register("voices", pa.Table.from_pylist(voices, schema=_strings("document_id", "source_id")))
    con.register(
        "identities", pa.Table.from_pylist([identities[i] for i in sorted(identities)], schema=_strings("source_id", "kind", "name"))
    )


def _named(document_id: str, document_name: str, kind: str, said: str) -> dict[str, str]:
    """A source as a document names it; readers without a name of their own belong to that document."""
    name = f"{said} on {document_name}" if kind == "commenter" and said.casefold().startswith("commenter") else canonical(said)
    return {"document_id": document_id, "kind": kind, "said": said, "source_id": source_id(kind, name), "name": name}


def _voice(document_id: str, document_name: str, publisher: str | None) -> dict[str, str]:
    kind, name = ("publisher", listed(publisher)) if publisher else ("document", document_name)
    return {"document_id": document_id, "source_id": source_id(kind, name), "kind": kind, "name": name}


def _author(document_id: str, author: str, publisher: str) -> dict[str, str]:
    """An author is one at one publisher: who else signs with that name may be anybody."""
    name = f"{canonical(author)} ({publisher})"
    return {"document_id": document_id, "source_id": source_id("author", name), "kind": "author", "name": name}


def _strings(*names: str) -> pa.Schema:
    return schema(**dict.fromkeys(names, pa.string()))


def _relate(con: duckdb.DuckDBPyConnection, each: Each, known: Known | None) -> None:
    """Derivations, origins, propositions and links of the documents at hand."""
    documents = {row["document_id"]: row for row in arrow(con, "from documents order by document_id").to_pylist()}
    con.register("homes", _homes(documents))
    derived = families(con, documents)
    _insert(con, "derivations", derived.derivations)
    con.register("roots", _roots(derived))
    run(con, "match/standings")
    con.register("ancestors", _ancestors(derived))
    con.register("houses", _houses())
    corrected, withdrawing = corrections(con)
    _insert(con, "corrections", corrected)
    con.register("withdrawing", pa.table({"claim_id": sorted(withdrawing)}, schema=_strings("claim_id")))
    run(con, "match/claim_origins")
    for name in ("sketched", "retold", "drifts"):
        run(con, f"match/{name}")
    remember(con, known.stages if known else None)
    match(con, each, kept=known is not None)
    for name in ("placed_assertions", "assertions", "origins", "links", "propositions"):
        run(con, f"match/{name}")
    for name in ("standing", "opposition"):
        run(con, f"score/{name}")


def _homes(documents: Mapping[str, Mapping[str, Any]]) -> pa.Table:
    """For each document the house it comes from, and whether that is established."""
    rows = []
    for document_id, document in documents.items():
        publisher, said_by = document["publisher"], document["publisher_said_by"]
        home = house(publisher, said_by)
        rows.append(
            {
                "document_id": document_id,
                "house": home and home.key,
                "name": home.name if home else document["document_name"],
                "established": established(publisher, said_by),
            }
        )
    return pa.Table.from_pylist(rows, schema=_strings("document_id", "house", "name").append(pa.field("established", pa.bool_())))


def _roots(derived: Families) -> pa.Table:
    """For each document the one it goes back to: itself if it is no copy."""
    rows = [{"document_id": one, "root_document_id": [one, *line][-1]} for one, line in derived.ancestors.items()]
    return pa.Table.from_pylist(rows, schema=_strings("document_id", "root_document_id"))


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


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Rows into a table whose columns they name."""
    if not rows:
        return
    con.register("new_rows", pa.Table.from_pylist([dict(row) for row in rows]))
    con.execute(f"insert into {table} by name from new_rows order by all")
    con.unregister("new_rows")
