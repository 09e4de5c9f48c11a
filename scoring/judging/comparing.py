"""Pairs of items to relations: sketches compared piece by piece, in this process or side by side in several."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from scoring.database import integers, schema
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
    """Table `related` (RELATED) of the pairs in `met`; the sketches lie in a file for the time being, so that processes share them."""
    with tempfile.TemporaryDirectory(prefix="credibly-") as folder:
        _write(Path(folder) / "sketches", con.sql("select sketch from sketched order by claim_id").to_arrow_reader(_BATCH))
        con.execute("alter table sketched drop column sketch")  # a gigabyte and a half a million claims
        places = "(select claim_id, row_number() over (order by claim_id) - 1 as place from sketched)"
        items = con.sql(f"select place, part from items inner join {places} using (claim_id) order by item")  # noqa: S608
        _write(Path(folder) / "items", items.to_arrow_reader(_BATCH))
        pieces = con.sql("from met order by item, other").to_arrow_reader(PIECE)
        con.register("related_pairs", pa.concat_tables([RELATED.empty_table(), *each(partial(compared, folder), pieces)]))
        con.execute("create or replace temporary table related as from related_pairs order by item, other, relation")
        con.unregister("related_pairs")
        con.execute("drop table met")


def _write(path: Path, batches: pa.RecordBatchReader) -> None:
    """Record batches in a file, written as they come."""
    try:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batches.schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
    except OSError as error:  # Arrow does not say where
        raise OSError(error.errno, os.strerror(error.errno or 0), str(path.parent)) from error


def _rows(path: Path, wanted: Sequence[int]) -> Iterator[tuple[pa.RecordBatch, int]]:
    """For each number of a row, in order, the batch that holds it and its place there; nothing is copied out of the file."""
    with pa.memory_map(str(path)) as file:
        reader = pa.ipc.open_file(file)
        number, first, batch = 0, 0, None
        for row in wanted:
            while batch is None or row >= first + batch.num_rows:
                first += batch.num_rows if batch else 0
                batch = reader.get_batch(number)
                number += 1
            yield batch, row - first


def compared(folder: str, pairs: pa.RecordBatch) -> pa.Table:
    """The relations among some pairs of items, whose sketches lie in `folder`."""
    ones, others = integers(pairs, "item"), integers(pairs, "other")
    seen = _items(Path(folder), sorted({*ones, *others}))
    graded = _Graded()
    rows = [row for a, b in zip(ones, others, strict=True) for row in _related(a, seen[a], b, seen[b], graded)]
    items, with_items, answers = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table([items, with_items, *(zip(*answers, strict=True) if rows else ((), (), ()))], schema=RELATED)


def _items(folder: Path, wanted: Sequence[int]) -> dict[int, Item]:
    """The items of these numbers, which come in order; each sketch is unpacked once."""
    placed = [(batch["place"][at].as_py(), batch["part"][at].as_py()) for batch, at in _rows(folder / "items", wanted)]
    needed = sorted({place for place, _ in placed})
    unpacked = {
        place: unpack(batch["sketch"][at].as_buffer())
        for place, (batch, at) in zip(needed, _rows(folder / "sketches", needed), strict=True)
    }
    return {one: item(unpacked[place], part) for one, (place, part) in zip(wanted, placed, strict=True)}


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


def _related(a: int, one: Item, b: int, other: Item, graded: _Graded) -> Iterator[tuple[int, int, Comparison]]:
    if one.sketch.claim_id == other.sketch.claim_id:
        return
    answer = _compare(one, other, graded)
    if answer.relation in ("same", "contradicts", "updates"):
        yield a, b, answer
    elif isinstance(one.part, State) and (back := _compare(other, one, graded)).relation == "updates":
        yield b, a, back


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
