"""What a sentence does: state, foretell, judge, ask, advise, or nothing; and whether what it states could be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from scoring.files import seed
from scoring.model import Attribution, ClaimKind, DateMention, Mention, Quantity
from scoring.names import grammar
from scoring.reading.phrases import Phrases, word_class
from scoring.reading.traits import LISTED_PAST, MAYBE_VERB, PAST, SURE_VERB, of_any, traits
from scoring.words import Word

_CLOSERS = "\"'”’»)] \n\t"
_HEDGES = ("epistemic", "doxastic", "conditional", "investigation", "doubt")
_WEIGHED = ("judgement", "stance", "future", "schedule", "definition")
"""Signs that seeds/checkable.csv weighs."""
_FEW = 4
"""Words up to which a line is suspected of having no verb."""
_OPINION = 0.0
"""Below so many logits of the factual model (scoring/reading/worth.py) a sentence judges: where that model parts facts from the rest."""


@cache
def _phrases() -> Phrases:
    return Phrases("kinds")


@cache
def _weights() -> dict[str, float]:
    return {row["because"]: float(row["weight"]) for row in seed("checkable")}


def signs(text: str, words: list[Word]) -> Counter[str]:
    """How often each sign of seeds/kinds.csv occurs among `words`.

    >>> from scoring.words import words
    >>> said = "The ludicrous plan will fail."
    >>> sorted(signs(said, words(said)))
    ['future', 'judgement']
    """
    return Counter(row["sign"] for _, _, row in _phrases().found(text, words))


def kind(sentence: str, finite: bool, seen: Counter[str], mentions: list[Mention], factual: float) -> ClaimKind:
    """What the sentence does; asking, advising, foretelling and judging are looked for in that order."""
    if not finite:
        return "fragment"
    if sentence.rstrip(_CLOSERS).endswith("?") or any(mention.kind == "question" and mention.cue != "?" for mention in mentions):
        return "question"
    if "directive" in seen:
        return "directive"
    if "future" in seen:
        return "prediction"
    if "stance" in seen or seen.get("judgement", 0) > seen.get("report", 0) or factual < _OPINION:
        return "opinion"
    return "fact"


def is_checkable(claimed: ClaimKind, factual: float, because: Iterable[str]) -> bool:
    """Could somebody find out whether it is so? The factual model, corrected by what is seen (the names of seeds/checkable.csv).

    That X said it can be checked even where what X meant cannot.
    """
    if claimed in ("fragment", "question", "directive"):
        return False
    weights = _weights()
    return round(factual + weights["threshold"] + sum(weights[name] for name in because), 3) > 0  # weights have three decimals


def seen_in(
    seen: Counter[str], mentions: list[Mention], attributions: list[Attribution], quantities: list[Quantity], dates: list[DateMention]
) -> list[str]:
    """What counts for or against checking, by the names of seeds/checkable.csv."""
    hedged = any(mention.kind in _HEDGES and mention.certainty < 1 and mention.holder == "author" for mention in mentions)
    said = any(not link.implicit for link in attributions)
    there = (("said", said), ("hedged", hedged), ("date", bool(dates)), ("quantity", bool(quantities)))
    return [*(name for name, is_there in there if is_there), *(sign for sign in _WEIGHED if sign in seen)]


def is_finite(words: Sequence[Word], looks: Sequence[int] | None = None) -> bool:
    """May one of the words be a finite verb? Without a tagger: a list of verbs, and the endings of all others.

    `looks` are the traits of the words, where the caller has them already.

    >>> from scoring.words import words
    >>> is_finite(words("Same old story.")), is_finite(words("Mills closed."))
    (False, True)
    """
    looks = traits(words) if looks is None else looks
    if len(words) > _FEW and of_any(looks) & SURE_VERB:
        return True
    return any((_maybe_verb(word, looks[at], at) and not _is_noun(words, at)) or _governs(words, at) for at, word in enumerate(words))


def _governs(words: Sequence[Word], at: int) -> bool:
    """Whether a word in -s stands as only a verb does, between a noun and what leads on: "the deck dates from 1988"."""
    if not 1 < at < len(words) - 1 or words[at].lower != words[at].text or not words[at].lower.endswith("s"):
        return False
    before, after = grammar().get(words[at - 1].lower), grammar().get(words[at + 1].lower)
    opens = grammar().get(words[0].lower) in ("article", "determiner")
    return opens and before is None and not words[at].lower.endswith("ss") and after in ("preposition", "article", "determiner")


def _is_noun(words: Sequence[Word], at: int) -> bool:
    """In a line of a few words, a bare verb form behind what cannot be its subject is a noun: "great work", "good start"."""
    if not 0 < at < len(words) <= _FEW or words[at].lower not in word_class("verb"):
        return False
    subject = words[at - 1]
    return not (subject.lower in word_class("pronoun") or subject.lower.endswith("s") or (subject.text[0].isupper() and at > 1))


def _maybe_verb(word: Word, looks: int, at: int) -> bool:
    if looks & SURE_VERB:
        return True
    if at and word.text[0].isupper():
        return False
    return looks & (LISTED_PAST | MAYBE_VERB) > 0 or (at > 0 and looks & PAST > 0)
