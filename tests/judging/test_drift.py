"""What a derived document drops from what it retells, or adds to it, is recorded and gains it nothing."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.model import Received
from tests.judging.corpora import ESTABLISHED, claim, doc, judged

ARTICLE = (
    "The north bridge of Ardle may reopen on 4 June, mayor Edda Krull told the residents of the old town. The deck was replaced in April "
    "by a firm from Brenna, which had to lift nine tonnes of rusted steel off the piers."
)
REWRITE = (
    "The north bridge of Ardle will reopen on 4 June. The deck was replaced in April by a firm from Brenna in Velmark, which had to lift "
    "eleven tonnes of rusted steel off the piers."
)
COMMENT = "The foreman Ola Renk hid nineteen broken rivets under fresh paint."


def drifts(*documents: Received) -> set[tuple[str, str, str]]:
    return {(row["aspect"], row["change"], row["said"]) for row in judged(*documents)["drifts"]}


def found(words: str, *documents: Received) -> dict[str, Any]:
    """The claim of the last document that contains the words."""
    return claim(judged(*documents), documents[-1].document_name, words)


@pytest.mark.promise(11)
def test_what_a_rewrite_dropped_and_added_is_recorded() -> None:
    changed = drifts(doc("a.txt", ARTICLE, ESTABLISHED[0]), doc("b.txt", REWRITE))
    assert {("hedge", "dropped", "may"), ("attribution", "dropped", "Edda Krull")} <= changed
    numbers = {(change, said.split()[0]) for aspect, change, said in changed if aspect == "number"}
    assert numbers == {("dropped", "nine"), ("added", "eleven")}


def test_a_copy_word_for_word_drifts_nowhere() -> None:
    assert drifts(doc("a.txt", ARTICLE, ESTABLISHED[0]), doc("b.txt", ARTICLE)) == set()


def test_documents_of_their_own_do_not_drift_from_each_other() -> None:
    other = "Painters in Ardle work on the railings of the north bridge, which reopens on 4 June. A brass band rehearses for the opening."
    assert drifts(doc("a.txt", ARTICLE, ESTABLISHED[0]), doc("b.txt", other)) == set()


@pytest.mark.promise(11)
def test_a_rewrite_inherits_the_hedge_that_it_drops() -> None:
    original, rewrite = doc("a.txt", ARTICLE, ESTABLISHED[0]), doc("b.txt", REWRITE)
    assert found("will reopen", original, rewrite)["score"] <= found("may reopen", original)["score"]


@pytest.mark.promise(11)
def test_a_copy_that_makes_main_text_of_a_comment_inherits_its_ground() -> None:
    page = doc("a.md", f"{ARTICLE}\n\n## Comments\n\n{COMMENT}\n", ESTABLISHED[0])
    posed = found("nineteen broken rivets", page, doc("b.txt", f"{ARTICLE} {COMMENT}"))
    assert posed["section"] == "main"
    assert posed["score"] <= found("nineteen broken rivets", page)["score"]
