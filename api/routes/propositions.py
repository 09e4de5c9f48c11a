"""Propositions: what claims assert, who says so, and who denies it."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from api.routes.answers import Place, answered, lists
from api.routes.parameters import (
    AnswerFormat,
    AsOf,
    Limit,
    PerPage,
    PropositionCursor,
    PropositionId,
    Sample,
    Seed,
    filter_of,
    group_by_of,
    ids_of,
    select_of,
    sort_of,
    text,
)
from scoring.model import PropositionAnswer, PropositionPage
from scoring.queries.asking import Asked
from scoring.queries.fields import PROPOSITIONS
from scoring.queries.filters import at_least, has
from scoring.snapshots import Snapshots

MinDocuments = Annotated[
    int | None, QueryParameter(ge=1, le=1_000_000, description="Only propositions that stand in at least so many documents.")
]


@get("/v1/propositions", tags=["Propositions"], sync_to_thread=True, opt=lists(PROPOSITIONS, PropositionPage))
def list_propositions(
    request: Request[Any, Any, Any],
    snapshots: NamedDependency[Snapshots],
    text: Annotated[str | None, text("Only propositions whose wording holds this, in any case; no wildcards.", "gate")] = None,
    min_documents: MinDocuments = None,
    filter: Annotated[str | None, filter_of("propositions", "documents:>=2,contradictions:0")] = None,
    sort: Annotated[str | None, sort_of("propositions", "origins_max:desc")] = None,
    select: Annotated[str | None, select_of("propositions", "text,origins_min,origins_max")] = None,
    group_by: Annotated[str | None, group_by_of("propositions", "kind")] = None,
    sample: Sample = None,
    seed: Seed = None,
    ids: Annotated[str | None, ids_of("propositions")] = None,
    format: AnswerFormat = None,
    as_of: AsOf = None,
    limit: Limit = None,
    per_page: PerPage = None,
    cursor: PropositionCursor = None,
) -> Response[bytes]:
    """List propositions.

    Those in most documents first, then in order of `proposition_id`. `documents` >= `publishers` >= `origins_max` >= `origins_min`:
    copies of one another are many documents and one origin.
    """
    more = [*([has(PROPOSITIONS, "text", text)] if text else []), *at_least(PROPOSITIONS, "documents", min_documents)]
    asked = Asked(filter=filter, sort=sort, select=select, group_by=group_by, sample=sample, seed=seed, ids=ids)
    place = Place(limit=limit, per_page=per_page, cursor=cursor, as_of=as_of, format=format)
    return answered(request, snapshots, PROPOSITIONS, asked, place, more)


@get("/v1/propositions/{proposition_id:str}", tags=["Propositions"], sync_to_thread=True)
def get_proposition(snapshots: NamedDependency[Snapshots], proposition_id: PropositionId, as_of: AsOf = None) -> PropositionAnswer:
    """Get a proposition.

    Who says it and where, who contradicts it in which words, what updates it, and the independent origins behind it.
    """
    return snapshots.as_of(as_of).proposition(proposition_id)


HANDLERS = (list_propositions, get_proposition)
