"""What somebody would try who wants to move a score: copies that add, strip, drown or impersonate."""

from __future__ import annotations

import pytest

from scoring.batch import compare
from scoring.model import Received
from tests.judging.corpora import DENIAL, ESTABLISHED, NEWS, claim, doc, judged, score

FILLER = (
    "The ferry to Tornby sails on time this week, the harbour office at Pell said on Monday, and the lighthouse keeper has painted his "
    "railing green. Nine anglers from Ostmark won the mackerel prize, and the brass band of Pell plays on the quay until midnight."
)
GARDEN = (
    "Pumpkins of forty kilos were weighed at the autumn fair in Lower Ardle, where the baker Tiva Holm judged the jams. A goat escaped "
    "twice, ate a prize ribbon and was forgiven by the whole committee before the raffle began in the old school gymnasium."
)
RUMOUR = "Governor Silas Brandt secretly sold nine harbour cranes to a Velmark shipyard last winter."
OTHER = "Ardle's council on Tuesday closed its north bridge because of eleven cracks that had appeared in the deck."
LIMIT = 0.05


def test_a_copy_of_an_established_text_lends_no_standing_to_what_it_adds() -> None:
    plain = score("harbour cranes", doc("x.txt", RUMOUR), doc("y.txt", RUMOUR.replace("secretly ", "in secret "), "Blog 2"))
    posed = score(
        "harbour cranes",
        doc("x.txt", RUMOUR),
        doc("f.txt", FILLER, ESTABLISHED[0]),
        doc("g.txt", GARDEN, ESTABLISHED[1]),
        doc("c.txt", f"{FILLER} {RUMOUR}", "Blog 2"),
        doc("d.txt", f"{GARDEN} {RUMOUR}", "Blog 3"),
    )
    assert posed - plain <= LIMIT


@pytest.mark.promise(15)
def test_speakers_whom_only_unknown_documents_quote_establish_nothing() -> None:
    named = [f"{RUMOUR[:-1]}, {speaker} said." for speaker in ("Mayor Olga Stamm", "Minister Karl Vint", "Judge Ada Roth")]
    quoted = score(
        "harbour cranes", doc("x.txt", RUMOUR), *(doc(f"{i}.txt", f"{text} Day {i}.", f"Blog {i}") for i, text in enumerate(named))
    )
    assert quoted - score("harbour cranes", doc("x.txt", RUMOUR)) <= LIMIT


@pytest.mark.promise(11)
def test_a_copy_that_drops_the_attribution_does_not_corroborate_the_original() -> None:
    said = "Mayor Edda Krull said the council of Ardle closed the north bridge on Tuesday after engineers found eleven cracks in its deck."
    stripped = said.removeprefix("Mayor Edda Krull said the c").capitalize()
    original = doc("a.txt", said, ESTABLISHED[0])
    assert score("eleven cracks", original, doc("b.txt", "C" + stripped)) == score("eleven cracks", original)


@pytest.mark.promise(11)
def test_a_copy_that_drops_the_hedge_establishes_nothing() -> None:
    rumour = doc("r.txt", "Reportedly, " + NEWS[0].lower() + NEWS[1:], ESTABLISHED[0])
    report = doc("a.txt", OTHER, ESTABLISHED[1])
    calm = score("eleven cracks", report, rumour)
    assert abs(score("eleven cracks", report, rumour, doc("c.txt", NEWS)) - calm) <= LIMIT


@pytest.mark.promise(15)
def test_hundreds_of_copies_hide_neither_a_copy_nor_a_denial() -> None:
    copies = [doc(f"{i}.txt", f"{NEWS} Post {i}.", f"Blog {i}") for i in range(250)]
    a, b = doc("a.txt", NEWS, ESTABLISHED[0]), doc("b.txt", NEWS, ESTABLISHED[1])
    assert score("eleven cracks", a, b, *copies) == score("eleven cracks", a, b)
    denied = doc("d.txt", DENIAL, ESTABLISHED[1])
    assert abs(score("eleven cracks", a, denied, *copies) - score("eleven cracks", a, denied)) <= LIMIT


def test_an_invented_quotation_does_not_silence_the_speaker_who_corroborates() -> None:
    a = doc("a.txt", NEWS, ESTABLISHED[0])
    krull = doc("b.txt", f"Mayor Edda Krull said that {OTHER[0].lower()}{OTHER[1:]}".replace("that ardle", "that Ardle"), ESTABLISHED[1])
    invented = doc("c.txt", "Mayor Edda Krull said the north bridge of Ardle was not closed after cracks in its deck.", "Blog")
    assert abs(score("eleven cracks", a, krull, invented) - score("eleven cracks", a, krull)) <= LIMIT


def test_a_page_that_names_an_established_publisher_is_not_established_by_it() -> None:
    page = (
        f'<html><head><meta property="og:site_name" content="{ESTABLISHED[1]}"></head><body><article><p>{OTHER}</p></article></body></html>'
    )
    a = doc("a.txt", NEWS, ESTABLISHED[0])
    posed = score("eleven cracks", a, Received(document_name="b.html", content=page.encode()))
    assert posed - score("eleven cracks", a) <= LIMIT


@pytest.mark.promise(10)
def test_an_outlet_that_cites_another_is_no_second_origin() -> None:
    cited = doc("b.txt", f"The Orlesse Herald reported that {OTHER[0]}{OTHER[1:]}", ESTABLISHED[0])
    herald = doc("a.txt", NEWS, "Orlesse Herald")
    assert score("eleven cracks", herald, cited) == score("eleven cracks", herald)


@pytest.mark.promise(10)
def test_one_quotation_in_two_outlets_is_one_origin_to_its_last_sentence() -> None:
    said = "“The council has closed the north bridge. Engineers have counted eleven cracks in its deck,” Mayor Edda Krull said."
    one, two = doc("a.txt", f"{FILLER} {said}", ESTABLISHED[0]), doc("b.txt", f"{GARDEN} {said}", ESTABLISHED[1])
    assert score("eleven cracks", one, two) == score("eleven cracks", one)


@pytest.mark.promise(10)
@pytest.mark.parametrize("form", ["“{}”", "> {}"])
def test_a_text_put_into_quotation_marks_is_still_a_copy(form: str) -> None:
    a = doc("a.txt", NEWS, ESTABLISHED[0])
    assert score("eleven cracks", a, doc("b.txt", form.format(NEWS), ESTABLISHED[1])) <= score("eleven cracks", a) + LIMIT


def test_an_embedded_post_takes_no_standing_from_the_article_around_it() -> None:
    post = f"{OTHER} pic.twitter.com/aBcDeF123\n— Ferry Fan (@ferryfan) May 4, 2031\n"
    a = doc("a.txt", NEWS, ESTABLISHED[0])
    with_post = doc("b.txt", f"{FILLER}\n{OTHER}\n{post}{GARDEN}\n", ESTABLISHED[1])
    without = doc("b.txt", f"{FILLER}\n{OTHER}\n{GARDEN}\n", ESTABLISHED[1])
    assert score("eleven cracks", a, with_post) == score("eleven cracks", a, without) > score("eleven cracks", a)


@pytest.mark.promise(20)
def test_a_document_that_is_sent_twice_counts_once() -> None:
    a = doc("a.txt", NEWS, ESTABLISHED[0])
    assert judged(a, a) == judged(a)


@pytest.mark.promise(12)
def test_values_that_exclude_each_other_are_no_one_proposition() -> None:
    texts = [f"The firm Halden sent {n} workers to the north bridge of Ardle on Monday." for n in ("nearly 200", "180", "220")]
    tables = judged(*(doc(f"{i}.txt", text, ESTABLISHED[i]) for i, text in enumerate(texts)))
    assert all(link["proposition_id"] != link["other_proposition_id"] for link in tables["links"])
    assert claim(tables, "1.txt", "180")["contradictions"] >= 1


@pytest.mark.promise(12)
@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("GPT-6 will be released by OpenAI in March.", "GPT-5.6 will be released by OpenAI in March."),
        ("Ardle council discussed the merger with Tornby on Monday.", "Ardle council agreed to the merger with Tornby on Monday."),
        ("Edda Krull beat Olga Stamm in the mayoral election.", "Olga Stamm beat Edda Krull in the mayoral election."),
        ("Brent crude fell to 60 dollars a barrel on Monday.", "Brent crude rose to 60 dollars a barrel on Monday."),
        ("The minister was fired in Ardle over the dam.", "The minister resigned in Ardle over the dam."),
        ("The council of Ardle closed the bridge on Tuesday.", "The council of Ardle closed the bridge on Friday."),
        ("The council of Ardle may close the north bridge.", "The council of Ardle closed the north bridge."),
    ],
)
def test_what_differs_in_what_matters_is_not_the_same(a: str, b: str) -> None:
    assert compare(a, b).relation != "same"
    assert compare(b, a).relation == compare(a, b).relation
