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

from scoring.database import arrow, integers, schema
from scoring.judging.items import Item, item, unpack
from scoring.judging.relations import Comparison, relate_amounts, relate_states, supports
from scoring.judging.sketches import Amount, State

PIECE = 40_000
"""Pairs that are compared at a time."""

RELATED = schema(item=pa.int64(), other=pa.int64(), relation=pa.string(), similarity=pa.float64(), because=pa.string())
"""Pairs that are the same, that contradict each other, or of which the first overtakes the other."""


class Each(Protocol):
    """What `map` does, in this process, and the `map` of a pool, in several."""

    def __call__(self, work: Callable[[Any], pa.Table], pieces: Iterable[Any], /) -> Iterator[pa.Table]: ...


def compare(con: duckdb.DuckDBPyConnection, each: Each) -> None:
    """Table `related` (RELATED) of the pairs in `met`; the sketches lie in a file for the time being, so that processes share them."""
    with tempfile.TemporaryDirectory(prefix="credibly-") as folder:
        _write(Path(folder) / "sketches", arrow(con, "select sketch from sketched order by claim_id"))
        places = "(select claim_id, row_number() over (order by claim_id) - 1 as place from sketched)"
        _write(Path(folder) / "items", arrow(con, f"select place, part from items inner join {places} using (claim_id) order by item"))  # noqa: S608
        pieces = con.sql("from met order by item, other").to_arrow_reader(PIECE)
        con.register("related_pairs", pa.concat_tables([RELATED.empty_table(), *each(partial(compared, folder), pieces)]))
        con.execute("create or replace temporary table related as from related_pairs order by item, other, relation")
        con.unregister("related_pairs")


def _write(path: Path, table: pa.Table) -> None:
    """One record batch in a file, so that a row is found by its number."""
    whole = table.cast(pa.schema([pa.field(f.name, pa.large_binary() if f.type == pa.binary() else f.type) for f in table.schema]))
    try:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, whole.schema) as writer:
            writer.write_table(whole.combine_chunks())
    except OSError as error:  # Arrow does not say where
        raise OSError(error.errno, os.strerror(error.errno or 0), str(path.parent)) from error


def _read(path: Path) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def compared(folder: str, pairs: pa.RecordBatch) -> pa.Table:
    """The relations among some pairs of items, whose sketches lie in `folder`."""
    ones, others = integers(pairs, "item"), integers(pairs, "other")
    seen = _items(Path(folder), sorted({*ones, *others}))
    rows = [row for a, b in zip(ones, others, strict=True) for row in _related(a, seen[a], b, seen[b])]
    items, with_items, answers = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table([items, with_items, *(zip(*answers, strict=True) if rows else ((), (), ()))], schema=RELATED)


def _items(folder: Path, wanted: Sequence[int]) -> dict[int, Item]:
    """The items of these numbers; each sketch is unpacked once."""
    rows = _read(folder / "items").take(pa.array(wanted, pa.int64()))
    places, parts = integers(rows, "place"), integers(rows, "part")
    needed = sorted(set(places))
    packed = _read(folder / "sketches")["sketch"].take(pa.array(needed, pa.int64()))
    unpacked = {place: unpack(one.as_buffer()) for place, one in zip(needed, packed, strict=True)}
    return {one: item(unpacked[place], part) for one, place, part in zip(wanted, places, parts, strict=True)}


def _related(a: int, one: Item, b: int, other: Item) -> Iterator[tuple[int, int, Comparison]]:
    if one.sketch.claim_id == other.sketch.claim_id:
        return
    answer = _compare(one, other)
    if answer.relation in ("same", "contradicts", "updates"):
        yield a, b, answer
    elif isinstance(one.part, State) and (back := _compare(other, one)).relation == "updates":
        yield b, a, back


def _compare(a: Item, b: Item) -> Comparison:
    """How item `a` stands to item `b` of the same kind."""
    if isinstance(a.part, Amount) and isinstance(b.part, Amount):
        return relate_amounts(a.sketch, a.part, b.sketch, b.part)
    if isinstance(a.part, State) and isinstance(b.part, State):
        return relate_states(a.sketch, a.part, b.sketch, b.part)
    return supports(a.sketch, b.sketch)
