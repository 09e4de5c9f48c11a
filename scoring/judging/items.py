"""Claims to items: what a claim asserts, as a whole and in its parts, and the words under which each item meets others of its kind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa

from scoring.database import schema
from scoring.files import seed
from scoring.judging.lexicon import talks, weight
from scoring.judging.presupposed import Presupposition
from scoring.judging.sketches import HELD, Amount, Sketch, State, points, sketches
from scoring.judging.tolls import tolls

MEETING = 8
"""A claim's rarest terms; every two of them are a key under which it meets others."""
_TELLING = 2
"""Terms from which equal wording makes one claim."""
_TIES = 3
"""The rarest words around a quantity that are keys for it."""
_NAMES = 8
"""Names near a part of a claim that are keys for it."""

_ITEM = pa.struct(
    [
        pa.field("kind", pa.string()),
        pa.field("part", pa.int32()),
        pa.field("start", pa.int64()),
        pa.field("stop", pa.int64()),
        pa.field("scope", pa.string()),
        pa.field("ties", pa.list_(pa.string())),
        pa.field("names", pa.list_(pa.string())),
        pa.field("closed", pa.bool_()),
    ]
)
SKETCHED = schema(
    claim_id=pa.string(),
    document_id=pa.string(),
    start=pa.int64(),
    stop=pa.int64(),
    sketch=pa.binary(),
    wording=pa.binary(),
    items=pa.list_(_ITEM),
)
"""What `sketched` gives: each claim's sketch, packed; a digest of all in it that makes it another claim or not; and its items."""

_pack = msgspec.msgpack.Encoder(order="deterministic").encode
unpack = msgspec.msgpack.Decoder(Sketch).decode
"""A sketch from its packed form."""


class Item(NamedTuple):
    """Of a claim one thing: itself as a statement, a quantity in it, a state it puts an event into; or something it takes for granted."""

    sketch: Sketch
    part: Amount | State | Presupposition | None


def item(sketch: Sketch, part: int) -> Item:
    """The item of that number: -1 is the statement itself, then come its quantities, its states, and what it presupposes."""
    parts: tuple[Amount | State | Presupposition, ...] = (*sketch.amounts, *sketch.states, *sketch.presupposed)
    return Item(sketch, parts[part] if part >= 0 else None)


def sketched(claims: Sequence[Mapping[str, Any]], text: str) -> list[dict[str, Any]]:
    """The claims of one document, which come in reading order, as rows of SKETCHED."""
    return [_row(sketch) for sketch in sketches(claims, text)]


def _row(sketch: Sketch) -> dict[str, Any]:
    return {
        "claim_id": sketch.claim_id,
        "document_id": sketch.document_id,
        "start": sketch.start,
        "stop": sketch.stop,
        "sketch": _pack(sketch),
        "wording": hashlib.blake2b(_pack(_as_worded(sketch)), digest_size=16).digest(),
        "items": list(_items(sketch)),
    }


def _as_worded(sketch: Sketch) -> Sketch:
    """A sketch that is equal for claims that are the same claim wherever they stand.

    One that only points at somebody is told from others by the names around it; one of hardly a word is only itself.
    """
    worded = sketch._replace(
        claim_id=sketch.claim_id if len(sketch.terms) < _TELLING else "",
        document_id="",
        start=0,
        stop=0,
        amounts=tuple(amount._replace(start=0, stop=0) for amount in sketch.amounts),
        states=tuple(state._replace(start=0, stop=0) for state in sketch.states),
        presupposed=tuple(one._replace(start=0, stop=0) for one in sketch.presupposed),
    )
    return worded if points(sketch) else worded._replace(context=frozenset(), story=frozenset())


def _items(sketch: Sketch) -> Iterator[dict[str, Any]]:
    """The items of a claim with the keys' parts: its rarest terms; for a part what it is about, and who or what is named nearby.

    Two parts can only be of one affair if they share a name nearby or stand in one document (relations.py tells it).
    """
    yield _keyed("statement", -1, sketch.start, sketch.stop, "statement", _rarest(sketch.terms, MEETING), [], closed=False)
    near = [*_first(sketch.context), f"in {sketch.document_id}"]
    around = [*near, *(f"about {word}" for word in _rarest({word: weight(word) for word in sketch.affair}, _NAMES))]
    for part, amount in enumerate(sketch.amounts):
        ties = [amount.event] if amount.event else _rarest({tie: weight(tie) for tie in amount.about}, _TIES)
        of_people = amount.event in tolls()
        scope, names = f"quantity {'of people' if of_people else amount.dimension}", around if of_people else near
        yield _keyed("quantity", part, amount.start, amount.stop, scope, ties, names, closed=amount.event in talks())
    for part, state in enumerate(sketch.states, len(sketch.amounts)):
        scope = "state" if state.state in _changing() else f"state {state.state}"
        closed = state.theme in talks() and state.state != HELD
        yield _keyed("state", part, state.start, state.stop, scope, [state.theme], near, closed=closed)
    for part, one in enumerate(sketch.presupposed, len(sketch.amounts) + len(sketch.states)):
        yield _keyed("presupposition", part, one.start, one.stop, f"presupposition {one.told}", [one.theme], near, closed=True)


@cache
def _changing() -> frozenset[str]:
    """The states that others overtake, or that overtake others; one of the rest is only compared with its like."""
    return frozenset(state for row in seed("state_changes") for state in row.values())


def _keyed(kind: str, part: int, start: int, stop: int, scope: str, ties: list[str], names: list[str], *, closed: bool) -> dict[str, Any]:
    """A row of _ITEM; closed: what an author need not know at first hand: what passed
    between those who took part in a talk (that it took place others see too), and what is taken for granted."""
    return {"kind": kind, "part": part, "start": start, "stop": stop, "scope": scope, "ties": ties, "names": names, "closed": closed}


def _rarest(terms: Mapping[str, float], most: int) -> list[str]:
    return sorted(sorted(terms, key=lambda term: (-terms[term], term))[:most])


def _first(names: Iterable[str]) -> list[str]:
    return sorted(names)[:_NAMES]
