"""Scoring stored claims again: under other weights, by a changed rule, and judged anew, beside a bare scan of what the rules found.

make bench ARGS=rescoring
python -m bench.rescoring 10000 50    (10,000 claims are read, matched and scored; the tables are then copied fifty times under other ids)
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from bench.events import documents, told
from bench.results import machine, record, table
from scoring.batch import finding_id, grounding_id, judging_id
from scoring.database import arrow, connect, primary_key, run
from scoring.files import seed
from scoring.judging import Judged, judge
from scoring.judging.rescoring import UNSERVED, Again, rescore, weigh
from scoring.judging.scores import LOADED
from scoring.model import Manifest, Received
from scoring.store import Store
from scoring.store.exports import current_snapshot
from scoring.store.publication import Stages, publish, republish

SIZE, COPIES = 10_000, 50
PROCESSES = 2

OTHER = {"corroborated": Decimal("1.75"), "contradicted": Decimal("-2.5"), "section_main": Decimal("0.5")}

_SCAN = "select max(claim_id), sum(strength), max(weight) from contributions"
"""Reads of every contribution what a sum needs, and does nothing with it."""


def stored(size: int, folder: Path) -> None:
    """A data folder with at least so many claims, every second document of an established publisher."""
    known = [row["publisher"] for row in seed("publishers") if row["established"] == "yes"]
    texts = (text for text, _ in documents(list(told(size))))
    received = (
        Received(
            document_name=f"{at}.txt",
            content=text.encode(),
            media_type="text/plain",
            publisher=known[at // 2 % len(known)] if at % 2 else None,
        )
        for at, text in enumerate(texts)
    )
    with Store(folder, processes=PROCESSES) as store:
        store.ingest(received)


_OTHER_ID = "left({0}, 2) || left(md5({0} || copy), 16)"
"""The id of a copy, in the shape of ids."""


def copied(rows: pa.Table, copies: int, order: Sequence[str] = ()) -> pa.Table:
    """The rows so many times, in that order, with other ids each time: the story told in as many towns that know nothing of each other."""
    ids = [name for name in rows.schema.names if name.endswith("_id") and name != "rule_id"]
    lists = [name for name in rows.schema.names if name.endswith("evidence")]
    other = [f"{_OTHER_ID.format(name)} as {name}" for name in ids]
    other += [f"list_transform({name}, lambda one: if(one[2] = '_', {_OTHER_ID.format('one')}, one)) as {name}" for name in lists]
    replace = f"replace ({', '.join(other)})" if other else ""
    with connect() as con:
        con.register("given", rows)
        every = f"select * exclude (copy) {replace} from given cross join range({copies}) as copies (copy)"  # noqa: S608  (our own names)
        return arrow(con, f"{every} order by {', '.join(order)}" if order else every)


def multiplied(judged: Judged, readings: pa.Table, copies: int, folder: Path, stages: Stages) -> Manifest:
    """What was judged, so many times, published in a data folder."""
    tables = {name: rows if name in LOADED else copied(rows, copies, primary_key(name)) for name, rows in judged.tables.items()}
    kept = {name: copied(rows, copies) for name, rows in judged.kept.items()}
    return publish(Judged(tables, kept), readings, folder, stages)


class Took(NamedTuple):
    """Seconds by the clock, and of processor time of all threads: on a busy machine only the latter says something."""

    clock: float
    processor: float


def clocked(work: Callable[[], Any]) -> tuple[Took, Any]:
    begun = Took(time.perf_counter(), time.process_time())
    done = work()
    return Took(time.perf_counter() - begun.clock, time.process_time() - begun.processor), done


def both(one: Took, other: Took) -> Took:
    return Took(one.clock + other.clock, one.processor + other.processor)


def scanned(database: Path) -> Took:
    with connect(database, read_only=True, threads=PROCESSES) as con:
        return min(clocked(lambda: con.execute(_SCAN).fetchall())[0] for _ in range(3))


def summed(database: Path) -> Took:
    """Seconds until the score of every claim is there under other weights."""
    with connect(database, read_only=True, threads=PROCESSES) as con:
        return clocked(lambda: weigh(con, OTHER))[0]


def stood(database: Path) -> Took:
    """Seconds until it is known who asserts and who contradicts each claim, from the propositions and links of a snapshot."""
    with connect(threads=PROCESSES, files=True) as con:
        con.execute("attach $path as base (read_only)", {"path": str(database)})
        for place, names in (("main", ("origins", "links", "propositions")), (UNSERVED, ("placed_assertions",))):
            for name in names:
                con.execute(f"create temporary view {name} as from base.{place}.{name}")
        return clocked(lambda: [run(con, f"score/{name}") for name in ("standing", "opposition")])[0]


def again(folder: Path, stages: Stages) -> Iterator[tuple[str, Took]]:
    """What takes how long with the published snapshot of a data folder."""
    base = current_snapshot(folder)
    database = base / "serve.duckdb"
    yield "a bare scan of what the rules found", scanned(database)
    yield "other weights joined, all scores summed", summed(database)
    asked: tuple[tuple[str, Again], ...] = (("other weights", "weights"), ("other rules", "rules"), ("everything after matching", "all"))
    for what, how in asked:
        seconds, tables = clocked(lambda how=how: rescore(database, how, threads=PROCESSES, weights=OTHER))
        if how == "all":
            seconds = both(seconds, stood(database))
        yield f"{what}: all scores and ledgers made anew", seconds
        yield f"{what}: the same, published", both(seconds, clocked(lambda made=tables: republish(made, base, folder, stages))[0])


def main(size: str = str(SIZE), copies: str = str(COPIES)) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, many = Path(place) / "one", Path(place) / "many"
        stored(int(size), folder)
        with Store(folder, processes=PROCESSES) as store:
            readings, prepared = store._stored()
            anew, judged = clocked(lambda: judge(readings, prepared, store._readers.each, threads=PROCESSES, keep=True))
        stages = Stages("bench", judging_id(), grounding_id(), finding_id())
        manifest = multiplied(judged, readings, int(copies), many, stages)
        took = list(again(many, stages))
    claims = judged.tables["claims"].num_rows
    scan = took[0][1].processor
    rows = [(what, f"{t.clock:.2f}", f"{t.processor:.2f}", f"{t.processor / scan:,.0f}") for what, t in took]
    contributions = next(file.rows for file in manifest.files if file.table == "contributions")
    text = [
        f"{claims:,} generated claims, half of them of established publishers, read, matched and scored; the tables then copied {copies} "
        f"times under other ids: {manifest.claims:,} claims with {contributions:,} contributions. What was read and matched is taken from "
        f"the published snapshot: to match and judge the first {claims:,} anew took {anew.clock:.0f} s (for more see Matching as a corpus "
        "grows). Everything after matching is who asserts and who contradicts each claim, records of sources, rules, contributions, "
        f"ratings and scores. Two threads; when it ended, {os.getloadavg()[0]:.0f} processes wanted a core.",
        table(("what", "s", "s of processor time", "bare scans"), rows),
        machine("duckdb", "pyarrow"),
    ]
    record("rescoring", "Scoring stored claims again", "\n\n".join(text))


if __name__ == "__main__":
    main(*sys.argv[1:])
