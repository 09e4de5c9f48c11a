"""HTML source to elements and runs of text, in document order, in time linear in the source whatever it holds.

A browser's tree builder is not used on purpose: by the standard, 17 KB of unclosed <b> tags with differing attributes become
a million nodes, a hundred thousand nested <div> take half a minute, and so does one tag with as many attributes. Here the
tokens are the standard's, the tree is a plain stack: formatting is never reopened, depth and number of elements are bounded.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from scoring.errors import UnreadableDocument

MAX_DEPTH = 256
"""Elements nested deeper are not told apart from the one at this depth; real pages stay below 100."""
MAX_ELEMENTS = 400_000

_TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+)>""")
"""A tag up to the > that ends it, which may not be the first: attribute values can hold one. Possessive: never backtracks."""
_ATTRIBUTE = re.compile(r"""([^\s/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]*+)))?""")


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript"})
"""What stands between these tags is no markup."""
_RAW_END = {tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE) for tag in _RAW}
_SPECIAL = _RAW | {"br", "html", "head", "body", "meta", "link", "plaintext"}
_BREAK = "\0"
"""A line break within gathered text: no source holds a NUL once it is read."""
_VOID = _tags("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
_UNSEEN = _tags("svg math template select datalist object audio video canvas map")
"""Elements whose text a reader never sees as prose."""
_BLOCK = _tags(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " frameset h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li listing main menu nav ol option p pre section summary table"
    " tbody td textarea tfoot th thead tr ul"
)
_P = frozenset({"p"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INSIDE_P = _BLOCK - {"button", "label", "legend", "option"}
"""A start tag of these ends an open paragraph."""
_FENCES = frozenset({"table", "td", "th", "tr", "caption", "body"})
"""An end tag does not reach past these, unless it is a table's own."""
_TABLE_TAGS = frozenset({"table", "td", "th", "tr", "tbody", "thead", "tfoot", "caption"})
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir", "table", "blockquote", "form", "article", "section"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "table", "ul", "ol"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "table", "ul", "ol"})),
    "option": (frozenset({"option"}), frozenset({"select", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tbody": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
    "thead": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
    "tfoot": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
    "a": (frozenset({"a"}), frozenset({"table", "td", "th", "div", "article", "section", "li"})),
}
"""A start tag that ends an open element of its kind: which, and what shields it."""


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


class _Reader:
    """The state of one pass: the stack of open elements, and the run that is being gathered."""

    def __init__(self) -> None:
        self.root = Element("body", {}, None, 0)
        self.stack = [self.root]
        self.open: dict[str, int] = {}
        self.ignored = 0
        self.elements = [self.root]
        self.runs: list[Run] = []
        self.pieces: list[str] = []
        self.linked = 0
        self.place: Element = self.root
        """The innermost element around all pieces so far."""
        self.anchors = 0
        self.unseen = 0
        self.title = ""
        self.meta: list[dict[str, str]] = []
        self.data: list[str] = []

    def text(self, piece: str) -> None:
        if self.unseen:
            return
        if "&" in piece:
            piece = _unescaped(piece)
        if not self.pieces:
            if not piece or piece.isspace():
                return
            self.place = self.stack[-1]
        elif self.place is not self.stack[-1] and not piece.isspace():
            self._widen()
        self.pieces.append(piece)
        if self.anchors:
            self.linked += len(piece) if len(piece) < 2 else len(piece.strip())

    def raw(self, tag: str, attributes: str, content: str) -> None:
        """Keep the title and JSON-LD; no other raw content is read."""
        if tag == "title" and not self.title:
            self.title = " ".join(_unescaped(content[:2000]).split())
        elif tag == "script" and "ld+json" in attributes[:1000].lower():
            self.data.append(content)

    def _widen(self) -> None:
        """Let the run's place be the innermost element that also holds the current one."""
        here = self.stack[-1]
        while here is not self.place and here.parent is not None:
            if here.index > self.place.index:
                here = here.parent
            elif self.place.parent is not None:
                self.place = self.place.parent
        self.place = here

    def flush(self) -> None:
        if not self.pieces:
            return
        whole = "".join(self.pieces)
        self.pieces = []
        if _BREAK not in whole:
            text = " ".join(whole.split())
            self.runs.append(Run(text, self.place, min(len(text), self.linked)))
            self.linked = 0
            return
        lines = [" ".join(line.split()) for line in whole.split(_BREAK)]
        paragraph: list[str] = []
        linked, self.linked = self.linked, 0
        paragraphs: list[str] = []
        for line in [*lines, ""]:  # an empty line, two <br> in a row, ends a paragraph
            if line:
                paragraph.append(line)
            elif paragraph:
                paragraphs.append("\n".join(paragraph))
                paragraph = []
        total = sum(map(len, paragraphs)) or 1
        self.runs += [Run(p, self.place, min(len(p), linked * len(p) // total)) for p in paragraphs]

    def start(self, tag: str, raw: str, closed: bool) -> None:
        block = tag in _BLOCK or "-" in tag
        if block:
            if self.pieces:
                self.flush()
            if tag in _INSIDE_P and self.open.get("p"):
                self._end_open(_P, _FENCES)
            if tag in _HEADINGS and self.stack[-1].tag in _HEADINGS:
                self._pop()
        if tag in _ENDS:
            closes, shields = _ENDS[tag]
            if any(map(self.open.get, closes)):
                self._end_open(closes, shields)
        if tag in _VOID or (closed and "-" in tag):
            return
        if len(self.stack) >= MAX_DEPTH:
            self.ignored += 1
            return
        if len(self.elements) >= MAX_ELEMENTS:
            raise UnreadableDocument(f"more than {MAX_ELEMENTS:,} HTML elements: no page of prose has that many; split it")
        attributes = attributes_of(raw) if len(raw) > 1 else {}
        element = Element(tag, attributes, self.stack[-1], len(self.elements))
        self.elements.append(element)
        self.stack.append(element)
        self.open[tag] = self.open.get(tag, 0) + 1
        if tag == "a":
            self.anchors += 1
        elif tag in _UNSEEN:
            self.unseen += 1

    def end(self, tag: str) -> None:
        if self.pieces and (tag in _BLOCK or "-" in tag):
            self.flush()
        if tag in _VOID:
            return
        if self.ignored:
            self.ignored -= 1
        elif self.stack[-1].tag == tag and len(self.stack) > 1:
            self._pop()
        elif self.open.get(tag):
            self._end_open(frozenset({tag}), frozenset() if tag in _TABLE_TAGS else _FENCES)

    def _end_open(self, closes: frozenset[str], shields: frozenset[str]) -> None:
        """Close the innermost open element of these tags, and all within it, unless a shield stands between."""
        for depth in range(len(self.stack) - 1, 0, -1):
            tag = self.stack[depth].tag
            if tag in closes:
                while len(self.stack) > depth:
                    self._pop()
                return
            if tag in shields:
                return

    def _pop(self) -> None:
        tag = self.stack[-1].tag
        if self.pieces and tag in _BLOCK:
            self.flush()
        self.stack.pop()
        self.open[tag] -= 1
        if tag == "a":
            self.anchors -= 1
        elif tag in _UNSEEN:
            self.unseen -= 1


def take_apart(source: str) -> Markup:
    """The elements and runs of a page.

    >>> page = take_apart("<div><p>Exports <b>fell</b>.<p>Imports<br>rose.</div>")
    >>> [(run.text, run.element.tag) for run in page.runs]
    [('Exports fell.', 'p'), ('Imports\\nrose.', 'p')]
    """
    source = source.replace("\0", "")
    reader = _Reader()
    at, size = 0, len(source)
    while at < size:
        bracket = source.find("<", at)
        if bracket < 0:
            bracket = size
        if bracket > at:
            reader.text(source[at:bracket])
        at = _after_markup(source, bracket, reader)
    reader.flush()
    return Markup(reader.elements, reader.runs, reader.title, reader.meta, reader.data)


def _after_markup(source: str, bracket: int, reader: _Reader) -> int:
    """Read what begins with the < at `bracket`: a tag, a comment, or a mere character. Gives the place after it.

    What is cut off by the end of the source is dropped, as the standard has it.
    """
    size = len(source)
    mark = source[bracket + 1 : bracket + 2]
    if mark in ("!", "?"):
        return _after(source, "-->" if source.startswith("--", bracket + 2) else ">", bracket + 2)
    token = _TAG.match(source, bracket)
    if token is None:
        name = source[bracket + 2 : bracket + 3] if mark == "/" else mark
        if not name or (name.isascii() and name.isalpha()):
            return size
        if mark == "/":
            return _after(source, ">", bracket)
        reader.text("<")
        return bracket + 1
    tag, raw, at = token[1].lower(), token[2], token.end()
    if mark == "/":
        if tag in ("br", "p") and not reader.open.get(tag):
            reader.text(_BREAK)
        else:
            reader.end(tag)
    elif tag not in _SPECIAL:
        reader.start(tag, raw, raw.endswith("/"))
    elif tag == "br":
        reader.text(_BREAK)
    elif tag in ("html", "body"):
        reader.root.attributes.update(attributes_of(raw))
    elif tag in ("meta", "link"):
        reader.meta.append(attributes_of(raw))
    elif tag == "plaintext":
        return size
    elif tag in _RAW:
        end = _RAW_END[tag].search(source, at)
        if tag == "title" or tag == "script":
            reader.raw(tag, raw, source[at : end.start() if end else size])
        return _after(source, ">", end.end()) if end else size
    return at


def _after(source: str, closer: str, at: int) -> int:
    """The place after the next `closer`; the end of the source without one."""
    found = source.find(closer, at)
    return len(source) if found < 0 else found + len(closer)


def attributes_of(raw: str) -> dict[str, str]:
    """The attributes of a tag, the first of each name, values unescaped.

    >>> attributes_of(' class="a b" hidden data-x=1')
    {'class': 'a b', 'hidden': '', 'data-x': '1'}
    """
    attributes: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw):
        value = double or single or bare
        attributes.setdefault(name.lower(), _unescaped(value) if "&" in value else value)
    return attributes


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a number of more than 4,300 digits in a character reference
        return text
