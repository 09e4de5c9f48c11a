"""What a page says in JSON-LD: its article, its comments and quotations, and the claims it reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from scoring.model import ClaimReview
from scoring.reading.calendar import iso_time
from scoring.reading.said import address, line

_MAX_JSON = 500_000
"""Characters of one script that are read: publishers need a few thousand."""
_MAX_SCRIPTS = 20
_MAX_NODES = 5_000
_MAX_WORDING = 20_000
"""Characters of one text in JSON-LD that are read."""
_ARTICLES = ("Article", "BlogPosting", "Report", "Posting")
_HELD_IN = ("@graph", "mainEntity", "mainEntityOfPage", "comment", "hasPart", "citation", "itemListElement", "item")

Node = dict[str, Any]


class Wording(NamedTuple):
    """A text that somebody other than the page's author wrote: a comment or a quotation."""

    text: str
    by: str | None
    said_at: datetime | None


class Linked(NamedTuple):
    """The JSON-LD of a page, as far as it is read."""

    article: Node
    """The first node that is an article; {} without one."""
    comments: list[Wording]
    quotations: list[Wording]
    reviews: list[ClaimReview]
    paid: bool
    """The article says of itself that an advertiser paid for it."""


def linked(scripts: Iterable[str]) -> Linked:
    """What the scripts of a page say; what is no JSON, or is larger than anything a page needs, says nothing.

    >>> linked(['{"@type": "Comment", "text": "How odd.", "author": {"name": "Ann"}}']).comments
    [Wording(text='How odd.', by='Ann', said_at=None)]
    """
    nodes = [node for script in list(scripts)[:_MAX_SCRIPTS] for node in _nodes(_decoded(script))]
    return Linked(
        article=next((node for node in nodes if _is_a(node, *_ARTICLES)), {}),
        comments=list(_wordings(nodes, "Comment", "Answer", by=("author", "creator"))),
        quotations=list(_wordings(nodes, "Quotation", by=("spokenByCharacter", "creator", "author"))),
        paid=any(_is_a(node, "AdvertiserContentArticle") for node in nodes),
        reviews=[review for node in nodes if _is_a(node, "ClaimReview") for review in _review(node)],
    )


def _decoded(script: str) -> object:
    if len(script) > _MAX_JSON:
        return None
    try:
        return msgspec.json.decode(script.strip())
    except (msgspec.DecodeError, RecursionError):
        return None


def _nodes(data: object) -> Iterator[Node]:
    """The objects of a script, breadth first, a bounded number."""
    waiting: list[object] = [data]
    for node in waiting:  # grows while it is walked
        if isinstance(node, list):
            waiting += node[: max(0, _MAX_NODES - len(waiting))]
        elif isinstance(node, dict):
            yield node
            if len(waiting) < _MAX_NODES:
                waiting += [node[key] for key in _HELD_IN if isinstance(node.get(key), (dict, list))]


def _is_a(node: Node, *endings: str) -> bool:
    kinds = node.get("@type")
    return any(isinstance(kind, str) and kind.endswith(endings) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _wordings(nodes: list[Node], *kinds: str, by: tuple[str, ...]) -> Iterator[Wording]:
    for node in nodes:
        text = node.get("text")
        if _is_a(node, *kinds) and isinstance(text, str) and text.strip():
            named = next((name for key in by if (name := name_of(node.get(key)))), None)
            moment = node.get("dateCreated") or node.get("datePublished")
            yield Wording(text[:_MAX_WORDING], named, iso_time(moment if isinstance(moment, str) else None))


def _review(node: Node) -> Iterator[ClaimReview]:
    claim = line(node.get("claimReviewed"))
    if not claim:
        return
    reviewed, rated = node.get("itemReviewed"), node.get("reviewRating")
    reviewed, rated = reviewed if isinstance(reviewed, dict) else {}, rated if isinstance(rated, dict) else {}
    yield ClaimReview(
        claim=claim,
        claimant=name_of(reviewed.get("author")),
        rating=line(rated.get("alternateName")) or line(rated.get("name")),
        rating_value=_number(rated.get("ratingValue")),
        best_rating=_number(rated.get("bestRating")),
        worst_rating=_number(rated.get("worstRating")),
        reviewer=name_of(node.get("author")),
        url=address(line(node.get("url"))),
    )


def _number(value: object) -> float | None:
    """A rating as a number, whether it is written as one or as a string; what is not finite is none."""
    try:
        number = float(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else None
    except (ValueError, OverflowError):
        return None
    return number if number is not None and abs(number) <= 1e9 else None


def name_of(value: object) -> str | None:
    """The name in a person or organisation, or the names of several.

    >>> name_of([{"name": "Ann Lee"}, "Bo"]), name_of("https://bay.example/ann")
    ('Ann Lee, Bo', None)
    """
    if isinstance(value, list):
        return ", ".join(filter(None, map(name_of, [one for one in value[:10] if not isinstance(one, list)]))) or None
    return plain_name(line(value.get("name") if isinstance(value, dict) else value))


def plain_name(value: str | None) -> str | None:
    """Not an address where a name should be: article:author is often a profile page."""
    return value if value and not value.startswith(("http:", "https:", "@", "/")) else None
