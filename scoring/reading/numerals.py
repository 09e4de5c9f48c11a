"""Words to numbers: 1.1 million, two and a half, twenty-five, 3bn, a dozen, eighth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import compress, count
from typing import NamedTuple

from scoring.files import seed
from scoring.words import Word, folded

_FIGURE = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([a-z]*|[½¼¾⅓⅔])", re.ASCII)
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_LONGEST_FIGURE = 24
_LONGEST_COMPOUND = 12
"""Parts that one hyphenated word is taken apart into, at most."""

_DIGITS = frozenset("0123456789")


class Numeral(NamedTuple):
    """A number read from the atoms up to `after`, exclusive."""

    value: float
    after: int
    kind: str
    """cardinal, ordinal, fraction (in percent), vague (dozens) or year-like (a bare figure of four digits)."""
    suffix: str = ""
    """Letters glued to a figure that are no part of the number: the km of 16km."""
    high: float | None = None
    """Where the words themselves allow a range: dozens, a couple."""


def looks_numeric(lower: str) -> bool:
    """Whether a folded word, or the front of a hyphenated one, can begin a number."""
    if lower[0] in _DIGITS or lower in _VULGAR:
        return True
    return (lower.partition("-")[0] if "-" in lower else lower) in starters()


@lru_cache(maxsize=200_000)
def _may_begin_number(lower: str) -> bool:
    return looks_numeric(lower) or lower in ("a", "an")


def candidates(parts: list[Word]) -> Iterable[int]:
    """The atoms that can begin a number, or are the article of one (a dozen), in order."""
    return compress(count(), map(_may_begin_number, map(folded, parts)))


def may_hold_number(lower: str) -> bool:
    """Whether a number can begin with a folded word, or with one of the parts that `atoms` takes it into."""
    return looks_numeric(lower) or lower.partition("-")[0] in of_kind("scale")


def atoms(words: list[Word]) -> list[Word]:
    """The words, hyphenated numbers taken apart: two-and-a-half-hour is two, and, a, half, hour; GPT-6 stays one.

    >>> from scoring.words import words
    >>> [atom.lower for atom in atoms(words("a 22-year-old GPT-6 user"))]
    ['a', '22', 'year', 'old', 'gpt-6', 'user']
    """
    parts: list[Word] = []
    for word in words:
        if "-" in word.lower and _is_compound(word):
            start = word.start
            for part in word.lower.split("-", _LONGEST_COMPOUND):
                stop = start + len(part)
                parts.append(Word(start, stop, word.text[start - word.start : stop - word.start], part))
                start = stop + 1
        else:
            parts.append(word)
    return parts


def _is_compound(word: Word) -> bool:
    """Whether a hyphenated word begins with a number or a scale (million-strong), and folding moved no character of it."""
    return (looks_numeric(word.lower) or word.lower.partition("-")[0] in of_kind("scale")) and len(word.lower) == len(word.text)


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether only a blank or a hyphen stands between two atoms, or the plus of "50+ ships"."""
    gap = text[left.stop : right.start]
    return gap in (" ", "-", "‑", "+ ") or gap.isspace()


def figure(lower: str) -> tuple[float, str] | None:
    """The value of a figure and the letters glued to it; None when it is no plain number (16.10.2025, 3rd is (3, 'rd')).

    >>> figure("1,133,000"), figure("2.5"), figure("16km"), figure("16.10.2025")
    ((1133000.0, ''), (2.5, ''), (16.0, 'km'), None)
    """
    found = _FIGURE.fullmatch(lower) if len(lower) <= _LONGEST_FIGURE else None
    return (float(found[1].replace(",", "")), found[2]) if found else None


def numeral(text: str, parts: list[Word], at: int, money: bool = False) -> Numeral | None:
    """The number that begins at atom `at`, if one does. `money`: a currency sign stands in front, so that 3m are millions."""
    lower = parts[at].lower
    if lower[0] in _DIGITS:
        return _from_figure(text, parts, at, money)
    if lower in _VULGAR:
        return Numeral(_rounded(_VULGAR[lower]), at + 1, "cardinal")
    if lower in ("a", "an"):
        return _from_article(text, parts, at)
    if lower == "half":
        return _from_half(text, parts, at)
    kind, value = starters().get(lower, ("", 0.0))
    if kind == "ordinal":
        return Numeral(value, at + 1, "ordinal")
    if kind == "several":
        return _several(text, parts, at + 1)
    if kind == "vague":
        return _vague(parts, at, value)
    if kind in ("unit", "tens"):
        return _fraction(text, parts, at + 1, value) or _cardinal(text, parts, at)
    return None


def _from_figure(text: str, parts: list[Word], at: int, money: bool) -> Numeral | None:
    read = figure(parts[at].lower)
    if read is None:
        return None
    value, suffix = read
    if suffix in _VULGAR:
        return _scaled(text, parts, at + 1, value + _VULGAR[suffix])
    if parts[at].lower[0] == "0" and parts[at].lower.isdigit() and parts[at].lower != "0":  # 0335 GMT, 007
        return None
    if suffix in ("st", "nd", "rd", "th"):
        return Numeral(value, at + 1, "ordinal")
    scale = _scale(suffix)
    if scale and (suffix != "m" or money or _counts_people_or_things(text, parts, at + 1)):
        return _scaled(text, parts, at + 1, value * scale)
    if suffix:
        return Numeral(value, at + 1, "cardinal", suffix)
    if at + 1 < len(parts) and parts[at + 1].start == parts[at].stop and (scale := _scale(parts[at + 1].lower)):
        return _scaled(text, parts, at + 2, value * scale)  # 2.5bn: two words to the tokeniser
    if at + 2 < len(parts) and text[parts[at + 1].stop] == "/" and joined(text, parts[at], parts[at + 1]):
        part = slashed(text, parts, at + 1)
        return Numeral(value + part, at + 3, "cardinal") if part else Numeral(value, at + 1, "cardinal")
    if len(parts[at].lower) == 4 and 1500 <= value <= 2100:
        after = _scaled(text, parts, at + 1, value)
        return after if after.after > at + 1 else Numeral(value, at + 1, "year-like")
    return _scaled(text, parts, at + 1, value)


def _counts_people_or_things(text: str, parts: list[Word], at: int) -> bool:
    """Whether a plural follows, so that 3m are three million and no metres."""
    return at < len(parts) and joined(text, parts[at - 1], parts[at]) and (parts[at].lower == "people" or parts[at].lower.endswith("s"))


def slashed(text: str, parts: list[Word], at: int) -> float | None:
    """The value of 1/2 or 3/4 at atom `at`; None for 24/7, 9/11 and dates."""
    if (
        at + 1 >= len(parts)
        or text[parts[at].stop : parts[at + 1].start] != "/"
        or text[parts[at + 1].stop : parts[at + 1].stop + 1] == "/"
    ):
        return None
    above, below = parts[at].lower, parts[at + 1].lower
    if len(above) == 1 and above in _DIGITS and below in ("2", "3", "4", "5", "6", "8", "10") and 0 < int(above) < int(below):
        return int(above) / int(below)
    return None


def _scaled(text: str, parts: list[Word], at: int, value: float) -> Numeral:
    """A value with the halves and scales that follow: 2 and a half, 1.1 million, 20 thousand million."""
    at, value = _and_a_half(text, parts, at, value)
    for _ in range(2):
        scale = _scale_word(text, parts, at)
        if not scale:
            break
        at, value = at + 1, value * scale
        at, value = _and_a_half(text, parts, at, value, scale)
    return Numeral(_rounded(value), at, "cardinal")


def _and_a_half(text: str, parts: list[Word], at: int, value: float, scale: float = 1.0) -> tuple[int, float]:
    """Past "and a half", "and a quarter" or ½, and the value with it."""
    if at < len(parts) and parts[at].lower in _VULGAR and joined(text, parts[at - 1], parts[at]):
        return at + 1, value + _VULGAR[parts[at].lower] * scale
    if at + 2 < len(parts) and parts[at].lower == "and" and parts[at + 1].lower in ("a", "one") and joined(text, parts[at - 1], parts[at]):
        part = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}.get(parts[at + 2].lower)
        if part:
            return at + 3, value + part * scale
    return at, value


def _cardinal(text: str, parts: list[Word], at: int) -> Numeral | None:
    """A number in words: what is below a scale word adds up, the scale multiplies it, and the products add up."""
    total, current, smallest = 0.0, 0.0, float("inf")
    room = float("inf")
    """What may still be added below the last part: 10 after twenty, 100 after hundred."""
    begin = at
    while at < len(parts) and (at == begin or joined(text, parts[at - 1], parts[at])):
        lower = parts[at].lower
        if lower == "and" and at > begin and at + 1 < len(parts) and (current >= 100 or total) and room > 10:
            following = starters().get(parts[at + 1].lower, ("", 0.0))
            if following[0] not in ("unit", "tens"):
                break
            at += 1
            continue
        kind, value = ("unit", 1.0) if at == begin and lower in ("a", "an") else starters().get(lower, ("", 0.0))
        if kind in ("unit", "tens") and value < room:
            current += value
            room = 10 if kind == "tens" else 0
            at += 1
        elif (kind == "ordinal" or (lower == "second" and current)) and 0 < value < room and current:
            return Numeral(total + current + value, at + 1, "ordinal")
        elif (scale := _scale(lower)) and at > begin and scale < smallest and current and len(lower) > 3:
            if scale <= 100:
                if current >= 100:
                    break
                current, room = current * scale, 100
            else:
                total, current, smallest, room = total + current * scale, 0.0, scale, 1000
            at += 1
        elif (half := _and_a_half(text, parts, at, 0.0))[0] > at:
            at, current = half[0], current + half[1] * (smallest if total and not current else 1)
            if total and current >= 1:
                total, current = total + current, 0.0
            room = 0
        else:
            break
    return Numeral(_rounded(total + current), at, "cardinal")


def _from_article(text: str, parts: list[Word], at: int) -> Numeral | None:
    """A dozen, a hundred and twenty, a couple, a third of, a few hundred."""
    if at + 1 >= len(parts) or not joined(text, parts[at], parts[at + 1]):
        return None
    lower = parts[at + 1].lower
    if _scale(lower) and len(lower) > 3:
        return _cardinal(text, parts, at)
    if lower == "half":
        half = _from_half(text, parts, at + 1)
        return half if half and half.kind == "cardinal" else None
    if lower == "couple":
        after = at + 3 if at + 2 < len(parts) and parts[at + 2].lower == "of" else at + 2
        scale = _scale_word(text, parts, after)
        return Numeral(2 * (scale or 1), after + bool(scale), "vague", high=3 * (scale or 1))
    return _several(text, parts, at + 2) if lower == "few" else _fraction(text, parts, at + 1, 1.0)


def _several(text: str, parts: list[Word], at: int) -> Numeral | None:
    """A few hundred, several million: from twice to nine times the scale. Without a scale no number."""
    scale = _scale_word(text, parts, at)
    return Numeral(2 * scale, at + 1, "vague", high=9 * scale) if scale else None


def _from_half(text: str, parts: list[Word], at: int) -> Numeral | None:
    """Half a million, half an hour, half of the missiles (in percent); not the second half."""
    if at + 1 >= len(parts) or not joined(text, parts[at], parts[at + 1]):
        return None
    lower = parts[at + 1].lower
    if lower in ("a", "an"):
        scale = _scale_word(text, parts, at + 2)
        return Numeral(0.5 * (scale or 1), at + 2 + bool(scale), "cardinal")
    if text[parts[at].stop] in "-‑":
        scale = _scale_word(text, parts, at + 1)
        return Numeral(0.5 * (scale or 1), at + 1 + bool(scale), "cardinal")
    if scale := _scale_word(text, parts, at + 1):
        return Numeral(0.5 * scale, at + 2, "cardinal")
    if lower in ("of", "the", "its", "their", "his", "her", "our", "my", "all") and (at == 0 or parts[at - 1].lower not in _ORDINAL_LIKE):
        return Numeral(50.0, at + 1, "fraction")
    return None


_ORDINAL_LIKE = frozenset(("first", "second", "other", "latter", "better", "last", "the", "this", "that", "and", "a"))


def _fraction(text: str, parts: list[Word], at: int, above: float) -> Numeral | None:
    """Two thirds, a third of, one-quarter, in percent; a third meeting is none."""
    if at >= len(parts) or not joined(text, parts[at - 1], parts[at]):
        return None
    below = of_kind("fraction").get(parts[at].lower)
    if not below or above >= below or above != int(above):
        return None
    plural = parts[at].lower.endswith("s")
    hyphen = text[parts[at - 1].stop] in "-‑"
    of = at + 1 < len(parts) and parts[at + 1].lower == "of"
    if plural == (above > 1) and (plural or hyphen or of) and parts[at].lower != "half":
        return Numeral(round(100 * above / below, 4), at + 1, "fraction")
    return None


def _vague(parts: list[Word], at: int, value: float) -> Numeral | None:
    """Dozens, hundreds of thousands: from twice to ten times the scale. Tens only before a scale."""
    if at + 2 < len(parts) and parts[at + 1].lower == "of":
        kind, scale = starters().get(parts[at + 2].lower, ("", 0.0))
        if kind == "vague" and scale > value:
            return Numeral(2 * value * scale, at + 3, "vague", high=10 * value * scale)
    return None if value == 10 else Numeral(2 * value, at + 1, "vague", high=10 * value)


def _scale_word(text: str, parts: list[Word], at: int) -> float | None:
    """The scale that atom `at` is, when it stands next to the atom before it."""
    if at >= len(parts) or not joined(text, parts[at - 1], parts[at]):
        return None
    return _scale(parts[at].lower)


def _scale(lower: str) -> float | None:
    return of_kind("scale").get(lower)


def _rounded(value: float) -> float:
    """Without the dust of binary fractions: 1.1 million is 1100000."""
    return float(round(value, 6))


@cache
def of_kind(kind: str) -> dict[str, float]:
    """The words of one kind in seeds/number_words.csv, with their values, in the file's order."""
    return {row["word"]: float(row["value"]) for row in seed("number_words") if row["kind"] == kind}


@cache
def starters() -> dict[str, tuple[str, float]]:
    """The words that a number in words can begin with, "half" among them, to kind and value; rank and part (third) count as rank."""
    kinds = ("ordinal", "several", "vague", "tens", "unit")
    return {"half": ("half", 0.5)} | {word: (kind, value) for kind in kinds for word, value in of_kind(kind).items()}
