"""Passages to sentences: where each begins and ends."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from scoring.files import seed

_CLOSERS = "\"'”’»)\\]}*_"
_OPENERS = "\"'“‘«([{*_—–\\-•¿¡"

# A stop that white space follows, or a blank line. Possessive repeats and the look-behind keep it linear: no run is tried twice; the class
# in front lets the engine skip to the few characters that matter. Group 1: the run of terminators without its first; 2: the white space
# after the closing marks; 3: the first character of what follows, never a lower-case letter unless a capital comes next ("iPhone")
# or a short link that is to be left out.
_CANDIDATE = re.compile(
    r"[.!?…\n](?:(?<=\n)[^\S\n]*+\n\s*+|(?<!\n)(?<![.!?…][.!?…])([.!?…]*+)"
    rf"[{_CLOSERS}]*+(?:\[\d{{1,3}}\])?+(?:[ \u00a0\u202f]»)?+(\s++|\Z)"
    rf"(?=(?:[{_OPENERS}]++\s?)*+(?![a-zß-öø-ÿ](?![A-Z]|ic\.|ttps?://t\.co))(\S?)))"
)
_LIST_MARK = re.compile(r"(?:\(?\d{1,3}[.)]++|[•*>#‣·]++|[-–—](?=\s))\s++")
_LETTER = re.compile(r"[^\W_]")
_NEXT_WORD = re.compile(rf"[{_OPENERS}]*+([^\W\d_]++(?:['’][^\W\d_]++)?+)(\.?+)")
_ROMAN = re.compile(rf"[{_OPENERS}]*+[IVXLC]++\b")
_NAME_AND_VERB = re.compile(r"(?:(?:[A-Z][\w'’\-]*+\.?+)\s++){1,4}?([a-z]++)\b")

_NOT_THE_WORD = re.compile(r"[^\w.&]")

_LONGEST_ABBREVIATION = 12
_LOOK_BACK = 600
"""How far back an open bracket or quotation mark is looked for: bounds the work on hostile text."""

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,]{0,2}\s)?"
_DAY = rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH})"
_FULL_DATE = rf"(?:\d{{4}}-\d\d-\d\d|\d{{4}}/\d\d/\d\d|{_WEEKDAY}{_DAY},?\s\d{{4}})"
_TIME = r"(?:[T,]?\s?(?:at\s)?\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,6})?\s?(?:[ap]\.?m\.?)?\s?(?:Z|UTC|GMT|E[DS]T|CET)?)?"
_LABEL = r"(?i:(?:date|dated|published|posted|updated)(?:\son)?:?\s)?"
_CAPITAL_NEXT = rf"(?=[{_OPENERS}]{{0,3}}[A-Z])"
_DATED = re.compile(rf"\s*+{_LABEL}({_FULL_DATE}{_TIME})(?:\s?[—–\-:|•·]{{1,2}}\s|\s)\s*+{_CAPITAL_NEXT}")
_PLACE = r"[A-Z][A-Z.'’\-]+(?:[ ,/]{1,2}[A-Z][\w.'’\-]{0,30}){0,3}"
_AGENCY = r"\([A-Z][\w .,/&]{1,30}\)"
_DATELINE = re.compile(rf"\s*+{_PLACE},?\s(?:({_DAY}(?:,?\s\d{{4}})?)\s?(?:{_AGENCY}\s?)?|{_AGENCY}\s?)[—–\-]{{1,2}}\s++{_CAPITAL_NEXT}")

_LINK = re.compile(r"(?:pic\.(?:twitter|x)\.com|(?:https?://)?t\.co)/[A-Za-z0-9]+…?")
_SIGNATURE = re.compile(rf"[—–-] ?[^—–\n@()]{{1,60}} ?\(@\w{{1,30}}\)(?: {_DAY},? \d{{4}})?")
_LONGEST_TAIL = 130


class Sentence(NamedTuple):
    """`text[start:stop]`, and the index of its passage among the document's passages."""

    start: int
    stop: int
    passage: int


def sentences(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:stop]`, in order, without the white space around them; none is empty.

    A closing mark belongs to the sentence that it closes. Left out: list numbers, a date or dateline glued to the front, and the links
    and signature that an embedded post drags behind it. A line break is white space, a blank line an end.

    >>> text = "1. Lt. Gen. Lee said: “We won. It took 2.5 days.” Was it so?"
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Lt. Gen. Lee said: “We won.', 'It took 2.5 days.”', 'Was it so?']
    """
    stop = _without_residue(text, start, stop)
    begin = _beginning(text, _after_dateline(text, start, stop), stop)
    first = _first_letter(text, begin, stop)
    spans = []
    for found in _CANDIDATE.finditer(text, begin, stop):
        if found.start() < begin or found.start() <= first or not _is_end(text, begin, stop, found):
            continue
        spans.append((begin, found.start(2) if found[3] is not None else _trimmed(text, begin, found.start())))
        begin = _beginning(text, found.end(), stop)
        first = _first_letter(text, begin, stop)
    if first < stop:
        spans.append((begin, _trimmed(text, begin, stop)))
    return spans


def glued_date(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """Where a date stands that is glued to the front of `text[start:stop]` and belongs to the document, not to the first sentence.

    >>> text = "date 2031-05-04 The council met."
    >>> glued_date(text, 0, len(text))
    (5, 15)
    >>> glued_date("On May 4, 2031 the council met.", 0, 31) is None
    True
    """
    found = _DATED.match(text, start, stop) or _DATELINE.match(text, start, stop)
    return found.span(1) if found and found[1] else None


def _after_dateline(text: str, start: int, stop: int) -> int:
    found = _DATED.match(text, start, stop) or _DATELINE.match(text, start, stop)
    return found.end() if found else start


def _beginning(text: str, begin: int, stop: int) -> int:
    """Past white space, a number or bullet, and what an embedded post before dragged behind it, unless nothing would be left."""
    while begin < stop:
        if text[begin].isspace():
            begin += 1
            continue
        if text[begin].isupper():
            break
        found = _SIGNATURE.match(text, begin, stop) or _LIST_MARK.match(text, begin, stop) or _LINK.match(text, begin, stop)
        if not found or found.end() >= stop:
            break
        begin = found.end()
    return begin


def _first_letter(text: str, begin: int, stop: int) -> int:
    """The first letter or digit: before it no sentence can end; `stop` if there is none."""
    found = _LETTER.search(text, begin, stop)
    return found.start() if found else stop


def _trimmed(text: str, begin: int, stop: int) -> int:
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return stop


def _without_residue(text: str, start: int, stop: int) -> int:
    """The stop before the short links and the signature that an embedded post ends in."""
    while True:
        stop = _trimmed(text, start, stop)
        if stop == start or text[stop - 1] in '.!?"”’':
            return stop
        tail = max(start, stop - _LONGEST_TAIL)
        token = max(text.rfind(" ", tail, stop), text.rfind("\n", tail, stop)) + 1
        handle = text.rfind("(@", tail, stop)
        dash = max(text.rfind(mark, tail, handle) for mark in "—–-") if handle > 0 else -1
        if token > tail and _LINK.fullmatch(text, token, stop):
            stop = token
        elif dash >= start and _SIGNATURE.fullmatch(text, dash, stop):
            stop = dash
        else:
            return stop


def _is_end(text: str, begin: int, stop: int, found: re.Match[str]) -> bool:
    """Whether a sentence that began at `begin` ends at this candidate."""
    marks, following = text[found.start() : found.end(1)], found[3]
    if not following:  # the stop of the range, or a blank line
        return True
    at = found.start()
    if marks == "." == following and text[found.end() + 1 : found.end() + 2] != ".":  # . . . : the last one decides
        return False
    if text[at - 1].isspace() and text[at - 2] == ".":
        return _starts_as_sentences_do(text, found.end(), stop)
    if marks == ".":
        return _full_stop_ends(text, begin, stop, found)
    if marks[0] == "…" or marks[:2] == "..":
        return _ellipsis_ends(text, begin, stop, found)
    return _question_or_exclamation_ends(text, begin, stop, found)


def _full_stop_ends(text: str, begin: int, stop: int, found: re.Match[str]) -> bool:
    dot = found.start()
    word = _word_before(text, begin, dot)
    rule = _abbreviations().get(word)
    if rule is None and ((len(word) == 1 and word.isupper()) or (word[-2:-1] == "." and word[-1].isalpha())):
        rule = "starter"
    if rule is None:
        return True
    if rule == "never":
        return False
    after = found.end()
    if rule == "number":
        return not (found[3].isdigit() or _ROMAN.match(text, after, stop))
    return _starts_as_sentences_do(text, after, stop)


def _ellipsis_ends(text: str, begin: int, stop: int, found: re.Match[str]) -> bool:
    """An ellipsis inside a quotation leaves words out; after a blank it does so too, unless a usual first word follows."""
    dot = found.start()
    closed = found.start(2) > found.end(1)
    if not closed and _open_mark(text, begin, dot, "“", "”"):
        return False
    return not text[dot - 1].isspace() or _starts_as_sentences_do(text, found.end(), stop)


def _question_or_exclamation_ends(text: str, begin: int, stop: int, found: re.Match[str]) -> bool:
    """Not where a bracket or a speech tag shows that the sentence goes on: (really!) Trump; “Why?” Lopez asked."""
    closers = text[found.end(1) : found.start(2)]
    after = found.end()
    if ")" in closers and text.rfind("(", max(begin, found.start() - _LOOK_BACK), found.start()) > begin:
        return _starts_as_sentences_do(text, after, stop)
    if not closers:
        return True
    tag = _NAME_AND_VERB.match(text, after, stop)
    return tag is None or tag[1] not in _words("speech") or _starts_as_sentences_do(text, after, stop)


def _starts_as_sentences_do(text: str, after: int, stop: int) -> bool:
    word = _NEXT_WORD.match(text, after, stop)
    return word is not None and not word[2] and word[1] in _words("starter")


def _word_before(text: str, begin: int, dot: int) -> str:
    """The letters and inner dots in front of a full stop, as far as an abbreviation can reach."""
    near = text[max(begin, dot - _LONGEST_ABBREVIATION) : dot].rsplit(None, 1)
    return _NOT_THE_WORD.split(near[-1])[-1] if near else ""


def _open_mark(text: str, begin: int, at: int, opener: str, closer: str) -> bool:
    near = max(begin, at - _LOOK_BACK)
    return text.rfind(opener, near, at) > text.rfind(closer, near, at)


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviation without its last dot, as listed and with a capital first letter, to its rule; a single capital is an initial."""
    listed = {row["abbreviation"]: row["rule"] for row in seed("abbreviations")}
    return {word[0].upper() + word[1:]: rule for word, rule in listed.items() if len(word) > 1} | listed


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in seed("sentence_words") if row["kind"] == kind)
