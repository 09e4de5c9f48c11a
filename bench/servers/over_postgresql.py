"""Litestar with asyncpg over PostgreSQL, loaded with the claims of a snapshot; PostgreSQL itself, of Debian, for as long as it is asked."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
from litestar import Litestar, get
from litestar.exceptions import NotFoundException

from bench.servers import COLUMNS, ROWS, rows
from scoring.model import ScoredClaim
from scoring.snapshots import Snapshot

PLACE = "BENCH_POSTGRESQL"
"""The environment variable that names the folder of the server's socket."""

_PROGRAMS = "/usr/lib/postgresql"
"""Where Debian puts them, by version."""

_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "1GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "random_page_cost": "1.1",
    "fsync": "off",
    "jit": "off",
}
"""As for a machine of this size whose tables are in memory; without compiling statements, which takes longer than these do."""

_TABLE = """create table claims (
    claim_id text primary key, document_id text, document_name text, start bigint, stop bigint, text text, passage integer,
    section text, source_id text, author_id text, kind text, checkable boolean, check_worthiness float8, certainty float8, score float8,
    bits float8, icd203 text, icd203_low float8, icd203_high float8, admiralty text, admiralty_because text, utterance_score float8,
    unrated_because text, origins_min integer, origins_max integer, contradictions integer, source text, object text, attribute text,
    value text
)"""

_INDEXES = (
    "alter table claims add column words tsvector generated always as (to_tsvector('english', text)) stored",
    "create index on claims (section, score desc)",
    "create index on claims (score) include (section, kind)",
    "create index on claims using gin (words)",
    "vacuum analyze claims",
)

_SHOWN = ", ".join(COLUMNS)
_CLAIM = f"select {_SHOWN} from claims where claim_id = $1"  # noqa: S608  (fields of a Struct)
_PAGE = f"select {_SHOWN} from claims where section = $1 and score > $2 order by score desc, claim_id limit {ROWS}"  # noqa: S608
_GROUPS = """select section, kind, count(*) as count, avg(score) as mean_score,
percentile_cont(array[0.1, 0.5, 0.9]) within group (order by score) as quantiles
from claims where score > $1 group by section, kind order by count desc, section, kind"""
_SEARCH = f"""select {_SHOWN} from claims, plainto_tsquery('english', $1) as asked
where words @@ asked order by ts_rank(words, asked) desc, claim_id limit {ROWS}"""  # noqa: S608


class Group(msgspec.Struct):
    """Claims of one section and kind: how many, their mean score and its quantiles."""

    section: str
    kind: str
    count: int
    mean_score: float
    quantiles: list[float]


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest; None where it is not installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    kept = sorted(Path(_PROGRAMS).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return kept[-1].parent if kept else None


@contextmanager
def running(snapshot: Snapshot) -> Iterator[tuple[Path, int]]:
    """A PostgreSQL that holds the claims of a snapshot: the folder of its socket, and its process. It does not run as root."""
    where = programs()
    assert where, "PostgreSQL is not installed"  # noqa: S101
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        if user:
            shutil.chown(place, user)
        data = place / "data"
        made = [where / "initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale", "C"]
        subprocess.run(made, check=True, user=user, cwd=place, stdout=subprocess.DEVNULL)
        settings = [f"--{name}={value}" for name, value in {**_SETTINGS, "unix_socket_directories": str(place)}.items()]
        server = subprocess.Popen([where / "postgres", "-D", data, *settings], user=user, cwd=place, stderr=subprocess.DEVNULL)
        try:
            asyncio.run(_loaded(place, snapshot))
            yield place, server.pid
        finally:
            server.send_signal(signal.SIGINT)  # waits for no client
            server.wait()


async def _loaded(place: Path, snapshot: Snapshot) -> None:
    while True:
        try:
            con = await asyncpg.connect(host=str(place), user="bench", database="postgres")
            break
        except (OSError, asyncpg.CannotConnectNowError):
            await asyncio.sleep(0.1)
    await con.execute(_TABLE)
    for some in rows(snapshot):
        await con.copy_records_to_table("claims", records=some, columns=COLUMNS)
    for statement in _INDEXES:
        await con.execute(statement, timeout=3600)
    await con.close()


def app() -> Litestar:
    """The application."""

    @asynccontextmanager
    async def pooled(made: Litestar) -> AsyncIterator[None]:
        async with asyncpg.create_pool(host=os.environ[PLACE], user="bench", database="postgres", min_size=4, max_size=8) as pool:
            made.state.pool = pool
            yield

    async def found(sql: str, *parameters: Any) -> list[ScoredClaim]:
        return [ScoredClaim(**row) for row in await made.state.pool.fetch(sql, *parameters)]

    @get("/claims/{claim_id:str}")
    async def claim(claim_id: str) -> ScoredClaim:
        claims = await found(_CLAIM, claim_id)
        if not claims:
            raise NotFoundException
        return claims[0]

    @get("/claims")
    async def claims(section: str, above: float) -> list[ScoredClaim]:
        return await found(_PAGE, section, above)

    @get("/groups")
    async def groups(above: float) -> list[Group]:
        return [Group(**row) for row in await made.state.pool.fetch(_GROUPS, above)]

    @get("/search")
    async def search(words: str) -> list[ScoredClaim]:
        return await found(_SEARCH, words)

    made = Litestar([claim, claims, groups, search], lifespan=[pooled], openapi_config=None, logging_config=None)
    return made
