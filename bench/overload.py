"""More than can be done: answers asked for again beside an empty handler, three times as many requests as fit, publishing under load.

make bench ARGS=overload
python -m bench.overload 60 300     (seconds of overload, seconds of publishing every 2 s; 10 and 20 if not given)

wrk (Debian: apt-get install wrk) asks the sample documents for pages, over sockets. Memory is the resident set of the server's processes.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from api.access import FILE, add_key
from bench.results import machine, record, table
from bench.serving import processor_time
from scoring.files import seeds_folder
from scoring.model import Received
from scoring.store import Store

OVERLOAD, PUBLISHING = 10, 20
"""Seconds."""

FIT, MANY, QUEUE = 16, 512, 64
"""Connections that keep the server busy; connections of those who ask for more, each after a pause; how many of them may wait."""

TIMES = 3
"""How many times as much is asked as fits."""

PAGES = "/v1/claims?limit=200&min_score=0."
"""Followed by four digits: pages that are not kept."""

REPEATED = "/v1/claims?limit=20"

_RANDOM = """math.randomseed(7)
request = function() return wrk.format("GET", "%s" .. string.format("%%04d", math.random(0, 3000))) end
delay = function() return math.floor(-%d * math.log(1 - math.random())) end
"""
"""Pauses as chance makes them: with equal ones everybody comes at once, and nobody in between."""


class Asked(NamedTuple):
    """Requests a second, the 99th percentile in milliseconds, and how many were no 2xx or 3xx."""

    rate: float
    p99: float
    refused: int
    requests: int


@contextmanager
def serving(*command: str, environment: dict[str, str] | None = None) -> Iterator[tuple[str, int]]:
    """The address and the process of a server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", *command, "--port", str(port)], env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                httpx.get(address)
                break
            except httpx.TransportError:
                time.sleep(0.2)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait()


def ask(address: str, connections: int, seconds: int, folder: Path, *headers: str, script: str | None = None) -> Asked:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("bench.overload needs wrk: apt-get install wrk")
    command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
    for header in headers:
        command += ["-H", header]
    if script:
        (folder / "ask.lua").write_text(script)
        command += ["-s", str(folder / "ask.lua")]
    told = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    rate, p99 = re.search(r"Requests/sec:\s+([\d.]+)", told), re.search(r"99%\s+([\d.]+)(us|ms|s)", told)
    refused, requests = re.search(r"Non-2xx or 3xx responses: (\d+)", told), re.search(r"(\d+) requests in", told)
    if not (rate and p99 and requests):
        raise SystemExit(f"wrk told something else: {told}")
    if "Socket errors" in told:
        print(told)
    milliseconds = float(p99[1]) * {"us": 0.001, "ms": 1, "s": 1000}[p99[2]]
    return Asked(float(rate[1]), milliseconds, int(refused[1]) if refused else 0, int(requests[1]))


def pages(pause: float = 0.0) -> str:
    """A script of wrk that asks for pages, each connection with a pause (seconds on average) after an answer."""
    return _RANDOM % (PAGES, round(pause * 1000))


def memory(process: int) -> float:
    """Resident megabytes of a process and its children."""
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if process in (int(stat.parent.name), int(told[1])):
            pages += int(told[21])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def again(address: str, folder: Path) -> tuple[float, float]:
    """What a page from memory and an unchanged one reach of an empty handler of the same server."""
    with serving("granian", "--interface", "asgi", "--factory", "--no-log", "bench.serving:empty") as (bare, _):
        beside = ask(bare, 32, 5, folder).rate
        kept = ask(address + REPEATED, 32, 5, folder).rate
        tag = httpx.get(address + REPEATED, headers={"Accept-Encoding": "identity"}).headers["etag"]
        unchanged = ask(address + REPEATED, 32, 5, folder, f"If-None-Match: {tag}").rate
        beside = (beside + ask(bare, 32, 5, folder).rate) / 2
    return kept / beside, unchanged / beside


def publish(data: Path) -> None:
    """The sample documents."""
    with Store(data) as store:
        paths = sorted(path for path in (seeds_folder() / "documents").iterdir() if path.suffix != ".csv")
        store.ingest(Received(document_name=path.name, content=path.read_bytes()) for path in paths)
        store.publish()


def go_on(address: str, key: str, done: threading.Event, given: list[str]) -> None:
    """Send a document every two seconds, which the server's writer stores and publishes; `given` gets the jobs."""
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}", "Content-Type": "text/plain"}, timeout=60) as client:
        while not done.wait(2):
            sent = client.post("/v1/documents", content=f"The port took in {len(given) + 20} ships.".encode())
            given.append(sent.raise_for_status().json()["job_id"])


def main() -> None:
    overload, publishing = [int(word) for word in sys.argv[1:3]] or [OVERLOAD, PUBLISHING]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        publish(data)
        key = add_key(data / FILE, "bench", ["write"])
        serve = ("api.command", "--data", str(data), "serve", "--no-log-requests", "--accept-documents")
        with serving(*serve) as (address, _):
            kept, unchanged = again(address, folder)
        with serving(*serve, "--cache-megabytes", "0", "--queue", str(QUEUE)) as (address, process):
            ask(address, FIT, 3, folder, script=pages())
            began = processor_time(process)
            calm, before = ask(address, FIT, 5, folder, script=pages()), memory(process)
            calm_took = processor_time(process) - began
            much = ask(address, MANY, overload, folder, script=pages((MANY - QUEUE) / (TIMES * calm.rate)))
            much_took, after = processor_time(process) - began - calm_took, memory(process)
            time.sleep(5)
            recovered = ask(address, FIT, 5, folder, script=pages())
            pause = FIT / (calm.rate / 2)
            half = ask(address, FIT, publishing, folder, script=pages(pause))
            done, given = threading.Event(), list[str]()
            sender = threading.Thread(target=go_on, args=(address, key, done, given))
            sender.start()
            moving = ask(address, FIT, publishing, folder, script=pages(pause))
            published = sum(httpx.get(f"{address}/v1/jobs/{job}").raise_for_status().json()["state"] == "done" for job in given)
            done.set()
            sender.join()
    fit, answered = (calm.rate + recovered.rate) / 2, much.requests - much.refused
    rows = [
        ("a page from memory, of an empty handler", f"{kept:.0%}"),
        ("an unchanged page (304), of an empty handler", f"{unchanged:.0%}"),
        ("requests in overload, of those that fit before and after", f"{much.rate / fit:.1f} times"),
        ("answered in overload, of those that fit before and after", f"{answered / overload / fit:.0%}"),
        ("answered in overload in the processor time of one before", f"{answered / much_took * calm_took / calm.requests:.2f}"),
        ("told to come back in overload", f"{much.refused / much.requests:.0%}"),
        ("99th percentile in overload, refused ones included", f"{much.p99:.0f} ms"),
        ("99th percentile before, and from five seconds after on", f"{calm.p99:.0f} ms, {recovered.p99:.0f} ms"),
        ("told to come back from five seconds after on", f"{recovered.refused}"),
        ("memory before and after overload", f"{before:.0f} MB, {after:.0f} MB"),
        ("documents sent, one every 2 s, and published meanwhile", f"{len(given)}, {published}"),
        ("99th percentile meanwhile, of that before", f"{moving.p99 / half.p99:.2f} times"),
        ("not answered meanwhile", f"{moving.refused} of {moving.requests:,}"),
    ]
    text = table(("", f"{overload} s of overload, {publishing} s of publishing"), rows)
    record("overload", "Asked again, asked too much", f"{text}\n\n{machine('granian', 'litestar', 'duckdb')}")


if __name__ == "__main__":
    main()
