"""Hardened DuckDB connections: no network, no files beyond the ones opened, no extension loading, settings locked."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from scoring.files import statement, statements

MEMORY = "3GB"
"""What the tables of a judging may take before they are put on disk."""

_LOCKED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}

_settling = threading.Lock()
"""Of two threads that open one file, which gives them one database, the second waits until its settings are locked."""

_KEY = re.compile(r",\n    primary key \((.+)\)$", re.MULTILINE)
"""The key of a table in sql/schema/."""


def connect(
    path: Path | None = None,
    *,
    read_only: bool = False,
    threads: int = 1,
    files: bool = False,
    spill: str | None = None,
    attached: Mapping[str, Path] | None = None,
) -> duckdb.DuckDBPyConnection:
    """A connection to the database at `path`, or to a new one in memory; with `files`, statements may read and write files (COPY).

    `spill`: a folder for what takes more memory than `MEMORY`; without one, statements may take most of the machine's. `attached`: other
    databases by the names that statements call them by.
    """
    config: dict[str, Any] = {**_LOCKED, "threads": threads}
    if spill:
        config |= {"memory_limit": MEMORY, "temp_directory": spill}
    with _settling:
        con = duckdb.connect(str(path) if path else ":memory:", read_only=read_only, config=config)
        if con.execute("select current_setting('lock_configuration')").fetchall() == [(True,)]:
            return con  # this process has the file open already, with these settings
        con.execute("set global timezone = 'UTC'")  # global: cursors inherit it
        con.execute("set preserve_insertion_order = true")
        for name, other in (attached or {}).items():
            con.execute(f"attach $path as {name}", {"path": str(other)})
        if not files:
            con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
        return con


def run(con: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, Any] | None = None) -> None:
    """Execute the statement sql/<name>.sql with bound parameters."""
    con.execute(statement(name), dict(parameters) if parameters else None)


def has_table(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether a table of that name is there: a former version may have written none."""
    return bool(con.execute("from duckdb_tables() where table_name = $name", {"name": table}).fetchall())


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """All tables of sql/schema/, empty, with their comments."""
    for name in statements("schema"):
        create_table(con, name)


def create_table(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """The table of sql/schema/<table>.sql, empty, with its comments; with its key where that is one column.

    An index over several columns answers no query of the API and takes longer to build than its table to fill: publishing checks such
    keys by the order of the rows.
    """
    text = statement(f"schema/{table}")
    con.execute(text if len(primary_key(table)) == 1 else _KEY.sub("", text))


def arrow(con: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    """The whole result of a query as one Arrow table."""
    table: pa.Table = con.sql(query).to_arrow_table()
    return table


def blanked(column: pa.Array[Any]) -> pa.Array[Any]:
    """A column with nothing under its nulls: DuckDB leaves there what happened to lie in memory, and a file would tell."""
    is_decimal = pa.types.is_decimal(column.type)
    if not column.null_count or not (is_decimal or pa.types.is_primitive(column.type)):
        return column
    if is_decimal:
        zero = pa.scalar(Decimal(0), column.type)
    else:
        zero = pa.scalar(value=False) if pa.types.is_boolean(column.type) else pa.scalar(0, pa.int64()).cast(column.type)
    blank: pa.Array[Any] = pc.if_else(column.is_valid(), column.fill_null(zero), pa.scalar(None, column.type))
    return blank


def integers(table: pa.Table | pa.RecordBatch, column: str) -> list[int]:
    """A column of whole numbers without gaps, as Python has them."""
    return cast("list[int]", table[column].to_pylist())


def schema(**types: pa.DataType) -> pa.Schema:
    """An Arrow schema by keyword: `schema(claim_id=pa.string(), start=pa.int64())`."""
    return pa.schema([pa.field(name, kind) for name, kind in types.items()])


def primary_key(table: str) -> list[str]:
    """The columns of a published table's primary key, in order; none for any other table.

    >>> primary_key("contributions")
    ['claim_id', 'rule_id']
    """
    found = _KEY.search(statements("schema").get(table, ""))
    return found[1].split(", ") if found else []
