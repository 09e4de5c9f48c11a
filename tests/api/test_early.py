"""What is only looked up is answered before the routing, as the routing would answer it, header for header."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar

from api.access import add_key
from api.app import create_app
from api.settings import Settings
from scoring.queries.asking import Asked, question
from scoring.queries.fields import CLAIMS
from scoring.snapshots import Snapshots

Answer = tuple[int, list[tuple[bytes, bytes]], bytes]

ORIGIN = "https://dashboards.example"


@pytest.fixture(scope="module")
def claim(data: Path) -> str:
    """The address of a claim."""
    [(claim_id,)] = Snapshots(data).current().listed(question(CLAIMS, Asked(select="claim_id", sample=1)), None, 1).rows
    return f"/v1/claims/{claim_id}"


def both(data: Path, given: Settings) -> tuple[Litestar, Litestar]:
    """The application, and one in which everything takes the way through the routing."""
    early, late = create_app(data, given), create_app(data, given)
    late.state.entrance._early.clear()
    return early, late


def answers(app: Litestar, requests: Sequence[tuple[str, str, dict[str, str]]]) -> list[Answer]:
    """Status, headers in their order, and body as sent, of each request after the other."""

    async def asked() -> list[Answer]:
        app.state.entrance.look()
        told = []
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            for method, path, headers in requests:
                async with client.stream(method, path, headers={"X-Request-ID": "one", **headers}) as answer:
                    told.append((answer.status_code, answer.headers.raw, b"".join([part async for part in answer.aiter_raw()])))
        return told

    return asyncio.run(asked())


def routed(app: Litestar) -> list[str]:
    """From now on, the addresses that reached the routing."""
    reached: list[str] = []
    inner = app.state.entrance._app

    async def noting(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope["path"])
        await inner(scope, receive, send)

    app.state.entrance._app = noting
    return reached


def table(claim: str) -> list[tuple[str, str, dict[str, str]]]:
    """Requests around one claim: those that are answered early, and those that look like it."""
    plain = {"Accept-Encoding": "identity"}
    return [
        ("GET", claim, plain),
        ("GET", claim, {"Accept-Encoding": "gzip"}),
        ("GET", claim, {"Accept-Encoding": "gzip, zstd"}),
        ("GET", claim, {"Accept-Encoding": "zstd;q=0"}),
        ("HEAD", claim, plain),
        ("HEAD", claim, {"Accept-Encoding": "zstd"}),
        ("GET", claim, {**plain, "Accept": "text/csv"}),
        ("GET", claim, {**plain, "Accept": "x" * 500}),
        ("GET", claim, {**plain, "If-None-Match": "*"}),
        ("GET", claim, {**plain, "If-None-Match": '"other"'}),
        ("GET", claim, {**plain, "Origin": ORIGIN}),
        ("GET", claim, {**plain, "Origin": "https://elsewhere.example"}),
        ("GET", claim, {**plain, "Range": "bytes=0-10"}),
        ("GET", claim, {**plain, "Authorization": "Bearer nobody"}),
        ("OPTIONS", claim, {"Origin": ORIGIN, "Access-Control-Request-Method": "GET"}),
        ("OPTIONS", claim, plain),
        ("POST", claim, plain),
        ("BREW", claim, plain),
        ("GET", f"{claim}?", plain),
        ("GET", f"{claim}?profile=strict", plain),
        ("GET", f"{claim}?profile=no_such", plain),
        ("GET", f"{claim}?as_of=2020-01-01", plain),
        ("GET", f"{claim}?limit=5", plain),
        ("GET", f"{claim}/", plain),
        ("GET", f"{claim}/explanation", plain),
        ("GET", claim.upper(), plain),
        ("GET", f"{claim[:-1]}%00", plain),
        ("GET", f"{claim[:-1]}%ff", plain),
        ("GET", claim.replace("c_", "c%5F"), plain),
        ("GET", "/v1/claims/c_0123456789abcdef", plain),
        ("GET", "/v1/claims/d_0123456789abcdef", plain),
        ("GET", "/v1/claims/query", plain),
        ("GET", "/v1/documents/d_0123456789abcdef", plain),
    ]


def test_an_early_answer_is_that_of_the_routing_header_for_header(data: Path, claim: str) -> None:
    early, late = both(data, Settings(allow_origins=(ORIGIN,), log_requests=False))
    requests = table(claim)
    for request, one, other in zip(requests, answers(early, requests), answers(late, requests), strict=True):
        assert one == other, request


def test_an_early_answer_to_a_key_is_that_of_the_routing(data: Path, claim: str, tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    sent = {"Authorization": f"Bearer {add_key(keys, 'reader', ['read'])}"}
    early, late = both(data, Settings(require_keys=True, keys_file=str(keys), log_requests=False))
    requests = [("GET", claim, {}), *((method, path, {**sent, **headers}) for method, path, headers in table(claim))]
    told = answers(early, requests)
    assert [status for status, _, _ in told[:2]] == [401, 200]
    assert (b"cache-control", b"private, no-cache") in told[1][1]
    assert told == answers(late, requests)


def test_early_answers_count_towards_the_rate_of_a_client(data: Path, claim: str) -> None:
    early, late = both(data, Settings(requests_per_minute=1, log_requests=False))
    requests = [("GET", claim, {}), ("GET", claim, {}), ("HEAD", claim, {})]
    told = answers(early, requests)
    assert [status for status, _, _ in told] == [200, 429, 429]
    assert told == answers(late, requests)


def test_metrics_and_the_log_tell_early_answers_as_those_of_the_routing(
    data: Path, claim: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    figures, lines = [], []
    for app in both(data, Settings(log_format="json", cache_megabytes=0)):
        answers(app, table(claim))
        app.state.entrance.flush()
        lines.append(
            [line.partition(b'"request_id"')[2].partition(b'"milliseconds"')[0] for line in capfdbinary.readouterr().err.splitlines()]
        )
        told = app.state.metrics.text().decode().splitlines()
        figures.append([line for line in told if line.startswith(("credibly_requests_total", "credibly_answers_total"))])
    assert figures[0] == figures[1]
    assert 'credibly_requests_total{method="GET",route="/v1/claims/{claim_id}",status="200"} 1' in "\n".join(figures[0])
    assert lines[0] == lines[1]
    assert len(lines[0]) == len(table(claim))


def test_a_look_up_never_reaches_the_routing_and_what_is_wrong_always_does(data: Path, claim: str) -> None:
    app, _ = both(data, Settings(log_requests=False))
    reached = routed(app)
    answers(app, [("GET", claim, {}), ("HEAD", claim, {}), ("GET", claim, {"Accept-Encoding": "zstd"})])
    assert reached == []
    wrong = ["/v1/claims/c_0123456789abcdef", "/v1/claims/query"]
    answers(app, [("GET", path, {}) for path in wrong])
    assert reached == wrong


def test_a_look_up_is_answered_while_as_many_wait_as_may(data: Path, claim: str) -> None:
    app, _ = both(data, Settings(queue=1, log_requests=False))
    assert app.state.entrance._waiting.take()
    told = answers(app, [("GET", claim, {}), ("GET", "/v1/claims", {}), ("GET", f"{claim}?profile=strict", {})])
    assert [status for status, _, _ in told] == [200, 503, 503]


def test_before_anything_is_published_a_look_up_is_refused_as_everything_is(claim: str, tmp_path: Path) -> None:
    for app in both(tmp_path / "none", Settings(log_requests=False)):
        app.state.entrance.look = lambda: None
        [(status, headers, _)] = answers(app, [("GET", claim, {})])
        assert (status, dict(headers)[b"retry-after"]) == (503, b"5")
