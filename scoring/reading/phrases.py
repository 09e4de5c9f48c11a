"""Phrases of a seed found among words: one dictionary look-up a word, the longest phrase that fits its neighbours wins."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import compress, count, pairwise
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
    plain: bool
    """A single word that counts however it is written, whatever stands around it."""
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
            if at < free:
                continue
            here = lower[at]
            following = self._longer.get(here)
            longer = following.get(lower[at + 1]) if following and at + 1 < len(lower) else None
            single = self._single.get(here, ())
            for phrase in (*longer, *single) if longer else single:
                if phrase.plain or _fits(phrase, text, words, lower, at):
                    free = at + len(phrase.words)
                    out.append(Found(at, free, phrase.row))
                    break
        return out


def _phrase(row: dict[str, str]) -> Phrase:
    words, *_ = row.values()
    sides = [frozenset[str]().union(*map(_meant, row.get(side, "").split())) for side in _SIDES]
    meant, small, anywhere = tuple(map(_meant, fold(words).split())), row.get("written") == "small", not any(sides)
    return Phrase(meant, row, anywhere and not small and len(meant) == 1, small, anywhere, *sides)


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
_BREAK = frozenset(("<break>",))
_START = frozenset(("<start>", "<break>"))


@lru_cache(maxsize=100_000)
def _looks(text: str, lower: str) -> frozenset[str]:
    """A folded word, and the classes that it belongs to by its looks as it is written."""
    there = {
        lower: True,
        "<number>": text[0].isdigit() or lower in word_class("number_word"),
        "<name>": text[0].isupper(),
        "<ing>": lower.endswith("ing"),
        "<ed>": lower.endswith("ed"),
    }
    return frozenset(look for look, is_there in there.items() if is_there)


def _fits(phrase: Phrase, text: str, words: list[Word], lower: list[str], at: int) -> bool:
    stop = at + len(phrase.words)
    if phrase.small and at and words[at].text[0].isupper():
        return False
    if len(phrase.words) > 1 and not _reads(phrase, text, words, lower, at, stop):
        return False
    return phrase.anywhere or _stands(phrase, text, words, lower, at, stop)


def _stands(phrase: Phrase, text: str, words: list[Word], lower: list[str], at: int, stop: int) -> bool:
    """Do the words around the phrase let it count?"""
    if phrase.not_after or phrase.only_after:
        looks, both = _before(text, words, at)
        if _among(phrase.not_after, looks, both) or (phrase.only_after and not _among(phrase.only_after, looks, both)):
            return False
    if phrase.not_before or phrase.only_before:
        looks, both = _after(text, words, stop)
        if _among(phrase.not_before, looks, both) or (phrase.only_before and not _among(phrase.only_before, looks, both)):
            return False
    if phrase.not_with or phrase.only_with:
        near = {*lower[max(0, at - _FAR) : at], *lower[stop : stop + _FAR]}
        if near & phrase.not_with or (phrase.only_with and not near & phrase.only_with):
            return False
    return True


def _reads(phrase: Phrase, text: str, words: list[Word], lower: list[str], at: int, stop: int) -> bool:
    """Do the words from `at` on, of which the first two were looked up, read like the phrase, with no punctuation between them?"""
    if stop > len(words):
        return False
    for place in range(at + 2, stop):
        if lower[place] not in phrase.words[place - at]:
            return False
    # Between words of a phrase stands a single blank nearly always: then nothing else is looked at.
    return all(text[left.stop : right.start] == " " or not _break(text, left, right) for left, right in pairwise(words[at:stop]))


def _break(text: str, left: Word, right: Word) -> bool:
    gap = text[left.stop : min(right.start, left.stop + 8)]
    return gap != " " and not _BREAKS.isdisjoint(gap)


def _among(wanted: frozenset[str], looks: frozenset[str], both: str) -> bool:
    return both in wanted or not wanted.isdisjoint(looks)


def _before(text: str, words: list[Word], at: int) -> tuple[frozenset[str], str]:
    """What stands in front of `words[at]`: the word and its classes, and it together with the word before it, '' if there is none."""
    if at == 0:
        return _START, ""
    if _break(text, words[at - 1], words[at]):
        return _BREAK, ""
    word = words[at - 1]
    return _looks(word.text, word.lower), f"{words[at - 2].lower}_{word.lower}" if at > 1 else ""


def _after(text: str, words: list[Word], stop: int) -> tuple[frozenset[str], str]:
    """What follows on `words[stop - 1]`: the word and its classes, and it together with the word after it, '' if there is none."""
    if stop == len(words) or _break(text, words[stop - 1], words[stop]):
        return _BREAK, ""
    word = words[stop]
    return _looks(word.text, word.lower), f"{word.lower}_{words[stop + 1].lower}" if stop + 1 < len(words) else ""
