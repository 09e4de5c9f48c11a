"""HTML to blocks: the readable text, what the markup says about each block, and what the page says of itself."""

from __future__ import annotations

from scoring.model import Block, Page
from scoring.reading.markup import take_apart
from scoring.reading.metadata import metadata
from scoring.reading.zones import zones


def parse(source: str) -> Page:
    """The page's readable text, blocks parted by an empty line, each with what its markup says.

    >>> page = parse("<title>Ports</title><h1>Ports</h1><p>Exports fell by four percent.<blockquote>It was the rain.</blockquote>")
    >>> [(page.text[b.start : b.stop], b.hint) for b in page.blocks]
    [('Ports', 'heading'), ('Exports fell by four percent.', None), ('It was the rain.', 'quote')]
    """
    markup = take_apart(source)
    said = metadata(markup)
    blocks: list[Block] = []
    at = 0
    for run, zone in zip(markup.runs, zones(markup), strict=True):
        blocks.append(Block(start=at, stop=at + len(run.text), hint=zone.section, because=zone.because))
        at += len(run.text) + 2
    return Page(
        text="\n\n".join(run.text for run in markup.runs),
        blocks=blocks,
        title=said.title,
        publisher=said.publisher,
        url=said.url,
        author=said.author,
        published_at=said.published_at,
    )
