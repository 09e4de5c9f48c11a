"""Invented affairs with annotation (tests/judging/annotated.py): floors, which only rise, and what ties two accounts of one affair."""

from __future__ import annotations

import pytest

from tests.gold.accounts import Share
from tests.judging.annotated import HALVES, affair, affairs, measure
from tests.judging.corpora import doc, judged

FLOORS = {
    ("development", "pairs of mentions in one proposition"): 7.0,
    ("development", "pairs put together that belong together"): 70.0,
    ("development", "of these, origins_min no more than the gold's"): 100.0,
    ("development", "of these, origins_max no more than the gold's"): 35.0,
    ("development", "scores in order"): 80.0,
    ("heldout", "pairs of mentions in one proposition"): 5.0,
}
"""Percent. Low, and that is what they are there to tell: these affairs are told in other words throughout."""
COUNCIL = (
    "Dorlin harbour council met on Monday. The harbour of Dorlin has a new crane. Its cranes are old. {} Mayor Krull thanked the dockers."
)
PAPER = "In Dorlin the harbour is being dredged. Krull, the mayor, visited the crane at the harbour. {} The dockers cheered Krull."


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, Share]]:
    return {half: measure(list(affairs(half).values())) for half in HALVES}


@pytest.mark.parametrize(("half", "name"), FLOORS)
def test_invented_affairs_are_put_together_as_well_as_before(figures: dict[str, dict[str, Share]], half: str, name: str) -> None:
    assert figures[half][name].percent >= FLOORS[half, name], figures[half][name]


def test_marks_in_front_of_a_sentence_cover_it_and_no_more() -> None:
    one = affair("# A\n\n## wire\n\nTORNBY - [burst ~big] The dam burst.\n[!big] It was small.\n\nNobody was hurt.\n")
    text = one.received[0].content.decode()
    told = {(row["claim_id"], m["stance"]): text[m["start"] : m["end"]] for row in one.claims for m in row["mentions"]}
    assert text == "TORNBY - The dam burst. It was small.\n\nNobody was hurt."
    assert told == {("burst", "supports"): "The dam burst.", ("big", "qualifies"): "The dam burst.", ("big", "denies"): "It was small."}


def _share_a_quantity(one: str, other: str) -> bool:
    """Whether two sentences, each within an account of one affair, assert one quantity."""
    tables = judged(doc("a.txt", COUNCIL.format(one)), doc("b.txt", PAPER.format(other)))
    quantities = {row["proposition_id"] for row in tables["propositions"] if row["kind"] == "quantity"}
    said = {row["claim_id"]: row["text"] for row in tables["claims"]}
    found: dict[str, set[str]] = {one: set(), other: set()}
    for row in tables["assertions"]:
        if row["proposition_id"] in quantities and said[row["claim_id"]] in found:
            found[said[row["claim_id"]]].add(row["proposition_id"])
    return not found[one].isdisjoint(found[other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Two men laughed.", "He bought two men a beer."),
        ("Nine people were killed.", "Nine people were injured."),
        ("Some 3,400 residents signed a petition.", "The list bears the names of 5,100 residents."),
        ("Wages rose by about 60 percent.", "The oil covers 58 percent of the basin."),
    ],
)
def test_a_small_figure_or_one_of_something_else_is_not_known_again(one: str, other: str) -> None:
    assert not _share_a_quantity(one, other)
