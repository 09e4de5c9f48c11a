"""Hedges and their kin: which words are cues, and which only look like them."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from scoring.files import seed
from scoring.model import Mention, MentionKind
from scoring.reading.cues import mentions
from scoring.words import words
from tests.growth import grows_no_faster_than_the_text


def found(text: str, spoken: list[tuple[int, int]] | None = None) -> list[Mention]:
    return mentions(text, words(text), spoken or [])


def cues(text: str, *kinds: str) -> list[str]:
    return [mention.cue for mention in found(text) if not kinds or mention.kind in kinds]


@pytest.mark.parametrize(
    ("text", "kind", "cue"),
    [
        ("The dam may burst this winter.", "epistemic", "may"),
        ("Grain prices could be higher by spring.", "epistemic", "could"),
        ("The harbour seems empty.", "epistemic", "seems"),
        ("The letter suggests that both mayors knew.", "epistemic", "suggests"),
        ("I think the ferry is late.", "epistemic", "think"),
        ("The council is expected to vote.", "doxastic", "expected"),
        ("The clerk allegedly kept the money.", "doxastic", "allegedly"),
        ("Miners believe the seam is empty.", "doxastic", "believe"),
        ("If the lock fails, the lower town floods.", "conditional", "if"),
        ("Ships will sail unless the strike goes on.", "conditional", "unless"),
        ("Judges will decide whether the permit was valid.", "investigation", "whether"),
        ("Who pays remains to be seen.", "investigation", "remains to be seen"),
        ("The cause of the fire is still unclear.", "doubt", "unclear"),
        ("I am not sure the bridge will hold.", "doubt", "i am not sure"),
        ("One has to wonder who signed it.", "question", "one has to wonder"),
        ("Some experts call the dam unsafe.", "weasel", "some experts"),
        ("Observers say the vote was fair.", "weasel", "observers"),
        ("The mayor reportedly left at noon.", "evidential", "reportedly"),
        ("The abbot is said to own three mills.", "evidential", "is said to"),
        ("The treaty runs to nearly 300 pages.", "approximator", "nearly"),
        ("The road is largely finished.", "approximator", "largely"),
        ("The pumps certainly failed.", "booster", "certainly"),
        ("The council did not vote.", "negation", "not"),
        ("It looks like they left in a hurry.", "epistemic", "looks like"),
        ("I felt like we had been here before.", "epistemic", "felt like"),
        ("I don't think the sluice holds.", "epistemic", "think"),
        ("The chapel is thought by many to be older.", "doxastic", "thought"),
        ("The idea that the dam leaks is old.", "doxastic", "idea"),
        ("The count has been questioned.", "investigation", "questioned"),
        ("Several abbots quarrelled over the weir.", "weasel", "several"),
    ],
)
def test_each_kind_of_cue_is_found(text: str, kind: str, cue: str) -> None:
    assert cue in cues(text, kind)


@pytest.mark.parametrize(
    ("text", "not_a_hedge"),
    [
        ("The treaty was signed on 4 May in Varn.", "may"),
        ("In May the ferries stop.", "may"),
        ("Visitors may not enter the turbine hall.", "may"),
        ("The crew could not open the sluice.", "could"),
        ("They could see the lights of the harbour.", "could"),
        ("The envoy said that talks would resume.", "would"),
        ("Nothing in the ledger suggested fraud.", "suggested"),
        ("The office gave no suggestion that it would pay.", "suggestion"),
        ("If you look at the map, the border follows the river.", "if"),
        ("He walked on as if nothing had happened.", "if"),
        ("The minister said the port was open.", "said"),
        ("She has appeared in three plays.", "appeared"),
        ("The shed looks like an old mill.", "looks like"),
        ("In my opinion the bridge is ugly.", "in my opinion"),
        ("Expect a long queue at the ferry.", "expect"),
        ("As you can see, the quay is dry.", "can"),
        ("Players may draw two cards.", "may"),
        ("The tallest possible mast is forty metres.", "nothing"),
    ],
)
def test_look_alikes_are_no_hedges(text: str, not_a_hedge: str) -> None:
    hedging = ("epistemic", "doxastic", "conditional", "investigation", "doubt", "evidential")
    assert not_a_hedge not in cues(text, *hedging)


@pytest.mark.parametrize(
    ("talk", "report", "cue"),
    [
        ("You can take the late ferry!", "The turbine can run at half load.", "can"),
        ("I really loved the soup or the bread.", "The weir, or overfall, was built of oak.", "or"),
        ("You should bring your own towels.", "The council said the mayor should resign.", "should"),
        ("You must try the eels, they are great.", "The clerk must sign the register.", "must"),
        ("I wish I could stay here for another week.", "The crew could not open the sluice.", "could"),
        ("Honestly, the towels could've been cleaner.", "The towels were sold in the spring of 1904.", "could've"),
        ("My husband would love it, if not the price.", "The mill ground little, if any, rye.", "if not"),
    ],
)
def test_what_one_may_do_or_choose_is_left_open_where_a_sentence_talks_and_not_where_it_reports(talk: str, report: str, cue: str) -> None:
    assert cue in cues(talk, "conditional")
    assert cue not in cues(report, "conditional")


def test_what_one_may_do_or_choose_takes_no_certainty_away() -> None:
    assert {mention.certainty for mention in found("You can rent a boat or a bike and it is great fun!")} == {1.0}


def test_short_and_plain_words_alone_are_no_talk() -> None:
    assert cues("Ships can land or turn.", "conditional") == []
    assert cues("Ships can land or turn, it's fine.", "conditional") == ["can", "or"]


def test_what_could_not_be_done_is_denied_and_left_open_where_a_sentence_talks() -> None:
    assert cues("I could not open the window!", "conditional", "negation") == ["could", "not"]


def test_not_knowing_why_is_no_doubt_that_it_is_so() -> None:
    assert cues("I don't know why the lock was shut.", "doubt") == []
    assert cues("I don't know that the lock was shut.", "doubt") == ["i don't know"]


def test_a_word_of_likelihood_carries_the_range_of_icd_203() -> None:
    ranges = {"almost no chance": (0.01, 0.05), "unlikely": (0.2, 0.45), "likely": (0.55, 0.8), "very likely": (0.8, 0.95)}
    said = {word: found(f"A flood is {word} this year.")[0] for word in ranges if "chance" not in word}
    said["almost no chance"] = found("There is almost no chance of a flood.")[0]
    assert {word: (mention.low, mention.high) for word, mention in said.items()} == ranges


@pytest.mark.parametrize("text", ["Rain is more likely than hail.", "The mill may close.", "It seems late."])
def test_other_cues_and_comparisons_carry_no_range(text: str) -> None:
    assert [(mention.low, mention.high) for mention in found(text) if mention.kind == "epistemic"] == [(None, None)]


def test_every_range_of_likelihood_lies_within_0_and_1() -> None:
    rows = [(float(row["low"]), float(row["high"])) for row in seed("verbal_probabilities")]
    assert [(low, high) for low, high in rows if not 0 <= low < high <= 1] == []


def test_about_is_an_approximator_only_before_a_number() -> None:
    assert cues("About 40 boats sank.", "approximator") == ["about"]
    assert cues("The talks were about boats.", "approximator") == []


def test_unlikely_is_not_read_as_likely() -> None:
    assert cues("A settlement is unlikely.", "epistemic") == ["unlikely"]


def test_only_if_and_even_if_are_conditions() -> None:
    assert cues("The loan is paid only if the mill reopens.", "conditional") == ["if"]
    assert cues("Even if the mill reopens, the loan is lost.", "conditional") == ["if"]


def test_an_approximator_is_not_a_doubt() -> None:
    assert {mention.certainty for mention in found("Nearly 200 of about 900 boats sank.")} == {1.0}


def test_the_question_mark_is_the_span_of_a_question() -> None:
    text = "Who opened the sluice? "
    (mark,) = found(text)
    assert (text[mark.start : mark.stop], mark.kind) == ("?", "question")


def test_a_question_mark_behind_a_closing_quote_is_found_and_one_in_an_address_is_not() -> None:
    assert cues("“Who opened it?”", "question") == ["?"]
    assert cues("The list is at varn.example/search?q=dam today.", "question") == []


def test_the_longest_cue_wins() -> None:
    assert cues("The pump will almost certainly fail.", "epistemic", "booster", "approximator") == ["almost certainly"]


def test_punctuation_between_its_words_breaks_a_cue() -> None:
    assert "as if" not in cues("He came as, if the list is right, the last guest.")
    assert cues("He came as, if the list is right, the last guest.", "conditional") == ["if"]


def test_curly_and_straight_apostrophes_read_alike() -> None:
    assert cues("I don’t know who paid.", "doubt") == cues("I don't know who paid.", "doubt") != []


def test_a_cue_inside_a_spoken_span_is_the_speakers() -> None:
    text = "Lee said the dam may burst, which seems odd."
    spoken = [(text.index("the dam"), text.index(", which"))]
    assert [(mention.cue, mention.holder) for mention in found(text, spoken)] == [("may", "speaker"), ("seems", "author")]


def test_mentions_come_in_reading_order_without_overlap() -> None:
    here = found("Perhaps the mayor, who reportedly may leave, could be replaced if critics say so?")
    assert all(left.stop <= right.start for left, right in pairwise(here))
    assert len(here) >= 6


def test_every_row_of_the_lexicon_has_a_known_kind_and_a_certainty() -> None:
    kinds = {*get_args(MentionKind), ""}
    assert [row for row in seed("cues") if row["kind"] not in kinds or not 0 <= float(row["certainty"]) <= 1] == []


def test_a_question_mark_behind_the_end_of_a_sentence_is_not_its_own() -> None:
    text = "About 200 people left. ?"
    assert [mention.cue for mention in mentions(text, words(text), [], text.index(".") + 1)] == ["about"]


def test_no_row_of_the_lexicon_stands_twice() -> None:
    rows = [tuple(row.values()) for row in seed("cues")]
    assert len(rows) == len(set(rows))


def test_what_cues_cost_grows_no_faster_than_the_text() -> None:
    piece = "may or may or if as some of the it is said to ? "
    assert grows_no_faster_than_the_text(lambda text: mentions(text, words(text), []), piece, 8_000)
