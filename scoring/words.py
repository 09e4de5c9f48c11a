"""Words with their places: the one tokeniser that reading and judging share, and the forms words are compared in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, compress, repeat
from itertools import count as numbers
from operator import attrgetter, itemgetter, sub

import msgspec
import simplemma

# One pass, no nesting, no alternatives that overlap, nothing tried twice: linear in the text. The group makes `split` give the words
# between the gaps.
_WORD = re.compile(r"([^\W_]++(?:[.,](?=\d)\d++)*+(?:['’\-‑][^\W_]++)*+)")


class Word(msgspec.Struct, frozen=True, gc=False):
    """A token: `text[start:stop]`, and its folded form.

    A Struct that the collector of cycles need not look at: made, and asked for a field, in half the time of a named tuple.
    """

    start: int
    stop: int
    text: str
    lower: str
    """Lower case, with a straight apostrophe and a plain hyphen."""


def words(text: str, start: int = 0, stop: int | None = None) -> list[Word]:
    """The words of `text[start:stop]` with their offsets; numbers keep their points, hyphens and apostrophes join.

    >>> [w.text for w in words("Lt. Gen. Lee didn’t pay 1,200.50 for a two-hour call.")]
    ['Lt', 'Gen', 'Lee', 'didn’t', 'pay', '1,200.50', 'for', 'a', 'two-hour', 'call']
    """
    return list(map(Word, *_columns(text[start:stop], start)))


def _columns(text: str, begin: int) -> tuple[list[int], list[int], list[str], list[str]]:
    """Where the words of a text start and stop, as it counts from `begin`, how they are written, and their lower forms."""
    parts = _WORD.split(text)
    if len(parts) == 1:
        return [], [], [], []
    texts = parts[1::2]
    ends = list(accumulate(map(len, parts), initial=begin))
    # No word holds a line break, and none changes how its neighbour is folded: all are folded at once.
    return ends[1::2], ends[2::2], texts, fold("\n".join(texts)).split("\n")


def count(text: str) -> int:
    """How many words a text has: `len(words(text))`, in a fraction of its time.

    >>> count("Lt. Gen. Lee didn’t pay 1,200.50.")
    6
    """
    return len(_WORD.findall(text))


written: Callable[[Word], str] = attrgetter("text")
"""The text of a word: for `map`, which then leaves the loop to the interpreter's own code."""

folded: Callable[[Word], str] = attrgetter("lower")
"""The lower form of a word, for `map`."""


def capitals(words: Sequence[Word]) -> list[int]:
    """The indices of the words that begin with a capital.

    >>> capitals(words("Yesterday Ann Lee left."))
    [0, 1, 2]
    """
    return list(compress(numbers(), map(str.isupper, map(itemgetter(0), map(written, words)))))


class Tokens:
    """The words of a whole text, made once, for all who look at parts of it.

    >>> text = "Mills closed. Ports opened."
    >>> [word.text for word in Tokens(text).within(14, 27)]
    ['Ports', 'opened']
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts, self._stops, self._texts, self._lower = _columns(text, 0)
        self.all = list(map(Word, self._starts, self._stops, self._texts, self._lower))

    def beginning_in(self, start: int, stop: int) -> list[Word]:
        """The words that begin between two offsets, whole."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def within(self, start: int, stop: int) -> list[Word]:
        """The same as `words(text, start, stop)`: a word that an offset cuts is there as far as it stands between the two."""
        whole = self._whole(start, stop)
        return words(self._text, start, stop) if whole is None else self.all[whole]

    def counted_from(self, start: int, stop: int) -> list[Word]:
        """The same as `words(text[start:stop])`: the words between two offsets, as a text of its own counts them."""
        whole = self._whole(start, stop)
        if whole is None:
            return words(self._text[start:stop])
        shift = repeat(start)
        return list(
            map(Word, map(sub, self._starts[whole], shift), map(sub, self._stops[whole], shift), self._texts[whole], self._lower[whole])
        )

    def count(self, start: int, stop: int) -> int:
        """How many words stand between two offsets."""
        whole = self._whole(start, stop)
        return count(self._text[start:stop]) if whole is None else whole.stop - whole.start

    def _whole(self, start: int, stop: int) -> slice | None:
        """Which words stand between two offsets; None if one of these cuts a word."""
        first, after = bisect_left(self._starts, start), bisect_left(self._starts, stop)
        cut = (first and self._stops[first - 1] > start) or (after and self._stops[after - 1] > stop)
        return None if cut else slice(first, after)


def fold(word: str) -> str:
    """Lower case, with a straight apostrophe and a plain hyphen.

    >>> fold("Didn’t")
    "didn't"
    """
    return word.lower().replace("’", "'").replace("‑", "-")


@lru_cache(maxsize=200_000)
def lemma(lower: str) -> str:
    """The dictionary form of a folded word (simplemma, English); possessive endings go.

    >>> lemma("agreements"), lemma("putin's"), lemma("said")
    ('agreement', 'putin', 'say')
    """
    bare = lower[:-2] if lower.endswith("'s") else lower.rstrip("'")
    return simplemma.lemmatize(bare, lang="en").lower() if bare.isalpha() else bare
