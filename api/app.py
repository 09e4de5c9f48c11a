"""The application put together: data folder, settings, routes, problems, OpenAPI."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from litestar import Litestar, Router
from litestar.concurrency import set_asyncio_executor
from litestar.datastructures import State
from litestar.di import Provide
from litestar.routes import HTTPRoute

from api.access import FILE, Access, is_loopback
from api.doorway import check
from api.entrance import Entrance
from api.metrics import Metrics
from api.openapi import document
from api.problems import HANDLERS as PROBLEMS
from api.routes import HANDLERS
from api.settings import Settings, settings
from scoring.errors import CrediblyError
from scoring.snapshots import Snapshots
from scoring.store.requested import Requests
from scoring.store.spool import Spool

DATA = "CREDIBLY_DATA"
"""The environment variable that names the data folder."""

QUERY_THREADS = 2
"""Two threads that wait for DuckDB had the lowest 99th percentile: 0.65 of a thread a request, 0.47 of none."""

_LOOK_EVERY = 0.25
"""Seconds between two looks at what is published and which keys there are."""


def create_app(data: Path | None = None, given: Settings | None = None) -> Litestar:
    """The API over the data folder `data`; None: the one that CREDIBLY_DATA names, else ./credibly-data.

    The folder need not exist yet: until something is published there, /v1/ answers 503. `given` None: what the environment sets.
    """
    set_to = given or settings()
    snapshots = Snapshots(data or Path(os.environ.get(DATA, "credibly-data")))
    metrics = Metrics()
    spool = Spool(snapshots.folder) if set_to.accept_documents else None
    if spool:
        metrics.watch("documents_waiting", "What was sent by POST and is not stored yet.", spool.count)
    requests = Requests(snapshots.folder)
    set_asyncio_executor(ThreadPoolExecutor(QUERY_THREADS, thread_name_prefix="query"))
    app = Litestar(
        # by a router, which gathers the methods of one path: Litestar wraps a handler once more each time another joins its path
        route_handlers=[Router("/", route_handlers=HANDLERS)],
        dependencies={
            "snapshots": Provide(lambda: snapshots, sync_to_thread=False),
            "requests": Provide(lambda: requests, sync_to_thread=False),
        },
        exception_handlers=PROBLEMS,
        before_request=check,
        request_max_body_size=None,  # the doorway knows how large which body may be
        openapi_config=None,  # api/openapi.py makes a more exact one
        logging_config=None,
        lifespan=[_looking],
        state=State({"openapi": msgspec.json.encode(document(HANDLERS)), "metrics": metrics, "spool": spool}),
    )
    # outside the routing: Litestar's own middleware never sees an unrouted request
    app.asgi_handler = app.state.entrance = Entrance(app.asgi_handler, snapshots, access(snapshots.folder, set_to), metrics, set_to)
    app.state.entrance.answers_to(route for route in app.routes if isinstance(route, HTTPRoute))
    return app


def access(data: Path, given: Settings) -> Access:
    """Who may do what: where it is listened to on this machine only, reading needs no key unless a setting says so."""
    path = Path(given.keys_file) if given.keys_file else data / FILE
    return Access(path, open_reading=is_loopback(given.host) and not given.require_keys)


@asynccontextmanager
async def _looking(app: Litestar) -> AsyncIterator[None]:
    """As long as the application runs, it looks at what is published."""

    async def look() -> None:
        while True:
            try:
                await asyncio.to_thread(app.state.entrance.look)
            except CrediblyError:
                pass  # nothing published, or damaged: whoever asks is told
            except OSError:
                pass
            await asyncio.sleep(_LOOK_EVERY)

    looking = asyncio.create_task(look())
    try:
        yield
    finally:
        looking.cancel()
        app.state.entrance.flush()
