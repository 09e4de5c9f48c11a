"""Health: whether the service runs, and what it has to serve."""

from __future__ import annotations

from importlib.metadata import version

from litestar import get
from litestar.di import NamedDependency

from scoring.errors import NothingPublished
from scoring.model import Health
from scoring.snapshots import Snapshots

VERSION = version("credibly")


@get("/health", tags=["Health"], sync_to_thread=True)
def get_health(snapshots: NamedDependency[Snapshots]) -> Health:
    """Get the service's health.

    200 as long as the service runs. With `status: "nothing published"` it has no data yet, and everything under /v1/ answers 503.
    """
    try:
        held = snapshots.current().manifest
    except NothingPublished:
        return Health(status="nothing published", credibly_version=VERSION, snapshot_id=None, ruleset_id=None, documents=0, claims=0)
    return Health(
        status="ok",
        credibly_version=VERSION,
        snapshot_id=held.snapshot_id,
        ruleset_id=held.ruleset_id,
        documents=held.documents,
        claims=held.claims,
    )


HANDLERS = (get_health,)
