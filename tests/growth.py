"""How the cost of reading grows with the text: hostile text must not cost more than its length."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

TIMED = bool(os.environ.get("CREDIBLY_TIMED"))
"""Costs in seconds instead of calls: on a quiet machine (`make bench ARGS=linear_time`), where regular expressions show as well."""

_TIMES = 8
"""How many times as long the longer text is."""
_ROOM = 1.6
_ROOM_TIMED = 3.0
_START = 2_000
_START_TIMED = 0.05
"""What a text may cost beyond its share: tables that are read once, caches that fill."""


def cost(work: Callable[[], object]) -> float:
    """The calls of functions, Python's and C's, that a piece of work makes: the same number on every machine, however busy it is."""
    if TIMED:
        begun = time.process_time()
        work()
        return time.process_time() - begun
    calls = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def grows_no_faster_than_the_text(read: Callable[[str], object], piece: str, length: int) -> bool:
    """Does a text of eight times `length` characters, made of one piece, cost no more than about eight times as much?"""
    short, long = piece * max(1, length // len(piece)), piece * max(_TIMES, _TIMES * length // len(piece))
    read(short)
    room, start = (_ROOM_TIMED, _START_TIMED) if TIMED else (_ROOM, _START)
    return cost(lambda: read(long)) <= room * _TIMES * cost(lambda: read(short)) + start
