"""Hardened DuckDB connections: no network, no files beyond the ones opened, no extension loading, settings locked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import duckdb
import pyarrow as pa

from scoring.files import statement, statements

_LOCKED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}


def connect(path: Path | None = None, *, read_only: bool = False, threads: int = 1, files: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to the database at `path`, or to a new one in memory; with `files`, statements may read and write files (COPY)."""
    config: dict[str, Any] = {**_LOCKED, "threads": threads}
    con = duckdb.connect(str(path) if path else ":memory:", read_only=read_only, config=config)
    if con.execute("select current_setting('lock_configuration')").fetchall() == [(True,)]:
        return con  # this process has the file open already, with these settings
    con.execute("set global timezone = 'UTC'")  # global: cursors inherit it
    con.execute("set preserve_insertion_order = true")
    if not files:
        con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con


def run(con: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, Any] | None = None) -> None:
    """Execute the statement sql/<name>.sql with bound parameters."""
    con.execute(statement(name), dict(parameters) if parameters else None)


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """All tables of sql/schema/, empty, with their comments."""
    for text in statements("schema").values():
        con.execute(text)


def arrow(con: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    """The whole result of a query as one Arrow table."""
    table: pa.Table = con.sql(query).to_arrow_table()
    return table


def integers(table: pa.Table | pa.RecordBatch, column: str) -> list[int]:
    """A column of whole numbers without gaps, as Python has them."""
    return cast("list[int]", table[column].to_pylist())


def schema(**types: pa.DataType) -> pa.Schema:
    """An Arrow schema by keyword: `schema(claim_id=pa.string(), start=pa.int64())`."""
    return pa.schema([pa.field(name, kind) for name, kind in types.items()])


def primary_key(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The columns of a table's primary key, in order."""
    rows = con.execute(
        "select unnest(constraint_column_names) from duckdb_constraints() where constraint_type = 'PRIMARY KEY' and table_name = $table",
        {"table": table},
    ).fetchall()
    return [name for (name,) in rows]
