"""Moments: the stretches of time that `as_of` can name."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency

from scoring.model import MomentList
from scoring.snapshots import Snapshots


@get("/v1/moments", tags=["Moments"], sync_to_thread=True)
def list_moments(snapshots: NamedDependency[Snapshots]) -> MomentList:
    """List the moments that as_of can name.

    A moment reaches from `since`, when the last of its documents was received or removed, to just before `until`. Its snapshot is that
    of a store with only what had been received by then, scored by the rules in force. Others are made by `credibly publish --as-of TIME`.
    """
    return snapshots.moments()


HANDLERS = (list_moments,)
