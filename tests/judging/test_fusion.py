"""Claims of tables: values exclude each other, records are learned and shrunk, copiers are found and count as one."""

from __future__ import annotations

import random
from typing import Any

import pytest

from scoring.batch import documents_table, parse_batch, score_batch
from scoring.model import Received

Row = tuple[str, str, str, str]


def judged(*tables: list[Row]) -> dict[str, list[dict[str, Any]]]:
    header = "source,object,attribute,value\n"
    documents = [
        Received(
            document_name=f"{number}.csv",
            content=(header + "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)).encode(),
            media_type="text/csv",
        )
        for number, rows in enumerate(tables)
    ]
    return {name: table.to_pylist() for name, table in score_batch(parse_batch(documents_table(documents))).items()}


def scores(tables: dict[str, list[dict[str, Any]]], thing: str) -> dict[str, float]:
    """The best score of each value of a thing."""
    found: dict[str, float] = {}
    for claim in tables["claims"]:
        if claim["object"] == thing:
            found[claim["value"]] = max(claim["score"], found.get(claim["value"], 0.0))
    return found


def best(tables: dict[str, list[dict[str, Any]]], thing: str) -> str:
    told = scores(tables, thing)
    return max(told, key=told.__getitem__)


def records(tables: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    names = {row["source_id"]: row["name"] for row in tables["sources"]}
    return {names[row["source_id"]]: row for row in tables["source_records"]}


def timetable(reports: dict[str, float], ferries: int, seed: int = 7) -> list[Row]:
    """What sources with these shares of right answers say of the berths of ferries; Berth N of Ferry N is right."""
    chance = random.Random(seed)
    return [
        (source, f"Ferry {n}", "berth", f"Berth {n}" if chance.random() < right else f"Berth {chance.randrange(1000, 9999)}")
        for source, right in reports.items()
        for n in range(ferries)
    ]


COPIED = [("Feed", "Mirror One", "Mirror Two"), ("Quay Board", "Velm Lines", "Harbour Watch", "Dorlin Post")]


def copied() -> list[Row]:
    """Forty ferries: four sources of their own, and a feed with two mirrors that is wrong about every third in its own way."""
    own = timetable(dict.fromkeys(COPIED[1], 0.8), 40)
    feed = [(source, f"Ferry {n}", "berth", f"Berth {n if n % 3 else 5000 + n}") for source in COPIED[0] for n in range(40)]
    return own + feed


def test_two_independent_sources_outweigh_one() -> None:
    tables = judged([("A", "Ferry 1", "berth", "3"), ("B", "Ferry 1", "berth", "3"), ("C", "Ferry 1", "berth", "8")])
    assert best(tables, "Ferry 1") == "3"


def test_values_of_different_attributes_and_things_do_not_exclude_each_other() -> None:
    alone = scores(judged([("A", "Ferry 1", "berth", "3")]), "Ferry 1")["3"]
    among = judged([("A", "Ferry 1", "berth", "3"), ("B", "Ferry 1", "crew", "8"), ("C", "Ferry 2", "berth", "9")])
    assert scores(among, "Ferry 1")["3"] == alone


@pytest.mark.promise(14)
def test_a_rival_lowers_the_score() -> None:
    alone = scores(judged([("A", "Ferry 1", "berth", "3")]), "Ferry 1")["3"]
    assert scores(judged([("A", "Ferry 1", "berth", "3"), ("B", "Ferry 1", "berth", "8")]), "Ferry 1")["3"] < alone


def test_a_source_with_a_good_record_outweighs_two_with_bad_ones() -> None:
    rows = timetable({"Good": 1.0, "Fair One": 0.9, "Fair Two": 0.9, "Bad One": 0.2, "Bad Two": 0.2}, 60)
    rows += [("Good", "Launch", "berth", "3"), ("Bad One", "Launch", "berth", "8"), ("Bad Two", "Launch", "berth", "8")]
    assert best(judged(rows), "Launch") == "3"


@pytest.mark.promise(14)
def test_a_record_tells_how_many_claims_it_rests_on_and_one_of_one_is_no_perfect_record() -> None:
    rows = timetable({"Good": 1.0, "Fair": 0.9, "Other": 0.9}, 40)
    rows += [("New", "Ferry 1", "berth", "Berth 1"), ("Lone", "Raft", "berth", "1")]
    told = records(judged(rows))
    assert (told["Good"]["claims"], told["Good"]["compared"]) == (40, 40.0)
    assert (told["New"]["compared"], told["Lone"]["compared"]) == (1.0, 0.0)
    assert told["Good"]["record"] > 0.9 > told["New"]["record"] > told["Lone"]["record"] == pytest.approx(0.8)


@pytest.mark.promise(14)
def test_sources_that_share_rare_wrong_values_are_one_group() -> None:
    told = records(judged(copied()))
    groups = {told[name]["copying_group"] for name in COPIED[0]}
    assert len(groups) == 1
    assert None not in groups


def test_sources_that_only_share_what_is_right_are_no_group() -> None:
    told = records(judged(copied()))
    assert {told[name]["copying_group"] for name in COPIED[1]} == {None}


@pytest.mark.promise(14)
def test_copiers_have_one_vote() -> None:
    rows = [*copied(), *((name, "Launch", "berth", "8") for name in COPIED[0])]
    rows += [(name, "Launch", "berth", "3") for name in COPIED[1][:2]]
    tables = judged(rows)
    assert best(tables, "Launch") == "3"
    [claim] = [c for c in tables["claims"] if c["object"] == "Launch" and c["value"] == "8" and c["source"] == "Feed"]
    assert claim["origins_max"] == 1


def test_the_pairs_that_copy_say_why() -> None:
    becauses = [row["because"] for row in judged(copied())["source_copies"]]
    assert len(becauses) == 3
    assert all("values that few others state and that are likely wrong, and differ in 0 of 40 items" in because for because in becauses)


def test_another_spelling_of_a_value_is_the_same_value() -> None:
    rows = [
        ("A", "The Lenn Dam", "author", "Roe, Ann"),
        ("B", "the  lenn dam", "Author", "Ann ROÉ"),
        ("C", "The Lenn Dam", "author", "Doe"),
    ]
    tables = judged(rows)
    assert [c["origins_max"] for c in tables["claims"] if c["value"] != "Doe"] == [2, 2]


def test_the_order_of_words_counts_where_there_are_digits() -> None:
    tables = judged([("A", "Match", "result", "3-1"), ("B", "Match", "result", "1-3")])
    assert {c["origins_max"] for c in tables["claims"]} == {1}


def test_quantities_in_other_units_are_the_same_value() -> None:
    tables = judged(
        [("A", "Crossing", "takes", "2 h 30 min"), ("B", "Crossing", "takes", "150 minutes"), ("C", "Crossing", "takes", "4 hours")]
    )
    assert scores(tables, "Crossing")["150 minutes"] == scores(tables, "Crossing")["2 h 30 min"] > scores(tables, "Crossing")["4 hours"]


def test_a_near_number_lends_more_than_a_far_one() -> None:
    near = judged([("A", "Ardle", "people", "4700"), ("B", "Ardle", "people", "4710"), ("C", "Ardle", "people", "9000")])
    told = scores(near, "Ardle")
    assert told["4700"] == told["4710"] > told["9000"]


def test_initials_lend_to_the_name_that_they_stand_for() -> None:
    told = scores(
        judged([("A", "Book", "author", "A. Roe"), ("B", "Book", "author", "Ann Roe"), ("C", "Book", "author", "Kim Doe")]), "Book"
    )
    assert told["A. Roe"] == told["Ann Roe"] > told["Kim Doe"]


def test_a_country_is_no_rival_of_the_towns_that_go_with_it() -> None:
    rows = [row for n in range(8) for row in (("A", f"P{n}", "born in", "Ardle"), ("B", f"P{n}", "born in", "Orlesse"))]
    rows += [("A", "Q", "born in", "Ardle"), ("B", "Q", "born in", "Orlesse"), ("C", "Q", "born in", "Velmark")]
    told = scores(judged(rows), "Q")
    assert told["Orlesse"] > told["Velmark"]
    assert told["Ardle"] > told["Velmark"]


def test_a_source_without_a_name_weighs_less_than_one_with_a_name() -> None:
    told = scores(judged([("Ann Roe", "Ardle", "people", "4700"), ("192.0.2.7", "Ardle", "people", "9000")]), "Ardle")
    assert told["4700"] > told["9000"]


def established() -> list[Row]:
    return [*timetable({"Quay Board": 1.0, "Velm Lines": 1.0, "Other": 0.7}, 60), ("Quay Board", "Launch", "berth", "3")]


def test_a_thousand_unknown_sources_weigh_no_more_than_ten() -> None:
    def flooded(count: int) -> float:
        return scores(judged([*established(), *((f"New {n}", "Launch", "berth", "8") for n in range(count))]), "Launch")["8"]

    assert abs(flooded(1000) - flooded(10)) < 0.01


def test_unknown_sources_together_weigh_less_than_one_with_a_record() -> None:
    flood = [(f"New {n}", "Launch", "berth", "8") for n in range(200)]
    assert best(judged([*established(), *flood]), "Launch") == "3"


def test_one_more_independent_source_never_lowers_a_value() -> None:
    before = scores(judged(established()), "Launch")["3"]
    assert scores(judged([*established(), ("Velm Lines", "Launch", "berth", "3")]), "Launch")["3"] > before


def test_saying_it_twice_or_in_two_files_changes_no_score() -> None:
    once = scores(judged(copied()), "Ferry 3")
    assert scores(judged(copied() + copied()), "Ferry 3") == once
    assert scores(judged(copied(), copied()), "Ferry 3") == once


def test_the_order_of_rows_changes_no_score_and_no_record() -> None:
    rows = copied()
    shuffled = rows[:]
    random.Random(3).shuffle(shuffled)
    one, other = judged(rows), judged(shuffled)
    assert one["source_records"] == other["source_records"]
    assert one["source_copies"] == other["source_copies"]
    assert [scores(one, f"Ferry {n}") for n in range(40)] == [scores(other, f"Ferry {n}") for n in range(40)]


def test_one_thing_with_ten_thousand_values_and_one_value_of_ten_thousand_sources_are_judged() -> None:
    rows = [(f"S{n}", "Raft", "berth", f"Berth {n}") for n in range(10_000)]
    rows += [(f"S{n}", "Launch", "berth", "Berth 7") for n in range(10_000)]
    tables = judged(rows)
    assert len(tables["claims"]) == 20_000
    assert all(claim["score"] is not None for claim in tables["claims"])


def test_tables_change_no_score_of_a_text() -> None:
    text = Received(document_name="a.txt", content=b"The harbour office suspended the ferry line to Astrel on Monday.")
    sheet = Received(document_name="t.csv", content=b"source,object,attribute,value\nA,Ferry,berth,3\n", media_type="text/csv")

    def score(*documents: Received) -> float:
        claims = score_batch(parse_batch(documents_table(list(documents))))["claims"].to_pylist()
        return float(next(claim["score"] for claim in claims if claim["section"] == "main"))

    assert score(text) == score(text, sheet)
