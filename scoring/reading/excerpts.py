"""A block as the rules about sections look at it: its head and tail, their words, and the cues among them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple, overload

import msgspec

from scoring.files import seed
from scoring.model import Block, Page
from scoring.reading.phrases import Phrases
from scoring.words import Tokens, Word, count, fold, words

_HEAD, _TAIL = 3_000, 1_000
"""Characters: bounds the work for a block of any length. What a passage is shows at its beginning and its end."""
_SHORT, _EDGE = 80, 8
"""Words: of longer passages only the first and the last few are searched for cues."""
_EDGE_LETTERS = 100
"""Characters in which these few usually stand."""
_TELLING_LETTERS = 4
"""A shorter word stands in nearly every text."""
_RARE_LETTERS = 6
"""A word of so many letters stands in few."""
_OPENER = re.compile(r"[^\W_]+")
_NUMBER = "<number>"
"""A class of words in seeds/section_cues.csv: a number in figures."""


class Excerpt:
    """A block, and `text`: all of it, or its head and tail if it is long.

    Words and cues are looked for when they are asked for, and cues only where one could stand: few passages hold any.
    """

    def __init__(self, block: Block, text: str, tokens: Tokens | None = None) -> None:
        self.block, self.text = block, text
        self._tokens = tokens
        """The words of the page that `text` is a whole part of, where they are known."""
        self.folded = fold(text)
        """The text as words are folded."""
        self.opener = _opener(self.folded)
        """The letters or figures that it begins with, `<number>` for figures; "" without a word."""

    @cached_property
    def words(self) -> list[Word]:
        """The words of `text`."""
        return self._tokens.counted_from(self.block.start, self.block.stop) if self._tokens else words(self.text)

    @cached_property
    def count(self) -> int:
        """How many words `text` has."""
        if "words" in self.__dict__:
            return len(self.words)
        return self._tokens.count(self.block.start, self.block.stop) if self._tokens else count(self.text)

    @cached_property
    def cues(self) -> dict[str, str]:
        """Cues of seeds/section_cues.csv that stand where they count, each with its phrase."""
        text, length = self.text, self.count
        if length <= _SHORT:
            return _standing(text, self.words, length, starts=True, ends=True)
        return _standing(text, _first(text), length, starts=True, ends=False) | _standing(
            text, _last(text), length, starts=False, ends=True
        )

    def cue(self, name: str) -> str | None:
        """The phrase that gives the passage that cue; None if none does."""
        return self.cues.get(name) if self._may_hold(name) else None

    def _may_hold(self, cue: str) -> bool:
        """Do the words of one of its phrases follow each other in the text, where they have to?"""
        text, signs = self.folded, _signs()[cue]
        begun = signs.begun.get(self.opener)
        if begun is not None and begun.search(text):
            return True
        held = [word for word in signs.held if word in text] if signs.held else ()
        return bool(held) and any(signs.held[word].search(text) for word in held)


class Excerpts(Sequence[Excerpt]):
    """One excerpt for each block of a page, in order; each is made when it is first asked for, which most of a web page's never are."""

    def __init__(self, page: Page, tokens: Tokens | None) -> None:
        self._text, self._blocks, self._tokens = page.text, page.blocks, tokens
        self._made: list[Excerpt | None] = [None] * len(page.blocks)

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> Excerpt: ...
    @overload
    def __getitem__(self, at: slice) -> list[Excerpt]: ...
    def __getitem__(self, at: int | slice) -> Excerpt | list[Excerpt]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        made = self._made[at]
        if made is None:
            made = self._made[at] = excerpt(self._text, self._blocks[at], self._tokens)
        return made

    def __iter__(self) -> Iterator[Excerpt]:
        return map(self.__getitem__, range(len(self)))


class _Signs(NamedTuple):
    """What a text shows that holds a cue: the words of a phrase one after the other, whatever parts them.

    Nearly all texts show none. So a pattern is only tried behind what is cheap to ask: how a text begins, for phrases that have to begin
    it; whether it holds one long word of each of the others, "" where it is so short that most texts do.
    """

    begun: dict[str, re.Pattern[str]]
    held: dict[str, re.Pattern[str]]


@cache
def _section_cues() -> Phrases:
    return Phrases("section_cues")


@cache
def _signs() -> dict[str, _Signs]:
    """By cue."""
    begun: dict[str, dict[str, list[str]]] = {}
    held: dict[str, dict[str, list[str]]] = {}
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for row in seed("section_cues"):
        shared[row["cue"]].update(fold(row["phrase"]).split() if row["place"] not in ("whole", "start") else ())
    for row in seed("section_cues"):
        words = fold(row["phrase"]).split()
        begins, holds = begun.setdefault(row["cue"], {}), held.setdefault(row["cue"], {})
        telling = _telling(words, shared[row["cue"]])
        if row["place"] in ("whole", "start") and (words[0][0] != "<" or words[0] == _NUMBER):
            begins.setdefault(_opener(words[0]), []).append(_in_a_row(words))
        else:
            holds.setdefault(telling, []).append(_in_a_row(words))
    return {cue: _Signs(_compiled(begun[cue]), _compiled(held[cue])) for cue in begun}


def _telling(words: Sequence[str], shared: Counter[str]) -> str:
    """The word of a phrase that a text is asked for: a long one that many phrases share, so that few are asked for, else the longest."""
    known = [word for word in words if len(word) >= _TELLING_LETTERS and word[0] != "<"]
    return max(known, key=lambda word: (shared[word] if len(word) >= _RARE_LETTERS else 0, len(word)), default="")


def _compiled(patterns: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    return {key: re.compile("|".join(those)) for key, those in patterns.items()}


def _in_a_row(words: Sequence[str]) -> str:
    """A pattern of these words as far as they are written out, without a class and what is beyond it: it begins with a letter of theirs
    and never with any, so that a search takes linear time.

    >>> import re
    >>> found = re.search(_in_a_row(["comments", "on", "page", "<number>"]), "2 comments, on “page 3”")
    >>> found[0], _in_a_row(["<number>", "replies"])
    ('comments, on “page', 'replies')
    """
    runs = " ".join("" if word[0] == "<" else word for word in words).split("  ")
    return r"[\W_]++".join(map(re.escape, max(runs, key=len).split()))


def _opener(text: str) -> str:
    """The letters or figures that a folded text begins with, `<number>` for figures; "" without a word."""
    found = _OPENER.search(text)
    return "" if found is None else _NUMBER if text == _NUMBER or found[0].isdigit() else found[0]


def excerpt(text: str, block: Block, tokens: Tokens | None = None) -> Excerpt:
    """The block's excerpt; `tokens` are the words of the whole text, where the caller has them already.

    >>> seen = excerpt("Copyright 2024 Northern Post", Block(start=0, stop=28))
    >>> seen.cue("boilerplate"), seen.cue("comments")
    ('copyright', None)
    """
    shown = text[block.start : block.stop]
    if block.stop - block.start > _HEAD + _TAIL:
        return Excerpt(block, f"{text[block.start : block.start + _HEAD]}\n{text[block.stop - _TAIL : block.stop]}")
    return Excerpt(block, shown, tokens)


def excerpts(page: Page, tokens: Tokens | None = None) -> Sequence[Excerpt]:
    """One excerpt for each block of the page, in order."""
    return Excerpts(page, tokens)


def _first(text: str) -> list[Word]:
    """The first words of a long text."""
    some = words(text, 0, _EDGE_LETTERS)
    return (some if len(some) > _EDGE else words(text))[:_EDGE]  # the last of some may be cut


def _last(text: str) -> list[Word]:
    """The last words of a long text; no word reaches over a blank, so that from one on words are what they are in the whole."""
    some = words(text, max(0, text.find(" ", len(text) - _EDGE_LETTERS)))
    return (some if len(some) >= _EDGE else words(text))[-_EDGE:]


def _standing(text: str, part: list[Word], count: int, *, starts: bool, ends: bool) -> dict[str, str]:
    """The cues in a part of a passage of `count` words which stand at the place, and within the length, that their rows ask for."""
    cues: dict[str, str] = {}
    if any(map(str.isdigit, text)):
        part = [msgspec.structs.replace(word, lower=_NUMBER) if word.text.isdigit() else word for word in part]
    for found in _section_cues().found(text, part):
        row = found.row
        first, last = starts and found.first == 0, ends and found.stop == len(part)
        fits = {"whole": first and last, "start": first, "end": last, "any": True}[row["place"]]
        if fits and (not row["at_most"] or count <= int(row["at_most"])):
            cues.setdefault(row["cue"], row["phrase"])
    return cues
