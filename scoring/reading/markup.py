"""HTML source to elements and runs of text, in document order: lexbor builds the tree as browsers do, one walk takes it apart.

By the standard, a tree builder grows without measure on some input: 17 KB of unclosed <b> tags with differing attributes become a million
nodes, a hundred thousand nested <div> take half a minute, and so does one tag with as many attributes. What comes from outside is
therefore read in a process of its own (`isolation.py`); here what has been built is bounded.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec import Struct
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from scoring.errors import UnreadableDocument
from scoring.reading.limits import Limits

_MOST_STYLES, _LONGEST_STYLES = 20, 200_000
"""Style sheets in a page that are kept, and characters of each."""
_FEW_TAGS = 50
"""So many tags more than a page has are counted: lexbor adds some."""
_HEAD = 10_000
"""Bytes in which tags are counted first."""
_BREAK, _END = " \0 ", " \0\0 "
"""A line break within gathered text, and the end of a run: no source holds a NUL once it is read."""


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VOID = _tags("area base basefont bgsound col embed frame img input keygen param source track wbr")
_UNSEEN = _tags("svg math template select datalist object audio video canvas map textarea xmp iframe noembed noframes noscript plaintext")
"""Elements whose text a reader never sees as prose."""
_BLOCK = _tags(
    "address article aside blockquote button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " frameset h1 h2 h3 h4 h5 h6 header hgroup hr label legend li listing main menu nav ol option p pre section summary table"
    " tbody td tfoot th thead tr ul"
)
_SILENT = _tags("b big em font i nobr s small span strike strong tt u")
"""Elements that say nothing unless they have attributes: what they hold is told as held by the element around them."""
_EXACT = frozenset({"h1", "a"})
"""Around these they are told all the same: a headline is told from a site's name by how deep it stands."""

_BREAK_TAG, _NOTHING, _READ, _FRAME, _INLINE, _LINK, _PLAIN, _BLOCKS = range(1, 9)
_KINDS = (
    dict.fromkeys(_BLOCK, _BLOCKS)
    | dict.fromkeys(_SILENT, _PLAIN)
    | dict.fromkeys(_tags("abbr cite code del ins q sub sup time"), _INLINE)
    | dict.fromkeys(_VOID | _UNSEEN, _NOTHING)
    | dict.fromkeys(_tags("title meta link script style"), _READ)
    | dict.fromkeys(_tags("head body"), _FRAME)
    | {"a": _LINK, "br": _BREAK_TAG}
)
"""What is to be done with an element, by its tag. Custom elements are blocks, and what is in no list stands in a line of text."""


def _known() -> dict[int, tuple[int, str]]:
    """Kinds and tags by lexbor's number of a tag: it is had in a third of the time that the name takes, and every node is asked for it."""
    page = LexborHTMLParser("<p><!---->")
    known = {page.create_node(tag).tag_id: (kind, tag) for tag, kind in _KINDS.items()}
    return known | {comment.tag_id: (_NOTHING, "") for comment in page.css("p")[0].iter()}


_KNOWN = _known()
_Found = tuple["Element", int, int]
"""What is noted of a run: the innermost element around it, its characters that are links, the elements begun before it."""


class Element(Struct, eq=False, gc=False):
    """An element: its tag, its attributes by lower-case name, and the element around it.

    A page has hundreds: a Struct is made in a third of the time that an object takes. They refer outwards only, so that the collector of
    garbage has nothing to find in them.
    """

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    index: int
    """Place in document order; a parent's is lower than its children's."""
    up: int
    """The parent's place."""
    stop: int = 0
    """The place of the next element that is not within it: all between are."""

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>" if self.attributes else f"<{self.tag}>"


class Run(Struct, frozen=True, gc=False):
    """Text between two block boundaries, white space normalised, `<br>` as a line break; `element` is the innermost around all of it."""

    text: str
    element: Element
    linked: int
    """Characters of it that are links."""
    begun: int
    """How many elements have begun before its text does."""


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
    content = source.encode("utf-8", "ignore").replace(b"\0", b"")
    try:
        # without events: they only keep <selectedcontent> up to date, in time that grows with the square of the options
        root = LexborHTMLParser(content, options=LexborDocumentOptions.WO_EVENTS).root
    except SelectolaxError:  # to it nothing is malformed: it tells so of memory
        raise UnreadableDocument("its markup takes more memory than allowed: close its tags, or raise CREDIBLY_LIMIT_MEGABYTES") from None
    page = _Page(limits, content)
    runs = _runs(*_walk(root, page)) if root is not None else []
    if len(runs) > limits.blocks:
        raise UnreadableDocument(f"{len(runs):,} paragraphs, headings, cells or items, and {limits.blocks:,} are read at most: split it")
    return Markup(page.elements, runs, page.title, page.meta, page.data, page.styles)


def _walk(root: LexborNode, page: _Page) -> tuple[list[str], list[_Found]]:
    """The text of the tree, with an end behind each run, and what is noted of each run.

    One pass from node to node, down before on, as one plain loop over local names: here a page's time is spent.
    """
    pieces: list[str] = []
    found: list[_Found] = []
    element = page.body
    """The element that the walk is within."""
    innermost: Element | None = None
    """The innermost around all pieces of the run; None between runs."""
    linked = begun = links = nodes = most = told = 0
    """Of the run: characters that are links, elements begun before. Open <a>; nodes so far, and how many there may be. Elements that were
    listed at the last text: those listed since hold none, so far."""
    listed, known = page.elements, _KNOWN
    deepest, most_attributes = page.limits.depth, page.limits.attributes
    open_: list[tuple[LexborNode | None, int, Element]] = []
    """Of each node that the walk is within, from the outside in: what follows it, its kind, and what the one around it is told as."""
    page.read("html", root)
    node = root.first_child
    while True:
        if node is None:  # the last within its element: on with what follows that
            if not open_:
                break
            inner = element
            node, kind, element = open_.pop()
            if kind == _BLOCKS:
                if innermost is not None:
                    found.append((innermost, linked, begun))
                    pieces.append(_END)
                    innermost, linked = None, 0
            elif kind == _LINK:
                links -= 1
            if inner is not element:
                if inner.index < told:
                    inner.stop = len(listed)
                else:
                    listed.pop()
            continue
        piece = node.text_content
        if piece is None:  # no text: an element, or a comment
            nodes += 1
            if nodes > most:
                most = page.room(nodes)
            kind, tag = known.get(node.tag_id) or _unlisted(node)
            if kind > _FRAME:
                if kind == _BLOCKS and innermost is not None:
                    found.append((innermost, linked, begun))
                    pieces.append(_END)
                    innermost, linked = None, 0
                inside = node.first_child
                if inside is None:
                    if tag == "time":
                        listed.append(Element(tag, page.checked(node.attributes), element, len(listed), element.index, len(listed) + 1))
                        told = len(listed)
                    node = node.next
                    continue
                open_.append((node.next, kind, element))
                if len(open_) > deepest:
                    raise UnreadableDocument(f"HTML elements nested more than {deepest:,} deep: no page of prose is; close its tags")
                attributes: dict[str, Any] = node.attributes
                if attributes and (not all(attributes.values()) or len(attributes) > most_attributes):  # seldom
                    attributes = page.checked(attributes)
                if attributes or kind != _PLAIN or element.tag in _EXACT:
                    element = Element(tag, attributes, element, len(listed), element.index)
                    listed.append(element)
                if kind == _LINK:
                    links += 1
                node = inside
                continue
            if kind != _BREAK_TAG:
                inside = None
                if kind != _NOTHING:
                    page.read(tag, node)
                    if kind == _FRAME and (inside := node.first_child) is not None:
                        open_.append((node.next, kind, element))
                node = inside or node.next
                continue
            piece = _BREAK
        node = node.next
        if piece.isspace() or not piece:
            if innermost is None:
                continue
        else:
            told = len(listed)
            if innermost is None:
                innermost, begun = element, told
            elif innermost is not element:
                innermost = _around(innermost, element)
        pieces.append(piece)
        if links:
            linked += len(piece) if len(piece) < 2 else len(piece.strip())
    if innermost is not None:
        found.append((innermost, linked, begun))
        pieces.append(_END)
    page.body.stop = len(listed)
    return pieces, found


def _unlisted(node: LexborNode) -> tuple[int, str]:
    """Kind and tag of a node that is in no list."""
    tag = node.tag or ""
    if not tag or tag[0] == "-":
        return _NOTHING, tag
    return _BLOCKS if "-" in tag else _INLINE, tag


def _runs(pieces: list[str], found: list[_Found]) -> list[Run]:
    """The runs that gathered text makes."""
    runs: list[Run] = []
    texts = "".join(pieces[:-1]).split(_END)
    for (element, linked, begun), text in zip(found, texts, strict=False):  # without a run the text is one empty string
        text = text.strip()
        if not text.isprintable() or "  " in text:  # most have no white space but single spaces, and no break
            text = " ".join(text.split())
            if "\0" in text:
                paragraphs = _paragraphs(text)
                total = sum(map(len, paragraphs)) or 1
                runs += [Run(one, element, min(len(one), linked * len(one) // total), begun) for one in paragraphs]
                continue
        runs.append(Run(text, element, min(len(text), linked) if linked else 0, begun))
    return runs


def _paragraphs(text: str) -> list[str]:
    """The paragraphs into which two line breaks in a row part a text; a single one stays."""
    paragraphs: list[str] = []
    lines: list[str] = []
    for line in [*map(str.strip, text.split("\0")), ""]:
        if line:
            lines.append(line)
        elif lines:
            paragraphs.append("\n".join(lines))
            lines = []
    return paragraphs


class _Page:
    """What the walk finds besides text: elements, and in the head the title, <meta>, <link> and JSON-LD."""

    def __init__(self, limits: Limits, content: bytes) -> None:
        self.limits = limits
        self.content = content
        self.body = Element("body", {}, None, 0, 0)
        """Stands for <html> and <body> in one."""
        self.elements = [self.body]
        self.title = ""
        self.meta: list[dict[str, str]] = []
        self.data: list[str] = []
        self.styles: list[str] = []

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
            self.meta.append(self.checked(node.attributes))
        else:
            self.body.attributes.update(self.checked(node.attributes))

    def room(self, nodes: int) -> int:
        """How many nodes there may be: so many for each tag that is written. Raises UnreadableDocument if there are more."""
        limits = self.limits
        for part in (b"", self.content[:_HEAD], self.content):  # for most pages the beginning has enough, and counting all takes time
            most = min(limits.elements, limits.repeats * (part.count(b"<") + _FEW_TAGS))
            if nodes <= most:
                return most
        if most < limits.elements:
            raise UnreadableDocument(
                f"HTML tags that make more than {limits.repeats} times as many elements: unclosed tags repeat themselves; close them"
            )
        raise UnreadableDocument(f"more than {limits.elements:,} HTML elements: no page of prose has that many; split it")

    def checked(self, attributes: dict[str, Any]) -> dict[str, str]:
        """The attributes, "" for one without a value. Raises UnreadableDocument if they are too many."""
        if len(attributes) > self.limits.attributes:
            raise UnreadableDocument(
                f"an HTML tag with {len(attributes):,} attributes, and {self.limits.attributes:,} are read at most: no prose has that many"
            )
        if None in attributes.values():
            return {name: value or "" for name, value in attributes.items()}
        return attributes
