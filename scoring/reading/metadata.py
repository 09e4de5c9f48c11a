"""What a page says of itself: title, publisher, author, address, time of publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from scoring.reading.markup import Markup

_MAX_JSON = 500_000
"""Characters of one JSON-LD script that are read: publishers need a few thousand."""
_MAX_NODES = 5_000
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "Posting")


class Metadata(NamedTuple):
    title: str | None
    publisher: str | None
    author: str | None
    url: str | None
    published_at: datetime | None


def metadata(markup: Markup) -> Metadata:
    """What <meta>, <link>, JSON-LD, <title>, <h1> and <time> say, in this order of trust.

    >>> from scoring.reading.markup import take_apart
    >>> metadata(take_apart('<meta property="article:published_time" content="2026-03-01T08:00:00"><h1>Ports</h1>')).published_at
    datetime.datetime(2026, 3, 1, 8, 0, tzinfo=datetime.timezone.utc)
    """
    said = _meta(markup)
    article = _article(markup.data)
    return Metadata(
        title=said.get("og:title") or _text(article.get("headline")) or _headline(markup) or markup.title or None,
        publisher=said.get("og:site_name") or _name(article.get("publisher")) or said.get("publisher"),
        author=_plain_name(said.get("author")) or _name(article.get("author")) or _plain_name(said.get("article:author")),
        url=_address(said.get("canonical")) or _address(said.get("og:url")),
        published_at=next(filter(None, map(_time, _times(said, article, markup))), None),
    )


def _meta(markup: Markup) -> dict[str, str]:
    """The first value of each name."""
    said: dict[str, str] = {}
    for attributes in markup.meta:
        if "canonical" in attributes.get("rel", "").lower().split():
            said.setdefault("canonical", attributes.get("href", "").strip())
        key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        value = " ".join(attributes.get("content", "")[:2000].split())
        if key and value:
            said.setdefault(key, value)
    return said


def _times(said: dict[str, str], article: dict[str, Any], markup: Markup) -> Iterator[str | None]:
    yield said.get("article:published_time")
    yield _text(article.get("datePublished"))
    for key in ("datepublished", "og:published_time", "date", "dc.date", "dc.date.issued", "dcterms.date", "parsely-pub-date", "pubdate"):
        yield said.get(key)
    for element in markup.elements:
        if element.tag == "time" and (element.attributes.get("itemprop") == "datePublished" or "pubdate" in element.attributes):
            yield element.attributes.get("datetime")
    for element in markup.elements:
        if element.tag == "time":
            yield element.attributes.get("datetime")


def _time(value: str | None) -> datetime | None:
    """An aware time; a naive one counts as UTC, what is no ISO time as nothing.

    >>> _time("2026-03-01"), _time("yesterday")
    (datetime.datetime(2026, 3, 1, 0, 0, tzinfo=datetime.timezone.utc), None)
    """
    try:
        moment = datetime.fromisoformat((value or "").strip()[:40])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment if moment.astimezone(UTC).year >= 1 else None
    except (ValueError, OverflowError):
        return None


def _article(scripts: list[str]) -> dict[str, Any]:
    """The first JSON-LD node that is an article; {} without one."""
    for script in scripts[:20]:
        if len(script) > _MAX_JSON:
            continue
        try:
            data = msgspec.json.decode(script.strip())
        except (msgspec.DecodeError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            if any(isinstance(kind, str) and kind.endswith(_ARTICLE_TYPES) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return node
    return {}


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD script, breadth first, a bounded number."""
    waiting: list[object] = [data]
    for node in waiting:
        if len(waiting) > _MAX_NODES:
            return
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]


def _text(value: object) -> str | None:
    return (" ".join(value[:1000].split()) or None) if isinstance(value, str) else None


def _name(value: object) -> str | None:
    """The name in a JSON-LD person or organisation, or the names of several."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, [one for one in value[:10] if not isinstance(one, list)]))) or None
    return _plain_name(_text(value.get("name") if isinstance(value, dict) else value))


def _plain_name(value: str | None) -> str | None:
    """Not an address where a name should be: article:author is often a profile page."""
    return value if value and not value.startswith(("http:", "https:", "@", "/")) else None


def _address(value: str | None) -> str | None:
    return value if value and value.startswith(("http:", "https:")) and len(value) <= 2000 else None


def _headline(markup: Markup) -> str | None:
    """The text of the page's only <h1>."""
    found = [run.text for run in markup.runs if run.element.tag == "h1" or (run.element.parent and run.element.parent.tag == "h1")]
    return " ".join(found[0].split()) if len(found) == 1 else None
