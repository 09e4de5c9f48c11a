"""The promises of docs/method.md, each held by a test whose name says it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from scoring.batch import documents_table, parse_batch, score_batch
from scoring.files import seed, statements
from tests.judging.corpora import DENIAL, ESTABLISHED, NEWS, SAME, doc, judged, score


@pytest.fixture(scope="module")
def corpus() -> dict[str, list[dict[str, Any]]]:
    return judged(
        doc("a.txt", NEWS + " Mayor Edda Krull said the bridge may reopen in June. Is that realistic?", "Merrow Wire"),
        doc("b.txt", SAME, "Orlesse Herald"),
        doc("c.txt", DENIAL),
        doc("d.md", "# The bridge\n\n" + NEWS + "\n\n## Comments\n\nMy cousin Ola counted nineteen cracks in the deck.\n"),
    )


@pytest.mark.promise(1)
def test_the_ledger_sums_to_the_score_exactly_and_every_reason_carries_its_evidence(corpus: dict[str, list[dict[str, Any]]]) -> None:
    rated = [c for c in corpus["claims"] if c["score"] is not None]
    assert len(rated) >= 6
    for c in rated:
        ledger = [r for r in corpus["contributions"] if r["claim_id"] == c["claim_id"]]
        assert sum((r["bits"] for r in ledger), Decimal(0)) == c["bits"]
        assert all(r["bits"] == r["strength"] * r["weight"] for r in ledger)
        assert c["score"] == round(1 / (1 + 2.0 ** -float(c["bits"])), 6)
        assert all(r["because"] and r["evidence"] for r in ledger)


@pytest.mark.promise(4)
def test_an_unrated_claim_has_a_typed_reason_no_score_and_no_ledger(corpus: dict[str, list[dict[str, Any]]]) -> None:
    unrated = [c for c in corpus["claims"] if c["score"] is None]
    assert any(c["unrated_because"] == "question" for c in unrated)
    ledgers = {r["claim_id"] for r in corpus["contributions"]}
    assert all(c["unrated_because"] and c["bits"] is None and c["claim_id"] not in ledgers for c in unrated)


@pytest.mark.promise(3)
def test_check_worthiness_never_enters_the_score() -> None:
    used = {name for folder in ("rules", "score", "match") for name, text in statements(folder).items() if "check_worthiness" in text}
    assert used == {"claims"}, "only score/claims.sql may name it, to copy it"


@pytest.mark.promise(3)
def test_other_check_worthiness_in_what_was_read_changes_no_score() -> None:
    readings = parse_batch(documents_table([doc("a.txt", NEWS, "Merrow Wire"), doc("b.txt", SAME), doc("c.txt", DENIAL)]))
    rows = [{**row, "claims": [{**claim, "check_worthiness": 0.123} for claim in row["claims"]]} for row in readings.to_pylist()]
    as_read, altered = score_batch(readings), score_batch(pa.Table.from_pylist(rows, schema=readings.schema))
    assert as_read["claims"]["check_worthiness"] != altered["claims"]["check_worthiness"]
    assert as_read["claims"].drop_columns("check_worthiness").equals(altered["claims"].drop_columns("check_worthiness"))
    assert as_read["contributions"].equals(altered["contributions"])


@pytest.mark.promise(10)
def test_documents_are_at_least_publishers_at_least_origins(corpus: dict[str, list[dict[str, Any]]]) -> None:
    assert corpus["propositions"]
    for p in corpus["propositions"]:
        assert p["documents"] >= p["publishers"] >= p["origins_max"] >= p["origins_min"] >= 1


@pytest.mark.promise(10)
def test_two_embeds_of_one_post_are_no_origin_beside_those_who_report() -> None:
    post = f"{SAME} pic.example/aB1\n— Ferry Fan (@ferryfan) May 4, 2031\n"
    pages = [
        doc(f"{n}.txt", f"{words}\n{post}{words}\n", ESTABLISHED[n]) for n, words in enumerate(("Pumpkins were weighed.", "Geese left."), 1)
    ]
    assert score("eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]), *pages) == score("eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]))


@pytest.mark.promise(13)
def test_values_that_contradict_each_other_stand_side_by_side_with_who_says_which() -> None:
    texts = [f"A flood in Ardle drove {n} people from their homes on Tuesday." for n in ("3,200", "4,700")]
    tables = judged(*(doc(f"{i}.txt", text, ESTABLISHED[i]) for i, text in enumerate(texts)))
    by_claim = {c["claim_id"]: c["document_name"] for c in tables["claims"]}
    against = {(by_claim[x["claim_id"]], by_claim[x["other_claim_id"]]) for x in tables["links"] if x["relation"] == "contradicts"}
    assert against == {("0.txt", "1.txt"), ("1.txt", "0.txt")}
    assert {text for text in texts if any(p["text"] == text for p in tables["propositions"])} == set(texts)


@pytest.mark.promise(22)
def test_another_established_origin_raises_a_claim() -> None:
    alone = score("eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]))
    assert score("eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]), doc("b.txt", SAME, ESTABLISHED[1])) > alone


@pytest.mark.promise(10)
def test_a_copy_adds_no_origin_even_under_an_established_name() -> None:
    alone = score("eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]))
    assert score("eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]), doc("b.txt", NEWS, ESTABLISHED[1])) == alone


@pytest.mark.promise(15)
def test_a_thousand_copies_move_a_score_no_more_than_ten() -> None:
    ten = score("eleven cracks", doc("a.txt", NEWS), *(doc(f"{i}.txt", f"{SAME} Post {i}.", f"Blog {i}") for i in range(10)))
    thousand = score("eleven cracks", doc("a.txt", NEWS), *(doc(f"{i}.txt", f"{SAME} Post {i}.", f"Blog {i}") for i in range(1000)))
    assert abs(thousand - ten) <= 0.01


@pytest.mark.promise(15)
def test_any_number_of_unknown_sources_weighs_less_than_one_established_one() -> None:
    base = doc("a.txt", NEWS, ESTABLISHED[0])
    texts = [f"{SAME} {filler}" for filler in ("Boats go on.", "Traffic is slow.", "Rain is due.", "Shops stay open.")]
    unknown = score("eleven cracks", base, *(doc(f"{i}.txt", text, f"Blog {i}") for i, text in enumerate(texts)))
    assert unknown < score("eleven cracks", base, doc("b.txt", SAME, ESTABLISHED[1]))


@pytest.mark.promise(15)
def test_a_flood_of_denials_by_unknown_sources_moves_a_score_by_at_most_a_twentieth() -> None:
    calm = score("eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]))
    flood = score(
        "eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]), *(doc(f"{i}.txt", f"{DENIAL} Post {i}.", f"Blog {i}") for i in range(60))
    )
    assert abs(calm - flood) <= 0.05


@pytest.mark.promise(22)
def test_an_independent_contradiction_never_raises_a_claim() -> None:
    calm = score("eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]))
    assert score("eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]), doc("b.txt", DENIAL, ESTABLISHED[1])) < calm


@pytest.mark.promise(7)
def test_comments_that_repeat_a_claim_change_nothing() -> None:
    page = "# The bridge\n\n" + NEWS + "\n\n## Comments\n\nThe mayor is right about the deck.\n"
    echo = page + "\nEngineers found eleven cracks in the deck of the north bridge and it was closed on Tuesday.\n"
    assert score("eleven cracks in its deck", doc("a.md", page)) == score("eleven cracks in its deck", doc("a.md", echo))


@pytest.mark.promise(15)
def test_posing_as_main_text_a_comment_gains_nothing_for_the_claim_it_repeats() -> None:
    alone = score("eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]))
    posed = score("eleven cracks", doc("a.txt", NEWS, ESTABLISHED[0]), doc("b.txt", SAME))
    assert posed - alone <= 0.05


@pytest.mark.promise(22)
def test_removing_a_hedge_raises_certainty_and_never_lowers_the_score() -> None:
    hedged, flat = judged(doc("a.txt", "The bridge may reopen in June.")), judged(doc("a.txt", "The bridge reopens in June."))
    assert hedged["claims"][0]["certainty"] < flat["claims"][0]["certainty"]
    assert hedged["claims"][0]["score"] <= flat["claims"][0]["score"]


@pytest.mark.promise(2)
def test_an_approximator_is_no_doubt() -> None:
    exact, rough = "The firm sent 40 workers to Ardle on Monday.", "The firm sent nearly 40 workers to Ardle on Monday."
    assert score("workers", doc("a.txt", exact)) == score("workers", doc("a.txt", rough))


@pytest.mark.promise(19)
def test_the_order_of_documents_and_the_cut_into_batches_change_nothing() -> None:
    documents = [doc("a.txt", NEWS, "Merrow Wire"), doc("b.txt", SAME), doc("c.txt", DENIAL), doc("d.txt", "")]
    whole = parse_batch(documents_table(documents))
    cut = pa.concat_tables([parse_batch(documents_table(documents[:1])), parse_batch(documents_table(documents[1:]))])
    assert whole.equals(cut)
    forth, back = score_batch(whole), score_batch(parse_batch(documents_table(documents[::-1])))
    assert all(forth[name].equals(back[name]) for name in forth)


def test_stories_that_share_nothing_are_judged_the_same_together_or_apart() -> None:
    bridge = [doc("a.txt", NEWS, "Merrow Wire"), doc("b.txt", SAME)]
    whales = [
        doc("w.txt", "Nine whales swam into the harbour of Pellsund at dawn. Fishermen led seven of them out."),
        doc("x.txt", "Seven whales left Pellsund harbour."),
    ]
    together, one, two = judged(*bridge, *whales), judged(*bridge), judged(*whales)
    for table in ("claims", "contributions", "propositions", "assertions", "links", "origins"):
        key = str
        assert sorted(together[table], key=key) == sorted(one[table] + two[table], key=key)


@pytest.mark.promise(6)
def test_the_ground_gets_weaker_from_main_text_and_transcripts_over_quotes_and_posts_to_comments() -> None:
    weight = {row["rule_id"].removeprefix("section_"): float(row["weight"]) for row in seed("rules") if row["family"] == "section"}
    assert weight["main"] == weight["transcript"] > weight["quote"] > weight["social"] > weight["comment"]


@pytest.mark.promise(21)
def test_other_names_throughout_a_corpus_change_no_score() -> None:
    def scores(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[str, float | None]]:
        def swapped(text: str) -> str:
            for a, b in zip(old, new, strict=True):
                text = text.replace(a, b)
            return text

        said = " Mayor Edda Krull said the bridge may reopen in June."
        tables = judged(doc("a.txt", swapped(NEWS + said), "Merrow Wire"), doc("b.txt", swapped(SAME)), doc("c.txt", swapped(DENIAL)))
        return sorted((c["document_name"] + str(c["start"]), c["score"]) for c in tables["claims"])

    names = ("Ardle", "Edda Krull")
    assert [s for _, s in scores(names, names)] == [s for _, s in scores(names, ("Brenn", "Olga Stamm"))]
