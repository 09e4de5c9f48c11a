"""A stream that holds a table of claims, to the one document that it is."""

from __future__ import annotations

from typing import BinaryIO

from scoring.containers.members import Member, Unread, too_large
from scoring.containers.streams import buffered, plain_name, unpacked
from scoring.errors import UnreadableDocument
from scoring.model import Received
from scoring.reading.limits import Limits
from scoring.reading.tables import media_type


def table(stream: BinaryIO, name: str, limits: Limits = Limits()) -> Member:  # noqa: B008  (frozen)
    """The table in a stream, its format told by its first bytes, compression taken off. OSError comes through.

    >>> import io
    >>> table(io.BytesIO(b"source,object,attribute,value"), "timetables.csv.gz").document_name
    'timetables.csv'
    """
    try:
        content = unpacked(buffered(getattr(stream, "read1", stream.read)), limits).read(limits.table_bytes + 1)
    except UnreadableDocument as error:
        return Unread(why=str(error))
    if len(content) > limits.table_bytes:
        return Unread(why=too_large(limits.table_bytes))
    return Received(document_name=plain_name(name), content=content, media_type=media_type(content[:1024]))
