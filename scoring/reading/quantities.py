"""Words to quantities: numbers with their units, and the interval that the words around them allow."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import inf, isinf
from typing import NamedTuple

import msgspec

from scoring.files import seed
from scoring.model import Quantity
from scoring.reading.calendar import Dated, dated, dates
from scoring.reading.numerals import atoms, candidates, joined, looks_numeric, numeral, of_kind, slashed
from scoring.units import comparable
from scoring.words import Word, lemma

__all__ = ["dates", "quantities"]

_GLUE = "/_#@:=&?^\\"
"""Signs that make a figure behind them part of an address, a rank, a time or a ratio."""
_SYMBOLS = "$€£¥₽₴₹₺₪₩"
_DASHES = "-‑–"
_STOPS = frozenset(("article", "auxiliary", "conjunction", "copula", "possessive", "preposition", "pronoun", "opener", "date", "adverb"))
_FARTHEST_NOUN = 5
_LONGEST_PHRASE = 4
_WIDEST_AFTER_CHANGE = 3
"""Rose 3 to 5 percent is a range, rose $2 to $46 a change and where it led."""
_SHARING = ("to", "and", "or", "+", "–", "-", ",")
_AFTER_OF = ("the", "these", "those", "its", "their", "his", "our")
Bound = tuple[float, float]
"""What the words around a number make of it: factors of its value, low and high."""


class _Sized(NamedTuple):
    """A number or range on its way to a Quantity, read up to atom `after`, exclusive, and character `stop`."""

    after: int
    stop: int
    low: float
    high: float
    kind: str
    suffix: str = ""
    percent: bool = False

    @property
    def value(self) -> float:
        return self.low if self.kind == "vague" else (self.low + self.high) / 2


def quantities(text: str, words: list[Word], days: list[Dated] | None = None) -> list[Quantity]:
    """The quantities among the words of a sentence, in order. Dates, years, names with numbers and the pronoun "one" are none.

    `days` are the dates among the words, where the caller has them already.

    `start` to `stop` covers number and unit, without the words that make it approximate. Parts of a whole are in percent.

    >>> from scoring.words import words
    >>> text = "Over two and a half hours, 20 or 30 of the new missiles cost roughly $3bn."
    >>> [(q.value, q.unit, q.low, q.high) for q in quantities(text, words(text))]
    [(2.5, 'hour', 2.5, inf), (25.0, 'missile', 20.0, 30.0), (3000000000.0, 'USD', 2700000000.0, 3300000000.0)]
    """
    parts = atoms(words)
    places = [at for at in candidates(parts) if parts[at].lower not in ("a", "an") or _is_counting_article(parts, at)]
    if not places:
        return []
    taken = _atoms_within(parts, dated(text, words) if days is None else days)
    found: list[Quantity] = []
    free = 0
    for at in places:
        if at < free or at in taken:
            continue
        read = _quantity_at(text, parts, at)
        if read:
            found.append(read[0])
            free = read[1]
    return _compounded(text, _with_shared_units(text, found))


def _compounded(text: str, found: list[Quantity]) -> list[Quantity]:
    """A quantity told in two units is one: two hours and fifty minutes, five foot ten inches."""
    out: list[Quantity] = []
    for this in found:
        whole = _added(out[-1], this) if out and text[out[-1].stop : this.start].strip() in ("", "and", ",") else None
        if whole:
            out[-1] = whole
        else:
            out.append(this)
    return out


def _added(whole: Quantity, part: Quantity) -> Quantity | None:
    """The sum, in the larger unit, of a quantity and a smaller part of it; None if they cannot be added."""
    (dimension, large), (other, small) = comparable(whole.unit), comparable(part.unit)
    if dimension != other or small >= large or part.value * small >= large or isinf(whole.high) or part.approximate:
        return None
    more = part.value * small / large
    return msgspec.structs.replace(
        whole, stop=part.stop, value=round(whole.value + more, 6), low=round(whole.low + more, 6), high=round(whole.high + more, 6)
    )


def _is_counting_article(parts: list[Word], at: int) -> bool:
    """Whether "a" may begin a number: a dozen, a third, a couple, half a, an hour."""
    return parts[at].lower in ("a", "an") and at + 1 < len(parts) and parts[at + 1].lower in _after_article()


def may_be_counted(lower: str) -> bool:
    """Whether a folded word, or the first of the parts that `atoms` takes it into, may make the article in front of it a number."""
    return lower in _after_article() or lower.partition("-")[0] in _after_article()


def _with_shared_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """A bare number takes the unit of the next where only a small word parts them: from 3 to 5 percent, 16 + 16 missiles."""
    for at in range(len(found) - 2, -1, -1):
        this, following = found[at], found[at + 1]
        shares = not this.unit and following.unit != "ordinal" and text[this.stop : following.start].strip() in _SHARING
        if shares:
            found[at] = msgspec.structs.replace(this, unit=following.unit)
    return found


def _atoms_within(parts: list[Word], spans: list[Dated]) -> set[int]:
    """The atoms that dates are made of."""
    within: set[int] = set()
    at = 0
    for span in spans:
        while at < len(parts) and parts[at].start < span.date.stop:
            if parts[at].start >= span.date.start:
                within.add(at)
            at += 1
    return within


def _quantity_at(text: str, parts: list[Word], at: int) -> tuple[Quantity, int] | None:
    """The quantity that begins at an atom, and the atom after it."""
    lower = parts[at].lower
    if _is_part_of_something(text, parts, at):
        return None
    start, currency = _currency_before(text, parts, at)
    sized = _single_unit(text, parts, at) or _sized(text, parts, at, bool(currency))
    if sized is None or (sized.kind == "ordinal" and not _is_rank(text, parts, at, sized.after)):
        return None
    if lower == "one" and sized.after == at + 1 and not currency and _is_pronoun(text, parts, at):
        return None
    bound = _bound_before(text, parts, at, start)
    after, stop = sized.after, sized.stop
    if text[stop : stop + 1] == "+":
        bound, stop = (1.0, inf), stop + 1
    elif behind := _bound_after(text, parts, after):
        bound, after = behind
    unit, after, unit_stop = _unit(text, parts, after, sized, currency)
    if _is_label(text, parts, at, unit, sized) or (sized.suffix and not unit):
        return None
    if bound is None and unit and (behind := _bound_after(text, parts, after)):
        bound, after = behind
    return _quantity(start, max(stop, unit_stop), sized, unit, bound), after


def _quantity(start: int, stop: int, sized: _Sized, unit: str, bound: Bound | None) -> Quantity:
    low, high = bound or (1.0, 1.0)
    return Quantity(
        start=start,
        stop=stop,
        value=round(sized.value, 6),
        unit=unit,
        approximate=bound is not None or sized.low < sized.high,
        low=round(sized.low * low, 6),
        high=inf if high == inf else round(sized.high * high, 6),
    )


def _is_part_of_something(text: str, parts: list[Word], at: int) -> bool:
    """Whether the signs around a figure make it a piece of an address, a time, a version, a score or a list number."""
    start, stop = parts[at].start, parts[at].stop
    before, after = text[max(0, start - 2) : start], text[stop : stop + 2]
    if before[-1:] and (before[-1] in _GLUE or (before[-1] in ".,-‑–" and before[:1].isalnum() and len(before) == 2)):
        return True
    if after[:1] == ")" and (before[-1:] == "(" or at == 0):
        return True
    if after[:1] == "/" and after[1:].isdigit():
        return slashed(text, parts, at) is None
    return after[:1] == ":" and after[1:].isdigit()


def _currency_before(text: str, parts: list[Word], at: int) -> tuple[int, str]:
    """Where the number begins with its currency sign, and the currency's code; the number's own start and '' without one."""
    start = parts[at].start
    sign = start - 1 if text[start - 1 : start] != " " else start - 2
    previous = parts[at - 1] if at else None
    if sign >= 0 and text[sign] in _SYMBOLS:
        if previous and previous.stop == sign and (code := _units().get(previous.lower + text[sign])):
            return previous.start, code
        return sign, _units()[text[sign]]
    if previous and previous.text.isupper() and len(previous.text) == 3 and joined(text, previous, parts[at]):
        code = _units().get(previous.lower, "")
        if code == previous.text:
            return previous.start, code
    return start, ""


def _sized(text: str, parts: list[Word], at: int, money: bool) -> _Sized | None:
    """The number or range that begins at an atom."""
    if part := slashed(text, parts, at):
        return _Sized(at + 2, parts[at + 1].stop, part, part, "cardinal")
    number = numeral(text, parts, at, money)
    if number is None:
        return None
    stop = parts[number.after - 1].stop
    percent = text.startswith(("%", " %"), stop)
    if percent:
        stop = text.index("%", stop) + 1
    sized = _Sized(number.after, stop, number.value, number.high or number.value, number.kind, number.suffix, percent)
    return _range(text, parts, at, sized, money) if number.kind in ("cardinal", "year-like") and not number.suffix else sized


def _range(text: str, parts: list[Word], at: int, first: _Sized, money: bool) -> _Sized | None:
    """20 or 30, three to four, between 3 and 5, 20-30 %; None for a score (3-2), which is no quantity at all."""
    following = _after_connector(text, parts, at, first)
    if following is None:
        return first
    second = numeral(text, parts, following, money)
    if second is None or second.kind not in ("cardinal", "year-like"):
        return first
    low = first.low
    bare = numeral(text, parts[: following + 1], following, False)
    if bare and bare.value and low < bare.value < second.value:
        low *= second.value / bare.value  # 3 to 5 million
    if at and parts[at - 1].lower in of_kind("change") and second.value > _WIDEST_AFTER_CHANGE * low:
        return first
    if low >= second.value:
        return None if following == first.after else first
    stop = parts[second.after - 1].stop
    percent = text.startswith(("%", " %"), stop)
    return _Sized(second.after, text.index("%", stop) + 1 if percent else stop, low, second.value, "cardinal", second.suffix, percent)


def _after_connector(text: str, parts: list[Word], at: int, first: _Sized) -> int | None:
    """The atom at which the upper end of a range would begin. "From 3 to 5" is a change, no range."""
    after = first.after
    if after >= len(parts):
        return None
    gap = text[first.stop : parts[after].start].strip(_SYMBOLS)
    if gap.strip() in tuple(_DASHES) and looks_numeric(parts[after].lower):
        return after
    before = parts[at - 1].lower if at else ""
    links = parts[after].lower
    is_link = links == "or" or (links == "to" and before != "from") or (links == "and" and before == "between")
    if not is_link or after + 1 >= len(parts) or gap not in (" ", "-", "\u00a0", "\n"):
        return None
    return after + 1 if text[parts[after].stop : parts[after + 1].start].strip(_SYMBOLS) in (" ", "-") else None


def _single_unit(text: str, parts: list[Word], at: int) -> _Sized | None:
    """An hour and a half; after "more than" or its like also an hour. An article alone counts nothing (ten ships a year)."""
    if parts[at].lower not in ("a", "an", "one") or at + 1 >= len(parts) or parts[at + 1].lower not in _units():
        return None
    if [part.lower for part in parts[at + 2 : at + 5]] == ["and", "a", "half"]:
        return _Sized(at + 5, parts[at + 4].stop, 1.5, 1.5, "cardinal", parts[at + 1].lower)
    return _Sized(at + 1, parts[at].stop, 1.0, 1.0, "cardinal") if _bound_before(text, parts, at, parts[at].start) else None


def _is_rank(text: str, parts: list[Word], at: int, after: int) -> bool:
    """Whether an ordinal ranks something: not "at first", "Second, ...", "talks first, then", "First Lady", "per second"."""
    if at and parts[at].text[0].isupper():
        return False
    before = parts[at - 1].lower if at else ""
    following = parts[after].lower if after < len(parts) and joined(text, parts[after - 1], parts[after]) else ""
    if before in ("at", "per", "every", "each", "split") or (before == "a" and not following):
        return False
    if following == "of" and after + 1 < len(parts) and parts[after + 1].lower == "all":
        return False
    if before.endswith("'s") or _word_class(before) in ("article", "possessive", "determiner"):
        return True
    return bool(following) and _word_class(following) not in _STOPS


def _is_pronoun(text: str, parts: list[Word], at: int) -> bool:
    """Whether "one" stands for something instead of counting it: one has to wonder, the only one, one of many."""
    if at + 1 >= len(parts) or not joined(text, parts[at], parts[at + 1]):
        return True
    following = parts[at + 1].lower
    if following in _units():
        return False
    if text[parts[at].stop] in _DASHES or not following.isalpha():
        return True
    if at and parts[at - 1].lower in of_kind("before_pronoun"):
        return True
    return _word_class(following) in (_STOPS | {"determiner"}) or following.endswith("ing") or _is_plural(following)


def _is_label(text: str, parts: list[Word], at: int, unit: str, sized: _Sized) -> bool:
    """Whether a number names instead of counting: Boeing 737, Article 5, No. 10; or a year without a word that says so."""
    if sized.kind not in ("cardinal", "year-like") or sized.percent:
        return False
    following = text[sized.stop : sized.stop + 6].lower().lstrip()
    if not unit and (sized.kind == "year-like" or following.startswith(("a.m", "p.m", "am ", "pm ", "o'clo", "o’clo"))):
        return True
    if sized.after < len(parts) and parts[sized.after].lower in of_kind("clock"):
        return True
    if not at or not (parts[at].lower[0].isdigit() or parts[at].text[0].isupper()):
        return False
    before = parts[at - 1]
    gap = text[before.stop : parts[at].start]
    if gap not in (" ", ". ", "\u00a0"):
        return False
    if before.text[0].isupper() and before.lower in of_kind("label"):
        return True
    return not unit and at > 1 and gap == " " and before.text[0].isupper() and before.lower not in _bounds("before")


def _unit(text: str, parts: list[Word], after: int, sized: _Sized, currency: str) -> tuple[str, int, int]:
    """The unit of a number, the atom after it and the character where it stops; '' when none is said."""
    here = ("", after, sized.stop)
    if sized.kind == "ordinal":
        return "ordinal", after, sized.stop
    if sized.percent or sized.kind == "fraction":
        return "percent", after, sized.stop
    if currency:
        return _listed_unit(text, parts, after, currency) or (currency, after, sized.stop)
    if sized.suffix:
        return _units().get(sized.suffix, ""), after, sized.stop
    return _listed_unit(text, parts, after) or _head_noun(text, parts, after, sized.value == 1) or here


def _listed_unit(text: str, parts: list[Word], at: int, only: str = "") -> tuple[str, int, int] | None:
    """The longest unit of seeds/units.csv at an atom; with `only`, no other than that one."""
    if at >= len(parts) or parts[at].lower not in _unit_openers():
        return None
    for length in (3, 2, 1):
        run = parts[at : at + length]
        if len(run) == length and all(joined(text, parts[at + step - 1], run[step]) for step in range(length)):
            unit = _units().get(" ".join(part.lower for part in run))
            if unit and (not only or unit == only):
                return unit, at + length, run[-1].stop
    return None


def _head_noun(text: str, parts: list[Word], at: int, single: bool) -> tuple[str, int, int] | None:
    """The noun that is counted: the first plural among the next few words, over adjectives and "of the"; after one, the next word."""
    hyphen = at < len(parts) and text[parts[at - 1].stop : parts[at].start] in tuple(_DASHES)
    people = None
    for step in range(at, min(len(parts), at + _FARTHEST_NOUN)):
        part, lower = parts[step], parts[step].lower
        if not joined(text, parts[step - 1], part):
            break
        if (lower == "of" and step == at) or (lower in _AFTER_OF and parts[step - 1].lower == "of") or (lower == "and" and step > at):
            continue
        acronym = part.text.isupper() and len(lower) > 1  # US is no pronoun
        if looks_numeric(lower) or (_word_class(lower) in _STOPS and not acronym) or not lower.replace("-", "").replace("'", "").isalpha():
            break
        if lower in _units():
            return _units()[lower], step + 1, part.stop
        if lower in of_kind("no_unit"):
            break
        if _is_plural(lower) or ((single or hyphen) and part.text[0].islower()):
            return _singular(lower), step + 1, part.stop
        if lower in of_kind("people"):
            people = "person", step + 1, part.stop
    return people


def _is_plural(lower: str) -> bool:
    return lower in of_kind("plural") or (len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s")))


def _singular(lower: str) -> str:
    """The dictionary form; for names that no dictionary has, the word without its s."""
    base = lemma(lower)
    return base[:-1] if base == lower and _is_plural(lower) and lower.endswith("s") and lower not in ("series", "species") else base


def _bound_before(text: str, parts: list[Word], at: int, start: int) -> Bound | None:
    """The interval that the words or the sign in front of a number leave open, the longest phrase first."""
    bounds = _bounds("before")
    sign = text[max(0, start - 2) : start].strip()[-1:]
    if sign in bounds:
        return bounds[sign]
    at -= at > 0 and parts[at - 1].stop > start  # USD before the figure
    at -= at > 1 and parts[at - 1].lower == "between"
    if not at or parts[at - 1].lower not in _bound_ends():
        return None
    for length in range(min(_LONGEST_PHRASE, at), 0, -1):
        run = parts[at - length : at]
        gaps = [text[left.stop : right.start] for left, right in pairwise(run)]
        if all(gap.isspace() for gap in gaps) and text[run[-1].stop : start].strip(_SYMBOLS).isspace():
            bound = bounds.get(" ".join(part.lower for part in run))
            if bound:
                return bound
    return None


def _bound_after(text: str, parts: list[Word], at: int) -> tuple[Bound, int] | None:
    """The interval that "or so", "or more" or "-plus" behind a number leaves open, and the atom after those words."""
    for length in (2, 1):
        run = parts[at : at + length]
        if len(run) == length and all(joined(text, parts[at + step - 1], run[step]) for step in range(length)):
            bound = _bounds("after").get(" ".join(part.lower for part in run))
            if bound:
                return bound, at + length
    return None


@cache
def _bound_ends() -> frozenset[str]:
    """The last word of each phrase that opens an interval in front of a number."""
    return frozenset(phrase.rpartition(" ")[2] for phrase in _bounds("before"))


@cache
def _bounds(place: str) -> dict[str, Bound]:
    return {row["phrase"]: (float(row["low"]), float(row["high"])) for row in seed("number_bounds") if row["place"] == place}


@cache
def _after_article() -> frozenset[str]:
    return frozenset(("half", "few", "couple", *of_kind("scale"), *of_kind("fraction"), *_units()))


@cache
def _unit_openers() -> frozenset[str]:
    """The first word of each way to write a unit."""
    return frozenset(word.partition(" ")[0] for word in _units())


@cache
def _units() -> dict[str, str]:
    """Every way to write a unit, to the unit."""
    return {row["word"]: row["unit"] for row in seed("units")}


@cache
def _word_classes() -> dict[str, str]:
    classes: dict[str, str] = {}
    for row in seed("grammar"):
        classes.setdefault(row["word"], row["class"])
    return classes


def _word_class(lower: str) -> str:
    """The closed class of a word, '' for a word that may be a noun or an adjective."""
    return _word_classes().get(lower, "")
