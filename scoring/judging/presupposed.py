"""What a sentence takes for granted: what kind of thing a name stands for, and where an event is to be.

Who says that a meeting in Oslo was shelved, and who says that it was agreed on, both take it that the meeting would be in Oslo. That is
no support for either: presuppositions are propositions of a kind of their own, and no rule counts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from scoring.files import seed
from scoring.words import Word, lemma

MOST = 8
"""Presuppositions of one sentence that are compared."""
REACH = 8
"""Words behind an event within which "in" or "at" names its place; before it half as many."""
_LOCATING = ("in", "at")
_ARTICLES = frozenset(["a", "an", "the", "another", "those", "these", "that", "this"])
_COPULAS = frozenset(["is", "are", "was", "were"])
_CHOOSING = frozenset(["choice", "choose", "pick", "select", "selection", "propose", "suggest", "offer", "name"])
_PARTIES_REACH = 6

Named = Mapping[int, tuple[str, str]]
"""For places of words that belong to a name, the whole name and its kind."""


class Presupposition(NamedTuple):
    """One thing taken for granted: tomahawk, cruise missile; or meeting, in Oslo."""

    start: int
    stop: int
    theme: str
    """The name, or the event."""
    told: str
    """What is taken for granted of it: a kind of things, or "in" and a place."""
    parties: frozenset[str]
    """Who else is named close to an event."""


@cache
def _classes() -> dict[str, tuple[tuple[str, ...], ...]]:
    """For the last word of each kind of things in seeds/classes.csv the phrases that end with it, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in seed("classes"):
        phrase = tuple(row["class"].split())
        found[phrase[-1]].append(phrase)
    return {last: tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase))) for last, phrases in found.items()}


def presuppositions(tokens: Sequence[Word], named: Named, event: Callable[[Word], str]) -> tuple[Presupposition, ...]:
    """What the words of one sentence take for granted, each thing once; `event` gives the event that a word names, or ''."""
    found: dict[tuple[str, str], Presupposition] = {}
    for one in (*_classed(tokens, named), *_placed(tokens, named, event)):
        found.setdefault((one.theme, one.told), one)
    return tuple(islice(found.values(), MOST))


def _classed(tokens: Sequence[Word], named: Named) -> Iterator[Presupposition]:
    """Names with the kind of things they stand for: "Gryphon cruise missiles", "the ferry Solveig", "Gryphons are cruise missiles"."""
    for i, word in enumerate(tokens):
        phrase = _class_ending_at(tokens, i)
        if not phrase or word.text[0].isupper():
            continue
        first = i + 1 - len(phrase)
        at = next((k for k in (first - 1, i + 1) if _is_thing(named, k) and _adjoin(tokens, k, first, i)), None)
        name = named[at][0] if at is not None else ""
        if at is None:
            at, name = _subject(tokens, named, first)
        if at >= 0:
            start, stop = min(tokens[first].start, tokens[at].start), max(word.stop, tokens[at].stop)
            yield Presupposition(start, stop, _singular(name), " ".join(phrase), frozenset())


def _class_ending_at(tokens: Sequence[Word], at: int) -> tuple[str, ...]:
    """The longest kind of things whose last word stands there, in the singular; () if none does."""
    for phrase in _classes().get(lemma(tokens[at].lower), ()):
        first = at + 1 - len(phrase)
        if first >= 0 and all(tokens[first + k].lower == phrase[k] for k in range(len(phrase) - 1)):
            return phrase
    return ()


def _is_thing(named: Named, at: int) -> bool:
    return named.get(at, ("", "person"))[1] in ("", "thing")


def _adjoin(tokens: Sequence[Word], name: int, first: int, last: int) -> bool:
    """Whether a name stands right beside a kind of things: in front of several words ("Gryphon missiles" is but a longer name), or behind,
    where an article is close ("the old ferry Solveig")."""
    if name < first:
        return first < last and tokens[first].start - tokens[name].stop == 1
    opened = any(tokens[k].lower in _ARTICLES for k in range(max(0, first - 2), first))
    return opened and tokens[name].start - tokens[last].stop == 1


def _subject(tokens: Sequence[Word], named: Named, first: int) -> tuple[int, str]:
    """The name that a copula before a kind of things says it of, with its place; -1 if there is none."""
    at = first - 1
    while at > 0 and tokens[at].lower in _ARTICLES:
        at -= 1
    if at < 1 or tokens[at].lower not in _COPULAS or tokens[first - 1].stop + 1 != tokens[first].start:
        return -1, ""
    if _is_thing(named, at - 1):
        return at - 1, named[at - 1][0]
    opens = at == 1 and tokens[0].text[0].isupper() and 0 not in named and tokens[0].lower not in _ARTICLES
    return (0, tokens[0].text) if opens and lemma(tokens[0].lower) != tokens[0].lower else (-1, "")


def _singular(name: str) -> str:
    """A name in small letters without the s of a plural.

    >>> _singular("Gryphons"), _singular("Airbus")
    ('gryphon', 'airbus')
    """
    folded = name.lower()
    return folded[:-1] if folded.endswith("s") and not folded.endswith(("ss", "us", "is")) else folded


def _placed(tokens: Sequence[Word], named: Named, event: Callable[[Word], str]) -> Iterator[Presupposition]:
    """Events with the place they are, were or are to be at: "a summit in Oslo", "went to Oslo to meet"."""
    for i, word in enumerate(tokens):
        what = event(word)
        at = _place(tokens, named, i, event) if what else None
        if at is not None:
            start, stop = min(word.start, tokens[at].start), max(word.stop, tokens[at].stop)
            yield Presupposition(start, stop, what, f"in {named[at][0]}", _parties(named, i) - {named[at][0]})


def _place(tokens: Sequence[Word], named: Named, at: int, event: Callable[[Word], str]) -> int | None:
    """The word that names the place of the event at `at`, None if no word close by does."""
    if (chosen := _chosen(tokens, named, at)) is not None:
        return chosen
    for i in range(at + 1, min(len(tokens) - 1, at + REACH)):
        if event(tokens[i]):
            break
        if tokens[i].lower in _LOCATING and _is_place(named, i + 1):
            return i + 1
    for i in range(at - 2, max(-1, at - 1 - REACH // 2), -1):
        if tokens[i].lower in (*_LOCATING, "to") and _is_place(named, i + 1) and named.get(at - 1) != named[i + 1]:
            return i + 1
    return None


def _chosen(tokens: Sequence[Word], named: Named, at: int) -> int | None:
    """The place that words in front of an event tell it was chosen for: "the choice of Oslo for the talks"."""
    end = next((k for k in range(at - 1, max(-1, at - 4), -1) if tokens[k].lower not in _ARTICLES), -1)
    if end < 1 or tokens[end].lower not in ("for", "as") or not _is_place(named, end - 1):
        return None
    first = end - 1
    while first > 0 and named.get(first - 1) == named[end - 1]:
        first -= 1
    return end - 1 if any(lemma(tokens[k].lower) in _CHOOSING for k in range(max(0, first - 2), first)) else None


def _is_place(named: Named, at: int) -> bool:
    return named.get(at, ("", "person"))[1] in ("place", "")


def _parties(named: Named, at: int) -> frozenset[str]:
    """Who is named within six words of an event; places are not parties."""
    near = (named.get(i, ("", "place")) for i in range(at - _PARTIES_REACH, at + _PARTIES_REACH + 1))
    return frozenset(name for name, kind in near if kind != "place")
