"""What is asked for again: ETags, answers from memory, compression, and what browsers of other origins may read."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pyarrow as pa
import pytest

from scoring.model import Received
from scoring.store import Store

Serving = Callable[..., AbstractContextManager[str]]

PAGE = "/v1/claims?limit=20"
ORIGIN = "https://dashboards.example"


@pytest.fixture(scope="module")
def seen(data: Path, serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, Path]]:
    """A client of a server with a log in JSON, and that log."""
    log = tmp_path_factory.mktemp("seen") / "log"
    with (
        serving(data, log, "--log-format", "json", "--allow-origins", ORIGIN) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client, log


def figure(client: httpx.Client, line: str) -> float:
    """A figure of /metrics, 0 when it is not there yet."""
    told = re.search(rf"^{re.escape(line)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
    return float(told[1]) if told else 0.0


def test_an_unchanged_answer_is_304_without_a_body(client: httpx.Client) -> None:
    first = client.get(PAGE)
    again = client.get(PAGE, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert client.get(PAGE, headers={"If-None-Match": f'W/"other", W/{first.headers["etag"]}'}).status_code == 304
    assert client.get(PAGE, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.head(PAGE, headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_the_order_of_parameters_is_no_other_question(client: httpx.Client) -> None:
    one, other = client.get("/v1/claims?limit=5&section=main"), client.get("/v1/claims?section=main&limit=5")
    assert one.headers["etag"] == other.headers["etag"] != client.get("/v1/claims?limit=6&section=main").headers["etag"]
    assert one.content == other.content


def test_a_problem_has_no_etag_and_is_not_kept(client: httpx.Client) -> None:
    for path in ("/v1/claims?limit=0", "/v1/claims/c_0123456789abcdef", "/nowhere"):
        refused = client.get(path)
        assert "etag" not in refused.headers
        assert client.get(path, headers={"If-None-Match": "*"}).status_code == refused.status_code


def test_what_changes_without_a_new_snapshot_has_no_etag(client: httpx.Client) -> None:
    for path in ("/v1/moments", "/health", "/v1/claims?as_of=2020-01-01", "/v1/claims?as%5Fof=2020-01-01"):
        assert "etag" not in client.get(path).headers


def test_an_answer_from_memory_is_the_same_to_the_byte(seen: tuple[httpx.Client, Path]) -> None:
    client, _ = seen
    path = "/v1/claims?limit=17&section=main"
    made = client.get(path)
    before = figure(client, 'credibly_answers_total{source="memory"}')
    kept = client.get(path)
    assert figure(client, 'credibly_answers_total{source="memory"}') == before + 1
    different = {"x-request-id", "date"}
    assert kept.content == made.content
    assert {name: value for name, value in kept.headers.items() if name not in different} == {
        name: value for name, value in made.headers.items() if name not in different
    }


def test_a_new_snapshot_changes_the_etag_and_the_answer(serving: Serving, tmp_path: Path) -> None:
    def store(number: int) -> str:
        with Store(tmp_path / "data") as writer:
            writer.ingest([Received(document_name=f"{number}.txt", content=f"The port took in {number + 40} ships.".encode())])
            return writer.publish().snapshot_id

    store(0)
    with serving(tmp_path / "data", tmp_path / "log") as address, httpx.Client(base_url=address) as client:
        first = client.get("/v1/claims")
        expected = store(1)
        deadline = time.monotonic() + 20
        while (again := client.get("/v1/claims", headers={"If-None-Match": first.headers["etag"]})).status_code != 200:
            assert time.monotonic() < deadline, "the former answer is still given"
            time.sleep(0.05)
        assert again.json()["snapshot_id"] == expected
        assert again.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_an_answer_is_compressed_as_the_client_takes_it(client: httpx.Client, coding: str) -> None:
    plain = client.get(PAGE, headers={"Accept-Encoding": "identity"})
    with client.stream("GET", PAGE, headers={"Accept-Encoding": coding}) as packed:
        body = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == coding
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["vary"]
    assert packed.headers["etag"] != plain.headers["etag"]
    assert int(packed.headers["content-length"]) == len(body) < len(plain.content) / 3
    assert (
        gzip.decompress(body) if coding == "gzip" else pa.input_stream(pa.BufferReader(body), compression="zstd").read()
    ) == plain.content
    assert client.get(PAGE, headers={"If-None-Match": packed.headers["etag"]}).status_code == 304


def test_every_answer_carries_the_id_of_its_request_and_the_log_does_too(seen: tuple[httpx.Client, Path]) -> None:
    client, log = seen
    own = client.get("/v1/claims?limit=0&token=secret", headers={"X-Request-ID": "dashboard-17.panel_3"})
    assert own.headers["x-request-id"] == "dashboard-17.panel_3"
    assert own.json()["instance"] == "urn:credibly:request:dashboard-17.panel_3"
    made = client.get("/v1/claims/c_0123456789abcdef", headers={"X-Request-ID": 'x" onload="'})
    assert re.fullmatch("[0-9a-f]{16}", made.headers["x-request-id"])
    client.get("/health")
    lines = logged(log, made.headers["x-request-id"])
    line = lines["dashboard-17.panel_3"]
    assert (line["path"], line["route"], line["status"], line["method"]) == ("/v1/claims", "/v1/claims", 400, "GET")
    assert lines[made.headers["x-request-id"]]["route"] == "/v1/claims/{claim_id}"
    assert "secret" not in log.read_text()


def logged(log: Path, until: str) -> dict[str, dict[str, object]]:
    """The lines of requests by their id, once the one of `until` is there."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{") and line.endswith("}")]
        told = {line["request_id"]: line for line in lines if line["event"] == "request"}
        if until in told:
            return told
        time.sleep(0.02)
    raise AssertionError(f"no line for {until}")


def test_prometheus_is_told_requests_by_route_and_what_is_served(seen: tuple[httpx.Client, Path]) -> None:
    client, _ = seen
    before = figure(client, 'credibly_requests_total{method="GET",route="/v1/rules",status="200"}')
    client.get("/v1/rules")
    client.get("/v1/rules")
    assert figure(client, 'credibly_requests_total{method="GET",route="/v1/rules",status="200"}') == before + 2
    assert figure(client, 'credibly_request_seconds_count{route="/v1/rules"}') >= 2
    assert 0 < figure(client, "credibly_snapshot_age_seconds") < 86400
    assert figure(client, "credibly_requests_waiting") == 0
    assert client.get("/metrics").headers["content-type"].startswith("text/plain; version=0.0.4")


def test_made_up_addresses_and_methods_add_no_figures(seen: tuple[httpx.Client, Path]) -> None:
    client, _ = seen
    for number in range(20):
        client.get(f"/nowhere/{number}")
        client.request(f"BREW{number}", "/v1/claims")
    text = client.get("/metrics").text
    assert "nowhere" not in text
    assert "BREW" not in text


def test_ready_is_200_once_there_is_something_to_serve(client: httpx.Client, serving: Serving, tmp_path: Path) -> None:
    assert client.get("/ready").json()["status"] == "ok"
    with serving(tmp_path / "none", tmp_path / "log", "--accept-documents") as address:
        assert httpx.get(f"{address}/ready").status_code == 503
        assert httpx.get(f"{address}/health").status_code == 200


@pytest.mark.parametrize("named", ["0123456789abcdef", "fedcba9876543210"], ids=["cut short", "not there"])
def test_a_server_whose_data_are_damaged_runs_is_not_ready_and_tells_no_path(
    data: Path, serving: Serving, tmp_path: Path, named: str
) -> None:
    folder = shutil.copytree(data, tmp_path / "data")
    snapshot = folder / "snapshots" / (folder / "CURRENT").read_text().strip()
    cut = shutil.copytree(snapshot, snapshot.with_name("0123456789abcdef")) / "serve.duckdb"
    cut.write_bytes(cut.read_bytes()[:5000])
    with serving(folder, tmp_path / "log") as address:
        (folder / "CURRENT").write_text(named)
        deadline = time.monotonic() + 20
        while (health := httpx.get(f"{address}/health")).json()["status"] != "damaged":
            assert time.monotonic() < deadline, health.text
            time.sleep(0.05)
        assert health.status_code == 200
        assert httpx.get(f"{address}/ready").status_code == 503
        refused = httpx.get(f"{address}/v1/claims?limit=9")
        assert (refused.status_code, named in refused.text) == (500, False)
    assert "publish again" in (tmp_path / "log").read_text()


def test_pages_of_a_named_origin_may_read_answers_and_no_others(seen: tuple[httpx.Client, Path]) -> None:
    client, _ = seen
    named, other = (client.get(PAGE, headers={"Origin": origin}) for origin in (ORIGIN, "https://elsewhere.example"))
    assert named.headers["access-control-allow-origin"] == ORIGIN
    assert "ETag" in named.headers["access-control-expose-headers"]
    assert "access-control-allow-origin" not in other.headers
    assert "Origin" in other.headers["vary"]
    assert client.get("/nowhere", headers={"Origin": ORIGIN}).headers["access-control-allow-origin"] == ORIGIN
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    preflight = client.options(PAGE, headers=asked)
    assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (204, ORIGIN)
    assert "Authorization" in preflight.headers["access-control-allow-headers"]
    assert "access-control-allow-origin" not in client.options(PAGE, headers={**asked, "Origin": "https://elsewhere.example"}).headers


def test_without_the_setting_no_other_origin_reads_anything(client: httpx.Client) -> None:
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "GET"}
    for response in (client.get(PAGE, headers=asked), client.options(PAGE, headers=asked)):
        assert not [name for name in response.headers if name.startswith("access-control")]
