"""A page taken apart to zones: which run of text is article, comment, quote, post, or no part of it, and why."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from scoring.model import Section
from scoring.reading.markup import Element, Markup, Run
from scoring.reading.markup_cues import (
    AUTHOR,
    BOILERPLATE,
    CAPTION,
    COMMENT,
    HIDDEN,
    ITEM,
    NOISE,
    PAID,
    PING,
    QUOTE,
    REMARK,
    SOCIAL,
    TRANSCRIPT,
    has_letters,
    is_byline,
    is_date,
    is_remark,
    phrase,
    talks_of_comments,
)
from scoring.reading.outline import CREDITS, INLINE, SENTENCE_END, Outline, chain, is_link_list, up_to

_TELLING = CAPTION | AUTHOR | NOISE | REMARK | SOCIAL | QUOTE | TRANSCRIPT
"""Parts that make a run within the main element something other than plain prose."""
BYLINE_RUNS = 8
"""How many runs may stand between a headline and the main text."""
NEAR = 4
"""A name says something of a run outside the main element from at most so many elements around it."""
LONGEST_LIST_HEADING = 80
"""Characters of a heading such as "Related stories": prose may begin with such words."""
LINKED_SENTENCE_WORDS = 8
"""Shorter texts that are mostly a link are labels of links, even with a full stop."""
WORDS_OF_A_COMMENT = 6
"""A shorter text among comments needs an element of its own, or an author, to be one."""

_HEADLINE = "the page's headline"
_OUTSIDE = "outside the main text"


class Zone(NamedTuple):
    """What a run is: `section` None for prose of the article; `item` is the element of its own comment, post or quote."""

    section: Section | None
    because: str
    item: Element | None = None
    author: bool = False
    """It names who wrote the item it stands in."""
    shared: bool = False
    """The item holds several comments that the template does not part by elements."""
    speaker: str | None = None
    """Who wrote the item, where its own words say so."""
    hidden: bool = False
    """A style or a class keeps it from being seen."""


_ARTICLE = Zone(None, "")
_BELOW_HEADLINE = Zone(None, "below the headline")
_BESIDE_MAIN = Zone(None, "beside the main text")
_UNSEEN = Zone("boilerplate", "hidden by style", hidden=True)
_NOT_UNFOLDED = Zone("boilerplate", "hidden by its class", hidden=True)
_TITLE = Zone("heading", _HEADLINE)
_NAMED_BOILERPLATE = Zone("boilerplate", "named as navigation, advertising or the like")
_PAID_FOR = Zone("sponsored", "named as paid for")
_BEYOND = Zone("boilerplate", _OUTSIDE)
_PICTURE = Zone("boilerplate", "a picture's caption")
_CREDIT = Zone("boilerplate", "names the author or the date")
_REMARK = Zone("boilerplate", "about comments")
_LINK_HEADING = Zone("boilerplate", "a heading that is a link")
_LINKS = Zone("boilerplate", "mostly links")
_MORE = Zone("boilerplate", "a list of more to read")
_NO_COMMENT = Zone("boilerplate", "among comments, but none")


def zones(markup: Markup) -> list[Zone]:
    """One zone a run, in the same order.

    >>> from scoring.reading.markup import take_apart
    >>> [zone.section for zone in zones(take_apart("<nav><a>Home</a></nav><h1>Ports</h1><p>Exports fell by four percent in May.</p>"))]
    ['boilerplate', 'heading', None]
    """
    page = Outline(markup)
    found = [_zone(page, number, run, at) for number, (run, at) in enumerate(zip(page.runs, page.places, strict=True))]
    found = _without_lists_of_more(page, _with_byline(page, found))
    return _without_empty_comments(page, found) if page.has_comments else found


def _zone(page: Outline, number: int, run: Run, at: int) -> Zone:
    around, root = page.around[at], page.comments[at]
    if root is not None and not around & HIDDEN:
        return _comment_zone(page, run, root)
    if around & page.unseen:
        return _UNSEEN if around & HIDDEN else _NOT_UNFOLDED
    if number == page.headline and page.is_headline(number):
        return _TITLE
    if page.boilerplate[at]:
        return _PAID_FOR if around & PAID and page.prose[number] else _NAMED_BOILERPLATE
    if not page.inside[at]:
        if number in page.beside:
            return _BESIDE_MAIN
        return _zone_outside(page, run.element) if around & (CAPTION | CREDITS) else _BEYOND
    if page.below[at] & _TELLING:
        zone = _telling_zone(page, run)
        if zone is not None:
            return zone
    heading = page.headings[at]
    if heading:
        return _LINK_HEADING if is_link_list(run) else Zone("heading", heading)
    if is_link_list(run) and not _is_linked_sentence(run) and not _is_in_plain_list(page, run):
        return _LINKS
    return _REMARK if is_remark(run.text) else _ARTICLE


def _zone_outside(page: Outline, element: Element) -> Zone:
    near = list(islice(chain(element), NEAR))
    if any(page.says[one.index] & CAPTION for one in near):
        return _PICTURE
    return _CREDIT if any(page.is_credit(one) for one in near) else _BEYOND


def _telling_zone(page: Outline, run: Run) -> Zone | None:
    """What the names between a run and the main element say of it; None where they leave it prose."""
    author = False
    for element in up_to(run.element, page.main) or ():
        at = element.index
        said = page.says[at]
        author = author or bool(said & AUTHOR) or element.tag == "footer"
        if page.is_caption(at):
            return _PICTURE
        if page.is_credit(element):
            return _CREDIT
        if said & REMARK:
            return _REMARK
        if said & SOCIAL:
            return Zone("social", "embedded post", element, author)
        if said & QUOTE and page.is_believed(element):
            return Zone("quote", "block quotation", element, author)
        if said & TRANSCRIPT:
            return Zone("transcript", "named as a transcript", element)
    return None


def _comment_zone(page: Outline, run: Run, root: Element) -> Zone:
    item, author, noise, body = None, False, False, False
    for element in up_to(run.element, root) or ():
        said = page.says[element.index]
        author = author or (bool(said & AUTHOR) and not body)
        if said & REMARK and (not author or said & AUTHOR):
            return _REMARK
        if said & ITEM:
            if element.parent and page.says[element.parent.index] & PING:
                return _REMARK
            item = element
            break
        body = body or bool(said & COMMENT)
        noise = noise or bool(said & (NOISE | BOILERPLATE))
    author = author or is_byline(run.text)
    if is_remark(run.text):
        return Zone("boilerplate", "about comments", item)
    if not author and (
        noise or page.headings[run.element.index] or phrase(run.text) == NOISE or is_date(run.text) or (not item and is_link_list(run))
    ):
        return Zone("boilerplate", "heading, date or link within comments", item)
    return Zone("comment", "named as comments", item or root, author, shared=item is None)


def _with_byline(page: Outline, found: list[Zone]) -> list[Zone]:
    """With what stands between the headline and the main text, when the template puts it outside of both."""
    first = next((number for number, zone in enumerate(found) if zone.section is None), 0)
    for number in range(first - 1, max(first - 1 - BYLINE_RUNS, -1), -1):
        if found[number].because == _HEADLINE:
            kept = [
                _BELOW_HEADLINE if zone.because == _OUTSIDE and not is_link_list(run) and not is_remark(run.text) else zone
                for run, zone in zip(page.runs[number:first], found[number:first], strict=True)
            ]
            return found[:number] + kept + found[first:]
    return found


def _without_lists_of_more(page: Outline, found: list[Zone]) -> list[Zone]:
    """Without headings such as "Related stories", and what they stand above up to the next prose, or a heading of another kind."""
    kept: list[Zone] = []
    listing = False
    for run, zone, prose in zip(page.runs, found, page.prose, strict=True):
        if (zone.section is None or zone.section == "heading") and zone.because != _HEADLINE:
            if len(run.text) <= LONGEST_LIST_HEADING and phrase(run.text) == BOILERPLATE:
                listing = True
            elif listing:
                listing = zone.section is None and (not prose or _is_in_list(run.element))
            if listing:
                kept.append(_MORE)
                continue
        kept.append(zone)
    return kept


def _without_empty_comments(page: Outline, found: list[Zone]) -> list[Zone]:
    """Without "comments" in which nobody comments: notes on moderation, captions of forms, and the like.

    A comment is a text in an element of its own, under a name, or, where the template marks neither, a text of some length that has a
    date, or an element within that is named a comment as well.
    """
    comments = [
        (number, run.text, zone, root)
        for number, (run, at, zone) in enumerate(zip(page.runs, page.places, found, strict=True))
        if zone.section == "comment" and (root := page.comments[at])
    ]
    marked = {root for _, _, zone, root in comments if zone.author or not zone.shared}
    lively: set[Element] = set()
    for number, text, zone, root in comments:
        if (
            root not in lively
            and not zone.author
            and _speaks(text)
            and (root in marked or _is_set_as_comment(page, page.runs[number], root))
        ):
            lively.add(root)
    kept = list(found)
    for number, text, zone, root in comments:
        stray = root in marked and zone.shared and not zone.author and talks_of_comments(text)
        if stray or root not in lively:
            kept[number] = _NO_COMMENT
    return kept


def _speaks(text: str) -> bool:
    """Has it words of its own, and none on commenting as such?"""
    return has_letters(text) and not talks_of_comments(text)


def _is_set_as_comment(page: Outline, run: Run, root: Element) -> bool:
    """Is a text of some length dated or signed in its first lines, or within an inner element that is named a comment?"""
    if run.text.count(" ") < WORDS_OF_A_COMMENT:
        return False
    if any(is_date(line) or is_byline(line) for line in run.text.split("\n", 3)[:3]):
        return True
    return any(page.says[element.index] & COMMENT for element in up_to(run.element, root) or ())


def _is_linked_sentence(run: Run) -> bool:
    """Is it a paragraph that is mostly a link, but not all of it, and still a sentence of the article's?"""
    return (
        run.linked * 10 < 9 * len(run.text)
        and run.text.endswith(SENTENCE_END)
        and run.text.count(" ") + 1 >= LINKED_SENTENCE_WORDS
        and not _is_in_list(run.element)
    )


def _is_in_list(element: Element) -> bool:
    return any(one.tag == "li" for one in islice(chain(element), NEAR))


def _is_in_plain_list(page: Outline, run: Run) -> bool:
    """Is it an item of a list without a name, right in the main element? Such a list of links is the author's own."""
    outer = [element for element in up_to(run.element, page.main) or () if element.tag not in INLINE]
    if len(outer) != 2 or outer[0].tag != "li" or outer[1].tag not in ("ul", "ol"):
        return False
    return not any(element.attributes.get("class") or element.attributes.get("id") for element in outer)
