"""A claim's words in order, as they are compared, each with what governs it: denial, doubt, voice, a preposition, an attribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple

from scoring.files import seed
from scoring.judging.lexicon import in_order, number, phrases, total, unit, value, words_of
from scoring.names import Name, demonyms, grammar, known
from scoring.words import Word, lemma

DENIED = 1
"""Mark of the first unit after a negation: what is denied."""
NEGATED = 2
"""Mark of units in the reach of a negation."""
MODAL = 4
"""Mark of the first unit after "will", "may", "plans to": what is no fact yet."""
NAME = 8
NUMBER = 16
"""Mark of quantities, figures, and words that mix letters and figures."""
PASSIVE = 32
"""Mark of a participle after a form of "be"."""
DATE = 64
"""Mark of weekdays, months and years."""
APART = 128
"""Mark of a unit with a comma or the like in front of it."""
FRAME = 256
"""Mark of the words that only say who says it, and when."""
INFLECTED = 512
"""Mark of a word that differs from its dictionary form, as verbs that tell what happened do."""
SCOPE = 1024
"""Mark of a word that turns others (seeds/scopes.csv): "failed to", "plans", "hoax"."""

OWNER = "'s"
FRAMED = 0.3
"""What a unit counts, beside one, that only says who says it."""

_DENIAL_REACH, _MODAL_REACH, _FRAME_REACH, _STORY_REACH = 4, 3, 4, 5
"""Units that a negation, a modal, a verb of saying and a word of doubt reach."""
_FAR = -100
_PASSIVE_REACH = 3
"""Words between a form of "be" and its participle, that included."""
_BETWEEN = frozenset(["a", "the", "actually", "really", "be"])
"""Words between "not" and "true"."""
_DETERMINERS = frozenset(["the", "a", "an", "this", "that", "his", "her", "its", "their", "our"])
_MOST_WORDS = 200
"""Words of a claim that are compared: a longer sentence is a list, or hostile."""
_LAST_DAY = 31
_TURNING = frozenset(["failure", "modal", "untrue", "doubtful"])
_CLOSED = frozenset(["article", "determiner", "auxiliary", "copula", "preposition", "conjunction", "pronoun", "possessive", "contraction"])
"""Classes of seeds/grammar.csv whose words are light."""


class _Worded(NamedTuple):
    """What is stored of a wording."""

    units: tuple[str, ...]
    """Concepts and lemmas; a known name as one unit ("=United States"), a quantity as one ("#30 mass"); hyphened words in their parts."""
    marks: tuple[int, ...]
    """For each unit the marks above, added up."""
    prepositions: tuple[str, ...]
    """For each unit the preposition straight before it, articles and the like aside, OWNER for a possessive; '' if there is none."""
    light: tuple[str, ...]
    """Words of closed classes, sorted."""
    untrue: bool
    """It calls what it tells of an invention: "a hoax", "not true"."""
    denials: int
    """How many things it denies."""
    words: float
    """What its units count together, those that only say who says it less."""
    bits: float
    """What its units weigh together."""


class Wording(_Worded):
    """The words of a claim as they are compared; what each comparison asks of them is worked out once."""

    @cached_property
    def among(self) -> frozenset[str]:
        """Its units, in no order."""
        return frozenset(self.units)

    @cached_property
    def places(self) -> dict[str, int] | None:
        """Where each unit stands; None if one stands there twice."""
        places = {unit: at for at, unit in enumerate(self.units)}
        return places if len(places) == len(self.units) else None

    @cached_property
    def marked(self) -> int:
        """The marks that any of its units has."""
        return reduce(or_, self.marks, 0)

    @cached_property
    def governed(self) -> tuple[str, ...]:
        """For each unit the preposition that governs it: its own, or that of a word or two before it ("to the novelist Ann Lee")."""
        return tuple(map(self._governing, range(len(self.units))))

    def _governing(self, at: int) -> str:
        for k in range(at, max(-1, at - 3), -1):
            if self.prepositions[k] or self.marks[k] & APART:
                return "of" if self.prepositions[k] == OWNER else self.prepositions[k]
        return ""


class _Reading(NamedTuple):
    """What a folded word is to the comparison, whatever stands around it."""

    role: str
    """A kind of seeds/scopes.csv, be, preposition, light, or ''."""
    units: tuple[str, ...]
    marks: int
    phrases: tuple[tuple[str, ...], ...]
    """Phrases that it may begin."""
    breaks: bool
    light: bool
    story: bool


@cache
def _scopes() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in seed("scopes")}


@cache
def _light() -> frozenset[str]:
    closed = frozenset(word for word, kind in grammar().items() if kind in _CLOSED)
    return closed - words_of("number") - words_of("heavy") | words_of("light")


@cache
def _counted() -> dict[str, str]:
    return {word: f"#{n}" for n, word in enumerate(in_order("number"))}


@cache
def _figures() -> frozenset[str]:
    """Words that quantities are written with, beside figures."""
    return frozenset(row["word"] for row in seed("number_words") if row["kind"] in ("unit", "tens", "scale")) | _light()


@cache
def _sayers() -> frozenset[str]:
    """Lemmas of nouns for who says it."""
    return frozenset(row["noun"] for row in seed("source_kinds") if " " not in row["noun"]) | {"reporter", "statement"}


@lru_cache(maxsize=200_000)
def _reading(lower: str) -> _Reading:
    base, units = lemma(lower), _units(lower)
    role = "negation" if lower.endswith("n't") else _scopes().get(lower, "")
    for kind in ("be", "preposition"):
        role = role or (kind if lower in words_of(kind) else "")
    marks = NUMBER if units[0][0] == "#" or any(c.isdigit() for c in lower) else 0
    marks |= DATE if _is_year(lower) or any(units[0] in words_of(kind) for kind in ("month", "weekday", "time")) else 0
    marks |= INFLECTED if lower.endswith(("ed", "en")) or lower != base or lower in words_of("same_past") else 0
    marks |= SCOPE if role in _TURNING else 0
    light = lower in _light()
    return _Reading(
        role or ("light" if light else ""),
        units,
        marks,
        phrases().get(base, ()),
        lower in words_of("breaking"),
        light,
        units[0] in words_of("story"),
    )


def _units(lower: str) -> tuple[str, ...]:
    """What a folded word is compared as: the country of "Russian", the number of "eleven" and "11th", the parts of a hyphened word."""
    country = demonyms().get(lower) or (demonyms().get(lower[:-1]) if lower[-1] == "s" else None)
    if country and lower != "polish":
        return ("=" + country,)
    if lower in _counted():
        return (_counted()[lower],)
    if lower[0].isdigit() and (bare := lower.rstrip("dhnrst").replace(",", "")).replace(".", "", 1).isdigit():
        return (bare if _is_year(bare) else f"#{float(bare):.10g}",)
    parts = (part if part.endswith("'s") else part.replace("'", "") for part in lower.split("-"))
    return tuple(f"#{int(part)}" if part.isdecimal() and part.isascii() else unit(part) for part in parts if part) or (lower,)


def _is_year(lower: str) -> bool:
    return len(lower) == 4 and lower.isdigit() and lower[:2] in ("19", "20")


class _Course:
    """The reading of a sentence word by word: what has come, and what reaches the words to come."""

    def __init__(self) -> None:
        self.units: list[str] = []
        self.marks: list[int] = []
        self.prepositions: list[str] = []
        self.light: list[str] = []
        self.untrue = False
        self._doubtful = self._story = _FAR
        self.denials = 0
        self._denial = self._modal = 0
        self._denied = self._failed = self._unreal = self._apart = False
        self._preposition = ""
        self._be = -1 - _PASSIVE_REACH

    def doubt(self, *, doubtful: bool, story: bool) -> None:
        """A word that makes a denial of the whole together with a story close by, or such a story."""
        self._doubtful = len(self.units) if doubtful else self._doubtful
        self._story = len(self.units) if story else self._story
        self.untrue = self.untrue or 0 < abs(self._doubtful - self._story) <= _STORY_REACH

    def part(self) -> None:
        """A comma or the like: what governed the words before it has no say, unless it has met none yet."""
        self._apart, self._preposition = True, ""
        self._denial = self._denial if self._denied else 0
        self._modal = self._modal if self._unreal else 0

    def break_off(self) -> None:
        """A word like "but"."""
        self._denial, self._modal = (self._denial if self._denied else 0), 0

    def own(self) -> None:
        """A possessive comes."""
        self._preposition = self._preposition or OWNER

    def deny(self, *, failed: bool, again: bool = False) -> None:
        self.denials += not again
        self._denial, self._denied, self._failed = _DENIAL_REACH, True, failed

    def imagine(self) -> None:
        """What follows is no fact yet."""
        self._modal, self._unreal = _MODAL_REACH, True

    def pass_by(self, lower: str, role: str, place: int) -> None:
        """A word of a closed class."""
        self.light.append(role if role == "be" else lower)
        if role == "be":
            self._be = place
        elif role == "preposition":
            self._preposition = lower

    def take(self, units: Sequence[str], mark: int, role: str, place: int, *, adverb: bool = False) -> None:
        """A word that is compared, as one unit or several, with all that governs it; what is denied is never an adverb."""
        if self._denied and self._failed and mark & NUMBER:  # exports declined to 6.1 percent
            self._denial, self._denied = 0, False
            self.denials -= 1
        if self._denial and role != "failure":
            mark |= NEGATED | (DENIED if self._denied and not adverb else 0)
            self._denied = self._denied and adverb
            self._denial -= 1
        if self._modal and role != "modal":
            mark |= MODAL if self._unreal else 0
            self._unreal = False
            self._modal -= 1
        if mark & INFLECTED and place - self._be <= _PASSIVE_REACH:
            mark |= PASSIVE
            self._be = -1 - _PASSIVE_REACH
        mark |= APART if self._apart else 0
        for each in units:
            self.units.append(each)
            self.marks.append(mark)
            self.prepositions.append(self._preposition)
            mark &= ~(DENIED | MODAL | APART)
            self._preposition = ""
        self._apart = False
        if role == "failure" and not mark & PASSIVE:
            self.deny(failed=True)
        elif role == "modal":
            self.imagine()


def wording(text: str, tokens: Sequence[Word], found: Sequence[tuple[Name, str]], quantities: Sequence[Mapping[str, Any]]) -> Wording:
    """The wording of the sentence whose words these are; `found`: its names with the full name each stands for.

    >>> from scoring.words import words
    >>> text = "The bridge was not closed on Monday."
    >>> told = wording(text, words(text), [], [])
    >>> told.units, told.prepositions, [bool(mark & DENIED) for mark in told.marks]
    (('bridge', 'close', 'monday'), ('', '', 'on'), [False, True, False])
    """
    at = {word.start: i for i, word in enumerate(tokens)}
    named, cover = _named(tokens, at, found)
    _cover_quantities(tokens, at, quantities, cover)
    course, stop = _Course(), -1
    for i, word in enumerate(tokens[:_MOST_WORDS]):
        if i and word.start - stop > 1:
            course.part()
        stop = word.stop
        whole = cover.get(i)
        if whole:
            course.take((whole,), (NUMBER if whole[0] == "#" else 0) | (NAME if named[i] else 0), "", i)
        elif whole is None:
            _read(text, tokens, i, named[i], cover, course)
    _date(course.units, course.marks)
    _frame(course.units, course.marks)
    return Wording(
        units=tuple(course.units),
        marks=tuple(course.marks),
        prepositions=tuple(course.prepositions),
        light=tuple(sorted(course.light)),
        untrue=course.untrue,
        denials=course.denials,
        words=sum(FRAMED if mark & FRAME else 1.0 for mark in course.marks),
        bits=total(course.units),
    )


def _read(text: str, tokens: Sequence[Word], i: int, named: bool, cover: dict[int, str], course: _Course) -> None:
    """One word that no name and no quantity covers."""
    word = tokens[i]
    lower = _spelt_out(text, tokens, i, cover)
    role, units, mark, openings, breaks, light, story = _reading(lower)
    if lower in words_of("name") and word.text[0].isupper() and (i or lower != "will"):
        course.take((lower,), (DATE if lower in words_of("month") else 0) | (NAME if named else 0), "", i)
        return
    if breaks:
        course.break_off()
    if role == "negation":
        _negate(tokens, i, course)
        return
    if role == "failure" and i and tokens[i - 1].lower in _DETERMINERS:  # the failed summit
        role = ""
    if role == "modal" and light:
        course.imagine()
    for phrase in openings:
        if _follows(tokens, i, phrase, cover):
            units, role, light = ("_".join(phrase),), _scopes().get(" ".join(phrase), role), False
            cover.update(dict.fromkeys(range(i + 1, i + len(phrase)), ""))
            break
    if light or role in ("be", "preposition"):
        course.pass_by(lower, role, i)
        return
    if word.text[0].isupper() and (alias := known(word.text)):
        units = ("=" + alias.canonical,)
    if lower.endswith(("'s", "s'")):
        course.own()
    course.untrue = course.untrue or role == "untrue"
    course.doubt(doubtful=role == "doubtful" or lower in words_of("denying"), story=story)
    if i and word.text in words_of("roman") and tokens[i - 1].text[0].isupper():
        mark |= NUMBER
    course.take(units, mark | (NAME if named else 0), role, i, adverb=grammar().get(lower) == "adverb")


def _negate(tokens: Sequence[Word], i: int, course: _Course) -> None:
    """A negation: of what follows, or, as an interjection ("No, ...") and in "not true", of the whole."""
    word, after = tokens[i], [token.lower for token in tokens[i + 1 : i + 4]]
    follows = after[0] if after else ""
    if word.lower == "no" and after and tokens[i + 1].start - word.stop > 1:
        course.untrue = course.untrue or not follows.isdigit()  # but "No. 1"
    elif follows not in words_of("exempting") and not follows.isdigit() and not _is_conceded(tokens, i):
        told = after[1:2] if follows in _BETWEEN else after[:1]
        course.untrue = course.untrue or (word.lower != "no" and not words_of("unreal").isdisjoint(told))
        course.deny(failed=False, again=word.lower == "nor")
    if word.lower in words_of("not_yet"):
        course.imagine()
    course.light.append("not")


def _is_conceded(tokens: Sequence[Word], i: int) -> bool:
    """Whether a negation denies nothing: "discussed, if not agreed"."""
    return i > 0 and tokens[i - 1].lower == "if" and tokens[i].lower == "not"


def _spelt_out(text: str, tokens: Sequence[Word], i: int, cover: dict[int, str]) -> str:
    """A word as it is compared, with what the points in it parted: F.T.C. is ftc, GPT-5.6 one word."""
    word = tokens[i]
    after = i + 1
    if word.text[-1].isdigit():
        pointed = after < len(tokens) and tokens[after].start == word.stop + 1 and text[word.stop] == "." and after not in cover
        if not pointed:
            return word.lower
        cover[after] = ""
        return f"{word.lower}.{tokens[after].lower}"
    if len(word.text) > 1 or not word.text.isalpha():
        return word.lower
    while after < len(tokens) and len(tokens[after].text) == 1 and tokens[after].text.isalpha():
        if tokens[after].start - tokens[after - 1].stop != 1:
            break
        after += 1
    cover.update(dict.fromkeys(range(i + 1, after), ""))
    return "".join(token.lower for token in tokens[i:after])


def _follows(tokens: Sequence[Word], at: int, phrase: Sequence[str], cover: Mapping[int, str]) -> bool:
    """Whether a phrase stands there, word for word or lemma for lemma; its first word does."""
    return at + len(phrase) <= len(tokens) and all(
        part in (tokens[at + d].lower, lemma(tokens[at + d].lower)) and at + d not in cover for d, part in enumerate(phrase[1:], 1)
    )


def _named(tokens: Sequence[Word], at: Mapping[int, int], found: Sequence[tuple[Name, str]]) -> tuple[list[bool], dict[int, str]]:
    """Which words belong to names, and for the words of known names what covers them: the name on the first, nothing on the others."""
    named: list[bool] = [False] * len(tokens)
    cover: dict[int, str] = {}
    for name, full in found:
        first = i = at.get(name.start, len(tokens))
        while i < len(tokens) and tokens[i].start < name.stop:
            named[i] = True
            if name.kind:
                cover[i] = "=" + full if i == first else ""
            i += 1
    return named, cover


def _cover_quantities(
    tokens: Sequence[Word], at: Mapping[int, int], quantities: Sequence[Mapping[str, Any]], cover: dict[int, str]
) -> None:
    """Covers the words of quantities: all of them where the unit is a measure, the figures alone where they count what a noun says."""
    for q in quantities:
        first = at.get(q["start"], at.get(q["start"] + 1))
        if first is None or q["unit"] == "ordinal" or first in cover:
            continue
        if not q["unit"] and _is_year(tokens[first].lower):
            continue
        whole = number(q["low"], q["high"], q["approximate"], q["unit"])
        cover[first] = whole
        i = first + 1
        while i < len(tokens) and tokens[i].start < q["stop"]:
            if " " in whole or tokens[i].lower[0].isdigit() or tokens[i].lower in _figures():
                cover[i] = ""
            i += 1


def _date(units: Sequence[str], marks: list[int]) -> None:
    """Marks days of a month as dates: 7 May, May 7."""
    for i, word in enumerate(units):
        if marks[i] & DATE and word in words_of("month"):
            for k in (i - 1, i + 1):
                if 0 <= k < len(units) and marks[k] & NUMBER and (day := value(units[k])) and day.high <= _LAST_DAY and not day.dimension:
                    marks[k] |= DATE


def _frame(units: Sequence[str], marks: list[int]) -> None:
    """Marks who says it and when: a verb of saying with the names, dates and nouns for speakers on either side."""
    for i, word in enumerate(units):
        if word in words_of("saying"):
            marks[i] |= FRAME
            for step in (-1, 1):
                k = i + step
                while 0 <= k < len(units) and abs(k - i) <= _FRAME_REACH and (marks[k] & (NAME | DATE) or units[k] in _sayers()):
                    marks[k] |= FRAME
                    k += step
