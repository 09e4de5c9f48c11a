"""Sentences begin and end where a reader says they do."""

import pytest

from scoring.reading.sentences import glued_date, sentences
from tests.growth import grows_no_faster_than_the_text

# One case a line: the expected cuts are the bars.
CASES = """
The vote was held on Monday.|It failed.
Was it held?|Nobody knows!|So it goes…
Lt. Gen. Mara Ott spoke to Sen. Lee on Tuesday.|She left at 5 p.m. on foot.
Mr. Hale met Mrs. Ruiz and Dr. Ade.|They agreed.
The U.S. Senate met.|It stayed in the U.S.|The House did not.
The ship left the U.K. on Oct. 16 and came back in Nov. 2031.
He came at 9 a.m.|The others slept.
He came at 9 a.m. Monday and left.
J. K. Arden and George W. Pell wrote it.|A. A. Stone did not.
They chose plan B.|The rest is known.
Take fruit, e.g. Apples from the north, i.e. Russets.
It was Norland vs. Southland in the final.
Rule No. 5 holds.|The answer is no.|Nothing else matters.
See Fig. 3 and pp. 12 to 15 of Vol. II for this.
Bolt Corp. Chief Anna Wu left Acme Inc.|The board thanked her.
Robert Vance Jr. spoke first.|John Vance Sr.|Then fell silent.
The pump moves 2.5 litres a second.|It cost $1.1 million.
Version 3.12.1 runs on 10.0.0.1 today.|It works.
Bring nukes, bases, etc. and feel safe.
Bring flags, drums, etc.|Music helps.
“First thing,” he said.|“Second thing,” he added.
“We won.|They lost,” she said.
She said: “We won.|They lost.”|Then she left.
"It is over," she said.|"Go home."
“Why now?” asked the judge.
“Why now?” Judge Lopez asked.
“Why now?” Lopez asked, and left.|Nobody spoke.
“Why now?”|The judge wanted to know.
“Stop!” he cried.|Nobody did.
“Stop!” Captain Reed shouted.
The plan (who made it?) is bad.
The plan (a disaster!) Norland made is bad.
The plan is bad.|(It was made in haste.)|Nobody liked it.
[The speech was cut.|The radio had it.]|Few heard it.
He paused… then went on.
He paused…|Then he went on.
“Well … Norland for sure … and then what …” he said.
“Well… Norland will… Southland will not,” he said.
And so … Norland won.
And so it ended …|The rest is history.
…There are also others.|They wait.
However…
It read “ready”.|It was not.
It read ‘ready.’|It was not.
« Nous partons. »|Il part.
Read it at https://example.org/a.b?c=d.|Then tell us.
The firm’s iPhone sold well.|iPhone sales fell later.
He works for the St. Petersburg office near Mt. Elbrus.
It happened on Sat. 5 July.|He sat.|Five men stood.
World War II ended.|The peace held.
It was 2031.|A new law came.
The law passed in 2031.|2,000 people cheered.
He said so!!|Really?!|Yes.
Prices rose 5 %.|Wages fell.
“Is it?”|“It is.”
What is this about (see below)?|I do not know.
The end of the text has no full stop
The note was short.[1]|The answer was long.[2]
*Nobody* said *so.*|**Nobody** did.
Élan was there.|Émile too.
He asked for water (H2O).|She gave none.
Prof. Dr. Lind et al. found it.|No. 2 was void.
They met in Washington, D.C. on Friday.|They met in Washington, D.C.|The mood was good.
She holds a Ph.D. from Oslo.|He holds none.
The 10 a.m. session began; the 2 p.m. one did not.
He waited . . . and left.|Then . . . Norland won.
It ended.|... we cannot go.
It went on . . .|The rest waits.
Then-Gov. Walter Hill met ex-Sen. Lee.
Daniel C. Clark and Edward P. Jones met V. Petrov.
Ask Mr. — what was his name — Hill.
What?!?|No.
“I paid.|I left.|I never came back,” Kerr said.
""".strip().splitlines()


def cut(text: str) -> list[str]:
    return [text[start:stop] for start, stop in sentences(text, 0, len(text))]


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_ends_where_the_case_says(case: str) -> None:
    expected = [part.strip() for part in case.split("|") if part.strip()]
    assert cut(case.replace("|", " ")) == expected


def test_a_list_number_or_bullet_is_not_part_of_the_sentence() -> None:
    assert cut("1. Tanks rolled. 2. Planes flew.") == ["Tanks rolled.", "Planes flew."]
    assert cut("3. …There are more.") == ["…There are more."]
    assert cut("(4) It rained.") == ["It rained."]
    assert cut("• It rained.") == ["It rained."]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (" date 2031-05-04 The council met.", "2031-05-04"),
        ("2031-05-04 The council met.", "2031-05-04"),
        ("2031-05-04T10:22:00Z The council met.", "2031-05-04T10:22:00Z"),
        ("May 4, 2031 — The council met.", "May 4, 2031"),
        ("4 May 2031 | The council met.", "4 May 2031"),
        ("Published: Sunday, May 4, 2031 The council met.", "Sunday, May 4, 2031"),
        ("LONDON, May 4 (Agency) - The council met.", "May 4"),
        ("NEW YORK, May 4, 2031 (The Agency) — The council met.", "May 4, 2031"),
    ],
)
def test_a_date_glued_to_the_front_belongs_to_the_document(text: str, date: str) -> None:
    span = glued_date(text, 0, len(text))
    assert span is not None
    assert text[slice(*span)] == date
    assert cut(text) == ["The council met."]


def test_a_dateline_without_a_date_is_no_part_of_the_sentence_either() -> None:
    text = "BRUSSELS (Agency) — The council met."
    assert cut(text) == ["The council met."]
    assert glued_date(text, 0, len(text)) is None


@pytest.mark.parametrize(
    "text", ["On May 4, 2031 the council met.", "May 4, 2031 was a Sunday.", "NATO – the alliance – met.", "May the council meet."]
)
def test_a_date_or_name_inside_the_sentence_stays(text: str) -> None:
    assert cut(text) == [text]
    assert glued_date(text, 0, len(text)) is None


def test_short_links_and_a_signature_at_the_end_are_left_out() -> None:
    assert cut("It is over. pic.twitter.com/aB3dE") == ["It is over."]
    assert cut("It is over https://t.co/aB3dE https://t.co/xyz") == ["It is over"]
    assert cut("It is over. pic.twitter.com/aB3dE — Ann Lee (@annlee) May 4, 2031") == ["It is over."]
    assert cut("— Ann Lee (@annlee) May 4, 2031") == []


def test_a_post_in_the_middle_leaves_its_link_and_signature_out_too() -> None:
    assert cut("It is over. pic.twitter.com/aB — Ann Lee (@annlee) May 4, 2031 Nobody knew.") == ["It is over.", "Nobody knew."]


def test_a_full_link_is_part_of_the_sentence() -> None:
    assert cut("It is here: http://example.org/news/78.") == ["It is here: http://example.org/news/78."]


def test_a_line_break_is_white_space_and_a_blank_line_an_end() -> None:
    assert cut("It was a long\nday. It\nended.") == ["It was a long\nday.", "It\nended."]
    assert cut("A title without a stop \n \nIt was a day.") == ["A title without a stop", "It was a day."]


def test_spans_stay_inside_the_range_and_are_trimmed() -> None:
    text = "Before. \n It rained.  It poured. \t After."
    assert sentences(text, 8, 33) == [(10, 20), (22, 32)]
    assert [text[a:b] for a, b in sentences(text, 8, 33)] == ["It rained.", "It poured."]


@pytest.mark.parametrize("text", ["", " \n ", "...", "* * *", "—"])
def test_what_holds_no_word_is_no_sentence(text: str) -> None:
    assert cut(text) == []


@pytest.mark.parametrize("piece", [". ", "…", "“… ", "(a? ", "Mr. ", "\n", "1. ", "t.co/a ", "— (@a) ", "A ", ".)", "A.[1] ", "'"])
def test_what_sentences_cost_grows_no_faster_than_the_text(piece: str) -> None:
    assert grows_no_faster_than_the_text(lambda text: sentences(text, 0, len(text)), piece, 4_000)
