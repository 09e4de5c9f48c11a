"""A few documents of our own, small enough to score in a moment: two reports that agree, one that denies, one with comments."""

from __future__ import annotations

from datetime import UTC, datetime

from scoring.model import Received

AGENCY = """Ferry line to Astrel suspended

The harbour office suspended the ferry line to Astrel on Monday, harbour master Ilse Varnow said.
Nearly 40 passengers waited on the quay for three hours.
The line may reopen next week, according to two officials who asked not to be named.
"""
COURIER = """The ferry line to Astrel was suspended on Monday, the Ministry of Waters of Orlesse said in a statement.
Passengers waited on the quay for three hours.
"""
BLOG = """<html><head><title>Quay notes</title></head><body><article><h1>Quay notes</h1>
<p>The harbour office did not suspend the ferry line to Astrel, whatever the agencies say. I watched the boats all day.</p>
</article><section class="comments"><div class="comment"><p>The harbour office suspended the ferry line, I was there!</p></div></section>
</body></html>
"""
NOTES = """# Minutes

> We shall not pay for the pier.

The council met on 4 May 2031 and voted 12 to 5 against the pier.
"""


def received(name: str, text: str, publisher: str | None = None, day: int | None = None) -> Received:
    at = datetime(2031, 5, day, 8, tzinfo=UTC) if day else None
    return Received(document_name=name, content=text.encode(), publisher=publisher, published_at=at)


CORPUS = [
    received("agency.txt", AGENCY, "Merrow Wire", 5),
    received("courier.txt", COURIER, "Quillhaven Courier", 6),
    received("blog.html", BLOG, day=7),
    received("notes.md", NOTES),
    Received(document_name="scan.txt", content=b"%PDF-1.7 not text"),
]
