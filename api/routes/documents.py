"""Documents: what was received, readable or not."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency

from api.routes.parameters import AsOf, DocumentCursor, DocumentId, Limit, text, yes_or_no
from scoring.model import DocumentAnswer, DocumentPage
from scoring.snapshots import Snapshots


@get("/v1/documents", tags=["Documents"], sync_to_thread=True)
def list_documents(
    snapshots: NamedDependency[Snapshots],
    name: Annotated[str | None, text("Only documents received under this name.", "b5-ministry-statement.txt")] = None,
    publisher: Annotated[
        str | None, text("Only documents of this publisher, spelled as the documents have it.", "Lenn Valley Post")
    ] = None,
    failed: Annotated[bool | None, yes_or_no("true: only documents that could not be read; false: only those that could.")] = None,
    as_of: AsOf = None,
    limit: Limit = 50,
    cursor: DocumentCursor = None,
) -> DocumentPage:
    """List documents.

    In order of `document_id`, without their texts. A document that could not be read says why in `error`.
    """
    snapshot, after = snapshots.resume("documents", cursor, as_of)
    return snapshot.documents(after, limit, name=name, publisher=publisher, failed=failed)


@get("/v1/documents/{document_id:str}", tags=["Documents"], sync_to_thread=True)
def get_document(snapshots: NamedDependency[Snapshots], document_id: DocumentId, as_of: AsOf = None) -> DocumentAnswer:
    """Get a document.

    With its readable text, in which every span counts (`start`, `stop`: Unicode characters, stop exclusive), and its passages.
    """
    return snapshots.as_of(as_of).document(document_id)


HANDLERS = (list_documents, get_document)
