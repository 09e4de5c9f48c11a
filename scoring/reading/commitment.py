"""How firmly a sentence commits itself to what it says: where it starts from, and what its hedges leave of that."""

from __future__ import annotations

from functools import cache

from scoring.files import seed
from scoring.model import Attribution, ClaimKind, Mention, SourceKind
from scoring.reading.phrases import word_class
from scoring.words import Word

_SHARE = 1 / 3
"""How much of a sentence must be a source's words before the source answers for the sentence."""
_MAIN = 4
"""A main clause has at least so many words."""
_MARKS = frozenset(",;:–—(")
_UNNAMED: frozenset[SourceKind] = frozenset(("unnamed official", "commenter"))


@cache
def anchors() -> dict[str, float]:
    """The rows of seeds/certainty.csv by name."""
    return {row["name"]: float(row["certainty"]) for row in seed("certainty")}


def certainty(
    kind: ClaimKind, span: tuple[int, int], within: list[tuple[int, int]], mentions: list[Mention], attributions: list[Attribution]
) -> float:
    """From 0 (asserts nothing) to 1, of the sentence at `span`: the lowest of the kind's anchor, its source's and its hedges'.

    Each hedge more lowers it further; a hedge within one of the spans `within` takes half. Approximators, boosters and negations carry
    1.0 and change nothing. Implicit sources stand outside the sentence, and a source of a few words of it does not answer for the rest.
    """
    anchor = anchors()
    if kind in ("fragment", "question"):
        return anchor[kind]
    start = min([anchor[kind], *(anchor[_grade(link)] for link in attributions if _answers_for(link, span))])
    hedges = sorted(_left(mention, start, within) for mention in mentions if mention.certainty < 1 and mention.cue != "?")
    if not hedges:
        return start
    left = min(start, hedges[0]) * anchor["each further hedge"] ** (len(hedges) - 1)
    return round(min(max(left, anchor["lowest"]), anchor["highest"]), 4)


def _left(mention: Mention, start: float, within: list[tuple[int, int]]) -> float:
    """What the hedge leaves of certainty: in an aside, it is half way back to where the sentence starts from."""
    aside = any(begin <= mention.start and mention.stop <= end for begin, end in within)
    return (mention.certainty + start) / 2 if aside and mention.certainty < start else mention.certainty


def _answers_for(link: Attribution, span: tuple[int, int]) -> bool:
    inside = sum(max(0, min(stop, span[1]) - max(start, span[0])) for start, stop in link.content)
    return not link.implicit and inside >= _SHARE * (span[1] - span[0])


def _grade(link: Attribution) -> str:
    if link.source_kind == "unspecified":
        return "unspecified source"
    return "unnamed source" if link.source_kind in _UNNAMED else "named source"


def asides(text: str, words: list[Word]) -> list[tuple[int, int]]:
    """The asides of a sentence: what a word such as which, while or although opens.

    Behind a comma such a word opens an aside that lasts to the end; at the start of a sentence, one up to the first comma.

    >>> from scoring.words import words
    >>> said = "While ships may wait, the port is open, which could help."
    >>> [said[start:stop] for start, stop in asides(said, words(said))]
    ['While ships may wait', 'which could help']
    """
    if not words:
        return []
    found, stop = [], words[-1].stop
    if words[0].lower in word_class("concession"):
        comma = text.find(",", words[0].stop, stop)
        found += [(words[0].start, comma)] if comma >= 0 else []
    for left, right in zip(words[_MAIN:], words[_MAIN + 1 :], strict=False):
        if right.lower in word_class("aside") and not _MARKS.isdisjoint(text[left.stop : right.start]):
            return [*found, (right.start, stop)]
    return found
