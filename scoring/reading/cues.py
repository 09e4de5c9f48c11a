"""Hedges and their kin: which words, what kind, whose."""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec

from scoring.files import seed
from scoring.model import Holder, Mention, MentionKind
from scoring.reading.likelihoods import Likelihood, likelihoods
from scoring.reading.phrases import Phrases
from scoring.reading.tone import talks
from scoring.words import Word, folded

_TAIL = 8
"""How far behind the last word a question mark may stand: closing quotes, brackets, a blank."""


@cache
def _phrases(talk: bool) -> Phrases:
    """The cues of sentences that talk to their reader, or of those that do not."""
    return Phrases("cues", without="prose" if talk else "talk")


@cache
def _by_tone() -> frozenset[str]:
    """The words with which a cue begins that counts in one tone only."""
    return frozenset(word for row in seed("cues") if row["written"] in ("talk", "prose") for word in row["cue"].split()[:1])


@cache
def _question_certainty() -> float:
    return next(float(row["certainty"]) for row in seed("certainty") if row["name"] == "question")


def mentions(text: str, words: list[Word], spoken: list[tuple[int, int]], stop: int | None = None) -> list[Mention]:
    """The cues among `words`, the words of one sentence of `text`, in reading order; `stop`: where that sentence ends.

    `spoken` are the spans whose words are a quoted speaker's: a cue inside is the speaker's, any other the author's.
    A question mark that ends a sentence or part of one is a mention of its own. A verbal probability carries its range.

    >>> from scoring.words import words
    >>> said = "Mills may close by May, perhaps sooner?"
    >>> [(m.cue, m.kind, m.certainty) for m in mentions(said, words(said), [])]
    [('may', 'epistemic', 0.45), ('perhaps', 'epistemic', 0.45), ('?', 'question', 0.1)]
    """
    talk = not _by_tone().isdisjoint(map(folded, words)) and talks(text, words)
    found = []
    for first, after, row in _phrases(talk).found(text, words):
        if row["kind"]:  # a row without a kind is there to keep a shorter cue from being seen
            span = words[first].start, words[after - 1].stop
            cue = " ".join(word.lower for word in words[first:after])
            found.append(_mention(span, cast(MentionKind, row["kind"]), cue, float(row["certainty"]), spoken))
    found += [
        _mention((at, at + 1), "question", "?", _question_certainty(), spoken)
        for at in _question_marks(text, words, len(text) if stop is None else stop)
    ]
    if any(mention.kind == "epistemic" for mention in found):
        ranges = {at: said for said in likelihoods(text, words) for at in range(said.start, said.stop)}
        found = [_with_range(mention, ranges.get(mention.stop - 1)) for mention in found]
    return sorted(found, key=lambda mention: mention.start)


def _with_range(mention: Mention, said: Likelihood | None) -> Mention:
    """The mention with the range of the verbal probability that it is part of, if it is of one."""
    return msgspec.structs.replace(mention, low=said.low, high=said.high) if said and mention.kind == "epistemic" else mention


def _mention(span: tuple[int, int], kind: MentionKind, cue: str, certainty: float, spoken: list[tuple[int, int]]) -> Mention:
    holder: Holder = "speaker" if any(start <= span[0] and span[1] <= stop for start, stop in spoken) else "author"
    return Mention(start=span[0], stop=span[1], kind=kind, cue=cue, holder=holder, certainty=certainty)


def _question_marks(text: str, words: list[Word], end_of_sentence: int) -> list[int]:
    """Where a question mark follows a word, at most one between two words; not the one in a web address."""
    if not words or text.find("?", words[0].start, min(words[-1].stop + _TAIL, end_of_sentence)) < 0:
        return []
    marks = []
    for here, word in enumerate(words):
        stop = words[here + 1].start if here + 1 < len(words) else min(word.stop + _TAIL, end_of_sentence)
        gap = text[word.stop : stop]
        end = next((i for i, letter in enumerate(gap) if letter.isalnum() or letter == "\n"), len(gap))
        at = gap.find("?", 0, end)
        if at >= 0 and ")" in gap[at:] and here + 1 < len(words) and text[words[here + 1].start].islower():
            continue  # asked in passing, in brackets
        if at >= 0 and not text[word.stop + at + 1 : word.stop + at + 2].isalnum():
            marks.append(word.stop + at)
    return marks
