"""Snapshots: what is published and kept."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from api.routes.answers import Place, lists, rows_of
from api.routes.parameters import AnswerFormat, Limit, PerPage, SnapshotCursor, filter_of, group_by_of, select_of, sort_of
from scoring.model import SnapshotPage
from scoring.queries.asking import Asked, question
from scoring.queries.fields import SNAPSHOTS
from scoring.snapshots import Snapshots


@get("/v1/snapshots", tags=["Snapshots"], sync_to_thread=True, opt=lists(SNAPSHOTS, SnapshotPage))
def list_snapshots(
    request: Request[Any, Any, Any],
    snapshots: NamedDependency[Snapshots],
    filter: Annotated[str | None, filter_of("snapshots", "current:true")] = None,
    sort: Annotated[str | None, sort_of("snapshots", "documents:desc")] = None,
    select: Annotated[str | None, select_of("snapshots", "snapshot_id,claims")] = None,
    group_by: Annotated[str | None, group_by_of("snapshots", "ruleset_id")] = None,
    format: AnswerFormat = None,
    limit: Limit = None,
    per_page: PerPage = None,
    cursor: SnapshotCursor = None,
) -> Response[bytes]:
    """List the snapshots that are kept.

    The current one first, then in order of `snapshot_id`; with the time from when until when what is in it was all that had been received.
    """
    asked = question(SNAPSHOTS, Asked(filter=filter, sort=sort, select=select, group_by=group_by))
    place = Place(limit=limit, per_page=per_page, format=format)
    _, after = snapshots.resume(asked, cursor)
    return rows_of(request, snapshots.kept(), asked, place, after)


HANDLERS = (list_snapshots,)
