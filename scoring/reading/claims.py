"""Sentences to claims: each sentence as worded, with everything that reading observes in it."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.model import Attribution, Claim, Page, Passage
from scoring.reading.attribution import attributions
from scoring.reading.calendar import dated
from scoring.reading.commitment import asides, certainty
from scoring.reading.cues import mentions
from scoring.reading.kinds import is_checkable, is_finite, kind, seen_in, signs
from scoring.reading.phrases import word_class
from scoring.reading.quantities import quantities
from scoring.reading.sentences import Sentence, sentences
from scoring.reading.traits import ARTICLE, COUNT, COUNTED, DATE, of_any, traits
from scoring.reading.worth import noticed, worth
from scoring.words import Tokens, Word, words

_SILENT = ("heading", "boilerplate")
_VOICED = ("transcript", "quote", "social")
_ENDS = ".!?…:;"
_CLOSERS = "\"'”’»)]"
_SHORT = 400
"""Letters by which a lead-in, an address or a signature is known."""
_SIGNER = 80
"""Characters in which the writer of a wiki's post signs: a sentence that holds more is one."""
_LONG = 2_000
"""Words of a sentence that are looked at: a text without any full stop stays bounded work."""


def claims(page: Page, passages: list[Passage], tokens: Tokens | None = None) -> list[Claim]:
    """One claim for each sentence of `passages`, in reading order; headings, boilerplate, lead-ins and signatures give none.

    `tokens` are the words of the page's text, where the caller has them already.
    """
    text, tokens = page.text, tokens or Tokens(page.text)
    found = [sentence for sentence in _joined(text, passages, _all(text, passages)) if _states(text, sentence)]
    said = attributions(text, passages, found, tokens)
    spoken: list[tuple[int, int]] = []
    out = []
    for sentence, links in zip(found, said, strict=True):
        spoken = [span for span in spoken if span[1] > sentence.start]
        spoken += [span for link in links if not link.implicit and link.source_kind != "unspecified" for span in link.content]
        here = tokens.within(sentence.start, sentence.stop)[:_LONG]
        out.append(_claim(text, sentence, here, passages[sentence.passage], links, spoken))
    return out


def _claim(
    text: str, sentence: Sentence, here: list[Word], passage: Passage, links: list[Attribution], spoken: list[tuple[int, int]]
) -> Claim:
    wording = text[sentence.start : sentence.stop]
    voiced = [(passage.start, passage.stop)] if passage.speaker and passage.section in _VOICED else []
    cues = mentions(text, here, [*voiced, *spoken], sentence.stop)
    looks = traits(here)
    there = of_any(looks)
    spans = dated(text, here) if there & DATE else []
    days = [span.date for span in spans]
    amounts = quantities(text, here, spans) if there & COUNT or (there & ARTICLE and there & COUNTED) else []
    seen = signs(text, here)
    worthy = worth(here, looks, seen + noticed(amounts, days) if amounts or days else seen)
    does = kind(wording, is_finite(here, looks), seen, cues, worthy.factual)
    return Claim(
        start=sentence.start,
        stop=sentence.stop,
        text=wording,
        passage=sentence.passage,
        section=passage.section,
        kind=does,
        checkable=is_checkable(does, worthy.factual, seen_in(seen, cues, links, amounts, days)),
        check_worthiness=worthy.check_worthiness,
        certainty=certainty(does, (sentence.start, sentence.stop), asides(text, here) if cues else [], cues, links),
        mentions=cues,
        attributions=links,
        quantities=amounts,
        dates=days,
    )


def _all(text: str, passages: list[Passage]) -> Iterator[Sentence]:
    for number, passage in enumerate(passages):
        if passage.section not in _SILENT and not passage.byline:
            for start, stop in sentences(text, passage.start, passage.stop):
                yield Sentence(start, stop, number)


def _joined(text: str, passages: list[Passage], parts: Iterator[Sentence]) -> list[Sentence]:
    """Sentences of a comment that run on over the end of a line, put together again."""
    out: list[Sentence] = []
    for part in parts:
        if out and _runs_on(text, passages, out[-1], part):
            out[-1] = Sentence(out[-1].start, part.stop, out[-1].passage)
        else:
            out.append(part)
    return out


def _runs_on(text: str, passages: list[Passage], left: Sentence, right: Sentence) -> bool:
    """Is `right`, on the next line of the same comment, the rest of `left`?"""
    one, two = passages[left.passage], passages[right.passage]
    if left.passage == right.passage or one.section != "comment" or two.section != "comment" or one.comment != two.comment:
        return False
    gap = text[left.stop : right.start]
    if gap.count("\n") != 1 or gap.strip() or text[left.stop - 1] in _ENDS + _CLOSERS:
        return False
    last = text[max(left.start, left.stop - 20) : left.stop].split()[-1].lower()
    return text[right.start].islower() or last in word_class("dangling")


def _states(text: str, sentence: Sentence) -> bool:
    """False for what only points: lead-ins ("From the Courier:"), web addresses, signatures ("— Name (@handle) May 4, 2031")."""
    wording = text[sentence.start : min(sentence.stop, sentence.start + _SHORT)].strip()
    if not any(letter.isalnum() for letter in wording):
        return False
    if (wording[0] in "—–-" and "(@" in wording) or (wording.endswith("(UTC)") and "(talk" in wording[:_SIGNER]):
        return False
    if text[sentence.stop - 1] == ":" and not is_finite(words(wording)):
        return False
    return not all("/" in part or "@" in part for part in wording.split())
