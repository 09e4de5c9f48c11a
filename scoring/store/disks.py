"""A full disk, told alike whoever met it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


@contextmanager
def full_disk_named(folder: Path) -> Iterator[None]:
    """Lets DuckDB and the system tell of a full disk alike: an OSError with ENOSPC and the place that is written to."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        named = isinstance(error, OSError) and error.filename and Path(error.filename).is_relative_to(folder)
        if named or not is_full_disk(error):
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder)) from error


def is_full_disk(error: Exception) -> bool:
    """Whether that is why it failed."""
    return os.strerror(errno.ENOSPC) in str(error)
