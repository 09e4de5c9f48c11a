"""Sentences to claims: which sentences are claims, what they do, how firmly, and what is worth checking."""

from __future__ import annotations

import pytest

from scoring.model import Claim, Page, Passage, Section
from scoring.reading.claims import claims
from scoring.reading.kinds import is_finite
from scoring.words import words


def read(text: str, section: Section = "main", speaker: str | None = None) -> list[Claim]:
    return claims(Page(text=text, blocks=[]), [Passage(start=0, stop=len(text), section=section, because="", speaker=speaker)])


def only(text: str) -> Claim:
    (claim,) = read(text)
    return claim


def lines(text: str, section: Section = "comment", comments: tuple[int, ...] = (1, 1)) -> list[Claim]:
    """Claims of a text whose lines are one passage each."""
    passages, at = [], 0
    for line, comment in zip(text.split("\n"), comments, strict=True):
        passages.append(Passage(start=at, stop=at + len(line), section=section, because="", comment=comment))
        at += len(line) + 1
    return claims(Page(text=text, blocks=[]), passages)


def test_a_claim_is_the_sentence_as_worded() -> None:
    text = "The dam broke on Friday. Nobody was hurt."
    assert [claim.text for claim in read(text)] == ["The dam broke on Friday.", "Nobody was hurt."]
    assert all(claim.text == text[claim.start : claim.stop] for claim in read(text))


@pytest.mark.promise(6)
@pytest.mark.parametrize("section", ["heading", "boilerplate"])
def test_headings_and_boilerplate_are_no_claims(section: Section) -> None:
    assert read("The dam broke on Friday.", section) == []


@pytest.mark.parametrize("section", ["main", "transcript", "quote", "social", "comment"])
def test_every_other_section_gives_claims(section: Section) -> None:
    assert [claim.section for claim in read("The dam broke on Friday.", section)] == [section]


@pytest.mark.parametrize(
    "text",
    [
        "From the Harbour Courier:",
        "https://varn.example/a1",
        "pic.example/Xy1 https://t.example/z",
        "— Ada Roe (@adaroe) May 4, 2031",
        "* * *",
    ],
)
def test_what_only_points_is_no_claim(text: str) -> None:
    assert read(text) == []


def test_a_lead_in_that_states_something_stays_a_claim() -> None:
    assert [claim.text for claim in read("The ministry has not yet signed the treaty:")] == ["The ministry has not yet signed the treaty:"]


def test_a_comment_that_runs_on_over_the_end_of_a_line_is_one_sentence() -> None:
    assert [claim.text for claim in lines("So they closed the\nHarbour for a week.")] == ["So they closed the\nHarbour for a week."]
    assert [claim.text for claim in lines("The port was shut\nand nobody said why.")] == ["The port was shut\nand nobody said why."]


def test_lines_of_two_comments_are_never_joined() -> None:
    assert len(lines("The port was shut\nand nobody said why.", comments=(1, 2))) == 2


def test_lines_of_the_main_text_are_never_joined() -> None:
    assert len(lines("The port was shut\nand nobody said why.", section="main")) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The council closed the harbour on Friday.", "fact"),
        ("The council will close the harbour on Friday.", "prediction"),
        ("The ministers are going to meet in Varn.", "prediction"),
        ("Roe said the blockade would ruin the port.", "prediction"),
        ("The plan is a ludicrous farce.", "opinion"),
        ("We should reopen the harbour at once.", "opinion"),
        ("Who closed the harbour?", "question"),
        ("One has to wonder who closed the harbour.", "question"),
        ("See the harbour office for the full list.", "directive"),
        ("Same old story.", "fragment"),
        ("Excellent write up.", "fragment"),
    ],
)
def test_what_a_sentence_does(text: str, kind: str) -> None:
    assert only(text).kind == kind


@pytest.mark.parametrize("text", ["Recall that the council closed the port in 2029.", "Note that the council closed the port in 2029."])
def test_a_reminder_states_what_it_reminds_of(text: str) -> None:
    assert only(text).kind == "fact"
    assert only(text).checkable


@pytest.mark.parametrize(
    "text",
    [
        "The council closed the harbour on 4 March 2031.",
        "Roe said the treaty was dead.",
        "The ministers will meet in Varn on Friday.",
        "Exports fell by 12 percent last year.",
    ],
)
def test_what_could_be_verified_is_checkable(text: str) -> None:
    assert only(text).checkable


@pytest.mark.parametrize(
    "text",
    [
        "Who closed the harbour?",
        "Please read the whole report.",
        "Same old story.",
        "I think we should all be kinder to each other.",
        "What a wonderful, brave decision this is.",
    ],
)
def test_questions_advice_fragments_and_values_are_not_checkable(text: str) -> None:
    assert not only(text).checkable


@pytest.mark.promise(2)
def test_a_flat_fact_is_firmer_than_a_hedged_one_and_that_than_a_question() -> None:
    flat, hedged, asked = only("The mill closed."), only("The mill may have closed."), only("Has the mill closed?")
    assert flat.certainty == 0.95
    assert flat.certainty > hedged.certainty > asked.certainty == 0.1


@pytest.mark.parametrize(
    ("hedged", "plain"),
    [
        ("The mill probably closed in March.", "The mill closed in March."),
        ("The mill reportedly closed in March.", "The mill closed in March."),
        ("The mill may perhaps close in March.", "The mill may close in March."),
        ("The mill, which could burn, stands in Varn.", "The mill, which burns, stands in Varn."),
        ("If it rains, the mill closes.", "The mill closes."),
    ],
)
def test_removing_a_hedge_raises_certainty(hedged: str, plain: str) -> None:
    assert only(hedged).certainty < only(plain).certainty


def test_an_approximator_a_booster_and_a_negation_take_nothing_away() -> None:
    assert only("About 200 mills closed.").certainty == 0.95
    assert only("The mill in Tarn certainly closed in 1904.").certainty == 0.95
    assert only("The mill did not close.").certainty == 0.95


def test_a_condition_lowers_certainty_less_than_a_doubt() -> None:
    assert only("If it rains, the mill closes.").certainty > only("It is unclear why the mill closed.").certainty


def test_a_hedge_in_an_aside_counts_less_than_one_on_the_whole() -> None:
    assert only("The mill closed in March, which may be final.").certainty > only("The mill may close in March.").certainty


def test_a_named_source_is_firmer_than_an_unnamed_one() -> None:
    named, unnamed = only("Ada Roe said the mill closed in March."), only("An official said the mill closed in March.")
    assert 0.95 > named.certainty > unnamed.certainty


@pytest.mark.promise(2)
def test_a_hedge_in_what_somebody_said_is_the_speakers() -> None:
    (cue,) = [mention for mention in only("Ada Roe said the mill may close.").mentions if mention.cue == "may"]
    assert cue.holder == "speaker"


@pytest.mark.promise(2)
def test_a_hedge_around_what_somebody_said_is_the_authors() -> None:
    (cue,) = [mention for mention in only("Perhaps Ada Roe said the mill was closed.").mentions if mention.kind == "epistemic"]
    assert cue.holder == "author"


def test_in_a_transcript_with_a_speaker_every_hedge_is_the_speakers() -> None:
    assert [mention.holder for mention in read("The mill may close.", "transcript", "Ada Roe")[0].mentions] == ["speaker"]
    assert [mention.holder for mention in read("The mill may close.", "transcript")[0].mentions] == ["author"]


def test_figures_are_worth_more_checking_than_thanks() -> None:
    figures = only("Unemployment rose from 4 to 7 percent under the last government.")
    thanks = only("I want to thank you all for being here tonight.")
    assert figures.check_worthiness > 0.5 > thanks.check_worthiness


def test_check_worthiness_and_certainty_stay_between_0_and_1() -> None:
    for text in ("5 " * 3_000 + "mills closed.", "Perhaps " * 500 + "it may close.", "Is it?", "No."):
        for claim in read(text):
            assert 0 <= claim.check_worthiness <= 1
            assert 0 <= claim.certainty <= 1


def test_reading_twice_gives_the_same_claims() -> None:
    text = "The mill may close on 4 March, Roe said. Some experts doubt it. Why?"
    assert read(text) == read(text)


@pytest.mark.parametrize("sentence", ["The deck dates from 1988.", "The bridge reopens in June.", "A tunnel links the two shores."])
def test_a_verb_that_no_list_knows_still_makes_a_sentence(sentence: str) -> None:
    assert is_finite(words(sentence))


@pytest.mark.parametrize("line", ["Same vibes here.", "Excellent write up.", "Bridge repairs in June", "Great pictures of the harbour."])
def test_a_line_without_a_verb_is_a_fragment(line: str) -> None:
    assert not is_finite(words(line))


def test_lines_that_only_name_who_wrote_a_comment_are_no_claims() -> None:
    page = Page(text="Posted by Ann on May 3.\nThe mill is shut.", blocks=[])
    passages = [
        Passage(start=0, stop=23, section="comment", because="", comment=1, byline=True),
        Passage(start=24, stop=41, section="comment", because="", comment=1),
    ]
    assert [claim.text for claim in claims(page, passages)] == ["The mill is shut."]
