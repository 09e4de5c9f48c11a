"""Attribution: who says what, in whose words, and how deep."""

from __future__ import annotations

import pytest

from scoring.batch import observe
from scoring.files import seed
from scoring.model import Attribution, Passage, Received
from scoring.reading.attribution import attributions
from scoring.reading.sentences import Sentence, sentences
from scoring.reading.speakers import implied
from tests.growth import grows_no_faster_than_the_text


def read(text: str, **passage: object) -> list[list[Attribution]]:
    """Attributions of each sentence, each line of the text a passage of main text unless told otherwise."""
    passages, split, at = [], [], 0
    for line in text.split("\n"):
        fields: dict[str, object] = {"section": "main", "because": "", **passage}
        passages.append(Passage(start=at, stop=at + len(line), **fields))  # type: ignore[arg-type]
        split += [Sentence(a, b, len(passages) - 1) for a, b in sentences(text, at, at + len(line))]
        at += len(line) + 1
    return attributions(text, passages, split)


def explicit(text: str, **passage: object) -> list[tuple[int, str, str]]:
    """(depth, source, content) of all that the words themselves attribute."""
    found = [link for links in read(text, **passage) for link in links if not link.implicit]
    return [(link.depth, link.source, " / ".join(text[a:b] for a, b in link.content)) for link in found]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("“It rains,” Ann Roe said.", "Ann Roe", "“It rains,”"),
        ('"It rains," said Ann Roe, a farmer.', "Ann Roe", '"It rains,"'),
        ("''It rains,'' said Ann Roe.", "Ann Roe", "''It rains,''"),
        ("Ann Roe said: “It rains a lot.”", "Ann Roe", "“It rains a lot.”"),
        ("“We know,” Ann Roe said, “that it works.”", "Ann Roe", "“We know,” / “that it works.”"),
        ("As Ann Roe noted, “the old bridge is closed.”", "Ann Roe", "“the old bridge is closed.”"),
        ("Ann Roe said that the bridge was closed.", "Ann Roe", "that the bridge was closed"),
        ("Ann Roe said the bridge was closed.", "Ann Roe", "the bridge was closed"),
        ("The bridge was closed, Ann Roe said on Friday.", "Ann Roe", "The bridge was closed"),
        ("The bridge, Ann Roe said, will be closed.", "Ann Roe", "The bridge / will be closed"),
        ("Ann Roe told reporters on Friday that the bridge was closed.", "Ann Roe", "that the bridge was closed"),
        ("Ann Roe told reporters the bridge was closed.", "Ann Roe", "the bridge was closed"),
        ("Ann Roe called the plan “a trap.”", "Ann Roe", "the plan “a trap.”"),
        ("According to Ann Roe, the bridge was closed.", "Ann Roe", "the bridge was closed"),
        ("The bridge was closed, according to Ann Roe.", "Ann Roe", "The bridge was closed"),
        ("In a statement, the Health Ministry said it had no comment.", "Health Ministry", "it had no comment"),
        ("Dan Roe, a former official at the ministry, said the plan was dead.", "Dan Roe", "the plan was dead"),
        ("Dan Roe, who ran the port, said the plan was dead.", "Dan Roe", "the plan was dead"),
        ("The minister, Ann Roe, denied the report.", "Ann Roe", "the report"),
        ("Ann Roe believes the vote will be held.", "Ann Roe", "the vote will be held"),
        ("The deal, described by Bob Lee as “a wreck,” was signed.", "Bob Lee", "as “a wreck,”"),
        ("In Oslo Bob Lee repeated Ann Roe’s claim that fish can fly.", "Ann Roe", "that fish can fly"),
        ("From Beijing’s perspective, the deal is a trap.", "China (government)", "the deal is a trap"),
        ("The view in Moscow is that the talks may fail.", "Kremlin", "that the talks may fail"),
        ("It is understood that the mayor will resign.", "unspecified", "that the mayor will resign"),
        ("Ann Roe said if it rained, the match would end.", "Ann Roe", "if it rained, the match would end"),
        ("Ann Roe said there were “too many” boats.", "Ann Roe", "there were “too many” boats"),
        ("Ann Roe said, while visiting the port, that it rained.", "Ann Roe", "that it rained"),
        ("On the show “Rain or Shine,” Ann Roe said the summer was wet.", "Ann Roe", "the summer was wet"),
        ("Ann Roe said the plan, which has few friends, is over.", "Ann Roe", "the plan, which has few friends, is over"),
        ("Ann Roe was asked by Bob Lee whether it rained.", "Bob Lee", "whether it rained"),
        ("Ann Roe appeared to suggest that it rained.", "Ann Roe", "that it rained"),
        ("Ann Roe wants to close the bridge.", "Ann Roe", "to close the bridge"),
        ("Ann Roe made the case that rain is wet.", "Ann Roe", "that rain is wet"),
        ("Norway issued a long and angry denial.", "Norway (government)", "a long and angry denial"),
        ("Bob Lee heard Ann Roe’s recent assertion that fish can fly.", "Ann Roe", "that fish can fly"),
        ("The survey showed that the bridge was closed.", "survey", "that the bridge was closed"),
        ("The bridge was closed, sources said.", "sources (unspecified)", "The bridge was closed"),
        ("Cory Roe, 22, of Lund, Mich., said it rained.", "Cory Roe", "it rained"),
        ("Bob Roe, a founder of the club, whose roots are here, said it rained.", "Bob Roe", "it rained"),
        ("Marcel Roe, the hacker known as “Rex,” stated that it rained.", "Marcel Roe", "that it rained"),
        (
            "BRIDGES FALL - Ann Roe: “The bridge was in a bad state, and nobody cared.”",
            "Ann Roe",
            "“The bridge was in a bad state, and nobody cared.”",
        ),
        ("Ann Roe shook her head, “Nobody asked me what I wanted.”", "Ann Roe", "“Nobody asked me what I wanted.”"),
    ],
)
def test_a_source_is_found_with_its_content(text: str, source: str, content: str) -> None:
    assert (1, source, content) in explicit(text)


def test_spans_cover_the_words_that_name_source_and_cue() -> None:
    text = "The bridge was closed, Ann Roe said on Friday."
    ((link,),) = read(text)
    assert text[link.source_start : link.source_stop] == "Ann Roe"
    assert text[link.cue_start : link.cue_stop] == "said"
    assert link.source_kind == "named person"
    assert not link.direct


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Two Norwegian officials said the ship sank.", "Norwegian officials (unnamed)", "unnamed official"),
        ("A Kremlin aide said the ship sank.", "Kremlin aide (unnamed)", "unnamed official"),
        ("Many of the military experts said the ship sank.", "military experts (unspecified)", "unspecified"),
        ("Analysts point out that the ship sank.", "Analysts (unspecified)", "unspecified"),
        ("Reuters reported that the ship sank.", "Reuters", "medium"),
        ("The Kremlin said that the ship sank.", "Kremlin", "named organisation"),
        ("Norway said that the ship sank.", "Norway (government)", "named organisation"),
        ("The Harbour Ministry said that the ship sank.", "Harbour Ministry", "named organisation"),
        ("According to a port survey, the ship sank.", "port survey", "document"),
    ],
)
def test_sources_are_named_and_graded(text: str, source: str, kind: str) -> None:
    link = read(text)[0][0]
    assert (link.source, link.source_kind) == (source, kind)


def test_a_quotation_over_several_sentences_is_given_once_where_it_begins() -> None:
    text = "“The bridge fell. Nobody was hurt,” Ann Roe said. “We were lucky,” she added. “Very lucky.”"
    links = read(text)
    assert [[(link.source, [text[a:b] for a, b in link.content]) for link in each] for each in links] == [
        [("Ann Roe", ["“The bridge fell. Nobody was hurt,”"])],
        [],
        [("Ann Roe", ["“We were lucky,”", "“Very lucky.”"])],
        [],
    ]


def test_a_question_in_quotation_marks_is_its_askers() -> None:
    assert explicit("“Is the bridge safe?” Ann Roe asked.") == [(1, "Ann Roe", "“Is the bridge safe?”")]


def test_a_last_name_and_a_pronoun_stand_for_the_person_named_in_full() -> None:
    text = "Mayor Ann Roe came. “It rains,” Roe said. “It pours,” she added."
    assert [source for _, source, _ in explicit(text)] == ["Ann Roe", "Ann Roe"]


def test_a_role_stands_for_the_person_introduced_with_it() -> None:
    text = "Kremlin spokesman Ivan Roe met reporters. “We wait,” the Kremlin official noted."
    assert explicit(text) == [(1, "Ivan Roe", "“We wait,”")]


def test_chains_run_from_the_outermost_source_inwards() -> None:
    assert explicit("Officials say Ann Roe told them the bridge was closed.") == [
        (1, "Officials (unnamed)", "Ann Roe told them the bridge was closed"),
        (2, "Ann Roe", "the bridge was closed"),
    ]
    assert [(d, s) for d, s, _ in explicit("TASS quoted Ivan Roe as saying that the bridge was closed.")] == [(1, "TASS"), (2, "Ivan Roe")]
    assert [(d, s) for d, s, _ in explicit("A palace aide indicated that Ann Roe praised the baker.")] == [
        (1, "palace aide (unnamed)"),
        (2, "Ann Roe"),
    ]


def test_a_quoted_speaker_may_quote_others() -> None:
    text = "“The bridge fell. The Health Ministry said that nobody was hurt,” Ann Roe said."
    assert explicit(text) == [
        (1, "Ann Roe", "“The bridge fell. The Health Ministry said that nobody was hurt,”"),
        (2, "Health Ministry", "that nobody was hurt"),
    ]


def test_hearsay_puts_an_unspecified_source_in_front() -> None:
    assert [(d, s) for d, s, _ in explicit("Ann Roe reportedly said that the bridge was closed.")] == [(1, "unspecified"), (2, "Ann Roe")]
    assert [(d, s) for d, s, _ in explicit("The bridge is closed, Ann Roe is said to have warned.")] == [(1, "unspecified"), (2, "Ann Roe")]


def test_a_sentence_that_ends_in_a_colon_is_the_source_of_what_it_leads_in() -> None:
    text = "Bob Lee left.\n\nAnn Roe wrote:\n\n“The bridge fell. Nobody cared.\n\n“It was old.”\n\nIt rained."
    claims = observe(Received(document_name="a.txt", content=text.encode())).claims
    [lead_in] = [claim for claim in claims if claim.text == "Ann Roe wrote:"]
    assert [(link.source, [text[a:b] for a, b in link.content]) for link in lead_in.attributions] == [
        ("Ann Roe", ["“The bridge fell. Nobody cared.", "“It was old.”"])
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("“It rains,” said Ann Roe, a farmer from Lund.", "Ann Roe, a farmer from Lund"),
        ("Ann Roe, a farmer, said it rained.", "Ann Roe, a farmer"),
        ("Here is Ann Roe, who said it rained.", "Ann Roe, who"),
    ],
)
def test_the_words_for_a_source_hold_what_is_said_of_it(text: str, named: str) -> None:
    [link] = [link for links in read(text) for link in links]
    assert (link.source, text[link.source_start : link.source_stop]) == ("Ann Roe", named)


def test_one_body_with_and_in_its_name_is_one_source() -> None:
    assert [s for _, s, _ in explicit("The Harbour and Fisheries Office said it rained.")] == ["Harbour and Fisheries Office"]


def test_coordinated_sources_stand_side_by_side() -> None:
    assert [(d, s) for d, s, _ in explicit("Ann Roe and Bob Lee said the vote was fair.")] == [(1, "Ann Roe"), (1, "Bob Lee")]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Roe agreed to meet him.",
        "Ann Roe welcomed the deal.",
        "The two states ruled out a war.",
        "The talks in the United States failed.",
        "I think the bridge is safe.",
        "The road suggests that the town was rich.",
        "Both reports and claims were filed.",
        "It should be noted that the road was dry.",
        "The mayor broke many promises made to voters.",
        "They watched “How the Baker Stole the Village Bread” together.",
    ],
)
def test_acts_and_the_authors_own_thoughts_are_no_attributions(text: str) -> None:
    assert explicit(text) == []


def test_our_president_in_a_transcript_is_the_president_of_the_speakers_country() -> None:
    text = "Finnish President Ann Lee and Norwegian President Ivan Roe met Finnish envoy Kim Poe. Our President said the ferry will sail."
    assert explicit(text, section="transcript", speaker="Kim Poe") == [(2, "Ann Lee", "the ferry will sail")]
    assert explicit(text) == [(1, "Ivan Roe", "the ferry will sail")]


def test_a_passage_with_a_speaker_implies_him_for_every_sentence() -> None:
    links = read("We met. Bob Lee said the plan works.", section="transcript", speaker="Ann Roe")
    assert [[(a.depth, a.source, a.implicit) for a in each] for each in links] == [
        [(1, "Ann Roe", True)],
        [(1, "Ann Roe", True), (2, "Bob Lee", False)],
    ]
    assert links[0][0].source_start is None
    assert links[0][0].cue_start is None


@pytest.mark.parametrize(
    ("section", "speaker", "source", "kind"),
    [
        ("comment", None, "Commenter 4 (unnamed)", "commenter"),
        ("comment", "birdwatcher", "birdwatcher", "commenter"),
        ("social", "Larry (@larrythelark)", "Larry (@larrythelark)", "commenter"),
        ("social", "Maine (@mainebirds)", "Maine (@mainebirds)", "commenter"),
        ("social", "Donald J. Trump (@realDonaldTrump)", "Donald Trump", "named person"),
        ("quote", "BBC News", "BBC", "medium"),
        ("quote", "Russian Foreign Ministry", "Russian Foreign Ministry", "named organisation"),
        ("quote", None, "unspecified", "unspecified"),
        ("transcript", "Yuri Ushakov", "Yury Ushakov", "named person"),
    ],
)
def test_the_place_of_words_tells_their_source(section: str, speaker: str | None, source: str, kind: str) -> None:
    passage = Passage(start=0, stop=9, section=section, because="", comment=4, speaker=speaker)  # type: ignore[arg-type]
    assert implied(passage) == (source, kind)


def test_main_text_implies_no_source() -> None:
    assert implied(Passage(start=0, stop=9, section="main", because="", speaker=None)) is None


def test_every_row_of_the_seeds_can_be_used() -> None:
    takes = {"quote", "that", "bare", "hearer", "object", "as", "naming", "to", "for", "on", "about", "of", "against", "at", "in"}
    for row in seed("reporting_verbs"):
        assert row["mode"] in ("speech", "belief", "text"), row
        assert row["subject"] in ("any", "voice"), row
        assert set(row["takes"].split()) <= takes, row
    kinds = {"document", "named organisation", "medium", "unnamed official", "unspecified"}
    assert {row["source_kind"] for row in seed("source_kinds")} <= kinds


@pytest.mark.parametrize(
    "piece",
    [
        "“A,” he said. ",
        "“",
        "said ",
        "Roe said and ",
        "“a, ",
        "the president said that Roe, who ",
        "’’ ''",
        "of Roe’s claim in ",
        "(, ",
        "X\n",
    ],
)
def test_hostile_text_grows_no_faster_than_the_text(piece: str) -> None:
    assert grows_no_faster_than_the_text(read, piece, 4_000)


def test_he_and_she_are_told_apart_by_given_names_and_titles() -> None:
    text = "Susan Roe met Bob Lee. He said that it rained. She said that it poured."
    assert [source for _, source, _ in explicit(text)] == ["Bob Lee", "Susan Roe"]
    text = "Mr. Chen Wu met Mrs. Lin Bao. She said that it poured."
    assert [source for _, source, _ in explicit(text)] == ["Lin Bao"]


def test_what_was_not_said_is_not_attributed() -> None:
    assert explicit("Ann Roe did not say that the bridge was closed.") == []
    assert explicit("Ann Roe never claimed that the bridge was closed.") == []


def test_a_name_with_of_is_what_its_first_noun_says() -> None:
    sentence = "The Ministry of Transport said the bridge was closed."
    [found] = attributions(sentence, [Passage(start=0, stop=len(sentence), section="main", because="")], [Sentence(0, len(sentence), 0)])[0]
    assert (found.source, found.source_kind) == ("Ministry of Transport", "named organisation")


def test_when_a_report_was_given_out_is_no_part_of_its_name() -> None:
    assert [source for _, source, _ in explicit("An audit report released last year found that the port lost money.")] == ["audit report"]
