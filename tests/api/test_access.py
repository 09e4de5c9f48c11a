"""API keys: who needs one, what they may do, and that nobody else sees them."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest

from api.access import add_key, read_keys, remove_key
from scoring.errors import BadRequest, UnknownThing

Serving = Callable[..., AbstractContextManager[str]]


def command(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api.command", "--data", str(data), *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def other_spellings(path: str) -> list[str]:
    """Paths that lead to the same route."""
    return [f"{path}/", f"/{path}", path.replace("/", "//"), f"{path}%2F", f"/%2F{path[1:]}", f"{path[:2]}%{ord(path[2]):x}{path[3:]}"]


def sent(address: str, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> int:
    """The status of the answer to a request for that very path, which httpx would put in order."""
    connection = HTTPConnection(address.removeprefix("http://"), timeout=20)
    try:
        connection.request(method, path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_a_key_is_told_once_and_only_its_hash_is_kept(tmp_path: Path) -> None:
    made = command(tmp_path, "keys", "add", "grafana", "--scope", "read")
    assert made.returncode == 0, made.stderr
    key = made.stdout.strip()
    file = tmp_path / "keys.json"
    assert key not in file.read_text()
    assert len(key) > 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    listed = command(tmp_path, "keys", "list").stdout
    assert "grafana" in listed
    assert key not in listed
    assert command(tmp_path, "keys", "remove", "grafana").returncode == 0
    assert read_keys(file) == []


def test_two_keys_of_one_name_and_names_that_are_none_are_refused(tmp_path: Path) -> None:
    add_key(tmp_path / "keys.json", "one", ["read"])
    with pytest.raises(BadRequest, match="already"):
        add_key(tmp_path / "keys.json", "one", ["read"])
    for name in ("", "a b", "../x", "x" * 65, "ä"):
        with pytest.raises(BadRequest):
            add_key(tmp_path / "keys.json", name, ["read"])
    with pytest.raises(UnknownThing):
        remove_key(tmp_path / "keys.json", "other")


@pytest.mark.parametrize("flags", [("--host", "0.0.0.0"), ("--host", "::"), ("--require-keys",)])
def test_a_server_that_others_reach_does_not_start_without_keys(data: Path, tmp_path: Path, flags: tuple[str, ...]) -> None:
    refused = command(data, "serve", "--port", "1", "--keys-file", str(tmp_path / "keys.json"), *flags)
    assert refused.returncode == 1
    assert "credibly keys add" in refused.stderr


def test_where_keys_are_asked_for_only_health_and_documentation_go_without(data: Path, serving: Serving, tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    read, admin = add_key(file, "reader", ["read"]), add_key(file, "boss", ["admin"])
    with serving(data, tmp_path / "log", "--require-keys", "--keys-file", str(file)) as address, httpx.Client(base_url=address) as client:
        for path in ("/v1/claims", "/v1/exports", "/v1/moments", "/metrics", "/nowhere", "/v1/claims?limit=3"):
            refused = client.get(path)
            assert (refused.status_code, refused.headers["content-type"]) == (401, "application/problem+json")
            assert refused.headers["www-authenticate"].startswith("Bearer")
            assert client.get(path, headers=bearer(admin)).status_code == (404 if path == "/nowhere" else 200)
        for path in ("/health", "/ready", "/", "/schema", "/schema/openapi.json"):
            assert client.get(path).status_code == 200
        assert client.get("/v1/claims", headers=bearer(read)).status_code == 200
        forbidden = client.get("/metrics", headers=bearer(read))
        assert forbidden.status_code == 403
        assert "admin" in forbidden.json()["detail"]
        for wrong in ("Bearer x", f"Basic {read}", f"Bearer {read[:-1]}", f"Bearer {read}x", "Bearer", "", f"Bearer {read.upper()}"):
            assert client.get("/v1/claims", headers={"Authorization": wrong}).status_code == 401
        private = client.get("/v1/claims?limit=4", headers=bearer(read))
        assert "private" in private.headers["cache-control"]
        exported = client.get("/v1/exports", headers=bearer(read)).json()["files"][0]["url"]
        assert client.get(exported, headers=bearer(read)).headers["cache-control"].startswith("private")
        assert client.get("/v1/claims?limit=4").status_code == 401  # although the answer is kept
        assert client.get("/v1/claims?limit=4", headers={"If-None-Match": private.headers["etag"]}).status_code == 401
        remove_key(file, "reader")
        deadline = time.monotonic() + 20
        while client.get("/v1/claims", headers=bearer(read)).status_code != 401:
            assert time.monotonic() < deadline, "a removed key was taken for 20 seconds"
        assert client.get("/v1/claims", headers=bearer(admin)).status_code == 200
    log = (tmp_path / "log").read_text()
    assert " boss" in log
    assert read not in log
    assert admin not in log


def test_a_key_that_nobody_knows_is_refused_where_none_is_needed(client: httpx.Client) -> None:
    assert client.get("/v1/claims", headers=bearer("credibly_wrong")).status_code == 401


def test_storing_needs_a_key_also_where_reading_needs_none(serving: Serving, tmp_path: Path) -> None:
    with serving(tmp_path / "data", tmp_path / "log", "--accept-documents") as address:
        for path in ("/v1/documents", *other_spellings("/v1/documents")):
            assert sent(address, "POST", path, b"Exports fell.", {"Content-Type": "text/plain"}) == 401, path


def test_another_spelling_of_an_address_needs_the_same_key(data: Path, serving: Serving, tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    read = add_key(file, "reader", ["read"])
    own = shutil.copytree(data, tmp_path / "data")  # it gets a spool
    with serving(own, tmp_path / "log", "--require-keys", "--accept-documents", "--keys-file", str(file)) as address:
        for path in other_spellings("/metrics"):
            assert sent(address, "GET", path, None, bearer(read)) == 403, path
        for path in other_spellings("/v1/documents"):
            assert sent(address, "POST", path, b"Exports fell.", {"Content-Type": "text/plain", **bearer(read)}) == 403, path
        assert sent(address, "GET", "/health/", None, {}) == 200
