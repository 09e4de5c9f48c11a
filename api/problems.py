"""Errors as RFC 9457 problem details: one shape, one status table."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from scoring.errors import BadRequest, Busy, CrediblyError, DamagedData, NothingPublished, StaleCursor, UnknownThing, UnreadableDocument

MEDIA_TYPE = "application/problem+json"

RETRY_AFTER = 5
"""Seconds after which it is worth asking again when nothing is published yet."""

_STATUS: dict[type[Exception], HTTPStatus] = {
    UnknownThing: HTTPStatus.NOT_FOUND,
    BadRequest: HTTPStatus.BAD_REQUEST,
    StaleCursor: HTTPStatus.GONE,
    NothingPublished: HTTPStatus.SERVICE_UNAVAILABLE,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    UnreadableDocument: HTTPStatus.UNPROCESSABLE_ENTITY,
    DamagedData: HTTPStatus.INTERNAL_SERVER_ERROR,
}

_DETAILS = {
    HTTPStatus.NOT_FOUND: "nothing is served under this address: / names what is",
    HTTPStatus.METHOD_NOT_ALLOWED: "this address does not answer to that method: the header Allow names those it does",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "the body is too large: send at most 1 MB",
}

_log = logging.getLogger("credibly")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong with a request, as RFC 9457 has it."""

    type: str
    """A name for the kind of problem."""
    title: str
    status: int
    detail: str
    """What is wrong here, and what to do."""
    instance: str
    """The path that was asked for."""


def problem(request: Request[Any, Any, Any], status: HTTPStatus, detail: str, headers: dict[str, str] | None = None) -> Response[Problem]:
    """The answer to a request that failed.

    >>> from litestar.testing import RequestFactory
    >>> problem(RequestFactory().get("/v1/claims"), HTTPStatus.GONE, "no longer kept").content
    Problem(type='urn:credibly:problem:gone', title='Gone', status=410, detail='no longer kept', instance='/v1/claims')
    """
    slug = status.phrase.lower().replace(" ", "-")
    content = Problem(
        type=f"urn:credibly:problem:{slug}", title=status.phrase, status=status.value, detail=detail, instance=_asked_for(request)
    )
    return Response(content, status_code=status.value, media_type=MEDIA_TYPE, headers=headers)


def _asked_for(request: Request[Any, Any, Any]) -> str:
    raw: bytes | None = request.scope.get("raw_path")
    return raw.decode("ascii", "replace").partition("?")[0] if raw else quote(request.scope["path"])


def _expected(request: Request[Any, Any, Any], error: CrediblyError) -> Response[Problem]:
    status = next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), HTTPStatus.INTERNAL_SERVER_ERROR)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s", error)
    headers = {"Retry-After": str(RETRY_AFTER)} if status is HTTPStatus.SERVICE_UNAVAILABLE else None
    return problem(request, status, str(error), headers)


def _refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """What Litestar itself refuses: unknown addresses, wrong methods, bodies and parameters that do not fit."""
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        return _unexpected(request, error)
    return problem(request, status, _faults(error) or _DETAILS.get(status) or error.detail, error.headers)


def _faults(error: HTTPException) -> str:
    """Each parameter or field that does not fit, with what was expected."""
    faults = error.extra if isinstance(error.extra, list) else []
    return "; ".join(_fault(fault) for fault in faults if isinstance(fault, dict))


def _fault(fault: dict[str, str]) -> str:
    name, message = fault.get("key", ""), fault.get("message", "")
    return "a JSON body is needed" if (name, message) == ("data", "'data'") else f"{name}: {message}".removeprefix("data: ")


def _too_deep(request: Request[Any, Any, Any], _: RecursionError) -> Response[Problem]:
    return problem(request, HTTPStatus.BAD_REQUEST, "the JSON is nested too deeply: an object of strings is expected")


def _not_utf_8(request: Request[Any, Any, Any], _: UnicodeDecodeError) -> Response[Problem]:
    return problem(request, HTTPStatus.BAD_REQUEST, "the JSON is not in UTF-8")


def _unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """A mistake of ours: the whole of it goes into the log, none of it to the client."""
    _log.error("%s %s", request.method, _asked_for(request), exc_info=error)
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "the server made a mistake; its log has the particulars")


HANDLERS: ExceptionHandlersMap = {
    CrediblyError: _expected,
    HTTPException: _refused,
    RecursionError: _too_deep,
    UnicodeDecodeError: _not_utf_8,
    Exception: _unexpected,
}
"""Which error becomes which problem."""
