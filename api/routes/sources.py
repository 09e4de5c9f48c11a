"""Sources: whoever is named as saying something, and how their claims fare."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency

from api.routes.parameters import AsOf, Limit, SourceCursor, SourceId, choice, text
from scoring.model import SourceAnswer, SourceKind, SourcePage
from scoring.snapshots import Snapshots


@get("/v1/sources", tags=["Sources"], sync_to_thread=True)
def list_sources(
    snapshots: NamedDependency[Snapshots],
    name: Annotated[str | None, text("Only sources whose name holds this, in any case.", "post")] = None,
    kind: Annotated[SourceKind | None, choice("Only sources of this kind.", "publisher")] = None,
    as_of: AsOf = None,
    limit: Limit = 50,
    cursor: SourceCursor = None,
) -> SourcePage:
    """List sources.

    Those with most claims first, then in order of `source_id`. `mean_score` is the mean support score of a source's rated claims.
    """
    snapshot, after = snapshots.resume("sources", cursor, as_of)
    return snapshot.sources(after, limit, name=name, kind=kind)


@get("/v1/sources/{source_id:str}", tags=["Sources"], sync_to_thread=True)
def get_source(snapshots: NamedDependency[Snapshots], source_id: SourceId, as_of: AsOf = None) -> SourceAnswer:
    """Get a source.

    Its claims are listed by `GET /v1/claims?source=` with its id.
    """
    return snapshots.as_of(as_of).source(source_id)


HANDLERS = (list_sources, get_source)
