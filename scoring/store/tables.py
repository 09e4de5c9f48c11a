"""The published tables as files: in which formats, which rows refer to which, and how a cell stays a cell."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, Literal

import duckdb
import msgspec
import pyarrow as pa

from scoring.database import blanked, connect, create_tables, primary_key
from scoring.files import schema_id
from scoring.queries.formats import FORMULA

Format = Literal["parquet", "csv", "ndjson", "arrow"]

TEXTS: Final = ("claim_reviews.claim", "claims.text", "documents.text", "mentions.cue", "propositions.text")
"""Columns that repeat what documents say, as table.column. Reasons (`because`) quote single words of it and stay."""

_ROWS_AT_ONCE = 100_000


class Reference(msgspec.Struct, frozen=True):
    """Columns whose values stand in the same-named or given columns of another table."""

    table: str
    columns: tuple[str, ...]
    parent: str
    keys: tuple[str, ...]


_OF_SEVERAL_COLUMNS = (
    Reference("assertions", ("proposition_id", "origin_id"), "origins", ("proposition_id", "origin_id")),
    Reference("claims", ("document_id", "passage"), "passages", ("document_id", "passage")),
    Reference("links", ("proposition_id", "claim_id"), "assertions", ("proposition_id", "claim_id")),
    Reference("links", ("other_proposition_id", "other_claim_id"), "assertions", ("proposition_id", "claim_id")),
)


class Column(msgspec.Struct, frozen=True):
    """A column as sql/schema/ defines it."""

    name: str
    type: str
    """As DuckDB names it: VARCHAR, BIGINT, VARCHAR[], ..."""
    nullable: bool
    comment: str


class Table(msgspec.Struct, frozen=True):
    """A published table as sql/schema/ defines it."""

    name: str
    comment: str
    columns: list[Column]
    key: list[str]
    references: list[Reference]


@cache
def dictionary() -> dict[str, Table]:
    """Every published table by its name, in order: what Croissant, the data package and docs/data.md say is read off here.

    >>> dictionary()["rules"].columns[2]
    Column(name='weight', type='DECIMAL(9,3)', nullable=False, comment='Bits (log2 odds) at full strength.')
    """
    with connect() as con:
        create_tables(con)
        referring = references(con)
        return {
            name: Table(
                name,
                described(con, name)["description"],
                [Column(*row) for row in con.execute(_COLUMNS, {"table": name}).fetchall()],
                primary_key(name),
                [one for one in referring if one.table == name],
            )
            for name in _published(con)
        }


_COLUMNS = """
select column_name, data_type, is_nullable, comment
from duckdb_columns()
where schema_name = 'main' and table_name = $table
order by column_index
"""


def references(con: duckdb.DuckDBPyConnection) -> list[Reference]:
    """Which columns refer to which table: `claim_id`, `other_claim_id` to claims, and so on for every table with one such key."""
    tables = _published(con)
    keyed = {table: primary_key(table) for table in tables}
    parents = {keys[0]: table for table, keys in keyed.items() if keys == [f"{table.removesuffix('s')}_id"]}
    columns = [(table, column) for table in tables for column, _ in _columns(con, table)]
    single = [
        Reference(table, (column,), parents[key], (key,))
        for table, column in columns
        for key in parents
        if (column == key or column.endswith(f"_{key}")) and parents[key] != table
    ]
    return [*single, *(one for one in _OF_SEVERAL_COLUMNS if one.table in tables)]


def _published(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables in a database, but for temporary ones and those of other schemas."""
    query = "select table_name from duckdb_tables() where schema_name = 'main' and not temporary order by table_name"
    return [name for (name,) in con.execute(query).fetchall()]


def _columns(con: duckdb.DuckDBPyConnection, table: str, told: str = "data_type") -> list[tuple[str, str]]:
    """The columns of a table in their order, each with its type, or with another column of duckdb_columns()."""
    query = f"select column_name, {told} from duckdb_columns() where schema_name = 'main' and table_name = $table order by column_index"  # noqa: S608
    return con.execute(query, {"table": table}).fetchall()


def described(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """The comments of a table and (as JSON) of its columns, and the name of the definitions they belong to."""
    comment = con.execute("select comment from duckdb_tables() where schema_name = 'main' and table_name = $table", {"table": table})
    description = comment.fetchall()[0][0]
    return {"schema_id": schema_id(), "description": description, "columns": json.dumps(dict(_columns(con, table, "comment")))}


def write(
    con: duckdb.DuckDBPyConnection,
    table: str,
    path: Path,
    form: Format = "parquet",
    *,
    kept: str | None = None,
    left_out: Sequence[str] = (),
    whole: Path | None = None,
    lies_in_order: bool = False,
) -> int:
    """Write a table in order of its primary key, without the columns `left_out`; how many rows. Equal content gives equal bytes.

    `kept` is a condition of ours on its rows; `whole`: a Parquet file that this function wrote of the same table, so that it need not
    be sorted, nor held in memory, where no condition takes rows out; `lies_in_order`: the table's rows need not be sorted.

    The connection must have been opened with `files` and one thread, `arrow` apart.
    """
    columns = [(name, kind) for name, kind in _columns(con, table) if name not in left_out]
    said = ", ".join(_cell(name, kind) if form == "csv" else f'"{name}"' for name, kind in columns)
    source, given = ("read_parquet($whole)", {"whole": str(whole)}) if whole and kept is None else (table, {})
    order = "" if given or lies_in_order else f"order by {', '.join(primary_key(table))}"
    rows = f"select {said} from {source} where {kept or 'true'} {order}"  # noqa: S608  (names of sql/schema/)
    if form == "arrow":
        return _write_arrow(con, rows, given, path, described(con, table))
    options = {
        "parquet": "format parquet, compression zstd, kv_metadata $told",
        "csv": "format csv, header true",
        "ndjson": "format json",
    }[form]
    told = {"told": described(con, table)} if form == "parquet" else {}
    count = con.execute(f"copy ({rows}) to $path ({options})", {"path": str(path), **given, **told}).fetchall()
    return int(count[0][0])


def _cell(name: str, kind: str) -> str:
    """A column as CSV shows it: lists as JSON; text that a spreadsheet would run as a formula behind an apostrophe."""
    if kind.endswith("[]"):
        return f'to_json("{name}")::varchar as "{name}"'
    if kind == "VARCHAR":
        return f"""if(regexp_matches("{name}", '{FORMULA.replace("'", "''")}'), '''' || "{name}", "{name}") as "{name}\""""
    return f'"{name}"'


def _write_arrow(con: duckdb.DuckDBPyConnection, rows: str, given: dict[str, str], path: Path, told: dict[str, str]) -> int:
    """An Arrow IPC file, record batch by record batch."""
    reader = con.sql(rows, params=given).to_arrow_reader(_ROWS_AT_ONCE)
    count = 0
    schema = reader.schema.with_metadata(told)
    try:
        with (
            pa.OSFile(str(path), "wb") as sink,
            pa.ipc.new_file(sink, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer,
        ):
            for batch in reader:
                writer.write_batch(pa.record_batch([blanked(column) for column in batch.columns], schema=schema))
                count += batch.num_rows
    except OSError as error:  # Arrow does not say where
        raise OSError(error.errno, os.strerror(error.errno or 0), str(path)) from error
    return count


def opened(con: duckdb.DuckDBPyConnection, table: str, path: Path, view: str | None = None) -> None:
    """A view (by default `<table>_exported`) on an exported file of any format, with the published types where the format keeps none.

    Raises duckdb.Error, OSError or pyarrow's ArrowInvalid when it cannot be read.
    """
    form = path.suffix
    types = dict(_columns(con, table))
    if form == ".arrow":
        with pa.memory_map(str(path)) as source:
            relation = con.from_arrow(pa.ipc.open_file(source).read_all())
    elif form == ".csv":
        with path.open(encoding="utf-8", newline="") as lines:
            present = next(csv.reader(lines), [])
        typed = {name: "JSON" if types[name].endswith("[]") else types[name] for name in present if name in types}
        relation = con.read_csv(str(path), header=True, dtype=typed, quotechar='"', escapechar='"', delimiter=",")
    elif form == ".ndjson":
        relation = con.read_json(str(path), format="newline_delimited", columns=types)
    else:
        relation = con.read_parquet(str(path))
    relation.create_view(view or f"{table}_exported", replace=True)
