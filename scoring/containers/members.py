"""What comes out of a stream: documents, records that give none, and records that are passed over on purpose."""

from __future__ import annotations

import msgspec

from scoring.model import Received


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A record that gives no document, and why, with what to do."""

    where: str = ""
    """As in "line 7"; "" for the stream as a whole."""
    why: str


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """How many records were passed over because they are no documents, such as pictures and redirects, and what they lack."""

    count: int
    what: str


Member = Received | Unread | Passed


def too_large(most: int) -> str:
    """Why a record or a file of more than `most` bytes gives no document."""
    return f"too large: more than {most:,} bytes, which is all that is read of one document: split it"
