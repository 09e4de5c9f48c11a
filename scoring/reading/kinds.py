"""What a sentence does: state, foretell, judge, ask, advise, or nothing; and whether what it states could be checked."""

from __future__ import annotations

from collections import Counter
from functools import cache

from scoring.model import Attribution, ClaimKind, DateMention, Mention, Quantity
from scoring.reading.phrases import Phrases, word_class
from scoring.words import Word, lemma

_CLOSERS = "\"'”’»)] \n\t"
_OPINION = 0.25
_FACT = 0.4
"""Below and above these values of the factual model (scoring/reading/worth.py) a sentence judges, or states."""


@cache
def _phrases() -> Phrases:
    return Phrases("kinds")


def signs(text: str, words: list[Word]) -> Counter[str]:
    """How often each sign of seeds/kinds.csv occurs among `words`.

    >>> from scoring.words import words
    >>> said = "The ludicrous plan will fail."
    >>> sorted(signs(said, words(said)))
    ['future', 'judgement']
    """
    return Counter(row["sign"] for _, _, row in _phrases().found(text, words))


def kind(sentence: str, words: list[Word], seen: Counter[str], mentions: list[Mention], factual: float) -> ClaimKind:
    """What the sentence does; asking, advising, foretelling and judging are looked for in that order."""
    if not is_finite(words):
        return "fragment"
    if sentence.rstrip(_CLOSERS).endswith("?") or any(mention.kind == "question" and mention.cue != "?" for mention in mentions):
        return "question"
    if seen["directive"]:
        return "directive"
    if seen["future"]:
        return "prediction"
    if seen["stance"] or seen["judgement"] > seen["report"] or factual < _OPINION:
        return "opinion"
    return "fact"


def is_checkable(
    claimed: ClaimKind,
    seen: Counter[str],
    factual: float,
    attributions: list[Attribution],
    quantities: list[Quantity],
    dates: list[DateMention],
) -> bool:
    """Could somebody find out whether it is so? What X said can be checked even where what X meant cannot."""
    said = any(not attribution.implicit for attribution in attributions)
    if claimed in ("fragment", "question", "directive"):
        return False
    if claimed == "opinion":
        return said and not seen["stance"]
    if claimed == "prediction":
        return said or bool(dates) or bool(seen["schedule"]) or factual > _FACT
    return factual > _FACT


def is_finite(words: list[Word]) -> bool:
    """May one of the words be a finite verb? Without a tagger: a list of verbs, and the endings of all others.

    >>> from scoring.words import words
    >>> is_finite(words("Same old story.")), is_finite(words("Mills closed."))
    (False, True)
    """
    return any(_maybe_verb(word, at) for at, word in enumerate(words))


def _maybe_verb(word: Word, at: int) -> bool:
    lower = word.lower
    if lower in word_class("auxiliary") or lower.endswith(("n't", "'ll", "'re", "'ve", "'d", "'m")):
        return True
    if lower in word_class("past") or lower in word_class("contraction"):
        return True
    if at and lower.endswith("ed") and len(lower) > 4 and word.text[0].islower():
        return True
    return lemma(lower) in word_class("verb") and not lower.endswith("ing") and (at == 0 or word.text[0].islower())
