"""Croissant 1.0 (MLCommons): every table a record set, every column a field, every file with its digest."""

from __future__ import annotations

from typing import Any, Final

from scoring.model import SCORE_MEANS, Manifest, TableFile
from scoring.store.tables import Column, Table, dictionary

NAME: Final = "croissant.json"

_TYPES: Final = {
    "BIGINT": "sc:Integer",
    "BOOLEAN": "sc:Boolean",
    "DOUBLE": "sc:Float",
    "INTEGER": "sc:Integer",
    "TIMESTAMP WITH TIME ZONE": "sc:DateTime",
    "VARCHAR": "sc:Text",
}
"""What each type of sql/schema/ is in schema.org; decimals are sc:Float."""

_MEDIA: Final = {
    "parquet": "application/x-parquet",
    "csv": "text/csv",
    "ndjson": "application/jsonlines",
    "arrow": "application/vnd.apache.arrow.file",
}
"""Media types as Croissant's own tools know them, where they know one."""

_CONTEXT: Final = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "conformsTo": "dct:conformsTo",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{
        term: f"cr:{term}"
        for term in (
            *(
                "citeAs",
                "column",
                "equivalentProperty",
                "extract",
                "field",
                "fileObject",
                "fileProperty",
                "fileSet",
                "format",
                "includes",
                "isLiveDataset",
            ),
            *("jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated", "replace"),
            *("samplingRate", "separator", "source", "subField", "transform"),
        )
    },
}


def croissant(held: Manifest) -> dict[str, Any]:
    """An export's metadata, as JSON-LD; files by their names beside it."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": f"credibly-{held.snapshot_id}",
        "description": f"Claims of {held.documents:,} documents, each with a score and the ledger that explains it. {SCORE_MEANS}.",
        "version": f"{held.credibly_version}+{held.snapshot_id}",
        "citeAs": f"Credibly {held.credibly_version}, snapshot {held.snapshot_id}, ruleset {held.ruleset_id}",
        **({"license": held.licence} if held.licence else {}),
        "distribution": [_file(file) for file in held.files],
        "recordSet": [_record_set(dictionary()[file.table], file, held.left_out) for file in held.files],
    }


def _file(file: TableFile) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": _MEDIA[file.path.rpartition(".")[2]],
        "sha256": file.sha256,
    }


def _record_set(table: Table, file: TableFile, left_out: list[str]) -> dict[str, Any]:
    columns = [column for column in table.columns if f"{table.name}.{column.name}" not in left_out]
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.comment,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
        "field": [_field(table, column, file) for column in columns],
    }


def _field(table: Table, column: Column, file: TableFile) -> dict[str, Any]:
    """Without `references`: mlcroissant joins along them, and loses rows of tables with two. The data package names foreign keys."""
    kind = "VARCHAR" if column.type.endswith("[]") and file.path.endswith(".csv") else column.type  # there lists are JSON
    element = kind.rstrip("[]")
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.comment,
        "dataType": "sc:Float" if element.startswith("DECIMAL") else _TYPES[element],
        **({"repeated": True} if element != kind else {}),
        "source": {"fileObject": {"@id": file.path}, "extract": {"column": column.name}},
    }
