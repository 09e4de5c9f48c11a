"""Links: which claims contradict or update each other."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from api.routes.answers import Place, answered, lists
from api.routes.parameters import AnswerFormat, AsOf, Limit, LinkCursor, PerPage, Sample, Seed, filter_of, group_by_of, select_of, sort_of
from scoring.model import LinkPage
from scoring.queries.asking import Asked
from scoring.queries.fields import LINKS
from scoring.snapshots import Snapshots


@get("/v1/links", tags=["Links"], sync_to_thread=True, opt=lists(LINKS, LinkPage))
def list_links(
    request: Request[Any, Any, Any],
    snapshots: NamedDependency[Snapshots],
    filter: Annotated[str | None, filter_of("links", "relation:contradicts,similarity:>0.1")] = None,
    sort: Annotated[str | None, sort_of("links", "similarity:desc")] = None,
    select: Annotated[str | None, select_of("links", "claim.text,relation,other_claim.text")] = None,
    group_by: Annotated[str | None, group_by_of("links", "relation")] = None,
    sample: Sample = None,
    seed: Seed = None,
    format: AnswerFormat = None,
    as_of: AsOf = None,
    limit: Limit = None,
    per_page: PerPage = None,
    cursor: LinkCursor = None,
) -> Response[bytes]:
    """List links.

    Which claims contradict or update each other, and by what. A contradiction is listed in both directions.
    """
    asked = Asked(filter=filter, sort=sort, select=select, group_by=group_by, sample=sample, seed=seed)
    place = Place(limit=limit, per_page=per_page, cursor=cursor, as_of=as_of, format=format)
    return answered(request, snapshots, LINKS, asked, place)


HANDLERS = (list_links,)
