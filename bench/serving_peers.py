"""The API beside servers that others would write over the same claims: FastAPI over DuckDB, Litestar over PostgreSQL, Datasette.

make bench ARGS=serving_peers
python -m bench.serving_peers 10000 100           (10,000 claims are read and scored; the tables are then copied a hundred times)
python -m bench.serving_peers - - FOLDER          (of a data folder that is there)

wrk (Debian: apt-get install wrk) asks; PostgreSQL is Debian's (apt-get install postgresql), and left out where it is not installed.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from bench.results import machine, record, table
from bench.servers import over_postgresql, over_sqlite
from bench.serving import COPIES, PATHS, SIZE, Answered, asked, published, serving, started
from scoring.queries.asking import Asked, question
from scoring.queries.fields import CLAIMS
from scoring.snapshots import Snapshots

CONNECTIONS = 4
"""Few, since a server that takes a second for an answer would not end with what it began."""

SECONDS = 6
MIX = "an even mix"


class Server(NamedTuple):
    """How a server is asked each of the four questions."""

    claim: Callable[[str], str]
    page: Callable[[str, float], str]
    groups: Callable[[float], str]
    search: Callable[[str], str]


OURS = Server(
    lambda one: f"/v1/claims/{one}",
    lambda section, above: f"/v1/claims?filter=section:{section},score:%3E{above}&sort=score:desc",
    lambda above: f"/v1/claims?filter=score:%3E{above}&group_by=section,kind",
    lambda words: f"/v1/claims?search={quote(words)}",
)
WRITTEN = Server(
    lambda one: f"/claims/{one}",
    lambda section, above: f"/claims?section={section}&above={above}",
    lambda above: f"/groups?above={above}",
    lambda words: f"/search?words={quote(words)}",
)
DATASETTE = Server(over_sqlite.claim, over_sqlite.page, over_sqlite.groups, over_sqlite.search)


def addresses(snapshots: Snapshots, server: Server) -> dict[str, list[str]]:
    """Addresses of each kind, the same questions of each server."""
    chance = random.Random(7)
    drawn = snapshots.current().listed(question(CLAIMS, Asked(select="claim_id,text", sample=PATHS)), None, PATHS).rows
    words = [[word for word in text.lower().split() if word.isascii() and word.isalpha() and len(word) > 4] for _, text in drawn]
    above = [round(chance.random() / 2, 6) for _ in range(PATHS)]
    told = {
        "look-up by id": [server.claim(one) for one, _ in drawn],
        "filtered page by score": [server.page("main", one) for one in above],
        "group_by two fields": [server.groups(one) for one in above],
        "search": [server.search(" ".join(chance.sample(said, min(2, len(said))))) for said in words if said],
    }
    return {**told, MIX: [one for four in zip(*told.values(), strict=False) for one in four]}


def measured(paths: dict[str, list[str]], address: str, process: int, folder: Path, database: int = 0) -> dict[str, Answered]:
    return {what: asked(address, process, some, folder, SECONDS, CONNECTIONS, database) for what, some in paths.items()}


def main(size: str = str(SIZE), copies: str = str(COPIES), data: str = "") -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        many = Path(data) if data else published(int(size), int(copies), folder)
        snapshots = Snapshots(many)
        found: dict[str, dict[str, Answered]] = {}
        with serving("api.app:create_app", many) as server:
            found["Credibly"] = measured(addresses(snapshots, OURS), *server, folder)
        with serving("bench.servers.over_duckdb:app", many) as server:
            found["FastAPI, DuckDB"] = measured(addresses(snapshots, WRITTEN), *server, folder)
        if over_postgresql.programs():
            with (
                over_postgresql.running(snapshots.current()) as (socket, database),
                serving("bench.servers.over_postgresql:app", many, **{over_postgresql.PLACE: str(socket)}) as server,
            ):
                found["Litestar, PostgreSQL"] = measured(addresses(snapshots, WRITTEN), *server, folder, database)
        kept = over_sqlite.written(snapshots.current(), folder)
        with started(lambda port: over_sqlite.command(kept, port), {}) as server:
            found["Datasette, SQLite"] = measured(addresses(snapshots, DATASETTE), *server, folder)
        _record(snapshots.current().manifest.claims, found)


def _record(claims: int, found: dict[str, dict[str, Answered]]) -> None:
    ours = found["Credibly"]
    rates = [
        (name, *(f"{took.rate:,.0f}" if took.rate >= 10 else f"{took.rate:.1f}" for took in all_.values())) for name, all_ in found.items()
    ]
    spent = [(name, *(f"{took.processor / 1000:,.2f}" for took in all_.values())) for name, all_ in found.items()]
    times = [
        (name, *(f"{took.processor / ours[what].processor:,.2f}" for what, took in all_.items()))
        for name, all_ in found.items()
        if all_ is not ours
    ]
    absent = "" if over_postgresql.programs() else " PostgreSQL is not installed here, and is left out."
    text = [
        f"{claims:,} generated claims, the same rows and questions for all, {CONNECTIONS} connections, {PATHS:,} different addresses of "
        "each kind by chance, no answer kept. FastAPI (pydantic) reads the database of the snapshot, its postings for searches included; "
        "Litestar asks PostgreSQL by asyncpg, with indexes for each question and a GIN index over tsvector; Datasette has the same indexes "
        "and FTS5, counts no rows, ranks no hits and tells no quantiles, which SQLite does not know. Credibly, FastAPI and Litestar run in "
        f"the same server, one worker each.{absent}",
        "Requests a second:",
        table(("", *ours), rates),
        "Milliseconds of processor time a request, that of the database included, and what was not yet answered when time was up:",
        table(("", *ours), spent),
        "How many times the processor time of Credibly:",
        table(("", *ours), times),
        machine("duckdb", "litestar", "granian", "fastapi", "pydantic", "asyncpg", "datasette"),
    ]
    record("serving_peers", "Serving, beside other servers", "\n\n".join(text))


if __name__ == "__main__":
    main(*sys.argv[1:])
