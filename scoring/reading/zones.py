"""A page taken apart to zones: which run of text is article, comment, quote, post, or no part of it, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from scoring.errors import BadSeed
from scoring.files import seed
from scoring.model import Section
from scoring.reading.markup import Element, Markup, Run

PARTS = frozenset({"comment", "remark", "author", "noise", "boilerplate", "main", "social", "transcript", "quote", "hidden", "state"})
_AT_THE_END = frozenset({"author", "noise"})
"""Parts that a name must end with: "comment-author" is the author, "comment-author-admin" marks a comment of the admin's."""

_NAME_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_HIDING_STYLE = re.compile(
    r"display:none|visibility:hidden|font-size:0(?![.\d])|opacity:0(?![.\d])|(?:left|top|text-indent):-\d{3,}|clip:rect\(0", re.IGNORECASE
)
_COMMENT_ID = re.compile(r"(?:comment|cmt|reply|post-comment|li-comment|div-comment)[-_]?\d+|c\d{4,}", re.IGNORECASE)
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b(?:19|20)\d\d\b|\bago\b", re.IGNORECASE)
_COUNT = re.compile(r"\(?\d[\d,]* (?:comments?|responses?|replies|thoughts|trackbacks?|pings?)\b", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", "…", '."', ".”", "?”", "!”", ".)", ":")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

PROSE_WORDS = 12
"""A run of so many words, mostly unlinked, is prose for weighing elements: menus and captions are shorter."""
MAIN_SHARE = 0.7
"""The main element is the innermost that holds this share of the page's prose."""
BELIEVED_SHARE = 0.4
"""A name that says "sidebar" or "ad" is not believed of an element with more of the page's prose than this."""
WORDS_BEFORE_COMMENTS = 25
"""Prose that has to stand before comments for a name alone to be believed: many templates call the whole article so."""


class Zone(NamedTuple):
    """What a run is: `section` None for prose of the article; `item` is the element of its own comment, post or quote."""

    section: Section | None
    because: str
    item: Element | None = None
    author: bool = False
    """It names who wrote the item it stands in."""


class _Cues(NamedTuple):
    tags: dict[str, str]
    names: dict[str, list[tuple[tuple[str, ...], str]]]
    """By first word."""
    phrases: dict[str, str]


@cache
def _cues() -> _Cues:
    cues = _Cues({}, {}, {})
    for row in seed("html_cues"):
        part, place, cue = row["part"], row["place"], row["cue"]
        if part not in PARTS or place not in ("tag", "name", "phrase") or not cue:
            raise BadSeed(f"seeds/html_cues.csv: no such part or place, or no cue: {part},{place},{cue}")
        if place == "tag":
            cues.tags[cue] = part
        elif place == "phrase":
            cues.phrases[cue] = part
        else:
            words = tuple(cue.split())
            cues.names.setdefault(words[0], []).append((words, part))
    return cues


@lru_cache(maxsize=50_000)
def parts_of_name(name: str) -> frozenset[str]:
    """What one class, id or role says.

    >>> sorted(parts_of_name("commentList")), sorted(parts_of_name("comment-form")), sorted(parts_of_name("has-comments"))
    (['comment'], ['remark'], [])
    """
    words = tuple(word.lower() for word in _NAME_WORD.findall(name[:80]))
    found: set[str] = set()
    names = _cues().names
    for at, word in enumerate(words):
        for cue, part in names.get(word, ()):
            stop = at + len(cue)
            if words[at:stop] == cue and (part not in _AT_THE_END or stop == len(words)):
                found.add(part)
    if "state" in found:
        return frozenset()
    if "remark" in found or "author" in found or "noise" in found:
        found.discard("comment")
    if "boilerplate" in found or "comment" in found:
        found.discard("main")
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _parts(tag: str, names: str) -> frozenset[str]:
    found: set[str] = set()
    for name in names.split()[:24]:
        found |= parts_of_name(name)
    by_tag = _cues().tags.get(tag)
    if by_tag:
        found.add(by_tag)
    return frozenset(found)


_NAMED = ("class", "id", "role", "itemprop", "rel")


def parts_of(element: Element) -> frozenset[str]:
    """What an element's tag and names say of it; "hidden" also by attribute or style."""
    attributes = element.attributes
    if not attributes:
        return _parts(element.tag, "")
    found = _parts(element.tag, " ".join([attributes[key] for key in _NAMED if key in attributes])[:600])
    if "itemtype" in attributes and attributes["itemtype"].rstrip("/").endswith(("/Comment", "/UserComments")):
        found |= {"comment"}
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        found |= {"hidden"}
    style = attributes.get("style")
    if style and _HIDING_STYLE.search(style[:1000].replace(" ", "")):
        found |= {"hidden"}
    return found


def is_link_list(run: Run) -> bool:
    return run.linked * 2 > len(run.text)


def _prose_words(run: Run) -> int:
    """The words of a run that reads as prose, else 0."""
    count = run.text.count(" ") + 1
    if run.linked * 3 > len(run.text):
        return 0
    return count if count >= PROSE_WORDS or (count >= 6 and run.text.endswith(_SENTENCE_END)) else 0


class _Page:
    """One page being zoned: per element (by index) what it is said to be, and how much prose it holds."""

    def __init__(self, markup: Markup) -> None:
        self.elements = markup.elements
        self.runs = markup.runs
        self.parts = [parts_of(element) for element in self.elements]
        self.prose = [_prose_words(run) for run in self.runs]
        self.hidden = self._inherited("hidden")
        self.boilerplate = self._believed_boilerplate()
        self.comments = self._believed_comments()
        self.main = self._main()

    def _inherited(self, part: str) -> list[bool]:
        held = [part in parts for parts in self.parts]
        held[0] = False
        for element in self.elements[1:]:
            if held[element.parent.index]:  # type: ignore[union-attr]
                held[element.index] = True
        return held

    def _weights(self, values: Iterable[int]) -> list[int]:
        """Per element, the sum of its runs' values and those of everything within it."""
        weights = [0] * len(self.elements)
        for run, value in zip(self.runs, values, strict=True):
            weights[run.element.index] += value
        for element in reversed(self.elements):
            if element.parent is not None:
                weights[element.parent.index] += weights[element.index]
        return weights

    def _believed_boilerplate(self) -> list[bool]:
        """Elements said to be boilerplate, and all within: unless they hold too much of the page's prose."""
        seen = [0 if self.hidden[run.element.index] else prose for run, prose in zip(self.runs, self.prose, strict=True)]
        weights = self._weights(seen)
        most = BELIEVED_SHARE * weights[0]
        within = [False] * len(self.elements)
        for element in self.elements[1:]:
            at = element.index
            named = "boilerplate" in self.parts[at] and "comment" not in self.parts[at]
            within[at] = within[element.parent.index] or (named and weights[at] <= most)  # type: ignore[union-attr]
        return within

    def _counted(self) -> list[int]:
        return [
            0 if self.hidden[run.element.index] or self.boilerplate[run.element.index] else prose
            for run, prose in zip(self.runs, self.prose, strict=True)
        ]

    def _believed_comments(self) -> list[bool]:
        """Elements said to hold comments, and all within, where that can be: see `_can_be_comments`."""
        counted = self._counted()
        before_run = [0]
        for value in counted:
            before_run.append(before_run[-1] + value)
        first_run = [len(self.runs)] * len(self.elements)
        for number in range(len(self.runs) - 1, -1, -1):
            first_run[self.runs[number].element.index] = number
        holds_h1 = [element.tag == "h1" for element in self.elements]
        items = [_is_item(element, parts) for element, parts in zip(self.elements, self.parts, strict=True)]
        item_counts = [int(item) for item in items]
        for element in reversed(self.elements):
            if element.parent is not None:
                up = element.parent.index
                first_run[up] = min(first_run[up], first_run[element.index])
                holds_h1[up] = holds_h1[up] or holds_h1[element.index]
                item_counts[up] += item_counts[element.index]
        within = [False] * len(self.elements)
        for element in self.elements[1:]:
            at = element.index
            if within[element.parent.index]:  # type: ignore[union-attr]
                within[at] = True
            elif "comment" in self.parts[at] and not self.boilerplate[at]:
                before = before_run[first_run[at]]
                within[at] = not holds_h1[at] and (
                    before >= WORDS_BEFORE_COMMENTS or (item_counts[at] >= 2 and before_run[-1] - before > 0 and first_run[at] > 0)
                )
        return within

    def _main(self) -> Element:
        """The innermost element with most of the prose that is neither comment nor boilerplate."""
        counted = [0 if self.comments[run.element.index] else value for run, value in zip(self.runs, self._counted(), strict=True)]
        weights = self._weights(counted)
        best: list[Element | None] = [None] * len(self.elements)
        for element in self.elements[1:]:
            up = element.parent.index  # type: ignore[union-attr]
            held = best[up]
            if held is None or weights[element.index] > weights[held.index]:
                best[up] = element
        main = self.elements[0]
        while True:
            inner = best[main.index]
            if inner is None or not weights[inner.index] or weights[inner.index] < MAIN_SHARE * weights[main.index]:
                break
            main = inner
        return main


def _is_item(element: Element, parts: frozenset[str]) -> bool:
    """Is this element one comment, by its id, its type, or its exact name?"""
    attributes = element.attributes
    if not attributes or "remark" in parts or element.tag == "a":
        return False
    if _COMMENT_ID.fullmatch(attributes.get("id", "")[:60]):
        return True
    if "comment" not in parts:
        return False
    return element.tag == "li" or "comment" in attributes.get("class", "").lower().split() or "itemtype" in attributes


def zones(markup: Markup, title: str) -> list[Zone]:
    """One zone a run. `title`: what the page calls itself, to know its headline by."""
    page = _Page(markup)
    return [_zone(page, run, title) for run in markup.runs]


def _zone(page: _Page, run: Run, title: str) -> Zone:
    at = run.element.index
    if page.hidden[at]:
        return Zone("boilerplate", "hidden by style")
    if page.comments[at]:
        return _comment_zone(page, run)
    heading = _heading_of(run.element)
    if heading and len(run.text) > 8 and run.text in title:
        return Zone("heading", "the page's headline")
    if page.boilerplate[at]:
        return Zone("boilerplate", "named as navigation, advertising or the like")
    chain = list(_chain(run.element))
    if page.main not in chain:
        return Zone("boilerplate", "outside the main text")
    inside = chain[: chain.index(page.main)]
    for element in inside:
        parts = page.parts[element.index]
        if "social" in parts:
            return Zone("social", "embedded post", element)
        if "transcript" in parts:
            return Zone("transcript", "named as a transcript", element)
        if "quote" in parts:
            return Zone("quote", "block quotation", element)
        if "remark" in parts:
            return Zone("boilerplate", "about comments")
    if heading:
        return Zone("heading", heading)
    if is_link_list(run):
        return Zone("boilerplate", "mostly links")
    if _is_remark(run.text):
        return Zone("boilerplate", "about comments")
    return Zone(None, "")


def _comment_zone(page: _Page, run: Run) -> Zone:
    item, author = None, False
    for element in _chain(run.element):
        parts = page.parts[element.index]
        if "remark" in parts:
            return Zone("boilerplate", "about comments")
        if "author" in parts:
            author = True
        if "noise" in parts or "boilerplate" in parts:
            return Zone("boilerplate", "date, vote or link within a comment")
        if _is_item(element, parts):
            item = element
            break
        if not page.comments[element.index]:
            break
    if _heading_of(run.element) and not author:
        return Zone("boilerplate", "heading of the comments", item)
    if _is_remark(run.text) or _noise(run):
        return Zone("boilerplate", "form, date or link within a comment", item)
    return Zone("comment", "named as comments", item, author)


def _noise(run: Run) -> bool:
    return _phrase(run.text) == "noise"


def _is_remark(text: str) -> bool:
    return len(text) < 120 and (_phrase(text) == "remark" or bool(_COUNT.match(text)))


def _phrase(text: str) -> str | None:
    if len(text) > 120:
        return None
    return _cues().phrases.get(" ".join("".join(c if c.isalpha() else " " for c in text.lower()).split()))


def _heading_of(element: Element) -> str | None:
    for level, around in enumerate(_chain(element)):
        if around.tag in _HEADINGS:
            return around.tag
        if level == 3:
            break
    return None


def _chain(element: Element | None) -> Iterable[Element]:
    while element is not None:
        yield element
        element = element.parent
