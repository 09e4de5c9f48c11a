"""Bodies as they arrive: within a size, within a time, and not too much of them at one moment."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

from litestar.types import Receive

from api.browsers import Headers
from api.limits import Room
from api.settings import Settings

LARGEST_BODY = 1_000_000
"""Bytes of a body that is read as JSON."""

DOCUMENTS = "/v1/documents"
"""Where documents are sent, which may be larger."""

MOST_ARRIVING = 256_000_000
"""Bytes of all bodies that are arriving at one moment."""

_SLOWEST = 50_000
"""Bytes a second of the slowest body that is waited for."""

_TAKEN_IN = 32_000_000
"""Bytes of a refused body that are read, and thrown away, before the refusal is sent: a client that still sends would not see it."""

_AGAIN_AFTER = 1
"""Seconds after which it is worth sending again when too much arrived."""


class Refused(Exception):
    """A body that is not waited for any longer, and why."""

    def __init__(self, status: HTTPStatus, detail: str, headers: Headers | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or []


class Bodies:
    """All bodies that are arriving."""

    def __init__(self, settings: Settings) -> None:
        self._seconds = settings.body_seconds
        self._largest_document = settings.document_megabytes * 1_000_000
        self._room = Room(MOST_ARRIVING)

    async def read(self, path: str, receive: Receive) -> bytes | None:
        """The whole body of a request to that path; None when the client went away. Raises Refused."""
        most = self._largest_document if path == DOCUMENTS else LARGEST_BODY
        parts: list[bytes] = []
        received, more = 0, True
        began = asyncio.get_running_loop().time()
        try:
            while more:
                async with asyncio.timeout_at(began + self._seconds + received / _SLOWEST):
                    message = await receive()
                if message["type"] != "http.request":
                    return None
                more, part = bool(message.get("more_body")), message.get("body", b"")
                if received + len(part) > most:
                    await take_in(receive, self._seconds, more=more)
                    raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body is too large: send at most {most // 1_000_000} MB")
                if not self._room.take(len(part)):
                    detail = f"too much is being sent at this moment: try again in {_AGAIN_AFTER} second"
                    raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, detail, [(b"retry-after", str(_AGAIN_AFTER).encode())])
                received += len(part)
                parts.append(part)
        except TimeoutError:
            detail = f"the body took longer than {self._seconds:g} seconds and one for each 50 KB: send it again, faster"
            raise Refused(HTTPStatus.REQUEST_TIMEOUT, detail) from None
        finally:
            self._room.give(received)
        return b"".join(parts)


def replayed(body: bytes, receive: Receive) -> Receive:
    """A body that is there already, as the application asks for it; after it, what the client does."""
    given = False

    async def replay() -> Any:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def take_in(receive: Receive, seconds: float, *, more: bool = True) -> None:
    """The rest of a body that is refused, up to a bound of bytes and seconds."""
    taken = 0
    try:
        async with asyncio.timeout(seconds):
            while more and taken < _TAKEN_IN:
                message = await receive()
                if message["type"] != "http.request":
                    return
                more = bool(message.get("more_body"))
                taken += len(message.get("body", b""))
    except TimeoutError:
        pass
