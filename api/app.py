"""The application put together: data folder, routes, problems, OpenAPI."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
from litestar import Litestar
from litestar.concurrency import set_asyncio_executor
from litestar.datastructures import State
from litestar.di import Provide

from api.doorway import check, doorway
from api.openapi import document
from api.problems import HANDLERS as PROBLEMS
from api.routes import HANDLERS
from scoring.snapshots import Snapshots

DATA = "CREDIBLY_DATA"
"""The environment variable that names the data folder."""

LARGEST_BODY = 1_000_000
"""Bytes."""

QUERY_THREADS = 2
"""Two threads that wait for DuckDB had the lowest 99th percentile: 0.65 of a thread a request, 0.47 of none."""


def create_app(data: Path | None = None) -> Litestar:
    """The API over the data folder `data`; None: the one that CREDIBLY_DATA names, else ./credibly-data.

    The folder need not exist yet: until something is published there, /v1/ answers 503.
    """
    snapshots = Snapshots(data or Path(os.environ.get(DATA, "credibly-data")))
    set_asyncio_executor(ThreadPoolExecutor(QUERY_THREADS, thread_name_prefix="query"))
    app = Litestar(
        route_handlers=HANDLERS,
        dependencies={"snapshots": Provide(lambda: snapshots, sync_to_thread=False)},
        exception_handlers=PROBLEMS,
        before_request=check,
        request_max_body_size=LARGEST_BODY,
        openapi_config=None,  # api/openapi.py makes a more exact one
        logging_config=None,
        state=State({"openapi": msgspec.json.encode(document(HANDLERS))}),
    )
    app.asgi_handler = doorway(app.asgi_handler)  # outside the routing: Litestar's own middleware never sees an unrouted request
    return app
