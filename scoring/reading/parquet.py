"""Parquet to JSON Lines in a process of its own (`python -m scoring.reading.parquet`), since a damaged file may end its reader."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from scoring.errors import UnreadableDocument
from scoring.reading.limits import Limits

_SECONDS = 120
"""Processor time for one file; two million rows take about ten seconds."""

_MEMORY = 6_000_000_000
"""Bytes of address space."""

_PIECE = 16_384
"""Rows that are held at a time."""

_HOME = Path(__file__).resolve().parent.parent.parent


def lines(content: bytes, columns: tuple[str, ...], limits: Limits) -> bytes:
    """The rows of a Parquet file as JSON Lines, cells as text, cut one character beyond what a cell may have. Raises UnreadableDocument.

    Its columns are found whatever their case; when there are others only, they come as the names of one row without values.
    """
    path = os.pathsep.join(filter(None, [str(_HOME), os.environ.get("PYTHONPATH")]))
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        given.write(content)
        given.seek(0)
        done = subprocess.run(  # noqa: S603  (nothing of a document is in it)
            [sys.executable, "-P", "-m", __name__, str(limits.table_bytes), str(limits.cell), *columns],
            stdin=given,
            stdout=told,
            stderr=subprocess.PIPE,
            check=False,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        if done.returncode == 1:
            raise UnreadableDocument(done.stderr.decode("utf-8", "replace").strip().splitlines()[-1][:300])
        if done.returncode:
            raise UnreadableDocument(
                "this Parquet file is damaged, or needs too much time or memory: write it anew, or send the table as CSV"
            )
        told.seek(0)
        return told.read()


def _main(most: int, longest: int, columns: list[str]) -> None:
    """Standard input to standard output; what is wrong goes to standard error, with exit code 1."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (4 * most, 4 * most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    encode = msgspec.json.Encoder().encode
    try:
        for row in _rows(sys.stdin.buffer.read(), columns, most, longest):
            sys.stdout.buffer.write(encode(row) + b"\n")
    except (pa.ArrowException, OSError, KeyError, ValueError, MemoryError) as error:
        why = (str(error).splitlines() or [type(error).__name__])[0][:200]
        sys.exit(f"this Parquet file cannot be read as a table of claims: {why}")


def _rows(content: bytes, columns: list[str], most: int, longest: int) -> Iterator[dict[str, str | None]]:
    buffer = pa.BufferReader(content)
    found = pq.ParquetFile(buffer)
    named = {name.strip().lower(): name for name in reversed(found.schema_arrow.names)}
    if not set(columns) <= set(named):
        yield dict.fromkeys(found.schema_arrow.names)
        return
    groups = [found.metadata.row_group(number) for number in range(found.metadata.num_row_groups)]
    size = sum(group.column(number).total_uncompressed_size for group in groups for number in range(group.num_columns))
    if size > most:
        raise ValueError(f"{size:,} bytes once unpacked, and {most:,} are read at most: split the table")
    names = [named[column] for column in columns]
    # words that repeat stay numbers: a dictionary with one long word must not become a million long words
    file = pq.ParquetFile(pa.BufferReader(content), read_dictionary=names)
    for batch in file.iter_batches(_PIECE, columns=names):
        batch.validate(full=True)  # places outside their dictionary, bytes that are no UTF-8
        for cells in zip(*(_texts(batch.column(name), longest) for name in names), strict=True):
            yield dict(zip(columns, cells, strict=True))


def _texts(column: pa.Array[Any], longest: int) -> list[str | None]:
    """A column as text, equal words as one object, long ones cut."""
    if isinstance(column, pa.DictionaryArray):
        known = [word and word[: longest + 1] for word in column.dictionary.cast(pa.string()).to_pylist()]
        return [None if place is None else known[place] for place in column.indices.to_pylist()]
    return [word and word[: longest + 1] for word in column.cast(pa.string()).to_pylist()]


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
