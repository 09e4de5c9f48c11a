"""Phrases of a seed found among words: one dictionary look-up a word, the longest phrase that fits its neighbours wins."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import compress, count
from typing import NamedTuple

from scoring.errors import BadSeed
from scoring.files import seed
from scoring.words import Word, fold, folded

_SIDES = ("not_after", "not_before", "only_after", "only_before", "not_with", "only_with")
_BREAKS = frozenset(".,;:!?()[]…–—\n")
_FAR = 40
"""How many words to either side `with` looks: keeps a text without any full stop linear."""


class Phrase(NamedTuple):
    """One row of a seed: the words allowed at each place, where they count, and the row itself."""

    words: tuple[frozenset[str], ...]
    row: dict[str, str]
    small: bool
    """Does not count where it has a capital within a sentence."""
    anywhere: bool
    """Counts whatever stands around it."""
    not_after: frozenset[str]
    not_before: frozenset[str]
    only_after: frozenset[str]
    only_before: frozenset[str]
    not_with: frozenset[str]
    only_with: frozenset[str]


class Found(NamedTuple):
    """A phrase at `words[first]` up to, not including, `words[stop]`."""

    first: int
    stop: int
    row: dict[str, str]


class Phrases:
    """The phrases of one seed. Its first column holds the phrase ("some <expert>"); the columns of `_SIDES` may narrow where it counts.

    `not_before` and `only_before` speak of the next word, `not_after` and `only_after` of the word in front, `not_with` and
    `only_with` of any other word nearby. Words are separated by blanks; `be_able` is two words in a row. Classes of words:
    `<number>`, `<name>` (capitalised), `<ing>`, `<ed>`, `<break>` (punctuation or the edge), `<start>` (of the sentence), and the
    lists of seeds/word_classes.csv such as `<pronoun>`.
    """

    def __init__(self, name: str, without: str = "") -> None:
        """Of the seed, all rows but those whose column `written` is `without`."""
        self._single: dict[str, list[Phrase]] = {}
        self._longer: dict[str, dict[str, list[Phrase]]] = {}
        for number, row in enumerate(seed(name), 1):
            if without and row["written"] == without:
                continue
            phrase = _phrase(row)
            if not phrase.words:
                raise BadSeed(f"seeds/{name}.csv, data row {number}: the phrase is empty")
            for first in phrase.words[0]:
                if len(phrase.words) == 1:
                    self._single.setdefault(first, []).append(phrase)
                else:
                    for second in phrase.words[1]:
                        self._longer.setdefault(first, {}).setdefault(second, []).append(phrase)
        for following in self._longer.values():
            for phrases in following.values():
                phrases.sort(key=lambda phrase: -len(phrase.words))  # stable: equally long phrases in the order of the seed
        self._first = frozenset(self._single) | frozenset(self._longer)

    def found(self, text: str, words: list[Word]) -> list[Found]:
        """The phrases among `words` (of `text`), from left to right, without overlaps."""
        lower = list(map(folded, words))
        out: list[Found] = []
        free = 0
        for at in compress(count(), map(self._first.__contains__, lower)):
            if at >= free and (phrase := self._starting(text, words, lower, at)):
                free = at + len(phrase.words)
                out.append(Found(at, free, phrase.row))
        return out

    def _starting(self, text: str, words: list[Word], lower: list[str], at: int) -> Phrase | None:
        """The longest phrase that starts here."""
        following = self._longer.get(lower[at])
        longer = following.get(lower[at + 1], ()) if following and at + 1 < len(lower) else ()
        for phrase in longer:
            if _fits(phrase, text, words, lower, at):
                return phrase
        for phrase in self._single.get(lower[at], ()):
            if _fits(phrase, text, words, lower, at):
                return phrase
        return None


def _phrase(row: dict[str, str]) -> Phrase:
    words, *_ = row.values()
    sides = [frozenset[str]().union(*map(_meant, row.get(side, "").split())) for side in _SIDES]
    return Phrase(tuple(map(_meant, fold(words).split())), row, row.get("written") == "small", not any(sides), *sides)


def _meant(item: str) -> frozenset[str]:
    """The word itself, or the words of `<class>`; a class that is known by its looks stays as it is."""
    return word_class(item[1:-1]) if item.startswith("<") and item[1:-1] not in _LOOKS else frozenset((item,))


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of seeds/word_classes.csv. Raises BadSeed for a class that no row defines."""
    for row in seed("word_classes"):
        if row["class"] == name:
            return frozenset(row["words"].split())
    raise BadSeed(f"no class {name!r} in seeds/word_classes.csv")


_LOOKS = ("number", "name", "ing", "ed", "break", "start")


def _looks(word: Word) -> Iterable[str]:
    """The classes a word belongs to by its looks."""
    if word.text[0].isdigit() or word.lower in word_class("number_word"):
        yield "<number>"
    if word.text[0].isupper():
        yield "<name>"
    if word.lower.endswith("ing"):
        yield "<ing>"
    if word.lower.endswith("ed"):
        yield "<ed>"


def _fits(phrase: Phrase, text: str, words: list[Word], lower: list[str], at: int) -> bool:
    stop = at + len(phrase.words)
    if phrase.small and at and words[at].text[0].isupper():
        return False
    if len(phrase.words) > 1 and not _reads(phrase, text, words, lower, at):
        return False
    return phrase.anywhere or _stands(phrase, text, words, lower, at, stop)


def _stands(phrase: Phrase, text: str, words: list[Word], lower: list[str], at: int, stop: int) -> bool:
    """Do the words around the phrase let it count?"""
    if phrase.not_after or phrase.only_after:
        before = _before(text, words, at)
        if before & phrase.not_after or (phrase.only_after and not before & phrase.only_after):
            return False
    if phrase.not_before or phrase.only_before:
        after = _after(text, words, stop)
        if after & phrase.not_before or (phrase.only_before and not after & phrase.only_before):
            return False
    if phrase.not_with or phrase.only_with:
        near = {*lower[max(0, at - _FAR) : at], *lower[stop : stop + _FAR]}
        if near & phrase.not_with or (phrase.only_with and not near & phrase.only_with):
            return False
    return True


def _reads(phrase: Phrase, text: str, words: list[Word], lower: list[str], at: int) -> bool:
    """Do the words from `at` on read like the phrase, with no punctuation between them?"""
    stop = at + len(phrase.words)
    if stop > len(words) or not all(word in allowed for word, allowed in zip(lower[at:stop], phrase.words, strict=True)):
        return False
    return not any(_break(text, words[i], words[i + 1]) for i in range(at, stop - 1))


def _break(text: str, left: Word, right: Word) -> bool:
    return not _BREAKS.isdisjoint(text[left.stop : min(right.start, left.stop + 8)])


def _before(text: str, words: list[Word], at: int) -> set[str]:
    """What stands in front of `words[at]`: the word, its classes, and it together with the word before it."""
    if at == 0:
        return {"<start>", "<break>"}
    if _break(text, words[at - 1], words[at]):
        return {"<break>"}
    word = words[at - 1]
    both = {f"{words[at - 2].lower}_{word.lower}"} if at > 1 else set()
    return {word.lower, *_looks(word), *both}


def _after(text: str, words: list[Word], stop: int) -> set[str]:
    """What follows on `words[stop - 1]`: the word, its classes, and it together with the word after it."""
    if stop == len(words) or _break(text, words[stop - 1], words[stop]):
        return {"<break>"}
    word = words[stop]
    both = {f"{word.lower}_{words[stop + 1].lower}"} if stop + 1 < len(words) else set()
    return {word.lower, *_looks(word), *both}
