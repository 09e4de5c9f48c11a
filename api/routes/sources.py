"""Sources: whoever is named as saying something, and how their claims fare."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from api.routes.answers import Place, answered, listed, lists
from api.routes.parameters import (
    AnswerFormat,
    AsOf,
    Limit,
    PerPage,
    Sample,
    Seed,
    SourceCursor,
    SourceId,
    filter_of,
    group_by_of,
    ids_of,
    one_or_more,
    select_of,
    sort_of,
    text,
)
from scoring.model import SourceAnswer, SourcePage
from scoring.queries.asking import Asked
from scoring.queries.fields import SOURCES
from scoring.queries.filters import has
from scoring.snapshots import Snapshots


@get("/v1/sources", tags=["Sources"], sync_to_thread=True, opt=lists(SOURCES, SourcePage))
def list_sources(
    request: Request[Any, Any, Any],
    snapshots: NamedDependency[Snapshots],
    name: Annotated[str | None, text("Only sources whose name holds this, in any case.", "post")] = None,
    kind: Annotated[str | None, one_or_more("Only of this kind, or one of these.", SOURCES.fields["kind"].words, "publisher")] = None,
    filter: Annotated[str | None, filter_of("sources", "claims:>2,kind:publisher|medium")] = None,
    sort: Annotated[str | None, sort_of("sources", "mean_score:desc")] = None,
    select: Annotated[str | None, select_of("sources", "name,mean_score")] = None,
    group_by: Annotated[str | None, group_by_of("sources", "kind")] = None,
    sample: Sample = None,
    seed: Seed = None,
    ids: Annotated[str | None, ids_of("sources")] = None,
    format: AnswerFormat = None,
    as_of: AsOf = None,
    limit: Limit = None,
    per_page: PerPage = None,
    cursor: SourceCursor = None,
) -> Response[bytes]:
    """List sources.

    Those with most claims first, then in order of `source_id`. `mean_score` is the mean support score of a source's rated claims.
    """
    more = [*listed(SOURCES, "kind", kind), *([has(SOURCES, "name", name)] if name else [])]
    asked = Asked(filter=filter, sort=sort, select=select, group_by=group_by, sample=sample, seed=seed, ids=ids)
    place = Place(limit=limit, per_page=per_page, cursor=cursor, as_of=as_of, format=format)
    return answered(request, snapshots, SOURCES, asked, place, more)


@get("/v1/sources/{source_id:str}", tags=["Sources"], sync_to_thread=True)
def get_source(snapshots: NamedDependency[Snapshots], source_id: SourceId, as_of: AsOf = None) -> SourceAnswer:
    """Get a source.

    Its claims are listed by `GET /v1/claims?source=` with its id.
    """
    return snapshots.as_of(as_of).source(source_id)


HANDLERS = (list_sources, get_source)
