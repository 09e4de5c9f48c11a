"""A clone in an empty folder, with nothing around it but git, make and Python: do the two commands of the README work?"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRST_SECONDS = 420
"""Python packages come over the network the first time."""
AGAIN_SECONDS = 60


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git would hand to a newcomer: HEAD of this checkout, in an empty folder."""
    for tool in ("git", "make"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so there is nothing to clone")
    folder = tmp_path_factory.mktemp("newcomer") / "credibly"
    trusting = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
    }  # CI may own the checkout as someone else
    subprocess.run(
        ["git", "clone", "--quiet", str(ROOT), str(folder)], check=True, stdin=subprocess.DEVNULL, env={**os.environ, **trusting}
    )
    return folder


def _environment(clone: Path) -> dict[str, str]:
    """PATH without this test's own environment, a home, and where this machine gets packages and certificates from: nothing else."""
    own = str(Path(sys.prefix) / "bin")
    path = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if part != own)
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("UV_", "PIP_", "SSL_CERT_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"))
        and name not in ("UV_PROJECT_ENVIRONMENT", "UV_PYTHON", "UV_RUN_RECURSION_DEPTH")
    }
    return {**kept, "PATH": path, "HOME": os.environ.get("HOME", str(clone.parent)), "LANG": "C.UTF-8"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _serving(clone: Path, seconds: float) -> Iterator[tuple[str, Path, float]]:
    """`make serve` until it answers: the address, the file with what it printed, and how long it took; stopped afterwards."""
    port = _free_port()
    output = clone.parent / f"serve-{port}.txt"
    began = time.monotonic()
    with output.open("wb") as printed:
        server = subprocess.Popen(
            ["make", "serve", f"PORT={port}"],
            cwd=clone,
            env=_environment(clone),
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        while not _answers(address):
            assert server.poll() is None, f"make serve ended with {server.returncode}:\n{output.read_text(errors='replace')}"
            assert time.monotonic() - began < seconds, f"make serve gave no answer in {seconds} s:\n{output.read_text(errors='replace')}"
            time.sleep(0.2)
        yield address, output, time.monotonic() - began
    finally:
        _signal(server.pid, signal.SIGINT)
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            _signal(server.pid, signal.SIGKILL)
            server.wait()


def _signal(group: int, what: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # it may have ended by itself
        os.killpg(group, what)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=20) as response:
        return json.load(response)


def test_make_serve_works_in_a_fresh_clone_and_is_quick_the_second_time(clone: Path) -> None:
    with _serving(clone, FIRST_SECONDS) as (address, output, _):
        claims = _get(f"{address}/v1/claims")["claims"]
        assert any(claim["score"] is not None for claim in claims), claims
        assert address in output.read_text(errors="replace"), "it does not say what to open"
    log = clone / "credibly-data" / "log" / "received.jsonl"
    before = log.read_bytes()
    with _serving(clone, AGAIN_SECONDS) as (address, output, seconds):
        assert _get(f"{address}/v1/claims")["claims"] == claims
        assert seconds < 20, output.read_text(errors="replace")
    assert log.read_bytes() == before, "the samples were ingested again"


def test_serving_leaves_the_clone_clean_for_git(clone: Path) -> None:
    if not (clone / ".venv" / "ready").exists():
        pytest.skip("make serve did not get as far as an environment")
    status = subprocess.run(["git", "status", "--porcelain"], cwd=clone, check=True, capture_output=True, text=True)
    assert status.stdout == ""


def test_make_test_runs_pytest_in_a_fresh_clone(clone: Path) -> None:
    result = subprocess.run(
        ["make", "test", "ARGS=-q -p no:cacheprovider scoring/words.py"],
        cwd=clone,
        env=_environment(clone),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=FIRST_SECONDS,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "passed" in result.stdout


@pytest.mark.parametrize(
    ("python", "message"),
    [
        ("/nowhere/python3", "No Python 3.11, 3.12 or 3.13 found"),
        ("./without-venv", "install its venv module"),
    ],
)
def test_a_missing_interpreter_is_named_with_its_remedy(clone: Path, tmp_path: Path, python: str, message: str) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / ".ci").mkdir()
    for name in ("Makefile", "uv.lock", "pyproject.toml", ".ci/environment"):
        shutil.copy(clone / name, copy / name)
    broken = copy / "without-venv"
    broken.write_text(f'#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"\n')
    broken.chmod(0o755)
    result = subprocess.run(
        ["make", "test", f"PYTHON={python}"], cwd=copy, env=_environment(clone), stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert result.returncode != 0
    assert message in result.stderr
    assert not (copy / ".venv").exists()
