"""Who says it: for each sentence the sources of what it states, outermost first, with cue and content."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from scoring.model import Attribution, Passage
from scoring.names import Cast, grammar
from scoring.quotations import quotations
from scoring.reading.clauses import tokens
from scoring.reading.reporting import Link, may_report, reports
from scoring.reading.sentences import Sentence
from scoring.reading.speakers import Speakers, implied
from scoring.words import Tokens, Word

_TYPED_OPENER = re.compile(r"''(?=[\w.‘$])")
_TYPED_CLOSER = re.compile(r"''")
"""Two apostrophes typed for a quotation mark; replaced by as many characters, so that offsets stay."""
_LONG = 400
"""Words of a sentence that are looked at."""
_TELLING = 30
"""Characters of a quotation that may hold a source of its own."""
_MOST = 30
"""Spans of one link, and links that reach into one sentence."""


def attributions(text: str, passages: list[Passage], sentences: list[Sentence], words: Tokens | None = None) -> list[list[Attribution]]:
    """For each sentence its attributions, outermost first; an empty list where the author of the document speaks.

    `words` are those of the whole text, where the caller has them already.

    In a transcript, quote, post or comment the passage's own speaker comes first, implied by where the words stand; what the words
    themselves name comes beneath. What is attributed over several sentences is given with the one in which it begins.

    >>> text = "The bridge will open in May, Ann Roe, the mayor, said on Monday."
    >>> passage = Passage(start=0, stop=len(text), section="main", because="")
    >>> [(a.source, text[slice(*a.content[0])]) for a in attributions(text, [passage], [Sentence(0, len(text), 0)])[0]]
    [('Ann Roe', 'The bridge will open in May')]
    """
    words = words or Tokens(text)
    speakers = Speakers(text, Cast(text, words.all))
    found: list[list[Link]] = [[] for _ in sentences]
    last: _Last | None = None
    announced: Link | None = None
    for passage, group in groupby(range(len(sentences)), key=lambda i: sentences[i].passage):
        inside = list(group)
        quotes = _outer(text, passages[passage], sentences[inside[-1]].stop)
        speakers.enter(passages[passage])
        reader = _Passage(text, quotes, speakers, found, sentences, inside, last if passages[passage].section == "main" else None)
        if announced and passages[passage].section == "quote":
            announced.content.append((passages[passage].start, passages[passage].stop))
        for i in inside:
            here = sentences[i]
            reader.read(i, words.beginning_in(here.start, here.stop))
        last = reader.last
        announced = announced if passages[passage].section == "quote" else reader.announced(inside[-1])
    return _chains([[link for link in links if link.content] for links in found], passages, sentences)


def _chains(found: list[list[Link]], passages: list[Passage], sentences: list[Sentence]) -> list[list[Attribution]]:
    """The chain of each sentence; what an earlier link still holds is one deeper."""
    chains: list[list[Attribution]] = []
    reaching: list[Link] = []
    for links, sentence in zip(found, sentences, strict=True):
        reaching = [link for link in reaching if link.content[-1][1] > sentence.start][-_MOST:]
        chains.append(_chain(links, reaching, passages[sentence.passage]))
        reaching += [link for link in links if link.content[-1][1] > sentence.stop and link.content[0][0] < sentence.stop]
    return chains


def _outer(text: str, passage: Passage, stop: int) -> list[tuple[int, int]]:
    """The quotations of a passage; a block quotation that is wrapped in marks of its own counts as unmarked."""
    start, stop = passage.start, max(passage.stop, stop)
    if "''" in text[start:stop]:
        text = _TYPED_CLOSER.sub('" ', _TYPED_OPENER.sub(' "', text))
    spans = quotations(text, start, stop)
    if passage.section == "quote" and len(spans) == 1 and spans[0][1] - spans[0][0] >= stop - start - 4:
        return quotations(text, *spans[0])
    outermost: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not outermost or span[0] >= outermost[-1][1]:
            outermost.append(span)
    return outermost


def _chain(links: list[Link], reaching: list[Link], passage: Passage) -> list[Attribution]:
    """Links to attributions: the implied source first, then by how many others hold the cue within their content."""
    chain: list[Attribution] = []
    outer = implied(passage)
    if outer:
        span = [(passage.start, passage.stop)]
        chain.append(
            Attribution(source=outer[0], source_kind=outer[1], source_start=None, source_stop=None, cue_start=None, cue_stop=None,
                        content=span, direct=passage.section != "comment", implicit=True, depth=1)
        )  # fmt: skip
    for link in links:
        if any(_holds(other, link) and other.source.name == link.source.name != "unspecified" for other in links if other is not link):
            continue
        depth = 1 + (outer is not None) + sum(_holds(other, link) for other in (*reaching, *links) if other is not link)
        chain.append(
            Attribution(source=link.source.name, source_kind=link.source.kind, source_start=link.source.start, source_stop=link.source.stop,
                        cue_start=link.cue[0], cue_stop=link.cue[1], content=link.content, direct=link.direct, implicit=False, depth=depth)
        )  # fmt: skip
    return sorted(chain, key=lambda a: (a.depth, a.source_start or 0))


def _holds(outer: Link, inner: Link) -> bool:
    """Whether the inner link is part of what the outer one attributes; of two that hold each other the earlier cue is the outer."""
    within = any(start <= inner.cue[0] < stop for start, stop in outer.content)
    back = any(start <= outer.cue[0] < stop for start, stop in inner.content)
    return within and (not back or outer.cue < inner.cue)


def _marked(text: str, start: int, stop: int) -> tuple[int, int]:
    """A quotation's span with its marks."""
    found = tokens(text, max(0, start - 2), min(len(text), stop + 2), [], [(start, stop)])
    return next(((t.start, t.stop) for t in found if t.kind == "quote"), (start, stop))


class _Last(NamedTuple):
    """The link that a quotation without a source would go on with."""

    home: int
    """The sentence it is given with."""
    place: int
    """Its place in that sentence's list."""
    spoke: int
    """The sentence in which its words, or its source, were last heard."""


class _Passage:
    """Reads the sentences of one passage in order; quotations that go on are added to where they began."""

    def __init__(
        self,
        text: str,
        quotes: list[tuple[int, int]],
        speakers: Speakers,
        found: list[list[Link]],
        sentences: list[Sentence],
        inside: list[int],
        last: _Last | None,
    ) -> None:
        self._text = text
        self._quotes = quotes
        self._speakers = speakers
        self._found = found
        self._sentences = sentences
        self._inside = inside
        self._starts = [sentences[i].start for i in inside]
        self._quote_starts = [start for start, _ in quotes]
        self._quote_stops = [stop for _, stop in quotes]
        self._claimed: set[int] = set()
        self.last = last

    def read(self, index: int, words: Sequence[Word]) -> None:
        start, stop, _ = self._sentences[index]
        touching = self._touching(start, stop)
        self._speakers.begin(start)
        if may_report(self._text, start, stop, words, bool(touching)):
            here = tokens(self._text, start, stop, words[:_LONG], [self._quotes[i] for i in touching])
            for link in reports(self._text, start, here, self._speakers):
                self._speakers.remember(link.source)
                self._place(index, link)
        for number in touching:
            self._within(index, number, words)
            if self._quotes[number][1] <= stop and number not in self._claimed:
                self._continue(index, number, self._quotes[number])

    def announced(self, index: int) -> Link | None:
        """The link of a sentence that leads in what follows it: `Ann Roe wrote:`; None if there is none."""
        if not self.last or self.last.home != index:
            return None
        link = self._found[index][self.last.place]
        return None if link.content else link

    def _within(self, index: int, number: int, words: Sequence[Word]) -> None:
        """What a quoted speaker says that others said: `“The ministry said no,” Roe said`; whom his pronouns mean is not known."""
        sentence = self._sentences[index]
        start, stop = max(self._quotes[number][0], sentence.start), min(self._quotes[number][1], sentence.stop)
        if stop - start < _TELLING:
            return
        inside = [word for word in words[:_LONG] if start <= word.start < stop]
        if not may_report(self._text, start, stop, inside, True):
            return
        here = tokens(self._text, start, stop, inside, quotations(self._text, start, stop))
        for link in reports(self._text, start, here, self._speakers):
            named = self._text[link.source.start : link.source.stop].lower()
            if grammar().get(named) != "pronoun" and link.source.kind != "unspecified" and link.content:
                self._found[index].append(link)

    def _place(self, index: int, link: Link) -> None:
        """Puts a link with the sentence in which its content begins, whole quotations instead of this sentence's part of them."""
        content = link.content or self._before(index)
        if not content:
            if self._text[self._sentences[index].stop - 1] == ":":
                self._found[index].append(link._replace(content=[], direct=True))
                self.last = _Last(index, len(self._found[index]) - 1, index)
            return
        direct = link.direct or not link.content
        content = [self._whole(span, direct) for span in content]
        home = max(self._inside[0], self._inside[max(0, bisect_right(self._starts, content[0][0]) - 1)])
        self._found[home].append(link._replace(content=content, direct=direct))
        if link.source.kind != "unspecified" or direct:
            self.last = _Last(home, len(self._found[home]) - 1, index)

    def _whole(self, span: tuple[int, int], direct: bool) -> tuple[int, int]:
        """The span, reaching to the ends of the quotations that it begins or ends in: a sentence may hold only part of one."""
        start, stop = span
        for number in self._touching(start, stop):
            begin, end = _marked(self._text, *self._quotes[number])
            self._claimed.add(number)
            if direct or begin >= start - 2:
                start, stop = min(start, begin), max(stop, end)
            elif end > stop:
                stop = end
        return start, stop

    def _touching(self, start: int, stop: int) -> range:
        """The numbers of the passage's quotations that touch a span."""
        first = bisect_right(self._quote_stops, start)
        return range(first, max(first, bisect_left(self._quote_starts, stop)))

    def _before(self, index: int) -> list[tuple[int, int]]:
        """The quotation that ends where this sentence begins ("“Is it?” Roe asked.", read as two sentences)."""
        start = self._sentences[index].start
        last = bisect_right(self._quote_stops, start) - 1
        return [_marked(self._text, *self._quotes[last])] if last >= 0 and start - self._quote_stops[last] <= 3 else []

    def _continue(self, index: int, number: int, quote: tuple[int, int]) -> None:
        """A quotation that nobody is named for goes on with the last speaker's, if it opens its sentence and he spoke just before."""
        first = self._inside[max(0, bisect_right(self._starts, quote[0]) - 1)]
        if (
            not self.last
            or len(self._found[self.last.home][self.last.place].content) > _MOST
            or quote[0] - self._sentences[first].start > 2
            or first - self.last.spoke > 1
        ):
            return
        link = self._found[self.last.home][self.last.place]
        self._found[self.last.home][self.last.place] = link._replace(content=[*link.content, _marked(self._text, *quote)])
        self._claimed.add(number)
        self.last = self.last._replace(spoke=index)
