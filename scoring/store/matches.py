"""What matching did for the last publication, in a file beside the working tables; made anew where it is missing, damaged or of others."""

from __future__ import annotations

from pathlib import Path

import duckdb

from scoring.batch import judging_id, preparer_id, reader_id
from scoring.database import connect
from scoring.judging import Known
from scoring.store.disks import is_full_disk

_FILE = "matching.duckdb"


def known(folder: Path) -> Known:
    """The file for this publication; what is of no use in it is gone."""
    path = folder / _FILE
    stages = " ".join((reader_id(), preparer_id(), judging_id(), duckdb.__version__))  # keys are DuckDB's hashes
    if path.exists() and not _is_whole(path, stages):
        forget(folder)
    return Known(path, stages)


def forget(folder: Path) -> None:
    for name in (_FILE, f"{_FILE}.wal"):
        (folder / name).unlink(missing_ok=True)


def _is_whole(path: Path, stages: str) -> bool:
    """Whether it was made by these stages, and to the end."""
    try:
        with connect(attached={"matching": path}) as con:
            return con.execute("from matching.made_by").fetchall() == [(stages, True)]
    except duckdb.Error as error:
        if is_full_disk(error):
            raise
        return False
