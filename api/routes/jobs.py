"""Jobs: what was accepted and takes longer than a request."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, get
from litestar.params import PathParameter

from scoring.errors import UnknownThing
from scoring.model import Job
from scoring.store.spool import Spool

JobId = Annotated[
    str,
    PathParameter(
        pattern="^j_[0-9a-f]{16}$", description="The job's id, as whoever accepted it gave it.", schema_extra={"format": "job-id"}
    ),
]


@get("/v1/jobs/{job_id:str}", tags=["Jobs"], sync_to_thread=True)
def get_job(request: Request[Any, Any, Any], job_id: JobId) -> Job:
    """Get a job.

    How far it is: `queued`, `running`, `done` once what was sent is published, or `failed`.
    """
    spool: Spool | None = request.app.state.spool
    if spool is None:
        raise UnknownThing("this server takes no documents, so that it has no jobs: start it with --accept-documents")
    return spool.job(job_id)


HANDLERS = (get_job,)
