"""What browsers are told: headers that keep them from guessing, and which origins may read answers (CORS)."""

from __future__ import annotations

from collections.abc import Collection

Headers = list[tuple[bytes, bytes]]

SECURITY: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
]

_SHOWN = b"ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset, X-Request-ID, Content-Range, Accept-Ranges"
"""Headers that a page of another origin may read."""

_TAKEN = b"Authorization, Content-Type, Idempotency-Key, If-None-Match, Range, X-Request-ID"
"""Headers that it may send."""


class Origins:
    """The origins, besides the server's own, whose pages may read answers."""

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = {origin.rstrip("/").encode() for origin in allowed}

    def headers(self, origin: bytes | None) -> Headers:
        """What an answer says to a page of `origin`; that it depends on the origin is said to caches always, once any is allowed.

        >>> Origins(["https://a.example"]).headers(b"https://b.example")
        [(b'vary', b'Origin')]
        """
        if not self._allowed:
            return []
        if origin not in self._allowed or origin is None:
            return [(b"vary", b"Origin")]
        return [(b"vary", b"Origin"), (b"access-control-allow-origin", origin), (b"access-control-expose-headers", _SHOWN)]

    def preflight(self, origin: bytes | None) -> Headers:
        """The answer to a browser that asks before it sends."""
        if origin not in self._allowed:
            return self.headers(origin)
        return [
            *self.headers(origin),
            (b"access-control-allow-methods", b"GET, HEAD, POST"),
            (b"access-control-allow-headers", _TAKEN),
            (b"access-control-max-age", b"600"),
        ]
