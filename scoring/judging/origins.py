"""Which documents are copies, and how many independent origins stand behind a proposition."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import duckdb

from scoring.files import seed
from scoring.judging.candidates import candidates
from scoring.judging.sketches import inside, term, weight
from scoring.model import Derivation
from scoring.quotations import quotations
from scoring.words import words

DERIVED = 0.22
"""Containment from which a text counts as derived. Measured over syndication, rewrites and independent reports of one event: no
independent pair passed 0.19; newsroom summaries and wire copies lie far above, only the freest rewrites below."""
WHOLLY = 0.70
SHARED = 12
"""Word pairs that two texts must share to be judged by that share; two short reports of one fact share a few by themselves."""
COPIED = 0.90
LEAST = 6
"""Word pairs from which a text that shares fewer is still a copy if nearly all stand in the other; below, none can tell."""
_SAMPLE = 4
"""One word pair in so many, chosen by its hash, serves as a key under which documents meet."""


class DocumentComparison(NamedTuple):
    """Whether one text is derived from the other."""

    derivation: Derivation
    containment: float
    """Share of the shorter text's word pairs found in the other, 0 to 1."""
    because: str


class Shingled(NamedTuple):
    """A document as the set of its own word pairs."""

    document_id: str
    pairs: frozenset[int]


def word_pairs(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Hashes (63 bits) of neighbouring content words in the given spans of a text, in the form claims are compared in.

    What stands in quotation marks is left out: two reports that quote one speaker are not copies of each other. Plain words are passed
    over, so that a rewrite that only turns phrases keeps its pairs.

    >>> len(word_pairs("The ferry left the old harbour “at noon, as ever”.", [(0, 50)]))
    3
    """
    out: set[int] = set()
    for start, stop in spans:
        quoted = quotations(text, start, stop)
        own = [t for w in words(text, start, stop) if not inside(quoted, w.start) and weight(t := term(w)) > 0]
        for pair in pairwise(own):
            out.add(int.from_bytes(hashlib.blake2b(" ".join(pair).encode(), digest_size=8).digest()) >> 1)
    return frozenset(out)


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Share of the smaller set found in the larger, 0 to 1."""
    return round(len(a & b) / max(1, min(len(a), len(b))), 4)


def compare_pairs(a: frozenset[int], b: frozenset[int]) -> DocumentComparison:
    """The verdict on two texts' word pairs."""
    shared = containment(a, b)
    copied = shared >= COPIED and min(len(a), len(b)) >= LEAST
    telling = copied or len(a & b) >= SHARED
    derivation: Derivation = "none" if not telling or shared < DERIVED else "wholly" if shared >= WHOLLY else "partly"
    return DocumentComparison(derivation, shared, f"{shared:.0%} of the shorter text's word pairs stand in the other")


def compare_documents(a: str, b: str) -> DocumentComparison:
    """Whether one of two whole texts is derived from the other.

    >>> compare_documents("The ferry left the harbour at noon on Monday with forty people and nine cars on board for the island.",
    ...     "Officials said the ferry left the harbour at noon on Monday with forty people and nine cars on board.").derivation
    'wholly'
    """
    return compare_pairs(word_pairs(a, [(0, len(a))]), word_pairs(b, [(0, len(b))]))


class Families(NamedTuple):
    """Which documents derive from which."""

    root: Mapping[str, str]
    """document_id to the root's document_id; a document that is no copy is its own root."""
    derivations: list[dict[str, object]]


def families(con: duckdb.DuckDBPyConnection, shingled: Sequence[Shingled], documents: Mapping[str, Mapping[str, Any]]) -> Families:
    """From which other document each document derives, if any: the senior one it shares most with. Following that leads to its root."""
    by_id = {s.document_id: s.pairs for s in shingled}
    near: dict[str, dict[str, DocumentComparison]] = defaultdict(dict)
    for a, b in _meetings(con, shingled):
        answer = compare_pairs(by_id[a], by_id[b])
        if answer.derivation != "none":
            near[a][b] = near[b][a] = answer
    rank = {d: i for i, d in enumerate(sorted(documents, key=lambda d: _seniority(documents[d])))}
    root: dict[str, str] = {}
    rows: list[dict[str, object]] = []
    for member in sorted(documents, key=rank.__getitem__):
        older = [d for d in near.get(member, {}) if rank[d] < rank[member]]
        source = min(older, key=lambda d: (-near[member][d].containment, rank[d]), default=None)
        root[member] = root[source] if source else member
        if source:
            rows.append(_derivation(member, source, near[member][source], documents))
    return Families(root, rows)


def _meetings(con: duckdb.DuckDBPyConnection, shingled: Sequence[Shingled]) -> list[tuple[str, str]]:
    """Pairs of documents that share sampled word pairs: in each block every document with the least one, so growth is linear."""
    order = sorted(s.document_id for s in shingled)
    keys = ((bisect_left(order, s.document_id), f"{pair:x}") for s in shingled for pair in sorted(s.pairs) if pair % _SAMPLE == 0)
    return [(order[a], order[b]) for a, b in candidates(con, keys)]


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


def _derivation(member: str, source: str, answer: DocumentComparison, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, object]:
    """The row that says whom a copy derives from, and why not the other way round."""
    older, younger = documents[source], documents[member]
    if established(older["publisher"]) and not established(younger["publisher"]):
        why = "that one is from an established publisher"
    elif older["published_at"]:
        why = "that one is dated earlier" if younger["published_at"] else "that one is dated, this one is not"
    else:
        why = "that one is longer"
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
