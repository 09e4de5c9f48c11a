"""Clients that people use, as they use them, against the real server: curl, pandas, polars, Arrow, DuckDB, a browser."""

from __future__ import annotations

import functools
import io
import json
import re
import shlex
import shutil
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb
import httpx
import polars as pl
import pyarrow as pa
import pytest

Serving = Callable[..., AbstractContextManager[str]]

ROOT = Path(__file__).resolve().parents[2]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

PAGE = """<!doctype html><title>A dashboard</title><pre id="told">waiting</pre><script>
fetch("{address}/v1/claims?limit=3", {{headers: {{"X-Request-ID": "panel-1"}}}})
  .then(answer => answer.json().then(page => page.claims.length + " claims " + answer.headers.get("X-Request-ID")))
  .then(told => document.getElementById("told").textContent = told)
  .catch(error => document.getElementById("told").textContent = "refused: " + error.name)
</script>"""


@pytest.fixture(scope="module")
def claims(client: httpx.Client) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = client.get("/v1/claims?limit=100").raise_for_status().json()["claims"]
    return listed


def ids(claims: list[dict[str, Any]]) -> list[str]:
    return [claim["claim_id"] for claim in claims]


def curl(*arguments: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    return subprocess.run(["curl", "--silent", "--show-error", *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


def shown() -> list[str]:
    """What the pages show to type, but for documents to send and ids to put in."""
    pages = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/api.md")]
    commands = [command for page in pages for command in re.findall(r"(?:^\$ |^    |`)curl ([^`\n]+)", page, re.MULTILINE)]
    return [command for command in commands if "$KEY" not in command and "_ID" not in command]


@pytest.mark.parametrize("command", shown())
def test_what_the_pages_show_for_curl_is_answered(server: str, command: str) -> None:
    arguments = shlex.split(command.replace("http://127.0.0.1:8000", server))
    assert curl("--write-out", "%{http_code}", "--output", "/dev/null", *arguments) in ("200", "202")


def test_curl_reads_a_page_and_is_told_that_it_has_not_changed(server: str, claims: list[dict[str, Any]], tmp_path: Path) -> None:
    address, etag = f"{server}/v1/claims?limit=100", tmp_path / "etag"
    told = json.loads(curl("--compressed", "--etag-save", str(etag), address))
    assert ids(told["claims"]) == ids(claims)
    again = curl("--compressed", "--etag-compare", str(etag), "--output", str(tmp_path / "again"), "--write-out", "%{http_code}", address)
    assert again == "304"
    assert curl("--head", "--write-out", "%{http_code}", "--output", "/dev/null", address) == "200"


def test_pandas_reads_a_page_by_its_address(server: str, claims: list[dict[str, Any]]) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: it is in the group standards")
    frame = pandas.read_csv(f"{server}/v1/claims?limit=100&format=csv")
    assert frame["claim_id"].tolist() == ids(claims)
    lines = pandas.read_json(f"{server}/v1/claims?limit=100&format=ndjson", lines=True)
    assert lines["claim_id"].tolist() == ids(claims)


def test_polars_reads_a_page_by_its_address(server: str, claims: list[dict[str, Any]]) -> None:
    with urllib.request.urlopen(f"{server}/v1/claims?limit=100&format=parquet") as answer:
        assert pl.read_parquet(io.BytesIO(answer.read()))["claim_id"].to_list() == ids(claims)
    with urllib.request.urlopen(f"{server}/v1/claims?limit=100&format=csv") as answer:
        assert pl.read_csv(answer.read(), infer_schema=False)["claim_id"].to_list() == ids(claims)


def test_arrow_reads_a_page_by_its_address(server: str, claims: list[dict[str, Any]]) -> None:
    with urllib.request.urlopen(f"{server}/v1/claims?limit=100&format=arrow") as answer:
        table = pa.ipc.open_file(io.BytesIO(answer.read())).read_all()
    assert table["claim_id"].to_pylist() == ids(claims)


def test_duckdb_reads_a_page_through_fsspec(server: str, claims: list[dict[str, Any]]) -> None:
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: it is in the group standards")
    pytest.importorskip("aiohttp", reason="aiohttp, by which fsspec reads over HTTP, is not installed")
    with fsspec.open(f"{server}/v1/claims?limit=100&format=csv", "rb") as file:
        found = duckdb.read_csv(io.BytesIO(file.read())).project("claim_id").fetchall()
    assert [claim_id for (claim_id,) in found] == ids(claims)


@contextmanager
def pages(folder: Path) -> Iterator[str]:
    """The origin of a server of static pages."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_address[1]}"
        site.shutdown()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian: apt install chromium)")
def test_a_page_of_a_named_origin_reads_answers_in_a_browser_and_others_do_not(data: Path, serving: Serving, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    with (
        pages(tmp_path / "pages") as named,
        pages(tmp_path / "pages") as other,
        serving(data, tmp_path / "log", "--allow-origins", named) as address,
    ):
        (tmp_path / "pages" / "index.html").write_text(PAGE.format(address=address))
        assert "3 claims panel-1" in shown(f"{named}/", tmp_path / "profile")
        assert "refused: TypeError" in shown(f"{other}/", tmp_path / "profile")


def shown(address: str, profile: Path) -> str:
    """The page as it stands once its script is done."""
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")
    command = [str(CHROMIUM), *quiet, f"--user-data-dir={profile}", "--virtual-time-budget=20000", "--dump-dom", address]
    return subprocess.run(command, capture_output=True, text=True, timeout=180, check=True).stdout
