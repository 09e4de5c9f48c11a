"""Documents: what was received, readable or not."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from api.routes.answers import Place, answered, listed, lists
from api.routes.parameters import (
    AnswerFormat,
    AsOf,
    DocumentCursor,
    DocumentId,
    Limit,
    PerPage,
    Sample,
    Seed,
    filter_of,
    group_by_of,
    ids_of,
    select_of,
    sort_of,
    text,
    yes_or_no,
)
from scoring.model import DocumentAnswer, DocumentPage
from scoring.queries.asking import Asked
from scoring.queries.fields import DOCUMENTS
from scoring.queries.filters import missing
from scoring.snapshots import Snapshots


@get("/v1/documents", tags=["Documents"], sync_to_thread=True, opt=lists(DOCUMENTS, DocumentPage))
def list_documents(
    request: Request[Any, Any, Any],
    snapshots: NamedDependency[Snapshots],
    name: Annotated[str | None, text("Only documents received under this name, or one of these.", "b5-ministry-statement.txt")] = None,
    publisher: Annotated[
        str | None, text("Only documents of this publisher, or one of these, spelled as the documents have it.", "Lenn Valley Post")
    ] = None,
    failed: Annotated[bool | None, yes_or_no("true: only documents that could not be read; false: only those that could.")] = None,
    filter: Annotated[str | None, filter_of("documents", "published_at:>2020,media_type:text/plain")] = None,
    sort: Annotated[str | None, sort_of("documents", "published_at:desc")] = None,
    select: Annotated[str | None, select_of("documents", "document_id,publisher,claims")] = None,
    group_by: Annotated[str | None, group_by_of("documents", "publisher,published_at:month")] = None,
    sample: Sample = None,
    seed: Seed = None,
    ids: Annotated[str | None, ids_of("documents")] = None,
    format: AnswerFormat = None,
    as_of: AsOf = None,
    limit: Limit = None,
    per_page: PerPage = None,
    cursor: DocumentCursor = None,
) -> Response[bytes]:
    """List documents.

    In order of `document_id`, without their texts. A document that could not be read says why in `error`.
    """
    more = [*listed(DOCUMENTS, "document_name", name), *listed(DOCUMENTS, "publisher", publisher)]
    more += [] if failed is None else [missing(DOCUMENTS, "error", not failed)]
    asked = Asked(filter=filter, sort=sort, select=select, group_by=group_by, sample=sample, seed=seed, ids=ids)
    place = Place(limit=limit, per_page=per_page, cursor=cursor, as_of=as_of, format=format)
    return answered(request, snapshots, DOCUMENTS, asked, place, more)


@get("/v1/documents/{document_id:str}", tags=["Documents"], sync_to_thread=True)
def get_document(snapshots: NamedDependency[Snapshots], document_id: DocumentId, as_of: AsOf = None) -> DocumentAnswer:
    """Get a document.

    With its readable text, in which every span counts (`start`, `stop`: Unicode characters, stop exclusive), and its passages.
    """
    return snapshots.as_of(as_of).document(document_id)


HANDLERS = (list_documents, get_document)
