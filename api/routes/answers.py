"""Answers of lists: a page of rows or groups, as JSON in an envelope or as an array, or as a file that other tools read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args
from urllib.parse import quote, urlencode

import msgspec
from litestar import Request, Response

from scoring.errors import BadRequest
from scoring.model import SCORE_MEANS
from scoring.queries.asking import Asked, Question, question
from scoring.queries.fields import CLAIMS, Listing
from scoring.queries.filters import Condition, any_of
from scoring.queries.formats import arrow_of, csv_of, ndjson_of, parquet_of
from scoring.snapshots import Key, Snapshot, Snapshots
from scoring.snapshots.lists import Lists

Format = Literal["json", "array", "csv", "ndjson", "arrow", "parquet"]

JSON = "application/json"

_MEDIA_TYPES: dict[Format, str] = {
    "json": JSON,
    "array": JSON,
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "arrow": "application/vnd.apache.arrow.file",
    "parquet": "application/vnd.apache.parquet",
}

_ACCEPTED: dict[str, Format] = {
    **{media_type: form for form, media_type in reversed(_MEDIA_TYPES.items())},
    "application/vnd.apache.arrow.stream": "arrow",
    "application/jsonl": "ndjson",
    "application/*": "json",
    "text/*": "csv",
    "*/*": "json",
}

STALE = "The cursor's snapshot is no longer kept: start again without a cursor."
NO_MOMENT = "There is no published moment of that `as_of`, or no such profile: `detail` tells which."

USUAL = 50
"""Rows of a page, when nobody says how many."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Which page of a list is asked for, as what, and of which snapshot."""

    limit: int | None = None
    per_page: int | None = None
    cursor: str | None = None
    as_of: str | None = None
    format: Format | None = None
    profile: str | None = None
    weights: str | None = None

    @property
    def rows(self) -> int | None:
        if self.limit is not None and self.per_page is not None:
            raise BadRequest("limit and per_page are two names of one thing: leave one out")
        return self.limit if self.per_page is None else self.per_page


def answered(
    request: Request[Any, Any, Any],
    snapshots: Snapshots,
    listing: Listing,
    asked: Asked,
    place: Place,
    more: Iterable[Condition] = (),
) -> Response[bytes]:
    """The page that is asked for, in the format that is asked for."""
    return page_of(request, snapshots, question(listing, asked, more), place)


def page_of(
    request: Request[Any, Any, Any], snapshots: Snapshots, asked: Question, place: Place, *, policy: bool = False, usual: int = USUAL
) -> Response[bytes]:
    """The page of what is asked for; with `policy`, families and profiles stand in the envelope beside the rules."""
    snapshot, after = snapshots.resume(asked, place.cursor, place.as_of)
    weighed = snapshot.weighed(place.profile, place.weights)
    return rows_of(request, weighed, asked, place, after, snapshot.policy() if policy else {}, usual)


def rows_of(
    request: Request[Any, Any, Any],
    snapshot: Lists,
    asked: Question,
    place: Place,
    after: Key | None,
    also: dict[str, Any] | None = None,
    usual: int = USUAL,
) -> Response[bytes]:
    form, limit = place.format or accepted(request.headers.get("accept", "")), place.rows or usual
    if form in ("arrow", "parquet"):
        table, following = snapshot.listed_arrow(asked, after, limit)
        body = (arrow_of if form == "arrow" else parquet_of)(table, snapshot.origin)
    else:
        found = snapshot.listed(asked, after, limit)
        following = found.next_cursor
        if form == "csv":
            body = csv_of(found.columns, found.rows)
        elif form == "ndjson":
            body = ndjson_of(found.columns, found.rows)
        elif form == "array":
            body = msgspec.json.encode(found.records())
        else:
            rows = "groups" if asked.groups else asked.listing.name
            body = msgspec.json.encode({**_said(snapshot, asked.listing), rows: found.records(), **(also or {}), "next_cursor": following})
    headers = {"Vary": "Accept"}
    if following and request.method == "GET":
        headers["Link"] = f'<{_next(request, following)}>; rel="next"'
    return Response(body, media_type=_MEDIA_TYPES[form], headers=headers)


def _said(snapshot: Lists, listing: Listing) -> dict[str, Any]:
    """What an envelope says of its rows: where they come from and, where they have scores, what these are."""
    if isinstance(snapshot, Snapshot) and listing is CLAIMS:
        return {**snapshot.origin, "score_means": SCORE_MEANS, "profile": snapshot.profile}
    return {**snapshot.origin, "score_means": SCORE_MEANS} if listing.measured else {**snapshot.origin}


def _next(request: Request[Any, Any, Any], cursor: str) -> str:
    """The address of the next page."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{request.scope['path']}?{urlencode([*kept, ('cursor', cursor)], quote_via=quote, errors='replace')}"


def accepted(header: str) -> Format:
    """The first format among those most wanted; JSON where none is known.

    >>> accepted("text/html, text/csv;q=0.9, */*;q=0.1"), accepted("image/png"), accepted("application/vnd.apache.parquet")
    ('csv', 'json', 'parquet')
    """
    wanted: list[tuple[float, Format]] = []
    for part in header[:1000].split(","):
        media_type, _, parameters = part.partition(";")
        form = _ACCEPTED.get(media_type.strip().lower())
        if form:
            wanted.append((_quality(parameters), form))
    best = max(wanted, key=lambda one: one[0], default=(0.0, "json"))
    return best[1] if best[0] > 0 else "json"


def _quality(parameters: str) -> float:
    for part in parameters.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "q":
            digits = value.strip()
            return float(digits) if digits.replace(".", "", 1).isdigit() and digits.isascii() else 0.0
    return 1.0


def listed(listing: Listing, field: str, said: str | None) -> list[Condition]:
    """The condition that a field has one of the values between commas; a name that holds commas itself is also meant as a whole.

    >>> [one] = listed(CLAIMS, "section", "main,quote")
    >>> [test.values[0] for test in one.tests]
    ['main', 'quote']
    """
    if said is None:
        return []
    parts = said.split(",")
    whole = [] if len(parts) == 1 or listing.fields[field].words else [said]
    return [any_of(listing, field, [*whole, *parts])]


def lists(listing: Listing, page: type[msgspec.Struct]) -> dict[str, Any]:
    """What the OpenAPI document says of the answers of a list: `opt` of its route."""
    rows = {"type": "array", "items": {"type": "object"}}
    named = {
        "rows": {"type": "object", "required": ["snapshot_id", listing.name, "next_cursor"], "properties": {listing.name: rows}},
        "groups": {
            "type": "object",
            "required": ["snapshot_id", "groups", "next_cursor"],
            "properties": {"groups": {"type": "array", "items": {"type": "object", "required": ["count"]}}},
        },
    }
    shown = {"$ref": f"#/components/schemas/{page.__name__}"}
    anything = {
        "anyOf": [
            shown,
            {"title": "With select", **named["rows"]},
            {"title": "With group_by", **named["groups"]},
            {"title": "With format=array", **rows},
        ]
    }
    files = {media_type: {"schema": {"type": "string"}} for media_type in ("text/csv", "application/x-ndjson")}
    binary: dict[str, Any] = {_MEDIA_TYPES[form]: {} for form in ("arrow", "parquet")}
    description = f"{(page.__doc__ or '').strip()} With `select` only the fields that are named, with `group_by` groups."
    headers = {"Link": {"description": 'The address of the next page, with `rel="next"`; none on the last.', "schema": {"type": "string"}}}
    answer = {"description": description, "headers": headers, "content": {JSON: {"schema": anything}, **files, **binary}}
    return {"answers": {"200": answer}, "shows": (page,)}


FORMATS: tuple[str, ...] = get_args(Format)
