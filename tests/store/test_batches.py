"""parse_batch and score_batch: one row in, one row out, wherever the batch is cut."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pyarrow as pa
import pytest
from corpus import AGENCY, CORPUS, received

from scoring.batch import (
    DOCUMENTS,
    READINGS,
    document_id,
    documents_table,
    parse_batch,
    read,
    read_and_prepare,
    readings_table,
    score_batch,
)
from scoring.files import statements
from scoring.model import Reading, Received
from scoring.store.readers import Readers


def _fields(struct: type[msgspec.Struct]) -> list[str]:
    return [field.name for field in msgspec.structs.fields(struct)]


def test_the_schemas_have_the_fields_of_the_nouns() -> None:
    assert DOCUMENTS.names == _fields(Received)
    assert READINGS.names == _fields(Reading)


@pytest.mark.parametrize("column", ["passages", "claims"])
def test_nested_rows_have_the_fields_of_their_nouns(column: str) -> None:
    noun = {field.name: field.type.__args__[0] for field in msgspec.structs.fields(Reading) if field.name in ("passages", "claims")}[column]
    assert [field.name for field in READINGS.field(column).type.value_type] == _fields(noun)


def test_each_document_gives_one_row_in_order() -> None:
    readings = parse_batch(documents_table(CORPUS))
    assert readings.schema.equals(READINGS)
    assert readings["document_name"].to_pylist() == [document.document_name for document in CORPUS]


def test_a_table_made_column_by_column_is_the_one_made_row_by_row() -> None:
    readings = [read(document) for document in CORPUS]
    rows = msgspec.to_builtins(readings, builtin_types=(datetime,))
    assert readings_table(readings).equals(pa.Table.from_pylist(rows, schema=READINGS))
    assert readings_table([]).equals(pa.Table.from_pylist([], schema=READINGS))


def test_a_bad_document_is_a_row_with_an_error_and_the_rest_goes_on() -> None:
    rows = parse_batch(documents_table([CORPUS[4], CORPUS[0]])).to_pylist()
    assert rows[0]["error"].startswith("this is a PDF")
    assert rows[0]["claims"] == []
    assert rows[1]["error"] is None


def test_a_document_without_a_sentence_says_so() -> None:
    assert "no sentence" in (read(received("a.txt", "Weather\n")).error or "")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\x00" * 9, b"<" * 500, b"\n" * 99, "\u202e!\ud7ff".encode(), b"a" * 2_000_000])
def test_hostile_bytes_never_raise(content: bytes) -> None:
    assert read(Received(document_name="x", content=content)).document_id.startswith("d_")


def test_a_document_has_the_same_id_everywhere_and_another_one_under_another_name() -> None:
    first = received("agency.txt", AGENCY)
    assert document_id(first) == document_id(received("agency.txt", AGENCY))
    others = [
        received("agency2.txt", AGENCY),
        received("agency.txt", AGENCY, "Merrow Wire"),
        received("agency.txt", AGENCY + " "),
        received("agency.txt", AGENCY, day=5),
    ]
    assert len({document_id(one) for one in [first, *others]}) == 5


def test_what_the_sender_says_goes_before_what_the_page_says() -> None:
    page = b"<html><head><title>Inside</title></head><body><p>The bridge was closed on Monday.</p></body></html>"
    assert read(Received(document_name="a.html", content=page)).title == "Inside"
    assert read(Received(document_name="a.html", content=page, title="Outside")).title == "Outside"


def test_where_the_batch_is_cut_changes_nothing() -> None:
    whole = parse_batch(documents_table(CORPUS))
    cut = pa.concat_tables([parse_batch(documents_table(CORPUS[:2])), parse_batch(documents_table(CORPUS[2:]))])
    assert whole.equals(cut.combine_chunks())


def test_scoring_gives_one_table_for_each_schema() -> None:
    tables = score_batch(parse_batch(documents_table(CORPUS)))
    assert sorted(tables) == sorted(statements("schema"))


def test_the_order_of_the_readings_changes_no_table() -> None:
    readings = parse_batch(documents_table(CORPUS))
    forward, backward = score_batch(readings), score_batch(readings.take(list(range(len(CORPUS)))[::-1]))
    assert all(forward[name].equals(backward[name]) for name in forward)


@pytest.mark.promise(19)
def test_processes_read_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.store.readers.WORTH_IT", 1)
    documents = [received(f"{number}.txt", AGENCY) for number in range(20)]
    readers = Readers(2)
    readings, prepared = readers.read(documents)
    assert (readings, prepared) == read_and_prepare(documents_table(documents))
    readers.close()
