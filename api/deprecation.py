"""Deprecation: what the answers of a route say that will go (docs/api-stability.md)."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

import msgspec

from api.browsers import Headers

DEPRECATED = "deprecated"
"""Among the `opt` of a route that will go: a `Deprecation`."""


class Deprecation(msgspec.Struct, frozen=True, kw_only=True):
    """That a route will go, since when that is known, when it will go, and what does the same."""

    since: datetime
    """Aware."""
    sunset: datetime
    """Aware, at least half a year after `since`."""
    instead: str
    """The address to use."""

    def headers(self) -> Headers:
        """As RFC 9745 (Deprecation) and RFC 8594 (Sunset) have it."""
        return [
            (b"deprecation", f"@{int(self.since.timestamp())}".encode()),
            (b"sunset", format_datetime(self.sunset, usegmt=True).encode()),
            (b"link", f'<{self.instead}>; rel="successor-version"'.encode()),
        ]
