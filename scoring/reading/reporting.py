"""The words of one sentence that report: who is named, by which cue, and what is attributed to them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from itertools import compress, count
from typing import NamedTuple

from scoring.files import seed
from scoring.reading.clauses import Token, spoken
from scoring.reading.speakers import Source, Speakers
from scoring.words import Word, folded

_THAT = frozenset({"that", "whether", "how", "why"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "it's"})
_HEARSAY = frozenset({"say", "report", "believe", "think", "understand", "allege", "claim"})
_GUESSED = frozenset({"assume", "expect", "suspect", "hope", "fear", "feel", "presume"})
_VAGUE = frozenset({"reportedly", "supposedly", "purportedly"})
_SUBORDINATORS = frozenset(
    {"after", "before", "when", "while", "although", "though", "as", "if", "since", "because", "asked", "given", "despite", "unless"}
)
_TAIL = frozenset(
    (
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "when",
        "as",
        "while",
        "through",
        "via",
        "last",
        "this",
        "to",
        "by",
        "from",
        "of",
        "with",
    )
)
_QUOTES = "\"'“‘«„"
_GOING_ON = frozenset(
    {"and", "or", "because", "as", "that", "so", "since", "if", "who", "whose", "to", "for", "with", "than", "while", "of", "when"}
)
_MADE = frozenset(
    {"issue", "issues", "issued", "make", "makes", "made", "deliver", "delivered", "release", "released", "repeated", "offered", "gave"}
)
_CATENATIVES = frozenset(
    {"appears", "appear", "appeared", "seems", "seem", "seemed", "continues", "continue", "continued", "began", "begins", "begin", "wants"}
    | {"used", "went", "tried", "tries", "likes", "like", "sought", "seeks"}
)
_CONDITIONS = frozenset({"if", "when", "while", "although", "though", "once", "unless", "because", "where", "whatever"})
_ASKED = frozenset({"about", "whether", "if", "how", "why", "what", "that"})
_APPOSED = frozenset({"a", "an", "the", "of", "from", "who", "whose", "which", "his", "her", "their", "its", "author", "former", "then"})
_PLURALS = frozenset(
    {"they", "we", "i", "you", "people", "police", "some", "many", "others", "and", "percent", "half", "those", "most", "few"}
)
_NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "third", "quarter"})
_BARE_DETERMINERS = frozenset({"this", "that", "these", "those", "no", "every", "any", "such"})
_OWNED = frozenset({"from", "in", "on"})
_NEGATIONS = frozenset({"not", "never", "cannot"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_REACH = 40
"""How many tokens a source or a hearer may be away from its verb: bounds the work on hostile text."""
_SENTENCE = 5
"""Spaces in a quotation that is somebody's sentence and no mere label."""
_MOST = 30
"""Links that are looked for in one sentence."""


class _Verb(NamedTuple):
    lemma: str
    rest: list[str]
    form: str
    """base, third, past or ing."""
    speech: bool
    any_subject: bool
    takes: frozenset[str]


class Link(NamedTuple):
    """One attribution before its depth is known."""

    source: Source
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    direct: bool


@cache
def _verbs() -> dict[str, tuple[_Verb, ...]]:
    """Reporting verbs by each of their forms; those with words to follow first ("point out" before "point")."""
    forms: dict[str, list[_Verb]] = {}
    for row in seed("reporting_verbs"):
        rest, takes = row["rest"].split(), frozenset(row["takes"].split())
        by_form = [
            (row["verb"], "base"),
            (row["third"], "third"),
            *((p, "past") for p in row["past"].split()),
            *((i, "ing") for i in row["ing"].split()),
        ]
        for word, form in ((word, form) for word, form in by_form if word):
            forms.setdefault(word, []).append(_Verb(row["verb"], rest, form, row["mode"] == "speech", row["subject"] == "any", takes))
    return {word: tuple(sorted(verbs, key=lambda v: (-len(v.rest), v.form != "past"))) for word, verbs in forms.items()}


@cache
def _verb_made() -> _Verb:
    return _Verb("make", [], "past", True, False, frozenset({"object"}))


@cache
def _nouns() -> dict[str, str]:
    """Nouns for what is said or thought, with their mode."""
    return {row["noun"]: row["mode"] for row in seed("reporting_nouns")}


def _counted(phrase: Sequence[Token]) -> bool:
    """Whether a share of people is meant: one in five, nine out of 10."""
    last = phrase[-1]
    return (last.text[0].isdigit() or last.lower in _NUMBERS) and any(t.lower in ("in", "of") for t in phrase)


@cache
def _telling() -> frozenset[str]:
    """The words without one of which nothing is attributed, unless by a colon or to whoever a quotation belongs to."""
    return frozenset(_verbs()) | frozenset(_nouns()) | _VAGUE | {"according"}


@cache
def _rules() -> dict[str, tuple[Callable[[_Sentence, int], Link | None], ...]]:
    """For each word that a cue can begin with, the rules that may find one there, in the order in which they are tried."""
    rules = (
        (_Sentence.according, {"according", *_OWNED}),
        (_Sentence.vague, {*_VAGUE, *_verbs()}),
        (_Sentence.verb, set(_verbs())),
        (_Sentence.noun, set(_nouns())),
    )
    return {word: tuple(rule for rule, words in rules if word in words) for word in frozenset[str]().union(*(words for _, words in rules))}


def may_report(text: str, start: int, stop: int, words: Iterable[Word], quoted: bool) -> bool:
    """Whether it is worth looking for cues in `text[start:stop]` with these words; `quoted`: it holds part of a quotation.

    A telling word, a colon behind a label, or single quotation marks, whose words may be the subject's.
    """
    if not _telling().isdisjoint(map(folded, words)) or text.find(":", start, stop) >= 0:
        return True
    return quoted and (text.find("'", start, stop) >= 0 or text.find("’", start, stop) >= 0)


def reports(text: str, start: int, here: list[Token], speakers: Speakers) -> list[Link]:
    """All that is attributed in the sentence that begins at `start` and has the tokens `here`, in order of the cues; at most 30."""
    return _Sentence(text, start, here, speakers).links()


class _Sentence:
    """One sentence, looked through for words that report."""

    def __init__(self, text: str, start: int, here: list[Token], speakers: Speakers) -> None:
        self._text = text
        self._start = start
        self._t = here
        self._all_lower = [token.lower for token in here]
        self._quotes = [at for at, token in enumerate(here) if token.kind == "quote"]
        self._speakers = speakers
        self._stop = here[-1].stop if here else start
        self._links: list[Link] = []

    def links(self) -> list[Link]:
        """All that is attributed in the sentence, in order of the cues."""
        rules = _rules()
        if self._t:
            opening = rules.get(self._all_lower[0], ())
            self._look(0, (*opening[: _Sentence.according in opening], _Sentence.label, *opening[_Sentence.according in opening :]))
        for at in compress(count(), map(rules.__contains__, self._all_lower)):
            if at and len(self._links) < _MOST:
                self._look(at, rules[self._all_lower[at]])
        for at in self._quotes:
            if len(self._links) < _MOST:
                self._claim(at)
        return sorted(self._links, key=lambda link: link.cue)

    def _look(self, at: int, rules: Iterable[Callable[[_Sentence, int], Link | None]]) -> None:
        """Adds what the first of the rules that fits finds."""
        for rule in rules:
            link = rule(self, at)
            if link:
                self._links.extend(self._each(link))
                return

    def _claim(self, at: int) -> None:
        """Gives a quotation that no cue claims to who spoke before it in the sentence, or stands before the colon, or is its subject."""
        quote = self._t[at]
        if quote.text.count(" ") < _SENTENCE or self._is_title(quote):
            return
        if any(a < quote.stop and quote.start < b for link in self._links for a, b in link.content):
            return
        for place in range(len(self._links) - 1, -1, -1):
            link = self._links[place]
            if link.content and link.source.name != "unspecified" and link.content[-1][1] <= quote.start and link.cue[1] <= quote.start:
                self._links[place] = link._replace(content=[*link.content, (quote.start, quote.stop)])
                return
        source, cue = None, (quote.start, quote.start + 1)
        if at and self._lower(at - 1) == ":":
            first = next((i for i in range(at - 2, max(-1, at - 2 - _REACH), -1) if self._t[i].kind != "word"), -1) + 1
            named = self._t[first : at - 1] and all(t.capital or t.grammar for t in self._t[first : at - 1])
            source = self._speakers.source(self._t[first : at - 1], self._start) if named else None
            cue = (self._t[at - 1].start, self._t[at - 1].stop)
        if source is None or not source.voice:
            subject = self._main(at)
            source = subject[0] if subject else None
        if source:
            self._links.append(Link(source, cue, [(quote.start, quote.stop)], True))

    def _is_title(self, quote: Token) -> bool:
        """Whether the quotation names a book or a show: nearly all its long words have capitals."""
        long = [word for word in quote.text[:200].split() if len(word) > 4]
        return sum(word.lstrip(_QUOTES)[:1].isupper() for word in long) * 4 >= len(long) * 3

    def _each(self, link: Link) -> list[Link]:
        """One link for each of two coordinated sources: `Roe and Lee said`."""
        if "and" not in self._all_lower:
            return [link]
        first = next((i for i, t in enumerate(self._t) if t.start >= link.source.start), 0)
        stop = next((i for i in range(first, len(self._t)) if self._t[i].start >= link.source.stop), len(self._t))
        stop = next((i for i in range(first + 1, stop) if self._t[i].kind == "mark"), stop)
        joint = next((i for i in range(first + 1, min(stop, first + 12) - 1) if self._lower(i) == "and"), None)
        if joint is None or not self._joins(joint):
            return [link]
        halves = [self._speakers.source(self._t[a:b], self._start) for a, b in ((first, joint), (joint + 1, stop))]
        body = link.source.kind == "named organisation"
        named = [half for half in halves if half and half.voice and half.kind not in ("unspecified", "unnamed official", "document")]
        named = [half for half in named if not body or half.kind == "named person" or self._speakers.lists(half.name)]
        return [link._replace(source=half) for half in named] if len(named) == 2 else [link]

    # ------------------------------------------------------------ cues

    def according(self, at: int) -> Link | None:
        """`According to X, Y` and `Y, according to X`; `in X's view`, `from X's perspective`."""
        if self._t[at].lower == "according" and self._lower(at + 1) == "to":
            stop = self._phrase(at + 2)
            source = self._speakers.source(self._t[at + 2 : stop], self._start)
            if not source:
                return None
            cue = (self._t[at].start, self._t[at + 1].stop)
            return self._around(source, cue, at, stop)
        if self._t[at].lower in ("from", "in", "on") and at + 2 < len(self._t):
            for after in range(at + 2, min(at + 8, len(self._t))):
                word = self._t[after - 1]
                if self._t[after].kind != "word" or word.kind != "word":
                    return None
                if word.text.endswith(("'s", "’s", "s’", "s'")) and _nouns().get(self._t[after].lower, "speech") != "speech":
                    source = self._speakers.source(self._owner(at + 1, after), self._start)
                    return source and self._around(source, (self._t[at].start, self._t[after].stop), at, after + 1)
        return None

    def _around(self, source: Source, cue: tuple[int, int], first: int, stop: int) -> Link | None:
        """What stands around a parenthesis: the rest behind it if it opens the sentence, else what comes before."""
        opening = self._t[0].lower == "as" or all(t.grammar in ("conjunction", "adverb", "mark") for t in self._t[:first])
        if opening:
            content = self._right(stop)
            return Link(source, cue, content, self._quoted(content)) if content else None
        content = self._left(first)
        rest = stop < len(self._t) and self._t[stop].lower == "," and len(self._t) - stop > 4 and len(self._left_tokens(first)) < 6
        content = content + self._right(stop) if rest else content
        return Link(source, cue, content, self._quoted(content)) if content else None

    def label(self, at: int) -> Link | None:
        """`Ann Roe: “...”`, as in interviews."""
        colon = next((i for i in range(1, min(len(self._t) - 1, 9)) if self._t[i].kind == "mark"), None) if at == 0 else None
        if colon is None or self._lower(colon) != ":" or not all(t.capital or t.grammar for t in self._t[:colon]):
            return None
        source = self._speakers.source(self._t[:colon], self._start)
        content = self._right(colon + 1)
        if not self._quoted(content) and source and " " not in source.name:
            return None
        if not source or source.kind != "named person" or not content or any(t.lower == "and" for t in self._t[:colon]):
            return None
        return Link(source, (self._t[colon].start, self._t[colon].stop), content, self._quoted(content))

    def vague(self, at: int) -> Link | None:
        """`reportedly`, `is said to`, `it is understood that`: somebody says so, nobody is named."""
        token = self._t[at]
        if token.lower in _VAGUE:
            if any(t.lower in ("who", "which") for t in self._t[max(0, at - 4) : at]):
                return None
            return self._nobody((token.start, token.stop), [(self._t[0].start, self._stop)])
        if self._hearsay(at) and self._lower(at + 1) == "to":
            group = self._group(at)
            return self._nobody((self._t[group].start, self._t[at + 1].stop), [(self._t[0].start, self._stop)])
        return None

    def _hearsay(self, at: int) -> bool:
        """Whether the word is the participle of `is said`, `are widely believed`."""
        verb = self._reporting(at, "past")
        return verb is not None and verb.lemma in _HEARSAY and any(self._lower(i) in _BE for i in range(self._group(at), at))

    def _nobody(self, cue: tuple[int, int], content: list[tuple[int, int]]) -> Link:
        return Link(Source("unspecified", "unspecified", *cue, False, True), cue, content, False)

    def verb(self, at: int) -> Link | None:
        verb = self._reporting(at)
        if verb is None:
            return None
        after = at + 1 + len(verb.rest)
        group = self._group(at)
        cue = (self._t[at].start, self._t[after - 1].stop)
        passive = verb.form == "past" and any(self._lower(i) in _BE for i in range(group, at))
        if verb.form == "past" and self._lower(after) == "by":
            return self._by(verb, cue, after)
        if any(self._lower(i) in _NEGATIONS or self._lower(i).endswith("n't") for i in range(group, at)):
            return None
        if passive:
            own = any(self._lower(i) in ("should", "must", "can", "may", "could", "cannot") for i in range(group, at))
            return None if own else self._impersonal(verb.speech or verb.lemma in _HEARSAY | _GUESSED, group, after, cue)
        inverted = self._inverted(verb, at, group, after)
        if inverted:
            return inverted
        subject = self._subject(verb, at, group)
        if subject is None:
            return None
        source, first = subject
        if not (verb.any_subject or source.voice) or (source.kind == "document" and not verb.takes & {"that", "quote"}):
            return None
        return self._content(verb, source, cue, first, after)

    def _by(self, verb: _Verb, cue: tuple[int, int], after: int) -> Link | None:
        """`described by X as Y`, `as reported by X`."""
        stop = self._phrase(after + 1, ("as", "in", "on", "at", "during", "after", "about", "if", "how", "why", "whether", "what", "that"))
        source = self._speakers.source(self._t[after + 1 : stop], self._start)
        if not source or not source.voice:
            return None
        cue = (cue[0], self._t[after].stop)
        behind = (self._lower(stop) == "as" and "as" in verb.takes) or self._lower(stop) in _ASKED
        content = self._right(stop) if behind else self._left(after - 1)
        return Link(source, cue, content, self._quoted(content)) if content else None

    def _impersonal(self, spoken: bool, group: int, after: int, cue: tuple[int, int]) -> Link | None:
        """`It was noted that ...`."""
        if spoken and group and self._lower(group - 1) == "it" and self._lower(after) in _THAT:
            return self._nobody(cue, self._right(after))
        return None

    def _inverted(self, verb: _Verb, at: int, group: int, after: int) -> Link | None:
        """`“...,” said Roe` and `..., said Roe, who`."""
        if (
            group != at
            or verb.form not in ("past", "third")
            or "quote" not in verb.takes
            or ("hearer" in verb.takes and verb.lemma != "ask")
            or not at
            or after >= len(self._t)
        ):
            return None
        before, behind = self._t[at - 1], self._t[after]
        if not (before.kind == "quote" or before.lower in (",", "–", "—")):
            return None
        if not (before.kind == "quote" or behind.capital or behind.grammar in ("article", "determiner", "possessive", "pronoun")):
            return None
        if behind.kind != "word" or behind.grammar in ("conjunction", "preposition", "date", "auxiliary") or behind.lower in _THAT:
            return None
        if behind.grammar == "pronoun" and after + 1 < len(self._t) and self._t[after + 1].kind == "word" and before.kind != "quote":
            return None
        if before.kind != "quote" and ((verb.lemma != "say" and not behind.capital) or at < 4 or behind.lower in _THAT):
            return None
        stop = self._phrase(after, ("in", "on", "at", "during", "after", "before", "as", "when", "while", "to", "told"))
        if (
            before.kind != "quote"
            and stop < len(self._t)
            and (self._t[stop].kind == "word" or (self._apposed(at - 1) and not all(t.capital for t in self._t[after:stop])))
        ):
            return None
        source = self._speakers.source(self._t[after:stop], self._start)
        content = self._left(at)
        if not source or not content:
            return None
        source = source._replace(stop=self._t[self._past_apposition(stop) - 1].stop) if stop < len(self._t) else source
        return Link(source, (self._t[at].start, self._t[after - 1].stop), [*content, *self._resumed(stop)], self._quoted(content))

    def noun(self, at: int) -> Link | None:
        """`Roe's claim that Y`, `the warning by Roe that Y`, `the view in Moscow is that Y`, `threatened him with the claim that Y`."""
        if self._t[at].lower not in _nouns() or not at:
            return None
        previous = self._t[at - 1]
        owner = self._owned_by(at)
        if owner is not None:
            after = at + 2 if self._lower(at + 1) in _BE else at + 1
            quoted = after < len(self._t) and self._t[after].kind == "quote"
            if not quoted and self._lower(after) not in ("that", "of", "about", "to"):
                premise = next((i for i in range(after, min(len(self._t), after + 7)) if self._lower(i) == "that"), 0)
                if not premise or any(t.kind != "word" for t in self._t[after:premise]):
                    return None
                after = premise
            source = self._speakers.source(self._owner(self._owner_start(owner), owner + 1), self._start)
        elif (
            self._lower(at + 1) == "that"
            and previous.grammar == "article"
            and self._lower(at - 2) in ("with", "by", "repeated", "made", "issued")
        ):
            found = self._main(at)
            source, after = (found[0] if found else None), at + 1
        else:
            source, after = self._held_by(at)
            if source is None and (at + 1 == len(self._t) or self._lower(at + 1) in ("that", "of", "about")):
                return self._issued(at)
        content = self._right(after) if source and source.voice else []
        cue = (self._t[at].start, self._t[at].stop)
        return Link(source, cue, content, self._quoted(content)) if source and content else None

    def _issued(self, at: int) -> Link | None:
        """`Roe issued a denial`, `Roe made the claim that Y`: what was issued, or what is said in it."""
        first = next((i for i in range(at - 1, max(0, at - 9), -1) if self._t[i].grammar in ("article", "mark", "quote")), 0)
        made = first - 1
        if first < 1 or self._t[first].grammar != "article" or self._lower(made) not in _MADE:
            return None
        group = self._group(made)
        subject = self._subject(_verb_made(), made, group) if group else None
        if subject is None or not subject[0].voice:
            return None
        content = self._right(at + 1) if at + 1 < len(self._t) else [(self._t[first].start, self._t[at].stop)]
        return Link(subject[0], (self._t[made].start, self._t[at].stop), content, False) if content else None

    def _owned_by(self, at: int) -> int | None:
        """The index of the owner of a noun, adjectives between them or not: `Roe’s recent claim`, `his claim`; None if nobody owns it."""
        for i in range(at - 1, max(-1, at - 4), -1):
            token = self._t[i]
            if token.kind != "word":
                return None
            if token.text.endswith(("'s", "’s", "s’", "s'")) or token.lower in ("his", "her", "their"):
                return i
            if token.grammar or token.capital:
                return None
        return None

    def _held_by(self, at: int) -> tuple[Source | None, int]:
        """Behind a noun: `by Roe that`, `in Moscow is that`, and the index of what is claimed."""
        that = next((i for i in range(at + 2, min(len(self._t), at + 14)) if self._lower(i) == "that"), None)
        holder = next((i for i in range(at + 1, min(that or 0, at + 10)) if self._lower(i) in ("by", "from")), None)
        holder = holder or next((i for i in range(at + 1, min(that or 0, at + 6)) if self._lower(i) in ("in", "among", "of")), None)
        if that is None or holder is None or (self._lower(holder) not in ("by", "from") and self._lower(that - 1) not in _BE):
            return None, at
        stop = self._phrase(holder + 1)
        return self._speakers.source(self._t[holder + 1 : stop], self._start), that

    def _owner_start(self, last: int) -> int:
        """Where `the Russian president’s` begins: back over capitals and small words to the article, a preposition or a verb."""
        first = last
        while first and self._t[first - 1].kind == "word" and (self._t[first - 1].capital or self._t[first - 1].grammar == "article"):
            first -= 1
            if self._t[first].grammar == "article":
                break
        return first

    # ------------------------------------------------------------ sources

    def _owner(self, first: int, stop: int) -> list[Token]:
        """The owner before a noun, without the possessive ending: `Roe’s` gives Roe; `his` gives he."""
        phrase = self._t[first:stop]
        last = phrase[-1]
        if last.lower in ("his", "her", "their"):
            pronoun = {"his": "he", "her": "she", "their": "they"}[last.lower]
            return [spoken(last.start, last.stop, last.text, pronoun)]
        cut = 2 if last.text.endswith(("'s", "’s")) else 1
        return [*phrase[:-1], spoken(last.start, last.stop - cut, last.text[:-cut], last.lower[:-cut])]

    def _subject(self, verb: _Verb, at: int, group: int) -> tuple[Source, int] | None:
        """The source before the verb and the index of its first token; None if what stands there can say nothing."""
        infinitive = any(self._lower(i) == "to" for i in range(group, at))
        last = group - 1
        if infinitive and last > 0 and self._hearsay(last):
            group, infinitive = self._group(last), False
            last = group - 1
        if infinitive and last > 0 and self._lower(last) in _CATENATIVES:
            group, infinitive = self._group(last), False
            last = group - 1
        if verb.form == "ing" and not any(self._lower(i) in _BE for i in range(group, at)):
            return self._participle(at, last)
        if infinitive or last < 0:
            return self._main(at) if infinitive and verb.lemma in ("say", "convey", "explain", "add", "note") else None
        token = self._t[last]
        if token.grammar == "contraction":
            pronoun = token.lower.partition("'")[0]
            source = self._speakers.source([spoken(token.start, token.stop, pronoun, pronoun)], self._start)
            return (source, last) if source else None
        stop = last + 1
        if token.lower in (",", ")", "–", "—"):
            stop = self._before_apposition(last)
            if stop and self._lower(stop - 1) == ")":
                stop = self._before_apposition(stop - 1)
            stop = self._past_appositions(stop)
        elif token.kind == "quote" and self._closed_quote(last):
            stop = self._past_appositions(self._named_so(last))
        elif token.lower in _REFLEXIVE and last:
            stop = last
        elif token.lower in ("and", "but", "who", "then", "which", "that"):
            if token.lower in ("who", "which", "that"):
                stop = last if last and self._t[last - 1].kind == "word" else max(0, last - 1)
                stop -= stop > 1 and self._lower(stop - 1) in _REFLEXIVE
            else:
                return self._main(at)
        if stop <= 0 or self._t[stop - 1].kind != "word":
            return None
        first = self._back(stop - 1)
        phrase = self._t[first:stop]
        if self._t[stop - 1].grammar == "pronoun":
            first, phrase = stop - 1, [self._t[stop - 1]]
        if not self._agrees(verb, phrase, group, at):
            return None
        source = self._speakers.source(phrase, self._start)
        if token.lower in ("which", "that") and not (source and source.voice):
            return None
        if source and source.kind == "unnamed official" and self._t[stop].lower == ",":
            source = self._named_between(stop + 1, last) or source
        if source and stop < group and source.stop <= self._t[stop - 1].stop:
            source = source._replace(stop=self._t[group - 1 - (self._t[group - 1].kind == "mark")].stop)
        return (source, first) if source else None

    def _named_between(self, first: int, stop: int) -> Source | None:
        """The name in `the minister, Ann Roe, said`."""
        if not 0 < stop - first < 5 or not all(t.capital for t in self._t[first:stop]):
            return None
        source = self._speakers.source(self._t[first:stop], self._start)
        return source if source and source.kind == "named person" else None

    def _agrees(self, verb: _Verb, phrase: Sequence[Token], group: int, at: int) -> bool:
        """Whether subject and verb form fit; tells "officials claim" from "the officials' claim" and "two reports" from "Roe reports"."""
        last = phrase[-1]
        if last.grammar in ("article", "preposition", "possessive") or last.lower in _BARE_DETERMINERS:
            return False
        if last.text.endswith(("'s", "’s", "s’", "s'")) or last.lower == "own":
            return False
        if group != at and any(self._t[i].grammar == "auxiliary" for i in range(group, at)):
            return True
        if verb.form == "base" and self._lower(at - 1) == "to":
            return True
        if verb.form == "base":
            return (
                last.lower in _PLURALS
                or _counted(phrase)
                or any(t.lower in _PLURALS or (t.lower.endswith("s") and not t.grammar) for t in phrase)
            )
        if verb.form == "third":
            return last.lower not in ("they", "we", "i", "you") and phrase[0].grammar != "preposition" and last.grammar != "determiner"
        return True

    def _participle(self, at: int, last: int) -> tuple[Source, int] | None:
        """`..., adding that`, `a statement saying that`, `TASS quoted Roe as saying`."""
        if last >= 0 and self._lower(last) == "as":
            quoted = next((i for i in range(last - 1, max(-1, last - 12), -1) if self._lower(i) in ("quoted", "cited")), None)
            if quoted is not None and quoted + 1 < last:
                source = self._speakers.source(self._t[quoted + 1 : last], self._start)
                return (source, quoted + 1) if source else None
        led = last >= 0 and (
            self._t[last].kind != "word"
            or self._lower(last) in ("by", "and", "while", "before", "but", "later", "in", "after", "tried", "started", "kept")
        )
        return self._main(at) if led or self._lower(last) in _nouns() or last < 0 else None

    def _main(self, at: int) -> tuple[Source, int] | None:
        """The subject of the sentence so far: who spoke last in it, or whoever opens it."""
        for link in reversed(self._links):
            if link.source.name != "unspecified":
                return link.source, at
        first = 0
        while first < at and self._t[first].grammar in ("conjunction", "adverb", "mark", "opener"):
            first += 1
        if first < at and self._t[first].grammar == "preposition":
            comma = next((i for i in range(first, min(at, first + _REACH)) if self._t[i].lower == ","), None)
            first = comma + 1 if comma is not None else at
        pronoun = first < at and self._t[first].grammar == "pronoun"
        stop = first + pronoun
        while (
            stop < at
            and not pronoun
            and stop - first < 12
            and self._t[stop].kind == "word"
            and (stop == first or self._t[stop].grammar in ("", "article", "date"))
        ):
            if stop > first and not self._t[stop].capital and self._t[stop].lower.endswith(("ed", "ing")):
                break
            stop += 1
        names = [i for i in range(first, stop) if self._t[i].capital]
        if names:
            stop = min(stop, names[-1] + 1)
        if stop - first == 1 and not pronoun and not self._speakers.knows(self._t[first]):
            return None
        source = self._speakers.source(self._t[first:stop], self._start) if first < stop else None
        return (source, at) if source and source.voice else None

    def _before_apposition(self, last: int) -> int:
        """The index after the noun that `, a former official,` belongs to; 0 if there is none."""
        pair = {")": "(", "–": "–", "—": "—", ",": ","}[self._t[last].lower]
        for i in range(last - 1, max(-1, last - _REACH), -1):
            if self._t[i].lower == pair:
                if pair == "," and i + 1 < last and self._t[i + 1].lower in ("and", "but", "or"):
                    continue
                return i
            if self._t[i].kind == "quote" and pair == ",":
                return 0
        return 0

    def _past_appositions(self, stop: int) -> int:
        """Back over what else is said of a name: `Roe, 22, of Oslo, who` ends behind `Roe`; `stop` itself if nothing is."""
        for _ in range(4):
            comma = next((i for i in range(stop - 1, max(-1, stop - _REACH), -1) if self._t[i].kind == "mark"), None)
            if not comma or self._lower(comma) != "," or not (self._t[comma + 1].lower in _APPOSED or self._t[comma + 1].text[0].isdigit()):
                break
            first = self._back(comma - 1)
            age = self._t[comma - 1].text[0].isdigit() and comma > 1 and self._t[comma - 2].kind == "mark"
            named = age or (self._t[comma - 1].capital and self._t[comma - 1].grammar != "date")
            if not named or self._t[first].grammar == "preposition" or (first and self._t[first - 1].grammar == "preposition"):
                break
            stop = comma
        return stop

    def _past_apposition(self, stop: int) -> int:
        """The index after `, a former official` or `, who knew him` behind the name that ends at `stop`; `stop` if nothing follows."""
        if self._lower(stop) == "(" and self._lower(stop + 2) == ")":
            stop += 3
        opening = self._t[stop + 1] if self._lower(stop) == "," and stop + 1 < len(self._t) else None
        if (
            opening is None
            or opening.kind != "word"
            or opening.lower.endswith("ing")
            or opening.grammar in ("conjunction", "preposition", "pronoun")
        ):
            return stop if opening is None or opening.lower not in _APPOSED else self._phrase(stop + 1)
        return next((i for i in range(stop + 1, min(len(self._t), stop + _REACH)) if self._t[i].kind != "word"), len(self._t))

    def _named_so(self, quote: int) -> int:
        """The index after the name in `Roe, the hacker known as “Rex,”`; 0 if the quotation is no name."""
        comma = next((i for i in range(quote - 1, max(0, quote - 12), -1) if self._t[i].kind != "word"), 0)
        return comma if comma and self._lower(comma) == "," and self._t[comma + 1].lower in _APPOSED else 0

    def _apposed(self, last: int) -> bool:
        """Whether the comma at `last` closes `Roe, a former official,` or `Roe, who knew him,`."""
        first = self._before_apposition(last)
        return first > 0 and (self._t[first + 1].grammar in ("article", "possessive") or self._lower(first + 1) in ("who", "whose"))

    def _back(self, last: int) -> int:
        """Where the phrase that ends at `last` begins: after the next mark, conjunction or verb to the left."""
        first = last
        for i in range(last - 1, max(-1, last - _REACH), -1):
            token = self._t[i]
            if token.kind != "word" or (i and self._t[i - 1].kind == "quote" and self._reporting(i)):
                break
            if token.lower in ("that", "what", "how", "why") and i:
                break
            if token.lower == "who" and i:
                return self._back(i - 1) if self._t[i - 1].kind == "word" else i
            if token.lower in ("and", "or") and i and self._joins(i):
                first = i
                continue
            if token.grammar in ("conjunction", "auxiliary", "contraction", "pronoun", "copula") or token.lower in ("than", "like"):
                who = next((k for k in range(i, max(-1, i - 10), -1) if self._lower(k) in ("who", "whose")), None)
                if who is not None and token.grammar == "auxiliary" and who:
                    return self._back(who - 1) if self._t[who - 1].kind == "word" else first
                break
            if token.lower in ("as", "after", "before", "since", "when") or (
                self._reporting(i) and not token.capital and self._t[i + 1].grammar in ("article", "determiner")
            ):
                break
            first = i
        return self._past_opening(first, last)

    def _past_opening(self, first: int, last: int) -> int:
        """Behind an adverbial without a comma: "In Moscow on Friday a spokesman" begins at "a"."""
        if self._t[first].grammar != "preposition" or first == last:
            return first
        for i in range(last, first, -1):
            if self._t[i].grammar in ("article", "determiner", "possessive") and self._t[i - 1].grammar != "preposition":
                return i
        start = last
        while start > first + 1 and self._t[start - 1].capital and self._t[start - 1].grammar != "date":
            start -= 1
        return start

    def _joins(self, at: int) -> bool:
        """Whether `and` joins two nouns of one subject: `Roe and Lee said`, not `met Roe and Lee said`."""
        return self._t[at - 1].kind == "word" and (self._t[at - 1].capital == self._t[at + 1].capital) and not self._t[at + 1].grammar

    def _group(self, at: int) -> int:
        """Where the verb group begins: auxiliaries and adverbs before the verb."""
        first = at
        while first and self._t[first - 1].kind == "word" and (
            self._t[first - 1].grammar in ("auxiliary", "adverb")
            or self._lower(first - 1) == "to"
            or self._lower(first - 1).endswith("ly")
            or (self._lower(first - 1) == "long" and first > 1 and self._t[first - 2].grammar == "auxiliary")
        ):  # fmt: skip
            if self._lower(first - 1) in ("family", "here", "there", "all") and first - 1:
                break
            first -= 1
        if first > 2 and self._t[first - 1].grammar == "date" and self._lower(first - 2) in ("last", "this", "late", "early"):
            first -= 2
        return first

    # ------------------------------------------------------------ content

    def _content(self, verb: _Verb, source: Source, cue: tuple[int, int], first: int, after: int) -> Link | None:
        """What the verb gives to its source: behind it, or before the source if the verb closes the clause."""
        content = None if self._closed_quote(first - 1) and not self._in_passing(first - 1) else self._behind(verb, source, after)
        if content is None and self._lower(first - 1) == "which":
            content = self._left(first) or None
        if content is None and self._lower(first - 1) == "as":
            return self._as_noted(source, cue, first, after) if verb.takes & {"that", "bare"} else None
        if content is None:
            if verb.form == "ing" or not verb.takes & {"quote", "bare"} or (first and self._t[first - 1].kind == "word"):
                return None
            left = self._left(first)
            if first and self._lower(first - 1) == "," and self._lower(after) == ",":
                content = self._parted(first, after)
                return Link(source, cue, content, self._quoted(content)) if content else None
            if not left and not (first == 0 and "quote" in verb.takes):
                return None
            content = [*left, *self._resumed(after)] if left else []
        if self._lower(after) == ":" and self._lower(first - 1) == "," and content:
            left = self._left(first)
            content = left + content if left and left[-1][1] <= content[0][0] else content
        if verb.takes == {"quote"} and content and not self._quoted(content):
            return None
        return Link(source, cue, content, self._quoted(content))

    def _in_passing(self, at: int) -> bool:
        """Whether the quotation only names something in an adverbial: `On the show “Rain,” Roe said`."""
        opens = self._t[0].grammar in ("preposition", "opener") or self._t[0].lower in _SUBORDINATORS
        return at > 1 and opens and self._t[at - 1].kind == "word"

    def _closed_quote(self, at: int) -> bool:
        """Whether a quotation ends there with a comma or the like, as in `“It works,” Roe said`."""
        return at >= 0 and self._t[at].kind == "quote" and self._t[at].text.rstrip("\"'”’»")[-1:] in (",", "?", "!", "—", "–")

    def _parted(self, first: int, after: int) -> list[tuple[int, int]]:
        """`The plan, Roe said, will work`: both sides, unless what comes first is a whole clause and what follows hangs on it."""
        left = self._left_tokens(first)
        if not left:
            return []
        whole = [(left[0].start, left[-1].stop)]
        if left[-1].kind == "quote":
            return whole + self._resumed(after)
        hangs = after + 1 < len(self._t) and (
            self._reporting(after + 1, "ing") or self._lower(after + 1) in ("according", "but", "though", "although")
        )
        return whole if hangs else whole + self._right(after)

    def _as_noted(self, source: Source, cue: tuple[int, int], first: int, after: int) -> Link | None:
        """`As Roe noted, Y` and `Y, as Roe noted`."""
        comma = next((i for i in range(after, min(len(self._t), after + 12)) if self._t[i].lower in (",", ":")), None)
        opens = comma is not None and (first <= 2 or len(self._left_tokens(first - 1)) < 2)
        content = self._right(comma + 1) if opens and comma is not None else self._left(first - 1)
        return Link(source, cue, content, self._quoted(content)) if content else None

    def _behind(self, verb: _Verb, source: Source, after: int) -> list[tuple[int, int]] | None:
        """The content to the right of the verb; None if what it reports stands before it."""
        at, end = after, len(self._t)
        while at < end and self._t[at].kind == "word" and self._dates(at):
            at += 1
        if at >= end:
            return None
        token, takes = self._t[at], verb.takes
        if token.kind == "quote" and takes & {"quote", "object", "that", "naming"}:
            return self._right(at)
        if token.lower in (",", ":") and at + 1 < end and self._t[at + 1].kind == "quote" and "quote" in takes and self._fresh(at + 1):
            return self._right(at + 1)
        if token.lower == ":" and "quote" in takes:
            return self._right(at + 1)
        if token.lower == "so" or (token.lower == "as" and self._lower(at + 1) == "much"):
            return [(token.start, self._t[at + (token.lower == "as")].stop)] if "that" in takes else None
        if token.kind == "mark":
            return self._past_aside(at, takes)
        if token.lower in _THAT and "that" in takes:
            return self._right(at)
        if token.lower in takes and token.grammar == "preposition":
            if at + 1 < end and self._t[at + 1].grammar in ("preposition", "mark"):
                return None
            return self._right(at if token.lower == "to" else at + 1)
        spoken_to = self._past_hearer(at, "hearer" in takes)
        if spoken_to is not None and "that" in takes:
            return self._right(spoken_to)
        if takes & {"as", "naming"}:
            named = self._as(at, "as" if "as" in takes else "")
            if named:
                return named
        if "hearer" in takes:
            return self._told(verb, at)
        if (token.grammar in ("preposition", "date") and token.lower in _TAIL) or token.grammar == "date":
            return self._after_tail(at, takes)
        if token.grammar in ("conjunction", "auxiliary"):
            return self._right(at) if "bare" in takes and (token.lower == "having" or self._conditional(at)) else None
        if "bare" in takes and (verb.lemma in ("say", "think", "believe") or "object" in takes or self._finite(at)):
            return self._right(at)
        thing = token.grammar in ("", "article", "determiner", "possessive", "pronoun", "quote")
        return self._right(at) if thing and ("object" in takes or source.kind == "document") else None

    def _past_aside(self, at: int, takes: frozenset[str]) -> list[tuple[int, int]] | None:
        """Behind `said, while he was there, that` and `said, in part, “`."""
        if self._lower(at) not in (",", "–", "—", "("):
            return None
        close = next((i for i in range(at + 2, min(len(self._t) - 1, at + 25)) if self._t[i].kind == "mark"), None)
        if close is None or not (self._lower(close + 1) == "that" and "that" in takes):
            return None
        return self._right(close + 1)

    def _conditional(self, at: int) -> bool:
        """Whether what is said begins with its condition: `said if it rained, the match would end`."""
        if self._lower(at) not in _CONDITIONS:
            return False
        comma = next((i for i in range(at + 2, min(len(self._t) - 1, at + _REACH)) if self._lower(i) == ","), None)
        return comma is not None and self._finite(comma + 1)

    def _dates(self, at: int) -> bool:
        """Whether the word only says when or how: again, publicly, Monday, this week."""
        token, following = self._t[at], self._t[at + 1] if at + 1 < len(self._t) else self._t[at]
        if token.grammar in ("article", "determiner"):
            return following.grammar == "date" and token.lower in ("this", "last", "next", "that", "one")
        return (token.grammar in ("adverb", "date") and token.lower not in ("there", "here")) or token.lower.endswith("ly")

    def _told(self, verb: _Verb, at: int) -> list[tuple[int, int]] | None:
        """Behind a hearer without `that`: `told reporters the plan was dead`; None for `“...,” he told reporters.`"""
        stop = self._hearer(at)
        if stop >= len(self._t) or self._t[stop].kind == "mark":
            if self._lower(stop) in (",", ":") and stop + 1 < len(self._t) and self._t[stop + 1].kind == "quote" and self._fresh(stop + 1):
                return self._right(stop + 1)
            return None
        if self._t[stop].kind == "quote" or (self._lower(stop) == "to" and verb.lemma in ("urge", "advise")):
            return self._right(stop)
        if self._t[stop].grammar == "preposition":
            return self._right(stop + 1) if self._lower(stop) in verb.takes else self._after_tail(stop, verb.takes)
        return self._right(stop) if self._finite(stop) else (self._right(at) if "object" in verb.takes else None)

    def _hearer(self, at: int) -> int:
        """The index after whom the words are spoken to: a pronoun, a name, or a noun with its article."""
        stop = at + 1
        if self._t[at].grammar == "pronoun":
            return stop
        while stop < len(self._t) and stop - at < 12 and self._t[stop].kind == "word":
            token = self._t[stop]
            if token.grammar in ("pronoun", "article", "determiner", "possessive", "auxiliary", "conjunction", "preposition", "date"):
                if token.lower in ("of", "for", "and") and stop + 1 < len(self._t):
                    stop += 2
                    continue
                break
            if self._t[at].capital and self._t[stop - 1].capital and not token.capital:
                break
            if self._lower(at) in ("reporters", "journalists", "lawmakers", "people", "supporters", "voters"):
                break
            stop += 1
        return stop

    def _after_tail(self, at: int, takes: frozenset[str]) -> list[tuple[int, int]] | None:
        """Behind `on Monday`, `in a statement`: a clause with `that`, a quotation; None if nothing comes."""
        for i in range(at, min(len(self._t), at + 14)):
            token = self._t[i]
            if token.lower == "that" and self._t[i - 1].lower not in ("of", "in", "to", "for") and "that" in takes:
                return self._right(i)
            if (
                token.lower in (",", ":")
                and i + 1 < len(self._t)
                and self._t[i + 1].kind == "quote"
                and "quote" in takes
                and self._fresh(i + 1)
            ):
                return self._right(i + 1)
            if token.kind == "mark":
                return None
            if (
                i > at
                and token.grammar == "date"
                and i + 1 < len(self._t)
                and self._t[i + 1].grammar in ("pronoun", "article", "determiner", "possessive")
            ):
                return self._right(i + 1) if self._finite(i + 1) else None
        return None

    def _past_hearer(self, at: int, hearer: bool) -> int | None:
        """The index of `that` behind a hearer or an adverbial (`told reporters on Monday that`); None if there is none."""
        if not (hearer or self._t[at].grammar in ("preposition", "date", "adverb")):
            return None
        for i in range(at, min(len(self._t), at + 14)):
            token = self._t[i]
            if token.lower in ("that", "whether") and i > at and self._t[i - 1].grammar != "preposition":
                return i
            if token.lower == "," and i > at and self._lower(i + 1) == "that":
                return i + 1
            if token.kind != "word" or token.grammar in ("auxiliary", "conjunction"):
                return None
        return None

    def _as(self, at: int, marker: str) -> list[tuple[int, int]] | None:
        """`described the call as useful` from `as`; `called him a liar` from the name it gives."""
        for i in range(at, min(len(self._t), at + 14)):
            token = self._t[i]
            if marker and token.lower == marker:
                return self._right(at)
            if not marker and i > at and (token.kind == "quote" or token.lower in ("a", "an")):
                return self._right(at)
            if token.kind == "mark" or token.grammar == "auxiliary":
                return None
        return None

    def _finite(self, at: int, stop: int | None = None) -> bool:
        """Whether a finite verb seems to come within reach, or before `stop`: else it is an object, not a clause."""
        for i in range(at, min(len(self._t), at + 16) if stop is None else stop):
            token = self._t[i]
            if token.grammar == "contraction":
                return True
            if token.lower in (";", ":"):
                return False
            if i > at and (token.grammar in ("auxiliary", "copula") or (token.lower.endswith("ed") and not token.capital)):
                return True
            if i > at and self._t[i - 1].grammar == "pronoun" and token.kind == "word" and not token.grammar:
                return True
        return False

    def _fresh(self, at: int) -> bool:
        """Whether the quotation is more than a word in passing."""
        return self._t[at].stop - self._t[at].start > 10

    def _resumed(self, after: int) -> list[tuple[int, int]]:
        """What goes on behind `“...,” Roe said, “...”`."""
        for i in range(after, min(len(self._t), after + _REACH)):
            if self._t[i].kind == "quote" and i and self._lower(i - 1) in (",", ":", "–", "—"):
                return [(self._t[i].start, self._t[i].stop)]
            if self._reporting(i) or self._lower(i) in (";",):
                return []
        return []

    def _left_tokens(self, stop: int) -> list[Token]:
        """What stands before the source, back to the beginning of the sentence or to the clause of an earlier source."""
        first = 0
        for i in range(stop - 1, -1, -1):
            if self._lower(i) == ";":
                first = i + 1
                break
        while stop > first and (self._t[stop - 1].kind == "mark" or self._t[stop - 1].lower in ("as", "and", "but", "which")):
            stop -= 1
        while first < stop and (self._t[first].kind == "mark"):
            first += 1
        return self._t[first:stop]

    def _left(self, stop: int) -> list[tuple[int, int]]:
        """The span before the source; only the quotation if one ends there; nothing if it is no more than an adverbial."""
        here = self._left_tokens(stop)
        if not here:
            return []
        if here[-1].kind == "quote" and self._t[stop - 1].kind == "quote":
            goes_on = here[-1].text.lstrip("\"'“‘«")[:1].islower() or self._leads(here)
            return [(here[0].start if goes_on else here[-1].start, here[-1].stop)]
        if here[0].lower in _SUBORDINATORS and not any(t.lower == "," for t in here):
            return []
        if len(here) < 3 or (here[0].grammar == "preposition" and len(here) < 8):
            return []
        return [(here[0].start, here[-1].stop)]

    def _leads(self, here: list[Token]) -> bool:
        """Whether the words before a quotation belong to what is said: `Given that, “I am out,” Roe said`, not `In Oslo, “I ...`."""
        return len(here) > 3 and here[-2].kind == "word" and here[0].kind == "word" and here[0].grammar not in ("preposition", "opener")

    def _right(self, first: int) -> list[tuple[int, int]]:
        """From that token to the end of what is said: the sentence, or the next `, adding` or `, according to`."""
        while first < len(self._t) and self._t[first].kind == "mark":
            first += 1
        if first >= len(self._t):
            return []
        if self._t[first].kind == "quote" and self._lower(first + 1) in (",", ";", "–", "—"):
            return [(self._t[first].start, self._t[first].stop)]
        if self._closed_quote(first):
            return [(self._t[first].start, self._t[first].stop)]
        turn = bisect_left(self._turnings, first + 3)
        while (
            turn < len(self._turnings)
            and self._lower(self._turnings[turn] + 1) == "which"
            and not self._finite(first, self._turnings[turn])
        ):
            turn += 1
        stop = self._turnings[turn] if turn < len(self._turnings) else len(self._t)
        closed = bisect_left(self._closings, first + 1)
        stop = min(stop, self._closings[closed]) if closed < len(self._closings) else stop
        while stop > first + 1 and self._t[stop - 1].kind == "mark" and self._t[stop - 1].lower not in (")", "?"):
            stop -= 1
        return [(self._t[first].start, self._t[stop - 1].stop)]

    @cached_property
    def _closings(self) -> list[int]:
        """The words behind quotations that end with a comma: a clause of the reporter's own begins."""
        return [
            i + 1 for i in range(len(self._t) - 1) if self._closed_quote(i) and self._t[i + 1].kind == "word" and not self._goes_on(i + 1)
        ]

    def _goes_on(self, at: int) -> bool:
        """Whether what is said goes on behind a closed quotation: `that it was “over,” because nobody came`."""
        return self._lower(at) in _GOING_ON and not any(self._strong(i) for i in range(at + 1, min(len(self._t), at + 5)))

    @cached_property
    def _turnings(self) -> list[int]:
        """The marks behind which the reporter takes over again."""
        marks = (i for i in range(len(self._t) - 1) if self._lower(i) in (",", ";", "–", "—"))
        return [i for i in marks if self._turns(i + 1)]

    def _turns(self, at: int) -> bool:
        """Whether the reporter takes over here: `, adding`, `, according to`, `, and he said`, `, Roe said.`"""
        if self._lower(at) == "according" or (self._reporting(at, "ing") and self._lower(at - 1) != ";"):
            return True
        if self._lower(at) in ("but", "though", "although", "which") or (
            self._lower(at) == "even" and self._lower(at + 1) in ("though", "as")
        ):
            return True
        close = range(at + 1, min(len(self._t), at + 5))
        if self._lower(at) in ("and", "while"):
            return any(self._strong(i) for i in close)
        return any(self._strong(i) and (i + 1 == len(self._t) or self._t[i + 1].kind == "mark") for i in close)

    def _strong(self, at: int) -> bool:
        verb = self._reporting(at)
        return verb is not None and verb.any_subject and verb.form in ("past", "third")

    # ------------------------------------------------------------ small questions

    def _lower(self, at: int) -> str:
        return self._all_lower[at] if 0 <= at < len(self._all_lower) else ""

    def _reporting(self, at: int, form: str = "") -> _Verb | None:
        """The reporting verb at that token, with the words it needs behind it."""
        if not 0 <= at < len(self._t) or self._t[at].kind != "word" or (at and self._t[at].capital):
            return None
        for verb in _verbs().get(self._t[at].lower, ()):
            if (not form or verb.form == form) and (not verb.rest or self._all_lower[at + 1 : at + 1 + len(verb.rest)] == verb.rest):
                return verb
        return None

    def _phrase(self, first: int, ends: tuple[str, ...] = ()) -> int:
        """The index after the phrase that begins there: to the next mark, quotation, verb or one of `ends`."""
        stop = first
        while stop < len(self._t) and stop - first < _REACH and self._t[stop].kind == "word":
            token = self._t[stop]
            if stop > first and (
                token.lower in ("who", "which", "whose")
                or token.lower in ends
                or (token.grammar in ("auxiliary", "conjunction") and token.lower not in ("and", "or"))
            ):
                break
            if stop > first and token.lower == "and" and not (stop + 1 < len(self._t) and self._joins(stop)):
                break
            stop += 1
        return stop

    def _quoted(self, content: Sequence[tuple[int, int]]) -> bool:
        """Whether the content is somebody's own words, in quotation marks from its beginning."""
        return bool(content) and any(self._t[at].start == content[0][0] for at in self._quotes)
