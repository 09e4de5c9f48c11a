"""Matching as a corpus grows: generated claims whose truth is known (bench/events.py) are read, then matched, compared and clustered.

make bench ARGS=matching
python -m bench.matching 10000 100000 1000000    (the last takes a quarter of an hour, most of it reading)
"""

from __future__ import annotations

import gc
import math
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from bench.events import Told, documents, told
from bench.peers import peers
from bench.results import machine, record, table
from scoring.database import connect, run
from scoring.judging.matching import match, remember
from scoring.judging.prepared import PREPARED
from scoring.model import Received
from scoring.store.readers import Readers

SIZES = (10_000, 100_000)
MOST_BESIDE = 100_000
"""Claims up to which other libraries are measured beside."""
PROCESSES = 2
_WITHOUT = (
    "create temporary table standings as select document_id, false as established from prepared",
    "create temporary table documents as select document_id, document_id as document_name from prepared",
    "create temporary table withdrawing (claim_id varchar)",
)
"""Publishers, names and corrections, of which the generated documents have none."""
_AT_ONCE = 1_000
"""Documents that are read together."""
ADDED = 50
"""Documents, of twenty claims each, that come when all others have been matched."""


class Run(NamedTuple):
    """What matching so many claims took, and how well it did."""

    claims: int
    read: float
    """Seconds for reading and preparing, by the clock."""
    matched: float
    """Seconds for matching, comparing and clustering all but ADDED documents, by the clock."""
    added: float
    """Seconds for the same once those have come, with what matching kept."""
    memory: float
    """The most that this process had, in GB; the two that compare have about 0.3 each."""
    pairs: int
    recall: float
    precision: float


def prepared(claims: Sequence[Told], folder: Path, readers: Readers) -> tuple[Path, Path]:
    """The claims read, and the file of what was prepared of them; the other file holds each claim with its event."""
    known = {claim.text: claim.event for claim in claims}
    texts = [text for text, _ in documents(list(claims))]
    batches = [
        [
            Received(document_name=f"{at}.txt", content=texts[at].encode(), media_type="text/plain")
            for at in range(first, min(first + _AT_ONCE, len(texts)))
        ]
        for first in range(0, len(texts), _AT_ONCE)
    ]
    events = pa.schema([("claim_id", pa.string()), ("event", pa.int64())])
    with (
        pq.ParquetWriter(folder / "prepared.parquet", PREPARED) as rows,
        pq.ParquetWriter(folder / "events.parquet", events) as truth,
        connect() as con,
    ):
        for number, batch in enumerate(batches):
            readings, ready = readers.read(batch)
            rows.write_table(ready)
            con.register("readings", readings)
            con.execute("drop table if exists read_claims")
            run(con, "flatten/read_claims")
            said = con.execute("select claim_id, text from read_claims where checkable").fetchall()
            mine = [(claim_id, known[text]) for claim_id, text in said if text in known]
            truth.write_table(pa.table([*zip(*mine, strict=True)], schema=events))
            if sys.stderr.isatty():
                print(f"\rread {number + 1} of {len(batches)} batches", end="", file=sys.stderr, flush=True)
    return folder / "prepared.parquet", folder / "events.parquet"


def _connected(folder: str, kept: Path) -> duckdb.DuckDBPyConnection:
    return connect(threads=PROCESSES, files=True, spill=folder, attached={"matching": kept})


def _matched(con: duckdb.DuckDBPyConnection, rows: Path, but: int, readers: Readers) -> float:
    """Seconds for matching all documents `but` so many, by the clock; what was read is at hand."""
    con.execute(
        """
        create temporary table prepared as
        select * exclude (place)
        from (select *, row_number() over (order by hash(document_id)) as place from read_parquet($path))
        where place > $but
        """,
        {"path": str(rows), "but": but},
    )
    for missing in _WITHOUT:
        con.execute(missing)
    run(con, "match/sketched")
    con.execute("drop table prepared")
    begun = time.perf_counter()
    remember(con, "all of it")
    match(con, readers.each, kept=True)
    return time.perf_counter() - begun


def measured(size: int, readers: Readers) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        rows, events = prepared(list(told(size)), Path(folder), readers)
        read = time.perf_counter() - begun
        gc.collect()
        kept = Path(folder) / "matching.duckdb"
        with _connected(folder, kept) as con:
            matched = _matched(con, rows, ADDED, readers)
        with _connected(folder, kept) as con:
            added = _matched(con, rows, 0, readers)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
            pairs, recall, precision = _quality(con, events)
    return Run(size, read, matched, added, memory, pairs, recall, precision)


_QUALITY = """
with placed as (
    select e.event, m.proposition_id
    from read_parquet($path) as e
    inner join matched as m on e.claim_id = m.claim_id and m.kind = 'statement'
),
true_pairs as (select sum(n * (n - 1) // 2) as n from (select count(*) as n from placed group by event)),
found_pairs as (select sum(n * (n - 1) // 2) as n from (select count(*) as n from placed group by proposition_id)),
right_pairs as (select sum(n * (n - 1) // 2) as n from (select count(*) as n from placed group by event, proposition_id))
select right_pairs.n, true_pairs.n, found_pairs.n from true_pairs, found_pairs, right_pairs
"""


def _quality(con: duckdb.DuckDBPyConnection, events: Path) -> tuple[int, float, float]:
    """Pairs of claims put into one proposition, the share found of those that tell one event, and the share of those found that do."""
    [(right, true, found)] = con.execute(_QUALITY, {"path": str(events)}).fetchall()
    return int(found), right / true, right / found


def main(*sizes: str) -> None:
    readers = Readers(PROCESSES)
    runs = [measured(size, readers) for size in map(int, sizes or SIZES)]
    readers.close()
    beside = [
        (p.name, f"{p.claims:,}", f"{p.seconds:.1f}", f"{p.memory:.1f}", f"{p.pairs:,}", f"{p.recall:.1%}", f"{p.precision:.1%}")
        for p in peers([size for size in map(int, sizes or SIZES) if size <= MOST_BESIDE])
    ]
    header = ("claims", "read, s", "matched, s", "1,000 added, s", "GB", "pairs", "recall", "precision")
    rows = [
        (
            f"{r.claims:,}",
            f"{r.read:.0f}",
            f"{r.matched:.1f}",
            f"{r.added:.1f}",
            f"{r.memory:.1f}",
            f"{r.pairs:,}",
            f"{r.recall:.1%}",
            f"{r.precision:.1%}",
        )
        for r in runs
    ]
    growth = [
        f"from {a.claims:,} to {b.claims:,} with exponent {math.log(b.matched / a.matched) / math.log(b.claims / a.claims):.2f}"
        for a, b in pairwise(runs)
    ]
    text = [
        "Events told by several outlets in other words, spellings and formats of numbers, one claim in twenty mistyped, and three "
        "events in ten twins of another with one slot changed. Matched, compared and clustered by two processes: all but a thousand "
        "claims, then those with what is kept of the others. A pair is right if both claims tell one event.",
        table(header, rows),
        *([f"Matching grows {'; '.join(growth)}."] if growth else []),
        f"Processes that wanted one of the {os.cpu_count()} cores in the last quarter of an hour, these among them: "
        f"{os.getloadavg()[2]:.1f}.",
        "Beside it, on the same claims, two libraries that read nothing and tell no contradictions: rensa (MinHash of five-letter "
        "shingles, the pairs whose estimated share is 45 % or more) and splink (claims that share one of their three rarest words; words "
        "in common, letters, edit distance, equal numbers; trained on the claims; pairs of probability 99.9 % or more). Thresholds are "
        "those of the best F1 at ten thousand.",
        table(("", "claims", "s", "GB", "pairs", "recall", "precision"), beside),
        machine("duckdb", "pyarrow", "rensa", "splink"),
    ]
    record("matching", "Matching as a corpus grows", "\n\n".join(text))


if __name__ == "__main__":
    main(*sys.argv[1:])
