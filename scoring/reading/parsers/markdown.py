"""Markdown to a page: the readable text without its marks, and what the marks say about each block."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scoring.model import Block, Page, Section
from scoring.reading.limits import Limits
from scoring.reading.parsers import html, text

_MOST_BRACKETS = 5_000
"""In one paragraph: no document links so much, and the reader's work grows with their square; such a source is read as plain text."""
_FRONT_MATTER = 5_000
"""Characters that the opening `---` block may have."""


def parse(source: str, limits: Limits = Limits()) -> Page:  # noqa: B008  (frozen)
    """The words that a reader of the rendered document sees, and its blocks.

    Marks, link targets, images and comments are gone; fenced code, rules and tables of contents are boilerplate.

    >>> page = parse("# Port *closed*\\n\\nThe [harbour](https://example.org) says:\\n\\n> No ships today.\\n")
    >>> page.text
    'Port closed\\n\\nThe harbour says:\\n\\nNo ships today.'
    >>> [b.hint for b in page.blocks], page.title
    (['heading', None, 'quote'], 'Port closed')
    """
    source, matter = _without_front_matter(source)
    if any(paragraph.count("[") > _MOST_BRACKETS for paragraph in source.split("\n\n")):
        return text.parse(source)
    written = _Written(limits)
    written.read(_reader().parse(source))
    title = matter.get("title") or next((written.words(b) for b in written.blocks if b.hint == "heading"), None)
    return Page(text=written.text, blocks=written.blocks, title=title, author=matter.get("author"))


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])


def _without_front_matter(source: str) -> tuple[str, dict[str, str]]:
    """The document after its opening `---` block, and the simple `key: value` lines of that block."""
    if not source.startswith("---\n"):
        return source, {}
    end = source.find("\n---\n", 3, _FRONT_MATTER)
    if end < 0:
        return source, {}
    pairs = (line.partition(":") for line in source[4:end].splitlines() if not line.startswith((" ", "\t", "-")))
    return source[end + 5 :], {key.strip().lower(): value.strip().strip("\"'") for key, colon, value in pairs if colon and value.strip()}


class _Written:
    """The readable text as it grows, with its blocks."""

    def __init__(self, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self._limits = limits
        self._parts: list[str] = []
        self._at = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def words(self, block: Block) -> str:
        return self.text[block.start : block.stop]

    def read(self, tokens: list[Token]) -> None:
        """One block for each paragraph, heading, list item, table row or piece of code."""
        quotes = 0
        rank = 0
        row: list[str] | None = None
        for token in tokens:
            match token.type:
                case "blockquote_open" | "blockquote_close":
                    quotes += token.nesting
                case "heading_open" | "heading_close":
                    rank = int(token.tag[1:]) if token.nesting > 0 else 0
                case "tr_open":
                    row = []
                case "tr_close":
                    self._add(" ".join(row or ()))
                    row = None
                case "inline" if row is not None:
                    row += [words] if (words := _readable(token).strip()) else []
                case "inline":
                    self._add(_readable(token), *_hint(rank, quotes))
                case "fence" | "code_block":
                    self._add(token.content, "boilerplate", "code")
                case "html_block":
                    for paragraph in _shown(token.content, self._limits).splitlines():
                        self._add(paragraph, *_hint(0, quotes))

    def _add(self, words: str, hint: Section | None = None, because: str = "") -> None:
        words = words.strip()
        if not words:
            return
        if self._parts:
            self._parts.append("\n\n")
            self._at += 2
        self._parts.append(words)
        self.blocks.append(Block(start=self._at, stop=self._at + len(words), hint=hint, because=because))
        self._at += len(words)


def _hint(rank: int, quotes: int) -> tuple[Section | None, str]:
    if rank:
        return "heading", f"marked “{'#' * rank}” as a heading"
    if quotes:
        return "quote", "marked “>” as a quotation" + (f", {quotes} deep" if quotes > 1 else "")
    return None, ""


def _readable(inline: Token) -> str:
    """The words of one paragraph: text and code stay; marks, images, tags and link targets go; soft breaks become blanks."""
    words: list[str] = []
    for token in inline.children or ():
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" " if token.type == "softbreak" else "\n")
    return "".join(words)


def _shown(piece: str, limits: Limits) -> str:
    """What a piece of HTML inside Markdown shows: no tags, scripts, comments or hidden elements; a line for each block."""
    page = html.parse(piece, limits)
    return "\n".join(page.text[block.start : block.stop] for block in page.blocks if block.hint != "boilerplate")
