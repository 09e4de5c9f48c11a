"""Passages: the stretches that documents are parted into, each with its section."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from api.routes.answers import Place, answered, lists
from api.routes.parameters import (
    AnswerFormat,
    AsOf,
    Limit,
    PassageCursor,
    PerPage,
    Sample,
    Seed,
    filter_of,
    group_by_of,
    select_of,
    sort_of,
)
from scoring.model import PassagePage
from scoring.queries.asking import Asked
from scoring.queries.fields import PASSAGES
from scoring.snapshots import Snapshots


@get("/v1/passages", tags=["Passages"], sync_to_thread=True, opt=lists(PASSAGES, PassagePage))
def list_passages(
    request: Request[Any, Any, Any],
    snapshots: NamedDependency[Snapshots],
    filter: Annotated[str | None, filter_of("passages", "section:comment,byline:true")] = None,
    sort: Annotated[str | None, sort_of("passages", "confidence:desc")] = None,
    select: Annotated[str | None, select_of("passages", "document_id,section,text")] = None,
    group_by: Annotated[str | None, group_by_of("passages", "section,document.publisher")] = None,
    sample: Sample = None,
    seed: Seed = None,
    format: AnswerFormat = None,
    as_of: AsOf = None,
    limit: Limit = None,
    per_page: PerPage = None,
    cursor: PassageCursor = None,
) -> Response[bytes]:
    """List passages.

    In order of `document_id`, `passage`, each with its section, why it has it, and its words.
    """
    asked = Asked(filter=filter, sort=sort, select=select, group_by=group_by, sample=sample, seed=seed)
    place = Place(limit=limit, per_page=per_page, cursor=cursor, as_of=as_of, format=format)
    return answered(request, snapshots, PASSAGES, asked, place)


HANDLERS = (list_passages,)
