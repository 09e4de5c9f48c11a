"""Passages to sections: main text, corrections, transcripts, quotes, social posts, sponsored passages, comments, headings, boilerplate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec.structs import replace

from scoring.files import seed
from scoring.model import Block, Page, Passage, Section
from scoring.reading import comments, register
from scoring.reading.bylines import head, is_byline
from scoring.reading.excerpts import Excerpt, excerpts
from scoring.reading.labels import Label, label
from scoring.reading.leadins import announces_words, is_same_source, leads_in, shown, source
from scoring.words import Tokens

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
    """What one rule found for one passage; `rule` is a row of seeds/section_confidence.csv."""

    section: Section
    because: str
    rule: str
    speaker: str | None = None
    comment: int | None = None
    said_at: datetime | None = None
    byline: bool = False


class Found:
    """What is found so far: `kinds`, the section of each passage, "" where nothing has told it yet; and the verdicts of the rules.

    What the markup says makes no verdict: of a web page it tells nearly all.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.kinds: list[Section | Literal[""]] = [block.hint or "" for block in blocks]
        self._blocks = list(blocks)
        self._verdicts: dict[int, Verdict] = {}
        self._untold = [at for at, kind in enumerate(self.kinds) if not kind]

    def tell(self, at: int, verdict: Verdict) -> None:
        self.kinds[at] = verdict.section
        self._verdicts[at] = verdict

    def name_speaker(self, at: int, speaker: str | None) -> None:
        """Say who speaks in a passage that the markup tells, unless that says it."""
        block = self._blocks[at]
        if not block.speaker:
            self._blocks[at] = replace(block, speaker=speaker)

    def passages(self) -> list[Passage]:
        """What is told by nobody is main text."""
        verdicts = self._verdicts
        return [
            _as_marked(block, block.hint) if block.hint and at not in verdicts else _passage(block, verdicts.get(at, _MAIN))
            for at, block in enumerate(self._blocks)
        ]

    def untold(self, stop: int) -> list[int]:
        """The passages before `stop` that nothing has told yet."""
        return [at for at in self._untold if at < stop and not self.kinds[at]]

    def of(self, kind: Section, stop: int) -> list[int]:
        """The passages before `stop` of one section."""
        return [at for at, one in enumerate(self.kinds[:stop]) if one == kind] if kind in self.kinds else []

    def speaker(self, at: int) -> str | None:
        return self._verdicts[at].speaker if at in self._verdicts else self._blocks[at].speaker


def sections(page: Page, tokens: Tokens | None = None) -> list[Passage]:
    """One passage for each block of the page, in order, with its section and the cue that decided.

    `tokens` are the words of the page's text, where the caller has them already.

    What the markup says stands; the wording decides the rest.

    >>> from scoring.reading.parsers import text
    >>> page = text.parse("The strike goes on. From the Courier:\\n\\nNo ferry left on Monday.\\n\\nSo we wait.")
    >>> [(p.section, p.speaker) for p in sections(page)]
    [('main', None), ('quote', 'Courier'), ('main', None)]
    """
    seen, found = excerpts(page, tokens), Found(page.blocks)
    for at in found.untold(len(seen)):
        if verdict := _alone(seen[at]):
            found.tell(at, verdict)
    parted = page.parted or "comment" in found.kinds  # then the wording need not guess where comments begin
    signs = [] if parted else register.signs(seen)
    change = None if parted else comments.under_marker(seen, found.kinds) or comments.under_bylines(seen, signs, _floor(found))
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
        kinds = [*found.kinds[:open_from], *[""] * (len(seen) - open_from)]
        change = comments.by_voice(signs, kinds, _seams(seen, found, ends), min(_floor(found), open_from + 1))
        change = change or (comments.after_transcript(signs, found.kinds, max(ends)) if ends else None)
    if change:
        _mark_comments(page.text, seen, found, change)
    _mark_repeats(seen, found)
    return found.passages()


_MAIN = Verdict("main", "running text of the document", "running")


@cache
def _confidence() -> dict[str, float]:
    return {row["rule"]: float(row["confidence"]) for row in seed("section_confidence")}


def _as_marked(block: Block, section: Section) -> Passage:
    return Passage(
        start=block.start,
        stop=block.stop,
        section=section,
        because=block.because or "the markup says so",
        confidence=block.confidence,
        comment=block.comment,
        speaker=block.speaker,
        depth=block.depth,
        said_at=block.said_at,
        address=block.address,
        byline=block.byline,
    )


def _passage(block: Block, verdict: Verdict) -> Passage:
    return Passage(
        start=block.start,
        stop=block.stop,
        section=verdict.section,
        because=verdict.because,
        confidence=_confidence()[verdict.rule],
        comment=verdict.comment,
        speaker=verdict.speaker,
        said_at=verdict.said_at,
        address=block.address,
        byline=verdict.byline,
    )


def _floor(found: Found) -> int:
    """The first passage that may be a comment: none is above the end of a transcript, an embedded post or what the markup calls main."""
    return 1 + max((at for at, kind in enumerate(found.kinds) if kind in ("main", "transcript", "social")), default=0)


def _alone(excerpt: Excerpt) -> Verdict | None:
    """What a passage is by its own wording, whatever stands around it."""
    if not excerpt.opener:
        return Verdict("boilerplate", "no words in it", "wordless")
    if ("://" in excerpt.text or "www." in excerpt.text) and _BARE_LINK.fullmatch(excerpt.text):
        return Verdict("boilerplate", "a bare link", "bare link")
    if excerpt.text.endswith(":") and _WROTE.fullmatch(excerpt.text):
        return Verdict("boilerplate", "introduces a message that is quoted below it", "furniture")
    phrase = excerpt.cue("boilerplate")
    return Verdict("boilerplate", f"page furniture: “{phrase}”", "furniture") if phrase else None


def _mark_posts(seen: Sequence[Excerpt], found: Found, stop: int) -> None:
    """Embedded posts: the line signed "— Name (@handle) date", what stands above it, and lines with a post's picture link."""
    for at in sorted([*found.untold(stop), *found.of("quote", stop)]):
        text = seen[at].text
        if signed := _SIGNED_POST.match(text):
            speaker = f"{signed[1].strip()} ({signed[2]})"
            found.tell(at, Verdict("social", "the line that signs a post", "signed post", speaker))
            for above in range(at - 1, _post_begins(seen, found, at) - 1, -1):
                found.tell(above, Verdict("social", f"a post, signed by “{signed[2]}” below it", "above signature", speaker))
        elif ("pic." in text or "t.co/" in text) and _POST_LINK.search(text):
            found.tell(at, Verdict("social", "a post's picture link in it", "picture link"))


def _post_begins(seen: Sequence[Excerpt], found: Found, signed: int) -> int:
    """The first passage of the post that is signed at `signed`: back to a lead-in if one is near, else the passage above it."""
    for at in range(signed - 1, max(-1, signed - 5), -1):
        if found.kinds[at] not in ("", "quote", "social") or _SIGNED_POST.match(seen[at].text):
            break
        if leads_in(seen[at]):
            return at + 1
    above = signed - 1
    return above if above >= 0 and found.kinds[above] in ("", "quote", "social") and not _SIGNED_POST.match(seen[above].text) else signed


def _mark_transcripts(seen: Sequence[Excerpt], found: Found, stop: int) -> tuple[frozenset[int], int]:
    """Someone's complete words, from the line that announces them to the closing formula, a rule line or a heading.

    Gives the passages right after an end, and the first passage of a transcript whose end nothing shows (else the number of passages):
    readers may begin to speak inside it.
    """
    ends: set[int] = set()
    open_from = len(seen)
    for first in found.untold(stop):
        if first == 0 or found.kinds[first] or found.kinds[first - 1] not in ("", "heading"):
            continue
        if not _announces_transcript(seen[first - 1], seen[first]):
            continue
        at = _transcript_ends(seen, found, first, stop)
        last = _last_turn(seen, first, at)
        at = last + 1 if last - first + 1 >= _TURNS and all(label(seen[turn].text) for turn in range(first, last + 1)) else at
        opens = label(seen[first].text)
        speaker = opens.speaker if opens else source(seen[first - 1].text)
        for within in range(first, at):
            turn = label(seen[within].text)
            speaker = turn.speaker if turn else speaker
            found.tell(within, Verdict("transcript", f"transcript announced by “{shown(seen[first - 1])}”", "transcript", speaker))
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
    leads, opens = leads_in(announcement), label(first.text)
    if not leads and opens is None:
        return False
    if announcement.cue("transcript"):
        return True
    return leads and opens is not None and opens.speaker is not None and opens.speaker in announcement.text


def _transcript_ends(seen: Sequence[Excerpt], found: Found, first: int, stop: int) -> int:
    """The passage after the transcript; thanks right at its beginning close nothing."""
    for at in range(first, stop):
        if at > first and found.kinds[at] in ("boilerplate", "heading"):
            return at
        if at > first + 1 and seen[at].cue("closing"):
            return at + 1
    return stop


def _mark_interviews(seen: Sequence[Excerpt], found: Found, stop: int) -> None:
    """Questions and answers under the speakers' names, announced or not: at least two speakers, each of whom speaks twice."""
    turns: dict[int, Label] = {}
    untold = found.untold(stop)
    for at in untold:
        turn = label(seen[at].text)
        if turn and turn.is_short and seen[at].count >= len(turn.text.split()) + _WORDS_OF_A_TURN and not is_byline(seen[at]):
            turns[at] = turn
    spoken = Counter(turn.text for turn in turns.values())
    turns = {at: turn for at, turn in turns.items() if spoken[turn.text] >= 2}
    if len(turns) < _TURNS or len({turn.text for turn in turns.values()}) < 2:
        return
    because = f"an interview: passages labelled “{turns[min(turns)].text}:” and others"
    speaker: str | None = None
    for at in untold:
        if min(turns) <= at <= max(turns):
            speaker = turns[at].speaker if at in turns else speaker
            found.tell(at, Verdict("transcript", because, "interview", speaker))


def _mark_quotes(seen: Sequence[Excerpt], found: Found, stop: int) -> None:
    """What a lead-in introduces: the passage after it, and those after that which open with a quotation mark."""
    named: str | None = None
    for at in found.untold(stop - 1):
        if found.kinds[at] or not leads_in(seen[at]):
            continue
        named = named if is_same_source(seen[at]) else source(seen[at].text)
        following = at + 1
        if found.kinds[following] == "quote":
            while following < stop and found.kinds[following] == "quote":
                found.name_speaker(following, named)
                following += 1
        elif not found.kinds[following] and _is_introduced(seen[at], seen[following]):
            quoted = Verdict("quote", f"lead-in “{shown(seen[at])}” before it", "lead-in", named)
            found.tell(following, quoted)
            following += 1
            while following < stop and not found.kinds[following] and seen[following].text[0] in _OPENING:
                found.tell(following, quoted)
                following += 1


def _is_introduced(lead_in: Excerpt, following: Excerpt) -> bool:
    """Are these the words that the lead-in announces, and not the author going on after a missing embed, or a list?"""
    if following.text[0] in _OPENING:
        return True
    if following.block.because == "list item" or leads_in(following):
        return False
    return announces_words(lead_in) and not following.cue("own") and not following.cue("voice")


def _mark_corrections(seen: Sequence[Excerpt], found: Found, stop: int) -> None:
    """Notes on the piece itself: what it said before, and what was mended; a label that stands alone is for the passage below it."""
    for at in found.untold(stop):
        phrase = None if found.kinds[at] else seen[at].cue("correction") or _labels_note(seen[at])
        if phrase is None:
            continue
        found.tell(at, Verdict("correction", f"a note on the piece itself: “{phrase}”", "correction"))
        if seen[at].count == len(phrase.split()) and at + 1 < stop and not found.kinds[at + 1]:
            found.tell(at + 1, Verdict("correction", f"stands under “{seen[at].text}”", "correction"))


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
    told = [at for at in found.untold(stop) if seen[at].cue("paid") or seen[at].cue("sponsored")]
    first = head(seen) if told else 0
    for at in told:
        if found.kinds[at]:
            continue
        because = f"“{seen[at].text[:60]}” says that it is paid for"
        reach = stop if at < first else min(stop, at + 2)
        for within in range(at, reach):
            if found.kinds[within] in ("", "quote"):
                found.tell(within, Verdict("sponsored", because, "sponsored"))


def _mark_repeats(seen: Sequence[Excerpt], found: Found) -> None:
    """A passage of the main text that stands word for word in a transcript is quoted from it."""
    spoken = {_wording(seen[at]): found.speaker(at) for at in found.of("transcript", len(seen)) if seen[at].count >= _REPEATED_WORDS}
    for at in [*found.untold(len(seen)), *found.of("quote", len(seen))] if spoken else ():
        if (key := _wording(seen[at])) in spoken:
            found.tell(at, Verdict("quote", "repeats a passage of the transcript word for word", "repeats", spoken[key]))


def _wording(excerpt: Excerpt) -> tuple[str, ...]:
    return tuple(word.lower for word in excerpt.words)


def _mark_headings(seen: Sequence[Excerpt], found: Found, stop: int) -> None:
    """Short lines above longer passages are headings; several in a row at the top, with nothing under them, are a template's.

    A line that is all there is and ends in a mark heads nothing: "Who opened the sluice?" is what the text says.
    """
    for lines in _rows([at for at in found.untold(stop) if _looks_like_heading(seen[at])]):
        above_text = lines.stop < stop and seen[lines.stop].count >= max(_BODY_WORDS, 2 * seen[lines[-1]].count)
        for line in lines:
            if line == 0 and seen[0].count >= _TITLE_WORDS and (len(seen) > 1 or seen[0].text[-1].isalnum()):
                found.tell(line, Verdict("heading", "a short line without a full stop that opens the document", "opening line"))
            elif len(lines) >= _TEMPLATE and lines.start < _TEMPLATE:
                found.tell(line, Verdict("boilerplate", "several headings in a row with nothing under them", "template"))
            elif seen[line].cue("byline"):
                found.tell(line, Verdict("boilerplate", "names the piece's own author or date", "byline"))
            elif above_text:
                found.tell(line, Verdict("heading", "a short line without a full stop above a longer passage", "heading"))


def _rows(places: Sequence[int]) -> Iterator[range]:
    """Places in ascending order, those that follow each other together.

    >>> list(_rows([2, 3, 4, 7]))
    [range(2, 5), range(7, 8)]
    """
    gaps = [at for at in range(1, len(places)) if places[at] != places[at - 1] + 1]
    for first, after in pairwise([0, *gaps, len(places)] if places else ()):
        yield range(places[first], places[after - 1] + 1)


def _mark_form(seen: Sequence[Excerpt], found: Found) -> None:
    """Short lines without a full stop that end the document below page furniture are the rest of it: fields and buttons."""
    kinds = found.kinds
    begin = len(seen)
    while begin > 0 and (kinds[begin - 1] == "boilerplate" or (kinds[begin - 1] in ("", "heading") and _is_bit(seen[begin - 1]))):
        begin -= 1
    furniture = next((at for at in range(begin, len(seen)) if kinds[at] == "boilerplate"), len(seen))
    for at in range(furniture, len(seen)):
        if kinds[at] != "boilerplate":
            found.tell(at, Verdict("boilerplate", "a short line below page furniture at the end", "form"))


def _is_bit(excerpt: Excerpt) -> bool:
    return excerpt.count <= _BIT_WORDS and excerpt.text[-1] not in '.!?…:”"'


def _looks_like_heading(excerpt: Excerpt) -> bool:
    text = excerpt.text
    if text[-1] in _NO_HEADING_ENDS_IN or text.endswith("??") or leads_in(excerpt):
        return False
    opens = text[0].isupper() or text[0].isdigit() or text[0] in _OPENING
    return opens and excerpt.count <= _HEADING_WORDS and excerpt.block.because != "list item"


def _seams(seen: Sequence[Excerpt], found: Found, ends: frozenset[int]) -> frozenset[int]:
    """The passages before which one text ends and another may begin: after a transcript, a closing formula, page furniture."""
    return ends | {at + 1 for at, kind in enumerate(found.kinds) if kind == "boilerplate" or seen[at].cue("closing")}


def _mark_comments(text: str, seen: Sequence[Excerpt], found: Found, change: comments.Change) -> None:
    """Everything from the change on is comment, up to the page furniture at the very end, or the next heading of the marker's rank."""
    if change.marker is not None:
        found.tell(change.marker, Verdict("boilerplate", "announces readers' comments", "announces comments"))
    end = change.stop
    while end > change.first and found.kinds[end - 1] == "boilerplate":
        end -= 1
    numbers = comments.numbers(text, seen, change)
    writers, lines = comments.writers(seen, change, numbers)
    for at in range(change.first, end):
        if found.kinds[at] != "boilerplate":
            number = numbers[at - change.first]
            writer = writers.get(number, comments.Writer())
            name = writer.name or f"commenter {number}"
            found.tell(at, Verdict("comment", change.because, change.rule, name, number, writer.said_at, at in lines))
