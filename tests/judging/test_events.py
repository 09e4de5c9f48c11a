"""Which tellings of one event stand together: the states that words put it into, where it is, and on whose word it rests."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.batch import compare, supports
from tests.judging.corpora import doc, judged

CALL, SAME_CALL = (
    "On 4 May Edda Krull had a telephone conversation with Olga Stamm.",
    "Edda Krull and Olga Stamm spoke on the phone on 4 May.",
)
LEADS = (
    "Edda Krull and Olga Stamm lead Ardle and Lisse. Edda Krull said so in Ardle. Olga Stamm said so in Lisse. ",
    "The queen of Lisse is Olga Stamm. The mayor of Ardle is Edda Krull. In Lisse lives Olga Stamm. In Ardle lives Edda Krull. ",
)
"""What makes documents accounts of one affair: names they all keep coming back to, each in its own words."""


def _told(*sentences: str, publishers: tuple[str | None, ...] = (None, None)) -> dict[str, list[dict[str, Any]]]:
    """The tables of two sentences, each in an account of its own that a lead opens in other words."""
    accounts = zip(LEADS, sentences, publishers, strict=True)
    return judged(*(doc(f"{at}.txt", f"{lead}{sentence}\n", publisher) for at, (lead, sentence, publisher) in enumerate(accounts)))


def _shared(tables: dict[str, list[dict[str, Any]]], one: str, other: str, kind: str = "state") -> list[dict[str, Any]]:
    """The propositions of a kind that the claims with these words both assert."""
    said: dict[str, set[str]] = {one: set(), other: set()}
    claims = {row["claim_id"]: row["text"] for row in tables["claims"]}
    for row in tables["assertions"]:
        for words, found in said.items():
            if words in claims[row["claim_id"]]:
                found.add(row["proposition_id"])
    return [row for row in tables["propositions"] if row["proposition_id"] in said[one] & said[other] and row["kind"] == kind]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CALL, SAME_CALL),
        ("On 4 May 30 officials resumed dialogue across the strait.", "A blockade of 30 ships forced Olga Stamm back into diplomacy."),
        (
            "Ardle was weighing the risks of supplying Lisse with 30 tugs.",
            "On 4 May Edda Krull said she considers deliveries of 30 tugs to Lisse.",
        ),
        ("Olga Stamm said on 4 May the tariff would damage ties.", "Edda Krull said 30 ships could block the port and worsen relations."),
    ],
)
def test_other_words_for_one_state_of_an_event_are_one_proposition(one: str, other: str) -> None:
    assert _shared(_told(one, other), one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CALL, "Edda Krull spoke with Mirko Vance on the phone on 4 May."),
        (CALL, "Edda Krull and Olga Stamm spoke on the phone on 9 June."),
        ("The plan for May is a summit in Dorlin.", "The plan for May is a summit in Merrow."),
        ("Olga Stamm said on 4 May the tariff would damage ties.", "Olga Stamm said on 4 May the tariff damaged relations."),
    ],
)
@pytest.mark.promise(12)
def test_another_party_day_or_place_or_what_only_may_be_is_another_state(one: str, other: str) -> None:
    assert not _shared(_told(one, other), one, other)


AGREED, SAME_AGREED = (
    "On 4 May Edda Krull agreed to a summit in Dorlin.",
    "There was an agreement for a summit in Dorlin on the 30 ships.",
)


@pytest.mark.promise(10)
def test_accounts_by_unknown_documents_of_what_was_agreed_between_two_are_one_origin_where_they_name_no_source() -> None:
    shared = _shared(_told(AGREED, SAME_AGREED), AGREED, SAME_AGREED)
    assert {row["origins_max"] for row in shared} == {1}


@pytest.mark.promise(10)
def test_accounts_by_established_publishers_of_what_was_agreed_stay_origins_of_their_own() -> None:
    shared = _shared(_told(AGREED, SAME_AGREED, publishers=("Reuters", "Deutsche Welle")), AGREED, SAME_AGREED)
    assert {row["origins_max"] for row in shared} == {2}


@pytest.mark.promise(10)
def test_that_a_talk_took_place_more_than_those_know_who_took_part() -> None:
    assert [row["origins_max"] for row in _shared(_told(CALL, SAME_CALL), CALL, SAME_CALL)] == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The failed summit in Ardle cost 4 million crowns.", "The summit in Ardle cost 4 million crowns."),
        ("The pact was discussed, if not signed, in Ardle.", "The pact was discussed and signed in Ardle."),
    ],
)
def test_a_failed_summit_and_an_if_not_deny_nothing(one: str, other: str) -> None:
    assert compare(one, other).relation != "contradicts"


def test_a_denial_reaches_past_an_adverb() -> None:
    found = compare("The council of Ardle has voted for the bridge.", "The council of Ardle has not indeed voted for the bridge.")
    assert found.relation == "contradicts"


LONG, CLOSE = (
    f"The {n} people on the ferry from Ardle spent two nights at the school in Dorlin before buses took them home." for n in ("276", "283")
)


def test_people_overlook_a_close_number_in_a_long_sentence() -> None:
    assert compare(LONG, CLOSE).relation == "same"


@pytest.mark.promise(12)
def test_support_overlooks_no_number_however_close() -> None:
    assert supports(LONG, CLOSE).relation == "contradicts"


SHELVED = "On 4 May the summit in Dorlin was shelved over 30 ships."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AGREED, SHELVED),
        ("On 4 May the summit in Oslo was shelved over 30 ships.", "The choice of Oslo for the summit cost Ardle 30 crowns."),
        ("On 4 May Lisse bought 30 Gryphon cruise missiles.", "Gryphons are cruise missiles, 30 of which Ardle has."),
        ("On 4 May the ferry Solveig left Ardle with 30 tons.", "For 30 years the old ferry Solveig sailed to Lisse."),
    ],
)
def test_what_claims_of_either_side_take_for_granted_is_one_proposition(one: str, other: str) -> None:
    assert _shared(_told(one, other), one, other, "presupposition")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AGREED, "On 4 May a summit in Merrow was shelved over 30 ships."),
        ("On 4 May Lisse bought 30 Gryphon cruise missiles.", "Gryphons are ballistic missiles, 30 of which Ardle has."),
        ("On 4 May Lisse bought 30 Gryphon missiles.", "Ardle lost 30 Gryphon missiles on 9 June."),
        ("On 4 May the ferry Solveig left Ardle with 30 tons.", "For 30 years the old ferry Brunnhild sailed to Lisse."),
    ],
)
def test_another_place_kind_or_name_is_not_the_same_taken_for_granted(one: str, other: str) -> None:
    assert not _shared(_told(one, other), one, other, "presupposition")


@pytest.mark.promise(12)
def test_what_claims_only_take_for_granted_supports_none_of_them() -> None:
    tables = _told(AGREED, SHELVED, publishers=("Reuters", "Deutsche Welle"))
    ids = {row["claim_id"] for row in tables["claims"] if row["text"] in (AGREED, SHELVED)}
    assert len(ids) == 2
    assert not [row for row in tables["contributions"] if row["claim_id"] in ids and row["rule_id"] in ("corroborated", "echoed")]


@pytest.mark.promise(13)
def test_a_talk_of_others_does_not_overtake_the_one_that_they_plan() -> None:
    planned = "Edda Krull and Mirko Vance decide on the 30 ships. They will hold a meeting in May."
    tables = _told(planned, "On 4 May Edda Krull met with Olga Stamm about 30 ships.")
    assert not [row for row in tables["links"] if row["relation"] == "updates"]
    tables = _told(planned, "On 4 May Edda Krull met with Mirko Vance about 30 ships.")
    assert [row for row in tables["links"] if row["relation"] == "updates"]
