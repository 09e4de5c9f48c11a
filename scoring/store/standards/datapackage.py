"""Data Package (Frictionless, version 1): every table a resource with its schema, keys, size and digest."""

from __future__ import annotations

from typing import Any, Final

from scoring.model import SCORE_MEANS, Manifest, TableFile
from scoring.store.tables import Column, Reference, Table, dictionary

NAME: Final = "datapackage.json"

_TYPES: Final = {
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DOUBLE": "number",
    "INTEGER": "integer",
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "VARCHAR": "string",
}
"""What each type of sql/schema/ is in Table Schema; decimals are numbers, lists are arrays."""

_MEDIA: Final = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "arrow": "application/vnd.apache.arrow.file",
}


def datapackage(held: Manifest) -> dict[str, Any]:
    """An export's descriptor; files by their names beside it."""
    return {
        "profile": "data-package",
        "name": f"credibly-{held.snapshot_id}",
        "title": f"Credibly snapshot {held.snapshot_id}",
        "description": f"Claims of {held.documents:,} documents, each with a score and the ledger that explains it. {SCORE_MEANS}.",
        "version": f"{held.credibly_version}+{held.snapshot_id}",
        **({"licenses": [{"name": held.licence}]} if held.licence else {}),
        "resources": [_resource(dictionary()[file.table], file, held) for file in held.files],
    }


def _resource(table: Table, file: TableFile, held: Manifest) -> dict[str, Any]:
    form = file.path.rpartition(".")[2]
    exported = {one.table for one in held.files}
    columns = [column for column in table.columns if f"{table.name}.{column.name}" not in held.left_out]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.comment,
        "path": file.path,
        "format": form,
        "mediatype": _MEDIA[form],
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": {
            "fields": [_field(column, form) for column in columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(one) for one in table.references if one.parent in exported],
        },
    }


def _field(column: Column, form: str) -> dict[str, Any]:
    kind = "array" if column.type.endswith("[]") else "number" if column.type.startswith("DECIMAL") else _TYPES[column.type]
    return {
        "name": column.name,
        "type": kind,
        **({"format": "any"} if kind == "datetime" else {}),  # 2031-05-05 08:00:00+00: the offset has no minutes
        "description": column.comment,
        "constraints": {"required": not column.nullable and (kind != "string" or form != "csv")},  # no text is no value in CSV
    }


def _foreign_key(one: Reference) -> dict[str, Any]:
    return {"fields": list(one.columns), "reference": {"resource": one.parent, "fields": list(one.keys)}}
