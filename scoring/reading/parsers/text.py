"""Plain text to a page: paragraphs, whether each is a line or wrapped over several, and the marks that text carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from scoring.model import Block, Page, Section

_WIDEST_WRAP = 100
"""Characters: no terminal or mail program wraps wider; longer lines are whole paragraphs."""
_NARROWEST_WRAP = 45
"""Shorter lines that follow each other are verse, addresses, names and dates."""
_HEADING_LENGTH = 150
_RULE_SIGNS = frozenset("-_=*~#•·–—. \t")
_EMPHASIS = ("***", "___", "**", "__", "*", "_")
_ENDINGS = frozenset('.!?…:;"”’)]')

_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
_ANGLES = re.compile(r"(?:>[ \t]?){1,50}")
_BULLET = re.compile(r"[*+•‣◦\-][ \t]+(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)][ \t]+(?=\S)")


class Line(NamedTuple):
    """One line without its marks: what stands between `start` and `stop` is readable."""

    start: int
    stop: int
    indented: bool
    mark: str
    """'heading', 'quote', 'item', 'rule', or '' for running text."""
    sign: str = ""
    """The mark as written: "##"."""

    @property
    def length(self) -> int:
        return self.stop - self.start


def parse(source: str) -> Page:
    """The text itself, unchanged, and its paragraphs.

    A paragraph is a line; or, where lines were broken to fit a width, as many lines as belong together. Marks in the manner of Markdown
    ("### ", "> ", "* ", "1. ", a line of dashes) are hints and stand outside the blocks.

    >>> page = parse("Ferry to stay in port\\n\\n> “No crew, no ferry.”\\n____\\n1. Agreed.")
    >>> [(page.text[b.start:b.stop], b.hint) for b in page.blocks]
    [('Ferry to stay in port', None), ('“No crew, no ferry.”', 'quote'), ('____', 'boilerplate'), ('Agreed.', None)]
    """
    groups = list(_groups(source))
    width = _width(source, groups)
    return Page(text=source, blocks=[_block(source, lines) for group in groups for lines in _paragraphs(source, group, width)])


def _groups(source: str) -> Iterator[list[Line]]:
    """Lines that follow each other without a blank line, all of one mark; a heading, an item or a rule begins a group."""
    group: list[Line] = []
    at = 0
    for raw in source.splitlines(keepends=True):
        line = _line(source, at, at + len(raw))
        at += len(raw)
        if group and (line is None or not _belongs(group[-1], line)):
            yield group
            group = []
        if line is not None:
            group.append(line)
    if group:
        yield group


def _belongs(before: Line, line: Line) -> bool:
    if line.mark == "quote" or before.mark == "quote":
        return line.mark == before.mark
    return line.mark == "" and before.mark in ("", "item")


def _line(source: str, start: int, stop: int) -> Line | None:
    """The line between two offsets; None if it is blank."""
    begin = start
    while begin < stop and source[begin].isspace():
        begin += 1
    while stop > begin and source[stop - 1].isspace():
        stop -= 1
    if begin == stop:
        return None
    indented = begin > start
    if stop - begin >= 2 and _RULE_SIGNS.issuperset(source[begin : min(stop, begin + 200)]) and _RULE_SIGNS.issuperset(source[begin:stop]):
        return Line(begin, stop, indented, "rule")
    for mark, pattern in (("heading", _HASHES), ("quote", _ANGLES), ("item", _BULLET), ("item", _NUMBER)):
        found = pattern.match(source, begin, stop)
        if found and found.end() < stop:
            begin = found.end()
            while source[begin].isspace():  # white space of every kind; the line's last character is none
                begin += 1
            return Line(begin, stop, indented, mark, found[0].strip())
    return Line(begin, stop, indented, "")


def _width(source: str, groups: list[list[Line]]) -> float:
    """The width that the text was wrapped to, in characters; infinite for a text of unbroken paragraphs."""
    long = sum(line.length for group in groups for line in group if line.length > _WIDEST_WRAP)
    if 2 * long > len(source):
        return float("inf")
    widths = [max(line.length for line in group) for group in groups if len(group) >= 3 and _wrapped(source, group, 0)]
    return median(widths) if widths else float("inf")


def _wrapped(source: str, group: list[Line], width: float) -> bool:
    """Were these lines broken to fit a width? Then the next line's first word would not have fitted on most of them."""
    longest = max(line.length for line in group)
    if not _NARROWEST_WRAP <= longest <= _WIDEST_WRAP:
        return False
    limit = max(float(longest), width)
    broken = [line for line, after in pairwise(group) if line.length + 1 + _first_word(source, after) > limit]
    inside = sum(source[line.stop - 1] not in _ENDINGS for line in broken)
    return 2 * len(broken) >= len(group) - 1 and 2 * inside >= len(broken) > 0


def _first_word(source: str, line: Line) -> int:
    at = line.start
    while at < line.stop and not source[at].isspace():
        at += 1
    return at - line.start


def _paragraphs(source: str, group: list[Line], width: float) -> Iterator[list[Line]]:
    """A group cut into paragraphs: at each line, or, in wrapped text, where a line ends although more would have fitted."""
    wrapped = (
        len(group) >= 2 and (len(group) >= 3 or width <= _WIDEST_WRAP) and _wrapped(source, group, width if width <= _WIDEST_WRAP else 0)
    )
    if not wrapped:
        yield from ([line] for line in group)
        return
    limit = max(width, *(line.length for line in group))
    paragraph = [group[0]]
    for before, line in pairwise(group):
        # Ragged wrapping leaves a little room; a line that ends a sentence and stops well short ends its paragraph.
        room = limit - before.length - 1 - _first_word(source, line)
        if (room > 0 and source[before.stop - 1] in _ENDINGS) or room > limit / 3 or (line.indented and not before.indented):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _block(source: str, lines: list[Line]) -> Block:
    mark, start, stop = lines[0].mark, lines[0].start, lines[-1].stop
    if mark == "rule":
        return Block(start=start, stop=stop, hint="boilerplate", because="rule line")
    inner = _without_emphasis(source, start, stop)
    if mark == "heading":
        return _hinted(
            *_without_emphasis(source, start, _without_hashes(source, start, stop)), "heading", f"marked “{lines[0].sign}” as a heading"
        )
    if mark == "quote":
        return _hinted(*inner, "quote", "marked “>” as a quotation")
    if mark == "" and _is_strong(source, start, stop) and stop - start <= _HEADING_LENGTH and source[inner[1] - 1] not in _ENDINGS:
        return _hinted(*inner, "heading", "a line of its own in bold")
    return Block(start=inner[0], stop=inner[1], because="list item" if mark == "item" else "")


def _hinted(start: int, stop: int, hint: Section, because: str) -> Block:
    return Block(start=start, stop=stop, hint=hint, because=because)


def _without_hashes(source: str, start: int, stop: int) -> int:
    """The end of a heading written "## Heading ##"."""
    end = stop
    while end > start and source[end - 1] == "#":
        end -= 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return end if end > start else stop


def _is_strong(source: str, start: int, stop: int) -> bool:
    return stop - start > 4 and source[start : start + 2] == source[stop - 2 : stop] and source[start : start + 2] in ("**", "__")


def _without_emphasis(source: str, start: int, stop: int) -> tuple[int, int]:
    """The offsets inside the stars or underscores that emphasise the whole of a paragraph."""
    for sign in _EMPHASIS:
        size = len(sign)
        if stop - start > 2 * size and source.startswith(sign, start, stop) and source.endswith(sign, start, stop):
            inside = start + size, stop - size
            spaced = source[inside[0]].isspace() or source[inside[1] - 1].isspace()
            return (start, stop) if spaced or source.find(sign, *inside) >= 0 else inside
    return start, stop
