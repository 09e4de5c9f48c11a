"""A sentence to the terms that the check-worthiness model weighs: its words and pairs of words, what they are about, who does what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import combinations

from scoring.files import seed
from scoring.names import demonyms
from scoring.reading.phrases import word_class
from scoring.reading.traits import COMPARISON, DIALOGUE, NUMBER_WORD, PAST, SUPERLATIVE, YEAR, of_any
from scoring.words import Word, fold, folded, lemma, written

_MARKS = {"<year>": YEAR, "<number word>": NUMBER_WORD, "<superlative>": SUPERLATIVE, "<comparison>": COMPARISON}
_SUBJECTS = {word: word for word in ("i", "we", "you", "he", "she", "they", "it", "there", "who")} | dict.fromkeys(
    ("that", "this", "which"), "it"
)
_CONTRACTED = {"m": "is", "re": "is", "s": "is", "ve": "have", "ll": "will", "d": "will"}
_HELPERS = {
    "have": "have has haven't hasn't",
    "had": "had hadn't",
    "is": "is are am isn't aren't",
    "was": "was were wasn't weren't",
    "do": "do does don't doesn't",
    "did": "did didn't",
    "will": "will would can could should must may might shall won't wouldn't can't couldn't cannot gonna",
}
_VERBS = {form: verb for verb, forms in _HELPERS.items() for form in forms.split()}
_SIGHTS = {
    "I": "i i'm i've i'd",
    "you": "you",
    "he": "he she they",
    "will": "will going i'll we'll would should must need",
    "perfect": "have has had we've i've",
    "be": "is are was were",
}
_SIGHT_OF = {word: sight for sight, words in _SIGHTS.items() for word in words.split()}
_FAR = 5
"""Words between a subject and its verb."""
_MOST = 8
"""Words of any topic above which they are counted no further."""


def terms(words: Sequence[Word], looks: Sequence[int], seen: Counter[str]) -> list[str]:
    """What the models look at, in order: words, pairs, lemmas, with numbers and names as such; topics, deeds, and a few counts.

    Each counts once. `looks` are the traits of the words, `seen` the signs of seeds/kinds.csv, units and dates.

    >>> from scoring.reading.traits import traits
    >>> from scoring.words import words
    >>> said = words("Exports to Mali fell 5 percent.")
    >>> found = terms(said, traits(said), Counter(report=1))
    >>> found[:6], [term for term in found if term.startswith("<economy")][:2]
    (['exports', 'to', '<name>', 'fell', '<number>', 'percent'], ['<economy>', '<economy, name>'])
    """
    lower = list(map(folded, words))
    plain = [*map(_counted, lower[:1]), *map(_plain, map(written, words[1:]))]
    pairs = map(" ".join, zip(["^", *plain], plain, strict=False))
    any_look = of_any(looks)
    return [
        *plain,
        *pairs,
        *map(_lemma, lower),
        *_counts(plain, looks),
        *_marks(any_look),
        *_seen(seen),
        *_topics(lower, _sights(lower, plain, any_look)),
        *_deeds(words, lower, looks),
    ]


@lru_cache(maxsize=200_000)
def _plain(word: str) -> str:
    """The term for a word as it is written; with a capital it is a name, unless it is I."""
    lower = fold(word)
    term = _counted(lower)
    return "<name>" if term == lower and word[0].isupper() and lower != "i" and not lower.startswith("i'") else term


def _counted(lower: str) -> str:
    return "<number>" if not lower.isalpha() and any(letter.isdigit() for letter in lower) else lower


@lru_cache(maxsize=200_000)
def _lemma(lower: str) -> str:
    return f"={lemma(lower)}"


def _counts(plain: list[str], looks: Sequence[int]) -> list[str]:
    past = sum(map(PAST.__and__, looks)) // PAST
    counts = {"numbers": min(plain.count("<number>"), 3), "names": min(plain.count("<name>"), 4), "past": min(past, 3)}
    return [*(f"<{name} {count}>" for name, count in counts.items() if count), f"<length {min(len(plain).bit_length(), 7)}>"]


def _marks(any_look: int) -> list[str]:
    person = "<first or second person>" if any_look & DIALOGUE else "<third person>"
    return [*(mark for mark, look in _MARKS.items() if any_look & look), person]


def _seen(seen: Counter[str]) -> list[str]:
    return [f"<{sign}>" for sign in sorted(seen)] + [f"<{sign} 2>" for sign in sorted(seen) if seen[sign] > 1] if seen else []


def _sights(lower: list[str], plain: list[str], any_look: int) -> list[str]:
    """What may go together with a topic: a number, a name, the past, who speaks of whom, which tense."""
    sights = {_SIGHT_OF[word] for word in lower if word in _SIGHT_OF}
    sights |= {"number"} if "<number>" in plain else set()
    sights |= {"name"} if "<name>" in plain else set()
    return sorted(sights | ({"past"} if any_look & PAST else set()))


def _topics(lower: list[str], sights: list[str]) -> list[str]:
    """The topics of the words, up to three words each, alone and with each sight; and the sights two by two."""
    counts = Counter(topic for word in lower for topic in _topics_of(word))
    matters = [topic for topic in sorted(counts) if topic in _matters()]
    total = sum(counts[topic] for topic in matters)
    return [
        *(
            f"<{topic}>" if number == 1 else f"<{topic} {number}>"
            for topic in sorted(counts)
            for number in range(1, min(counts[topic], 3) + 1)
        ),
        *(f"<{topic}, {sight}>" for topic in matters for sight in sights),
        *map("<{0[0]}, {0[1]}>".format, combinations(sights, 2)),
        f"<topics {min(len(matters), 6)}>",
        f"<words of topics {min(total, _MOST)}>",
        f"<tenths of topics {min(10 * total // max(len(lower), 1), 6)}>",
    ]


@cache
def _fields() -> dict[str, list[str]]:
    """The topics of a word, in the order of the seed."""
    fields: dict[str, list[str]] = {}
    for row in seed("topics"):
        for word in row["words"].split():
            fields.setdefault(word, []).append(row["topic"])
    places = [row["alias"] for row in seed("aliases") if row["kind"] == "place" and " " not in row["alias"]]
    for word in {fold(place) for place in [*places, *demonyms()]} - {"us", "it"}:
        if "place" not in fields.setdefault(word, []):
            fields[word].append("place")
    return fields


@cache
def _matters() -> frozenset[str]:
    return frozenset(row["topic"] for row in seed("topics") if row["matter"])


@lru_cache(maxsize=200_000)
def _topics_of(lower: str) -> tuple[str, ...]:
    fields = _fields()
    return tuple(dict.fromkeys([*fields.get(lower, ()), *fields.get(lemma(lower), ())]))


def _deeds(words: Sequence[Word], lower: list[str], looks: Sequence[int]) -> Iterable[str]:
    """Who does what: each subject with the kind of its verb ("I was", "he past"), and with what follows a helping verb ("we have past")."""
    first = "first "
    for at, word in enumerate(lower):
        subject, verb = _subject(word)
        if verb:
            yield f"<{subject} {verb}>"
            first = ""
            continue
        if not subject and at and words[at].text[0].isupper():
            subject = "name"
        elif not subject and word.endswith("s") and len(word) > 3 and not looks[at] & PAST:
            subject = "nouns"
        after = _next(lower, at + 1)
        if not subject or after == len(lower) or (subject == "name" and words[after].text[0].isupper()):
            continue
        verb = _verb(lower[after], looks[after] & PAST > 0)
        if subject == "nouns" and verb in ("other", "s"):
            continue
        yield f"<{subject} {verb}>"
        if first:
            yield f"<first {subject} {verb}>"
            first = ""
        if verb in ("have", "had", "is", "was", "will") and (then := _next(lower, after + 1)) < len(lower):
            does = "ing" if lower[then].endswith("ing") else _verb(lower[then], looks[then] & PAST > 0)
            yield f"<{subject} {verb} {does}>"


def _next(lower: list[str], at: int) -> int:
    """The first word from there on that is none of those between a subject and its verb, a few words on at the most."""
    furthest = min(at + _FAR, len(lower))
    while at < furthest and (lower[at] in word_class("before_verb") or lower[at].endswith("ly")):
        at += 1
    return at


@lru_cache(maxsize=200_000)
def _subject(lower: str) -> tuple[str, str]:
    """The subject that a word is, and the verb that is contracted with it; '' for none."""
    head, _, rest = lower.partition("'")
    subject = _SUBJECTS.get(head, "")
    return subject, _CONTRACTED.get(rest, "") if subject and rest else ""


@lru_cache(maxsize=200_000)
def _verb(lower: str, past: bool) -> str:
    """The kind of a verb: the helping verb it is, a verb of stance as such, past, s, or other."""
    if lower in _VERBS:
        return _VERBS[lower]
    if lower in word_class("stance_verb"):
        return lower
    return "past" if past else "s" if lower.endswith("s") and len(lower) > 3 else "other"
