"""Does reading a WARC of 10,000 pages hold memory flat? Prints the peak at 1,000 and at 10,000 pages; exit code 1 if it is not flat.

    .venv/bin/python bench/warc_memory.py            every page is taken out of the archive and read
    .venv/bin/python bench/warc_memory.py --store    and stored in a data folder, as `credibly ingest` does, but not scored

The archive is generated: pages of some kilobytes with a menu, paragraphs and comments, one gzip member each, as crawlers write them.
Scoring judges the whole corpus together and is left out. With --store the peak is only told, not judged: what is resident stays flat, but
DuckDB writes its last row group, of up to 122,880 documents, anew at each checkpoint.
"""

from __future__ import annotations

import gzip
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scoring.batch import read
from scoring.containers.formats import documents
from scoring.model import Received
from scoring.store import Store

FEW, MANY = 1_000, 10_000
FLAT = 1.1  # at 10,000 pages, of the peak at 1,000; what the allocator keeps varies by a few per cent
WORDS = (
    "ferry",
    "harbour",
    "treaty",
    "officials",
    "delay",
    "bridge",
    "morning",
    "council",
    "gate",
    "budget",
    "storm",
    "signal",
    "crew",
    "pier",
)


def _page(number: int) -> bytes:
    draw = random.Random(number)
    paragraphs = [
        f"<p>{draw.choice(WORDS).title()} {' '.join(draw.choices(WORDS, k=30))}, Ilse Varnow said on May {1 + number % 28}.</p>"
        for _ in range(12)
    ]
    comments = [f"<li class=comment><p>{' '.join(draw.choices(WORDS, k=12)).capitalize()}!</p></li>" for _ in range(4)]
    menu = "<nav><ul><li><a href=/>Home</a></li><li><a href=/news>News</a></li></ul></nav>"
    body = f"{menu}<article><h1>Note {number}</h1>{''.join(paragraphs)}</article><ol class=comments>{''.join(comments)}</ol>"
    return f"<!DOCTYPE html><html><head><title>Note {number}</title></head><body>{body}</body></html>".encode()


def _write(path: Path) -> None:
    with path.open("wb") as archive:
        for number in range(MANY):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + _page(number)
            fields = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://notes.example/{number}\r\n"
                f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            archive.write(gzip.compress(fields.encode() + block + b"\r\n\r\n", 1))


def _peak() -> float:
    """Megabytes that this process had in memory at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


def _pages(path: Path, peaks: list[float]) -> Iterator[Received]:
    """The archive's pages; notes the peak at FEW and at MANY."""
    taken = 0
    with path.open("rb") as archive:
        for member in documents(archive, path.name):
            if isinstance(member, Received):
                yield member
                taken += 1
                if taken in (FEW, MANY):
                    peaks.append(_peak())


def main() -> int:
    peaks: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.warc.gz"
        _write(path)
        before, began = _peak(), time.perf_counter()
        if "--store" in sys.argv:
            with Store(Path(folder) / "data") as store:
                store.ingest(_pages(path, peaks))
        else:
            for page in _pages(path, peaks):
                read(page)
        seconds = time.perf_counter() - began
        print(f"{MANY:,} pages, {path.stat().st_size / 1e6:.1f} MB compressed: {seconds:.0f} s, {1e3 * seconds / MANY:.1f} ms a page")
    ratio = peaks[1] / peaks[0]
    print(f"peak memory: {before:.0f} MB before, {peaks[0]:.0f} MB at {FEW:,} pages, {peaks[1]:.0f} MB at {MANY:,}: {ratio:.2f} times")
    if "--store" in sys.argv:
        return 0
    print("flat" if ratio <= FLAT else "NOT flat")
    return int(ratio > FLAT)


if __name__ == "__main__":
    sys.exit(main())
