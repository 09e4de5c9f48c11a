"""Errors as RFC 9457 problem details: one shape, one status table."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.params import ParameterKwarg
from litestar.types import ExceptionHandlersMap, Scope

from scoring.deadlines import current
from scoring.errors import (
    BadRequest,
    Busy,
    CrediblyError,
    DamagedData,
    NothingPublished,
    OtherContent,
    StaleCursor,
    TookTooLong,
    UnknownThing,
    UnreadableDocument,
)

MEDIA_TYPE = "application/problem+json"

RETRY_AFTER = 5
"""Seconds after which it is worth asking again when nothing is published yet."""

REQUEST_ID = "credibly_request_id"
"""In the scope of a request: the id that its problem, the log and the header X-Request-ID carry."""

KEY_NAME = "credibly_key"
"""In the scope of a request: the name of the API key that it came with, "" without."""

_STATUS: dict[type[Exception], HTTPStatus] = {
    UnknownThing: HTTPStatus.NOT_FOUND,
    BadRequest: HTTPStatus.BAD_REQUEST,
    StaleCursor: HTTPStatus.GONE,
    NothingPublished: HTTPStatus.SERVICE_UNAVAILABLE,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    TookTooLong: HTTPStatus.SERVICE_UNAVAILABLE,
    OtherContent: HTTPStatus.CONFLICT,
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
    """`urn:credibly:request:` and the id of the request, as the log and the header X-Request-ID have it."""


def problem(request: Request[Any, Any, Any], status: HTTPStatus, detail: str, headers: dict[str, str] | None = None) -> Response[Problem]:
    """The answer to a request that failed.

    >>> from litestar.testing import RequestFactory
    >>> request = RequestFactory().get("/v1/claims")
    >>> request.scope[REQUEST_ID] = "5f0c"
    >>> problem(request, HTTPStatus.GONE, "no longer kept").content
    Problem(type='urn:credibly:problem:gone', title='Gone', status=410, detail='no longer kept', instance='urn:credibly:request:5f0c')
    """
    return Response(told(request.scope, status, detail), status_code=status.value, media_type=MEDIA_TYPE, headers=headers)


def told(scope: Scope, status: HTTPStatus, detail: str) -> Problem:
    """What went wrong with the request of that scope."""
    slug = status.phrase.lower().replace(" ", "-")
    instance = f"urn:credibly:request:{scope.get(REQUEST_ID, 'unknown')}"
    return Problem(type=f"urn:credibly:problem:{slug}", title=status.phrase, status=status.value, detail=detail, instance=instance)


def asked_for(scope: Scope) -> str:
    """The path of a request as it was sent, without its query; printable."""
    raw: bytes | None = scope.get("raw_path")
    return quote(raw.partition(b"?")[0], safe="/%:@!$&'()*+,;=~") if raw else quote(scope["path"])


def _expected(request: Request[Any, Any, Any], error: CrediblyError) -> Response[Problem]:
    status = next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), HTTPStatus.INTERNAL_SERVER_ERROR)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:  # names files of the server
        _log.error("%s", error, extra={"request_id": request.scope.get(REQUEST_ID)})
        return problem(request, status, "the server's data cannot be read; its log has the particulars")
    headers = {"Retry-After": str(RETRY_AFTER)} if isinstance(error, (NothingPublished, Busy)) else None
    return problem(request, status, str(error), headers)


def _refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """What Litestar itself refuses: unknown addresses, wrong methods, bodies and parameters that do not fit."""
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        return _unexpected(request, error)
    return problem(request, status, _faults(request, error) or _DETAILS.get(status) or error.detail, error.headers)


def _faults(request: Request[Any, Any, Any], error: HTTPException) -> str:
    """Each parameter or field that does not fit, with what was expected."""
    faults = error.extra if isinstance(error.extra, list) else []
    return "; ".join(_fault(fault, _described(request)) for fault in faults if isinstance(fault, dict))


def _described(request: Request[Any, Any, Any]) -> dict[str, str]:
    """What the route says of its parameters, by name."""
    handler = request.scope.get("route_handler")
    fields = handler.parsed_fn_signature.parameters if isinstance(handler, HTTPRouteHandler) else {}
    declared = ((name, field.kwarg_definition) for name, field in fields.items())
    return {name: said.description or "" for name, said in declared if isinstance(said, ParameterKwarg)}


def _fault(fault: Mapping[str, str], described: Mapping[str, str]) -> str:
    """
    >>> _fault({"key": "claim_id", "message": "Expected `str` matching regex '^c_'"}, {"claim_id": "The claim's id."})
    "claim_id does not fit: The claim's id."
    """
    name, message = fault.get("key", ""), fault.get("message", "")
    if (name, message) == ("data", "'data'"):
        return "a JSON body is needed"
    if "matching regex" in message and described.get(name):  # a pattern is for programs
        return f"{name} does not fit: {described[name]}"
    return f"{name}: {message}".removeprefix("data: ")


def _too_deep(request: Request[Any, Any, Any], _: RecursionError) -> Response[Problem]:
    return problem(request, HTTPStatus.BAD_REQUEST, "the JSON is nested too deeply: an object of strings is expected")


def _not_utf_8(request: Request[Any, Any, Any], _: UnicodeDecodeError) -> Response[Problem]:
    return problem(request, HTTPStatus.BAD_REQUEST, "the JSON is not in UTF-8")


def _unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """A mistake of ours: the whole of it goes into the log, none of it to the client. An interrupted query is none."""
    if (deadline := current.get()) is not None and deadline.expired:
        return _expected(request, deadline.error())
    extra = {"request_id": request.scope.get(REQUEST_ID)}
    _log.error("%s %s", request.method, asked_for(request.scope), exc_info=error, extra=extra)
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "the server made a mistake; its log has the particulars")


HANDLERS: ExceptionHandlersMap = {
    CrediblyError: _expected,
    HTTPException: _refused,
    RecursionError: _too_deep,
    UnicodeDecodeError: _not_utf_8,
    Exception: _unexpected,
}
"""Which error becomes which problem."""
