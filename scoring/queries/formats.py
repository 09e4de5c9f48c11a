"""Rows as files: CSV that no spreadsheet runs, lines of JSON, Arrow, Parquet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from scoring.database import blanked

FORMULA = r"^'*[=+\-@\t\r＝＋－＠]"
"""What a spreadsheet takes for a formula, or for a cell that was kept from being one (OWASP, CSV injection)."""

_FORMULA = re.compile(FORMULA)


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A header and the rows (RFC 4180), text that a spreadsheet would run as a formula behind an apostrophe, null as nothing.

    >>> csv_of(["name", "score"], [("=1+1", 0.5), (None, True)])
    b"name,score\\r\\n'=1+1,0.5\\r\\n,true\\r\\n"
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(_cell, columns))
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value


def ndjson_of(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A JSON object a line.

    >>> ndjson_of(["name", "score"], [("a", 0.5), ("b", None)])
    b'{"name":"a","score":0.5}\\n{"name":"b","score":null}\\n'
    """
    return msgspec.json.Encoder().encode_lines([dict(zip(columns, row, strict=True)) for row in rows])


def arrow_of(table: pa.Table, told: Mapping[str, str]) -> bytes:
    """An Arrow IPC file; `told` becomes the schema's metadata. Not compressed: readers in browsers know no zstd."""
    sink = pa.BufferOutputStream()
    schema = table.schema.with_metadata(dict(told))
    with pa.ipc.new_file(sink, schema) as writer:
        for batch in table.cast(schema).combine_chunks().to_batches():
            writer.write_batch(pa.record_batch([blanked(column) for column in batch.columns], schema=schema))
    return sink.getvalue().to_pybytes()


def parquet_of(table: pa.Table, told: Mapping[str, str]) -> bytes:
    """A Parquet file; `told` becomes the schema's metadata."""
    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata(dict(told)), sink, compression="zstd")
    return sink.getvalue().to_pybytes()
