"""Records of sources, what they are worth, and the ratings beside a score."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scoring.batch import documents_table, parse_batch, score_batch
from scoring.files import seed
from scoring.model import Received
from tests.judging.corpora import ESTABLISHED, doc

Tables = dict[str, list[dict[str, Any]]]

FACTS = (
    ("The council of Ardle closed the north bridge on Tuesday.", "On Tuesday the council of Ardle closed the north bridge."),
    ("Marta Quell won the chess final in Brenn.", "The chess final in Brenn was won by Marta Quell."),
    ("The ferry company of Pellsund sold nine boats in May.", "In May nine boats were sold by the ferry company of Pellsund."),
    ("The hospital in Corvath hired 40 nurses.", "In Corvath the hospital hired 40 nurses."),
    ("The parliament of Dunmere passed the water law in June.", "In June the water law was passed by the parliament of Dunmere."),
    ("Farmers near Elsing harvested 300 tonnes of barley.", "Farmers harvested 300 tonnes of barley near Elsing."),
)
"""Each in two wordings."""
DENIED = (
    "The council of Ardle has not closed the north bridge on Tuesday.",
    "Marta Quell has not won the chess final in Brenn.",
    "The ferry company of Pellsund has not sold nine boats in May.",
    "The hospital in Corvath has not hired 40 nurses.",
)
ALONE = "The library of Tornby lent 900 books on Monday."
"""What nobody else speaks of."""
BRIDGE = "Mayor Edda Krull said that the council of Ardle closed the north bridge on Tuesday."


def fact(n: int) -> str:
    return FACTS[n][0]


def retold(n: int) -> str:
    return FACTS[n][1]


def denied(n: int) -> str:
    return DENIED[n]


def judged(*documents: Received) -> Tables:
    return {name: table.to_pylist() for name, table in score_batch(parse_batch(documents_table(list(documents)))).items()}


def of(tables: Tables, document_name: str, words: str = "library of Tornby") -> dict[str, Any]:
    return next(c for c in tables["claims"] if c["document_name"] == document_name and words in c["text"])


def witnesses(n: int) -> list[Received]:
    """So many facts as an established publisher tells them, each in a document of its own: together they would be a copy of the list."""
    return [paper(f"w{i}.txt", ESTABLISHED[0], retold(i)) for i in range(n)]


def record(tables: Tables, name: str, kind: str) -> dict[str, Any] | None:
    ids = [s["source_id"] for s in tables["sources"] if s["name"] == name and s["kind"] == kind]
    return next((r for r in tables["source_records"] if r["source_id"] in ids), None)


def known_record(tables: Tables, name: str, kind: str) -> dict[str, Any]:
    found = record(tables, name, kind)
    assert found, [(s["name"], s["kind"]) for s in tables["sources"]]
    return found


def paper(name: str, publisher: str | None, *sentences: str, author: str | None = None) -> Received:
    return Received(document_name=name, content=" ".join(sentences).encode(), publisher=publisher, author=author)


@pytest.mark.promise(9)
def test_one_out_of_one_is_not_a_perfect_record() -> None:
    tables = judged(paper("a.txt", "Corner Letter", fact(0), ALONE), paper("b.txt", ESTABLISHED[0], retold(0)))
    found = known_record(tables, "Corner Letter", "publisher")
    assert (found["compared"], found["agreed"]) == (1, 1)
    assert found["prior"] < found["record"] < 0.7
    assert found["admiralty"] == "F"


@pytest.mark.promise(9)
def test_a_record_grows_with_what_was_borne_out_and_falls_with_what_was_contradicted() -> None:
    right = judged(paper("a.txt", "Corner Letter", *map(fact, range(4)), ALONE), *witnesses(4))
    wrong = judged(paper("a.txt", "Corner Letter", *map(denied, range(4)), ALONE), *witnesses(4))
    good, bad = (known_record(tables, "Corner Letter", "publisher") for tables in (right, wrong))
    assert good["compared"] == bad["compared"] == 4
    assert good["record"] > good["prior"] > bad["record"]
    assert of(right, "a.txt")["score"] > of(wrong, "a.txt")["score"]


@pytest.mark.promise(9)
def test_claims_of_one_proposition_count_once_in_a_record() -> None:
    texts = [paper(f"{n}.txt", "Corner Letter", retold(0) if n % 2 else fact(0), f"Letter {n} was late.") for n in range(5)]
    tables = judged(*texts, paper("b.txt", ESTABLISHED[0], retold(0)))
    assert known_record(tables, "Corner Letter", "publisher")["compared"] == 1


@pytest.mark.promise(9)
def test_a_derived_document_counts_once_in_a_record() -> None:
    whole = [*map(fact, range(6))]
    tables = judged(
        paper("a.txt", ESTABLISHED[0], *whole),
        paper("b.txt", "Corner Letter", *whole),
        *(paper(f"c{n}.txt", ESTABLISHED[1], retold(n)) for n in range(6)),
    )
    assert [d["document_id"] for d in tables["derivations"]].count(of(tables, "b.txt", "Ardle")["document_id"]) == 1
    assert known_record(tables, "Corner Letter", "publisher")["compared"] == 1


@pytest.mark.promise(9)
def test_no_claim_is_a_witness_of_its_own_source() -> None:
    tables = judged(paper("a.txt", "Corner Letter", fact(0), ALONE), paper("b.txt", ESTABLISHED[0], retold(0)))
    moved = {r["claim_id"] for r in tables["contributions"] if r["family"] == "record"}
    assert of(tables, "a.txt", "Ardle")["claim_id"] not in moved
    assert of(tables, "a.txt")["claim_id"] in moved


@pytest.mark.promise(9)
def test_author_publisher_and_speaker_have_records_of_their_own() -> None:
    said = "Mayor Edda Krull said that Marta Quell won the chess final in Brenn."
    tables = judged(
        paper("a.txt", ESTABLISHED[0], fact(0), said, author="Ann Lorrel"),
        paper("b.txt", ESTABLISHED[1], retold(0), retold(1)),
        paper("c.txt", ESTABLISHED[0], fact(2), author="Bo Venn"),
    )
    compared = {
        (name, kind): known_record(tables, name, kind)["compared"]
        for name, kind in [
            (f"Ann Lorrel ({ESTABLISHED[0]})", "author"),
            (f"Bo Venn ({ESTABLISHED[0]})", "author"),
            (ESTABLISHED[0], "publisher"),
            ("Edda Krull", "named person"),
        ]
    }
    assert list(compared.values()) == [1, 0, 1, 1]


def test_what_an_unknown_document_puts_into_a_mouth_is_no_part_of_that_speakers_record() -> None:
    put = "Mayor Edda Krull said that the council of Ardle has not closed the north bridge on Tuesday."
    tables = judged(paper("a.txt", "Corner Letter", put), paper("b.txt", ESTABLISHED[0], fact(0)))
    assert record(tables, "Edda Krull", "named person") is None


def test_a_pages_own_word_for_its_publisher_touches_no_record() -> None:
    head = f'<head><meta property="og:site_name" content="{ESTABLISHED[0]}"></head>'
    page = f"<html>{head}<body><article><p>{denied(0)}</p></article></body></html>"
    tables = judged(Received(document_name="a.html", content=page.encode()), paper("b.txt", ESTABLISHED[1], fact(0)))
    assert record(tables, ESTABLISHED[0], "publisher") is None


@pytest.mark.promise(15)
@pytest.mark.parametrize("posing", ["{} (official)", "Lord {}", "The {}", "{}\u2019s"])
def test_a_publisher_whose_name_holds_anothers_touches_no_record_of_it(posing: str) -> None:
    posed = posing.format(ESTABLISHED[0])
    tables = judged(paper("a.txt", posed, *map(denied, range(3))), *witnesses(3), paper("e.txt", ESTABLISHED[0], ALONE))
    assert known_record(tables, ESTABLISHED[0], "publisher")["compared"] == 0
    assert known_record(tables, posed, "publisher")["compared"] == 3


@pytest.mark.promise(15)
def test_an_author_of_the_same_name_elsewhere_touches_no_record() -> None:
    tables = judged(
        paper("a.txt", "Corner Letter", *map(denied, range(3)), author="Ann Lorrel"),
        *witnesses(3),
        paper("e.txt", ESTABLISHED[0], ALONE, author="Ann Lorrel"),
    )
    assert known_record(tables, f"Ann Lorrel ({ESTABLISHED[0]})", "author")["compared"] == 0
    assert known_record(tables, "Ann Lorrel (Corner Letter)", "author")["compared"] == 3


@pytest.mark.promise(15)
def test_a_sleeper_with_any_number_of_known_truths_gains_at_most_a_twentieth() -> None:
    others = witnesses(6)
    sleeper = [paper(f"s{n}.txt", "Corner Letter", fact(n), f"Letter {n} was late.") for n in range(6)]
    alone = of(judged(doc("a.txt", ALONE, "Corner Letter"), *others), "a.txt")["score"]
    after = of(judged(doc("a.txt", ALONE, "Corner Letter"), *others, *sleeper), "a.txt")["score"]
    assert 0 < after - alone <= 0.05
    least = max(Decimal(r["weight"]) for r in seed("rules") if r["rule_id"] == "source_record")
    unknown = [Decimal(r["part"]) for r in seed("record_priors") if r["standing"] == "unknown"]
    assert all(least * part <= Decimal("0.25") for part in unknown), (
        "a perfect record, which six claims do not make, is worth no more either"
    )


@pytest.mark.promise(2)
def test_hedges_of_author_and_speaker_together_are_bounded_and_the_ledger_still_sums() -> None:
    text = (
        "It is unclear whether Edda Krull might possibly have said, as some experts suspect, that she "
        "doubts whether the yard may perhaps, if at all, believe that it could possibly sell 12 boats."
    )
    tables = judged(doc("a.txt", text))
    bounds = {r["family"]: (r["floor"], r["cap"]) for r in tables["families"]}
    hedging = sum(r["bits"] for r in tables["contributions"] if r["family"] == "hedging")
    assert hedging == bounds["hedging"][0] > sum(r["strength"] * r["weight"] for r in tables["contributions"] if r["family"] == "hedging")
    for claim in tables["claims"]:
        ledger = [r for r in tables["contributions"] if r["claim_id"] == claim["claim_id"]]
        assert sum((r["bits"] for r in ledger), Decimal(0)) == claim["bits"]
        for family, (floor, cap) in bounds.items():
            total = sum((r["bits"] for r in ledger if r["family"] == family), Decimal(0))
            assert floor is None or total >= floor, family
            assert cap is None or total <= cap, family


@pytest.mark.promise(5)
def test_every_rated_claim_has_a_rating_with_its_rules_and_a_word_in_whose_range_it_lies() -> None:
    tables = judged(
        paper("a.txt", "Corner Letter", *map(fact, range(4)), ALONE, "Is it so?"),
        *witnesses(4),
    )
    rules = {row["rule"] for row in seed("admiralty")}
    for claim in tables["claims"]:
        rated = claim["score"] is not None
        assert rated == all(claim[name] is not None for name in ("admiralty", "admiralty_because", "icd203"))
        if rated:
            assert claim["admiralty"][0] in "ABCDEF"
            assert claim["admiralty"][1:] in "123456"
            assert sum(f"({rule})" in claim["admiralty_because"] for rule in rules) == 2
            assert claim["icd203_low"] <= claim["score"] <= claim["icd203_high"]
    assert of(tables, "a.txt")["admiralty"] == "C6"
    assert of(tables, "w0.txt", "Ardle")["admiralty"] == "F6", "an unknown origin confirms nothing, and makes no record"


@pytest.mark.promise(5)
def test_the_digit_follows_who_confirms_and_who_contradicts() -> None:
    base = paper("a.txt", ESTABLISHED[0], fact(0))
    confirmed = judged(base, paper("b.txt", ESTABLISHED[1], retold(0)))
    both = judged(base, paper("b.txt", ESTABLISHED[1], retold(0)), paper("c.txt", ESTABLISHED[2], denied(0)))
    contradicted = judged(base, paper("c.txt", ESTABLISHED[2], denied(0)))
    digits = [of(tables, "a.txt", "Ardle")["admiralty"][1] for tables in (confirmed, both, contradicted)]
    assert digits == ["1", "3", "5"]


def test_bounds_of_admiralty_and_icd203_leave_no_gap() -> None:
    rows = seed("admiralty")
    for axis, last in (("source", "F"), ("information", "6")):
        [*_, final] = [row for row in rows if row["axis"] == axis]
        assert final["code"] == last
        assert not any(final[name] for name in final if name.startswith(("least", "most")))
    words = seed("icd203")
    assert [row["high"] for row in words[:-1]] == [row["low"] for row in words[1:]]


@pytest.mark.promise(8)
def test_that_somebody_said_it_is_apart_from_whether_it_is_so() -> None:
    calm = of(judged(doc("a.txt", BRIDGE, ESTABLISHED[0])), "a.txt", "Krull")
    denial = of(judged(doc("a.txt", BRIDGE, ESTABLISHED[0]), paper("b.txt", ESTABLISHED[1], denied(0))), "a.txt", "Krull")
    assert denial["score"] < calm["score"]
    assert denial["utterance_score"] == calm["utterance_score"] > 0.6


@pytest.mark.promise(8)
def test_a_second_house_that_heard_it_supports_the_utterance() -> None:
    again = "On Tuesday the north bridge was closed by the council of Ardle, Mayor Edda Krull said."
    alone = judged(doc("a.txt", BRIDGE))
    other = judged(doc("a.txt", BRIDGE), doc("b.txt", again, ESTABLISHED[1]))
    copied = judged(doc("a.txt", BRIDGE), *(doc(f"{n}.txt", f"{again} Letter {n} was late.", f"Blog {n}") for n in range(5)))
    scores = [of(tables, "a.txt", "Krull")["utterance_score"] for tables in (alone, other, copied)]
    assert scores[1] > scores[0] == scores[2]


@pytest.mark.promise(8)
def test_a_documents_own_voice_utters_nothing_else() -> None:
    tables = judged(doc("a.txt", fact(0), ESTABLISHED[0]))
    assert of(tables, "a.txt", "Ardle")["utterance_score"] is None
    assert not tables["utterance_grounds"]


@pytest.mark.promise(4)
def test_what_could_not_be_decoded_is_not_rated() -> None:
    tables = judged(
        Received(document_name="a.txt", content="The town of Ardle bought 11 f\ufffdrries in March. ".encode() + fact(1).encode())
    )
    assert of(tables, "a.txt", "Ardle")["unrated_because"] == "unreadable"
    assert of(tables, "a.txt", "Brenn")["score"] is not None
