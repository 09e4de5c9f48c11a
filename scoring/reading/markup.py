"""HTML source to elements and runs of text, in document order: lexbor builds the tree as browsers do, one walk takes it apart.

By the standard, a tree builder grows without measure on some input: 17 KB of unclosed <b> tags with differing attributes become a million
nodes, a hundred thousand nested <div> take half a minute, and so does one tag with as many attributes. What comes from outside is
therefore read in a process of its own (`isolation.py`); here what has been built is bounded.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from scoring.errors import UnreadableDocument
from scoring.reading.limits import Limits

_MOST_STYLES, _LONGEST_STYLES = 20, 200_000
"""Style sheets in a page that are kept, and characters of each."""
_Open = list[Any]
"""An open node, its tag, what is to be done with it, and the element it is told as: None until there is text in it. A list, because
hundreds of thousands are made."""
_BREAK = "\0"
"""A line break within gathered text: no source holds a NUL once it is read."""


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VOID = _tags("area base basefont bgsound col embed frame hr img input keygen param source track wbr")
_UNSEEN = _tags(
    "svg math template select datalist object audio video canvas map"
    " script textarea xmp iframe noembed noframes noscript plaintext -comment -doctype"
)
"""Nodes whose text a reader never sees as prose."""
_BLOCK = _tags(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " frameset h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li listing main menu nav ol option p pre section summary table"
    " tbody td textarea tfoot th thead tr ul"
)
_SILENT = _tags("b big em font i nobr s small span strike strong tt u")
"""Elements that say nothing unless they have attributes: what they hold is told as held by the element around them."""
_EXACT = frozenset({"h1", "a"})
"""Around these they are told all the same: a headline is told from a site's name by how deep it stands."""

_TEXT, _BREAK_TAG, _NOTHING, _INLINE, _PLAIN, _HEAD, _BLOCKS = range(7)
_KINDS = (
    dict.fromkeys(_BLOCK, _BLOCKS)
    | dict.fromkeys(_SILENT, _PLAIN)
    | dict.fromkeys(_VOID | _UNSEEN, _NOTHING)
    | dict.fromkeys(_tags("head body title meta link script style hr"), _HEAD)
    | {"-text": _TEXT, "br": _BREAK_TAG, "": _NOTHING}
)
"""What is to be done with a node, by its tag; custom elements are blocks, all others stand in a line of text."""


class Element:
    """An element: its tag, its attributes by lower-case name, and the element around it."""

    __slots__ = ("attributes", "index", "parent", "tag", "up")

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None, index: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.index = index
        """Place in document order; a parent's is lower than its children's."""
        self.up = parent.index if parent else 0
        """The parent's place."""

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>" if self.attributes else f"<{self.tag}>"


class Run(NamedTuple):
    """Text between two block boundaries, white space normalised, `<br>` as a line break; `element` is the innermost around all of it."""

    text: str
    element: Element
    linked: int
    """Characters of it that are links."""


class Markup(NamedTuple):
    """A page taken apart: elements and runs in document order, and what stands in its head."""

    elements: list[Element]
    runs: list[Run]
    title: str
    meta: list[dict[str, str]]
    """The attributes of each <meta> and <link>."""
    data: list[str]
    """The JSON-LD scripts, as written."""
    styles: list[str]
    """The style sheets in the page itself, as written."""


def _around(one: Element, other: Element) -> Element:
    """The innermost element that holds both."""
    while one is not other:
        if one.index > other.index:
            one, other = other, one
        if other.parent is None:
            return other
        other = other.parent
    return one


def take_apart(source: str, limits: Limits = Limits()) -> Markup:  # noqa: B008  (frozen)
    """The elements and runs of a page. Raises UnreadableDocument, one line, when it holds more than the limits allow.

    >>> page = take_apart("<div><p>Exports <b>fell</b>.<p>Imports<br>rose.</div>")
    >>> [(run.text, run.element.tag) for run in page.runs]
    [('Exports fell.', 'p'), ('Imports\\nrose.', 'p')]
    """
    source = source.replace("\0", "")
    try:
        # without events: they only keep <selectedcontent> up to date, in time that grows with the square of the options
        root = LexborHTMLParser(source, options=LexborDocumentOptions.WO_EVENTS).root
    except SelectolaxError:  # to it nothing is malformed: it tells so of memory
        raise UnreadableDocument("its markup takes more memory than allowed: close its tags, or raise CREDIBLY_LIMIT_MEGABYTES") from None
    page = _Page(limits)
    if root is not None:
        runs = _walk(root, page, min(limits.elements, limits.repeats * (source.count("<") + 50)))
        if len(runs) > limits.blocks:
            raise UnreadableDocument(
                f"{len(runs):,} paragraphs, headings, cells or items, and {limits.blocks:,} are read at most: split it"
            )
    else:
        runs = []
    return Markup(page.elements, runs, page.title, page.meta, page.data, page.styles)


def _walk(root: LexborNode, page: _Page, most: int) -> list[Run]:
    """The runs of the tree, in one pass from node to node, down before on. One plain loop over local names: here a page's time is spent."""
    runs: list[Run] = []
    pieces: list[str] = []
    linked = links = elements = 0
    """Characters of the pieces that are links; open <a>; elements so far."""
    innermost = page.body
    """The innermost element around all pieces."""
    deepest, kinds, tell = page.limits.depth, _KINDS, page.tell
    open_: list[_Open] = []
    """The nodes that the walk is within, from the outside in, without `place`, the innermost."""
    place: _Open = [root, "html", _HEAD, page.body]
    page.read("html", root)
    node = root.first_child
    while True:
        if node is None:  # the last within its element: on with what follows that
            if not open_:
                break
            outer, tag, kind, _ = place
            if kind == _BLOCKS and pieces:
                _add_runs(runs, pieces, innermost, linked)
                pieces, linked = [], 0
            if tag == "a":
                links -= 1
            node, place = outer.next, open_.pop()
            continue
        tag = node.tag or ""
        kind = kinds.get(tag, _INLINE)
        if kind <= _BREAK_TAG:
            piece = _BREAK if kind else node.text_content or ""
            node = node.next
            if pieces:
                if not piece.isspace():
                    element = place[3] or tell(place, open_)
                    if element is not innermost:
                        innermost = _around(innermost, element)
            elif not piece or piece.isspace():
                continue
            else:
                innermost = place[3] or tell(place, open_)
            pieces.append(piece)
            if links:
                linked += len(piece) if len(piece) < 2 else len(piece.strip())
            continue
        elements += 1
        if elements > most:
            raise UnreadableDocument(_too_many(most, page.limits))
        if kind == _INLINE and "-" in tag:
            kind = _BLOCKS
        if pieces and (kind == _BLOCKS or tag == "hr"):
            _add_runs(runs, pieces, innermost, linked)
            pieces, linked = [], 0
        if kind == _HEAD:
            page.read(tag, node)
        inside = None if kind == _NOTHING or (kind == _HEAD and tag not in ("head", "body")) else node.first_child
        if inside is None:
            if tag == "time":
                open_.append(place)
                tell([node, tag, kind, None], open_)
                open_.pop()
            node = node.next
            continue
        open_.append(place)
        if len(open_) > deepest:
            raise UnreadableDocument(f"HTML elements nested more than {deepest:,} deep: no page of prose is; close its tags")
        if tag == "a":
            links += 1
        place = [node, tag, kind, page.body if kind == _HEAD else None]
        node = inside
    if pieces:
        _add_runs(runs, pieces, innermost, linked)
    return runs


class _Page:
    """What the walk finds besides text: elements, and in the head the title, <meta>, <link> and JSON-LD."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.body = Element("body", {}, None, 0)
        """Stands for <html> and <body> in one."""
        self.elements = [self.body]
        self.title = ""
        self.meta: list[dict[str, str]] = []
        self.data: list[str] = []
        self.styles: list[str] = []

    def tell(self, place: _Open, around: list[_Open]) -> Element:
        """The element that a node is told as; it is made now, and those around it before."""
        untold = [place]
        for outer in reversed(around):
            if outer[3] is not None:
                break
            untold.append(outer)
        element: Element = around[len(around) - len(untold)][3]
        listed = self.elements
        for inner in reversed(untold):
            node, tag, kind, _ = inner
            attributes = self._attributes(node)
            if attributes or kind != _PLAIN or element.tag in _EXACT:
                element = Element(tag, attributes, element, len(listed))
                listed.append(element)
            inner[3] = element
        return element

    def read(self, tag: str, node: LexborNode) -> None:
        """Keep what an element that holds no prose says."""
        if tag == "script":
            if "ld+json" in (node.attributes.get("type") or "").lower():
                self.data.append(node.text())
        elif tag == "style":
            if len(self.styles) < _MOST_STYLES:
                self.styles.append((node.text() or "")[:_LONGEST_STYLES])
        elif tag == "title":
            self.title = self.title or " ".join(node.text()[:2000].split())
        elif tag in ("meta", "link"):
            self.meta.append(self._attributes(node))
        elif tag != "hr":
            self.body.attributes.update(self._attributes(node))

    def _attributes(self, node: LexborNode) -> dict[str, str]:
        attributes = node.attributes
        if len(attributes) > self.limits.attributes:
            raise UnreadableDocument(
                f"an HTML tag with {len(attributes):,} attributes, and {self.limits.attributes:,} are read at most: no prose has that many"
            )
        if None in attributes.values():
            return {name: value or "" for name, value in attributes.items()}
        return cast("dict[str, str]", attributes)


def _add_runs(runs: list[Run], pieces: list[str], element: Element, linked: int) -> None:
    """Add the run that these pieces make, or the runs that two line breaks in a row part it into."""
    whole = pieces[0] if len(pieces) == 1 else "".join(pieces)
    if _BREAK not in whole:
        text = " ".join(whole.split())
        runs.append(Run(text, element, min(len(text), linked)))
        return
    paragraph: list[str] = []
    paragraphs: list[str] = []
    for line in [*whole.split(_BREAK), ""]:
        line = " ".join(line.split())
        if line:
            paragraph.append(line)
        elif paragraph:
            paragraphs.append("\n".join(paragraph))
            paragraph = []
    total = sum(map(len, paragraphs)) or 1
    runs += [Run(p, element, min(len(p), linked * len(p) // total)) for p in paragraphs]


def _too_many(most: int, limits: Limits) -> str:
    if most < limits.elements:
        return f"HTML tags that make more than {limits.repeats} times as many elements: unclosed tags repeat themselves; close them"
    return f"more than {limits.elements:,} HTML elements: no page of prose has that many; split it"
