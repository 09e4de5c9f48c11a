"""Propositions: what claims assert, who says so, and who denies it."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from api.routes.parameters import AsOf, Limit, PropositionCursor, PropositionId, text
from scoring.model import PropositionAnswer, PropositionPage
from scoring.snapshots import Snapshots

MinDocuments = Annotated[int, QueryParameter(ge=1, le=1_000_000, description="Only propositions that stand in at least so many documents.")]


@get("/v1/propositions", tags=["Propositions"], sync_to_thread=True)
def list_propositions(
    snapshots: NamedDependency[Snapshots],
    text: Annotated[str | None, text("Only propositions whose wording holds this, in any case; no wildcards.", "gate")] = None,
    min_documents: MinDocuments = 1,
    as_of: AsOf = None,
    limit: Limit = 50,
    cursor: PropositionCursor = None,
) -> PropositionPage:
    """List propositions.

    Those in most documents first, then in order of `proposition_id`. `documents` >= `publishers` >= `origins_max` >= `origins_min`:
    copies of one another are many documents and one origin.
    """
    snapshot, after = snapshots.resume("propositions", cursor, as_of)
    return snapshot.propositions(after, limit, text=text, min_documents=min_documents)


@get("/v1/propositions/{proposition_id:str}", tags=["Propositions"], sync_to_thread=True)
def get_proposition(snapshots: NamedDependency[Snapshots], proposition_id: PropositionId, as_of: AsOf = None) -> PropositionAnswer:
    """Get a proposition.

    Who says it and where, who contradicts it in which words, what updates it, and the independent origins behind it.
    """
    return snapshots.as_of(as_of).proposition(proposition_id)


HANDLERS = (list_propositions, get_proposition)
