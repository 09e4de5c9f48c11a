"""Claims as a standard tells them, written to one file: document by document, a part of the documents in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import Final, Literal, NamedTuple

import duckdb
import msgspec

from scoring.files import statement
from scoring.model import Manifest
from scoring.store.selections import Selection
from scoring.store.standards import claimreview, prov, stix, webannotation
from scoring.store.standards.told import Told, ToldClaim, ToldDocument

StandardFormat = Literal["annotations", "claimreview", "stix", "prov"]


class Standard(NamedTuple):
    """A standard: a file's name and beginning, the items that follow, separated by commas, and its end."""

    file: str
    head: Callable[[Told], bytes]
    items: Callable[[Told, ToldDocument, list[ToldClaim]], Iterator[bytes]]
    tail: bytes
    first: Callable[[Told], Iterator[bytes]] = lambda told: iter(())  # noqa: ARG005
    """Items that belong to no document."""


STANDARDS: Final[dict[str, Standard]] = {
    "annotations": Standard("annotations.jsonld", webannotation.head, webannotation.items, webannotation.TAIL),
    "claimreview": Standard("claimreview.jsonld", claimreview.head, claimreview.items, claimreview.TAIL),
    "stix": Standard("stix.json", stix.head, stix.items, stix.TAIL, stix.software),
    "prov": Standard("prov.json", prov.head, prov.items, prov.TAIL),
}
"""By the format's name; `prov` and `stix` are what their own tools read."""

_TABLES = ("claims", "contributions", "documents", "mentions", "passages", "sources")
"""What the statements of sql/standards/ look at."""

_CHARACTERS = 10_000_000
"""As many characters of documents are in memory at once, or one document."""

_ROWS_AT_ONCE = 1_000


def write(selection: Selection, held: Manifest, name: StandardFormat, path: Path) -> int:
    """Write the chosen claims to a file; how many items it has. Equal content gives equal bytes."""
    con, standard = selection.con, STANDARDS[name]
    for table in _TABLES:  # hides the published table, as far as it was not chosen
        chosen = f"from serve.main.{table} where {selection.kept(table) or 'true'}"
        con.execute(f"create or replace temporary view {table} as {chosen}")
    told = Told(held, con.execute(statement("standards/newest")).fetchall()[0][0])
    count = 0
    with path.open("wb") as sink:
        sink.write(standard.head(told))
        told_of = (standard.items(told, document, claims) for document, claims in _documents(con))
        for item in chain(standard.first(told), chain.from_iterable(told_of)):
            sink.write(b",\n" if count else b"\n")
            sink.write(item)
            count += 1
        sink.write(standard.tail)
    return count


def _documents(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[ToldDocument, list[ToldClaim]]]:
    """Each document that has claims, with them, in order of document_id."""
    after = ""
    for (last,) in con.execute(statement("standards/parts"), {"characters": _CHARACTERS}).fetchall():
        part = {"after": after, "last": last}
        rows = con.sql(statement("standards/documents"), params=part).to_arrow_table().to_pylist()
        documents = {row["document_id"]: msgspec.convert(row, ToldDocument) for row in rows}
        for document_id, claims in groupby(_claims(con, part), key=lambda claim: claim.document_id):
            yield documents[document_id], list(claims)
        after = last


def _claims(con: duckdb.DuckDBPyConnection, part: dict[str, str]) -> Iterator[ToldClaim]:
    for batch in con.sql(statement("standards/claims"), params=part).to_arrow_reader(_ROWS_AT_ONCE):
        yield from msgspec.convert(batch.to_pylist(), list[ToldClaim])
