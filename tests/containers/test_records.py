"""JSON of crawlers and extractors: Lines, arrays, single objects; what a record says, and what becomes of a broken one."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import chain, repeat
from typing import Any

import pytest

from scoring.batch import read
from scoring.containers.formats import documents
from scoring.containers.members import Unread
from scoring.model import Received, Section
from scoring.reading.limits import Limits
from tests.containers.archives import Endless, received, unread, zipped

TEXT = "Exports fell by four percent in May."


def lines(*records: object) -> bytes:
    return b"".join((one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode()) + b"\n" for one in records)


def reading(**fields: Any) -> Any:
    """What is read of a record."""
    (document,) = received(lines({"id": "a", **fields}))
    return read(document)


def sections(**fields: Any) -> list[tuple[str, Section, int | None, str | None]]:
    found = reading(**fields)
    return [(found.text[p.start : p.stop], p.section, p.comment, p.speaker) for p in found.passages]


@pytest.mark.parametrize(
    "content",
    [
        lines({"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}),
        b"\xef\xbb\xbf\n" + lines({"id": "a", "text": TEXT}, b"", {"id": "b", "text": TEXT}),
        json.dumps([{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}]).encode(),
        json.dumps([{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}], indent=2).encode(),
        b"\n".join(json.dumps({"id": name, "text": TEXT}, indent=2).encode() for name in "ab"),
    ],
    ids=["lines", "lines with a mark", "array", "array over lines", "objects over lines"],
)
def test_records_are_documents_however_they_stand_behind_each_other(content: bytes) -> None:
    assert [one.document_name for one in received(content)] == ["a", "b"]
    assert [read(one).text for one in received(content)] == [TEXT, TEXT]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_file_of_one_record_is_one_document_named_by_the_file(indent: int | None) -> None:
    assert received(json.dumps({"text": TEXT}, indent=indent).encode(), "article.json")[0].document_name == "article.json"


def test_records_are_named_by_id_else_address_else_place() -> None:
    content = lines({"id": 7, "url": "https://a.example/1", "text": "a"}, {"url": "https://a.example/2", "text": "b"}, {"text": "c"})
    assert [one.document_name for one in received(content, "news.jsonl")] == ["7", "https://a.example/2", "news.jsonl: line 3"]


def test_other_documents_of_one_id_are_told_apart_and_the_same_one_is_not() -> None:
    content = lines({"id": "a", "text": "One."}, {"id": "a", "text": "Two."}, {"id": "a", "text": "One."})
    assert [one.document_name for one in received(content)] == ["a", "a (2)", "a"]


@pytest.mark.parametrize(
    ("fields", "form"),
    [
        ({"text": "Exports *fell*."}, "Exports *fell*."),
        ({"markdown": "Exports *fell*."}, "Exports fell."),
        ({"html": "<p>Exports <i>fell</i>.", "text": "something else"}, "Exports fell."),
        ({"maintext": "Exports fell."}, "Exports fell."),
        ({"raw_text": "Exports fell.", "text": ""}, "Exports fell."),
        ({"raw_text": "Exports fell. Menu.", "text": "Exports fell."}, "Exports fell."),
        ({"html": 5, "text": "Exports fell."}, "Exports fell."),
    ],
)
def test_the_form_that_tells_most_is_read(fields: dict[str, Any], form: str) -> None:
    assert reading(**fields).text == form


def test_what_a_record_says_of_its_document_is_kept() -> None:
    found = reading(
        text=TEXT,
        title="Port\nnews",
        authors=["Edda Krull", {"name": "Bo Lund"}],
        publisher="Merrow Wire",
        url="https://wire.example/1",
        datePublished="2031-05-04T21:40:00+02:00",
    )
    assert (found.title, found.author, found.publisher, found.publisher_said_by) == (
        "Port news",
        "Edda Krull, Bo Lund",
        "Merrow Wire",
        "sender",
    )
    assert (found.url, found.published_at) == ("https://wire.example/1", datetime.fromisoformat("2031-05-04T19:40:00Z"))


def test_a_record_of_an_extractor_names_address_and_site() -> None:
    extracted = {
        "source": "https://wire.example/1",
        "source-hostname": "Merrow Wire",
        "date": "2031-05-04",
        "raw_text": TEXT,
        "comments": "",
    }
    found = reading(text=TEXT, **extracted)
    assert (found.url, found.publisher, found.publisher_said_by) == ("https://wire.example/1", "Merrow Wire", "page")
    assert found.published_at == datetime.fromisoformat("2031-05-04T00:00:00Z")


def test_a_source_with_a_name_is_the_publisher_by_the_senders_word() -> None:
    found = reading(text=TEXT, source={"id": None, "name": "Merrow Wire"})
    assert (found.publisher, found.publisher_said_by) == ("Merrow Wire", "sender")


def test_a_page_in_a_record_speaks_for_itself_where_the_record_is_silent() -> None:
    page = "<html><meta property=og:site_name content='The Plain Tide'><title>Ports</title><p>Exports fell by four percent."
    found = reading(html=page, title="Port news")
    assert (found.title, found.publisher, found.publisher_said_by) == ("Port news", "The Plain Tide", "page")


@pytest.mark.parametrize("date", ["yesterday", "", 20310504, None, "2031-13-45", "0001-01-01T00:00:00+14:00", "9" * 500])
def test_a_date_that_is_none_counts_as_not_said(date: object) -> None:
    assert reading(text=TEXT, date=date).published_at is None


def test_comments_in_one_string_are_comments_and_nothing_else() -> None:
    assert sections(text=TEXT, comments="It did not.\nWho says so?") == [
        (TEXT, "main", None, None),
        ("It did not.", "comment", None, None),
        ("Who says so?", "comment", None, None),
    ]


def test_comments_with_writers_and_replies_are_told_apart() -> None:
    comments = [
        {"author": "bo", "text": "It did not.\n\nNot at all.", "replies": [{"author": {"name": "Ann"}, "body": "It did!"}]},
        "Who says so?",
        {"html": "<p>Not <b>me</b>."},
    ]
    assert sections(html=f"<p>{TEXT}", comments=comments) == [
        (TEXT, "main", None, None),
        ("It did not.", "comment", 1, "bo"),
        ("Not at all.", "comment", 1, "bo"),
        ("It did!", "comment", 2, "Ann"),
        ("Who says so?", "comment", 3, None),
        ("Not me.", "comment", 4, None),
    ]


def test_comments_of_the_record_are_counted_on_from_those_of_its_page() -> None:
    comments = "<div class=comment><p>It did not.</p></div><div class=comment><p>Why not?</p></div>"
    found = sections(html=f"<article><p>{TEXT}</p></article><div id=comments>{comments}</div>", comments=["Who says so?"])
    assert [(words, comment) for words, section, comment, _ in found if section == "comment"] == [
        ("It did not.", 1),
        ("Why not?", 2),
        ("Who says so?", 3),
    ]


def test_replies_without_end_are_read_to_a_bound() -> None:
    comment: dict[str, Any] = {"text": "Indeed."}
    for _ in range(200):
        comment = {"text": "Indeed.", "replies": [comment]}
    assert 10 < len(sections(text=TEXT, comments=[comment])) < 200


BROKEN = {
    "cut": (b'{"id": "x", "text": "Expo', "not JSON in UTF-8"),
    "array": (b"[]", "no JSON object"),
    "number": (b"7", "no JSON object"),
    "text": (b"Exports fell.", "not JSON in UTF-8"),
    "deep": (b'{"a":' + b"[" * 100_000, "not JSON in UTF-8"),
    "latin": (b'{"text": "Caf\xe9"}', "not JSON in UTF-8"),
    "nul": (b'{"text": "a\0b"}', "not JSON in UTF-8"),
    "surrogate": (b'{"text": "\\ud800"}', "not JSON in UTF-8"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_line_is_named_and_the_others_are_read(name: str) -> None:
    line, why = BROKEN[name]
    content = lines({"id": "a", "text": TEXT}, line, {"id": "b", "text": TEXT})
    assert [one.document_name for one in received(content)] == ["a", "b"]
    [(where, said)] = unread(content)
    assert (where, said[: len(why)]) == ("line 2", why)
    assert "\n" not in said


def test_a_first_line_that_is_broken_costs_itself_only() -> None:
    content = lines(b'{"id": "x", "text": "Expo', {"id": "b", "text": TEXT})
    assert [one.document_name for one in received(content)] == ["b"]


def test_the_ending_of_json_lines_counts_where_the_first_line_is_no_record() -> None:
    assert unread(lines(b"Exports fell.", {"id": "b", "text": TEXT}), "news.jsonl.gz")[0][0] == "line 1"


@pytest.mark.parametrize("bad", ["7", '"prose, with [brackets"', "[[], {}]", '{"id": "x" "text": 1}', "null"])
def test_a_bad_element_of_an_array_costs_itself_only(bad: str) -> None:
    content = f'[{{"id": "a", "text": "x"}}, {bad}, {{"id": "b", "text": "y"}}]'.encode()
    assert [one.document_name for one in received(content)] == ["a", "b"]
    assert [where for where, _ in unread(content)] == ["record 2"]


def test_an_array_that_is_cut_gives_what_stands_before() -> None:
    content = json.dumps([{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}]).encode()[:-20]
    assert [one.document_name for one in received(content)] == ["a"]
    assert [where for where, _ in unread(content)] == ["record 2"]


def test_lines_in_compressed_data_that_is_cut_give_what_stands_before() -> None:
    content = zipped(lines({"id": "a", "text": TEXT})) + zipped(lines({"id": "b", "text": TEXT}))[:-9]
    assert [one.document_name for one in received(content)] == ["a"]
    assert unread(content) == [("after 1 document", "its gzip data is damaged or cut short: fetch it again")]


@pytest.mark.parametrize("size", [65_530, 65_536, 65_537, 131_072])
def test_where_the_pieces_of_an_array_are_cut_changes_nothing(size: int) -> None:
    texts = ["a" * size, 'b "quoted" \\ and [bracketed]', "c" * size]
    content = json.dumps([{"id": str(number), "text": text} for number, text in enumerate(texts)]).encode()
    assert [json.loads(one.content)["text"] for one in received(content)] == texts


@pytest.mark.parametrize("fields", [{}, {"text": None}, {"text": " "}, {"title": "Ports"}, {"text": 7}])
def test_a_record_without_a_document_says_where_to_put_it(fields: dict[str, Any]) -> None:
    assert unread(lines(fields), "a.jsonl") == [("line 1", "a record without a document: put it under text, html or markdown")]


def test_a_nul_in_a_records_text_is_refused() -> None:
    [(_, why)] = unread(lines({"text": "Exports\0fell."}))
    assert why.startswith("binary data: a NUL at character 7 of its text")


def test_a_file_that_holds_no_documents_is_given_up_after_many_records() -> None:
    stream = Endless(repeat(b"{}\n" * 1_000))
    *_, last = documents(stream, "x.jsonl")
    assert isinstance(last, Unread)
    assert last.why.startswith("given up after 10,000 records in a row")


@pytest.mark.parametrize("by_line", [True, False])
def test_a_record_over_the_limit_is_named_and_the_others_are_read(by_line: bool) -> None:
    records = [{"id": "a", "text": TEXT}, {"id": "x", "text": "w " * 2_000}, {"id": "b", "text": TEXT}]
    content = lines(*records) if by_line else json.dumps(records).encode()
    limits = Limits(bytes=1_000)
    assert [one.document_name for one in received(content, limits=limits)] == ["a", "b"]
    [(where, why)] = unread(content, limits=limits)
    assert where == ("line 2" if by_line else "record 2")
    assert why.startswith("too large: more than 1,000 bytes")


@pytest.mark.parametrize("opening", [b'{"text": "', b'[{"text": "', b'{\n"text": "'])
def test_a_record_without_end_is_not_kept(opening: bytes) -> None:
    stream = Endless(chain([opening], repeat(b"word " * 2_000, 5_000)))
    found = list(documents(stream, "news.json", Limits(bytes=100_000)))
    assert [type(member).__name__ for member in found] == ["Unread"]
    assert stream.taken > 40_000_000


def test_an_empty_file_of_lines_has_no_documents() -> None:
    assert unread(b"", "news.jsonl") == [("", "no documents in it: name a file that holds some")]
    assert unread(b"[]") == unread(b"\n\n", "news.jsonl") == unread(b"", "news.jsonl")


@pytest.mark.parametrize("content", [b"[Corrected.] Exports fell.", b"{Exports} fell.", b"[1] Exports fell.", b'"Exports fell," she said.'])
def test_prose_in_brackets_is_no_json(content: bytes) -> None:
    assert received(content, "note.txt") == [Received(document_name="note.txt", content=content)]


def test_records_are_read_only_as_far_as_they_are_asked_for() -> None:
    stream = Endless(repeat(lines({"id": "a", "text": TEXT})))
    found = documents(stream, "news.jsonl")
    for _ in range(10):
        next(found)
    assert stream.taken < 1_000_000
