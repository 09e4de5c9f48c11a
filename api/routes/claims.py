"""Claims: the list, one of them, and why it has its score."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from api.routes.parameters import AsOf, ClaimCursor, ClaimId, Limit, OtherWeights, ProfileName, choice, score, text, yes_or_no
from scoring.model import ClaimAnswer, ClaimHistory, ClaimKind, ClaimPage, Explanation, Section
from scoring.snapshots import ClaimFilter, ClaimOrder, Snapshots


@get("/v1/claims", tags=["Claims"], sync_to_thread=True)
def list_claims(
    snapshots: NamedDependency[Snapshots],
    document: Annotated[str | None, text("Only claims of the document with this id or name.", "b5-ministry-statement.txt")] = None,
    section: Annotated[Section | None, choice("Only claims that stand in this section.", "main")] = None,
    kind: Annotated[ClaimKind | None, choice("Only claims of this kind.", "fact")] = None,
    source: Annotated[
        str | None,
        text("Only claims that this source, by id or name, answers for or is said to have made.", "Lenn Valley Post"),
    ] = None,
    proposition: Annotated[
        str | None,
        QueryParameter(
            pattern="^p_[0-9a-f]{16}$",
            description="Only claims that assert the proposition with this id.",
            schema_extra={"format": "proposition-id"},
        ),
    ] = None,
    rated: Annotated[bool | None, yes_or_no("true: only claims with a support score; false: only those without.")] = None,
    min_score: Annotated[float | None, score("Only claims with at least this support score.", 0.5)] = None,
    max_score: Annotated[float | None, score("Only claims with at most this support score.", 1)] = None,
    text: Annotated[str | None, text("Only claims whose wording holds this, in any case; no wildcards.", "gate")] = None,
    order: Annotated[
        ClaimOrder | None, choice("Only rated claims, those with the highest or the lowest support score first.", "highest")
    ] = None,
    profile: ProfileName = None,
    weights: OtherWeights = None,
    as_of: AsOf = None,
    limit: Limit = 50,
    cursor: ClaimCursor = None,
) -> ClaimPage:
    """List claims.

    In order of `document_id`, `start`, `claim_id`, or with `order` by support score. Under other weights (`profile`, `weights`) the
    filters and the order go by the scores that these give, and the answer names them. A claim without a support score has
    `score: null` and says why in `unrated_because`.
    """
    asked = ClaimFilter(
        document=document,
        section=section,
        kind=kind,
        source=source,
        proposition=proposition,
        rated=rated,
        min_score=min_score,
        max_score=max_score,
        text=text,
    )
    snapshot, after = snapshots.resume("claims_by_score" if order else "claims", cursor, as_of)
    return snapshot.weighed(profile, weights).claims(asked, after, limit, order=order)


@get("/v1/claims/{claim_id:str}", tags=["Claims"], sync_to_thread=True)
def get_claim(
    snapshots: NamedDependency[Snapshots],
    claim_id: ClaimId,
    profile: ProfileName = None,
    weights: OtherWeights = None,
    as_of: AsOf = None,
) -> ClaimAnswer:
    """Get a claim.

    The sentence as worded, where it stands, and its support score.
    """
    return snapshots.as_of(as_of).weighed(profile, weights).claim(claim_id)


@get("/v1/claims/{claim_id:str}/explanation", tags=["Claims"], sync_to_thread=True)
def explain_claim(
    snapshots: NamedDependency[Snapshots],
    claim_id: ClaimId,
    profile: ProfileName = None,
    weights: OtherWeights = None,
    as_of: AsOf = None,
) -> Explanation:
    """Explain a claim's support score.

    The ledger of rules that fired, greatest effect first: their bits (log2 odds) add up to `bits`, and `score` is 1 / (1 + 2^-bits).
    With it what the rules rest on: the words that hedge, who is said to say it, who else asserts the same, who contradicts or updates it,
    and the origins behind what it asserts.
    """
    return snapshots.as_of(as_of).weighed(profile, weights).explanation(claim_id)


@get("/v1/claims/{claim_id:str}/history", tags=["Claims"], sync_to_thread=True)
def get_claim_history(snapshots: NamedDependency[Snapshots], claim_id: ClaimId) -> ClaimHistory:
    """Get a claim's history.

    Its score at each published moment in which it was stored, and what moved it since the one before: rules whose bits are others, and
    documents that came or went. Moments of former rules are among them as long as their snapshots are kept.
    """
    return snapshots.history(claim_id)


HANDLERS = (list_claims, get_claim, explain_claim, get_claim_history)
