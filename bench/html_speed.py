"""How fast HTML is read: pages a second on one core, sections and all, beside trafilatura and a bare parse of the same pages in one run;
and what a second process adds.

    make bench ARGS=html_speed
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from bench.pages import generated, shared
from bench.results import machine, record, table
from scoring.model import Received
from scoring.reading.claims import claims
from scoring.reading.documents import page
from scoring.reading.sections import sections
from scoring.store import readers

PAGES = 150
ROUNDS = 3
INGESTED = 300


def received(source: str) -> Received:
    return Received(document_name="page.html", content=source.encode(), media_type="text/html")


def passages(source: str) -> None:
    """As the process that takes markup apart does it, and the passages on top."""
    sections(page(received(source))[1])


def whole(source: str) -> None:
    seen = page(received(source))[1]
    claims(seen, sections(seen))


CONTENDERS: dict[str, Callable[[str], object]] = {
    "bare parse (selectolax)": LexborHTMLParser,
    "Credibly, bytes to passages": passages,
    "Credibly, bytes to claims": whole,
    "trafilatura": trafilatura.extract,
}


def seconds(read: Callable[[str], object], pages: list[str]) -> float:
    begun = time.process_time()
    for source in pages:
        read(source)
    return time.process_time() - begun


def compared(pages: list[str]) -> list[tuple[str, ...]]:
    """The best of several rounds, in which all take turns, so that a busy minute hits all alike."""
    best = dict.fromkeys(CONTENDERS, float("inf"))
    for _ in range(ROUNDS):
        for name, read in CONTENDERS.items():
            best[name] = min(best[name], seconds(read, pages[: len(pages) // (6 if read is whole else 1)]) * (6 if read is whole else 1))
    peer = best["trafilatura"]
    return [(name, f"{len(pages) / took:,.0f}", f"{1000 * took / len(pages):.2f}", f"{peer / took:.1f}") for name, took in best.items()]


def side_by_side(processes: int, documents: list[Received]) -> float:
    """Seconds by the clock for reading documents in so many processes, all started."""
    pool = readers.Readers(processes)
    pool.read(documents[: 8 * processes])
    begun = time.perf_counter()
    pool.read(documents)
    took = time.perf_counter() - begun
    pool.close()
    return took


def main() -> None:
    gc.disable()  # as in the process that takes markup apart; for all contenders
    header = ("", "pages a second", "ms a page", "times trafilatura")
    parts = []
    for what, pages in (("generated pages", list(generated(PAGES))), ("annotated pages of ../shared", shared())):
        if not pages:
            continue
        for read in CONTENDERS.values():
            seconds(read, pages[:20])
        size = sum(map(len, pages)) / len(pages) / 1000
        parts.append(f"{len(pages)} {what}, {size:.0f} KB on average, processor time on one core:\n\n{table(header, compared(pages))}")
    readers.WORTH_IT = 1
    documents = [received(source) for source in generated(INGESTED, seed=2)]
    one, two = side_by_side(1, documents), side_by_side(2, documents)
    parts.append(f"{INGESTED} generated pages to claims: one process {one:.1f} s, two {two:.1f} s, {one / two:.2f} times as fast.")
    parts.append(machine("selectolax", "trafilatura"))
    record("html_speed", "HTML: pages a second", "\n\n".join(parts))


if __name__ == "__main__":
    main()
