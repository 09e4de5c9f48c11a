"""The doorway: what every request passes before a route sees it. A parameter that is not known is never passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from http import HTTPStatus
from typing import Any, get_args

from litestar import Request, Response
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter

from api.problems import Problem, problem

ASKS_HEAD = "credibly_asks_head"
"""Set in the scope of a HEAD request, which the routes see as GET: whoever streams a body can save the work."""


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
    coding = request.headers.get("content-encoding", _PLAIN).strip().lower()
    if request.method == "POST" and coding != _PLAIN:
        detail = f"the body is said to be compressed ({coding[:20]}), which is not undone here: send it as it is"
        return problem(request, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, {"Accept-Encoding": _PLAIN})
    return None


_PLAIN = "identity"
"""The Content-Encoding of a body that is what it is; a compressed file is of a Content-Type that says so."""


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
