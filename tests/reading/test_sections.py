"""What sections promise: who speaks in each passage, and the cue that says so."""

from __future__ import annotations

import pytest

from scoring.model import Passage
from scoring.reading.parsers import markdown, text
from scoring.reading.sections import sections

NEWS = """\
Council votes to close three schools

BRENNA — The town council voted on Tuesday to close three primary schools, saying that the number of pupils had fallen by 40 percent.

“Nobody likes this,” council leader Tom Vey said. “But we cannot heat empty rooms.”

Parents who had gathered outside the town hall said they would challenge the decision in court.

Vey said the first school would close in August.
"""

READERS = """\
About time. My kids' school has had six empty rooms for years and we all paid for it.

So the kids will sit on a bus for an hour every day? Great plan, geniuses.

Vey promised in 2027 not to close any school. I was at that meeting.

@busdriver no, the bus takes 25 minutes. I drive it.

lol
"""

READOUT = """\
The two leaders talked about the harbour, and little came of it in the end. See what the negotiator has to say below:

The fee was discussed at length, and both sides took note of the other's view.

____

From the government's website, remarks by Chief Negotiator Joren Akst:

Chief Negotiator Joren Akst: Good evening.

The fee was discussed at length, and both sides took note of the other's view.

Thank you for your attention.
"""


def read(source: str) -> list[tuple[str, Passage]]:
    page = text.parse(source)
    return [(page.text[passage.start : passage.stop], passage) for passage in sections(page)]


def kinds(source: str) -> list[str]:
    return [passage.section for _, passage in read(source)]


def passage(source: str, opening: str) -> Passage:
    return next(passage for words, passage in read(source) if words.startswith(opening))


def test_every_block_becomes_one_passage_with_a_reason():
    page = text.parse(NEWS)
    passages = sections(page)
    assert [(p.start, p.stop) for p in passages] == [(b.start, b.stop) for b in page.blocks]
    assert all(p.because for p in passages)


def test_a_news_report_is_main_text_under_a_heading():
    assert kinds(NEWS) == ["heading", "main", "main", "main", "main"]


def test_readers_are_told_from_the_report_without_any_marker():
    assert kinds(NEWS + "\n" + READERS) == ["heading", *["main"] * 4, *["comment"] * 5]
    assert passage(NEWS + "\n" + READERS, "lol").because.startswith("change of voice from here: ")


def test_a_blog_in_the_first_person_has_no_comments_of_its_own():
    blog = """\
My week with the new stove

I finally bought the thing. You know the one I mean, I have been going on about it since March.

So here is what I learned. It is heavy. My brother and I could hardly get it up the stairs!

I baked bread on Monday and it came out like a brick. On Tuesday I read the manual (lol) and tried again.

What would I do differently? I would have measured the door. If you are buying one, measure the door.

Thanks for reading, and see you next week!
"""
    assert "comment" not in kinds(blog)


@pytest.mark.promise(6)
@pytest.mark.parametrize("marker", ["Comments", "12 Comments", "3 Responses to “Council votes”", "Comments (5)", "Reader comments"])
def test_what_stands_under_a_line_that_announces_comments_is_comment(marker):
    found = read(f"{NEWS}\n{marker}\n\nThe council is right.\n\nIt is not.")
    assert [p.section for _, p in found[-3:]] == ["boilerplate", "comment", "comment"]
    assert marker[:40] in found[-1][1].because


def test_a_count_of_comments_under_the_title_opens_none():
    assert "comment" not in kinds(NEWS.replace("schools\n\n", "schools\n\n12 Comments\n\n", 1))


@pytest.mark.parametrize(
    "lines",
    [
        ["Ann B. says:", "The council is right.", "Tom says:", "It is not."],
        ["Ann B.", "May 3, 2031 at 9:14 am", "The council is right.", "Tom", "May 3, 2031 at 10:02 am", "It is not."],
        ["The council is right.", "Posted by: Ann | May 3, 2031 at 9:14 AM", "It is not.", "Posted by: Tom | May 3, 2031 at 9:20 AM"],
        ["Ann, 2 hours ago", "The council is right.", "Tom, 1 hour ago", "It is not."],
    ],
)
def test_lines_that_name_a_writer_and_a_time_part_the_comments(lines):
    found = read(NEWS + "\n" + "\n\n".join(lines))[5:]
    assert {p.section for _, p in found} == {"comment"}
    numbers = {words: p.comment for words, p in found}
    assert (numbers["The council is right."], numbers["It is not."]) == (1, 2)
    assert {words: p.speaker for words, p in found}["It is not."] == "Tom"


def test_the_line_that_names_the_reports_own_author_and_date_opens_no_comments():
    byline = "Ann Roe\n\nMay 4, 2031 at 9:14 am\n\n"
    assert "comment" not in kinds(NEWS.replace("schools\n\n", "schools\n\n" + byline, 1))


def test_comments_end_where_markdown_opens_a_section_of_the_same_rank():
    page = markdown.parse(
        f"# Schools\n\n{NEWS}\n\n## Comments\n\n### Ann\n\nThe council is right.\n\n## About\n\nThis paper is run by volunteers."
    )
    found = {page.text[p.start : p.stop]: p.section for p in sections(page)}
    assert found["The council is right."] == "comment"
    assert found["This paper is run by volunteers."] == "main"


@pytest.mark.parametrize(
    ("lead_in", "speaker"),
    [
        ("The strike goes on. From the Courier:", "Courier"),
        ("According to the *Northern Post*:", "Northern Post"),
        ("The Harbour Ministry issued a short response:", "Harbour Ministry"),
        ("The Institute for Harbour Studies’ “Weekly Review” notes:", "Institute for Harbour Studies"),
        ("In a statement, the teachers' union said:", "teachers' union"),
    ],
)
def test_a_lead_in_names_the_speaker_of_the_quotation_after_it(lead_in, speaker):
    found = read(f"{lead_in}\n\nNo boat left on Monday, and none will leave today.\n\n“The crews are tired.”\n\nNobody knows more.")
    assert [(p.section, p.speaker) for _, p in found] == [("main", None), ("quote", speaker), ("quote", speaker), ("main", None)]


def test_the_same_account_is_the_source_named_last():
    source = "From the Courier:\n\nNo boat left.\n\nAnd it will last. From the same account:\n\nThe crews are tired."
    assert [p.speaker for _, p in read(source)] == [None, "Courier", None, "Courier"]


def test_a_lead_in_whose_embed_is_missing_makes_no_quotation():
    assert kinds("Where do we stand? First from Vey:\n\nSo he admits that there is no plan, which is what we said.") == ["main", "main"]


def test_a_colon_before_a_list_makes_no_quotation():
    assert kinds("The plan has two parts:\n\n1. Three schools close.\n2. Two buses are bought.") == ["main", "main", "main"]


def test_a_signed_post_is_social_with_its_author():
    found = read(
        "The mayor was quick to answer:\n\nNo school will close. pic.twitter.com/abc\n\n— Ida Strand (@ida) May 4, 2031\n\nShe was wrong."
    )
    speaker = "Ida Strand (@ida)"
    assert [(p.section, p.speaker) for _, p in found] == [("main", None), ("social", speaker), ("social", speaker), ("main", None)]


def test_a_transcript_runs_from_its_announcement_to_the_closing_formula():
    found = read(READOUT)
    assert [p.section for _, p in found] == ["main", "quote", "boilerplate", "main", *["transcript"] * 3]
    assert {p.speaker for _, p in found if p.section == "transcript"} == {"Joren Akst"}


def test_a_passage_that_stands_in_the_transcript_too_is_quoted_from_its_speaker():
    assert read(READOUT)[1][1].speaker == "Joren Akst"


def test_readers_may_follow_a_transcript_and_repeat_its_words():
    repeated = "Thank you for your attention."
    found = read(f"{READOUT}\n{READERS}\n{repeated}\n\nHa! I think you mean our money.")
    assert {p.section for _, p in found[7:]} == {"comment"}


def test_questions_and_answers_are_a_transcript_of_each_speaker():
    found = read("Courier: Will you sell?\n\nFeldt: No, we will not.\n\nCourier: What would it bring?\n\nFeldt: About two million crowns.")
    assert [(p.section, p.speaker) for _, p in found][-2:] == [("transcript", "Courier"), ("transcript", "Feldt")]


@pytest.mark.parametrize(
    "line",
    [
        '"*" indicates required fields',
        "____",
        "https://post.example/schools",
        "The views expressed are those of the author alone.",
        "Copyright 2031 Northern Post. All rights reserved.",
        "Sign up for our weekly letter",
        "Advertisement",
    ],
)
def test_page_furniture_is_boilerplate(line):
    assert kinds(f"{NEWS}\n{line}")[-1] == "boilerplate"


def test_headings_of_a_template_with_nothing_under_them_are_boilerplate():
    assert kinds("Summary\n\nBackground\n\nWhat Next\n\n" + NEWS.partition("\n\n")[2])[:3] == ["boilerplate"] * 3


def test_a_question_that_is_all_there_is_heads_nothing():
    assert kinds("Who would have opened the sluice at night?") == ["main"]
    assert kinds("The town that gave its bridge away") == ["heading"]


def test_a_short_line_above_a_longer_passage_is_a_heading():
    source = NEWS + "\nWhat happens next\n\nThe decision must be confirmed by the regional government, which has until June 30 to object."
    assert kinds(source)[-2:] == ["heading", "main"]


@pytest.mark.parametrize(
    "note",
    [
        "An earlier version of this article said that four schools would close.",
        "Correction: the council closes three schools, not four.",
        "UPDATE (May 3): The mayor has called a second vote.",
        "This story has been updated with the mayor's statement.",
        "Editor's note: Tom Vey's name was misspelt.",
    ],
)
def test_a_note_on_the_piece_itself_is_a_correction(note):
    assert kinds(f"{NEWS}\n{note}\n")[-1] == "correction"


def test_a_label_that_stands_alone_makes_the_passage_below_it_a_correction():
    assert kinds(f"{NEWS}\nClarification\n\nThe council closes three schools, and not four.\n")[-2:] == ["correction", "correction"]


@pytest.mark.parametrize(
    "line",
    [
        "Correction officers said on Tuesday that the gate was shut.",
        "Update your plans, the council told parents.",
        "Clarification was sought.",
    ],
)
def test_words_that_open_a_sentence_are_no_correction(line):
    assert "correction" not in kinds(f"{NEWS}\n{line}\n")


def test_a_reader_who_corrects_the_article_is_a_reader():
    assert "correction" not in kinds(f"{NEWS}\nComments\n\nCorrection: it is four schools.\n\nUpdate: five now, lol.\n")


def test_a_passage_under_a_label_for_paid_content_is_sponsored_and_the_next_is_not():
    paragraphs = NEWS.split("\n\n")
    paragraphs[3:3] = ["Paid post", "Brenna Bus carries every child to school for two crowns a day, and has done so for thirty years."]
    assert kinds("\n\n".join(paragraphs)) == ["heading", "main", "main", "sponsored", "sponsored", "main", "main"]


def test_a_piece_that_opens_as_paid_for_is_sponsored_as_a_whole():
    found = kinds("Sponsored content\n\n" + NEWS)
    assert set(found[2:]) == {"sponsored"}


def test_every_passage_says_how_sure_it_is():
    found = read(NEWS + "\n" + READERS)
    assert all(0.5 <= p.confidence <= 1 for _, p in found)
    assert min(p.confidence for _, p in found if p.section == "comment") < min(p.confidence for _, p in found if p.section == "main")


def test_a_byline_gives_a_comment_its_time():
    lines = ["Ann B.", "May 3, 2031 at 9:14 pm", "The council is right.", "Tom", "May 4, 2031 at 10:02 am", "It is not."]
    found = dict(read(NEWS + "\n" + "\n\n".join(lines)))
    assert str(found["The council is right."].said_at) == "2031-05-03 21:14:00+00:00"
    assert str(found["It is not."].said_at) == "2031-05-04 10:02:00+00:00"


def counted(readers: str) -> list[int | None]:
    """The number of the comment that each passage of readers' words below an article belongs to."""
    return [p.comment for _, p in read(f"{NEWS}\nComments\n\n{readers}") if p.section == "comment"]


@pytest.mark.promise(6)
@pytest.mark.parametrize(
    ("readers", "numbers"),
    [
        ("The council is right.\n\nNobody asked the parents.", [1, 2]),
        ("The council is right.\n\nHowever, it came too late.", [1, 1]),
        ("Vey sold the old school to a friend.\n\nHe never said for how much.", [1, 1]),
        ("1. The roof leaks.\n\nIt has for years.\n\n2. The bus is late.\n\nClose it.", [1, 1, 1, 2]),
        ("A fine mess.\n\n“But we cannot heat empty rooms”\n\nThen buy a stove.", [1, 2, 2]),
        ("A fine mess.\n\n“Give us your keys, little ones, and run along”\n\nEvery town does this.", [1, 1, 2]),
        ("A fine mess.\n\n@tom The bus takes an hour.\n\n#Heat\n\nMine is cold.", [1, 2, 3, 3]),
        ("The bus to Ulm takes an hour.\nThe road is closed.\n\nAll of it was promised in 2027.\nAll of it.", [1, 1, 2, 2]),
    ],
)
def test_without_bylines_the_wording_parts_the_comments(readers, numbers):
    assert counted(readers) == numbers


def test_an_interview_that_ends_the_article_stays_a_transcript_however_loud_it_gets():
    said = ["PRAX: Did you believe him?", "VEY: I did! We all did!", "PRAX: And now?", "VEY: Not now.", "PRAX: Why?", "VEY: You tell me!"]
    turns = "\n\n".join(said)
    found = kinds(f"{NEWS}\nTranscript of the interview\n\n{turns}\n")
    assert found[-6:] == ["transcript"] * 6
    assert kinds(f"{NEWS}\nTranscript of the interview\n\n{turns}\n\n{READERS}")[-5:] == ["comment"] * 5


def test_a_single_byline_names_the_writer_of_the_comment_below_it():
    found = read(f"{NEWS}\n1 Comment\n\nAnn Lee says:\n\nThe council is right, and the parents know it.\n")
    assert [(p.comment, p.speaker, p.byline) for _, p in found if p.section == "comment"] == [(1, "Ann Lee", True), (1, "Ann Lee", False)]


def test_a_heading_that_a_reader_writes_does_not_end_the_comments():
    page = "## Comments\n\nAnn Lee says:\n\nAbout time.\n\n## Update from the newsroom\n\nThe mayor resigned.\n\nBo Lund says:\n\nWow.\n"
    seen = markdown.parse(f"# Council votes\n\n{NEWS.split(chr(10), 2)[2]}\n{page}")
    told = {seen.text[p.start : p.stop]: p.section for p in sections(seen)}
    assert told["The mayor resigned."] == "comment"


def test_the_line_that_mail_puts_above_a_quoted_message_is_furniture():
    found = kinds(f"{NEWS}\nOn Sat, 3 May 2031 Bo Lund <bo@a.example> wrote:\n\n> The gate is shut, and it will stay shut.\n")
    assert found[-2:] == ["boilerplate", "quote"]
