"""Health: whether the service runs, whether it has something to serve, and its figures for Prometheus."""

from __future__ import annotations

import logging
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, Literal

from litestar import Request, Response, get
from litestar.di import NamedDependency

from api.metrics import CONTENT_TYPE
from scoring.errors import DamagedData, NothingPublished
from scoring.model import Health, Manifest
from scoring.snapshots import Snapshots

VERSION = version("credibly")

_log = logging.getLogger("credibly")


@get("/health", tags=["Health"], sync_to_thread=True)
def get_health(snapshots: NamedDependency[Snapshots]) -> Health:
    """Get the service's health.

    200 as long as the service runs. With `status: "nothing published"` it has no data yet, and everything under /v1/ answers 503; with
    `damaged` it has data that cannot be read.
    """
    try:
        return _of(snapshots.current().manifest)
    except NothingPublished:
        return _without("nothing published")
    except DamagedData:
        return _without("damaged")


def _without(status: Literal["nothing published", "damaged"]) -> Health:
    return Health(status=status, credibly_version=VERSION, snapshot_id=None, ruleset_id=None, documents=0, claims=0)


def _of(held: Manifest) -> Health:
    return Health(
        status="ok",
        credibly_version=VERSION,
        snapshot_id=held.snapshot_id,
        ruleset_id=held.ruleset_id,
        documents=held.documents,
        claims=held.claims,
    )


@get("/ready", tags=["Health"], sync_to_thread=True, opt={"answers": {"503": "There is nothing to serve yet, or it is damaged."}})
def get_ready(snapshots: NamedDependency[Snapshots]) -> Health:
    """Get whether the service is ready.

    200 once there is something to serve, 503 before: for whoever spreads requests over several servers.
    """
    try:
        return _of(snapshots.current().manifest)
    except DamagedData as error:
        _log.error("%s", error)
        raise NothingPublished("what is published cannot be read: the server's log has the particulars") from None


@get("/metrics", include_in_schema=False, sync_to_thread=False)
def get_metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The service's figures, as Prometheus reads them."""
    return Response(request.app.state.metrics.text(), status_code=HTTPStatus.OK, media_type=CONTENT_TYPE)


HANDLERS = (get_health, get_ready, get_metrics)
