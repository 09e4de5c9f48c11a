"""Serving over real sockets: look-ups, pages, groups and searches beside an empty handler of the same server and beside bare DuckDB.

make bench ARGS=serving
python -m bench.serving 10000 100    (10,000 claims are read and scored; the tables are then copied a hundred times under other ids)

wrk (Debian: apt-get install wrk) asks; what counts is the server's processor time, which other work on the machine does not move.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import httpx
from litestar import Litestar, get

from bench.rescoring import clocked, multiplied, stored
from bench.results import machine, record, table
from scoring.batch import finding_id, grounding_id, judging_id
from scoring.judging import judge
from scoring.queries.asking import Asked, question
from scoring.queries.compiling import compiled
from scoring.queries.fields import CLAIMS
from scoring.snapshots import Snapshots
from scoring.store import Store
from scoring.store.publication import Stages

SIZE, COPIES = 10_000, 100
CONNECTIONS = 32
SECONDS = 6
PATHS = 2_000
"""Different addresses of each kind, asked for in random order."""

_IDLE = 0.03
"""Seconds of processor time in half a second of a server that only looks whether there is something to do."""

_LUA = """local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
math.randomseed(7)
request = function() return wrk.format("GET", paths[math.random(#paths)]) end
"""


@get("/", sync_to_thread=False)
def nothing() -> str:
    return ""


def empty() -> Litestar:
    """An application with one handler that does nothing."""
    return Litestar([nothing], openapi_config=None, logging_config=None)


class Answered(NamedTuple):
    """Requests a second, and microseconds of the server's processor time for each."""

    rate: float
    processor: float


@contextmanager
def serving(target: str, data: Path, **environment: str) -> Iterator[tuple[str, int]]:
    """The address and the process of a server with one worker; answers are not kept, requests not logged."""
    settings = {"CREDIBLY_DATA": str(data), "CREDIBLY_CACHE_MEGABYTES": "0", "CREDIBLY_LOG_REQUESTS": "false", **environment}
    with started(lambda port: ["granian", "--interface", "asgi", "--factory", "--port", str(port), "--no-log", target], settings) as server:
        yield server


@contextmanager
def started(command: Callable[[int], list[str]], environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """The address and the process of what `python -m` serves on a port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", *command(port)], env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
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


def processor_time(process: int) -> float:
    """Seconds of processor time of a process and its children."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if process in (int(stat.parent.name), int(told[1])):
            ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _when_idle(process: int, database: int) -> float:
    """Their processor time once they have nothing more to do."""
    spent, before = 0.0, -1.0
    while spent - before > _IDLE:
        time.sleep(0.5)
        before, spent = spent, processor_time(process) + (processor_time(database) if database else 0)
    return spent


def asked(
    address: str, process: int, paths: list[str], folder: Path, seconds: int = SECONDS, connections: int = CONNECTIONS, database: int = 0
) -> Answered:
    """What a server answers when these addresses are asked for by chance; `database`: a process that works for it."""
    (folder / "paths").write_text("\n".join(paths))
    (folder / "ask.lua").write_text(_LUA % (folder / "paths"))
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("bench.serving needs wrk: apt-get install wrk")
    command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "-s", str(folder / "ask.lua"), address]
    before = _when_idle(process, database)
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    spent = _when_idle(process, database) - before
    if "Non-2xx" in told:
        raise SystemExit(f"not all requests were answered, as of {paths[0]}:\n{told}")
    found = re.search(r"(\d+) requests in", told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert found, told  # noqa: S101
    assert rate, told  # noqa: S101
    # what each connection still waited for when time was up has been done as well
    return Answered(float(rate[1]), spent / (int(found[1]) + connections) * 1e6)


def questions(snapshots: Snapshots) -> dict[str, tuple[list[str], list[Asked]]]:
    """Addresses of each kind, and the questions that they ask."""
    chance = random.Random(7)
    ids = [row[0] for row in snapshots.current().listed(question(CLAIMS, Asked(select="claim_id", sample=PATHS)), None, PATHS).rows]
    found = snapshots.current().listed(question(CLAIMS, Asked(select="text", sample=PATHS, seed=1)), None, PATHS).rows
    words = [re.findall(r"[a-z]{5,}", text) for (text,) in found]
    pages = [Asked(filter=f"section:main,score:>{chance.random() / 2:.6f}", sort="score:desc") for _ in range(PATHS)]
    groups = [Asked(filter=f"score:>{chance.random() / 2:.6f}", group_by="section,kind") for _ in range(PATHS)]
    searches = [Asked(search=" ".join(chance.sample(said, min(2, len(said))))) for said in words if said]
    return {
        "look-up by id": ([f"/v1/claims/{one}" for one in ids], []),
        "filtered page by score": ([_address(one) for one in pages], pages),
        "group_by two fields": ([_address(one) for one in groups], groups),
        "search": ([_address(one) for one in searches], searches),
    }


def _address(one: Asked) -> str:
    given = {name: getattr(one, name) for name in ("filter", "search", "sort", "group_by") if getattr(one, name) is not None}
    return "/v1/claims?" + "&".join(f"{name}={quote(value)}" for name, value in given.items())


def bare(snapshots: Snapshots, asking: list[Asked]) -> float:
    """Microseconds of processor time of the same statements in DuckDB alone, rows fetched and thrown away."""
    statements = [compiled(question(CLAIMS, one), None, 51) for one in asking]
    with snapshots.current().asking() as cursor:
        took, _ = clocked(lambda: [cursor.execute(one.sql, one.parameters).fetchall() for one in statements])
    return took.processor / len(statements) * 1e6


def published(size: int, copies: int, folder: Path) -> Path:
    one, many = folder / "one", folder / "many"
    stored(size, one)
    with Store(one) as store:
        readings, prepared = store._stored()
        judged = judge(readings, prepared, store._readers.each, threads=2, keep=True)
    multiplied(judged, readings, copies, many, Stages("bench", judging_id(), grounding_id(), finding_id()))
    return many


def main(size: str = str(SIZE), copies: str = str(COPIES), data: str = "") -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        many = Path(data) if data else published(int(size), int(copies), folder)
        snapshots = Snapshots(many)
        manifest = snapshots.current().manifest
        with serving("bench.serving:empty", many) as (address, process):
            idle = asked(address, process, ["/"], folder)
        rows = [("an empty handler", f"{idle.rate:,.0f}", f"{idle.processor:,.0f}", "1.00", "")]
        with serving("api.app:create_app", many) as (address, process):
            for what, (paths, asking) in questions(snapshots).items():
                took = asked(address, process, paths, folder)
                alone = f"{took.processor / bare(snapshots, asking[:200]):.2f}" if asking else ""
                share = f"{idle.processor / took.processor:.2f}"
                rows.append((what, f"{took.rate:,.0f}", f"{took.processor:,.0f}", share, alone))
        served = snapshots.current().folder
        sizes = ", ".join(f"{name} {(served / name).stat().st_size / 1e6:,.0f} MB" for name in ("serve.duckdb", "lookups.sqlite"))
        text = [
            f"{manifest.claims:,} generated claims ({sizes}), one worker, {CONNECTIONS} connections, {PATHS:,} different addresses of each "
            "kind in random order, no answer kept. Beside an empty handler: how many requests it answers in the processor time of one. "
            "Beside bare DuckDB: the server's processor time for a request over that of the same statement alone.",
            table(("what", "a second", "µs of processor time", "of an empty handler", "over bare DuckDB"), rows),
            machine("duckdb", "litestar", "granian"),
        ]
        record("serving", "Serving", "\n\n".join(text))


if __name__ == "__main__":
    main(*sys.argv[1:])
