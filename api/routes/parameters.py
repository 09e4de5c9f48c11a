"""The parameters that routes share: what may be sent, and what it means."""

from __future__ import annotations

from typing import Annotated, Any

from litestar.params import PathParameter, QueryParameter

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


Limit = Annotated[int, QueryParameter(ge=1, le=1000, description="How many to list at most.", **_example(50))]

ClaimCursor = Annotated[str | None, _cursor("claims")]
DocumentCursor = Annotated[str | None, _cursor("documents")]
SourceCursor = Annotated[str | None, _cursor("sources")]
PropositionCursor = Annotated[str | None, _cursor("propositions")]

_DAY = r"[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
AsOf = Annotated[
    str | None,
    QueryParameter(
        pattern=f"^{_DAY}(T{_CLOCK}(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?$",
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
ProfileName = Annotated[
    str | None,
    QueryParameter(
        pattern="^[a-z_]{1,40}$",
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


def choice(description: str, example: str) -> QueryParameter:
    """A query parameter that takes one of the words its type lists."""
    return QueryParameter(description=description, **_example(example))


def score(description: str, example: float) -> QueryParameter:
    """A query parameter that takes a support score, 0 to 1."""
    return QueryParameter(ge=0, le=1, description=description, **_example(example))


def yes_or_no(description: str) -> QueryParameter:
    return QueryParameter(description=description, **_example(True))
