"""Who asks for more than can be done is told so; everyone else is served as before."""

from __future__ import annotations

import concurrent.futures
import os
import re
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

Serving = Callable[..., AbstractContextManager[str]]


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as raw:
        yield raw


def exchanged(address: str, request: bytes) -> bytes:
    """What the server sends back until it closes, or 60 seconds have passed."""
    with connected(address) as raw:
        raw.sendall(request)
        received = b""
        try:
            while part := raw.recv(65536):
                received += part
        except ConnectionResetError:
            pass
        return received


def status(answer: bytes) -> int:
    told = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    return int(told[1]) if told else 0


def get(path: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join([b"GET " + path + b" HTTP/1.1", b"Host: localhost", b"Connection: close", *headers, b"", b""])


def test_a_client_is_told_how_many_requests_it_has_left_and_when_to_come_back(data: Path, serving: Serving, tmp_path: Path) -> None:
    with serving(data, tmp_path / "log", "--requests-per-minute", "5") as address, httpx.Client(base_url=address) as client:
        answers = [client.get("/v1/rules") for _ in range(8)]
        assert [answer.status_code for answer in answers[:5]] == [200] * 5
        assert answers[0].headers["ratelimit-policy"] == '"default";q=5;w=60'
        assert re.fullmatch(r'"default";r=4;t=\d+', answers[0].headers["ratelimit"])
        refused = answers[-1]
        assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
        assert 0 < int(refused.headers["retry-after"]) <= 60
        assert client.get("/health").status_code == 200
        assert client.get("/metrics").status_code == 200


def test_more_than_can_wait_is_told_to_come_back_and_the_server_recovers(data: Path, serving: Serving, tmp_path: Path) -> None:
    with serving(data, tmp_path / "log", "--queue", "4", "--cache-megabytes", "0") as address:
        limits = httpx.Limits(max_connections=64)
        with httpx.Client(base_url=address, timeout=60, limits=limits) as client, concurrent.futures.ThreadPoolExecutor(64) as many:
            answers = list(many.map(lambda number: client.get(f"/v1/claims?limit=1000&min_score=0.{number:04}"), range(400)))
            told = Counter(answer.status_code for answer in answers)
            assert set(told) == {200, 503}, told
            assert all(answer.headers["retry-after"] == "1" for answer in answers if answer.status_code == 503)
            assert [client.get("/v1/claims?limit=7").status_code for _ in range(10)] == [200] * 10
            assert "credibly_requests_waiting 0.0" in client.get("/metrics").text


def test_texts_that_wait_to_be_scored_take_no_place_of_look_ups(data: Path, serving: Serving, tmp_path: Path) -> None:
    text = "".join(f"The harbour master said on Monday that {number} ships came to Quill. " for number in range(100))
    with (
        serving(data, tmp_path / "log", "--queue", "2") as address,
        httpx.Client(base_url=address, timeout=120) as client,
        concurrent.futures.ThreadPoolExecutor(16) as many,
    ):
        scored = [many.submit(client.post, "/v1/score", json={"text": text}) for _ in range(16)]
        while not all(one.done() for one in scored):
            assert client.get("/v1/claims?limit=7&min_score=0.1").status_code == 200
            time.sleep(0.1)
        assert Counter(one.result().status_code for one in scored).keys() == {200, 503}


def test_an_address_that_is_too_long_is_a_problem(server: str) -> None:
    answer = exchanged(server, get(b"/v1/claims?text=" + b"x" * 20_000))
    assert status(answer) == 414
    assert b"application/problem+json" in answer
    for length in (100_000, 1_000_000):  # refused by the server before it reaches the application
        assert status(exchanged(server, get(b"/v1/claims?text=" + b"x" * length))) in (414, 431)


@pytest.mark.parametrize(
    "query",
    [
        b"limit=5&limit=5",
        b"&".join([b"text=a"] * 1000),
        b"&".join(b"a%d=1" % number for number in range(1000)),
        b"limit=1e999",
        b"limit=" + b"9" * 10_000,
        b"min_score=NaN",
        b"min_score=-Infinity",
        b"min_score=" + b"1" * 5000,
        b"text=%ED%A0%80%ED%B0%80",
        b"text=%00",
        b"%ED%A0%80=1",
        b"text=" + b"%25" * 5000,
        b"cursor=" + b"W" * 400,
        b"=&=&=",
        b"a[b][c]=1",
        b";;;",
        b"limit=5#x",
        b"text=\xff\xfe",
        b"text=" + "😀".encode() * 50,
    ],
    ids=lambda query: query[:20].decode("ascii", "replace"),
)
def test_no_query_is_a_mistake_of_the_server(server: str, query: bytes) -> None:
    for path in (b"/v1/claims", b"/v1/documents", b"/v1/rules", b"/health", b"/v1/exports", b"/schema", b"/v1/jobs/j_0123456789abcdef"):
        assert 200 <= status(exchanged(server, get(path + b"?" + query))) < 500, path


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 900_000,
        b'{"text":' * 100_000,
        b'{"text": "a", "text": "b"}',
        b'{"text": NaN}',
        b'{"text": 1e99999}',
        b'{"text": ' + b"9" * 900_000 + b"}",
        b'{"text": "\\ud800\\udc00\\udc00"}',
        b"\xef\xbb\xbf{}",
        b'{"text": "a"}\0',
        b'{"filter": ' + b"[" * 400_000 + b"]" * 400_000 + b"}",
    ],
    ids=lambda body: body[:24].decode("ascii", "replace"),
)
def test_no_body_is_a_mistake_of_the_server(client: httpx.Client, body: bytes) -> None:
    for path in ("/v1/score", "/v1/claims/query", "/v1/documents", "/v1/nowhere"):
        answer = client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code < 500, (path, answer.text)


@pytest.mark.parametrize(
    "request_bytes",
    [
        get(b"/v1/claims", b"Accept-Encoding: " + b"gzip;q=" * 1000),
        get(b"/v1/claims", b"If-None-Match: " + b'"a",' * 5000),
        get(b"/v1/claims", b"Accept: " + b"*/*," * 5000),
        get(b"/v1/claims", b"Authorization: Bearer " + b"x" * 50_000),
        get(b"/v1/claims", b"X-Request-ID: " + b"x" * 50_000),
        get(b"/v1/claims", b"Range: bytes=" + b"1-2," * 5000),
        get(b"/v1/claims", b"Origin: " + b"x" * 5000, b"Access-Control-Request-Method: GET"),
        get(b"/v1/claims", *[b"X-Header-%d: 1" % number for number in range(90)]),
        get(b"//v1//claims"),
        get(b"/v1/claims/" + b"%2e%2e%2f" * 100),
        get(b"/" + b"a/" * 5000),
        b"GET /v1/claims HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        b"GET http://other/v1/claims HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"POST /v1/score HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
    ],
    ids=lambda sent: sent[:60].decode("ascii", "replace"),
)
def test_no_head_of_a_request_is_a_mistake_of_the_server(server: str, request_bytes: bytes) -> None:
    assert 200 <= status(exchanged(server, request_bytes)) < 500


def test_hundreds_of_slow_clients_keep_nobody_waiting(data: Path, serving: Serving, tmp_path: Path) -> None:
    with serving(data, tmp_path / "log", "--body-seconds", "5") as address, ExitStack() as open_sockets:
        slow = [open_sockets.enter_context(connected(address)) for _ in range(500)]
        for number, raw in enumerate(slow):
            if number % 2:  # the head never ends
                raw.sendall(b"GET /v1/claims HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            else:  # the body never ends
                raw.sendall(b"POST /v1/score HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{")
        with httpx.Client(base_url=address, timeout=30) as client:
            for number in range(40):
                assert client.get(f"/v1/claims?limit={number + 1}").status_code == 200
                for raw in slow[number::40]:
                    with suppress(OSError):
                        raw.sendall(b" ")
            assert 400 <= status(read_all(slow[0])) < 500  # was told that its body took too long
            assert status(read_all(slow[1])) in (0, 408)  # was cut off
            assert client.get("/v1/claims?limit=3").status_code == 200


def read_all(raw: socket.socket) -> bytes:
    received = b""
    try:
        while part := raw.recv(65536):
            received += part
            if received.startswith(b"HTTP/1.1 408") and b"}" in received:
                break
    except OSError:
        pass
    return received


def test_a_client_that_reads_slowly_keeps_nobody_waiting(data: Path, serving: Serving, tmp_path: Path) -> None:
    with serving(data, tmp_path / "log", "--queue", "4") as address, ExitStack() as open_sockets:
        for _ in range(50):
            raw = open_sockets.enter_context(connected(address))
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            for path in (b"/schema/swagger-ui-bundle.js", b"/v1/claims?limit=1000"):
                raw.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        deadline = time.monotonic() + 30
        while "credibly_requests_waiting 0.0" not in httpx.get(f"{address}/metrics", timeout=30).text:
            assert time.monotonic() < deadline, "whoever reads slowly takes the place of those who wait"
        assert [httpx.get(f"{address}/v1/claims?limit={number}", timeout=30).status_code for number in range(1, 20)] == [200] * 19


def test_a_server_that_is_told_to_stop_finishes_what_it_began(data: Path, serving: Serving, tmp_path: Path) -> None:
    text = "".join(f"The harbour master said on Monday that {number} ships came to Quill. " for number in range(300))
    answers = []
    with serving(data, tmp_path / "log", "--log-format", "json") as address:
        asking = threading.Thread(
            target=lambda: answers.append(httpx.post(f"{address}/v1/score", json={"text": text}, timeout=60).status_code)
        )
        asking.start()
        deadline = time.monotonic() + 30
        while "credibly_texts_waiting 1.0" not in httpx.get(f"{address}/metrics").text:
            assert time.monotonic() < deadline
        [main] = [int(found) for found in re.findall(r"main PID: (\d+)", (tmp_path / "log").read_text())]
        os.kill(main, signal.SIGTERM)
        asking.join()
    assert answers == [200]
    assert '"path":"/v1/score"' in (tmp_path / "log").read_text()
