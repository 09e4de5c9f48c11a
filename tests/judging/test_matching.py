"""Which claims meet, and which of those are one proposition."""

from __future__ import annotations

from collections import Counter
from math import comb
from pathlib import Path

import pyarrow as pa
import pytest

from bench.events import documents, told
from scoring.batch import documents_table, parse_batch, prepare_batch, score_batch
from scoring.judging import comparing
from scoring.model import Received
from tests.judging.corpora import doc, judged

GENERATED = list(told(600, seed=5))


_PLACES = ("Ardle", "Merrow", "Orlesse", "Halden", "Tresk", "Vantry", "Quillo", "Brask", "Dunmarrow", "Eskeld", "Fornby", "Gissing")


def _generated() -> list[Received]:
    return [
        Received(document_name=f"{at}.txt", content=text.encode(), media_type="text/plain")
        for at, (text, _) in enumerate(documents(GENERATED))
    ]


def _pairs(groups: Counter[object]) -> int:
    return sum(comb(size, 2) for size in groups.values())


def _propositions(*sentences: str) -> dict[str, set[str]]:
    """The statements that each sentence belongs to, each in a document of its own."""
    tables = judged(*(doc(f"{at}.txt", f"{sentence}\n") for at, sentence in enumerate(sentences)))
    statements = {row["proposition_id"] for row in tables["propositions"] if row["kind"] == "statement"}
    said = {row["claim_id"]: row["text"] for row in tables["claims"]}
    found: dict[str, set[str]] = {sentence: set() for sentence in sentences}
    for row in tables["assertions"]:
        if row["proposition_id"] in statements:
            found[said[row["claim_id"]]].add(row["proposition_id"])
    return found


def test_nine_in_ten_tellings_of_one_event_are_one_proposition_and_nine_in_ten_pairs_in_one_tell_one_event() -> None:
    tables = judged(*_generated())
    event = {claim.text: claim.event for claim in GENERATED}
    told_by = {row["claim_id"]: event[row["text"]] for row in tables["claims"] if row["text"] in event}
    statements = {row["proposition_id"] for row in tables["propositions"] if row["kind"] == "statement"}
    placed = [
        (told_by[row["claim_id"]], row["proposition_id"])
        for row in tables["assertions"]
        if row["claim_id"] in told_by and row["proposition_id"] in statements
    ]
    right = _pairs(Counter(placed))
    assert right >= 0.9 * _pairs(Counter(one for one, _ in placed))
    assert right >= 0.9 * _pairs(Counter(proposition for _, proposition in placed))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Weltra Foods will build a dairy in Ronstad for $372.6 million.",
            "A dairy will be built by Weltra Foods for $372.6 million in Volmstad.",
        ),
        ("The Festil river flooded Dinkstad on 13 June 2034.", "On 13 June 2034 the Fuskdel river flooded Dinkstad."),
        ("Norden Steel was fined $285 million over export rules.", "Over export rules Norden Steel was fined $57 million."),
    ],
)
def test_what_is_the_same_but_for_a_name_or_a_number_is_another_claim(one: str, other: str) -> None:
    found = _propositions(one, other)
    assert found[one].isdisjoint(found[other])


def test_two_claims_that_differ_in_nothing_but_a_number_contradict_each_other() -> None:
    tables = judged(
        doc("a.txt", "Norden Steel was fined $285 million over export rules.\n"),
        doc("b.txt", "Over export rules Norden Steel was fined $57 million.\n"),
    )
    assert {row["relation"] for row in tables["links"]} == {"contradicts"}


def test_however_many_say_the_same_in_the_same_or_nearly_the_same_words_all_of_them_are_one_proposition() -> None:
    wordings = (
        "The ferry to Merrow sank off Ardle on Monday with forty cars on board.",
        "The ferry to Merrow sank off Ardle on Monday with forty cars on board, officials said.",
        "On Monday the Merrow ferry sank off Ardle with forty cars on board.",
    )
    tables = judged(*(doc(f"{at}.txt", f"{wordings[at % 3]}\n") for at in range(90)))
    assert max(row["claims"] for row in tables["propositions"] if row["kind"] == "statement") == 90


def test_the_size_of_the_pieces_in_which_pairs_are_compared_changes_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = parse_batch(documents_table(_generated()[:12]))
    whole = score_batch(readings, prepare_batch(readings))
    monkeypatch.setattr("scoring.judging.comparing.PIECE", 7)
    monkeypatch.setattr("scoring.judging.comparing._BATCH", 5)
    assert all(table.equals(whole[name]) for name, table in score_batch(readings, threads=2).items())


def test_those_that_share_a_few_words_with_many_are_compared_if_they_share_most_of_their_words() -> None:
    crowd = [f"The harbour of {place} will charge trawlers {n} crowns from Monday." for n, place in enumerate(_PLACES, 30)]
    found = _propositions(*crowd, "From Monday trawlers will be charged 30 crowns by the harbour of Ardle.")
    assert found[crowd[0]] == found["From Monday trawlers will be charged 30 crowns by the harbour of Ardle."]
    assert len(set().union(*found.values())) == len(crowd)


def test_a_sentence_that_names_nothing_is_no_support_across_affairs() -> None:
    tables = judged(
        doc("a.txt", "Mayor Edda Krull of Ardle was charged with fraud. She denied the charges.\n"),
        doc("b.txt", "Judge Ivo Maas of Merrow was charged with theft. She denied the charges.\n"),
        doc("c.txt", "Prosecutors in Ardle charged Mayor Edda Krull with fraud. She denied the charges.\n"),
    )
    told = {row["claim_id"]: row["document_name"] for row in tables["claims"] if row["text"] == "She denied the charges."}
    together = {
        frozenset(told[row["claim_id"]] for row in tables["assertions"] if row["proposition_id"] == p and row["claim_id"] in told)
        for p in {row["proposition_id"] for row in tables["assertions"]}
    }
    assert frozenset(["a.txt", "c.txt"]) in together
    assert not any({"a.txt", "b.txt"} <= those for those in together)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_for_the_sketches_is_an_error_that_names_the_folder() -> None:
    with pytest.raises(OSError, match="No space left") as error:
        comparing._write(Path("/dev/full"), pa.table({"sketch": [b"much" * 100_000]}).to_reader())
    assert error.value.filename == "/dev"
