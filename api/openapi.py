"""The OpenAPI document: read off the routes and the Structs, so that it says exactly what they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from types import NoneType
from typing import Any, Union

import msgspec
from litestar.handlers import HTTPRouteHandler
from litestar.params import KwargDefinition, ParameterKwarg
from litestar.typing import FieldDefinition

from api.deprecation import DEPRECATED
from api.doorway import query_parameters
from api.limits import LONGEST_ADDRESS
from api.problems import MEDIA_TYPE, Problem
from scoring.files import statements
from scoring.model import SCORE_MEANS

_REFERENCE = "#/components/schemas/{name}"

_CONSTRAINTS = {"ge": "minimum", "le": "maximum", "min_length": "minLength", "max_length": "maxLength", "pattern": "pattern"}

_TABLES = {
    "Contribution": ("contributions",),
    "UtteranceGround": ("utterance_grounds",),
    "ScoredClaim": ("claims",),
    "StoredDocument": ("documents",),
    "FullDocument": ("documents",),
    "StoredClaimReview": ("claim_reviews",),
    "StoredPassage": ("passages",),
    "StoredSource": ("sources",),
    "StoredProposition": ("propositions",),
    "PropositionWithOrigins": ("propositions",),
    "StoredOrigin": ("origins",),
    "ListedPassage": ("passages",),
    "ListedLink": ("links",),
    "StoredRule": ("rules",),
    "StoredProfile": ("profiles",),
    "StoredFamily": ("families",),
    "QuotedMention": ("mentions",),
    "StoredAttribution": ("attributions",),
    "SourceRecord": ("source_records",),
    "SourceCopy": ("source_copies",),
    "ValueSaid": ("claims", "source_records"),
    "CorrectionSaid": ("corrections",),
    "Saying": ("assertions", "claims", "documents"),
    "Opposition": ("links", "claims", "documents"),
}
"""Whose columns the fields of a Struct are: the columns' comments describe them."""

_WRITING = {"/v1/documents"}
"""Paths whose POST stores something."""

_PROBLEMS = {
    HTTPStatus.BAD_REQUEST: "Something in the request cannot be meant: `detail` names it, and what would do.",
    HTTPStatus.UNAUTHORIZED: "A key is needed, or the one that was sent is not known.",
    HTTPStatus.FORBIDDEN: "The key may not do this, or the server does not.",
    HTTPStatus.NOT_FOUND: "There is none of that id, or no published moment of that time: `detail` tells which.",
    HTTPStatus.GONE: "The cursor's snapshot is no longer kept: start again without a cursor.",
    HTTPStatus.REQUEST_TIMEOUT: "The body took too long to arrive.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than 1 MB.",
    HTTPStatus.REQUEST_URI_TOO_LONG: f"Path and query are longer than {LONGEST_ADDRESS:,} bytes.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is not `application/json`.",
    HTTPStatus.TOO_MANY_REQUESTS: "More requests a minute than are allowed; the header Retry-After says when to ask again.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "A mistake of the server.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Nothing is published yet, too many requests wait (Retry-After says when to ask again), or the query "
    "took too long.",
}

_DESCRIPTION = f"""Claims from news, blogs and statements, each with a support score and the ledger that explains it.

**What a score is.** A {SCORE_MEANS}. A claim that cannot be judged has no score, and says why.

**Where it stands.** Everything under /v1/ is answered from one published snapshot, named by `snapshot_id`; `ruleset_id` names the rules
that scored it. Spans are `start` and `stop`: Unicode characters into the document's text, stop exclusive.

**Pages.** Lists give `next_cursor`. Send it as `cursor`, with the same filters, and the list goes on in the same snapshot, even when
a newer one has been published since: each row comes once. When that snapshot is no longer kept, the answer is 410.

**Again and again.** Answers from one snapshot carry an `ETag`: send it as `If-None-Match`, and 304 says that nothing changed.
Answers are compressed by zstd or gzip where `Accept-Encoding` takes it.

**Keys.** A server that others reach asks for a key: `Authorization: Bearer KEY`.

**Errors** are problem details (RFC 9457). Their `instance` ends in the id of the request, which the server's log and the header
`X-Request-ID` carry. Unknown query parameters are errors. HEAD is answered wherever GET is."""


def document(handlers: Iterable[HTTPRouteHandler]) -> dict[str, Any]:
    """The OpenAPI 3.1 document of these routes."""
    shown = [handler for handler in handlers if handler.resolve_include_in_schema()]
    structs = [Problem, *(struct for handler in shown for struct in _structs(handler))]
    _, components = msgspec.json.schema_components(list(dict.fromkeys(structs)), ref_template=_REFERENCE)
    paths: dict[str, dict[str, Any]] = {}
    for handler in shown:
        [path] = handler.paths
        [method] = handler.http_methods
        paths.setdefault(re.sub(r":str\}", "}", path), {})[method.lower()] = _operation(handler)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Credibly",
            "version": version("credibly"),
            "summary": "Support scores for claims, and why.",
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {name: _described(name, schema) for name, schema in sorted(components.items())},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "An API key: `credibly keys add` makes one."}},
        },
    }


def _structs(handler: HTTPRouteHandler) -> Iterator[type[msgspec.Struct]]:
    """What a route takes as its body and what it answers, where these are Structs."""
    if field := handler.parsed_fn_signature.parameters.get("data"):
        yield field.annotation
    for said in handler.opt.get("bodies", {}).values():
        if said:
            yield said[0]
    if answer := _answered(handler):
        yield answer
    yield from handler.opt.get("shows", ())


def _answered(handler: HTTPRouteHandler) -> type[msgspec.Struct] | None:
    """The Struct that a route answers with, by itself or as the content of a response."""
    field = handler.parsed_fn_signature.return_type
    inner = field.inner_types[0] if field.inner_types else field
    return next((one.annotation for one in (field, inner) if _is_struct(one)), None)


def _is_struct(field: FieldDefinition) -> bool:
    return isinstance(field.annotation, type) and issubclass(field.annotation, msgspec.Struct)


def _operation(handler: HTTPRouteHandler) -> dict[str, Any]:
    summary, _, description = (handler.fn.__doc__ or "").partition("\n\n")
    operation: dict[str, Any] = {
        "tags": list(handler.tags or ()),
        "operationId": handler.fn.__name__,
        "summary": summary.strip().rstrip("."),
        "description": " ".join(description.split()),
    }
    if "POST" in handler.http_methods and handler.paths & _WRITING:
        operation["security"] = [{"key": []}]
    elif _under_v1(handler):
        operation["security"] = [{}, {"key": []}]  # on loopback reading needs none
    if DEPRECATED in handler.opt:
        operation["deprecated"] = True
    fields = handler.parsed_fn_signature.parameters
    asked = [_parameter(name, "query", fields[name]) for name in query_parameters(handler)]
    if parameters := [*_path_parameters(handler), *asked, *_headers(handler)]:
        operation["parameters"] = parameters
    if "bodies" in handler.opt:
        content = {kind: {"schema": {**_schema(said[0]), **said[1]} if said else {}} for kind, said in handler.opt["bodies"].items()}
        operation["requestBody"] = {"required": True, "content": content}
    if "data" in fields:
        schema = {**_schema(fields["data"].annotation), **handler.opt.get("body", {})}
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    operation["responses"] = _responses(handler)
    return operation


def _path_parameters(handler: HTTPRouteHandler) -> list[dict[str, Any]]:
    fields = handler.parsed_fn_signature.parameters
    return [_parameter(name, "path", fields[name]) for path in handler.paths for name in re.findall(r"\{(\w+):str\}", path)]


def _headers(handler: HTTPRouteHandler) -> list[dict[str, Any]]:
    schema = {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,200}$"}
    told = handler.opt.get("headers", {}).items()
    return [{"name": name, "in": "header", "required": False, "description": what, "schema": schema} for name, what in told]


def _parameter(name: str, place: str, field: FieldDefinition) -> dict[str, Any]:
    declared = field.kwarg_definition
    assert isinstance(declared, ParameterKwarg)  # noqa: S101  (both kinds of parameter are found by their declaration)
    schema = {**_schema(_without_none(field.annotation)), **_constraints(declared)}
    if field.has_default and field.default is not None:
        schema["default"] = field.default
    return {"name": name, "in": place, "required": field.is_required, "description": declared.description or "", "schema": schema}


def _without_none(hint: Any) -> Any:
    kinds = [kind for kind in getattr(hint, "__args__", ()) if kind is not NoneType]
    return Union[tuple(kinds)] if NoneType in getattr(hint, "__args__", ()) else hint  # noqa: UP007


def _constraints(declared: KwargDefinition) -> dict[str, Any]:
    stated = {keyword: getattr(declared, name) for name, keyword in _CONSTRAINTS.items()}
    return {**{keyword: value for keyword, value in stated.items() if value is not None}, **(declared.schema_extra or {})}


def _schema(hint: Any) -> dict[str, Any]:
    [schema], _ = msgspec.json.schema_components([hint], ref_template=_REFERENCE)
    return schema


def _responses(handler: HTTPRouteHandler) -> dict[str, Any]:
    """The answers of a route: its own, and the problems that follow from what it takes."""
    answers = {
        status: _problem_response(told) if isinstance(told, str) else told for status, told in handler.opt.get("answers", {}).items()
    }
    if answer := _answered(handler):
        answers[str(handler.status_code)] = _answer(answer)
    elif "200" not in answers and "shows" in handler.opt:
        answers["200"] = _answer(handler.opt["shows"][0])
    problems = {str(status.value): _problem_response(_PROBLEMS[status]) for status in _possible(handler)}
    return dict(sorted({**problems, **answers}.items()))


def _answer(struct: type[msgspec.Struct]) -> dict[str, Any]:
    return {"description": (struct.__doc__ or "").strip(), "content": {"application/json": {"schema": _schema(struct)}}}


def _possible(handler: HTTPRouteHandler) -> Iterator[HTTPStatus]:
    """The problems that a route may answer with."""
    fields = handler.parsed_fn_signature.parameters
    yield from (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_URI_TOO_LONG, HTTPStatus.INTERNAL_SERVER_ERROR)
    if _under_v1(handler):
        yield from (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
    if "POST" in handler.http_methods:
        yield from (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if "as_of" in fields or any("{" in path for path in handler.paths):
        yield HTTPStatus.NOT_FOUND
    if "cursor" in fields:
        yield HTTPStatus.GONE
    if "data" in fields or "bodies" in handler.opt:
        yield HTTPStatus.UNSUPPORTED_MEDIA_TYPE


def _under_v1(handler: HTTPRouteHandler) -> bool:
    return any(path.startswith("/v1/") for path in handler.paths)


def _problem_response(description: str) -> dict[str, Any]:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": _schema(Problem)}}}


def _described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A component, its fields described by the comments of the columns they show."""
    comments = _column_comments()
    for field, shape in schema.get("properties", {}).items():
        told = next((comments[table, field] for table in _TABLES.get(name, ()) if (table, field) in comments), None)
        if told and "description" not in shape:
            shape["description"] = told
    return schema


@cache
def _column_comments() -> dict[tuple[str, str], str]:
    """What sql/schema/ says of each (table, column).

    >>> _column_comments()["rules", "weight"]
    'Bits (log2 odds) at full strength.'
    """
    comment = re.compile(r"^comment on column (\w+)\.(\w+) is '((?:[^']|'')*)';$", re.MULTILINE)
    found = [match for text in statements("schema").values() for match in comment.finditer(text)]
    return {(match[1], match[2]): match[3].replace("''", "'") for match in found}
