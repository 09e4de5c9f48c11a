"""The words that name a source, to its name and kind: Roe, the ministry, two officials, he."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from scoring.files import seed
from scoring.model import Passage, SourceKind
from scoring.names import Cast, canonical, demonyms, known
from scoring.names import names as proper_names
from scoring.reading.clauses import Token, spoken
from scoring.words import Word, fold, lemma

_BY_KIND: dict[str, SourceKind] = {
    "person": "named person",
    "organisation": "named organisation",
    "place": "named organisation",
    "medium": "medium",
}
_MEMORY = 1_500
"""Characters after which `he` is no longer whoever spoke last, but whoever was named last."""
_QUANTITIES = frozenset(
    {"number", "majority", "handful", "couple", "dozens", "hundreds", "thousands", "lot", "percent", "plurality", "bulk"}
)
"""Nouns that only count the ones who speak: a number of families."""
_SHORT = 40
"""Most words that are read as the name of one source."""


class Source(NamedTuple):
    name: str
    kind: SourceKind
    start: int
    stop: int
    plural: bool
    voice: bool
    """Whether the words themselves tell that it can speak: a name, a pronoun, a noun of seeds/source_kinds.csv."""


@cache
def _nouns() -> dict[str, SourceKind]:
    kinds: dict[str, SourceKind] = {}
    for row in seed("source_kinds"):
        kinds.setdefault(row["noun"], row["source_kind"])  # type: ignore[arg-type]
    return kinds


def _kind(noun: str) -> SourceKind | None:
    return _nouns().get(noun) or (_nouns().get(noun[:-1]) if noun.endswith("s") else None)


@cache
def _utterances() -> frozenset[str]:
    return frozenset(row["noun"] for row in seed("reporting_nouns"))


@cache
def _capitals() -> dict[str, str]:
    return {row["capital"]: row["speaks_for"] for row in seed("capitals")}


def implied(passage: Passage) -> tuple[str, SourceKind] | None:
    """Who speaks in a passage by where it stands: a comment's author, a transcript's speaker; None in main text.

    >>> implied(Passage(start=0, stop=9, section="comment", because="", comment=3))
    ('Commenter 3 (unnamed)', 'commenter')
    """
    speaker = passage.speaker
    if passage.section == "comment":
        return speaker or f"Commenter {passage.comment or 1} (unnamed)", "commenter"
    if passage.section not in ("transcript", "quote", "social"):
        return None
    if not speaker:
        return ("unspecified", "document") if passage.section == "transcript" else ("unspecified", "unspecified")
    alias = known(speaker)
    if alias:
        return alias.canonical, _BY_KIND[alias.kind]
    if passage.section == "social":
        return speaker, "commenter"
    last = fold(speaker.split(" (")[0].rsplit(" ", 1)[-1])
    return canonical(speaker) if "(" not in speaker else speaker, _nouns().get(last, "named person")


class Speakers:
    """Who the sources of one document are; remembers who spoke and who was named, for the pronouns that follow."""

    def __init__(self, text: str, cast: Cast) -> None:
        self._text = text
        self._cast = cast
        self._persons: dict[str, tuple[str, int]] = {}
        """Who `he` and `she` were last, and where."""
        self._group: tuple[str, SourceKind, int] | None = None
        self._body: str | None = None
        self._since = 0
        self._voice: str | None = None
        people = [n for n in cast.names if self._is_person(n.canonical, n.kind)]
        self._people = [n.canonical for n in people]
        self._places = [n.start for n in people]

    def _is_person(self, name: str, kind: str) -> bool:
        if kind:
            return kind == "person"
        head = fold(name.rsplit(" ", 1)[-1])
        return " " in name and head not in _nouns() and head not in demonyms()

    def enter(self, passage: Passage) -> None:
        """A passage begins: whose words it holds."""
        self._voice = canonical(passage.speaker) if passage.speaker else None

    def remember(self, source: Source) -> None:
        """The source just spoke: the next `he`, `they` or `it` is likely to be it."""
        if source.kind == "named person":
            self._point(source.name, source.start)
        elif source.plural:
            self._group = (source.name, source.kind, source.start)
        elif source.kind == "named organisation":
            self._body = source.name

    def _point(self, name: str, place: int) -> None:
        """From here on the pronouns that fit the name stand for it."""
        for pronoun in ("he", "she"):
            if self._cast.pronoun(name) in ("", pronoun):
                self._persons[pronoun] = (name, place)

    def begin(self, start: int) -> None:
        """A sentence begins; if nobody spoke in the one before, whoever it named first is who `he` will be."""
        for pronoun in ("he", "she"):
            name = self._before(start, self._since, pronoun) if self._since else None
            if name and self._persons.get(pronoun, ("", -1))[1] < self._since:
                self._persons[pronoun] = (name, self._since)
        self._since = start

    def knows(self, word: Token) -> bool:
        """Whether a single word is a name or a noun for a source, and not just the first word of a sentence."""
        lower = fold(word.text)
        return lower in self._cast.seen or known(word.text) is not None or _kind(lower) is not None or lower in demonyms()

    def lists(self, name: str) -> bool:
        """Whether seeds/aliases.csv knows the name, or it is a government."""
        return name.endswith(")") or known(name) is not None

    def source(self, phrase: Sequence[Token], since: int) -> Source | None:
        """The source that the tokens name; `since`: where the sentence begins. None if they name nobody but the author."""
        phrase = _trimmed(phrase)
        if not phrase or len(phrase) > _SHORT:
            return None
        start, stop = phrase[0].start, phrase[-1].stop
        if len(phrase) == 1 and phrase[0].grammar == "pronoun":
            return self._pronoun(phrase[0], since)
        head = _head(phrase)
        named = self._named(phrase[: head + 1], start, stop)
        return named or self._described(phrase, head, start, stop)

    def _pronoun(self, token: Token, since: int) -> Source | None:
        at = (token.start, token.stop)
        if token.lower in ("he", "she", "him", "her"):
            pronoun = {"him": "he", "her": "she"}.get(token.lower, token.lower)
            spoke, place = self._persons.get(pronoun, (None, 0))
            recent = spoke if since - place < _MEMORY else None
            name = self._before(token.start, since, pronoun) or recent or self._before(token.start, 0, pronoun) or spoke
            return Source(name or "unspecified", "named person" if name else "unspecified", *at, False, True)
        if token.lower == "they":
            people = self._people_of(since, token.start)
            if people:
                return Source(people, "named organisation", *at, True, True)
            if self._group and since - self._group[2] < _MEMORY:
                return Source(self._group[0], self._group[1], *at, True, True)
            return Source("unspecified", "unspecified", *at, True, True)
        if token.lower == "it" and self._body:
            return Source(self._body, "named organisation", *at, False, True)
        return None

    def _people_of(self, start: int, stop: int) -> str | None:
        """The government that a people at the beginning of the sentence stands for: `The Norwegians wait, and they say ...`."""
        opening = (fold(word) for word in self._text[start : min(stop, start + 40)].split()[:2])
        return next((f"{demonyms()[word]} (government)" for word in opening if word.endswith("s") and word in demonyms()), None)

    def _before(self, stop: int, start: int, pronoun: str) -> str | None:
        """The first person named in the sentence that began at `start` whom the pronoun fits; from the document's start, the last one."""
        first, after = bisect_left(self._places, start), bisect_left(self._places, stop)
        some = self._people[first : min(after, first + _SHORT)] if start else self._people[max(0, after - _SHORT) : after][::-1]
        return next((name for name in some if self._cast.pronoun(name) in ("", pronoun)), None)

    def _named(self, phrase: Sequence[Token], start: int, stop: int) -> Source | None:
        """The source, if the head of the phrase is a proper name."""
        words = [Word(t.start, t.stop, t.text, t.lower) for t in phrase if t.kind == "word"]
        found = [n for n in proper_names(self._text, words, self._cast.seen) if n.stop >= phrase[-1].stop - 2]
        if not found:
            return None
        name = found[-1]
        last = phrase[-1]
        if last.text.endswith(("'s", "’s")) and len(phrase) > 1 and name.stop > last.stop:
            return None
        full = self._cast.resolve(self._text[name.start : name.stop])
        kind = self._cast.kind(full) or name.kind
        noun = _kind(last.lower) or _kind(_head_before_of(phrase))
        if not kind and noun and noun not in ("unspecified", "document"):
            return self._body_named(phrase, noun, start, stop)
        if kind == "place":
            return Source(_capitals().get(full, f"{full} (government)"), "named organisation", start, stop, False, True)
        if not kind and last.lower in demonyms():
            return Source(f"{demonyms()[last.lower]} (government)", "named organisation", start, stop, True, True)
        return Source(full, _BY_KIND.get(kind, "named person"), start, stop, False, True)

    def _body_named(self, phrase: Sequence[Token], kind: SourceKind, start: int, stop: int) -> Source | None:
        """A ministry, party or paper that no list knows: the capitalised words in front are its name."""
        if kind == "unnamed official":
            return None
        first = next(i for i, t in enumerate(phrase) if t.capital and t.grammar not in ("article", "determiner"))
        name = canonical(self._text[phrase[first].start : phrase[-1].stop])
        return Source(self._cast.resolve(name), kind, start, stop, False, True)

    def _described(self, phrase: Sequence[Token], head: int, start: int, stop: int) -> Source:
        """An unnamed source, described without article and quantifier; a role that the document filled before is that person."""
        noun = phrase[head]
        kind = _kind(noun.lower)
        owner = self._owner(phrase[:head]) if noun.lower in _utterances() else None
        if owner:
            return owner
        if kind in ("unnamed official", "unspecified") and phrase[0].lower in ("the", "his", "her", "their", "our") and not _plural(noun):
            person = self._cast.role(self._text[start : phrase[head].stop], start, self._voice)
            if person:
                return Source(person, "named person", start, stop, False, True)
        plain = lemma(noun.lower) != noun.lower and noun.lower not in self._cast.seen  # "Engineers found": a plural, not a name
        if len(phrase) == 1 and noun.capital and not kind and not noun.grammar and noun.lower not in demonyms() and not plain:
            return Source(self._cast.resolve(noun.text), "named person", start, stop, False, True)
        first = 0
        while first < head and (phrase[first].grammar in ("article", "determiner", "preposition") or phrase[first].kind == "mark"):
            first += 1
        given_out = head + 1 < len(phrase) and phrase[head + 1].lower.endswith(("ed", "ing")) and not phrase[head + 1].capital
        last = head if given_out or kind in ("named organisation", "medium") else len(phrase) - 1
        words = self._text[phrase[first].start : phrase[last].stop]
        label = {"unnamed official": " (unnamed)", "unspecified": " (unspecified)", "medium": " (unspecified)"}.get(
            kind or "unspecified", ""
        )
        if demonyms().get(noun.lower):
            return Source(f"{demonyms()[noun.lower]} (government)", "named organisation", start, stop, True, True)
        if kind == "named organisation" and not noun.capital:
            words = self._known_body(noun.lower) or words
        graded = "unspecified" if kind is None or kind == "medium" else kind  # "the press" names no medium
        return Source(" ".join(words.split()) + label, graded, start, stop, _plural(noun), kind is not None)

    def _owner(self, phrase: Sequence[Token]) -> Source | None:
        """Whose remarks speak: `Roe’s remarks`, `the Roe statement`."""
        if not phrase or not phrase[-1].capital:
            return None
        last = phrase[-1]
        cut = 2 if last.text.endswith(("'s", "’s")) else 0
        bare = spoken(last.start, last.stop - cut, last.text[: len(last.text) - cut], last.lower[: len(last.lower) - cut])
        return self._named([*phrase[:-1], bare], phrase[0].start, bare.stop)

    def _known_body(self, noun: str) -> str | None:
        """The ministry that "the ministry" stands for: the last one in the cast whose name ends so."""
        return self._cast.body(noun)


def _head_before_of(phrase: Sequence[Token]) -> str:
    """The noun that a name with "of" turns on: the Ministry of Transport is a ministry; '' for other names."""
    return next((before.lower for before, of in pairwise(phrase) if of.lower in ("of", "for") and before.capital), "")


def _trimmed(phrase: Sequence[Token]) -> Sequence[Token]:
    """Without adverbs, dates, conjunctions and marks at either end: "Importantly, on Monday the ministry" gives the ministry."""
    first, stop = 0, len(phrase)
    while first < stop and (
        phrase[first].grammar in ("adverb", "conjunction", "date", "mark", "opener") or phrase[first].lower.endswith("ly")
    ):
        if phrase[first].lower in ("many", "family", "sources", "source"):
            break
        first += 1
    while stop > first and (phrase[stop - 1].grammar in ("adverb", "conjunction", "date", "mark") or phrase[stop - 1].lower.endswith("ly")):
        stop -= 1
    if stop - first > 1 and phrase[stop - 1].lower in ("himself", "herself", "itself", "themselves"):
        stop -= 1
    return phrase[first:stop]


def _head(phrase: Sequence[Token]) -> int:
    """The index of the noun that the rest of the phrase hangs on: official in "a senior official at the ministry"."""
    for at, token in enumerate(phrase):
        if at and token.lower.endswith(("ed", "ing")) and not token.capital and _kind(phrase[at - 1].lower):
            return at - 1
        if at and (token.kind == "mark" or token.lower in ("who", "which", "that") or token.grammar == "preposition"):
            if token.lower == "of" and (phrase[at - 1].grammar in ("determiner",) or phrase[at - 1].lower in _QUANTITIES):
                return at + 1 + _head(phrase[at + 1 :]) if at + 1 < len(phrase) else at - 1
            if (
                token.lower in ("of", "for")
                and phrase[at - 1].capital
                and at + 1 < len(phrase)
                and (phrase[at + 1].capital or (at + 2 < len(phrase) and phrase[at + 1].lower == "the" and phrase[at + 2].capital))
            ):
                continue
            return at - 1
    return len(phrase) - 1


def _plural(noun: Token) -> bool:
    return noun.lower in ("people", "police", "some", "many", "others", "most", "women", "men", "few", "both") or (
        noun.lower.endswith("s") and not noun.lower.endswith(("ss", "'s", "us"))
    )
