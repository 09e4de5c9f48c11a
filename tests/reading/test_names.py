"""Names: one name for one person, place or organisation."""

from __future__ import annotations

import pytest

from scoring.files import seed
from scoring.names import Cast, canonical, names, source_id
from scoring.words import words
from tests.growth import grows_no_faster_than_the_text


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Volodymyr Zelenskiy", "Volodymyr Zelensky"),
        ("President Zelenskyy", "Volodymyr Zelensky"),
        ("Ukrainian President Volodymyr Zelensky’s", "Volodymyr Zelensky"),
        ("Yuri Ushakov", "Yury Ushakov"),
        ("Russian Foreign Minister Sergei Lavrov", "Sergey Lavrov"),
        ("U.S.", "United States"),
        ("USA", "United States"),
        ("America", "United States"),
        ("Viktor Orbán", "Viktor Orban"),
        ("The New York Times", "New York Times"),
        ("Lt. Gen. Ann Lee", "Ann Lee"),
        ("Sen. Bob Roe (R-Ohio)", "Bob Roe"),
        ("President of the United States Donald Trump", "Donald Trump"),
        ("  Ann \n Lee ", "Ann Lee"),
    ],
)
def test_spellings_titles_and_possessives_fold_into_one_name(spelling: str, name: str) -> None:
    assert canonical(spelling) == name


def test_labels_and_account_names_stay() -> None:
    assert canonical("Kremlin aide (unnamed)") == "Kremlin aide (unnamed)"
    assert canonical("Maine (@mainebirds)") == "Maine (@mainebirds)"
    assert canonical("U.S. (government)") == "United States (government)"


def test_names_that_only_look_alike_stay_apart() -> None:
    assert canonical("Iran") != canonical("Iraq")
    assert canonical("us") != canonical("US")
    assert canonical("Austria") != canonical("Australia")


def test_a_canonical_name_is_its_own_canonical_name() -> None:
    for row in seed("aliases"):
        assert canonical(row["canonical"]) == row["canonical"], row


def test_no_alias_stands_for_two_names() -> None:
    owners: dict[str, str] = {}
    for row in seed("aliases"):
        assert owners.setdefault(row["alias"], row["canonical"]) == row["canonical"], row


def test_the_id_of_a_source_depends_on_kind_and_name_alone() -> None:
    assert source_id("named person", canonical("Dmitri Peskov")) == source_id("named person", canonical("Kremlin spokesman Dmitry Peskov"))
    assert source_id("medium", "TASS") != source_id("named organisation", "TASS")
    assert source_id("named person", "Ann Roe").startswith("s_")
    assert len(source_id("named person", "Ann Roe")) == 18


def test_a_last_name_is_the_person_that_the_document_names_in_full() -> None:
    cast = Cast("Dan Roe arrived early. Roe’s car broke down.")
    assert cast.resolve("Roe") == "Dan Roe"
    assert cast.resolve("Mr. Roe’s") == "Dan Roe"


def test_two_people_of_one_surname_are_not_mixed_up() -> None:
    cast = Cast("Dan Roe met Ann Roe. Then Roe left.")
    assert cast.resolve("Roe") == "Roe"


def test_a_namesake_in_the_document_comes_before_the_famous() -> None:
    assert Cast("The baker Igor Putin opened at six. Putin sells rye bread.").resolve("Putin") == "Igor Putin"
    assert Cast("Putin flew home.").resolve("Putin") == "Vladimir Putin"


def test_a_role_is_the_person_introduced_with_it_earlier() -> None:
    text = "Kremlin spokesman Ivan Roe met the French minister Luc Martin. Later the Kremlin official left."
    cast = Cast(text)
    assert cast.role("the Kremlin official", len(text)) == "Ivan Roe"
    assert cast.role("the French minister", len(text)) == "Luc Martin"
    assert cast.role("the Kremlin official", 0) is None
    assert cast.role("the referee", len(text)) is None


def test_the_us_president_is_the_one_of_the_united_states_and_not_the_last_president() -> None:
    text = "US President Ann Lee called at noon. Finnish President Ivan Roe was out. The US President waited."
    assert Cast(text).role("The US President", len(text)) == "Ann Lee"


def test_what_a_document_says_of_somebody_in_one_place_counts_in_all() -> None:
    text = "Finnish President Ivan Roe called. Norwegian President Ann Lee was out. President Roe waited, then President Lee called."
    assert Cast(text).role("the Norwegian president", len(text)) == "Ann Lee"
    assert Cast(text).role("the Finnish president", len(text)) == "Ivan Roe"


def test_our_president_is_the_president_of_the_speakers_country() -> None:
    text = "Finnish President Ann Lee met Norwegian President Ivan Roe. Aide to the President of Finland Kim Poe: they spoke for an hour."
    assert Cast(text).role("our president", len(text), "Kim Poe") == "Ann Lee"


def test_an_aide_to_a_president_is_no_president() -> None:
    text = "Norwegian President Ann Lee slept. Aide to the President of Norway Kim Poe spoke."
    assert Cast(text).role("the president", len(text)) == "Ann Lee"
    assert Cast(text).role("the aide", len(text)) == "Kim Poe"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Yesterday Ursula von der Leyen flew to New York.", ["Ursula von der Leyen", "New York"]),
        ("The Ministry of Rivers fined J. P. Morgan-Lee.", ["Ministry of Rivers", "J. P. Morgan-Lee"]),
        ("Recently prices fell in the U.K. and in Peru.", ["United Kingdom", "Peru"]),
        ("He told us that NATO waits.", ["NATO"]),
        ("Prices fell.", []),
        ("On Monday in May they met.", []),
    ],
)
def test_names_are_found_in_a_sentence(sentence: str, found: list[str]) -> None:
    assert [name.canonical for name in names(sentence, words(sentence))] == found


def test_offsets_of_names_leave_out_titles_and_possessives() -> None:
    text = "Then President Ann Roe’s plane landed."
    (name,) = names(text, words(text))
    assert text[name.start : name.stop] == "Ann Roe"
    assert name.title == "President"


def test_a_long_run_of_capitals_grows_no_faster_than_the_text() -> None:
    assert grows_no_faster_than_the_text(Cast, "Lee Of The Bank Of ", 8_000)
