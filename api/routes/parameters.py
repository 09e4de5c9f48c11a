"""The parameters that routes share: what may be sent, and what it means."""

from __future__ import annotations

from typing import Annotated, Any

from litestar.params import PathParameter, QueryParameter
from msgspec import Meta, UnsetType

from api.routes.answers import Format
from scoring.errors import BadRequest
from scoring.model import MediaType

NO_NUL = r"^[^\u0000]*$"
"""Text without the NUL character."""

_NAME: dict[str, Any] = {"min_length": 1, "max_length": 300, "pattern": NO_NUL}


def _example(value: object) -> dict[str, Any]:
    return {"schema_extra": {"examples": [value]}}


def _cursor(listing: str) -> QueryParameter:
    return QueryParameter(
        min_length=1,
        max_length=500,
        description="`next_cursor` of the page before, unchanged: the list goes on in the same snapshot.",
        schema_extra={"format": f"cursor-of-{listing}"},
    )


Limit = Annotated[int | None, QueryParameter(ge=1, le=10_000, description="How many to list at most; usually 50.", **_example(50))]
PerPage = Annotated[int | None, QueryParameter(ge=1, le=10_000, description="The same as `limit`, as OpenAlex names it.")]
AnswerFormat = Annotated[
    Format | None,
    QueryParameter(
        description="As what the rows are given: `json` in an envelope, `array` without one, or a file. The header Accept may name it too.",
        **_example("array"),
    ),
]
Sample = Annotated[
    int | None,
    QueryParameter(ge=1, le=10_000, description="Only so many of the rows that fit, drawn by chance: with one `seed` the same ones."),
]
Seed = Annotated[int | None, QueryParameter(ge=0, le=2**53, description="Which sample is drawn; usually 0.")]

ClaimCursor = Annotated[str | None, _cursor("claims")]
DocumentCursor = Annotated[str | None, _cursor("documents")]
PassageCursor = Annotated[str | None, _cursor("passages")]
SourceCursor = Annotated[str | None, _cursor("sources")]
PropositionCursor = Annotated[str | None, _cursor("propositions")]
LinkCursor = Annotated[str | None, _cursor("links")]
RuleCursor = Annotated[str | None, _cursor("rules")]
SnapshotCursor = Annotated[str | None, _cursor("snapshots")]

LONGEST_FILTER = 4000
"""Characters of a filter in an address."""


def _written(what: str, listing: str, description: str, example: str, longest: int = 500) -> QueryParameter:
    extra = {"examples": [example], "format": f"{what}-of-{listing}"}
    return QueryParameter(min_length=1, max_length=longest, description=description, schema_extra=extra)


def filter_of(listing: str, example: str) -> QueryParameter:
    description = (
        "Conditions that all hold, `field:value,field:value`. A value may be several (`a|b`), anything but them (`!a`), a range "
        "(`0.5-0.9`), a bound (`>0.5`, `<=0.5`), `null`, or in quotation marks; `field.search:` finds a part of a text."
    )
    return _written("filter", listing, description, example, LONGEST_FILTER)


def search_of(example: str) -> QueryParameter:
    description = "Only claims in which all these words occur, in any form, best matches (BM25) first; in quotation marks as they stand."
    return QueryParameter(
        min_length=1, max_length=300, description=description, schema_extra={"examples": [example], "format": "search-of-claims"}
    )


def body_text(what: str, description: str, longest: int = 500) -> Meta:
    """A field of a body that says what the parameter of that name says of claims."""
    return Meta(min_length=1, max_length=longest, description=description, extra_json_schema={"format": f"{what}-of-claims"})


def sort_of(listing: str, example: str) -> QueryParameter:
    description = (
        "Up to three fields to sort by, each with `:desc` for the greatest first; rows without a value come last, ties go by id, those of "
        "claims as they stand in their documents."
    )
    return _written("sort", listing, description, example)


def select_of(listing: str, example: str) -> QueryParameter:
    return _written("select", listing, "Only these fields, in this order; dotted ones are of the row that belongs to it.", example, 2000)


def group_by_of(listing: str, example: str) -> QueryParameter:
    description = (
        f"Groups by up to three fields in place of rows, as in `{example}`, the greatest first: how many rows, and where these have scores "
        "their mean and quantiles. Times by `:day`, `:week`, `:month` or `:year`. Not together with `sort` and `select`."
    )
    extra = {"format": f"group-by-of-{listing}"}
    return QueryParameter(min_length=1, max_length=500, description=description, schema_extra=extra)


def ids_of(listing: str) -> QueryParameter:
    thing = listing.removesuffix("s")
    return QueryParameter(
        max_length=LONGEST_FILTER,
        pattern=f"^{thing[0]}_[0-9a-f]{{16}}(,{thing[0]}_[0-9a-f]{{16}})*$",
        description="Only those with these ids, with commas between them.",
        schema_extra={"format": f"ids-of-{listing}"},
    )


def one_or_more(description: str, words: tuple[str, ...], example: str) -> QueryParameter:
    """A query parameter that takes some of a closed list of words."""
    either = f"({'|'.join(words)})"
    told = f"{description} There are {', '.join(words)}."
    return QueryParameter(pattern=f"^{either}(,{either}){{0,20}}$", description=told, **_example(example))


DAY = r"[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
MOMENT = f"^{DAY}(T{CLOCK}(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?$"
AsOf = Annotated[
    str | None,
    QueryParameter(
        pattern=MOMENT,
        description="As it would be if only what had been received by then were stored: a time, or a day for its end in UTC. "
        "`GET /v1/moments` lists which can be answered.",
        schema_extra={"format": "moment"},
    ),
]


def _id(thing: str) -> PathParameter:
    return PathParameter(
        pattern=f"^{thing[0]}_[0-9a-f]{{16}}$",
        description=f"The {thing}'s id, `{thing[0]}_` and 16 hex digits.",
        schema_extra={"format": f"{thing}-id"},
    )


ClaimId = Annotated[str, _id("claim")]
DocumentId = Annotated[str, _id("document")]
SourceId = Annotated[str, _id("source")]
PropositionId = Annotated[str, _id("proposition")]
SnapshotId = Annotated[
    str,
    PathParameter(
        pattern="^[0-9a-f]{16}$", description="The snapshot's id, as `GET /v1/exports` names it.", schema_extra={"format": "snapshot-id"}
    ),
]
ExportId = Annotated[
    str,
    PathParameter(
        pattern="^x_[0-9a-f]{16}$",
        description="The export's id, as `POST /v1/exports` gives it.",
        schema_extra={"format": "export-id"},
    ),
]
SnapshotOrExportId = Annotated[
    str,
    PathParameter(
        pattern="^(x_)?[0-9a-f]{16}$",
        description="The id of a snapshot, as `GET /v1/exports` names it, or of an export that was asked for.",
        schema_extra={"format": "snapshot-id"},
    ),
]
FileName = Annotated[
    str,
    PathParameter(
        pattern=r"^[a-z_]{1,64}\.(parquet|csv|ndjson|arrow|json|jsonld)$",
        description="The file's name, as `GET /v1/exports` lists it.",
        schema_extra={"format": "export-file"},
    ),
]


WEIGHTS = r"^[a-z_]{1,64}:[+-]?[0-9]{1,3}(\.[0-9]{1,3})?(,[a-z_]{1,64}:[+-]?[0-9]{1,3}(\.[0-9]{1,3})?)*$"
"""Weights as `weighing.asked_weights` reads them."""
PROFILE = "^[a-z_]{1,40}$"
ProfileName = Annotated[
    str | None,
    QueryParameter(
        pattern=PROFILE,
        description="Scores under the weights of this profile (`GET /v1/rules` lists them); `default`: the usual ones.",
        schema_extra={"format": "profile-name"},
    ),
]
OtherWeights = Annotated[
    str | None,
    QueryParameter(
        max_length=2000,
        pattern=WEIGHTS,
        description="Scores under other weights, which go before the profile's: `corroborated:3,section_comment:-4.5`. Nothing is stored.",
        schema_extra={"format": "rule-weights"},
    ),
]


def text(description: str, example: str) -> QueryParameter:
    """A query parameter that takes a short text, such as a name or a part of a wording."""
    return QueryParameter(description=description, **_NAME, **_example(example))


def choice(description: str) -> QueryParameter:
    """A query parameter that takes one of the words its type lists."""
    return QueryParameter(description=description)


def score(description: str, example: float) -> QueryParameter:
    """A query parameter that takes a support score, 0 to 1."""
    return QueryParameter(ge=0, le=1, description=description, **_example(example))


def yes_or_no(description: str) -> QueryParameter:
    return QueryParameter(description=description, **_example(True))


ONE_FORMAT = [{"required": ["text"]}, {"required": ["html"]}, {"required": ["markdown"]}]
"""Of a body that holds a text: one of the three, as JSON Schema says it."""


def text_sent(plain: str | UnsetType, html: str | UnsetType, markdown: str | UnsetType) -> tuple[bytes, MediaType]:
    """A text that was sent in one of three formats, and which it is. Raises BadRequest unless it is exactly one.

    >>> text_sent("Exports fell.", UNSET, UNSET)
    (b'Exports fell.', 'text/plain')
    """
    formats: dict[MediaType, str | UnsetType] = {"text/plain": plain, "text/html": html, "text/markdown": markdown}
    given = [(words.encode(), media_type) for media_type, words in formats.items() if isinstance(words, str)]
    if len(given) != 1:
        raise BadRequest("send exactly one of text, html and markdown")
    return given[0]
