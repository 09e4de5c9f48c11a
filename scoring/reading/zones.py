"""A page taken apart to zones: which run of text is article, comment, quote, post, or no part of it, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

from scoring.errors import BadSeed
from scoring.files import seed
from scoring.model import Section
from scoring.reading.markup import Element, Markup, Run

PARTS = frozenset({"comment", "remark", "author", "noise", "boilerplate", "main", "social", "transcript", "quote", "hidden", "state"})
_AT_THE_END = frozenset({"author", "noise"})
"""Parts that a name must end with: "comment-author" is the author, "comment-author-admin" marks a comment of the admin's."""

_NAME_PIECE = re.compile(r"[A-Za-z0-9]+")
_HASH = re.compile(r"\d[A-Za-z]{1,3}\d")
_NAME_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_HIDING_STYLE = re.compile(
    r"display:none|visibility:hidden|font-size:0(?![.\d])|opacity:0(?![.\d])|(?:left|top|text-indent):-\d{3,}|clip:rect\(0", re.IGNORECASE
)
_COMMENT_ID = re.compile(r"(?:comment|cmt|reply|post-comment|li-comment|div-comment)[-_]?\d+|c\d{4,}", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_SAID = re.compile(r" (?:(?:says|said|writes|wrote)\s?(?::|\.\.\.|…:?)|(?:says|writes)$)\s?")
_COUNT = re.compile(r"\(?\d[\d,]* (?:comments?|responses?|replies|thoughts|trackbacks?|pings?)\b", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", "…", '."', ".”", "?”", "!”", ".)", ":")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_NO_CONTAINER = _HEADINGS | {"p", "li", "a", "span", "b", "strong", "em", "i", "font", "blockquote", "q", "pre"}

PROSE_WORDS = 12
"""A run of so many words, mostly unlinked, is prose for weighing elements: menus and captions are shorter."""
NAMED_MAIN = 4
UNDOUBTED = 10
"""How much more a word of prose weighs inside an element named as the article, and outside any named as boilerplate."""
MAIN_SHARE = 0.7
"""The main element is the innermost that holds this share of the page's prose."""
BELIEVED_SHARE = 0.4
"""A name that says "sidebar" or "ad" is not believed of an element with more of the page's prose than this."""
BYLINE_RUNS = 8
"""How many runs may stand between a headline and the main text."""
WORDS_OF_A_COMMENT = 6
"""A shorter text among comments needs an element of its own, or an author, to be one."""
_HEADLINE = "the page's headline"
_OUTSIDE = "outside the main text"
WORDS_BEFORE_COMMENTS = 25
"""Prose that has to stand before comments for a name alone to be believed: many templates call the whole article so."""


class Zone(NamedTuple):
    """What a run is: `section` None for prose of the article; `item` is the element of its own comment, post or quote."""

    section: Section | None
    because: str
    item: Element | None = None
    author: bool = False
    """It names who wrote the item it stands in."""
    shared: bool = False
    """The item holds several comments that the template does not part by elements."""


class _Cues(NamedTuple):
    tags: dict[str, str]
    names: dict[str, list[tuple[tuple[str, ...], str]]]
    """By first word."""
    phrases: dict[str, str]
    openers: set[str]
    """The first words of the phrases."""
    words: dict[str, str]


@cache
def _cues() -> _Cues:
    cues = _Cues({}, {}, {}, set(), {})
    for row in seed("html_cues"):
        part, place, cue = row["part"], row["place"], row["cue"]
        if part not in PARTS or place not in ("tag", "name", "phrase", "word") or not cue:
            raise BadSeed(f"seeds/html_cues.csv: no such part or place, or no cue: {part},{place},{cue}")
        if place == "tag":
            cues.tags[cue] = part
        elif place == "phrase":
            cues.phrases[cue] = part
            cues.openers.add(cue.split()[0])
        elif place == "word":
            cues.words[cue] = part
        else:
            words = _name_words(cue)
            cues.names.setdefault(words[0], []).append((words, part))
    return cues


def _name_words(name: str) -> tuple[str, ...]:
    """The words of a name, "comments" as "comment"; without hashes such as 6a00ad83, in which words stand by chance."""
    words = [word.lower() for piece in _NAME_PIECE.findall(name) if not _HASH.search(piece) for word in _NAME_WORD.findall(piece)]
    return tuple("comment" if word == "comments" else word for word in words)


@lru_cache(maxsize=50_000)
def parts_of_name(name: str) -> frozenset[str]:
    """What one class, id or role says.

    >>> sorted(parts_of_name("commentList")), sorted(parts_of_name("comment-form")), sorted(parts_of_name("has-comments"))
    (['comment'], ['remark'], [])
    """
    words = _name_words(name[:80])
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
    if _is_comment_id(attributes):
        found = (found - {"remark"}) | {"comment"}
    style = attributes.get("style")
    if style and _HIDING_STYLE.search(style[:1000].replace(" ", "")):
        found |= {"hidden"}
    return found


def _is_comment_id(attributes: dict[str, str]) -> bool:
    return "id" in attributes and _COMMENT_ID.fullmatch(attributes["id"][:60]) is not None


def is_link_list(run: Run) -> bool:
    return run.linked * 2 > len(run.text)


def _prose_words(run: Run) -> int:
    """The words of a run that reads as prose, else 0."""
    count = run.text.count(" ") + 1
    if count * 20 < len(run.text):  # a script without spaces
        count = len(run.text) // 4
    if run.linked * 3 > len(run.text):
        return 0
    return count if count >= PROSE_WORDS or (count >= 6 and run.text.endswith(_SENTENCE_END)) else 0


class _Page:
    """One page being zoned: per element (by index) what it is said to be, and how much prose it holds."""

    def __init__(self, markup: Markup) -> None:
        self.elements = markup.elements
        self.runs = markup.runs
        self.title = markup.title
        self.parts = [parts_of(element) for element in self.elements]
        self.prose = [_prose_words(run) for run in self.runs]
        self.hidden = self._inherited("hidden")
        self.headline = self._headline()
        self.favour = self._favour()
        self.weights = self._weights(self._evidence())
        self.boilerplate = self._believed_boilerplate()
        self.comments = self._believed_comments()
        self.main = self._main()

    def _inherited(self, part: str) -> list[bool]:
        held = [part in parts for parts in self.parts]
        held[0] = False
        for element in self.elements[1:]:
            if held[element.up]:
                held[element.index] = True
        return held

    def _weights(self, values: Iterable[int]) -> list[int]:
        """Per element, the sum of its runs' values and those of everything within it."""
        weights = [0] * len(self.elements)
        for run, value in zip(self.runs, values, strict=True):
            weights[run.element.index] += value
        for element in reversed(self.elements[1:]):
            weights[element.up] += weights[element.index]
        return weights

    def _believed_boilerplate(self) -> list[bool]:
        """Elements said to be boilerplate, and all within: unless they hold too much of the page's prose."""
        most = BELIEVED_SHARE * self.weights[0]
        within = [False] * len(self.elements)
        quoted = self._inherited("quote")
        for element in self.elements[1:]:
            at = element.index
            named = "boilerplate" in self.parts[at] and not self.parts[at] & {"comment", "main"} and not quoted[at]
            within[at] = within[element.up] or (named and self.weights[at] <= most)
        return within

    def _favour(self) -> list[int]:
        """Per element how much more a word of prose within weighs: for the names around it, and for standing under the headline."""
        within_main, under_headline = self._inherited("main"), self._under_headline()
        return [
            (NAMED_MAIN if named else 1) * (NAMED_MAIN if under else 1) for named, under in zip(within_main, under_headline, strict=True)
        ]

    def _evidence(self) -> list[int]:
        """The visible prose of each run, weighed by the names around it, none of which is believed by itself."""
        doubtful = self._inherited("boilerplate")
        places = [run.element.index for run in self.runs]
        return [
            0 if self.hidden[at] else prose * self.favour[at] * (1 if doubtful[at] else UNDOUBTED)
            for at, prose in zip(places, self.prose, strict=True)
        ]

    def _under_headline(self) -> list[bool]:
        """Which elements stand in the article that the headline opens: the innermost element so named around the headline."""
        held = [False] * len(self.elements)
        if self.headline is not None:
            for element in _chain(self.runs[self.headline].element):
                if "main" in self.parts[element.index] and element.parent is not None:
                    held[element.index] = True
                    break
        for element in self.elements[1:]:
            held[element.index] = held[element.index] or held[element.up]
        return held

    def _counted(self) -> list[int]:
        return [
            0 if self.hidden[run.element.index] or self.boilerplate[run.element.index] else prose
            for run, prose in zip(self.runs, self.prose, strict=True)
        ]

    def _believed_comments(self) -> list[Element | None]:
        """Per element the comments it is part of: the outermost element that is said to hold some, and may.

        A name is believed where enough prose stands before it, or where it holds several single comments. Around a main
        headline it is not: many templates call the whole article "comments".
        """
        before_run = [0, *accumulate(self._counted())]
        first_run = [len(self.runs)] * len(self.elements)
        for number in range(len(self.runs) - 1, -1, -1):
            first_run[self.runs[number].element.index] = number
        headline = len(self.runs) if self.headline is None else self.headline
        around_headline = {element.index for element in _chain(self.runs[headline].element)} if self.headline is not None else set()
        items = [int(is_item(element, parts)) for element, parts in zip(self.elements, self.parts, strict=True)]
        for element in reversed(self.elements[1:]):
            at, up = element.index, element.up
            first_run[up] = min(first_run[up], first_run[at])
            items[up] += items[at]
        roots: list[Element | None] = [None] * len(self.elements)
        for element in self.elements[1:]:
            at = element.index
            roots[at] = roots[element.up]
            named = "comment" in self.parts[at] and at not in around_headline and (items[at] or not self.boilerplate[at])
            if roots[at] is None and named:
                before = before_run[first_run[at]]
                if before >= WORDS_BEFORE_COMMENTS or (items[at] >= 2 and (before > 0 or headline < first_run[at])):
                    roots[at] = element
        return roots

    def _headline(self) -> int | None:
        """The place of the first visible run that is a headline; failing that, of the first in an <h1>."""
        shown = [number for number, run in enumerate(self.runs) if not self.hidden[run.element.index] and _heading_of(run.element)]
        titled = (number for number in shown if self.is_headline(self.runs[number]))
        return next(titled, next((number for number in shown if _heading_of(self.runs[number].element) == "h1"), None))

    def is_headline(self, run: Run) -> bool:
        """Is it a heading that the page's own title repeats?"""
        return len(run.text) >= 8 and run.text in self.title and _heading_of(run.element) is not None

    def _main(self) -> Element:
        """The innermost element with most of the prose that is neither comment nor boilerplate."""
        places = [run.element.index for run in self.runs]
        weights = self._weights(
            0 if self.comments[at] is not None else prose * self.favour[at] for at, prose in zip(places, self._counted(), strict=True)
        )
        best: list[Element | None] = [None] * len(self.elements)
        for element in self.elements[1:]:
            up = element.up
            held = best[up]
            if held is None or weights[element.index] > weights[held.index]:
                best[up] = element
        main = self.elements[0]
        while True:
            inner = best[main.index]
            if (
                inner is None
                or inner.tag in _NO_CONTAINER
                or not weights[inner.index]
                or weights[inner.index] < MAIN_SHARE * weights[main.index]
            ):
                break
            main = inner
        return main


def is_item(element: Element, parts: frozenset[str]) -> bool:
    """Is this element one comment, by its id, its type, or its exact name?"""
    attributes = element.attributes
    if not attributes or "comment" not in parts or element.tag == "a" or "remark" in parts or "author" in parts:
        return False
    if _is_comment_id(attributes):
        return True
    return element.tag == "li" or "comment" in attributes.get("class", "").lower().split() or "itemtype" in attributes


def zones(markup: Markup) -> list[Zone]:
    """One zone a run, in the same order."""
    page = _Page(markup)
    found = [_zone(page, run) for run in page.runs]
    return _without_empty_comments(page, _with_byline(page, found))


def _zone(page: _Page, run: Run) -> Zone:
    at = run.element.index
    if page.hidden[at]:
        return Zone("boilerplate", "hidden by style")
    root = page.comments[at]
    if root is not None:
        return _comment_zone(page, run, root)
    if page.is_headline(run):
        return Zone("heading", _HEADLINE)
    if page.boilerplate[at]:
        return Zone("boilerplate", "named as navigation, advertising or the like")
    inside = _up_to(run.element, page.main)
    if inside is None:
        return Zone("boilerplate", _OUTSIDE)
    author = False
    for element in inside:
        parts = page.parts[element.index]
        author = author or "author" in parts or element.tag == "footer"
        if "remark" in parts:
            return Zone("boilerplate", "about comments")
        if "social" in parts:
            return Zone("social", "embedded post", element, author)
        if "quote" in parts and page.weights[element.index] <= BELIEVED_SHARE * page.weights[0]:
            return Zone("quote", "block quotation", element, author)
        if "transcript" in parts:
            return Zone("transcript", "named as a transcript", element)
    heading = _heading_of(run.element)
    if heading:
        return Zone("boilerplate", "a heading that is a link") if is_link_list(run) else Zone("heading", heading)
    if is_link_list(run):
        return Zone("boilerplate", "mostly links")
    if is_remark(run.text):
        return Zone("boilerplate", "about comments")
    return Zone(None, "")


def _comment_zone(page: _Page, run: Run, root: Element) -> Zone:
    item, author, noise, body = None, False, False, False
    for element in _up_to(run.element, root) or ():
        parts = page.parts[element.index]
        author = author or ("author" in parts and not body)
        if "remark" in parts and not author:
            return Zone("boilerplate", "about comments")
        if is_item(element, parts):
            item = element
            break
        body = body or "comment" in parts
        noise = noise or "noise" in parts or "boilerplate" in parts
    author = author or is_byline(run.text)
    if is_remark(run.text):
        return Zone("boilerplate", "about comments", item)
    if not author and (
        noise or _heading_of(run.element) or _phrase(run.text) == "noise" or is_date(run.text) or (not item and is_link_list(run))
    ):
        return Zone("boilerplate", "heading, date or link within comments", item)
    return Zone("comment", "named as comments", item or root, author, shared=item is None)


def _with_byline(page: _Page, found: list[Zone]) -> list[Zone]:
    """With what stands between the headline and the main text, when the template puts it outside of both."""
    first = next((number for number, zone in enumerate(found) if zone.section is None), 0)
    for number in range(first - 1, max(first - 1 - BYLINE_RUNS, -1), -1):
        if found[number].because == _HEADLINE:
            kept = [
                Zone(None, "below the headline") if zone.because == _OUTSIDE and not is_link_list(run) and not is_remark(run.text) else zone
                for run, zone in zip(page.runs[number:first], found[number:first], strict=True)
            ]
            return found[:number] + kept + found[first:]
    return found


def _without_empty_comments(page: _Page, found: list[Zone]) -> list[Zone]:
    """Without "comments" in which nobody comments: notes on moderation, captions of forms, and the like.

    A comment is a text in an element of its own, under a name, or, where the template marks neither, a text of some length.
    """
    roots = [page.comments[run.element.index] if zone.section == "comment" else None for run, zone in zip(page.runs, found, strict=True)]
    marked = {root for root, zone in zip(roots, found, strict=True) if root and (zone.author or not zone.shared)}
    lively = {
        root
        for root, run, zone in zip(roots, page.runs, found, strict=True)
        if root and not zone.author and not _talks_of_comments(run.text) and (root in marked or run.text.count(" ") >= WORDS_OF_A_COMMENT)
    }
    kept = []
    for root, run, zone in zip(roots, page.runs, found, strict=True):
        stray = root in marked and zone.shared and not zone.author and _talks_of_comments(run.text)
        empty = root is not None and (stray or root not in lively)
        kept.append(Zone("boilerplate", "among comments, but none") if empty else zone)
    return kept


def is_byline(text: str) -> bool:
    """Does a short line name who writes what follows, or wrote what stands before?

    >>> [is_byline(line) for line in ("Ann Lee says:", "Bo said... May 3, 2026", "Posted by: Ann Lee | May 3", "That is what she said.")]
    [True, True, True, False]
    """
    if len(text) >= 100:
        return False
    said = _SAID.search(text)
    return text.lower().startswith("posted by") or (said is not None and (said.end() == len(text) or is_date(text[said.end() :])))


def is_date(text: str) -> bool:
    """Is a line made of nothing but the words of a date?

    >>> is_date("March 3rd, 2026 at 4:22 pm"), is_date("Not before March 2026")
    (True, False)
    """
    if len(text) > 60:
        return False
    words = _letters(text)
    return any(c.isdigit() for c in text) and all(_cues().words.get(word) == "noise" for word in words)


def is_remark(text: str) -> bool:
    """Is a line about comments, or asking for them?

    >>> is_remark("Leave a Reply"), is_remark("12 Comments"), is_remark("The minister did not comment.")
    (True, True, False)
    """
    return _phrase(text) == "remark" or (len(text) < 120 and bool(_COUNT.match(text)))


def _talks_of_comments(text: str) -> bool:
    return len(text) < 300 and any(_cues().words.get(word) == "remark" for word in _letters(text))


def _letters(text: str) -> list[str]:
    return _LETTERS.findall(text.lower())


def _phrase(text: str) -> str | None:
    """The part that a line's phrase says: a whole line, or a beginning of at least three words."""
    if len(text) > 400:
        return None
    phrases = _cues().phrases
    words = _letters(text[:100])
    if not words or words[0] not in _cues().openers:
        return None
    for length in range(min(len(words), 9), 2, -1):
        part = phrases.get(" ".join(words[:length]))
        if part:
            return part
    return phrases.get(" ".join(words)) if len(text) <= 100 else None


def _heading_of(element: Element) -> str | None:
    """The heading tag of an element or of one of the three around it."""
    for around in islice(_chain(element), 4):
        if around.tag in _HEADINGS:
            return around.tag
    return None


def _up_to(element: Element, around: Element) -> list[Element] | None:
    """The elements from this one outwards, below `around`; None when it is not within."""
    inside: list[Element] = []
    for one in _chain(element):
        if one is around:
            return inside
        inside.append(one)
    return None


def _chain(element: Element | None) -> Iterator[Element]:
    while element is not None:
        yield element
        element = element.parent
