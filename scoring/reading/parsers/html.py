"""HTML to blocks: the readable text, what the markup says about each block, and what the page says of itself."""

from __future__ import annotations

from scoring.model import Block, Page
from scoring.reading.limits import Limits
from scoring.reading.markup import take_apart
from scoring.reading.metadata import metadata
from scoring.reading.posts import posted
from scoring.reading.voices import voices
from scoring.reading.zones import zones


def parse(source: str, limits: Limits = Limits()) -> Page:  # noqa: B008  (frozen)
    """The page's readable text, blocks parted by an empty line, each with what its markup says.

    A block without a hint is prose of the page's main part; what stands outside of that has the hint boilerplate.

    >>> page = parse("<title>Ports</title><h1>Port news</h1><p>Exports fell by four percent.<blockquote>It was the rain.</blockquote>")
    >>> [(page.text[b.start : b.stop], b.hint) for b in page.blocks]
    [('Port news', 'heading'), ('Exports fell by four percent.', None), ('It was the rain.', 'quote')]
    """
    markup = take_apart(source, limits)
    said = metadata(markup)
    blocks: list[Block] = []
    at = 0
    for run, voice in zip(markup.runs, voices(markup, posted(markup, zones(markup)), said.linked), strict=True):
        zone = voice.zone
        section = "sponsored" if said.linked.paid and zone.section in (None, "quote") else zone.section
        blocks.append(
            Block(
                start=at,
                stop=at + len(run.text),
                hint=section,
                because="the page says that an advertiser paid for it" if section != zone.section else zone.because,
                confidence=0.95 if zone.item else 0.9,
                speaker=voice.speaker,
                comment=voice.comment,
                depth=voice.depth,
                said_at=voice.said_at,
                address=voice.address,
                byline=voice.byline,
            )
        )
        at += len(run.text) + len("\n\n")
    return Page(
        text="\n\n".join([run.text for run in markup.runs]),
        blocks=blocks,
        parted=any(block.hint in ("comment", "boilerplate") for block in blocks),
        title=said.title,
        publisher=said.publisher,
        url=said.url,
        author=said.author,
        published_at=said.published_at,
        language=said.language,
        claim_reviews=said.linked.reviews,
    )
