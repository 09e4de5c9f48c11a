"""DuckDB, Polars, pandas, pyarrow and a browser read exported Parquet over HTTP, and only the bytes they need travel."""

from __future__ import annotations

import functools
import http.server
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import httpx
import polars as pl
import pyarrow.dataset as ds
import pyarrow.fs
import pyarrow.parquet as pq
import pytest

from bench.exports import multiplied
from scoring.model import Received
from scoring.store import Store

HERE = Path(__file__).resolve().parent

COPIES = 60_000

WASM = "@duckdb/duckdb-wasm@1.28.0"
"""The last that has its Parquet reader built in: later ones load it from the network."""


_AT_ONCE = 1 << 14

TEXT = b"""The harbour office suspended the ferry line to Astrel on Monday, harbour master Ilse Varnow said.
Nearly 40 passengers waited on the quay for three hours. The line may reopen next week. Nobody was hurt in the storm.
"""


class Counter(http.server.ThreadingHTTPServer):
    """Passes requests on to a server, counts the bytes of what it answers, and serves a folder beside it."""

    daemon_threads = True

    def __init__(self, server: str, beside: Path) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(_Passing, directory=str(beside)))
        self.client = httpx.Client(base_url=server, timeout=60)
        self.beside = beside
        self.sent = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def counted(self, read: Callable[[], Any]) -> tuple[Any, int]:
        """What reading gives, and the bytes that travelled for it."""
        before = self.sent
        found = read()
        return found, self.sent - before


class _Passing(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Counter

    def do_GET(self) -> None:
        if not self.path.startswith("/v1/"):
            super().do_GET()
            return
        asked = {name: self.headers[name] for name in ("Range", "If-None-Match") if name in self.headers}
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _AT_ONCE)  # whoever does not read on is soon noticed
        with self.server.client.stream(self.command, self.path, headers={**asked, "Accept-Encoding": "identity"}) as answer:
            self.send_response(answer.status_code)
            for name in ("content-type", "content-range", "accept-ranges", "etag", "content-length"):
                if name in answer.headers:
                    self.send_header(name, answer.headers[name])
            self.end_headers()
            try:
                for part in answer.iter_raw(_AT_ONCE):
                    self.wfile.write(part)
                    self.server.sent += len(part)
            except ConnectionError:
                self.close_connection = True

    do_HEAD = do_GET  # noqa: N815

    def do_POST(self) -> None:
        """What a page found."""
        told = self.rfile.read(int(self.headers["content-length"]))
        unfinished = self.server.beside / "told"
        unfinished.write_bytes(told)
        unfinished.rename(unfinished.with_suffix(".json"))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose claims fill several row groups."""
    root = tmp_path_factory.mktemp("large")
    with Store(root / "one") as store:
        store.ingest([Received(document_name="agency.txt", content=TEXT, publisher="Merrow Wire")])
        store.publish()
    multiplied(root / "one", root / "many", COPIES, filled=False)
    return root / "many"


@pytest.fixture(scope="module")
def counter(large: Path, serving: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    root = tmp_path_factory.mktemp("page")
    with serving(large, root / "log") as address:
        counter = Counter(address, root)
        threading.Thread(target=counter.serve_forever, daemon=True).start()
        yield counter
        counter.shutdown()
        counter.server_close()


@pytest.fixture(scope="module")
def claims(counter: Counter) -> dict[str, Any]:
    listed = httpx.get(f"{counter.address}/v1/exports").json()
    [file] = [file for file in listed["files"] if file["table"] == "claims"]
    return {**file, "url": counter.address + file["url"]}


@pytest.fixture(scope="module")
def wanted(large: Path) -> dict[str, Any]:
    """A claim in the middle of the file, and its row group's share of it."""
    path = next((large / "snapshots").glob("*/tables/claims.parquet"))
    assert pq.read_metadata(path).num_row_groups > 1
    rows: dict[str, Any] = pq.read_table(path, filters=[("score", ">=", 0)]).slice(1000, 1).to_pylist()[0]
    return rows


def test_the_claims_are_in_order_of_their_ids_so_that_row_groups_can_be_passed_over(large: Path) -> None:
    metadata = pq.read_metadata(next((large / "snapshots").glob("*/tables/claims.parquet")))
    bounds = [metadata.row_group(at).column(0).statistics for at in range(metadata.num_row_groups)]
    assert all(one.max < other.min for one, other in itertools.pairwise(bounds))


def _by_polars(url: str, claim_id: str | None) -> list[Any]:
    rows = pl.scan_parquet(url).select("claim_id", "score")
    return (rows.filter(pl.col("claim_id") == claim_id) if claim_id else rows).collect().rows()


def _by_pyarrow(url: str, claim_id: str | None) -> list[Any]:
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: group standards")
    pytest.importorskip("aiohttp", reason="aiohttp is not installed: group standards")
    system = pyarrow.fs.PyFileSystem(pyarrow.fs.FSSpecHandler(fsspec.filesystem("http", use_listings_cache=False, cache_type="none")))
    table = ds.dataset(url, filesystem=system, format="parquet").to_table(
        columns=["claim_id", "score"], filter=ds.field("claim_id") == claim_id if claim_id else None
    )
    return [tuple(row.values()) for row in table.to_pylist()]


def _by_pandas(url: str, claim_id: str | None) -> list[Any]:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: group standards")
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: group standards")
    pytest.importorskip("aiohttp", reason="aiohttp is not installed: group standards")
    system = fsspec.filesystem("http", use_listings_cache=False, cache_type="none")
    filters = [("claim_id", "==", claim_id)] if claim_id else None
    frame = pandas.read_parquet(url, filesystem=system, columns=["claim_id", "score"], filters=filters)
    return list(frame.itertuples(index=False, name=None))


def _by_duckdb(url: str, claim_id: str | None) -> list[Any]:
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: group standards")
    pytest.importorskip("aiohttp", reason="aiohttp is not installed: group standards")
    with duckdb.connect() as con:
        system = fsspec.filesystem("http", cache_type="none")
        system.modified = lambda path: datetime(2031, 5, 4, tzinfo=UTC)  # DuckDB 2 asks for it, fsspec does not know it; files never change
        con.register_filesystem(system)
        where = "where claim_id = $id" if claim_id else ""
        return con.execute(
            f"select claim_id, score from read_parquet($url) {where}", {"url": url, **({"id": claim_id} if claim_id else {})}
        ).fetchall()


@pytest.mark.parametrize("read", [_by_polars, _by_pyarrow, _by_pandas, _by_duckdb])
def test_one_claim_is_read_without_the_other_row_groups_and_columns(
    counter: Counter, claims: dict[str, Any], wanted: dict[str, Any], read: Callable[[str, str | None], list[Any]]
) -> None:
    everywhere, all_bytes = counter.counted(lambda: read(claims["url"], None))
    found, bytes_ = counter.counted(lambda: read(claims["url"], wanted["claim_id"]))
    print(f"{read.__name__[4:]}: {bytes_:,} bytes for one claim, {all_bytes:,} for two columns, {claims['bytes']:,} in the file")
    assert found == [(wanted["claim_id"], wanted["score"])]
    assert len(everywhere) == claims["rows"]
    assert all_bytes < claims["bytes"]
    assert bytes_ < 0.75 * all_bytes


PAGE = """<!doctype html><title>Claims</title>
<script type="importmap">{"imports": {
  "apache-arrow": "/node_modules/apache-arrow/Arrow.dom.mjs",
  "flatbuffers": "/node_modules/flatbuffers/mjs/flatbuffers.js",
  "tslib": "/node_modules/tslib/tslib.es6.mjs"
}}</script>
<script type="module">
const tell = (told) => fetch("/told", {method: "POST", body: JSON.stringify(told)});
try {
  const duckdb = await import("/node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser.mjs");
  const dist = "/node_modules/@duckdb/duckdb-wasm/dist/";
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(dist + "duckdb-browser-eh.worker.js"));
  await database.instantiate(new URL(dist + "duckdb-eh.wasm", location).href);
  await database.open({filesystem: {reliableHeadRequests: true, allowFullHTTPReads: false}});
  const connection = await database.connect();
  const found = await connection.query("select claim_id, score from read_parquet('ADDRESS') CONDITION");
  await tell({rows: found.toArray().map((row) => [row.claim_id, row.score])});
} catch (error) {
  await tell({error: String(error)});
}
</script>
"""


@pytest.fixture(scope="module")
def modules(counter: Counter) -> None:
    """DuckDB-Wasm beside the exports, from npm."""
    if not (shutil.which("npm") and shutil.which("chromium")):
        pytest.skip("a browser reads exports only where npm and chromium are installed")
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(counter.beside), WASM]
    if subprocess.run(command, check=False, capture_output=True, timeout=300).returncode:
        pytest.skip(f"{WASM} cannot be had from npm here")


def _by_browser(counter: Counter, url: str, where: str) -> dict[str, Any]:
    told = counter.beside / "told.json"
    told.unlink(missing_ok=True)
    (counter.beside / "page.html").write_text(PAGE.replace("ADDRESS", url).replace("CONDITION", where))
    profile = f"--user-data-dir={counter.beside / 'profile'}"
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--remote-debugging-port=0",
        profile,
        f"{counter.address}/page.html",
    ]
    browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        deadline = time.monotonic() + 60
        while not told.is_file():
            assert time.monotonic() < deadline, "the page told nothing"
            time.sleep(0.1)
    finally:
        os.killpg(browser.pid, signal.SIGTERM)
        browser.wait(30)
    found: dict[str, Any] = json.loads(told.read_text())
    return found


def test_a_page_in_a_browser_reads_one_claim_without_the_other_row_groups_and_columns(
    counter: Counter, modules: None, claims: dict[str, Any], wanted: dict[str, Any]
) -> None:
    everywhere, all_bytes = counter.counted(lambda: _by_browser(counter, claims["url"], "where score > 2"))
    found, bytes_ = counter.counted(lambda: _by_browser(counter, claims["url"], f"where claim_id = '{wanted['claim_id']}'"))
    print(f"browser: {bytes_:,} bytes for one claim, {all_bytes:,} for the scores, {claims['bytes']:,} in the file")
    assert everywhere == {"rows": []}
    assert found == {"rows": [[wanted["claim_id"], wanted["score"]]]}
    assert bytes_ < 0.5 * claims["bytes"]
