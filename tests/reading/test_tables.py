"""Tables of claims: three formats, the same rows; a bad row is told and costs itself only."""

from __future__ import annotations

import io
import json
import random
from contextlib import suppress

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scoring.batch import documents_table, parse_batch, read
from scoring.errors import UnreadableDocument
from scoring.model import MediaType, Received
from scoring.reading.limits import Limits
from scoring.reading.tables import COLUMNS, Table, media_type, table

ROWS = [
    {"source": "Quay Board", "object": "Ferry 12", "attribute": "departs", "value": "14:05"},
    {"source": "Velm, Lines", "object": "Ferry 12", "attribute": "berth", "value": "A37"},
    {"source": "Øst-Fähre", "object": "Ferry\n13", "attribute": "passengers", "value": "1,204"},
]


def lines(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def sheet(rows: list[dict[str, object]], delimiter: str = ",") -> bytes:
    quoted = [delimiter.join('"' + str(row[name]).replace('"', '""') + '"' for name in COLUMNS) for row in rows]
    return "\n".join([delimiter.join(COLUMNS), *quoted]).encode()


def parquet(rows: list[dict[str, object]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def found(content: bytes, limits: Limits = Limits()) -> Table:  # noqa: B008  (frozen)
    return table(Received(document_name="t", content=content, media_type=media_type(content)), limits)


def cells(read: Table) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in COLUMNS) for row in read.rows.to_pylist()]


def test_csv_json_lines_and_parquet_of_the_same_rows_are_read_alike() -> None:
    told = [found(content) for content in (lines(ROWS), sheet(ROWS), sheet(ROWS, ";"), sheet(ROWS, "\t"), parquet(ROWS))]
    assert [cells(one) for one in told] == [[tuple(row.values()) for row in ROWS]] * 5
    assert len({one.text for one in told}) == 1


def test_each_row_is_a_line_of_the_text_at_its_offsets() -> None:
    one = found(lines(ROWS))
    assert [one.text[row["start"] : row["stop"]] for row in one.rows.to_pylist()] == one.text.split("\n")
    assert one.text.split("\n")[2] == "Ferry 13, passengers: 1,204 (Øst-Fähre)"


def test_columns_may_stand_in_any_order_and_case_and_others_are_ignored() -> None:
    assert cells(found(b"note,VALUE,Object,source,attribute\nx,14:05,Ferry 12,Quay Board,departs\n")) == [
        ("Quay Board", "Ferry 12", "departs", "14:05")
    ]


def test_values_that_are_numbers_truths_or_lists_are_written_as_text() -> None:
    values = [895, 2.5, True, ["Roe", "Doe"]]
    rows = [{**ROWS[0], "value": value} for value in values]
    assert [row[3] for row in cells(found(lines(rows)))] == ["895", "2.5", "true", "Roe; Doe"]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"[1]", "no JSON object"),
        (b'{"source": "A", "object": "B", "attribute": "C"}', "no value"),
        (b'{"source": " ", "object": "B", "attribute": "C", "value": "D"}', "no source"),
        (b'{"source": "A", "object": {}, "attribute": "C", "value": "D"}', "its object is neither text nor number"),
        (b'{"source": "A", "object": "B", "attribute": "C", "value": "' + b"x" * 2001 + b'"}', "has more than 2,000 characters"),
        (b'{"source": "A\\u0000", "object": "B", "attribute": "C", "value": "D"}', "holds a NUL"),
        (b'{"a":' * 5000, "no JSON object"),
    ],
)
def test_a_bad_row_is_told_with_its_number_and_the_others_are_read(bad: bytes, why: str) -> None:
    one = found(lines(ROWS) + bad + b"\n" + lines(ROWS))
    assert len(cells(one)) == 6
    [told] = one.passed_over
    assert told.startswith("row 4: ")
    assert why in told


def test_the_first_row_may_be_the_bad_one() -> None:
    assert len(cells(found(b'{"source": "A", "object": "B"}\n' + lines(ROWS)))) == 3


def test_of_many_bad_rows_the_first_are_named_and_the_others_counted() -> None:
    told = found(lines(ROWS) + b"{\n" * 50).passed_over
    assert len(told) == 21
    assert told[-1] == "30 more rows"


@pytest.mark.parametrize("content", [b"who,what\nA,B\n", lines([{"who": "A", "what": "B"}]), parquet([{"who": "A", "what": "B"}])])
def test_a_table_without_the_columns_names_those_found_and_those_wanted(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"has the columns source, object, attribute, value, and this one has who, what"):
        found(content)


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"source,object,attribute,value\n", b"PAR1 and no more", parquet(ROWS)[:-9], b"\xff\xfe\x00"]
)
def test_what_is_no_table_is_an_error_of_one_line(content: bytes) -> None:
    with pytest.raises(UnreadableDocument) as raised:
        found(content)
    assert "\n" not in str(raised.value)


def test_limits_bound_rows_and_bytes() -> None:
    with pytest.raises(UnreadableDocument, match="more than 2 rows"):
        found(lines(ROWS), Limits(table_rows=2))
    with pytest.raises(UnreadableDocument, match="too large"):
        found(lines(ROWS), Limits(table_bytes=20))


def test_an_open_quotation_mark_costs_rows_and_no_more() -> None:
    one = found(sheet(ROWS) + b'\n"open,b,c,d\n' + b"e,f,g,h\n" * 3)
    assert len(cells(one)) >= 3


@pytest.mark.parametrize("kind", ["text/csv", "application/x-ndjson"])
def test_a_batch_gives_what_reading_one_gives(kind: MediaType) -> None:
    content = sheet(ROWS) if kind == "text/csv" else lines(ROWS)
    documents = [
        Received(document_name="a", content=content, media_type=kind),
        Received(document_name="b.txt", content=b"Exports fell."),
        Received(document_name="c", content=b"a,b", media_type="text/csv"),
    ]
    batch = parse_batch(documents_table(documents)).to_pylist()
    assert [[row["value"] for row in reading["rows"]] for reading in batch] == [[row.value for row in read(d).rows] for d in documents]
    assert [reading["error"] is None for reading in batch] == [True, True, False]


def test_damaged_parquet_is_an_error_or_a_table_and_nothing_else() -> None:
    chance = random.Random(5)
    whole = parquet([{**ROWS[0], "object": f"Ferry {n % 50}", "value": n} for n in range(500)])
    for _ in range(8):
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        with suppress(UnreadableDocument):
            found(bytes(damaged))


def test_a_long_word_that_parquet_keeps_once_is_passed_over_as_often_as_it_stands() -> None:
    rows = [{**ROWS[0], "value": "x" * 100_000} for _ in range(20_000)]
    one = found(parquet([*rows, ROWS[1]]))
    assert len(cells(one)) == 1
    assert one.passed_over[-1] == "19,980 more rows"
