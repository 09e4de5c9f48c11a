"""The sample documents with one thing changed: the invariants of docs/method.md on prose that was not made for them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from functools import cache

import msgspec
import pytest

from scoring.files import seeds_folder
from scoring.model import Received
from tests.judging.corpora import doc, judged

Scores = dict[tuple[str, int], float | None]
NAMES = {"Henna": "Mirja", "Tovarsk": "Sundvall", "Aldo": "Egon", "Perrick": "Brandl", "Corvin": "Matis", "Haas": "Roth"}
"""Other names for people of the samples, none of them in any seed."""


@cache
def samples() -> tuple[Received, ...]:
    with (seeds_folder() / "documents" / "sources.csv").open(encoding="utf-8") as file:
        told = {row["document_name"]: row for row in csv.DictReader(file)}
    return tuple(
        Received(
            document_name=path.name,
            content=path.read_bytes(),
            publisher=told[path.name]["publisher"] or None,
            published_at=datetime.fromisoformat(at) if (at := told[path.name]["published_at"]) else None,
        )
        for path in sorted((seeds_folder() / "documents").iterdir())
        if path.name in told
    )


def scored(*documents: Received) -> Scores:
    """The score of each claim outside comments, by its document and its place there."""
    claims = sorted(judged(*documents)["claims"], key=lambda c: (c["document_name"], c["start"]))
    found: Scores = {}
    places: dict[str, int] = {}
    for c in claims:
        if c["section"] != "comment":
            places[c["document_name"]] = places.get(c["document_name"], 0) + 1
            found[c["document_name"], places[c["document_name"]]] = c["score"]
    return found


@cache
def as_they_are() -> Scores:
    return scored(*samples())


def changed(name: str, change: Callable[[str], str]) -> list[Received]:
    """The samples with the text of one changed, or of all if there is no name."""
    return [_with(d, change(d.content.decode())) if name in (d.document_name, "") else d for d in samples()]


def _with(received: Received, text: str) -> Received:
    return msgspec.structs.replace(received, content=text.encode())


@pytest.mark.promise(22)
def test_a_reader_who_repeats_a_sample_below_another_changes_no_score() -> None:
    echo = "\n\n**petrel** wrote:\n\nTwo people were injured when a footbridge collapsed in the village of Astrel.\n"
    assert scored(*changed("b6-who-checks-the-gates.md", lambda text: text + echo)) == as_they_are()


@pytest.mark.promise(21)
def test_other_names_throughout_the_samples_change_no_score() -> None:
    def renamed(text: str) -> str:
        for old, new in NAMES.items():
            text = text.replace(old, new)
        return text

    assert scored(*changed("", renamed)) == as_they_are()


@pytest.mark.promise(22)
def test_one_more_established_report_lowers_no_sample_that_it_agrees_with() -> None:
    more = doc("more.txt", "In the north of Orlesse a gate of the Lenn dam failed. Two people were hurt in Astrel.", "Orlesse Herald")
    after = scored(*samples(), more)
    assert {at: score for at, score in as_they_are().items() if at[0].startswith("b1") and score is not None and after[at] < score} == {}


@pytest.mark.promise(22)
def test_a_denial_raises_no_sample() -> None:
    more = doc("more.txt", "The wall of the Lenn dam is not sound. No second meeting in Quillhaven was agreed.", "Orlesse Herald")
    after = scored(*samples(), more)
    assert {at: score for at, score in as_they_are().items() if score is not None and after[at] > score} == {}


@pytest.mark.promise(22)
def test_taking_a_hedge_out_of_a_sample_never_lowers_the_claim() -> None:
    flat = scored(*changed("b1-lenn-dam-agency.txt", lambda text: text.replace(" reportedly", "")))
    assert {at: score for at, score in as_they_are().items() if at[0].startswith("b1") and score is not None and flat[at] < score} == {}


@pytest.mark.promise(22)
def test_one_more_established_report_of_other_people_in_the_same_affair_lowers_no_sample() -> None:
    told = "A gate of the Lenn dam failed early on Tuesday. In the village of Astrel two people were hurt."
    after = scored(*samples(), doc("more.txt", told, "Orlesse Herald"))
    assert {at: score for at, score in as_they_are().items() if at[0].startswith("b1") and score is not None and after[at] < score} == {}
