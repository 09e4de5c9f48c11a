"""Passages to sections: main text, corrections, transcripts, quotes, social posts, sponsored passages, comments, headings, boilerplate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from scoring.files import seed
from scoring.model import Page, Passage, Section
from scoring.reading import comments, register
from scoring.reading.bylines import head, is_byline
from scoring.reading.excerpts import Excerpt, excerpts
from scoring.reading.labels import Label, label
from scoring.reading.leadins import announces_words, is_same_source, leads_in, shown, source

_HEADING_WORDS = 16
_BODY_WORDS = 12
_TITLE_WORDS = 4
_BIT_WORDS = 8
_TEMPLATE = 3
"""So many short lines in a row at the top, with nothing under them, are a template's headings."""
_TURNS = 4
"""Labelled passages that make an interview, of two speakers who each speak twice."""
_WORDS_OF_A_TURN = 3
_REPEATED_WORDS = 8
"""Shorter passages may be the same by chance."""
_LABEL = 40
"""Characters: how far from a label such as "Update, May 3, 9 p.m." its colon may stand."""
_OPENING = '“"«'
_NO_HEADING_ENDS_IN = ".!,;…"
_POST_LINK = re.compile(r"pic\.twitter\.com/|https?://t\.co/|pic\.x\.com/")
_SIGNED_POST = re.compile(r"[—–\-]{1,2} ?([^\n@()]{1,80})\((@\w{1,40})\)")
_WROTE = re.compile(r"On [^\n]{6,150}<[^<>\s@]{1,80}@[^<>\s]{1,120}> wrote:")
_BARE_LINK = re.compile(r"(?:[\w /]{1,40}:\s?)?<?(?:https?://|www\.)\S+")


class Verdict(NamedTuple):
    """What one rule found for one passage; `rule` is a row of seeds/section_confidence.csv, or "" for what the markup says."""

    section: Section
    because: str
    rule: str
    speaker: str | None = None
    comment: int | None = None
    depth: int | None = None
    said_at: datetime | None = None
    byline: bool = False


Found = list[Verdict | None]
"""The verdict on each passage so far; None: no rule has spoken yet."""


def sections(page: Page) -> list[Passage]:
    """One passage for each block of the page, in order, with its section and the cue that decided.

    What the markup says stands; the wording decides the rest.

    >>> from scoring.reading.parsers import text
    >>> page = text.parse("The strike goes on. From the Courier:\\n\\nNo ferry left on Monday.\\n\\nSo we wait.")
    >>> [(p.section, p.speaker) for p in sections(page)]
    [('main', None), ('quote', 'Courier'), ('main', None)]
    """
    seen = excerpts(page)
    found: Found = [_by_markup(excerpt) or _alone(excerpt) for excerpt in seen]
    parted = page.parted or _parted_by_markup(seen)
    signs = [] if parted else register.signs(seen)
    change = None if parted else comments.under_marker(seen, _kinds(found)) or comments.under_bylines(seen, signs, _floor(found))
    stop = change.first if change else len(seen)
    _mark_posts(seen, found, stop)
    ends, open_from = _mark_transcripts(seen, found, stop)
    _mark_interviews(seen, found, stop)
    _mark_quotes(seen, found, stop)
    _mark_corrections(seen, found, stop)
    _mark_sponsored(seen, found, stop)
    _mark_headings(seen, found, stop)
    if not page.parted:
        _mark_form(seen, found)
    if change is None and not parted:
        change = comments.by_voice(
            signs, _kinds(found[:open_from], len(seen)), _seams(seen, found, ends), min(_floor(found), open_from + 1)
        )
        change = change or (comments.after_transcript(signs, _kinds(found), max(ends)) if ends else None)
    if change:
        _mark_comments(page.text, seen, found, change)
    _mark_repeats(seen, found)
    return [_passage(excerpt, verdict or _MAIN) for excerpt, verdict in zip(seen, found, strict=True)]


_MAIN = Verdict("main", "running text of the document", "running")


@cache
def _confidence() -> dict[str, float]:
    return {row["rule"]: float(row["confidence"]) for row in seed("section_confidence")}


def _passage(excerpt: Excerpt, verdict: Verdict) -> Passage:
    block = excerpt.block
    return Passage(
        start=block.start,
        stop=block.stop,
        section=verdict.section,
        because=verdict.because,
        confidence=_confidence()[verdict.rule] if verdict.rule else block.confidence,
        comment=verdict.comment,
        speaker=verdict.speaker,
        depth=verdict.depth,
        said_at=verdict.said_at,
        address=block.address,
        byline=verdict.byline,
    )


def _is(verdict: Verdict | None, *kinds: str) -> bool:
    """Is the passage of one of these sections; '' for one that no rule has spoken on?"""
    return (verdict.section if verdict else "") in kinds


def _kinds(found: Found, length: int = 0) -> list[str]:
    """The sections found so far, '' for unknown, and for the passages up to `length` that are not given."""
    return [verdict.section if verdict else "" for verdict in found] + [""] * (length - len(found))


def _floor(found: Found) -> int:
    """The first passage that may be a comment: none is above the end of a transcript, an embedded post or what the markup calls main."""
    return 1 + max((at for at, verdict in enumerate(found) if _is(verdict, "main", "transcript", "social")), default=0)


def _parted_by_markup(seen: Sequence[Excerpt]) -> bool:
    """Does the markup itself part comments from the article? Then the wording has nothing to guess."""
    return any(excerpt.block.hint == "comment" for excerpt in seen)


def _by_markup(excerpt: Excerpt) -> Verdict | None:
    block = excerpt.block
    if block.hint is None:
        return None
    because = block.because or "the markup says so"
    return Verdict(block.hint, because, "", block.speaker, block.comment, block.depth, block.said_at, block.byline)


def _alone(excerpt: Excerpt) -> Verdict | None:
    """What a passage is by its own wording, whatever stands around it."""
    if not excerpt.count:
        return Verdict("boilerplate", "no words in it", "wordless")
    if _BARE_LINK.fullmatch(excerpt.text):
        return Verdict("boilerplate", "a bare link", "bare link")
    if excerpt.text.endswith(":") and _WROTE.fullmatch(excerpt.text):
        return Verdict("boilerplate", "introduces a message that is quoted below it", "furniture")
    phrase = excerpt.cue("boilerplate")
    return Verdict("boilerplate", f"page furniture: “{phrase}”", "furniture") if phrase else None


def _mark_posts(seen: Sequence[Excerpt], found: Found, stop: int) -> None:
    """Embedded posts: the line signed "— Name (@handle) date", what stands above it, and lines with a post's picture link."""
    for at in range(stop):
        if not _is(found[at], "", "quote"):
            continue
        signed = _SIGNED_POST.match(seen[at].text)
        if signed:
            speaker = f"{signed[1].strip()} ({signed[2]})"
            found[at] = Verdict("social", "the line that signs a post", "signed post", speaker)
            for above in range(at - 1, _post_begins(seen, found, at) - 1, -1):
                found[above] = Verdict("social", f"a post, signed by “{signed[2]}” below it", "above signature", speaker)
        elif _POST_LINK.search(seen[at].text):
            found[at] = Verdict("social", "a post's picture link in it", "picture link")


def _post_begins(seen: Sequence[Excerpt], found: Found, signed: int) -> int:
    """The first passage of the post that is signed at `signed`: back to a lead-in if one is near, else the passage above it."""
    for at in range(signed - 1, max(-1, signed - 5), -1):
        if not _is(found[at], "", "quote", "social") or _SIGNED_POST.match(seen[at].text):
            break
        if leads_in(seen[at]):
            return at + 1
    above = signed - 1
    return above if above >= 0 and _is(found[above], "", "quote", "social") and not _SIGNED_POST.match(seen[above].text) else signed


def _mark_transcripts(seen: Sequence[Excerpt], found: Found, stop: int) -> tuple[frozenset[int], int]:
    """Someone's complete words, from the line that announces them to the closing formula, a rule line or a heading.

    Gives the passages right after an end, and the first passage of a transcript whose end nothing shows (else the number of passages):
    readers may begin to speak inside it.
    """
    ends: set[int] = set()
    open_from = len(seen)
    at = 0
    while at < stop - 1:
        first = at + 1
        if not (_is(found[at], "", "heading") and _is(found[first], "") and _announces_transcript(seen[at], seen[first])):
            at = first
            continue
        at = _transcript_ends(seen, found, first, stop)
        last = _last_turn(seen, first, at)
        at = last + 1 if last - first + 1 >= _TURNS and all(label(seen[turn].text) for turn in range(first, last + 1)) else at
        opens = label(seen[first].text)
        speaker = opens.speaker if opens else source(seen[first - 1].text)
        for within in range(first, at):
            turn = label(seen[within].text)
            speaker = turn.speaker if turn else speaker
            found[within] = Verdict("transcript", f"transcript announced by “{shown(seen[first - 1])}”", "transcript", speaker)
        if at < len(seen) or seen[at - 1].cue("closing"):
            ends.add(at)
        else:
            open_from = max(first, last)
    return frozenset(ends), open_from


def _last_turn(seen: Sequence[Excerpt], first: int, stop: int) -> int:
    """The last passage under the label of a speaker who speaks more than once: up to there nobody but they can speak. 0 without one.

    Where every passage up to it has a label, the transcript ends with it.
    """
    turns = [(at, turn.text) for at in range(first, stop) if (turn := label(seen[at].text)) and turn.is_short]
    spoken = Counter(text for _, text in turns)
    return max((at for at, text in turns if spoken[text] >= 2), default=0)


def _announces_transcript(announcement: Excerpt, first: Excerpt) -> bool:
    """A lead-in or title with a word for complete remarks, or a lead-in that names the speaker whose label opens the next passage."""
    opens = label(first.text)
    if announcement.cue("transcript"):
        return leads_in(announcement) or opens is not None
    return leads_in(announcement) and opens is not None and opens.speaker is not None and opens.speaker in announcement.text


def _transcript_ends(seen: Sequence[Excerpt], found: Found, first: int, stop: int) -> int:
    """The passage after the transcript; thanks right at its beginning close nothing."""
    for at in range(first, stop):
        if at > first and _is(found[at], "boilerplate", "heading"):
            return at
        if at > first + 1 and seen[at].cue("closing"):
            return at + 1
    return stop


def _mark_interviews(seen: Sequence[Excerpt], found: Found, stop: int) -> None:
    """Questions and answers under the speakers' names, announced or not: at least two speakers, each of whom speaks twice."""
    turns: dict[int, Label] = {}
    for at in range(stop):
        turn = label(seen[at].text) if _is(found[at], "") else None
        if turn and turn.is_short and seen[at].count >= len(turn.text.split()) + _WORDS_OF_A_TURN and not is_byline(seen[at]):
            turns[at] = turn
    spoken = Counter(turn.text for turn in turns.values())
    turns = {at: turn for at, turn in turns.items() if spoken[turn.text] >= 2}
    if len(turns) < _TURNS or len({turn.text for turn in turns.values()}) < 2:
        return
    because = f"an interview: passages labelled “{turns[min(turns)].text}:” and others"
    speaker: str | None = None
    for at in range(min(turns), max(turns) + 1):
        if _is(found[at], ""):
            speaker = turns[at].speaker if at in turns else speaker
            found[at] = Verdict("transcript", because, "interview", speaker)


def _mark_quotes(seen: Sequence[Excerpt], found: Found, stop: int) -> None:
    """What a lead-in introduces: the passage after it, and those after that which open with a quotation mark."""
    named: str | None = None
    for at in range(stop - 1):
        if not _is(found[at], "") or not leads_in(seen[at]):
            continue
        named = named if is_same_source(seen[at]) else source(seen[at].text)
        because = f"lead-in “{shown(seen[at])}” before it"
        first = at + 1
        if _is(found[first], "quote"):
            _name_speaker(found, first, stop, named)
        elif _is(found[first], "") and _is_introduced(seen[at], seen[first]):
            found[first] = Verdict("quote", because, "lead-in", named)
            following = first + 1
            while following < stop and _is(found[following], "") and seen[following].text[0] in _OPENING:
                found[following] = Verdict("quote", because, "lead-in", named)
                following += 1


def _name_speaker(found: Found, first: int, stop: int, speaker: str | None) -> None:
    """Block quotes that the markup shows, and that do not name a speaker, get the one of the lead-in."""
    at = first
    while at < stop and (verdict := found[at]) is not None and verdict.section == "quote":
        found[at] = verdict._replace(speaker=verdict.speaker or speaker)
        at += 1


def _is_introduced(lead_in: Excerpt, following: Excerpt) -> bool:
    """Are these the words that the lead-in announces, and not the author going on after a missing embed, or a list?"""
    if following.text[0] in _OPENING:
        return True
    if following.block.because == "list item" or leads_in(following):
        return False
    return announces_words(lead_in) and not following.cue("own") and not following.cue("voice")


def _mark_corrections(seen: Sequence[Excerpt], found: Found, stop: int) -> None:
    """Notes on the piece itself: what it said before, and what was mended; a label that stands alone is for the passage below it."""
    for at in range(stop):
        if not _is(found[at], ""):
            continue
        phrase = seen[at].cue("correction") or _labels_note(seen[at])
        if phrase is None:
            continue
        found[at] = Verdict("correction", f"a note on the piece itself: “{phrase}”", "correction")
        if len(seen[at].words) == len(phrase.split()) and at + 1 < stop and _is(found[at + 1], ""):
            found[at + 1] = Verdict("correction", f"stands under “{seen[at].text}”", "correction")


def _labels_note(excerpt: Excerpt) -> str | None:
    """The label that opens a note: "Correction: ...", "Update (May 3): ...", "Editor's note"; not "Correction officers said"."""
    phrase = excerpt.cue("label")
    if phrase is None:
        return None
    rest = excerpt.text[excerpt.words[len(phrase.split()) - 1].stop :].lstrip()
    colon = rest.find(":", 0, _LABEL)
    return phrase if not rest or rest[0] in ":—–(" or (rest[0] in ",0123456789" and colon >= 0) else None


def _mark_sponsored(seen: Sequence[Excerpt], found: Found, stop: int) -> None:
    """Paid content: the passage below a label or a disclosure; the whole piece where that stands above its first body of text."""
    told = [at for at in range(stop) if found[at] is None and (seen[at].cue("paid") or seen[at].cue("sponsored"))]
    first = head(seen) if told else 0
    for at in told:
        if not _is(found[at], ""):
            continue
        because = f"“{seen[at].text[:60]}” says that it is paid for"
        reach = stop if at < first else min(stop, at + 2)
        for within in range(at, reach):
            if _is(found[within], "", "quote"):
                found[within] = Verdict("sponsored", because, "sponsored")


def _mark_repeats(seen: Sequence[Excerpt], found: Found) -> None:
    """A passage of the main text that stands word for word in a transcript is quoted from it."""
    spoken = {
        _wording(excerpt): verdict.speaker
        for excerpt, verdict in zip(seen, found, strict=True)
        if verdict and verdict.section == "transcript" and excerpt.count >= _REPEATED_WORDS
    }
    for at, excerpt in enumerate(seen if spoken else ()):
        if _is(found[at], "", "quote") and (key := _wording(excerpt)) in spoken:
            found[at] = Verdict("quote", "repeats a passage of the transcript word for word", "repeats", spoken[key])


def _wording(excerpt: Excerpt) -> tuple[str, ...]:
    return tuple(word.lower for word in excerpt.words)


def _mark_headings(seen: Sequence[Excerpt], found: Found, stop: int) -> None:
    """Short lines above longer passages are headings; several in a row at the top, with nothing under them, are a template's.

    A line that is all there is and ends in a mark heads nothing: "Who opened the sluice?" is what the text says.
    """
    at = 0
    while at < stop:
        run = at
        while run < stop and _is(found[run], "") and _looks_like_heading(seen[run]):
            run += 1
        if run == at:
            at += 1
            continue
        above_text = run < stop and seen[run].count >= max(_BODY_WORDS, 2 * seen[run - 1].count)
        for line in range(at, run):
            if line == 0 and seen[0].count >= _TITLE_WORDS and (len(seen) > 1 or seen[0].text[-1].isalnum()):
                found[line] = Verdict("heading", "a short line without a full stop that opens the document", "opening line")
            elif run - at >= _TEMPLATE and at < _TEMPLATE:
                found[line] = Verdict("boilerplate", "several headings in a row with nothing under them", "template")
            elif seen[line].cue("byline"):
                found[line] = Verdict("boilerplate", "names the piece's own author or date", "byline")
            elif above_text:
                found[line] = Verdict("heading", "a short line without a full stop above a longer passage", "heading")
        at = run


def _mark_form(seen: Sequence[Excerpt], found: Found) -> None:
    """Short lines without a full stop that end the document below page furniture are the rest of it: fields and buttons."""
    begin = len(seen)
    while begin > 0 and (_is(found[begin - 1], "boilerplate") or (_is(found[begin - 1], "", "heading") and _is_bit(seen[begin - 1]))):
        begin -= 1
    furniture = next((at for at in range(begin, len(seen)) if _is(found[at], "boilerplate")), len(seen))
    for at in range(furniture, len(seen)):
        found[at] = (
            found[at] if _is(found[at], "boilerplate") else Verdict("boilerplate", "a short line below page furniture at the end", "form")
        )


def _is_bit(excerpt: Excerpt) -> bool:
    return excerpt.count <= _BIT_WORDS and excerpt.text[-1] not in '.!?…:”"'


def _looks_like_heading(excerpt: Excerpt) -> bool:
    text = excerpt.text
    if not 0 < excerpt.count <= _HEADING_WORDS or excerpt.block.because == "list item":
        return False
    if text.endswith("??"):
        return False
    return text[-1] not in _NO_HEADING_ENDS_IN and not leads_in(excerpt) and (text[0].isupper() or text[0].isdigit() or text[0] in _OPENING)


def _seams(seen: Sequence[Excerpt], found: Found, ends: frozenset[int]) -> frozenset[int]:
    """The passages before which one text ends and another may begin: after a transcript, a closing formula, page furniture."""
    return ends | {at + 1 for at, verdict in enumerate(found) if _is(verdict, "boilerplate") or seen[at].cue("closing")}


def _mark_comments(text: str, seen: Sequence[Excerpt], found: Found, change: comments.Change) -> None:
    """Everything from the change on is comment, up to the page furniture at the very end, or the next heading of the marker's rank."""
    if change.marker is not None:
        found[change.marker] = Verdict("boilerplate", "announces readers' comments", "announces comments")
    end = change.stop
    while end > change.first and _is(found[end - 1], "boilerplate"):
        end -= 1
    numbers = comments.numbers(text, seen, change)
    writers, lines = comments.writers(seen, change, numbers)
    for at in range(change.first, end):
        if not _is(found[at], "boilerplate"):
            number = numbers[at - change.first]
            writer = writers.get(number, comments.Writer())
            name = writer.name or f"commenter {number}"
            found[at] = Verdict("comment", change.because, change.rule, name, number, said_at=writer.said_at, byline=at in lines)
