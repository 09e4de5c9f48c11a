"""Sentences that introduce what follows ("From the Courier:"): whether they do, and whose words they announce."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from scoring.files import seed
from scoring.names import canonical
from scoring.reading.excerpts import Excerpt
from scoring.words import Word, fold, words

_LONGEST = 400
"""Characters of the last sentence that are looked at."""
_SHOWN = 60
_ENDS = (". ", "? ", "! ", ".” ", "?” ", "!” ", "\n")
_BREAKS = ',;:()“”"—–'


@cache
def lead_in_words(kind: str) -> frozenset[str]:
    """The words of one kind of seeds/lead_ins.csv."""
    return frozenset(row["word"] for row in seed("lead_ins") if row["kind"] == kind)


@cache
def _bodies() -> frozenset[str]:
    """Nouns that complete the name before them: the Northland government."""
    return frozenset(row["noun"] for row in seed("source_kinds") if row["source_kind"] == "named organisation")


def leads_in(excerpt: Excerpt) -> bool:
    """Does the passage end in a colon, so that what it announces comes next?"""
    return excerpt.text.rstrip("*_ ").endswith(":")


def last_sentence(text: str) -> str:
    """The last sentence of a passage, without emphasis marks.

    >>> last_sentence("It rained. According to the U.S. Weather Office:")
    'According to the U.S. Weather Office:'
    """
    tail = text[-_LONGEST:].rstrip()
    cut = len(tail) - 1
    while cut > 0:
        cut = max(tail.rfind(mark, 0, cut) for mark in _ENDS)
        if cut < 0 or tail[cut] != "." or not _abbreviated(tail, cut):
            break
    return tail[cut + 1 :].strip(" ”*_\n")


def _abbreviated(text: str, dot: int) -> bool:
    """Does the full stop belong to an abbreviation or an initial: "U.S. State", "J. Doe"?"""
    word = text[text.rfind(" ", 0, dot) + 1 : dot]
    return len(word) <= 1 or "." in word or fold(word) in lead_in_words("abbreviation")


def shown(excerpt: Excerpt) -> str:
    """The lead-in's last words, for a `because`."""
    sentence = last_sentence(excerpt.text)
    return sentence if len(sentence) <= _SHOWN else "…" + sentence[-_SHOWN:].partition(" ")[2]


def announces_words(excerpt: Excerpt) -> bool:
    """Does the lead-in say that someone's words follow: a verb or noun of saying, or "from", "via", "according to" and a name?"""
    tokens = words(sentence := last_sentence(excerpt.text))
    if is_same_source(excerpt) or any(token.lower in lead_in_words("saying") for token in tokens):
        return True
    return _after_preposition(sentence, tokens, "from") is not None


def is_same_source(excerpt: Excerpt) -> bool:
    """Does the lead-in point back to the source named last: "From the same account:"?"""
    lower = [token.lower for token in words(last_sentence(excerpt.text))]
    return any(word == "same" and after in lead_in_words("work") for word, after in pairwise(lower))


def source(text: str) -> str | None:
    """The source that a lead-in names, titles and articles left out; None if it names none.

    >>> source("From the Courier:"), source("The U.S. Weather Office issued a statement:"), source("This is odd:")
    ('Courier', 'U.S. Weather Office', None)
    """
    sentence = last_sentence(text)
    tokens = words(sentence)
    return _after_preposition(sentence, tokens, "from") or _subject(sentence, tokens) or _after_preposition(sentence, tokens, "of")


def _after_preposition(sentence: str, tokens: list[Word], kind: str) -> str | None:
    for at, token in enumerate(tokens):
        if token.lower in lead_in_words(kind) or (token.lower == "to" and at > 0 and tokens[at - 1].lower == "according"):
            name = _name(sentence, tokens, at + 1)
            if name:
                return name
    return None


def _subject(sentence: str, tokens: list[Word]) -> str | None:
    """The name in front of the last verb or noun of saying; the one that opens the sentence if it is a name."""
    saying = [at for at, token in enumerate(tokens) if token.lower in lead_in_words("saying")]
    for at in range(saying[-1] if saying else 0):
        if tokens[at].text[0].isupper() and _may_speak(tokens, at):
            name = _name(sentence, tokens, at)
            if name:
                return name
    return next((body for at in saying if (body := _body_before(sentence, tokens, at))), None)


def _may_speak(tokens: list[Word], at: int) -> bool:
    """Is the capitalised word a name that could be the subject: no opener ("Meanwhile"), no "Writing", nothing after "in" or "at"?"""
    if at == 0:
        return tokens[0].lower not in lead_in_words("opener") and not tokens[0].lower.endswith("ing")
    before = tokens[at - 1].lower
    if before in lead_in_words("article") and at > 1:
        before = tokens[at - 2].lower
    return before not in lead_in_words("opener")


def _body_before(sentence: str, tokens: list[Word], saying: int) -> str | None:
    """A body without a name of its own in front of the verb: the teachers' union said."""
    if saying == 0 or tokens[saying - 1].lower not in _bodies():
        return None
    begin = saying - 1
    while begin > 0 and tokens[begin - 1].lower not in lead_in_words("article") and _joined(sentence, tokens, begin):
        begin -= 1
    return sentence[tokens[begin].start : tokens[saying - 1].stop]


def _joined(sentence: str, tokens: list[Word], at: int) -> bool:
    """Does no punctuation part the token from the one before it?"""
    return not any(sign in sentence[tokens[at - 1].stop : tokens[at].start] for sign in _BREAKS)


def _name(sentence: str, tokens: list[Word], at: int) -> str | None:
    """The capitalised run that begins at a token, articles in front left out."""
    while at < len(tokens) and tokens[at].lower in lead_in_words("article"):
        at += 1
    begin = stop = at
    while at < len(tokens):
        token = tokens[at]
        capital = token.text[0].isupper() or (token.text[0].isdigit() and at > begin)
        if not capital and (at == begin or token.lower not in lead_in_words("inside a name")):
            break
        if at > begin and not _joined(sentence, tokens, at):
            break
        at += 1
        if capital:
            stop = at
            if token.lower.endswith("'s"):
                break
    if stop == begin:
        return None
    if stop < len(tokens) and tokens[stop].lower in _bodies():
        stop += 1
    name = sentence[tokens[begin].start : tokens[stop - 1].stop]
    return canonical(name[:-2] if tokens[stop - 1].lower.endswith("'s") else name)
