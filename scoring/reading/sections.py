"""Passages to sections: main text, transcripts, quotes, social posts, comments, headings, boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from scoring.model import Page, Passage, Section
from scoring.names import canonical
from scoring.reading import comments, register
from scoring.reading.excerpts import Excerpt, excerpts
from scoring.words import Word, fold, words

_HEADING_WORDS = 16
_OPENING = '“"«'
_CLOSING = '”"»'
_TERMINAL = ".!,;…"
_PICTURE_LINK = re.compile(r"pic\.twitter\.com/|https?://t\.co/|pic\.x\.com/")
_SIGNED_POST = re.compile(r"[—–\-]{1,2} ?([^\n@()]{1,80})\((@\w{1,40})\)[ ,]")
_BARE_LINK = re.compile(r"(?:[\w /:]{1,40}:\s?)?<?(?:https?://|www\.)\S+>?")
_LABEL = re.compile(r"([A-Z][^:.?!“”\"\n]{1,100}):\s")
_TURN = re.compile(r"(?:Q|A|Question|Answer|[A-Z][A-Z .'\-]{2,40})[:.]\s")


class Verdict(NamedTuple):
    """What one rule found for one passage."""

    section: Section
    because: str
    speaker: str | None = None
    comment: int | None = None


def sections(page: Page) -> list[Passage]:
    """One passage for each block of the page, in order, with its section and the cue that decided.

    What the markup says stands; the wording decides the rest.

    >>> from scoring.reading.parsers import text
    >>> page = text.parse("The strike goes on. From the Courier:\\n\\nNo ferry left on Monday.\\n\\nSo we wait.")
    >>> [(p.section, p.speaker) for p in sections(page)]
    [('main', None), ('quote', 'Courier'), ('main', None)]
    """
    seen = excerpts(page)
    found: list[Verdict | None] = [_by_markup(excerpt) or _alone(excerpt) for excerpt in seen]
    parted = _parted_by_markup(seen)
    signs = [] if parted else register.signs(seen)
    begins = None if parted else comments.under_marker(seen, _kinds(found)) or comments.under_bylines(seen, signs, _floor(found))
    stop = begins.first if begins else len(seen)
    _mark_posts(seen, found, stop)
    ends = _mark_transcripts(seen, found, stop)
    _mark_quotes(seen, found, stop)
    _mark_headings(seen, found, stop)
    if begins is None and not parted:
        begins = comments.by_voice(signs, _kinds(found), _seams(seen, found, ends), _floor(found))
    if begins:
        _mark_comments(seen, found, begins)
    _mark_repeats(seen, found)
    return [_passage(excerpt, verdict) for excerpt, verdict in zip(seen, found, strict=True)]


def _kinds(found: Sequence[Verdict | None]) -> list[str]:
    return [verdict.section if verdict else "" for verdict in found]


def _floor(found: Sequence[Verdict | None]) -> int:
    """The first passage that may be a comment: none is above the end of a transcript, an embedded post or what the markup calls main."""
    return 1 + max((at for at, verdict in enumerate(found) if verdict and verdict.section in ("main", "transcript", "social")), default=0)


def _passage(excerpt: Excerpt, verdict: Verdict | None) -> Passage:
    verdict = verdict or Verdict("main", "running text of the document")
    block = excerpt.block
    return Passage(
        start=block.start,
        stop=block.stop,
        section=verdict.section,
        because=verdict.because,
        comment=verdict.comment,
        speaker=verdict.speaker,
    )


def _parted_by_markup(seen: Sequence[Excerpt]) -> bool:
    """Does the markup itself part text from comments and page furniture, as HTML does? Then the wording need not guess."""
    return any(excerpt.block.hint in ("comment", "boilerplate") and excerpt.words for excerpt in seen)


def _by_markup(excerpt: Excerpt) -> Verdict | None:
    block = excerpt.block
    if block.hint is None:
        return None
    return Verdict(block.hint, block.because or "the markup says so", block.speaker, block.comment)


def _alone(excerpt: Excerpt) -> Verdict | None:
    """What a passage is by its own wording, whatever stands around it."""
    if not excerpt.words:
        return Verdict("boilerplate", "no words in it")
    if _BARE_LINK.fullmatch(excerpt.text):
        return Verdict("boilerplate", "a bare link")
    for cue in excerpt.cues:
        if cue.row["cue"] == "boilerplate" and excerpt.fits(cue):
            return Verdict("boilerplate", f"page furniture: “{cue.row['phrase']}”")
    return None


def _mark_posts(seen: Sequence[Excerpt], found: list[Verdict | None], stop: int) -> None:
    """Embedded posts: the line signed "— Name (@handle) date", what it signs, and lines with a post's picture links."""
    for at in range(stop):
        if found[at] is not None:
            continue
        signed = _SIGNED_POST.match(seen[at].text)
        if signed:
            speaker = f"{signed[1].strip()} ({signed[2]})"
            found[at] = Verdict("social", "the line that signs a post", speaker)
            if at and (found[at - 1] is None or found[at - 1].section in ("social", "quote")) and not _leads_in(seen[at - 1]):  # type: ignore[union-attr]
                found[at - 1] = Verdict("social", f"a post, signed by the line below “{signed[2]}”", speaker)
        elif _PICTURE_LINK.search(seen[at].text):
            found[at] = Verdict("social", "a post's picture link in it")


def _leads_in(excerpt: Excerpt) -> bool:
    return excerpt.text.rstrip("*_ ").endswith(":")


def _mark_transcripts(seen: Sequence[Excerpt], found: list[Verdict | None], stop: int) -> frozenset[int]:
    """Complete words of one speaker or of an interview, from the announcement to the closing formula.

    Gives the passages right after an end.
    """
    ends: set[int] = set()
    at = 0
    while at < stop - 1:
        announced = found[at] is None or found[at].section == "heading"  # type: ignore[union-attr]
        if not (announced and seen[at].has("transcript") and (_leads_in(seen[at]) or len(seen[at].words) <= 40)):
            at += 1
            continue
        first = at + 1
        label = _LABEL.match(seen[first].text)
        if label is None and not _leads_in(seen[at]):
            at += 1
            continue
        speaker = canonical(label[1]) if label else _source(seen[at])
        because = f"transcript announced by “{_tail(seen[at])}”"
        at = first
        while at < stop:
            verdict = found[at]
            if verdict is not None and verdict.section in ("boilerplate", "heading") and at > first:
                break
            turn = _LABEL.match(seen[at].text)
            if turn and at > first and len(turn[1].split()) <= 8:
                speaker = canonical(turn[1])
            found[at] = Verdict("transcript", because, speaker)
            at += 1
            if seen[at - 1].has("closing"):
                break
        ends.add(at)
    return frozenset(ends)


def _tail(excerpt: Excerpt) -> str:
    text = " ".join(excerpt.text[-80:].split())
    return text if len(excerpt.text) <= 80 else "…" + text.partition(" ")[2]


def _last_sentence(excerpt: Excerpt) -> str:
    text = excerpt.text[-400:]
    cut = max(text.rfind(mark, 0, -2) for mark in (". ", "? ", "! ", "” ", ".” "))
    while cut > 0 and text[cut] == "." and _abbreviated(text, cut):
        cut = max(text.rfind(mark, 0, cut) for mark in (". ", "? ", "! "))
    return text[cut + 1 :].strip(' ”"*_')


def _abbreviated(text: str, dot: int) -> bool:
    """Does the full stop belong to an abbreviation or an initial: "U.S. State", "J. Doe"?"""
    begin = text.rfind(" ", 0, dot) + 1
    word = text[begin:dot]
    return (
        len(word) <= 1 or "." in word or fold(word) in ("mr", "mrs", "ms", "dr", "st", "gen", "lt", "col", "sen", "rep", "gov", "no", "vs")
    )


def _source(excerpt: Excerpt) -> str | None:
    """The source that a lead-in names: "From the Courier:" gives Courier; None if it names none, or introduces nothing."""
    sentence = _last_sentence(excerpt)
    tokens = words(sentence)
    lower = [token.lower for token in tokens]
    for at, word in enumerate(lower):
        if word in ("from", "via", "per", "by", "of") or (word == "to" and at and lower[at - 1] == "according"):
            name = _name_at(sentence, tokens, at + 1)
            if name:
                return name
    return _name_at(sentence, tokens, 0)


_SMALL = frozenset(("the", "of", "for", "and", "on", "in", "de", "van", "von", "al", "bin"))


def _name_at(sentence: str, tokens: list[Word], at: int) -> str | None:
    """The capitalised run that begins at a token, articles in front left out."""
    while at < len(tokens) and tokens[at].lower in ("the", "a", "an", "this", "that", "same"):
        at += 1
    begin = at
    last = at
    while at < len(tokens):
        token = tokens[at]
        capital = token.text[0].isupper() or token.text[0].isdigit()
        if not capital and (token.lower not in _SMALL or at == begin):
            break
        if at > begin and any(sign in sentence[tokens[at - 1].stop : token.start] for sign in ',;:“”"—–'):
            break
        if token.lower in ("in", "on") and not (at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()):
            break
        if token.lower in ("in", "on"):
            break
        if capital:
            last = at + 1
        at += 1
        if token.lower.endswith("'s"):
            break
    if last == begin:
        return None
    name = sentence[tokens[begin].start : tokens[last - 1].stop]
    if tokens[last - 1].lower.endswith("'s"):
        name = name[:-2]
    return canonical(name)


def _mark_quotes(seen: Sequence[Excerpt], found: list[Verdict | None], stop: int) -> None:
    """What a lead-in introduces: the passage after it, and those after that which open with a quotation mark."""
    source: str | None = None
    for at in range(stop - 1):
        if found[at] is not None or not _leads_in(seen[at]):
            continue
        if not seen[at].has("same"):
            source = _introduced(seen[at])
        following = at + 1
        marked = found[following]
        if marked is not None and marked.section == "quote":
            while following < stop and (now := found[following]) is not None and now.section == "quote":
                found[following] = Verdict("quote", now.because, now.speaker or source)
                following += 1
            continue
        if marked is not None or not _may_be_quote(seen[following], source):
            continue
        because = f"lead-in “{_tail_of(_last_sentence(seen[at]))}” before it"
        found[following] = Verdict("quote", because, source)
        following += 1
        while following < stop and found[following] is None and seen[following].text[0] in _OPENING:
            found[following] = Verdict("quote", because, source)
            following += 1


def _tail_of(sentence: str) -> str:
    return sentence if len(sentence) <= 60 else "…" + sentence[-60:].partition(" ")[2]


def _introduced(excerpt: Excerpt) -> str | None:
    """The source of a lead-in that has one: a preposition with a name, or a name with a verb or noun of saying."""
    sentence = _last_sentence(excerpt)
    lower = {word.lower for word in words(sentence)}
    saying = any(found.row["cue"] in ("statement", "from") for found in excerpt.cues if excerpt.words[found.first].lower in lower)
    return _source(excerpt) if saying else None


def _may_be_quote(following: Excerpt, source: str | None) -> bool:
    if following.text[0] in _OPENING:
        return True
    return source is not None and not (following.has("own") or following.has("voice"))


def _mark_repeats(seen: Sequence[Excerpt], found: list[Verdict | None]) -> None:
    """A passage of the main text that stands word for word in a transcript is quoted from it."""
    spoken = {
        tuple(word.lower for word in excerpt.words): verdict.speaker
        for excerpt, verdict in zip(seen, found, strict=True)
        if verdict and verdict.section == "transcript" and len(excerpt.words) >= 8
    }
    if not spoken:
        return
    for at, excerpt in enumerate(seen):
        verdict = found[at]
        if verdict is None or verdict.section == "quote":
            key = tuple(word.lower for word in excerpt.words)
            if key in spoken:
                found[at] = Verdict("quote", "repeats a passage of the transcript word for word", spoken[key])


def _looks_like_heading(excerpt: Excerpt) -> bool:
    text, count = excerpt.text, len(excerpt.words)
    if excerpt.block.because == "list item":
        return False
    return (
        0 < count <= _HEADING_WORDS
        and text[-1] not in _TERMINAL
        and not _leads_in(excerpt)
        and (text[0].isupper() or text[0].isdigit() or text[0] in _OPENING)
    )


def _mark_headings(seen: Sequence[Excerpt], found: list[Verdict | None], stop: int) -> None:
    """Short lines above longer passages are headings; three and more in a row with nothing under them are a template's."""
    at = 0
    while at < stop:
        if found[at] is not None or not _looks_like_heading(seen[at]):
            at += 1
            continue
        run = at
        while run < stop and found[run] is None and _looks_like_heading(seen[run]):
            run += 1
        longer = run < stop and len(seen[run].words) >= 2 * len(seen[run - 1].words) and len(seen[run].words) >= 12
        for line in range(at, run):
            if line == 0 and len(seen[0].words) >= 4:
                found[line] = Verdict("heading", "a short line without a full stop that opens the document")
            elif run - at >= 3 and at < 3:
                found[line] = Verdict("boilerplate", "several headings in a row with nothing under them")
            elif longer:
                found[line] = Verdict("heading", "a short line without a full stop above a longer passage")
        at = run


def _seams(seen: Sequence[Excerpt], found: Sequence[Verdict | None], ends: frozenset[int]) -> frozenset[int]:
    """Where one text ends and another may begin: after a transcript, a closing formula, a rule line, a disclaimer."""
    after = {at + 1 for at, verdict in enumerate(found) if (verdict and verdict.section == "boilerplate") or seen[at].has("closing")}
    return frozenset(ends | after)


def _mark_comments(seen: Sequence[Excerpt], found: list[Verdict | None], begins: comments.Change) -> None:
    """Everything from the change on is comment, up to the page furniture at the very end."""
    end = len(seen)
    while end > begins.first and (last := found[end - 1]) is not None and last.section == "boilerplate":
        end -= 1
    for at in range(begins.first, end):
        verdict = found[at]
        if verdict is None or verdict.section != "boilerplate":
            found[at] = Verdict("comment", begins.because, "commenter")
