"""Counts of people: told in many words, growing, and known again in another account of the affair."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.batch import documents_table, parse_batch
from scoring.judging.sketches import sketches
from tests.judging.corpora import doc, judged

AGENCY = (
    "A boiler exploded in the paper mill of Skarne at dawn on Tuesday. {} The boiler was forty years old, an inspector of the mill said. "
    "Firefighters searched the rubble of the mill. The paper mill is the largest employer of Skarne.\n"
)
PAPER = (
    "The paper mill at the edge of Skarne lies in ruins. Its boiler blew up while the early shift was at work. {} "
    "An inspector had warned of the boiler. Firefighters dug in the rubble all day, and relatives waited at the gate of the mill.\n"
)
ELSEWHERE = (
    "A bus left the road near Tollund on Tuesday. {} The driver of the bus had braked hard on the ice. "
    "Buses run between Tollund and the coast twice a day. The road to the coast was closed until noon.\n"
)


def counted(sentence: str) -> list[tuple[str, str, float, bool]]:
    """What the quantities of a sentence count: toll, unit, lowest value, whether it has risen."""
    [reading] = parse_batch(documents_table([doc("a.txt", f"{sentence}\n")])).to_pylist()
    claims = [{**claim, "claim_id": "c", "document_id": "d"} for claim in reading["claims"]]
    return [
        (one.event, one.dimension, one.low, one.risen)
        for sketch in sketches(claims, reading["text"])
        for one in sketch.amounts
        if one.event
    ]


@pytest.mark.parametrize(
    ("sentence", "toll", "number"),
    [
        ("Nine people were killed at the mill in Skarne.", "killed", 9),
        ("At least nine people lost their lives in Skarne.", "killed", 9),
        ("The blast in Skarne killed 14.", "killed", 14),
        ("The explosion in Skarne has claimed 14 lives.", "killed", 14),
        ("The number of dead in Skarne stands at 14.", "killed", 14),
        ("Skarne counted 30 wounded on Tuesday.", "injured", 30),
        ("More than twenty are still missing in Skarne.", "missing", 20),
        ("Police in Skarne arrested 41 people on Tuesday.", "arrested", 41),
    ],
)
def test_a_count_of_people_is_known_in_whatever_words(sentence: str, toll: str, number: float) -> None:
    assert (toll, "person", number, False) in counted(sentence)


def test_a_count_that_has_risen_is_told_from_one_that_has_not() -> None:
    assert counted("The death toll of the mill in Skarne has risen to 14.") == [("killed", "person", 14, True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Another five people died in Skarne on Tuesday.",
        "Three of the dead in Skarne were children.",
        "In Skarne 30 people could be killed.",
        "A strike by 200 workers killed the talks in Skarne.",
        "No one of the 40 people in Skarne was hurt.",
    ],
)
def test_some_of_them_and_what_is_no_count_are_none(sentence: str) -> None:
    assert [toll for toll, *_ in counted(sentence) if toll in ("killed", "injured")] == []


def told(one: str, other: str, second: str = PAPER) -> tuple[bool, list[str]]:
    """Whether two accounts share a quantity; and the relations between their quantities."""
    tables = judged(doc("a.txt", AGENCY.format(one)), doc("b.txt", second.format(other)))
    quantities = {row["proposition_id"] for row in tables["propositions"] if row["kind"] == "quantity"}
    said: dict[str, set[str]] = {}
    for row in tables["assertions"]:
        if row["proposition_id"] in quantities:
            said.setdefault(_document(tables, row["claim_id"]), set()).add(row["proposition_id"])
    links = [row["relation"] for row in tables["links"] if {row["proposition_id"], row["other_proposition_id"]} <= quantities]
    return bool(said.get("a.txt", set()) & said.get("b.txt", set())), sorted(set(links))


def _document(tables: dict[str, list[dict[str, Any]]], claim_id: str) -> str:
    return str(next(row["document_name"] for row in tables["claims"] if row["claim_id"] == claim_id))


def test_two_accounts_of_one_affair_share_a_count_in_other_words() -> None:
    assert told("Nine people were killed.", "At least nine workers of the early shift lost their lives.")[0] is False  # workers: only some
    assert told("Nine people were killed.", "At least nine people lost their lives.") == (True, [])


def test_a_count_that_has_risen_overtakes_an_earlier_one_and_contradicts_nothing() -> None:
    assert told("At least nine people were killed.", "The death toll has risen to 14.") == (False, ["updates"])


def test_two_counts_that_claim_to_be_whole_contradict_each_other() -> None:
    assert told("Nine people were killed.", "The explosion killed 14 people.") == (False, ["contradicts"])


def test_who_denies_a_count_does_not_support_it() -> None:
    assert told("Nine people were killed.", "It is not true that nine people were killed.")[0] is False


def test_the_same_count_elsewhere_is_another() -> None:
    assert told("Nine people were killed.", "Nine people were killed.", ELSEWHERE)[1] == []
    assert told("Nine people were killed.", "The accident killed nine people.", ELSEWHERE) == (False, [])


def test_nine_dead_are_not_nine_injured() -> None:
    assert told("Nine people were killed.", "Nine people were injured.") == (False, [])


def test_readers_who_repeat_or_dispute_a_count_change_no_other() -> None:
    page = "# The mill\n\n" + AGENCY.format("Nine people were killed.") + "\n\n## Comments\n\nSad day for Skarne.\n"
    other = doc("b.txt", PAPER.format("Nine people lost their lives."))
    loud = page + "\nNine people were killed.\n\nThe explosion killed 14 people.\n\nThe death toll has risen to 200.\n"
    before, after = (
        {(row["document_name"], row["start"]): row["score"] for row in judged(doc("a.md", one), other)["claims"]} for one in (page, loud)
    )
    assert {at: after[at] for at in before} == before
