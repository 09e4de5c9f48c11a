"""Pairs of items to relations: sketches compared piece by piece, in this process or side by side in several."""

from __future__ import annotations

import os
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

import duckdb
import pyarrow as pa

from scoring.database import integers, run, schema
from scoring.judging.items import Item, item, unpack
from scoring.judging.presupposed import Presupposition
from scoring.judging.relations import WHOLLY, Comparison, relate_amounts, relate_presuppositions, relate_states, similarity, supports
from scoring.judging.sketches import Amount, Sketch, State

PIECE = 40_000
"""Pairs that are compared at a time."""
_BATCH = 100_000
"""Rows that are written to a file at a time."""

RELATED = schema(item=pa.int64(), other=pa.int64(), relation=pa.string(), similarity=pa.float64(), because=pa.string())
"""Pairs that are the same, that contradict each other, or of which the first overtakes the other."""


class Each(Protocol):
    """What `map` does, in this process, and the `map` of a pool, in several."""

    def __call__(self, work: Callable[[Any], pa.Table], pieces: Iterable[Any], /) -> Iterator[pa.Table]: ...


def compare(con: duckdb.DuckDBPyConnection, each: Each) -> None:
    """Table `newly_related` (RELATED) of the pairs in `new_pairs`; their sketches lie in a file for the time being, so that processes share
    them."""
    run(con, "match/sides")
    with tempfile.TemporaryDirectory(prefix="credibly-") as folder:
        needed = "from sketched as s semi join sides as d on s.claim_id = d.claim_id order by claim_id"
        _write(Path(folder) / "sketches", con.sql(f"select sketch {needed}").to_arrow_reader(_BATCH))
        con.execute("alter table sketched drop column sketch")  # a gigabyte and a half a million claims
        _write(Path(folder) / "sides", con.sql("select item, place, part from sides order by side").to_arrow_reader(_BATCH))
        paired = "from new_pairs as p inner join sides as a on p.item = a.item inner join sides as b on p.other = b.item"
        pieces = con.sql(f"select a.side, b.side as other_side {paired} order by all").to_arrow_reader(PIECE)
        con.register("related_pairs", pa.concat_tables([RELATED.empty_table(), *each(partial(compared, folder), pieces)]))
        con.execute("create or replace temporary table newly_related as from related_pairs order by item, other, relation")
        con.unregister("related_pairs")


def _write(path: Path, batches: pa.RecordBatchReader) -> None:
    """Record batches in a file, written as they come."""
    try:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batches.schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
    except OSError as error:  # Arrow does not say where
        raise OSError(error.errno, os.strerror(error.errno or 0), str(path.parent)) from error


def _rows(path: Path, wanted: Sequence[int]) -> pa.Table:
    """The rows of these numbers, which come in order."""
    with pa.memory_map(str(path)) as file:
        reader = pa.ipc.open_file(file)
        found, first, at = [], 0, 0
        for number in range(reader.num_record_batches):
            batch = reader.get_batch(number)
            after = bisect_left(wanted, first + batch.num_rows, at)
            found.append(batch.take(pa.array([row - first for row in wanted[at:after]], pa.int64())))
            first, at = first + batch.num_rows, after
        return pa.Table.from_batches(found, reader.schema)


def compared(folder: str, pairs: pa.RecordBatch) -> pa.Table:
    """The relations among some pairs of items, whose sketches lie in `folder`."""
    ones, others = integers(pairs, "side"), integers(pairs, "other_side")
    seen = _sides(Path(folder), sorted({*ones, *others}))
    graded = _Graded()
    rows = [row for a, b in zip(ones, others, strict=True) for row in _related(seen[a], seen[b], graded)]
    items, with_items, answers = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table([items, with_items, *(zip(*answers, strict=True) if rows else ((), (), ()))], schema=RELATED)


class _Side(NamedTuple):
    """An item with its number."""

    number: int
    item: Item


def _sides(folder: Path, wanted: Sequence[int]) -> dict[int, _Side]:
    """The items in these rows, which come in order; each sketch is unpacked once."""
    rows = _rows(folder / "sides", wanted)
    places = integers(rows, "place")
    needed = sorted(set(places))
    packed = cast("list[bytes]", _rows(folder / "sketches", needed)["sketch"].to_pylist())
    sketches = dict(zip(needed, map(unpack, packed), strict=True))
    placed = zip(wanted, integers(rows, "item"), places, integers(rows, "part"), strict=True)
    return {one: _Side(number, item(sketches[place], part)) for one, number, place, part in placed}


class _Graded:
    """`similarity` for the claims of a piece: two claims that meet in several of their items are laid side by side once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], float] = {}

    def __call__(self, a: Sketch, b: Sketch) -> float:
        key = _key(a, b)
        if key not in self._known:
            self._known[key] = similarity(a, b)
        return self._known[key]

    def note(self, a: Sketch, b: Sketch, alike: float) -> None:
        self._known[_key(a, b)] = alike


def _key(a: Sketch, b: Sketch) -> tuple[str, str]:
    return (a.claim_id, b.claim_id) if a.claim_id < b.claim_id else (b.claim_id, a.claim_id)


def _related(one: _Side, other: _Side, graded: _Graded) -> Iterator[tuple[int, int, Comparison]]:
    """How two items are related, told alike whichever comes first: numbers tell nothing."""
    if one.item.sketch.claim_id == other.item.sketch.claim_id:
        return
    a, b = (one, other) if one.item.sketch.claim_id < other.item.sketch.claim_id else (other, one)
    answer = _compare(a.item, b.item, graded)
    if answer.relation in ("same", "contradicts", "updates"):
        yield a.number, b.number, answer
    elif isinstance(a.item.part, (Amount, State)) and (back := _compare(b.item, a.item, graded)).relation == "updates":
        yield b.number, a.number, back


def _compare(a: Item, b: Item, graded: _Graded) -> Comparison:
    """How item `a` stands to item `b` of the same kind."""
    if isinstance(a.part, Amount) and isinstance(b.part, Amount):
        return relate_amounts(a.sketch, a.part, b.sketch, b.part, graded)
    if isinstance(a.part, State) and isinstance(b.part, State):
        return relate_states(a.sketch, a.part, b.sketch, b.part, graded)
    if isinstance(a.part, Presupposition) and isinstance(b.part, Presupposition):
        return relate_presuppositions(a.sketch, a.part, b.sketch, b.part, graded)
    answer = supports(a.sketch, b.sketch)
    if answer.relation != "unrelated" or answer.similarity > WHOLLY:
        graded.note(a.sketch, b.sketch, answer.similarity)
    return answer
