"""Whatever a document holds, each span that reading gives leads back to the words it speaks of.

`python -m bench.offsets` runs these tests on ten thousand documents instead of a few hundred.
"""

from __future__ import annotations

import html
import os
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.batch import observe
from scoring.files import seed
from scoring.model import Attribution, Claim, MediaType, Mention, Passage, Reading, Received
from scoring.names import canonical, demonyms
from scoring.words import words

DOCUMENTS = int(os.environ.get("CREDIBLY_OFFSET_DOCUMENTS", "300"))
"""In all three formats together."""

FRAGMENTS = (
    # hedges, questions, denials, boosters, approximations
    "The bridge may open in May, perhaps sooner?",
    "It is unlikely that about 1,200 people left.",
    "If it rains, the fair will definitely not be held.",
    "Officials are investigating whether roughly half of the stock is gone.",
    "Didn’t they allegedly say “no” (or did they)?",
    # who says it
    "“We won,” Mara Ott, the mayor, said on Monday.",
    "According to two officials, the ministry believes that the pump failed.",
    "Ott’s spokeswoman told the Bay Courier that “nobody ‘ever’ asked”.",
    'He denied it. She added: "It isn\'t over".',
    "They say so, reportedly.",
    "The mayor said no.",
    "Oslo denied it, but Norwegian police confirmed it.",
    "“No crew,” said Ott, “no ferry.”",
    "Roe’s claim that the U.S. Senate met is false, the ministry’s Ms. Ade told Reuters.",
    "The Norwegians wait, and they say that Oslo agreed.",
    "In the committee's view the plan fails, sources close to Lt. Gen. J. K. Arden said.",
    "''It was,'' Ida Strøm said, ''a long night.''",
    "„Nein“, sagte Öz. «Non», dit-elle.",
    # numbers, units, dates
    "It cost $1.1 million, up 2½ percent from €900,000 in 2031.",
    "On 3 May 2031, between 10 and 20 tonnes – more than a third – sank.",
    "She ran 3 km in 12:30 on 2031-06-04, the eighth time since Jan. 5.",
    "Two-thirds of twenty-five missiles, 16 + 16, ١٢٣ and 十二 of them.",
    # lead-ins, transcripts, comments, posts, furniture
    "From the Courier:",
    "This is what the board wrote:",
    "Transcript of the interview",
    "OTT: Who decided to wait?",
    "STRØM: I did, thank you all.",
    "Comments",
    "12 Comments",
    "Ann B. says:",
    "Bo Kern, May 3rd, 2031 at 9:14 am",
    "lol, I don't believe a word!!! 🙄",
    "Great article, thank you @mara_ott #bridge",
    "Two harbours are closed — Ott (@mara_ott) May 3, 2031",
    "pic.twitter.com/AbC123 https://t.co/x9",
    "Advertisement",
    "____",
    "> No ships today.",
    "### Ports",
    "1. Lock the door.",
    "* Wash it.",
)
ODDITIES = (
    # letters whose lower case is longer, or that fold to others; ligatures; combining marks, one after the other
    "İstanbul İĞDIR", "ß ẞ ſ", "ΟΔΥΣΣΕΥΣ ς", "ǅ ǆ", "K Å", "ﬁne ﬂow ŉ", "e\u0301te\u0301", "Z\u0351\u036b\u0343",
    # right to left, joined emoji, beyond the basic plane
    "\u202eflow\u202c", "\u200fשלום\u200f", "👩‍👩‍👧‍👦 🏳️‍🌈", "𝔘𝔫𝔦 𝟙𝟚𝟛", "\U0001f1f3\U0001f1f4", "½", "²", "№",
    # white space, line ends, and what is neither and not seen
    "\u00a0", "\u2028", "\u2029", "\u0085", "\u000b", "\u000c", "\u001c", "\u001d", "\u001e", "\u001f", "\u2003", "\u3000", "\r", "\r\n",
    "\t", "\u200b", "\u2060", "\ufeff", "\u00ad", "\u180e",
    # marks that open or close nothing, and markup
    "…", "¿¡", "。", "”“‘’", "\"'", "«»", "[[((", "))]]", "&amp; & &#0; &#x110000;", "<b>", "</p>", "<!--", "%",
)  # fmt: skip
"""What trips programs that count bytes, code units, or the letters of a folded copy."""
_ANY = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
PIECES = st.one_of(
    st.sampled_from(FRAGMENTS), st.sampled_from(FRAGMENTS), st.sampled_from(ODDITIES), st.text(_ANY, min_size=1, max_size=12)
)
JOINTS = st.sampled_from((" ", " ", "\n", "\n\n", "", "\u00a0", "\u2028", "\r\n\r\n", "\t", ". ", ", "))


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(PIECES, JOINTS), min_size=1, max_size=14))
    return "".join(piece for pair in pieces for piece in pair)


@st.composite
def paragraphs(draw: st.DrawFn) -> list[str]:
    """A few paragraphs, oddities thrown into the middle of words."""
    out = []
    for text in draw(st.lists(texts(), min_size=1, max_size=4)):
        at = draw(st.integers(0, len(text)))
        out.append(text[:at] + draw(st.sampled_from(("", "", *ODDITIES))) + text[at:])
    return out


_MARKS = (
    "",
    "",
    "",
    "# ",
    "## ",
    "> ",
    "> > ",
    "- ",
    "1. ",
    "    ",
    "**",
    "~~",
    "| a | b |\n|---|---|\n| ",
    "<div hidden>",
    "---\ntitle: ",
)


@st.composite
def markdowns(draw: st.DrawFn) -> str:
    return "\n\n".join(draw(st.sampled_from(_MARKS)) + paragraph for paragraph in draw(paragraphs()))


_TAGS = (
    "p", "p", "p", "div", "blockquote", "li", "h2", "td", "article", "aside", "span", "br", "pre", "p style=display:none",
    "section class=comments", "div class=comment id=comment-7", "cite class=fn", "ol class=commentlist", "blockquote class=twitter-tweet",
)  # fmt: skip


@st.composite
def pages(draw: st.DrawFn) -> str:
    parts = []
    for paragraph in draw(paragraphs()):
        tag = draw(st.sampled_from(_TAGS))
        words_of_it = html.escape(paragraph) if draw(st.integers(0, 3)) else paragraph
        parts.append(f"<{tag}>{words_of_it}" + (f"</{tag.split()[0]}>" if draw(st.booleans()) else ""))
    return "<!doctype html><title>Ports</title>" + "".join(parts)


def read(source: str, media_type: MediaType) -> Reading:
    return observe(Received(document_name="a document", content=source.encode(), media_type=media_type))


def broken_promises(reading: Reading) -> list[str]:
    """What a reading says of its text and is not so, in words; empty for a sound one."""
    if reading.error:
        return [reading.error] if reading.error.startswith("Credibly failed") else []
    return [*_of_passages(reading.text, reading.passages), *(said for claim in reading.claims for said in _of_claim(reading, claim))]


def _of_passages(text: str, passages: Sequence[Passage]) -> Iterator[str]:
    yield from (f"a passage outside the text or empty: {p}" for p in passages if not 0 <= p.start < p.stop <= len(text))
    spans = [text[p.start : p.stop] for p in passages]
    yield from (f"white space around a passage: {span!r}" for span in spans if span != span.strip())
    yield from (f"passages overlap or are out of order: {one} {two}" for one, two in pairwise(passages) if one.stop > two.start)


def _of_claim(reading: Reading, claim: Claim) -> Iterator[str]:
    text, passage = reading.text, reading.passages[claim.passage]
    if claim.text != text[claim.start : claim.stop] or not claim.text.strip():
        yield f"the claim is not its span: {claim.text!r}, {text[claim.start : claim.stop]!r}"
    if claim.text != claim.text.strip():
        yield f"white space around a claim: {claim.text!r}"
    if claim.section != passage.section:
        yield f"the claim's section is not its passage's: {claim.section}, {passage.section}"
    last = max((p.stop for p in reading.passages if passage.comment and p.comment == passage.comment), default=passage.stop)
    if not (passage.start <= claim.start < claim.stop <= last):  # a comment's sentence may run on into its next line
        yield f"the claim leaves its passage: {claim.text!r}"
    for thing in (*claim.mentions, *claim.quantities, *claim.dates):
        if not claim.start <= thing.start < thing.stop <= claim.stop:
            yield f"a span outside its claim: {thing}"
    yield from (f"the cue is not the words of its span: {cue}" for cue in claim.mentions if cue.cue != _cue(text, cue))
    yield from (said for link in claim.attributions for said in _of_link(text, link))


def _cue(text: str, mention: Mention) -> str:
    """What model.Mention promises: the words of the span, folded; a question mark is its own."""
    span = text[mention.start : mention.stop]
    return span if mention.kind == "question" and span == "?" else " ".join(word.lower for word in words(text, mention.start, mention.stop))


def _of_link(text: str, link: Attribution) -> Iterator[str]:
    for start, stop in link.content:
        if not 0 <= start < stop <= len(text) or text[start:stop].isspace():
            yield f"attributed words outside the text, or none: {link}"
    if link.source_start is not None and not _is_named_by(text, text[link.source_start : link.source_stop], link.source):
        yield f"the source is not named by the words of its span: {text[link.source_start : link.source_stop]!r} {link}"
    for what, start, stop in (("source", link.source_start, link.source_stop), ("cue", link.cue_start, link.cue_stop)):
        if (start is None) != (stop is None):
            yield f"half a span of the {what}: {link}"
        elif start is not None and stop is not None:
            if not 0 <= start < stop <= len(text):
                yield f"the {what} is outside the text or empty: {link}"
            elif text[start:stop] != text[start:stop].strip() or (what == "source" and not words(text, start, stop)):
                yield f"the span of the {what} holds no words, or white space around them: {text[start:stop]!r} {link}"


def _is_named_by(text: str, span: str, source: str) -> bool:
    """Whether a source was read from these words: they name it, or stand for what the text names, as pronouns, peoples and capitals do."""
    said, around, named = _folded(span), _folded(text), _folded(source.split(" (")[0])
    if source == "unspecified" or said & named or named <= around:
        return True
    capitals = {row["speaks_for"] for row in seed("capitals") if row["capital"] in text}
    peoples = {f"{demonyms()[word]} (government)" for word in around if word in demonyms()}
    return source in capitals | peoples or bool(_folded(canonical(span)) & named)


def _folded(text: str) -> set[str]:
    return {word.lower.removesuffix("'s") for word in words(text)}


every_document = settings(
    max_examples=-(-DOCUMENTS // 3),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@every_document
@given(paragraphs())
def test_every_span_of_a_text_leads_to_its_words(written: list[str]) -> None:
    assert broken_promises(read("\n\n".join(written), "text/plain")) == []


@every_document
@given(paragraphs())
def test_plain_text_is_stored_as_it_came(written: list[str]) -> None:
    source = "\n\n".join(written)
    reading = read(source, "text/plain")
    assert reading.error or reading.text == source.removeprefix("\ufeff")


@every_document
@given(markdowns())
def test_every_span_of_a_markdown_document_leads_to_its_words(source: str) -> None:
    assert broken_promises(read(source, "text/markdown")) == []


@every_document
@given(pages())
def test_every_span_of_a_web_page_leads_to_its_words(source: str) -> None:
    assert broken_promises(read(source, "text/html")) == []
