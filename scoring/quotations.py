"""Passages to quotations: what stands inside quotation marks."""

from __future__ import annotations

import re

# Every mark; an apostrophe between two letters or digits is none, and is passed over here at no cost.
_MARK = re.compile(r"[“”„‟\"«»‹›‘]|(?<!\w)['’]|['’](?!\w)")
_CLOSERS = {"“": '”"', "‟": '”"', '"': '"”', "„": '“”"', "«": "»", "»": "«", "‹": "›", "›": "‹", "‘": "’'", "'": "'’"}
_SINGLE = "‘'"
_ENDS = ",.?!"
"""What stands before a mark that closes, even where an opening one was typed."""
_ELIDED = re.compile(r"(?:\d0s|tis|twas|til|em|n|cause|cos|round|bout)\b", re.IGNORECASE)
_BEFORE_OPENER = " \t\n\r\u00a0\u202f\u2009([{—–-/“‘„«‹"
_FARTHEST_SINGLE = 40
_FARTHEST_NESTED = 40
"""How many marks ahead a closer is looked for, where looking may be in vain: keeps the work linear on hostile text."""

Mark = tuple[int, str]


def quotations(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The outermost quotations of `text[start:stop]`, in order, without their marks; call it on a span for those nested inside.

    Curly, straight, single and angle marks. An apostrophe is no mark. A double mark that never closes reaches to `stop`, or to the next
    one that opens; a single one that never closes, and a closer without an opener, are passed over.

    >>> text = "“I didn’t say ‘no’,” Lee said; the dogs’ owner called it 'odd'."
    >>> [text[a:b] for a, b in quotations(text, 0, len(text))]
    ['I didn’t say ‘no’,', 'odd']
    """
    marks = [(found.start(), found[0]) for found in _MARK.finditer(text, start, stop)]
    spans = []
    at = 0
    while at < len(marks):
        place, mark = marks[at]
        closed = None
        if _opens(text, start, stop, place, mark):
            closed = _single_closer(text, marks, at) if mark in _SINGLE else _double_closer(text, start, stop, marks, at)
        if closed is None:
            at += 1
            continue
        end, at = closed
        inner = _trimmed(text, place + 1, end)
        if inner[0] < inner[1]:
            spans.append(inner)
    return spans


def _opens(text: str, start: int, stop: int, place: int, mark: str) -> bool:
    """Whether a mark can open a quotation: a straight one by what stands around it, an angle one by the way it points."""
    if mark in "”’›»":
        return False
    if mark in "“„‟«‹":
        return True
    after = text[place + 1] if place + 1 < stop else " "
    before = text[place - 1] if place > start else " "
    if after.isspace() or before not in _BEFORE_OPENER:
        return mark == "‘" and not after.isspace() and not before.isalnum()
    return not (mark in _SINGLE and _ELIDED.match(text, place + 1, stop))


def _single_closer(text: str, marks: list[Mark], at: int) -> tuple[int, int] | None:
    """Where a single quotation ends and the index of the mark after it; None when the mark was an apostrophe after all.

    A plural possessive (the guards’ pay) does not close it as long as another mark can.
    """
    possessive = None
    for later in range(at + 1, min(len(marks), at + _FARTHEST_SINGLE)):
        place, mark = marks[later]
        if mark == "‘":
            break
        if mark not in "'’" or text[place - 1].isspace():
            continue
        if text[place - 1] == "s" and text[place + 1 : place + 2] == " " and text[place + 2 : place + 3].islower():
            possessive = possessive or (place, later + 1)
            continue
        return place, later + 1
    return possessive


def _double_closer(text: str, start: int, stop: int, marks: list[Mark], at: int) -> tuple[int, int]:
    """Where a double quotation ends and the index of the mark after it; a second opener nests only if enough closers follow."""
    opener = marks[at][1]
    depth = 1
    for later in range(at + 1, len(marks)):
        step = _step(text, start, stop, marks[later], opener)
        if step > 0 and depth == 1 and not _all_close(text, start, stop, marks, later, opener):
            return marks[later][0], later
        depth += step
        if depth == 0:
            return marks[later][0], later + 1
    return stop, len(marks)


def _step(text: str, start: int, stop: int, found: Mark, opener: str) -> int:
    """What a mark does to a quotation that `opener` opened: +1 opens one more inside, -1 closes one, 0 neither."""
    place, mark = found
    if mark == opener == "“" and text[place - 1] in _ENDS and not text[place + 1 : place + 2].isalnum():
        return -1
    if mark in _CLOSERS[opener] and (mark != '"' or not _opens(text, start, stop, place, mark)):
        return -1
    return 1 if mark == opener and _opens(text, start, stop, place, mark) else 0


def _all_close(text: str, start: int, stop: int, marks: list[Mark], at: int, opener: str) -> bool:
    """Whether the marks from `at` on close a quotation that is already open, and all that open inside it."""
    depth = 1
    for found in marks[at : at + _FARTHEST_NESTED]:
        depth += _step(text, start, stop, found, opener)
        if depth == 0:
            return True
    return False


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop
