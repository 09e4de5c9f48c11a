"""Exporting a million claims with their ledger, beside a bare COPY of the same rows; the memory that it takes; files from the server.

make bench ARGS=exports
python -m bench.exports 5000 200 10    (5,000 claims are read, matched and scored; the tables then copied two hundred times under other ids,
and for the memory a tenth as often)
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from bench.rescoring import stored
from bench.results import machine, record, table
from scoring.database import connect, primary_key
from scoring.files import statements
from scoring.model import Manifest
from scoring.store import Store
from scoring.store.exports import current_snapshot
from scoring.store.manifests import MANIFEST, encoded, manifest, read_manifest, table_file

SIZE, COPIES, PART = 5_000, 200, 10

ONCE = ("families", "profiles", "rules")
"""Tables that do not grow with the claims."""

REPEATS = 2

READS = 7
"""Times that a file is read, each way in turn: once takes less than a second, and the quickest says most."""


class Took(NamedTuple):
    """Seconds by the clock, seconds of processor time, and the greatest memory in MB, of a process of its own."""

    clock: float
    processor: float
    memory: float


def multiplied(small: Path, many: Path, copies: int, *, filled: bool) -> Manifest:
    """A data folder whose snapshot holds the tables of another so many times, under other ids each time.

    As files, and if `filled` in its database too, without the indexes, which no export needs.
    """
    base, target = current_snapshot(small), many / "snapshots" / "unfinished"
    (target / "tables").mkdir(parents=True)
    held, rows = read_manifest(base / MANIFEST), {}
    with connect(target / "serve.duckdb", files=True, threads=2) as con:
        for name, text in statements("schema").items():
            path = target / "tables" / f"{name}.parquet"
            con.execute(re.sub(r",\n    primary key .*\n", "\n", text) if filled else text)
            query = _copies(con.execute(f"describe {name}").fetchall(), 1 if name in ONCE else copies)
            query += f" order by {', '.join(primary_key(name))}"
            options = "format parquet, compression zstd"
            given = {"source": str(base / "tables" / path.name), "path": str(path)}
            rows[name] = con.execute(f"copy ({query}) to $path ({options})", given).fetchall()[0][0]
            if filled:
                con.execute(f"insert into {name} from read_parquet($path)", {"path": str(path)})
    files = [table_file(target / file.path, target, rows[file.table]) for file in held.files]
    made = manifest(files, documents=rows["documents"], failed_documents=0, claims=rows["claims"], rated_claims=held.rated_claims * copies)
    (target / MANIFEST).write_bytes(encoded(made))
    target.rename(target.parent / made.snapshot_id)
    (many / "CURRENT").write_text(made.snapshot_id + "\n")
    return made


def _copies(columns: list[tuple[str, ...]], copies: int) -> str:
    ids = [column for (column, *_) in columns if column.endswith("_id") and column != "rule_id"]
    other = ", ".join(f"substr({one}, 1, 2) || substr(md5({one} || copy), 1, 16) as {one}" for one in ids)
    replace = f"replace ({other})" if ids and copies > 1 else ""
    return f"select * exclude (copy) {replace} from read_parquet($source) cross join range({copies}) as c (copy)"  # noqa: S608  (names of sql/schema/)


def measured(code: str, *arguments: str) -> Took:
    """What running a few lines of Python took, in a process of its own; what they import is not counted."""
    imports, _, work = code.strip().partition("\n")
    whole = f"{imports}\nimport time\nclock, processor = time.perf_counter(), time.process_time()\n{work}\n{_TOLD}"
    told = subprocess.run([sys.executable, "-c", whole, *arguments], check=True, capture_output=True, text=True).stdout
    return Took(*map(float, told.split()[-3:]))  # DuckDB may show its progress before


_TOLD = """
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(time.perf_counter() - clock, time.process_time() - processor, int(peak.split()[1]) / 1000)
"""

EXPORT = """
import sys; from pathlib import Path; from scoring.store.exports import Choice, export
export(Path(sys.argv[1]), Path(sys.argv[2]), Choice(format=sys.argv[3], text=sys.argv[4] == "text"))
"""

COPY = """
import sys; from pathlib import Path; from scoring.database import connect, primary_key
Path(sys.argv[2]).mkdir()
with connect(Path(sys.argv[1]) / "serve.duckdb", read_only=True, files=True, threads=2) as con:
    for table in sys.argv[3:]:
        con.execute(f"copy {table} to '{sys.argv[2]}/{table}.parquet' (format parquet, compression zstd)")
"""

FILE = """
import sys
with open(sys.argv[1], "rb", buffering=0) as file:
    while file.read(1 << 20): pass
"""

HTTP = """
import sys, httpx
step = 1 << 24
with httpx.Client() as client:
    size = int(client.head(sys.argv[1]).headers["content-length"])
    for start in range(0, size, step):
        with client.stream("GET", sys.argv[1], headers={"Range": f"bytes={start}-{start + step - 1}"}) as part:
            for _ in part.iter_raw(): pass
"""

SCAN = """
import sys, polars
frame = polars.scan_parquet(sys.argv[1]).select(polars.all().count(), polars.col("text").str.len_bytes().sum().alias("bytes")).collect()
"""


def best(code: str, *arguments: str, out: Path | None = None) -> Took:
    """The quickest of a few."""
    found = []
    for _ in range(REPEATS):
        with tempfile.TemporaryDirectory(dir=out) as place:
            found.append(measured(code, *arguments[:1], *([f"{place}/out"] if out else []), *arguments[1:]))
    return min(found)


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The address of a server over a data folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--port", str(port), "api.app:create_app"]
    server = subprocess.Popen(command, env={**os.environ, "CREDIBLY_DATA": str(data)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while server.poll() is None:
            try:
                httpx.get(f"{address}/health")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def main(size: str = str(SIZE), copies: str = str(COPIES), part: str = str(PART)) -> None:
    with tempfile.TemporaryDirectory() as root:
        place = Path(root)
        stored(int(size), place / "one")
        with Store(place / "one", processes=2) as store:
            store.publish()
        many = multiplied(place / "one", place / "many", int(copies), filled=True)
        snapshot = place / "many" / "snapshots" / many.snapshot_id
        bare = best(COPY, str(snapshot), *(file.table for file in many.files), out=place)
        rows = sum(file.rows for file in many.files)
        told = [("bare COPY of all tables to Parquet, unsorted, two threads", bare)]
        for what, form, text in (
            ("Parquet, digests compared and written", "parquet", "text"),
            ("Parquet without texts", "parquet", "none"),
            ("NDJSON", "ndjson", "text"),
        ):
            told.append((what, best(EXPORT, str(place / "many"), form, text, out=place)))
        fewer = multiplied(place / "one", place / "fewer", int(copies) // int(part), filled=False)
        memory = [
            (what, measured(EXPORT, str(place / "fewer"), str(place / f"out-{form}-{text}"), form, text))
            for what, form, text in (
                ("Parquet", "parquet", "text"),
                ("Parquet without texts", "parquet", "none"),
                ("NDJSON", "ndjson", "text"),
            )
        ]
        file = snapshot / "tables" / "claims.parquet"
        with serving(place / "many") as address:
            url = f"{address}/v1/exports/{many.snapshot_id}/claims.parquet"
            over = []
            for what, plain, web in (("read by polars, all columns", SCAN, SCAN), ("every byte, in parts of 16 MB", FILE, HTTP)):
                took = [(measured(plain, str(file)), measured(web, url)) for _ in range(READS)]
                over.append((what, min(one for one, _ in took), min(other for _, other in took)))
    _record(many, rows, told, fewer, memory, over)


def _record(
    many: Manifest,
    rows: int,
    told: list[tuple[str, Took]],
    fewer: Manifest,
    memory: list[tuple[str, Took]],
    over: list[tuple[str, Took, Took]],
) -> None:
    bare = told[0][1]
    made = [
        (what, f"{took.clock:.1f}", f"{took.processor:.1f}", f"{bare.clock / took.clock:.0%}", f"{took.memory:,.0f}") for what, took in told
    ]
    small = sum(file.rows for file in fewer.files)
    held = [(what, f"{took.clock:.1f}", f"{took.processor:.1f}", f"{took.memory:,.0f}") for what, took in memory]
    served = [(what, f"{plain.clock:.2f}", f"{web.clock:.2f}", f"{plain.clock / web.clock:.0%}") for what, plain, web in over]
    text = [
        f"{many.claims:,} claims with their ledger, {rows:,} rows in all tables, each in a process of its own; the best of {REPEATS}. "
        "The rate is that of the bare COPY in the same run, by the clock.",
        table(("export as", "s", "s of processor time", "of the rate of COPY", "MB"), made),
        f"The same with {fewer.claims:,} claims, {small:,} rows, once:",
        table(("export as", "s", "s of processor time", "MB"), held),
        f"The claims' file from the server, beside the file itself, the quickest of {READS}:",
        table(("", "file, s", "server, s", "of the rate"), served),
        machine("duckdb", "pyarrow", "polars", "granian"),
    ]
    record("exports", "Exports", "\n\n".join(text))


if __name__ == "__main__":
    main(*sys.argv[1:])
