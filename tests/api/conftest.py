"""A data folder made from the project's sample documents, and the real server on a real socket."""

from __future__ import annotations

import csv
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from scoring.files import seeds_folder
from scoring.model import Received
from scoring.store import Store

collect_ignore = ["known.py", "contract.py"]  # modules for processes of their own

ROOT = Path(__file__).resolve().parents[2]

UNREADABLE = Received(document_name="broken.bin", content=bytes(range(256)) * 4)


def samples() -> list[Received]:
    """The sample documents with what seeds/documents/sources.csv says of them, and one that nobody can read."""
    folder = seeds_folder() / "documents"
    with (folder / "sources.csv").open(encoding="utf-8", newline="") as lines:
        told = list(csv.DictReader(lines))
    return [
        *(
            Received(
                document_name=row["document_name"],
                content=(folder / row["document_name"]).read_bytes(),
                publisher=row["publisher"] or None,
                url=row["url"] or None,
                author=row["author"] or None,
                published_at=datetime.fromisoformat(row["published_at"]) if row["published_at"] else None,
            )
            for row in told
        ),
        UNREADABLE,
    ]


Serving = Callable[..., AbstractContextManager[str]]
"""A server over a data folder, with a file for its log, and with further flags of `credibly serve`; gives its address."""


@pytest.fixture(scope="session")
def serving() -> Serving:
    return _serving


@contextmanager
def _serving(data: Path, log: Path, *flags: str) -> Iterator[str]:
    """The address of a server over the data folder `data`, as an operator would start it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "api.command", "--data", str(data), "serve", "--port", str(port), *flags]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
        try:
            _wait(f"http://127.0.0.1:{port}/health", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            httpx.get(address)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a published snapshot of the sample documents."""
    folder = tmp_path_factory.mktemp("credibly") / "data"
    with Store(folder) as store:
        store.ingest(samples())
        store.publish()
    return folder


@pytest.fixture(scope="session")
def server(data: Path, serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over `data`."""
    with serving(data, tmp_path_factory.mktemp("server") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=30) as client:
        yield client
