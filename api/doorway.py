"""The doorway: what every request passes before a route sees it, and every answer on its way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from http import HTTPStatus
from typing import Any, cast, get_args

from litestar import Request, Response
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem, problem

ASKS_HEAD = "credibly_asks_head"
"""Set in the scope of a HEAD request, which the routes see as GET: whoever streams a body can save the work."""

_TAKEN_IN = 32_000_000
"""Bytes of a refused body that are read, and thrown away, before the refusal is sent."""

_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"content-security-policy": (
        b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}


def doorway(app: ASGIApp) -> ASGIApp:
    """`app`, answering HEAD wherever it answers GET, with the headers that keep browsers from guessing."""

    async def pass_through(scope: Scope, receive: Receive, send: Send) -> None:
        head = scope.get("method") == "HEAD"
        inner = cast(Scope, {**scope, "method": "GET", ASKS_HEAD: True}) if head else scope
        body_goes_on = True

        async def receive_on() -> Any:
            nonlocal body_goes_on
            message = await receive()
            body_goes_on = bool(message.get("more_body"))
            return message

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*map(_with_head, message["headers"]), *_missing(message["headers"])]
                if message["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and body_goes_on:
                    await _take_in(receive)
            elif head and message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        await app(inner, receive_on, send_on)

    return pass_through


async def _take_in(receive: Receive) -> None:
    """The rest of a body that is refused, up to a bound: a client that is still sending would not see the answer."""
    taken, message = 0, await receive()
    while message["type"] == "http.request" and message.get("more_body") and taken < _TAKEN_IN:
        taken += len(message.get("body", b""))
        message = await receive()


def _missing(headers: Any) -> list[tuple[bytes, bytes]]:
    there = {name.lower() for name, _ in headers}
    return [(name, value) for name, value in _HEADERS.items() if name not in there]


def _with_head(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """`Allow` in a fixed order, with HEAD wherever there is GET."""
    name, value = header
    if name.lower() != b"allow":
        return header
    methods = sorted(method.strip() for method in value.split(b","))
    return name, b", ".join([*methods, b"HEAD"] if b"GET" in methods else methods)


async def check(request: Request[Any, Any, Any]) -> Response[Problem] | None:
    """A problem, if the request says something that the route would pass over in silence."""
    handler = request.route_handler
    if not isinstance(handler, HTTPRouteHandler):
        return None
    if fault := _parameter_fault(request.query_params.multi_items(), query_parameters(handler)):
        return problem(request, HTTPStatus.BAD_REQUEST, fault)
    if "data" in handler.parsed_fn_signature.parameters and request.content_type[0] != "application/json":
        detail = "the body must be JSON: send it with the header Content-Type: application/json"
        return problem(request, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)
    return None


@cache
def query_parameters(handler: HTTPRouteHandler) -> dict[str, Any]:
    """The query parameters that a route declares, by name, with their types."""
    fields = handler.parsed_fn_signature.parameters.items()
    return {name: field.annotation for name, field in fields if isinstance(field.kwarg_definition, QueryParameter)}


def _parameter_fault(given: Iterable[tuple[str, Any]], known: Mapping[str, Any]) -> str | None:
    """What is wrong with the query parameters, if anything.

    >>> known = {"limit": int, "text": str | None}
    >>> _parameter_fault([("limt", "5")], known)
    'unknown query parameter limt: did you mean limit?'
    >>> _parameter_fault([("limit", "5"), ("limit", "6")], known)
    'limit is given twice'
    """
    seen: set[str] = set()
    for name, value in given:
        if name not in known:
            return f"unknown query parameter {name[:40]}: {_remedy(name, list(known))}"
        if name in seen:
            return f"{name} is given twice"
        if "\0" in str(value):
            return f"{name} holds a NUL character"
        if str(value).lower() == "null" and str not in (known[name], *get_args(known[name])):
            return f"{name}: null is no value; leave the parameter out"  # msgspec would read it as None
        seen.add(name)
    return None


def _remedy(name: str, known: list[str]) -> str:
    if not known:
        return "this address takes none"
    nearest = get_close_matches(name[:40], known, n=1, cutoff=0.5)
    return f"did you mean {nearest[0]}?" if nearest else f"known are {', '.join(known)}"
