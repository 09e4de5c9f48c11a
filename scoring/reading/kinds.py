"""What a sentence does: state, foretell, judge, ask, advise, or nothing; and whether what it states could be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from scoring.files import seed
from scoring.model import Attribution, ClaimKind, DateMention, Mention, Quantity
from scoring.names import grammar
from scoring.reading.phrases import Phrases, word_class
from scoring.words import Word, lemma

_CLOSERS = "\"'”’»)] \n\t"
_HEDGES = ("epistemic", "doxastic", "conditional", "investigation", "doubt")
_CONTRACTED = ("n't", "'ll", "'re", "'ve", "'d", "'m")
_FEW = 4
"""Words up to which a line is suspected of having no verb."""
_OPINION = -0.4
"""Below so many logits of the factual model (scoring/reading/worth.py) a sentence judges."""


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


def is_checkable(claimed: ClaimKind, factual: float, because: Iterable[str]) -> bool:
    """Could somebody find out whether it is so? The factual model, corrected by what is seen (the names of seeds/checkable.csv).

    That X said it can be checked even where what X meant cannot.
    """
    if claimed in ("fragment", "question", "directive"):
        return False
    weights = _weights()
    return factual + weights["threshold"] + sum(weights[name] for name in because) > 0


def seen_in(
    seen: Counter[str], mentions: list[Mention], attributions: list[Attribution], quantities: list[Quantity], dates: list[DateMention]
) -> list[str]:
    """What counts for or against checking, by the names of seeds/checkable.csv."""
    there = {
        "said": any(not link.implicit for link in attributions),
        "hedged": any(mention.kind in _HEDGES and mention.certainty < 1 and mention.holder == "author" for mention in mentions),
        "date": bool(dates),
        "quantity": bool(quantities),
        **{sign: bool(seen[sign]) for sign in ("judgement", "stance", "future", "schedule", "definition")},
    }
    return [name for name, is_there in there.items() if is_there]


def is_finite(words: list[Word]) -> bool:
    """May one of the words be a finite verb? Without a tagger: a list of verbs, and the endings of all others.

    >>> from scoring.words import words
    >>> is_finite(words("Same old story.")), is_finite(words("Mills closed."))
    (False, True)
    """
    return any((_maybe_verb(word, at) and not _is_noun(words, at)) or _governs(words, at) for at, word in enumerate(words))


def _governs(words: list[Word], at: int) -> bool:
    """Whether a word in -s stands as only a verb does, between a noun and what leads on: "the deck dates from 1988"."""
    if not 1 < at < len(words) - 1 or words[at].lower != words[at].text or not words[at].lower.endswith("s"):
        return False
    before, after = grammar().get(words[at - 1].lower), grammar().get(words[at + 1].lower)
    opens = grammar().get(words[0].lower) in ("article", "determiner")
    return opens and before is None and not words[at].lower.endswith("ss") and after in ("preposition", "article", "determiner")


def _is_noun(words: list[Word], at: int) -> bool:
    """In a line of a few words, a bare verb form behind what cannot be its subject is a noun: "great work", "good start"."""
    if not 0 < at < len(words) <= _FEW or words[at].lower not in word_class("verb"):
        return False
    subject = words[at - 1]
    return not (subject.lower in word_class("pronoun") or subject.lower.endswith("s") or (subject.text[0].isupper() and at > 1))


def _maybe_verb(word: Word, at: int) -> bool:
    lower = word.lower
    if lower in word_class("auxiliary") or lower in word_class("contraction") or lower.endswith(_CONTRACTED):
        return True
    if at and word.text[0].isupper():
        return False
    if lower in word_class("past") or (at and lower.endswith("ed") and len(lower) > 4):
        return True
    verbs = word_class("verb")
    return not lower.endswith("ing") and not verbs.isdisjoint(
        (lower, lemma(lower), lower.removesuffix("s"), lower.removesuffix("es"), lower.removeprefix("re").removesuffix("s"))
    )
