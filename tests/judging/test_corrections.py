"""What a correction withdraws, what it puts in place, and who is held to it."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.batch import documents_table, parse_batch, score_batch
from scoring.model import Received

WIRE = "Merrow Wire"

REST = """

The divers of the harbour office worked for two nights under the western pillar, with lamps and ropes from the yard.

Buses to Brenna take the valley road until the masons are done, and the ferry at the old mill runs every quarter of an hour.
"""


def told(sentence: str, note: str, copy: str, publisher: str | None = WIRE) -> dict[str, list[dict[str, Any]]]:
    """The tables of a report with a note below it, and of a copy of the report that says something else in its first sentence."""
    documents = [
        Received(document_name="report.txt", content=f"{sentence}{REST}\n{note}\n".encode(), publisher=publisher),
        Received(document_name="copy.txt", content=f"{copy}{REST}".encode()),
    ]
    return {name: table.to_pylist() for name, table in score_batch(parse_batch(documents_table(documents))).items()}


def found(tables: dict[str, list[dict[str, Any]]]) -> list[tuple[list[str], list[str], bool]]:
    """What is withdrawn, what is put in place, and whether it was followed, by each claim of the copy."""
    names = {claim["claim_id"]: claim["document_name"] for claim in tables["claims"]}
    return [(row["withdrawn"], row["instead"], row["followed"]) for row in tables["corrections"] if names[row["claim_id"]] == "copy.txt"]


@pytest.mark.parametrize(
    ("now", "note", "before", "withdrawn", "instead"),
    [
        (
            "The repair of the bridge will take nine weeks.",
            "An earlier version of this story said that the repair of the bridge would take nineteen weeks.",
            "The repair of the bridge will take nineteen weeks.",
            ["#19"],
            [],
        ),
        (
            "The repair of the bridge will cost 4 million crowns.",
            "Correction: A previous version of this article misstated the cost of the repair. It is 4 million crowns, not 40 million.",
            "The repair of the bridge will cost 40 million crowns.",
            ["#40000000"],
            ["#4000000"],
        ),
        (
            "The masons of Corvale will mend the bridge.",
            "This article originally said that masons of Dunmere would mend the bridge; it is masons of Corvale.",
            "The masons of Dunmere will mend the bridge.",
            ["dunmere"],
            ["corvale"],
        ),
        (
            "The council voted on the bridge in June.",
            "An earlier version of this report incorrectly said that the council voted in May. The vote on the bridge was in June.",
            "The council voted on the bridge in May.",
            ["may"],
            ["june"],
        ),
    ],
)
def test_a_copy_that_did_not_follow_is_told_from_one_that_did(
    now: str, note: str, before: str, withdrawn: list[str], instead: list[str]
) -> None:
    assert found(told(now, note, before)) == [(withdrawn, instead, False)]
    assert [followed for _, _, followed in found(told(now, note, now))] in ([True], [])


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this article misspelled the name of Edda Krull.",
        "This story has been updated with remarks by the harbour office.",
        "An earlier version of this article misstated when the bridge was closed.",
        "Correction: The picture above this story showed another bridge.",
    ],
)
def test_a_note_that_names_nothing_wrong_corrects_nobody(note: str) -> None:
    sentence = "Edda Krull of the harbour office closed the bridge of Ardle on Tuesday."
    assert [row for row in found(told(sentence, note, sentence)) if not row[2]] == []


def test_a_denial_of_what_was_withdrawn_is_not_held_against_a_copy() -> None:
    note = "An earlier version of this story said that the bridge carried 90,000 cars a day. It carried 9,000."
    assert [
        row
        for row in found(told("The bridge carried 9,000 cars a day.", note, "The bridge did not carry 90,000 cars a day."))
        if not row[2]
    ] == []


def test_what_a_correction_withdraws_supports_no_copy() -> None:
    note = "An earlier version of this story said that the bridge of Ardle carried 90,000 cars a day."
    tables = told("The bridge of Ardle carried 9,000 cars a day.", note, "The bridge of Ardle carried 90,000 cars a day.")
    [copied] = [claim for claim in tables["claims"] if "90,000" in claim["text"] and claim["section"] == "main"]
    rules = {row["rule_id"]: row["bits"] for row in tables["contributions"] if row["claim_id"] == copied["claim_id"]}
    assert "corroborated" not in rules
    assert rules["corrected_at_source"] < 0


def test_two_corrections_in_one_note_are_two() -> None:
    note = (
        "Correction: An earlier version of this article said that the bridge carried 90,000 cars a day; it carried 9,000. "
        "It also misstated the cost of the pillar: 4 million crowns, not 14 million."
    )
    sentences = "The bridge carried 9,000 cars a day. The pillar cost 4 million crowns."
    rows = found(told(sentences, note, sentences.replace("9,000", "90,000").replace("4 million", "14 million")))
    assert sorted(rows) == [(["#14000000"], ["#4000000"], False), (["#90000"], ["#9000"], False)]


def test_a_thousand_corrections_in_one_document_are_looked_at_no_longer_than_twenty() -> None:
    note = "\n\n".join(f"An earlier version of this story said that the bridge carried {number} cars." for number in range(2000, 2300))
    tables = told("The bridge carried 9,000 cars a day.", note, "The bridge carried 2,290 cars a day.")
    assert found(tables) == []
