"""Tables of claims: JSON Lines, CSV or Parquet to rows of source, object, attribute, value, and the rows that are passed over."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from typing import Any, NamedTuple, get_args

import msgspec
import pyarrow as pa

from scoring.errors import UnreadableDocument
from scoring.model import Passage, Received, TableMediaType
from scoring.reading import parquet
from scoring.reading.documents import decoded_text
from scoring.reading.limits import Limits
from scoring.reading.measures import measure

COLUMNS = ("source", "object", "attribute", "value")

MEDIA_TYPES: tuple[str, ...] = get_args(TableMediaType)

_NAMED = 20
"""Rows that are named as passed over; of those beyond only the number is told."""

_DELIMITERS = ",;\t|"

Cells = tuple[object, object, object, object]


class Table(NamedTuple):
    """A table of claims as read: its text, a line for each row, and the rows as an Arrow array of structs (model.TableRow)."""

    text: str
    passage: Passage
    rows: pa.Array[Any]
    passed_over: list[str]


def media_type(head: bytes) -> TableMediaType:
    """Which of the formats a table that begins so has.

    >>> media_type(b'{"source": "Quay Board"}'), media_type(b"source,object"), media_type(b"PAR1")
    ('application/x-ndjson', 'text/csv', 'application/vnd.apache.parquet')
    """
    if head.startswith(b"PAR1"):
        return "application/vnd.apache.parquet"
    return "application/x-ndjson" if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[") else "text/csv"


def table(received: Received, limits: Limits) -> Table:
    """The table in a document. A row that cannot be used is passed over and told; raises UnreadableDocument when none can.

    >>> sheet = b"source,object,attribute,value\\nQuay Board,Ferry 12,departs,14:05\\nQuay Board,Ferry 13,departs,\\n"
    >>> found = table(Received(document_name="a.csv", content=sheet, media_type="text/csv"), Limits())
    >>> found.text, found.passed_over
    ('Ferry 12, departs: 14:05 (Quay Board)', ['row 2: no value'])
    """
    if len(received.content) > limits.table_bytes:
        raise UnreadableDocument(
            f"too large: {len(received.content):,} bytes, and {limits.table_bytes:,} are read at most: split the table"
        )
    if received.content.isspace() or not received.content:
        raise UnreadableDocument(f"empty file: a table of claims has the columns {', '.join(COLUMNS)}")
    gathered = _Gathered(limits)
    for number, cells in enumerate(_READERS[received.media_type or "text/csv"](received.content, limits), 1):
        gathered.add(number, cells)
    if not gathered.numbers:
        raise UnreadableDocument(gathered.nothing())
    return _written(gathered)


class _Gathered:
    """The rows of a table that can be used, as columns, and what was wrong with the others."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.numbers: list[int] = []
        self.columns: tuple[list[str], ...] = ([], [], [], [])
        self._passed: list[str] = []
        self._bad = 0
        self._size = 0

    def add(self, number: int, cells: Cells | str) -> None:
        """A row, or what is wrong with it."""
        if len(self.numbers) >= self._limits.table_rows:
            raise UnreadableDocument(f"more than {self._limits.table_rows:,} rows, and so many are read at most: split the table")
        said = cells if isinstance(cells, str) else self._said(cells)
        if isinstance(said, str):
            self._bad += 1
            if self._bad <= _NAMED:
                self._passed.append(f"row {number:,}: {said}")
            return
        self._size += sum(map(len, said))
        if self._size > self._limits.table_bytes:
            raise UnreadableDocument(f"too large: cells of more than {self._limits.table_bytes:,} characters in all: split the table")
        self.numbers.append(number)
        for column, cell in zip(self.columns, said, strict=True):
            column.append(cell)

    def _said(self, cells: Cells) -> list[str] | str:
        said = []
        for name, cell in zip(COLUMNS, cells, strict=True):
            text = _text(cell)
            if text is None:
                return f"its {name} is neither text nor number"
            if not text:
                return f"no {name}"
            if len(text) > self._limits.cell:
                return f"its {name} has more than {self._limits.cell:,} characters"
            if "\0" in text:
                return f"its {name} holds a NUL, which no text does"
            said.append(text)
        return said

    @property
    def passed_over(self) -> list[str]:
        more = self._bad - len(self._passed)
        return [*self._passed, f"{more:,} more rows"] if more else self._passed

    def nothing(self) -> str:
        return f"no row of it can be used ({self._passed[0]})" if self._passed else "it has a header and no row"


def _text(cell: object) -> str | None:
    """A cell as text: numbers as they are written, a list of names joined; "" for nothing, None for what is neither.

    >>> _text(" A37 "), _text(895), _text(2.5), _text(True), _text(["Roe", "Doe"]), _text(None), _text({})
    ('A37', '895', '2.5', 'true', 'Roe; Doe', '', None)
    """
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return repr(cell)
    if isinstance(cell, list) and all(isinstance(one, str) for one in cell):
        return "; ".join(one.strip() for one in cell)
    return None


def _lines(content: bytes, _: Limits) -> Iterator[Cells | str]:
    """The rows of JSON Lines."""
    decoded_text(content)  # msgspec checks only the strings that it keeps
    decode = msgspec.json.Decoder(dict[str, object]).decode
    known: Mapping[str, object] = {}
    complete = False
    for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        if not line.strip():
            continue
        try:
            row = decode(line)
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
            yield f"no JSON object ({str(error)[:100]})"
            continue
        if not all(name in row for name in COLUMNS):
            row = {name.strip().lower(): cell for name, cell in row.items()}
        known = known if complete else row
        complete = complete or all(name in row for name in COLUMNS)
        yield row.get("source"), row.get("object"), row.get("attribute"), row.get("value")
    if known and not complete:
        _columns(list(known))


def _sheet(content: bytes, _: Limits) -> Iterator[Cells | str]:
    """The rows of CSV, its delimiter told by the header."""
    source = decoded_text(content)
    header = source[: source.find("\n") + 1 or len(source)]
    delimiter = max(_DELIMITERS, key=lambda sign: (header.count(sign), -_DELIMITERS.index(sign)))
    rows = csv.reader(io.StringIO(source, newline=""), delimiter=delimiter)
    places: tuple[int, ...] = ()
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"no CSV ({error})"
            continue
        if not places:
            places = _columns(row)
        elif row:
            yield (row[places[0]], row[places[1]], row[places[2]], row[places[3]]) if len(row) > max(places) else "too few cells"


def _parquet(content: bytes, limits: Limits) -> Iterator[Cells | str]:
    """The rows of Parquet, whatever the types of its columns are, as long as they can be written as text."""
    yield from _lines(parquet.lines(content, COLUMNS, limits), limits)


_READERS: Mapping[str, Callable[[bytes, Limits], Iterator[Cells | str]]] = {
    "application/x-ndjson": _lines,
    "text/csv": _sheet,
    "application/vnd.apache.parquet": _parquet,
}


def _columns(found: list[str]) -> tuple[int, ...]:
    """Where the columns stand that a table of claims has. Raises UnreadableDocument naming those found and those wanted.

    >>> _columns(["Value", "object", "attribute", "Source", "note"])
    (3, 1, 2, 0)
    """
    folded = [name.strip().lower() for name in found]
    if missing := [name for name in COLUMNS if name not in folded]:
        has = ", ".join(name[:40] for name in found[:20]) or "none"
        raise UnreadableDocument(
            f"no column {', '.join(missing)}: a table of claims has the columns {', '.join(COLUMNS)}, and this one has {has}"
        )
    return tuple(folded.index(name) for name in COLUMNS)


def _written(gathered: _Gathered) -> Table:
    cells = zip(*gathered.columns, strict=True)
    lines = [" ".join(f"{thing}, {attribute}: {value} ({source})".split()) for source, thing, attribute, value in cells]
    stops = [stop - 1 for stop in accumulate(len(line) + 1 for line in lines)]
    measures = _measures(gathered.columns[3])
    rows = pa.StructArray.from_arrays(
        [
            pa.array(gathered.numbers, pa.int64()),
            pa.array([stop - len(line) for stop, line in zip(stops, lines, strict=True)], pa.int64()),
            pa.array(stops, pa.int64()),
            *(pa.array(column, pa.string()) for column in (lines, *gathered.columns)),
            pa.array([one and one[0] for one in measures], pa.float64()),
            pa.array([one and one[1] for one in measures], pa.string()),
        ],
        names=["row", "start", "stop", "text", *COLUMNS, "number", "dimension"],
    )
    text = "\n".join(lines)
    passage = Passage(start=0, stop=len(text), section="table", because="rows of a table of claims")
    return Table(text, passage, rows, gathered.passed_over)


def _measures(values: list[str]) -> list[tuple[float, str] | None]:
    known = {value: measure(value) for value in dict.fromkeys(values)}
    return [known[value] for value in values]
