"""HTML source to elements and runs of text, in document order: lexbor builds the tree as browsers do, one walk takes it apart.

By the standard, a tree builder grows without measure on some input: 17 KB of unclosed <b> tags with differing attributes become a million
nodes, a hundred thousand nested <div> take half a minute, and so does one tag with as many attributes. What comes from outside is
therefore read in a process of its own (`isolation.py`); here what has been built is bounded.
"""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from scoring.errors import UnreadableDocument
from scoring.reading.limits import Limits

_BREAK = "\0"
"""A line break within gathered text: no source holds a NUL once it is read."""


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VOID = _tags("area base basefont bgsound col embed frame hr img input keygen param source track wbr")
_UNSEEN = _tags(
    "svg math template select datalist object audio video canvas map"
    " script style textarea xmp iframe noembed noframes noscript plaintext -comment -doctype"
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
    | dict.fromkeys(_tags("html head body title meta link script hr"), _HEAD)
    | {"-text": _TEXT, "br": _BREAK_TAG, "": _NOTHING}
)
"""What is to be done with a node, by its tag; custom elements are blocks, all others stand in a line of text."""


class Element:
    """An element: its tag, its attributes by lower-case name, and the element around it."""

    __slots__ = ("attributes", "block", "depth", "index", "linked", "parent", "tag", "up")

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None, index: int, block: bool) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.index = index
        """Place in document order; a parent's is lower than its children's."""
        if parent is None:
            self.up = self.block = self.depth = 0
            self.linked = False
        else:
            self.up = parent.index
            """The parent's place."""
            self.block = index if block else parent.block
            """The place of the innermost block that it is or stands in: text of different blocks makes different runs."""
            self.linked = parent.linked or tag == "a"
            self.depth = parent.depth + 1

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
    body = Element("body", {}, None, 0, True)
    head = _Head(body, limits)
    elements = _Elements(body, limits)
    runs = _walk(root, head, elements, _most_nodes(source, limits)) if root is not None else []
    if len(runs) > limits.blocks:
        raise UnreadableDocument(
            f"{len(runs):,} paragraphs, headings, cells or list items, and {limits.blocks:,} are read at most: split it"
        )
    return Markup(elements.listed, runs, head.title, head.meta, head.data)


def _walk(root: LexborNode, head: _Head, elements: _Elements, most: int) -> list[Run]:
    """Take every node to where it belongs; gives the runs. One plain loop over local names: most of the time of a page is spent here."""
    runs: list[Run] = []
    pieces: list[str] = []
    linked = 0
    element = innermost = head.body
    """Around the piece at hand, and around all pieces so far."""
    kinds, places, told = _KINDS.get, elements.places, elements.told
    for number, node in enumerate(root.traverse(include_text=True)):
        tag = node.tag or ""
        kind = kinds(tag, _INLINE)
        if kind == _NOTHING:
            continue
        around = node.parent
        up = around.mem_id if around is not None else 0
        if kind <= _BREAK_TAG:
            if up not in places:  # within something unseen
                continue
            piece = (node.text_content or "") if kind == _TEXT else _BREAK
            blank = not piece or piece.isspace()
            if blank and not pieces:
                continue
            element = told.get(up) or elements.tell(up)
            if pieces and element.block != innermost.block:
                _add_runs(runs, pieces, innermost, linked)
                pieces, linked = [], 0
                if blank:
                    continue
            if not pieces:
                innermost = element
            elif element is not innermost and not blank:
                innermost = _around(innermost, element)
            pieces.append(piece)
            if element.linked:
                linked += len(piece) if len(piece) < 2 else len(piece.strip())
            continue
        if number > most:
            raise UnreadableDocument(_too_many(most, head.limits))
        if kind == _HEAD:
            head.read(tag, node)
            if tag in ("html", "head", "body"):
                elements.open_body(node)
                continue
            if tag != "hr":
                continue
        elif up in places:
            places[node.mem_id] = (node, tag, kind, up)
            if tag == "time":
                elements.tell(node.mem_id)
        if pieces and (kind >= _HEAD or (kind == _INLINE and "-" in tag)):
            _add_runs(runs, pieces, innermost, linked)
            pieces, linked = [], 0
    if pieces:
        _add_runs(runs, pieces, innermost, linked)
    return runs


class _Elements:
    """The nodes in which text may stand, and the elements that they are told as: only those that hold text, or are a <time>."""

    def __init__(self, body: Element, limits: Limits) -> None:
        self.listed = [body]
        self.told: dict[int, Element] = {}
        self.places: dict[int, tuple[LexborNode, str, int, int]] = {}
        """By the node's address: itself, its tag, its kind, and the address of the one around it."""
        self._limits = limits

    def open_body(self, body: LexborNode) -> None:
        self.places[body.mem_id] = (body, "body", _HEAD, 0)
        self.told[body.mem_id] = self.listed[0]

    def tell(self, at: int) -> Element:
        """The element that this node is told as, which is made now, as are those around it."""
        untold = []
        while at not in self.told:
            untold.append(at)
            at = self.places[at][3]
        element = self.told[at]
        for at in reversed(untold):
            node, tag, kind, _ = self.places[at]
            attributes = _attributes(node, self._limits)
            if attributes or kind != _PLAIN or element.tag in _EXACT:
                if element.depth >= self._limits.depth:
                    raise UnreadableDocument(
                        f"HTML elements nested more than {self._limits.depth:,} deep: no page of prose is; close its tags"
                    )
                block = kind == _BLOCKS or (kind == _INLINE and "-" in tag)
                element = Element(tag, attributes, element, len(self.listed), block)
                self.listed.append(element)
            self.told[at] = element
        return element


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


class _Head:
    """What is kept of elements that hold no prose: the title, <meta>, <link>, JSON-LD, and the attributes of <html> and <body>."""

    def __init__(self, body: Element, limits: Limits) -> None:
        self.body, self.limits = body, limits
        self.title = ""
        self.meta: list[dict[str, str]] = []
        self.data: list[str] = []

    def read(self, tag: str, node: LexborNode) -> None:
        if tag == "script":
            if "ld+json" in (node.attributes.get("type") or "").lower():
                self.data.append(node.text())
        elif tag == "title":
            self.title = self.title or " ".join(node.text()[:2000].split())
        elif tag in ("meta", "link"):
            self.meta.append(_attributes(node, self.limits))
        elif tag != "hr":
            self.body.attributes.update(_attributes(node, self.limits))


def _attributes(node: LexborNode, limits: Limits) -> dict[str, str]:
    attributes = node.attributes
    if len(attributes) > limits.attributes:
        raise UnreadableDocument(
            f"an HTML tag with {len(attributes):,} attributes, and {limits.attributes:,} are read at most: no page of prose has that many"
        )
    return {name: value or "" for name, value in attributes.items()}


def _most_nodes(source: str, limits: Limits) -> int:
    return min(limits.elements, limits.expansion * (source.count("<") + 50))


def _too_many(most: int, limits: Limits) -> str:
    if most < limits.elements:
        return f"HTML tags that make more than {limits.expansion} times as many elements: unclosed tags repeat themselves; close them"
    return f"more than {limits.elements:,} HTML elements: no page of prose has that many; split it"
