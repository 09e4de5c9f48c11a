"""What Prometheus is told: requests and how long they took by route, answers from memory, the queue, the age of the snapshot."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4"
"""The application adds the charset, as to all text."""

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The figures of one server, from its start on. Labels are of this code's choosing, so that nobody can make more of them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter("credibly_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry)
        self._seconds = Histogram(
            "credibly_request_seconds",
            "From the first byte of a request to the last of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        kept = Counter("credibly_answers", "Answers that may be kept, by origin.", ("source",), registry=self.registry)
        self._switched = Gauge("credibly_snapshot_opened_timestamp_seconds", "When it was moved to.", registry=self.registry)
        age = Gauge("credibly_snapshot_age_seconds", "Since the served snapshot was published.", registry=self.registry)
        self._published = 0.0
        self._of: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._answered = {source: kept.labels(source) for source in ("made", "memory", "unchanged")}
        age.set_function(lambda: time.time() - self._published if self._published else float("nan"))

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        if (figures := self._of.get((method, route, status))) is None:  # to find them by their labels costs more than to count
            figures = self._of[method, route, status] = (self._requests.labels(method, route, str(status)), self._seconds.labels(route))
        count, took = figures
        count.inc()
        took.observe(seconds)

    def answer(self, source: Literal["made", "memory", "unchanged"]) -> None:
        """One that could be kept: from memory, one that did not change (304), or one that was made."""
        self._answered[source].inc()

    def snapshot(self, published: float) -> None:
        """The server moved to a snapshot that was published at that time (seconds since 1970)."""
        self._published = published
        self._switched.set(time.time())

    def watch(self, name: str, what: str, value: Callable[[], float]) -> None:
        """A figure that is asked for when Prometheus is told."""
        Gauge(f"credibly_{name}", what, registry=self.registry).set_function(value)

    def text(self) -> bytes:
        return generate_latest(self.registry)
