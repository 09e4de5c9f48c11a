"""Names: one name for one person, place or organisation, and who in a document a short name or a role stands for."""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from scoring.files import seed
from scoring.words import Word, capitals, fold, words

_QUOTES = "\"'“”‘’«»*_ \t\r\n,;:"
_PARTICLES = frozenset(
    (
        "al",
        "bin",
        "da",
        "dal",
        "das",
        "de",
        "del",
        "della",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
        "y",
    )
)
_LABELS = (" (unnamed)", " (unspecified)", " (government)")
_RECENT = 200
"""How many of the roles filled last are looked through for one that fits."""
_LONGEST = 12
"""Words a name may have; longer capitalised runs are headlines."""


class Alias(NamedTuple):
    canonical: str
    kind: str
    """person, place, organisation or medium (seeds/aliases.csv)."""


class Name(NamedTuple):
    """A proper name in a text: `text[start:stop]`, titles left out, and the one name for whatever it names."""

    start: int
    stop: int
    canonical: str
    kind: str
    """person, place, organisation or medium where seeds/aliases.csv knows it; '' otherwise."""
    title: str
    """The words that introduce it ("Russian Foreign Minister"), '' if none do."""


@lru_cache(maxsize=100_000)
def _key(name: str) -> str:
    """The form names are looked up in: no accents, no points, no case, except that short capitals stay ("US" is not "us").

    >>> _key("Viktor Orbán"), _key("U.S."), _key("us"), _key("Jean-Noël’s")
    ('viktor orban', 'US', 'us', "jean-noel's")
    """
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = name.replace(".", "")
    return plain if plain.isupper() and len(plain) <= 6 else fold(plain)


@cache
def _aliases() -> dict[str, Alias]:
    return {_key(row["alias"]): Alias(row["canonical"], row["kind"]) for row in seed("aliases")}


@cache
def _first_words() -> dict[str, int]:
    """For the first word of each alias of several words: the most words such an alias has."""
    longest: dict[str, int] = {}
    for key in _aliases():
        first, *rest = key.replace("/", " ").split(" ")
        if rest:
            longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


@cache
def _titles() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in seed("titles")}


@cache
def demonyms() -> dict[str, str]:
    """Folded words for what belongs to a country, and the country: `russian` gives Russia."""
    return {fold(row["word"]): row["place"] for row in seed("demonyms")}


@cache
def grammar() -> dict[str, str]:
    """The class of each word of a closed class (seeds/grammar.csv): the, of, he, has ..."""
    classes: dict[str, str] = {}
    for row in seed("grammar"):
        classes.setdefault(row["word"], row["class"])
    return classes


@cache
def _pronouns() -> dict[str, str]:
    return {row["word"]: row["pronoun"] for row in seed("pronouns")}


@cache
def _bodies() -> frozenset[str]:
    return frozenset(row["noun"] for row in seed("source_kinds") if row["source_kind"] == "named organisation")


def _bare(word: str) -> str:
    """A word without its possessive ending and its points: `Putin’s` gives Putin."""
    word = word.strip(_QUOTES + ".")
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    """A word in lower case without its possessive ending and its points."""
    return fold(_bare(word))


def _without_title(tokens: list[str]) -> int:
    """How many of the leading tokens introduce the name; 0 if none do or nothing would be left."""
    titles, aliases, belongs = _titles(), _aliases(), demonyms()
    cut = at = 0
    while at < len(tokens) - 1:
        word = _folded(tokens[at])
        kind = titles.get(word)
        if kind == "title":
            at += 1
            if at < len(tokens) - 2 and fold(tokens[at]) in ("of", "for", "to"):
                at = _past_object(tokens, at + (2 if fold(tokens[at + 1]) == "the" else 1))
            cut = at
            continue
        known = aliases.get(_key(_bare(tokens[at])))
        if not (
            kind
            or word in belongs
            or word in ("the", "a", "an", "north", "south")
            or (known and known.kind != "person")
            or tokens[at].endswith(("'s", "’s"))
        ):
            break
        at += 1
    if cut and not tokens[cut][:1].isupper() and fold(tokens[cut]) not in _PARTICLES:
        return 0
    return cut


def _past_object(tokens: list[str], at: int) -> int:
    """The index after what a title is held of: "United States" in President of the United States Ann Lee."""
    for after in range(min(len(tokens) - 1, at + 4), at, -1):
        alias = _aliases().get(_key(_bare(" ".join(tokens[at:after]))))
        if alias and alias.kind != "person":
            return after
    return min(at + 1, len(tokens) - 1)


@lru_cache(maxsize=100_000)
def known(name: str) -> Alias | None:
    """What seeds/aliases.csv knows of a name, titles and possessives aside.

    >>> known("President Zelenskyy’s")
    Alias(canonical='Volodymyr Zelensky', kind='person')
    """
    alias = _aliases().get(_key(name)) or _aliases().get(_key(_stripped(name)))
    account = " (@" in name
    if alias and account and (alias.kind == "place" or (alias.kind == "person" and " " not in _stripped(name))):
        return None  # "Maine (@mainebirds)" is neither the state nor anybody of that surname
    return alias


def _stripped(name: str) -> str:
    name = " ".join(name.strip(_QUOTES).split())
    name = name.split(" (", 1)[0]
    if name.endswith(("'s", "’s")):
        name = name[:-2]
    elif name.endswith(("s'", "s’")):
        name = name[:-1]
    if name[:4].lower() == "the " and _key(name) not in _aliases():
        name = name[4:]
    tokens = name.split(" ")
    return " ".join(tokens[_without_title(tokens) :])


@lru_cache(maxsize=100_000)
def canonical(name: str) -> str:
    """One name for one person, organisation or place: titles and possessives go, known spellings fold into one.

    >>> canonical("Ukrainian President Volodymyr Zelenskiy"), canonical("Lt. Gen. Ann Lee’s"), canonical("U.S.")
    ('Volodymyr Zelensky', 'Ann Lee', 'United States')
    >>> canonical("Iran") == canonical("Iraq")
    False

    What an account calls itself, and how an unnamed source is labelled, is part of the name.

    >>> canonical("Larry (@larrythelark)"), canonical("two aides (unnamed)"), canonical("U.S. (government)")
    ('Larry (@larrythelark)', 'two aides (unnamed)', 'United States (government)')
    """
    for label in _LABELS:
        if name.endswith(label) and len(name) > len(label):
            return canonical(name[: -len(label)]) + label
    if "(@" in name and not known(name):
        return " ".join(name.split())
    alias = known(name)
    return alias.canonical if alias else _stripped(name) or " ".join(name.split())


def source_id(kind: str, name: str) -> str:
    """The id of a source: the same kind and name give the same id on every machine, other ones another.

    What people are called in a text is made `canonical` first; what publishers and accounts call themselves is not, since a title or
    a bracket more would pass for the name it imitates.

    >>> source_id("publisher", "Merrow Wire") == source_id("publisher", "Merrow Wire (official)")
    False
    """
    return "s_" + hashlib.sha256(f"{kind}\0{name}".encode()).hexdigest()[:16]


def _joined(text: str, left: Word, right: Word) -> bool:
    """Whether two words may stand in one name: a space between them, or a point after an initial or a title."""
    gap = text[left.stop : right.start]
    if gap.isspace():
        return "\n" not in gap
    if gap in (". ", ".\u00a0", "."):
        short = len(left.text) == 1 or left.lower in ("st", "jr")
        return short or (len(left.text) <= 4 and _titles().get(left.lower) == "title")
    return gap == "/" or gap in (" & ", " “", ' "')


@lru_cache(maxsize=100_000)
def _beginning(word: str) -> tuple[int, Alias | None]:
    """The most words that an alias beginning with this one has, and the alias that it is by itself."""
    key = _key(_bare(word))
    return _first_words().get(key, 1), _aliases().get(key)


def _alias_at(text: str, words: Sequence[Word], at: int) -> tuple[int, Alias] | None:
    """The longest alias that begins at this word, and the index after it."""
    longest, single = _beginning(words[at].text)
    if longest == 1:
        return (at + 1, single) if single else None
    first, stop = words[at], at + 1
    while stop < len(words) and stop - at < longest and _joined(text, words[stop - 1], words[stop]):
        stop += 1
    for after in range(stop, at, -1):
        end = words[after - 1].stop
        alias = _aliases().get(_key(_bare(text[first.start : end])))
        if alias:
            return after, alias
    return None


def _runs(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Stretches of words, [first, after), that may be a name: capitalised, with particles and "of the" inside bodies' names."""
    runs: list[tuple[int, int]] = []
    bodies, titles = _bodies(), _titles()
    free, end = 0, len(words)
    for at in capitals(words):
        if at < free:
            continue
        stop, body = at + 1, words[at].lower in bodies or titles.get(words[at].lower) == "title"
        while stop < end and stop - at < _LONGEST and _joined(text, words[stop - 1], words[stop]):
            if words[stop - 1].text.endswith(("'s", "’s")) and not titles.get(words[stop].lower):
                break
            if words[stop].text[0].isupper() or (words[stop].text[0].isdigit() and "-" in words[stop].text):
                body = words[stop].lower in bodies or titles.get(words[stop].lower) == "title"
                stop += 1
                continue
            glue = stop
            while body and glue < end and glue - stop < 3 and words[glue].lower in ("of", "for", "the"):
                glue += 1
            if glue == stop and words[stop].lower in _PARTICLES:
                glue = stop + 1
                while glue < end and words[glue].lower in ("la", "der", "den", "las", "los"):
                    glue += 1
            if (
                glue == stop
                or glue >= end
                or not words[glue].text[0].isupper()
                or not all(_joined(text, words[i - 1], words[i]) for i in range(stop, glue + 1))
                or words[stop].lower == "the"
            ):
                break
            stop = glue + 1
        runs.append((at, stop))
        free = stop
    return runs


def _opens(text: str, word: Word) -> bool:
    """Whether a word stands where any word would be capitalised."""
    at = word.start - 1
    if at > 0 and text[at] == " " and text[at - 1].isalnum():
        return False
    while at >= 0 and text[at] in " \t\u00a0\"'“‘(*_[—–-":
        if text[at] in '"“‘':
            return True
        at -= 1
    return at < 0 or text[at] in ".!?…:\r\n>#•|"


def names(text: str, words: Sequence[Word], seen: Collection[str] = ()) -> list[Name]:
    """The proper names among `words` (the words of one sentence, or of a whole text), with offsets into `text`.

    `seen`: folded words that the rest of the document writes with a capital in mid-sentence. The first word of a sentence counts
    as a name only when it is known, seen, or followed by another capitalised word.

    >>> from scoring.words import words
    >>> text = "Yesterday Foreign Minister Sergei Lavrov met Ursula von der Leyen in the U.S., said the Bank of Narnia."
    >>> [n.canonical for n in names(text, words(text))]
    ['Sergey Lavrov', 'Ursula von der Leyen', 'United States', 'Bank of Narnia']
    """
    found: list[Name] = []
    for first, after in _runs(text, words):
        found.extend(_named(text, words, first, after, seen))
    return found


def _named(text: str, words: Sequence[Word], first: int, after: int, seen: Collection[str]) -> list[Name]:
    """The names in one capitalised run: without the opening word of a sentence, without titles, cut where a known name ends."""
    classes, belongs, titles = grammar(), demonyms(), _titles()
    while first < after and words[first].lower in classes and not _is_alias_start(text, words, first):
        first += 1
    if first == after:
        return []
    if _opens(text, words[first]) and not _alias_at(text, words, first) and _folded(words[first].text) not in seen:
        if after - first == 1:
            return []
        if _alias_at(text, words, first + 1):
            first += 1
    tokens = [w.text for w in words[first:after]]
    whole = _alias_at(text, words, first)
    if not whole or whole[0] < after:
        cut = _without_title(tokens)
        title = text[words[first].start : words[first + cut - 1].stop] if cut else ""
    else:
        cut, title = 0, ""
    first += cut
    out: list[Name] = []
    while first < after:
        hit = _alias_at(text, words, first)
        if hit and hit[0] <= after and (hit[0] == after or hit[1].kind != "person" or hit[0] - first > 1):
            stop, alias = hit
            rest = words[stop].text if stop < after else ""
            body = any(w.lower in _bodies() or w.lower in classes for w in words[stop:after])
            if not rest or not body or alias.kind == "person":
                out.append(_name(text, words, first, stop, alias.kind, title))
                first, title = stop, ""
                continue
        lower = _folded(words[first].text)
        if after - first == 1 and (lower in belongs or (lower in titles and not title) or lower in classes):
            return out
        out.append(_name(text, words, first, after, "", title))
        break
    return out


def _is_alias_start(text: str, words: Sequence[Word], at: int) -> bool:
    hit = _alias_at(text, words, at)
    return hit is not None and (hit[0] - at > 1 or words[at].text.isupper())


def _name(text: str, words: Sequence[Word], first: int, after: int, kind: str, title: str) -> Name:
    start, stop = words[first].start, words[after - 1].stop
    if text[start:stop].endswith(("'s", "’s")):
        stop -= 2
    alias = known(text[start:stop])
    return Name(start, stop, alias.canonical if alias else canonical(text[start:stop]), alias.kind if alias else kind, title)


_start: Callable[[Word], int] = attrgetter("start")


class _Person(NamedTuple):
    canonical: str
    at: int
    """Where the document introduces the role."""


class Cast:
    """Who and what a document names in full, so that a last name, a pronoun or a role can be told whose it is.

    >>> cast = Cast("Kremlin aide Ivan Roe met Ann Lee. Roe said the talks went well.")
    >>> cast.resolve("Roe"), cast.resolve("Lee’s"), cast.role("the Kremlin official", 60)
    ('Ivan Roe', 'Ann Lee', 'Ivan Roe')
    """

    def __init__(self, text: str, tokens: Sequence[Word] | None = None) -> None:
        tokens = words(text) if tokens is None else tokens
        written_large = (tokens[at] for at in capitals(tokens))
        self.seen = frozenset(_folded(w.text) for w in written_large if w.lower not in grammar() and not _opens(text, w))
        self.names = names(text, tokens, self.seen)
        self._bodies = {fold(name.canonical.rsplit(" ", 1)[1]): name.canonical for name in self.names if " " in name.canonical}
        self._kinds = {name.canonical: name.kind for name in self.names}
        self._full: dict[str, dict[str, None]] = {}
        self._people: list[_Person] = []
        self._roles: dict[str, frozenset[str]] = {}
        """All that the document says of a person's roles, wherever it does."""
        for name in self.names:
            parts = name.canonical.split(" ")
            in_full = " " in text[name.start : name.stop]
            if in_full and len(parts) > 1 and name.kind != "place" and "(" not in name.canonical:
                last = parts[-2] if parts[-1] in ("Jr.", "Jr", "Sr.", "II", "III") else parts[-1]
                self._full.setdefault(_key(last), {})[name.canonical] = None
                self._full.setdefault(_key(" ".join(parts[1:])), {})[name.canonical] = None
        self.names = [name._replace(canonical=self.resolve(text[name.start : name.stop])) for name in self.names]
        self._pronouns = {n.canonical: _pronouns()[word] for n in self.names for word in _role_words(n.title) if word in _pronouns()}
        for name in self.names:
            at = bisect_left(tokens, name.start, key=_start)
            role = _role_words(self._introduction(text, tokens, at) + " " + self._appositive(text, name.stop))
            if _heads(role):
                self._people.append(_Person(name.canonical, name.start))
                self._roles[name.canonical] = self._roles.get(name.canonical, frozenset()) | role

    @staticmethod
    def _introduction(text: str, tokens: Sequence[Word], at: int) -> str:
        """The words of role straight before a name: `Kremlin aide`."""
        if at and tokens[at - 1].lower == "of":
            return ""
        first = _introduced_from(text, tokens, at)
        before = [token.lower for token in tokens[max(0, first - 2) : first]]
        if first < at and (before[-1:] == ["to"] or before == ["to", "the"]):  # who is aide to a president is none
            first = _introduced_from(text, tokens, first - (1 if before[-1] == "to" else 2))
        return text[tokens[first].start : tokens[at].start]

    @staticmethod
    def _appositive(text: str, stop: int) -> str:
        """`, the Kremlin spokesman,` after a name, as far as it names a role."""
        if text[stop : stop + 2] != ", ":
            return ""
        ends = [i for i in (text.find(c, stop + 2, stop + 90) for c in ",.;—–") if i > 0]
        phrase = text[stop + 2 : min(ends)] if ends else ""
        return phrase if phrase[:2] in ("a ", "an", "th") and _heads(_role_words(phrase)) else ""

    def kind(self, name: str) -> str:
        """person, place, organisation, medium, or '' where nothing is known."""
        alias = known(name)
        return alias.kind if alias else self._kinds.get(name, "")

    def resolve(self, name: str) -> str:
        """The full name that the document gives for a name in it; two people of one surname stay apart, unresolved."""
        bare = _stripped(name)
        candidates = list(self._full.get(_key(bare), ()))
        alias = known(name)
        if alias and (alias.kind != "person" or not candidates or alias.canonical in candidates):
            return alias.canonical
        return candidates[0] if len(candidates) == 1 else canonical(bare)

    def role(self, phrase: str, before: int, speaker: str | None = None) -> str | None:
        """The person whom the document, before that offset, introduced in the role that the phrase names; None if nobody fits.

        Somebody of the country or body that the phrase names goes before somebody of whom none is told. `speaker`: whose words they
        are; "our president" is the president of what the speaker himself is introduced with.

        >>> text = "Finnish President Ann Lee called Norwegian President Ivan Roe. Finnish envoy Kim Poe: Our president was brief."
        >>> Cast(text).role("our president", len(text), "Kim Poe"), Cast(text).role("our president", len(text))
        ('Ann Lee', 'Ivan Roe')
        """
        wanted = _role_words(phrase)
        heads = _heads(wanted)
        if not heads:
            return None
        after = bisect_left(self._people, before, key=lambda person: person.at)
        recent = self._people[max(0, after - _RECENT) : after][::-1]
        if speaker and fold(phrase[:4]) == "our " and wanted == heads:
            wanted |= _belonging(self._roles.get(speaker, frozenset()))
        fitting = [person.canonical for person in recent if self._fits(wanted, heads, self._roles[person.canonical])]
        return next((person for person in fitting if wanted - heads <= self._roles[person]), next(iter(fitting), None))

    def pronoun(self, name: str) -> str:
        """`he` or `she`, where a title in the document or the given name tells; '' otherwise.

        >>> Cast("Mrs. Lee arrived.").pronoun("Lee"), Cast("").pronoun("Ann Roe"), Cast("").pronoun("Kim Roe")
        ('she', 'she', '')
        """
        return self._pronouns.get(name) or _pronouns().get(fold(name.split(" ", 1)[0]), "")

    def body(self, noun: str) -> str | None:
        """The ministry that "the ministry" stands for: the one named last whose name ends so.

        >>> Cast("The Health Ministry denied it.").body("ministry")
        'Health Ministry'
        """
        return self._bodies.get(noun)

    @staticmethod
    def _fits(wanted: frozenset[str], heads: frozenset[str], roles: frozenset[str]) -> bool:
        theirs = _heads(roles)
        if not theirs or not (heads & theirs or heads & {"official", "officials"}):
            return False
        rest, had = wanted - heads, roles - theirs
        return rest <= had or not had


def _introduced_from(text: str, tokens: Sequence[Word], at: int) -> int:
    """The first of the words straight before a place that tell a role."""
    first = at
    while first and at - first < 6 and _introduces(tokens[first - 1]) and _joined(text, tokens[first - 1], tokens[first]):
        first -= 1
    return first


def _introduces(word: Word) -> bool:
    lower, alias = _folded(word.text), _beginning(word.text)[1]
    return lower in _titles() or lower in demonyms() or word.lower == "of" or (alias is not None and alias.kind != "person")


def _heads(roles: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in roles if _titles().get(w) == "title" or w == "official")


@lru_cache(maxsize=10_000)
def _role_words(phrase: str) -> frozenset[str]:
    """The telling words of a role, demonyms and spellings of places folded: "the U.S. president" gives {United States, president}.

    Whom somebody is an aide to is told by places and bodies only: "aide to the President of Mali" gives {aide, Mali}.
    """
    telling: list[str] = []
    serves = False
    for token in phrase.split():
        bare = _bare(token)
        lower = fold(bare)
        alias = _aliases().get(_key(bare))
        place = demonyms().get(lower) or (alias.canonical if alias and alias.kind != "person" else None)
        serves = serves or (lower == "to" and bool(telling))
        if place and (bare.isupper() or lower not in grammar()):  # the US, not us
            telling.append(place)
        elif lower and not serves and lower not in grammar() and lower not in ("former", "top", "senior"):
            telling.append(lower)
    return frozenset(telling)


@lru_cache(maxsize=10_000)
def _belonging(roles: frozenset[str]) -> frozenset[str]:
    """The countries and bodies among the words of a role."""
    return frozenset(word for word in roles if word != fold(word))
