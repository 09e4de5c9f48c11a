"""Small corpora about one bridge, and what is asked of them."""

from __future__ import annotations

from typing import Any

from scoring.batch import documents_table, parse_batch, score_batch
from scoring.model import Received

NEWS = (
    "The council of Ardle closed the north bridge on Tuesday after engineers found eleven cracks in its deck. "
    "The repair will cost 4 million crowns."
)
SAME = (
    "Engineers found eleven cracks in the deck of Ardle's north bridge, and the council closed it on Tuesday. "
    "Ardle expects a repair bill of 4 million crowns."
)
DENIAL = "The council of Ardle has not closed the north bridge after engineers found eleven cracks in its deck on Tuesday."
ESTABLISHED = ("Merrow Wire", "Orlesse Herald", "Lenn Valley Post")


def doc(name: str, text: str, publisher: str | None = None) -> Received:
    return Received(document_name=name, content=text.encode(), publisher=publisher)


def judged(*documents: Received) -> dict[str, list[dict[str, Any]]]:
    return {name: table.to_pylist() for name, table in score_batch(parse_batch(documents_table(list(documents)))).items()}


def claim(tables: dict[str, list[dict[str, Any]]], document_name: str, words: str) -> dict[str, Any]:
    return next(c for c in tables["claims"] if c["document_name"] == document_name and words in c["text"])


def score(words: str, *documents: Received) -> float:
    """The score of the claim of the first document that contains the words."""
    found = claim(judged(*documents), documents[0].document_name, words)["score"]
    assert found is not None
    return float(found)
