"""What a page says of itself: title, publisher, author, address, time of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from scoring.reading.calendar import iso_time
from scoring.reading.jsonld import Linked, linked, name_of, plain_name
from scoring.reading.markup import Markup
from scoring.reading.said import address, line

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


class Metadata(NamedTuple):
    title: str | None
    publisher: str | None
    author: str | None
    url: str | None
    published_at: datetime | None
    language: str | None
    linked: Linked


def metadata(markup: Markup) -> Metadata:
    """What <meta>, <link>, JSON-LD, <title>, <h1> and <time> say, in this order of trust.

    >>> from scoring.reading.markup import take_apart
    >>> metadata(take_apart('<meta property="article:published_time" content="2026-03-01T08:00:00"><h1>Ports</h1>')).published_at
    datetime.datetime(2026, 3, 1, 8, 0, tzinfo=datetime.timezone.utc)
    """
    said = _meta(markup)
    data = linked(markup.data)
    article = data.article
    return Metadata(
        title=said.get("og:title") or line(article.get("headline")) or _headline(markup) or markup.title or None,
        publisher=said.get("og:site_name") or name_of(article.get("publisher")) or said.get("publisher"),
        author=plain_name(said.get("author")) or name_of(article.get("author")) or plain_name(said.get("article:author")),
        url=address(said.get("canonical")) or address(said.get("og:url")),
        published_at=next(filter(None, map(iso_time, _times(said, article, markup))), None),
        language=_language(markup.elements[0].attributes.get("lang"))
        or _language(said.get("og:locale"))
        or _language(line(article.get("inLanguage"))),
        linked=data,
    )


def _meta(markup: Markup) -> dict[str, str]:
    """The first value of each name."""
    said: dict[str, str] = {}
    for attributes in markup.meta:
        if "rel" in attributes and "canonical" in attributes["rel"].lower().split():
            said.setdefault("canonical", attributes.get("href", "").strip())
        key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if key and key not in said:
            value = " ".join(attributes.get("content", "")[:2000].split())
            if value:
                said[key] = value
    return said


def _times(said: dict[str, str], article: dict[str, Any], markup: Markup) -> Iterator[str | None]:
    yield said.get("article:published_time")
    yield line(article.get("datePublished"))
    for key in ("datepublished", "og:published_time", "date", "dc.date", "dc.date.issued", "dcterms.date", "parsely-pub-date", "pubdate"):
        yield said.get(key)
    times = [element.attributes for element in markup.elements if element.tag == "time"]
    for attributes in times:
        if attributes.get("itemprop") == "datePublished" or "pubdate" in attributes:
            yield attributes.get("datetime")
    for attributes in times:
        yield attributes.get("datetime")


def _language(tag: str | None) -> str | None:
    """A language tag with its parts joined by hyphens, if it has the shape of one.

    >>> _language("en_GB"), _language("English, mostly")
    ('en-GB', None)
    """
    tag = (tag or "").strip()
    return tag.replace("_", "-") if _LANGUAGE.fullmatch(tag) else None


def _headline(markup: Markup) -> str | None:
    """The text of the page's only <h1>."""
    found = [run.text for run in markup.runs if run.element.tag == "h1" or (run.element.parent and run.element.parent.tag == "h1")]
    return " ".join(found[0].split()) if len(found) == 1 else None
