"""Claims: the list, one of them, and why it has its score."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter
from msgspec import UNSET, Meta, UnsetType

from api.entrance import EARLY
from api.routes.answers import JSON, NO_MOMENT, STALE, Format, Place, answered, listed, lists
from api.routes.parameters import (
    LONGEST_FILTER,
    MOMENT,
    PROFILE,
    WEIGHTS,
    AnswerFormat,
    AsOf,
    ClaimCursor,
    ClaimId,
    Limit,
    OtherWeights,
    PerPage,
    ProfileName,
    Sample,
    Seed,
    body_text,
    choice,
    filter_of,
    group_by_of,
    ids_of,
    one_or_more,
    score,
    search_of,
    select_of,
    sort_of,
    text,
    yes_or_no,
)
from scoring.errors import BadRequest
from scoring.model import ClaimAnswer, ClaimHistory, ClaimPage, Explanation
from scoring.queries.asking import Asked
from scoring.queries.fields import CLAIMS
from scoring.queries.filters import MOST_VALUES, at_least, at_most, has, missing
from scoring.snapshots import ClaimOrder, Snapshots


@get("/v1/claims", tags=["Claims"], sync_to_thread=True, opt=lists(CLAIMS, ClaimPage))
def list_claims(
    request: Request[Any, Any, Any],
    snapshots: NamedDependency[Snapshots],
    document: Annotated[
        str | None, text("Only claims of the document with this id or name, or one of these.", "b5-ministry-statement.txt")
    ] = None,
    section: Annotated[
        str | None, one_or_more("Only claims that stand in this section, or one of these.", CLAIMS.fields["section"].words, "main,quote")
    ] = None,
    kind: Annotated[str | None, one_or_more("Only claims of this kind, or one of these.", CLAIMS.fields["kind"].words, "fact")] = None,
    source: Annotated[
        str | None,
        text("Only claims that this source, or one of these, by id or name, answers for or is said to have made.", "Lenn Valley Post"),
    ] = None,
    proposition: Annotated[
        str | None,
        QueryParameter(
            max_length=LONGEST_FILTER,
            pattern="^p_[0-9a-f]{16}(,p_[0-9a-f]{16})*$",
            description="Only claims that assert the proposition with this id, or one of these.",
            schema_extra={"format": "ids-of-propositions"},
        ),
    ] = None,
    rated: Annotated[bool | None, yes_or_no("true: only claims with a support score; false: only those without.")] = None,
    min_score: Annotated[float | None, score("Only claims with at least this support score.", 0.5)] = None,
    max_score: Annotated[float | None, score("Only claims with at most this support score.", 1)] = None,
    text: Annotated[str | None, text("Only claims whose wording holds this, in any case; no wildcards.", "gate")] = None,
    order: Annotated[
        ClaimOrder | None, choice("Only rated claims, those with the highest or the lowest support score first. Not together with `sort`.")
    ] = None,
    search: Annotated[str | None, search_of('gates "the valley"')] = None,
    filter: Annotated[str | None, filter_of("claims", "section:main|quote,score:>0.5")] = None,
    sort: Annotated[str | None, sort_of("claims", "score:desc")] = None,
    select: Annotated[str | None, select_of("claims", "claim_id,text,score,document.publisher")] = None,
    group_by: Annotated[str | None, group_by_of("claims", "section,document.published_at:year")] = None,
    sample: Sample = None,
    seed: Seed = None,
    ids: Annotated[str | None, ids_of("claims")] = None,
    profile: ProfileName = None,
    weights: OtherWeights = None,
    format: AnswerFormat = None,
    as_of: AsOf = None,
    limit: Limit = None,
    per_page: PerPage = None,
    cursor: ClaimCursor = None,
) -> Response[bytes]:
    """List claims.

    In order of `document_id`, `start`, `claim_id`, or of `sort`, or with `search` the best matches first. Under other weights (`profile`,
    `weights`) filters and order go by the scores that these give, and the answer names them. A claim without a support score has
    `score: null` and says why in `unrated_because`.
    """
    if order and sort:
        raise BadRequest("order and sort are two ways to say one thing: leave one out")
    more = [
        *listed(CLAIMS, "document", document),
        *listed(CLAIMS, "section", section),
        *listed(CLAIMS, "kind", kind),
        *listed(CLAIMS, "said_by", source),
        *listed(CLAIMS, "proposition_id", proposition),
        *([] if rated is None else [missing(CLAIMS, "score", not rated)]),
        *at_least(CLAIMS, "score", min_score),
        *at_most(CLAIMS, "score", max_score),
        *([has(CLAIMS, "text", text)] if text else []),
        *([missing(CLAIMS, "score", False)] if order else []),
    ]
    by = {"highest": "score:desc", "lowest": "score"}[order] if order and not group_by else sort
    asked = Asked(filter=filter, search=search, sort=by, select=select, group_by=group_by, sample=sample, seed=seed, ids=ids)
    place = Place(limit=limit, per_page=per_page, cursor=cursor, as_of=as_of, format=format, profile=profile, weights=weights)
    return answered(request, snapshots, CLAIMS, asked, place, more)


Ids = Annotated[
    list[Annotated[str, Meta(pattern="^c_[0-9a-f]{16}$", extra_json_schema={"format": "claim-id"})]],
    Meta(min_length=1, max_length=MOST_VALUES, description="Only those with these ids."),
]


_PROFILE, _WEIGHTS = {"format": "profile-name"}, {"format": "rule-weights"}


class ClaimQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question to the list of claims, as `GET /v1/claims` takes it: the same names, the same values."""

    filter: Annotated[str, body_text("filter", "Conditions that all hold, `field:value|value,field:value`.", 200_000)] | UnsetType = UNSET
    search: Annotated[str, body_text("search", "Words that all occur; in quotation marks as they stand.", 300)] | UnsetType = UNSET
    sort: Annotated[str, body_text("sort", "Up to three fields to sort by, each with `:desc` for the greatest first.")] | UnsetType = UNSET
    select: Annotated[str, body_text("select", "Only these fields.", 2000)] | UnsetType = UNSET
    group_by: Annotated[str, body_text("group-by", "Groups by up to three fields in place of rows.")] | UnsetType = UNSET
    sample: Annotated[int, Meta(ge=1, le=10_000, description="Only so many rows, drawn by chance.")] | UnsetType = UNSET
    seed: Annotated[int, Meta(ge=0, le=2**53, description="Which sample is drawn; usually 0.")] | UnsetType = UNSET
    ids: Ids | UnsetType = UNSET
    profile: Annotated[str, Meta(pattern=PROFILE, extra_json_schema=_PROFILE, description="Under its weights.")] | UnsetType = UNSET
    weights: (
        Annotated[
            str,
            Meta(max_length=2000, pattern=WEIGHTS, extra_json_schema=_WEIGHTS, description="Under these weights."),
        ]
        | UnsetType
    ) = UNSET
    format: Annotated[Format, Meta(description="As what the rows are given.")] | UnsetType = UNSET
    as_of: Annotated[str, Meta(pattern=MOMENT, extra_json_schema={"format": "moment"}, description="As of a time.")] | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=10_000, description="How many to list at most; usually 50.")] | UnsetType = UNSET
    cursor: Annotated[str, body_text("cursor", "`next_cursor` of the page before, unchanged.")] | UnsetType = UNSET


_QUERIED = lists(CLAIMS, ClaimPage)
_EXAMPLE = {"filter": "section:main|quote,score:>0.5", "sort": "score:desc", "limit": 5}


@post(
    "/v1/claims/query",
    tags=["Claims"],
    status_code=200,
    sync_to_thread=True,
    opt={
        **_QUERIED,
        "answers": {**_QUERIED["answers"], "404": NO_MOMENT, "410": STALE},
        "body": {"examples": [_EXAMPLE]},
    },
)
def query_claims(request: Request[Any, Any, Any], snapshots: NamedDependency[Snapshots], data: JSONBody[ClaimQuery]) -> Response[bytes]:
    """List claims, asked in a body.

    As `GET /v1/claims`, for what is too long for an address: up to 10,000 `ids`, filters of 200,000 characters.
    """
    given = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not UNSET}
    asked = Asked(**{name: value for name, value in given.items() if name in Asked.__struct_fields__})
    place = Place(**{name: value for name, value in given.items() if name in Place.__struct_fields__})
    return answered(request, snapshots, CLAIMS, asked, place)


def looked_up(snapshots: Snapshots, claim_id: str) -> bytes | None:
    """A claim as the current snapshot's row store has it; None where it has none. Raises UnknownThing."""
    return snapshots.current().looked_up(claim_id)


@get("/v1/claims/{claim_id:str}", tags=["Claims"], opt={"shows": (ClaimAnswer,), EARLY: looked_up})
async def get_claim(
    snapshots: NamedDependency[Snapshots],
    claim_id: ClaimId,
    profile: ProfileName = None,
    weights: OtherWeights = None,
    as_of: AsOf = None,
) -> Response[bytes]:
    """Get a claim.

    The sentence as worded, where it stands, and its support score.
    """
    usual = profile is None and weights is None and as_of is None
    found = looked_up(snapshots, claim_id) if usual else None
    if found is None:
        found = await sync_to_thread(lambda: msgspec.json.encode(snapshots.as_of(as_of).weighed(profile, weights).claim(claim_id)))
    return Response(found, media_type=JSON)


@get("/v1/claims/{claim_id:str}/explanation", tags=["Claims"], sync_to_thread=True)
def explain_claim(
    snapshots: NamedDependency[Snapshots],
    claim_id: ClaimId,
    flip: Annotated[bool, QueryParameter(description="true: also what the score rests on, and what would change it.")] = False,
    profile: ProfileName = None,
    weights: OtherWeights = None,
    as_of: AsOf = None,
) -> Explanation:
    """Explain a claim's support score.

    The ledger of rules that fired, greatest effect first: their bits (log2 odds) add up to `bits`, and `score` is 1 / (1 + 2^-bits).
    With it what the rules rest on: the words that hedge, who is said to say it, who else asserts the same, who contradicts or updates it,
    and the origins behind what it asserts.
    """
    return snapshots.as_of(as_of).weighed(profile, weights).explanation(claim_id, with_flip=flip)


@get("/v1/claims/{claim_id:str}/history", tags=["Claims"], sync_to_thread=True)
def get_claim_history(snapshots: NamedDependency[Snapshots], claim_id: ClaimId) -> ClaimHistory:
    """Get a claim's history.

    Its score at each published moment in which it was stored, and what moved it since the one before: rules whose bits are others, and
    documents that came or went. Moments of former rules are among them as long as their snapshots are kept.
    """
    return snapshots.history(claim_id)


HANDLERS = (list_claims, query_claims, get_claim, explain_claim, get_claim_history)
