"""Terms: what the check-worthiness model looks at in a sentence."""

from __future__ import annotations

from collections import Counter

from scoring.files import seed
from scoring.reading.terms import terms
from scoring.reading.traits import traits
from scoring.words import words
from tests.growth import grows_no_faster_than_the_text


def seen(text: str) -> set[str]:
    here = words(text)
    return set(terms(here, traits(here), Counter()))


def test_words_of_one_topic_share_a_term() -> None:
    assert "<tax>" in seen("The levy was lowered.") & seen("Rebates were late.")
    assert "<tax>" not in seen("The lock was closed.")


def test_each_topic_is_told_up_to_three_words() -> None:
    assert {"<economy>", "<economy 2>", "<economy 3>"} <= seen("Factories, farms, banks and markets closed.")


def test_a_country_is_a_place_in_any_form() -> None:
    assert "<place>" in seen("We met in Norway.") & seen("We met the Norwegian crew.")


def test_who_does_what_is_told_past_adverbs_and_contractions() -> None:
    assert "<we have>" in seen("We have already repaired the weir.") & seen("We’ve repaired the weir.")
    assert "<we have past>" in seen("We have already repaired the weir.")


def test_every_topic_has_words_and_stands_once() -> None:
    rows = seed("topics")
    assert [row for row in rows if not row["words"].split() or row["matter"] not in ("yes", "")] == []
    assert len({row["topic"] for row in rows}) == len(rows)


def test_what_terms_cost_grows_no_faster_than_the_text() -> None:
    def cost(text: str) -> object:
        here = words(text)
        return terms(here, traits(here), Counter())

    assert grows_no_faster_than_the_text(cost, "Also Only i will also Never jobs ", 8_000)
