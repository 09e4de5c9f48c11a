"""Which documents are copies, and how many independent origins stand behind a proposition."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from scoring.database import run
from scoring.files import seed
from scoring.model import Derivation
from scoring.words import words

DERIVED = 0.28
"""Share of the shorter text's word triples found in the other from which it counts as derived: F1 .985 over syndication, rewrites and
independent reports when it was measured."""
WHOLLY = 0.80
LEAST = 12
"""Word triples below which a text is too short to tell."""
_SAMPLE = 8
"""One triple in so many, chosen by its hash, serves as a key under which documents meet."""


class DocumentComparison(NamedTuple):
    """Whether one text is derived from the other."""

    derivation: Derivation
    containment: float
    """Share of the shorter text's word triples found in the other, 0 to 1."""
    because: str


class Shingled(NamedTuple):
    """A document as the set of its own word triples, quotations left out where the sections are known."""

    document_id: str
    triples: frozenset[int]


def triples(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Hashes (64 bits) of the word triples in the given spans of a text.

    >>> len(triples("one two three four", [(0, 18)]))
    2
    """
    out: set[int] = set()
    for start, stop in spans:
        tokens = [w.lower for w in words(text, start, stop)]
        for three in zip(tokens, tokens[1:], tokens[2:], strict=False):
            out.add(int.from_bytes(hashlib.blake2b(" ".join(three).encode(), digest_size=8).digest()) >> 1)
    return frozenset(out)


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Share of the smaller set found in the larger, 0 to 1; 0 when it is too small to tell."""
    least = min(len(a), len(b))
    return round(len(a & b) / least, 4) if least >= LEAST else 0.0


def compare_triples(a: frozenset[int], b: frozenset[int]) -> DocumentComparison:
    """The verdict on two texts' triples."""
    shared = containment(a, b)
    derivation: Derivation = "wholly" if shared >= WHOLLY else "partly" if shared >= DERIVED else "none"
    return DocumentComparison(derivation, shared, f"{shared:.0%} of the shorter text's word triples stand in the other")


def compare_documents(a: str, b: str) -> DocumentComparison:
    """Whether one of two whole texts is derived from the other.

    >>> compare_documents("The ferry left the harbour at noon on Monday with forty people and nine cars on board for the island.",
    ...     "Officials said the ferry left the harbour at noon on Monday with forty people and nine cars on board.").derivation
    'wholly'
    """
    return compare_triples(triples(a, [(0, len(a))]), triples(b, [(0, len(b))]))


class Family(NamedTuple):
    """Documents that derive from one another, and the one they all go back to."""

    root: Mapping[str, str]
    """document_id to the root's document_id; a document that is no copy is its own root."""
    derivations: list[dict[str, object]]


def families(con: duckdb.DuckDBPyConnection, shingled: Sequence[Shingled], documents: Mapping[str, Mapping[str, Any]]) -> Family:
    """Group documents that derive from one another; the root is an established publisher's, else the earliest, else the longest."""
    by_id = {s.document_id: s.triples for s in shingled}
    near: dict[str, dict[str, DocumentComparison]] = defaultdict(dict)
    for a, b in _meetings(con, shingled):
        answer = compare_triples(by_id[a], by_id[b])
        if answer.derivation != "none":
            near[a][b] = near[b][a] = answer
    root: dict[str, str] = {d: d for d in sorted(documents)}
    rows: list[dict[str, object]] = []
    seen: set[str] = set()
    for first in sorted(near):
        if first in seen:
            continue
        members = _reachable(first, near)
        seen |= members
        eldest = min(members, key=lambda d: _seniority(documents[d]))
        for member in sorted(members - {eldest}):
            root[member] = eldest
            rows.append(_derivation(member, eldest, near, by_id, documents))
    return Family(root, rows)


def _meetings(con: duckdb.DuckDBPyConnection, shingled: Sequence[Shingled]) -> list[tuple[str, str]]:
    """Pairs of documents that share sampled triples: in each block every document with the least one, so growth is linear."""
    order = sorted(s.document_id for s in shingled)
    rows = [(bisect_left(order, s.document_id), f"{t:x}") for s in shingled for t in sorted(s.triples) if t % _SAMPLE == 0]
    con.register("item_keys", pa.table({"item": pa.array([i for i, _ in rows], pa.int64()), "key": pa.array([k for _, k in rows], pa.string())}))
    run(con, "match/candidates")
    pairs = con.execute("from candidates order by item, other").fetchall()
    con.unregister("item_keys")
    return [(order[a], order[b]) for a, b in pairs]


def _reachable(first: str, near: Mapping[str, Mapping[str, DocumentComparison]]) -> set[str]:
    found, todo = {first}, [first]
    while todo:
        fresh = [d for d in near[todo.pop()] if d not in found]
        found.update(fresh)
        todo.extend(fresh)
    return found


def _seniority(document: Mapping[str, Any]) -> tuple[bool, bool, datetime | None, int, str]:
    """Sorts the original before its copies: established, dated, early, long."""
    published: datetime | None = document["published_at"]
    return (
        not established(document["publisher"]),
        published is None,
        published or datetime.max,
        -len(document["text"]),
        document["document_id"],
    )


def _derivation(
    member: str,
    eldest: str,
    near: Mapping[str, Mapping[str, DocumentComparison]],
    by_id: Mapping[str, frozenset[int]],
    documents: Mapping[str, Mapping[str, Any]],
) -> dict[str, object]:
    """The row that says whom a copy derives from: the root if they share enough, else its nearest relation."""
    answer, source = compare_triples(by_id[member], by_id[eldest]), eldest
    if answer.derivation == "none":
        source = min(near[member], key=lambda d: (-near[member][d].containment, d))
        answer = near[member][source]
    older = documents[source]
    why = "that one is from an established publisher" if established(older["publisher"]) else "that one is dated earlier" if older["published_at"] else "that one is longer"
    return {
        "document_id": member,
        "from_document_id": source,
        "derivation": answer.derivation,
        "containment": answer.containment,
        "because": f"{answer.because}; {why}",
    }


@cache
def _publishers() -> dict[str, Mapping[str, str]]:
    return {row["publisher"].casefold(): row for row in seed("publishers")}


def established(publisher: str | None) -> bool:
    """Whether a publisher is listed as established in seeds/publishers.csv."""
    row = _publishers().get((publisher or "").casefold())
    return row is not None and row["established"] == "yes"


def family_of(publisher: str | None) -> str | None:
    """The family a publisher belongs to (outlets of one house count once); its own name when it is not listed, None when unknown."""
    if not publisher:
        return None
    row = _publishers().get(publisher.casefold())
    return row["family"] if row else publisher
