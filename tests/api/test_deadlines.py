"""Queries that take too long are interrupted, and hit nobody else."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
import httpx
import pytest

from scoring import deadlines
from scoring.database import connect
from scoring.deadlines import Deadline, current, watched
from scoring.errors import TookTooLong
from scoring.store.exports import current_snapshot

Serving = Callable[..., AbstractContextManager[str]]

ENDLESS = "select sum(a.range * b.range) from range(10000000) as a, range(10000000) as b"


def test_a_query_is_interrupted_and_its_connection_serves_the_next() -> None:
    with connect() as con:
        deadline = Deadline(0.2)
        under = current.set(deadline)
        alarm = threading.Timer(0.2, deadline.expire)
        alarm.start()
        with pytest.raises(duckdb.InterruptException):
            watched(con).execute(ENDLESS).fetchall()
        current.reset(under)
        deadline.done()
        assert watched(con).execute("select 42").fetchall() == [(42,)]


def test_what_has_not_begun_before_the_deadline_does_not_begin() -> None:
    with connect() as con:
        deadline = Deadline(0.2)
        deadline.expire()
        under = current.set(deadline)
        with pytest.raises(TookTooLong, match=r"0\.2 seconds: narrow it"):
            watched(con)
        current.reset(under)


def test_a_deadline_that_passes_late_does_not_hit_the_next_query() -> None:
    with connect() as con:
        late, mine = Deadline(1), Deadline(1)
        for deadline in (late, mine):
            context = contextvars.copy_context()
            context.run(current.set, deadline)
            context.run(watched, con)
        late.expire()
        assert con.execute("select count(*) from range(3000000)").fetchall() == [(3000000,)]


def test_a_deadline_that_passes_when_its_connection_is_closed_is_no_error() -> None:
    with connect() as con:
        deadline = Deadline(1)
        context = contextvars.copy_context()
        context.run(current.set, deadline)
        context.run(watched, con)
    deadline.expire()
    deadline.done()


def test_a_request_whose_query_takes_too_long_is_told_what_to_do(data: Path, serving: Serving, tmp_path: Path) -> None:
    with serving(data, tmp_path / "log", "--query-seconds", "0.000001") as address:
        held = current_snapshot(data).name
        compared = [f"/v1/exports/{held}/{what}?since={held}" for what in ("changes", "lineage")]
        for path in ("/v1/claims?limit=1000", "/v1/documents", "/v1/propositions?limit=1000", *compared):
            answer = httpx.get(address + path)
            assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
            assert "narrow it by filters" in answer.json()["detail"]
        assert httpx.get(f"{address}/health").status_code == 200


def test_who_asks_several_connections_leaves_none_behind() -> None:
    before = len(deadlines._owners)
    deadline = Deadline(10.0)
    under = current.set(deadline)
    connections = [duckdb.connect() for _ in range(3)]
    for connection in connections:
        watched(connection)
    assert len(deadlines._owners) == before + 1
    deadline.done()
    current.reset(under)
    assert len(deadlines._owners) == before
