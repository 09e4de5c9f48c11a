"""Claims to sketches: what two claims are compared by, taken from the words once."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, pairwise
from typing import Any, NamedTuple

from scoring.files import seed
from scoring.judging.lexicon import EVENT, NAMED, TALK, concept, weight, words_of
from scoring.judging.presupposed import Presupposition, presuppositions
from scoring.judging.tolls import PEOPLE, counts_all, toll, tolls
from scoring.judging.wording import Wording, wording
from scoring.names import Cast, Name, demonyms, names
from scoring.units import comparable, listed
from scoring.words import Word, lemma, words

_NEGATIONS = frozenset(["not", "no", "never", "cannot", "deny", "denies", "denied"])
_PRONOUNS = frozenset(["it", "this", "that"])
_PEOPLE = frozenset(["they", "both"])
_OPENING = 4
"""Words of a sentence among which a pronoun points at what was told before."""
_AUXILIARIES = frozenset(["was", "were", "been", "be", "is", "are", "but"])
_LEADS_ON = frozenset(["to", "for", "on", "of", "a", "an", "the", "another", "any", "that"])
_APART = frozenset(["to", "from", "before", "after", "for", "in", "ago", "later", "earlier"])
"""Words behind a number that part it from the event after them: "five hours to tee up the call", "four days after the summit"."""
_ELSEWHERE = frozenset(["after", "before", "took", "take", "takes", "come", "comes", "came", "since"])
"""Words in front of a number that say it measures something else than the event before them."""
_MODALS = frozenset(["will", "would", "may", "might", "can", "could", "should", "must", "shall"])
_EXPLETIVE = frozenset(["that", "to"])
_JOINED_REACH = 8
"""Words before a verb joined with another by "and" within which a modal governs both."""
_BEFORE_REACH = 15
"""Words in front of a state word within which the event stands that it speaks of at the end of a long sentence."""
HELD, PLANNED = "held", "planned"
"""States of talks that are many: what took place, and what is to."""
_NOMINAL = frozenset(["noun", "adjective"])
"""Forms of state words (seeds/states.csv) that are no verbs: a plan is of what is to come, whatever verb stands before it."""
_INHERITING = frozenset(["verb", "noun", "adjective"])
"""Forms of state words (seeds/states.csv) that may speak of an event that only a sentence before names."""
_OBJECT_REACH = 7
"""Words behind a state word within which the event stands that is its object, whatever stands between."""
_FORMS_NEAR = 5
"""Words behind a light verb ("held", "engaged in") within which the event stands that it puts into being."""
_LOCATING = ("in", "at")
_ARTICLES = ("the", "a", "an", "this", "that", "next", "last")
_NOT_YET = "perhaps "
"""What a state is told by that is still to come or merely possible: it is the same only as others told so."""
_POINTING = frozenset(["he", "she", "they", "it", "this", "these", "those"])
_MOST_AMOUNTS = 12
"""Quantities of one sentence that are compared; a longer list is a table."""
_MOST_STATES = 12
"""States of one sentence that are compared."""
_AFFAIR = 24
"""Words that tell what a document is about: those that weigh most in it, each as often as a sentence has it."""
_OTHERS = frozenset(["comment", "social", "boilerplate"])
"""Sections whose words do not tell what a document is about."""
_STORY = 8
"""Names that make a document's story: those it mentions most, and more than once."""
_TELLING = 3.0
"""Weight from which a word near a number tells what it counts."""
_REACH = 6
"""Words on either side of a number that say what it counts."""
_NAMED_REACH = 12
"""Words on either side of a number in which names tell whose number it is."""
_SAYING_REACH = 2
"""Words between a name and a verb of saying up to which the name only says who says it."""


class Amount(NamedTuple):
    """A quantity made comparable: an interval in base units of one dimension, and what it is said of."""

    start: int
    stop: int
    dimension: str
    low: float
    high: float
    approximate: bool
    event: str
    """The event it measures ("call"), or what happened to the people it counts (tolls.py); '' if the words name none."""
    about: frozenset[str]
    """Terms around it."""
    named: frozenset[str]
    """Names around it, those aside that only say who says it."""
    risen: bool
    """Whether it is a count of people of which the words say that it was less before."""


class State(NamedTuple):
    """An event put into a state: meeting, agreed, +1."""

    start: int
    stop: int
    theme: str
    state: str
    polarity: int
    place: str
    """Where the event is said to be, '' if not said."""
    parties: frozenset[str]
    """Who else is named close to the event."""


class Before(NamedTuple):
    """What the sentences before one tell of, for it to point at."""

    event: str
    """What an opening "it" stands for; '' for nothing."""
    people: frozenset[str]
    """Who "they" are: the people of the sentence just before, if it names several."""


class Sketch(NamedTuple):
    """One claim, ready to be compared."""

    claim_id: str
    document_id: str
    start: int
    stop: int
    terms: Mapping[str, float]
    """Content terms (concepts, lemmas, names) in order of the alphabet, with their weights in bits."""
    total: float
    """All their weight; never zero, so that shares can be taken."""
    names: frozenset[str]
    context: frozenset[str]
    """Names of this claim and of the two before it."""
    story: frozenset[str]
    """Names that its document keeps coming back to."""
    affair: frozenset[str]
    """Words that tell what its document is about, readers' comments aside; only where it counts people (tolls.py)."""
    amounts: tuple[Amount, ...]
    states: tuple[State, ...]
    presupposed: tuple[Presupposition, ...]
    wording: Wording
    """Its words in order, with what governs each."""


@cache
def _states() -> dict[tuple[str, ...], tuple[str, int, str]]:
    return {tuple(row["phrase"].split()): (row["state"], int(row["polarity"]), row["form"]) for row in seed("states")}


@cache
def _state_lengths() -> dict[str, tuple[int, ...]]:
    """For the first word of the phrases of seeds/states.csv how many words they have, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for phrase in _states():
        lengths[phrase[0]].add(len(phrase))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def term(word: Word) -> str:
    """The concept a word stands for (seeds/concepts.csv), else its lemma."""
    return concept(word.lower)[0]


def _event(word: Word) -> str:
    """The event concept a word names, or ''."""
    found, kind = concept(word.lower)
    return found if kind in (EVENT, TALK) else ""


def inside(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a character lies in one of the spans, which are sorted and do not overlap."""
    at = bisect_left(spans, (place + 1, 0)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


@cache
def _approximators() -> frozenset[str]:
    return frozenset(row["cue"] for row in seed("cues") if row["kind"] == "approximator")


def _amounts(
    quantities: Sequence[Mapping[str, Any]],
    tokens: Sequence[Word],
    terms: Sequence[str],
    named: Mapping[int, tuple[str, str]],
    plain: frozenset[int],
    inherited: str,
) -> Iterator[Amount]:
    """The quantities that can be compared; `plain` are the places of words that tell nothing: in names and in other numbers."""
    starts = [w.start for w in tokens]
    saying = _sayers(tokens, named)
    for q in quantities:
        dimension, factor = comparable(q["unit"])
        first, after = bisect_left(starts, q["start"]), bisect_left(starts, q["stop"])
        people = counts_all(q["unit"])
        counted = toll(tokens, first, after) if people or not listed(q["unit"]) else None
        if counted and people:
            dimension, factor = PEOPLE, 1.0
        if dimension in ("ordinal", ""):
            continue
        near = range(max(0, first - _REACH), min(len(tokens), after + _REACH))
        about = frozenset(
            terms[i] for i in near if i not in plain and weight(terms[i]) >= _TELLING and tokens[i].lower not in _approximators()
        )
        event = counted.toll if counted else _measured(tokens, first, after) or (inherited if dimension == "time" else "")
        whose = frozenset(
            named[i][0]
            for i in range(max(0, first - _NAMED_REACH), min(len(tokens), after + _NAMED_REACH))
            if i in named and i not in saying
        )
        low, high, risen = q["low"] * factor, q["high"] * factor, counted is not None and counted.risen
        yield Amount(q["start"], q["stop"], dimension, low, high, q["approximate"], event, about, whose, risen)


def _sayers(tokens: Sequence[Word], named: Mapping[int, tuple[str, str]]) -> frozenset[int]:
    """Places of names that only say who says it: next to a verb of saying, or after "according to"."""
    found: set[int] = set()
    for i, word in enumerate(tokens):
        if word.lower != "according" and lemma(word.lower) not in words_of("saying"):
            continue
        for step in (-1, 1):
            k = next((k for k in range(i + step, i + step * (_SAYING_REACH + 1), step) if k in named), None)
            name = named[k] if k is not None else None
            while k is not None and named.get(k) == name:
                found.add(k)
                k += step
    return frozenset(found)


def _measured(tokens: Sequence[Word], first: int, after: int) -> str:
    """The event a quantity measures: "a two-hour call", "the call lasted two hours", "a call of two hours"."""
    for i in range(after, min(len(tokens), after + 3)):
        if tokens[i].lower in _APART:
            return ""
        if event := _event(tokens[i]):
            return event
    for i in range(first - 1, max(-1, first - _REACH), -1):
        if tokens[i].lower in _ELSEWHERE:
            break
        if event := _event(tokens[i]):
            return event
    return ""


def _said_states(tokens: Sequence[Word], named: Mapping[int, tuple[str, str]], before: Before) -> Iterator[State]:
    """States that the words put events into, each with the nearest event as its theme, or the one that "it" stands for."""
    table, lengths = _states(), _state_lengths()
    inherited = before.event
    pointed = before.people if any(w.lower in _PEOPLE for w in tokens[:_OPENING]) else frozenset()
    for i, word in enumerate(tokens):
        for length in lengths.get(word.lower, ()):
            hit = table.get(tuple(w.lower for w in tokens[i : i + length])) if i + length <= len(tokens) else None
            if hit:
                future = hit[0] == PLANNED and hit[2] in _NOMINAL
                state = f"{_NOT_YET}{hit[0]}" if not future and _is_only_possible(tokens, i) else hit[0]
                theme = _theme(tokens, i, i + length, hit[2])
                if theme is not None:
                    polarity = _polarity(tokens, i, hit[1])
                    start = min(tokens[i].start, tokens[theme].start)
                    stop = max(tokens[i + length - 1].stop, tokens[theme].stop)
                    parties = _parties(named, theme) or pointed
                    yield State(start, stop, _event(tokens[theme]), state, polarity, _place(tokens, named, theme), parties)
                elif (
                    inherited
                    and state == hit[0]
                    and hit[2] in _INHERITING
                    and tokens[0].lower in _PRONOUNS
                    and _word_at(tokens, i + length) not in _EXPLETIVE
                ):
                    yield State(
                        tokens[0].start, tokens[i + length - 1].stop, inherited, hit[0], _polarity(tokens, i, hit[1]), "", frozenset()
                    )
                break


def _theme(tokens: Sequence[Word], first: int, after: int, form: str) -> int | None:
    """Where the event stands that a state word speaks of (see seeds/states.csv for `form`); None if the words name none nearby."""
    if form == "event":
        return first
    if form == "next":
        return next((i for i in range(after, min(len(tokens), after + 2)) if _event(tokens[i])), None)
    if form == "before":
        return next((i for i in range(first - 1, max(-1, first - _BEFORE_REACH), -1) if _event(tokens[i])), None)
    if form == "object":
        return next((i for i in range(after, min(len(tokens), after + _OBJECT_REACH)) if _event(tokens[i])), None)
    if form == "light":
        near = range(after, min(len(tokens), after + _FORMS_NEAR))
        stop = next((i for i in near if tokens[i].lower in words_of("preposition")), near.stop)
        return next((i for i in near[: max(0, stop - after)] if _event(tokens[i]) and not tokens[i].text[0].isupper()), None)
    behind = next((i for i in range(after, min(len(tokens), after + 9)) if _event(tokens[i])), None)
    before = next((i for i in range(first - 1, max(-1, first - 11), -1) if _event(tokens[i])), None)
    follows = _word_at(tokens, after)
    passive = (
        form == "verb"
        and not tokens[first].lower.endswith("ing")
        and any(tokens[i].lower in _AUXILIARIES for i in range(max(0, first - 3), first))
    )
    if passive and before is not None and follows not in ("to", "on"):
        return before
    if behind is not None and (form != "verb" or follows in _LEADS_ON):
        return behind
    return before if before is not None and before >= first - _REACH else None


def _is_only_possible(tokens: Sequence[Word], at: int) -> bool:
    """Whether a state is still to come or merely possible: "will be signed", "might agree", "could end the talks and harm relations"."""
    reach = _JOINED_REACH if _word_at(tokens, at - 1) in ("and", "or") else 3
    return any(tokens[i].text in _MODALS for i in range(max(0, at - reach), at))  # May is a month


def _word_at(tokens: Sequence[Word], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _polarity(tokens: Sequence[Word], at: int, own: int) -> int:
    return -own if _denied(tokens, at) else own


def _denied(tokens: Sequence[Word], at: int) -> bool:
    window = [tokens[i].lower for i in range(max(0, at - 3), at)]
    if ("if", "not") in pairwise(window):  # discussed, if not agreed
        return False
    if "but" in window:
        window = window[window.index("but") + 1 :]
    unwilling = any(w in ("unwilling", "refuse", "refused", "refuses", "declined", "fail", "failed", "yet") for w in window[-3:])
    return unwilling or any(w in _NEGATIONS or w.endswith("n't") for w in window)


def _place(tokens: Sequence[Word], named: Mapping[int, tuple[str, str]], theme: int) -> str:
    """The place of an event: a name just before it ("the Oslo summit") or after "in" ("a summit in Oslo")."""
    name, kind = named.get(theme - 1, ("", ""))
    if kind == "place" or (name and not kind and _word_at(tokens, theme - 2) in _ARTICLES):
        return name
    return next((named[at][0] for at in (theme + 2, theme + 3) if _is_place(named, at) and _word_at(tokens, at - 1) in _LOCATING), "")


def _is_place(named: Mapping[int, tuple[str, str]], at: int) -> bool:
    return named.get(at, ("", "person"))[1] in ("place", "")


def _parties(named: Mapping[int, tuple[str, str]], theme: int) -> frozenset[str]:
    """Who is named within six words of an event; places are not parties."""
    near = (named.get(i, ("", "place")) for i in range(theme - _REACH, theme + _REACH + 1))
    return frozenset(name for name, kind in near if kind != "place")


def points(sketch: Sketch) -> bool:
    """Whether a claim names nothing and points at somebody or something that other sentences name."""
    return not sketch.names and not _POINTING.isdisjoint(sketch.wording.light)


def sketches(claims: Sequence[Mapping[str, Any]], text: str) -> list[Sketch]:
    """The sketches of one document's claims, which come in reading order: short names resolved, pronouns given the event before.

    A claim is a mapping with claim_id, document_id, start, stop, section, quantities and checkable, as READINGS nests them. What is not
    checkable gets no sketch, but names it names and events it tells of are around those that follow.
    """
    everything = words(text)
    cast = Cast(text, everything)
    named = [(n, _resolved(cast, n)) for n in names(text, everything)]
    word_starts, name_starts = [w.start for w in everything], [n.start for n, _ in named]
    tokens = [everything[bisect_left(word_starts, c["start"]) : bisect_left(word_starts, c["stop"])] for c in claims]
    found = [named[bisect_left(name_starts, c["start"]) : bisect_left(name_starts, c["stop"])] for c in claims]
    own = [frozenset(name for _, name in each) for each in found]
    story = _story([name for _, name in named])
    out: list[Sketch] = []
    event = ""
    for i, claim in enumerate(claims):
        if claim["checkable"]:
            before = Before(event, _several(found[i - 1]) if i else frozenset())
            out.append(_sketch(claim, text, tokens[i], found[i], own[i].union(*own[max(0, i - 2) : i]), story, before))
        event = next((e for w in reversed(tokens[i]) if (e := _event(w))), event)
    if any(amount.event in tolls() for sketch in out for amount in sketch.amounts):
        affair = _affair([tokens[i] for i, claim in enumerate(claims) if claim["section"] not in _OTHERS])
        return [sketch._replace(affair=affair) if any(a.event in tolls() for a in sketch.amounts) else sketch for sketch in out]
    return out


def _affair(told: Sequence[Sequence[Word]]) -> frozenset[str]:
    """The words that weigh most in a document, each once for every sentence that has it; who says it, and when, aside."""
    apart = frozenset().union(*map(words_of, ("saying", "weekday", "month", "time")))
    counted = Counter(word for tokens in told for word in frozenset(map(term, tokens)) - apart)
    ranked = sorted(counted, key=lambda word: (-counted[word] * weight(word), word))
    return frozenset(ranked[:_AFFAIR])


def _several(found: Sequence[tuple[Name, str]]) -> frozenset[str]:
    """The people that a sentence names, if it names several."""
    people = frozenset(name for n, name in found if n.kind in ("person", ""))
    return people if len(people) > 1 else frozenset()


def _resolved(cast: Cast, name: Name) -> str:
    """The full name behind a last name or, where the words name only an office ("the Prime Minister"), whoever holds it in the document."""
    full = cast.resolve(name.canonical)
    return full if name.kind or full != name.canonical else cast.role(name.canonical, name.start) or full


def _story(mentioned: Sequence[str]) -> frozenset[str]:
    """The names a document mentions most, of those it mentions more than once."""
    ranked = sorted(((n, name) for name, n in Counter(mentioned).items() if n > 1), key=lambda pair: (-pair[0], pair[1]))
    return frozenset(name for _, name in ranked[:_STORY])


def _sketch(
    claim: Mapping[str, Any],
    text: str,
    tokens: Sequence[Word],
    found: Sequence[tuple[Name, str]],
    context: frozenset[str],
    story: frozenset[str],
    before: Before,
) -> Sketch:
    """One claim's sketch."""
    starts = [w.start for w in tokens]
    counted = [(q["start"], q["stop"]) for q in claim["quantities"]]
    spans = [(n.start, n.stop) for n, _ in found]
    plain = frozenset(i for start, stop in (*spans, *counted) for i in range(bisect_left(starts, start), bisect_left(starts, stop)))
    terms = [demonyms().get(w.lower, term(w)) if w.text[0].isupper() else term(w) for w in tokens]
    weights = dict.fromkeys((name for _, name in found), NAMED)
    weights |= {each: bits for i, each in enumerate(terms) if i not in plain and (bits := weight(each)) > 0}
    named = {i: (name, n.kind) for n, name in found for i in range(bisect_left(starts, n.start), bisect_left(starts, n.stop))}
    carried = before.event if any(w.lower in _PRONOUNS for w in tokens[:_OPENING]) else ""
    return Sketch(
        claim_id=claim["claim_id"],
        document_id=claim["document_id"],
        start=claim["start"],
        stop=claim["stop"],
        terms=dict(sorted(weights.items())),
        total=math.fsum(weights.values()) or 1.0,
        names=frozenset(name for _, name in found),
        context=context,
        story=story,
        affair=frozenset(),
        amounts=tuple(islice(_amounts(claim["quantities"], tokens, terms, named, plain, carried), _MOST_AMOUNTS)),
        states=tuple(islice(_said_states(tokens, named, before), _MOST_STATES)),
        presupposed=presuppositions(tokens, named, _event),
        wording=wording(text, tokens, found, claim["quantities"]),
    )
