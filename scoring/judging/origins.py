"""Which documents are copies, and how many independent origins stand behind a proposition."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import duckdb

from scoring.database import run
from scoring.files import seed
from scoring.judging.lexicon import weight
from scoring.judging.sketches import inside, term
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
_LEAST_KEYS = 24
"""Word pairs, the least of a document's, that are keys at any rate, so that short texts meet too."""
_CROWD = 50
"""Documents that may share a word pair and still all meet by it."""
_SENIORS = 20
"""Documents that all others of a larger crowd meet."""


class DocumentComparison(NamedTuple):
    """Whether one text is derived from the other."""

    derivation: Derivation
    containment: float
    """Share of the shorter text's word pairs found in the other, 0 to 1."""
    because: str


def own_pairs(text: str, own: Sequence[tuple[int, int]], everything: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The word pairs of a document's own words; of all its words where it has hardly any of its own and only quotes."""
    pairs = word_pairs(text, own)
    return pairs if len(pairs) >= SHARED else pairs | word_pairs(text, everything, quoted=True)


def word_pairs(text: str, spans: Sequence[tuple[int, int]], *, quoted: bool = False) -> frozenset[int]:
    """Hashes (63 bits) of neighbouring content words in the given spans of a text, in the form claims are compared in.

    What stands in quotation marks is left out unless `quoted`: two reports that quote one speaker are not copies of each other. Plain
    words are passed over, so that a rewrite that only turns phrases keeps its pairs.

    >>> len(word_pairs("The ferry left the old harbour “at noon, as ever”.", [(0, 50)]))
    3
    """
    out: set[int] = set()
    for start, stop in spans:
        said = [] if quoted else quotations(text, start, stop)
        own = [t for w in words(text, start, stop) if not inside(said, w.start) and weight(t := term(w)) > 0]
        for pair in pairwise(own):
            out.add(int.from_bytes(hashlib.blake2b(" ".join(pair).encode(), digest_size=8).digest()) >> 1)
    return frozenset(out)


def compare_pairs(a: frozenset[int], b: frozenset[int]) -> DocumentComparison:
    """The verdict on two texts' word pairs."""
    return _compared(len(a & b), min(len(a), len(b)))


def _compared(shared: int, fewer: int) -> DocumentComparison:
    """The verdict on two texts that share so many word pairs, of which the shorter has so many."""
    share = round(shared / max(1, fewer), 4)
    copied = share >= COPIED and fewer >= LEAST
    telling = copied or shared >= SHARED
    derivation: Derivation = "none" if not telling or share < DERIVED else "wholly" if share >= WHOLLY else "partly"
    return DocumentComparison(derivation, share, f"{share:.0%} of the shorter text's word pairs stand in the other")


def compare_documents(a: str, b: str) -> DocumentComparison:
    """Whether one of two whole texts is derived from the other.

    >>> compare_documents("The ferry left the harbour at noon on Monday with forty people and nine cars on board for the island.",
    ...     "Officials said the ferry left the harbour at noon on Monday with forty people and nine cars on board.").derivation
    'wholly'
    """
    return compare_pairs(word_pairs(a, [(0, len(a))]), word_pairs(b, [(0, len(b))]))


class Families(NamedTuple):
    """Which documents derive from which."""

    ancestors: Mapping[str, Sequence[str]]
    """For each document those it derives from, nearest first; the last is its root. Empty for a document that is no copy."""
    derivations: list[dict[str, object]]


def families(con: duckdb.DuckDBPyConnection, documents: Mapping[str, Mapping[str, Any]]) -> Families:
    """From which other document each document derives, if any: the senior one it shares most with. Following that leads to its root.

    Needs tables `documents`, `homes` (document_id, established) and `prepared` (prepared.PREPARED).
    """
    run(con, "match/prepared_documents", {"sample": _SAMPLE, "least": _LEAST_KEYS})
    run(con, "match/document_meetings", {"most": _CROWD, "seniors": _SENIORS})
    source: dict[str, tuple[str, DocumentComparison]] = {}
    for senior, junior, shared, fewer in con.execute("from document_meetings").fetchall():
        answer = _compared(shared, fewer)
        if answer.derivation != "none" and (junior not in source or answer.containment > source[junior][1].containment):
            source[junior] = senior, answer
    by_seniority = [row[0] for row in con.execute("select document_id from prepared_documents order by seniority").fetchall()]
    ancestors: dict[str, list[str]] = {}
    for document_id in by_seniority:
        parent = source[document_id][0] if document_id in source else None
        ancestors[document_id] = [parent, *ancestors[parent]] if parent else []
    rows = [_derivation(d, *source[d], documents) for d in by_seniority if d in source]
    return Families(ancestors, rows)


def _derivation(member: str, source: str, answer: DocumentComparison, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, object]:
    """The row that says whom a copy derives from, and why not the other way round."""
    older, younger = documents[source], documents[member]
    if _is_established(older) and not _is_established(younger):
        why = "that one is from an established publisher"
    elif older["published_at"]:
        why = "that one is dated earlier" if younger["published_at"] else "that one is dated, this one is not"
    else:
        why = "that one is no shorter"
    return {
        "document_id": member,
        "from_document_id": source,
        "derivation": answer.derivation,
        "containment": answer.containment,
        "because": f"{answer.because}; {why}",
    }


def _is_established(document: Mapping[str, Any]) -> bool:
    return established(document["publisher"], document["publisher_said_by"])


@cache
def publishers() -> dict[str, Mapping[str, str]]:
    """The rows of seeds/publishers.csv by the publisher's name in lower case."""
    return {row["publisher"].lower(): row for row in seed("publishers")}


def established(publisher: str | None, said_by: str | None) -> bool:
    """Whether a document comes from a publisher that seeds/publishers.csv lists as established. A page's own word for it does not count.

    >>> established("Reuters", "sender"), established("Reuters", "page"), established(None, None)
    (True, False, False)
    """
    row = publishers().get((publisher or "").lower())
    return row is not None and row["established"] == "yes" and said_by == "sender"


def listed(publisher: str) -> str:
    """A publisher's name as seeds/publishers.csv spells it, or as it stands: only letter case may differ.

    >>> listed("REUTERS"), listed("Reuters (official)")
    ('Reuters', 'Reuters (official)')
    """
    row = publishers().get(publisher.lower())
    return row["publisher"] if row else publisher


class House(NamedTuple):
    """Who publishes a document, as far as origins go: outlets of one family are one house."""

    key: str
    name: str


def house(publisher: str | None, said_by: str | None) -> House | None:
    """The house of a publisher: its family if the list knows it and the sender says so, else a house of its own; None when unknown."""
    if not publisher:
        return None
    row = publishers().get(publisher.lower()) if said_by == "sender" else None
    return House(f"family:{row['family']}", row["family"]) if row else House(f"publisher:{publisher}", publisher)
