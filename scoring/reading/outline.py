"""A page of elements weighed: which of them holds the article, which the comments, which names are believed, where the headline is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import accumulate, islice

from scoring.reading.hiding import painted, sheet
from scoring.reading.markup import Element, Markup, Run
from scoring.reading.markup_cues import (
    AUTHOR,
    BOILERPLATE,
    CAPTION,
    COMMENT,
    FOLDED,
    HEADING,
    HIDDEN,
    ITEM,
    MAIN,
    NOISE,
    QUOTE,
    SOCIAL,
    UNUSUAL,
    by_class,
    parts_of,
)

SENTENCE_END = (".", "!", "?", "…", '."', ".”", "?”", "!”", ".)", ":")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
INLINE = frozenset({"a", "span", "b", "strong", "em", "i", "font", "u", "small"})
_NO_CONTAINER = _HEADINGS | INLINE | {"p", "li", "blockquote", "q", "pre"}
CREDITS = AUTHOR | NOISE

PROSE_WORDS = 12
"""A run of so many words, mostly unlinked, is prose for weighing elements: menus and captions are shorter."""
NAMED_MAIN = 4
UNDER_HEADLINE = 6
UNDOUBTED = 10
"""How much more a word of prose weighs inside an element named as the article, inside the one around the headline, and outside
any named as boilerplate. Under the headline weighs more than the name: other articles that a page teases bear the name too."""
MAIN_SHARE = 0.6
"""The main element is the innermost that holds this share of the page's prose; what stands beside it alike is added."""
BESIDE_LEVELS = 3
"""So many elements around the main one may hold prose that belongs to it."""
BELIEVED_SHARE = 0.4
"""A name that says "sidebar" or "ad", or hides, is not believed of an element with more of the page's prose than this."""
CAPTIONS_TELL = 3
"""Where captions are a third of the article's prose, they are the article."""
LITTLE_PROSE = 100
"""Words: an element that is named as boilerplate, away from the headline, is believed if it holds fewer, whatever its share."""
HEADING_LEVELS = 4
"""A heading's text stands in its element or at most three further in: around a whole page a heading is an error in the markup."""
LONGEST_HEADLINE = 500
LEAST_HEADLINE = 8
LEAST_SQUEEZED_HEADLINE = 4
"""Characters of a headline: of the text, and of its letters."""
WORDS_BEFORE_COMMENTS = 25
"""Prose that has to stand before comments for a name alone to be believed: many templates call the whole article so."""


class Outline:
    """One page being zoned: per element (by index) what it is said to be, per run how much prose it holds.

    What is within an element are the elements from its place up to its stop. Sums over elements in document order therefore tell what any
    of them holds, and only the few that a name says something of are asked.
    """

    def __init__(self, markup: Markup) -> None:
        self.elements = markup.elements
        self.runs = markup.runs
        self.places = [run.element.index for run in self.runs]
        self.prose = [0 if run.linked * 3 > len(run.text) else _prose_words(run.text) for run in self.runs]
        """Per run its words, if it reads as prose, else 0."""
        self.prosaic = [(number, self.places[number]) for number, prose in enumerate(self.prose) if prose]
        """The runs that are prose, by number, and the places of their elements."""
        self.says = [0] * len(self.elements)
        """What is said of the element itself."""
        self.around = [0] * len(self.elements)
        """And of any around it."""
        self.headings: list[str] = [""] * len(self.elements)
        """The heading tag that the element is, or is right within."""
        self.named: list[tuple[Element, int]] = []
        """The elements that something is said of, in document order, and what."""
        hidden = sheet(markup.styles)
        self.sheet = hidden if any(hidden) else None
        """What the page's own style sheets hide; None where they hide nothing, so that no element is looked up."""
        self._read()
        self.title = _squeezed(markup.title)
        self.given_title = _given_title(markup)
        self.headline = self._headline()
        self.around_headline = frozenset(() if self.headline is None else (one.index for one in chain(self.runs[self.headline].element)))
        self.words = self._sums((at, self.prose[number]) for number, at in self.prosaic)
        self.unseen = HIDDEN | (FOLDED if self._believes_folds() else 0)
        self.favour = self._favour()
        self.evidence = self._sums(self._evidence())
        self.boilerplate = self._believed_boilerplate()
        self.counted = [0] * len(self.runs)
        """The visible prose of each run outside boilerplate."""
        for number, at in self.prosaic:
            if not self.is_left_out(at):
                self.counted[number] = self.prose[number]
        self.comments: list[Element | None] = [None] * len(self.elements)
        """The comments that an element is part of: the outermost element that is said to hold some, and may."""
        self.has_comments = any(said & COMMENT for _, said in self.named)
        if self.has_comments:
            self._believe_comments()
        self.main = self._main()
        self.inside = bytearray(len(self.elements))
        self.below = [0] * len(self.elements)
        """What is said of an element within the main one, and of those between."""
        self._enter_main()
        self.within = [number for number, at in enumerate(self.places) if self.inside[at]]
        """The runs within the main element."""
        self.beside = self._beside()
        self.captions_tell = self._captions_tell()

    def _read(self) -> None:
        """Read what is said of each element, from the outside in."""
        around, headings, hidden = self.around, self.headings, self.sheet
        far: dict[int, int] = {}
        for element in self.elements[1:]:
            attributes, at, up = element.attributes, element.index, element.up
            if UNUSUAL.isdisjoint(attributes):
                said = by_class(element.tag, attributes.get("class", ""))
            else:
                said = parts_of(element)
                if "style" in attributes and _is_camouflaged(element):
                    said |= HIDDEN
            if hidden and attributes and hidden.hides(element.tag, attributes):
                said |= FOLDED
            if said:
                self.says[at] = said
                self.named.append((element, said))
            around[at] = within = around[up] | said
            if within & HEADING:
                if said & HEADING:
                    headings[at], far[at] = element.tag, 1
                elif far.get(up, HEADING_LEVELS) < HEADING_LEVELS:
                    headings[at], far[at] = headings[up], far[up] + 1

    def _sums(self, worth: Iterable[tuple[int, int]]) -> list[int]:
        """What the elements of these places are worth, summed up in document order: up to each element, and of all.

        What an element holds is the difference between its stop and its place.
        """
        held = [0] * len(self.elements)
        for at, value in worth:
            held[at] += value
        return [0, *accumulate(held)]

    def holds(self, element: Element) -> int:
        """Words of prose within an element, whatever is said of it."""
        return self.words[element.stop] - self.words[element.index]

    def is_believed(self, element: Element) -> bool:
        """Does it hold so little of the page's evidence for an article that a name may say it is none?"""
        return self.evidence[element.stop] - self.evidence[element.index] <= BELIEVED_SHARE * self.evidence[-1]

    def is_left_out(self, at: int) -> bool:
        return bool(self.boilerplate[at]) or bool(self.around[at] & self.unseen)

    def _believes_folds(self) -> bool:
        """Are classes that hide believed? Not where most of the page's prose bears one: a script shows it all when it has loaded."""
        folded = sum(self.prose[number] for number, at in self.prosaic if self.around[at] & FOLDED)
        return folded <= BELIEVED_SHARE * self.words[-1]

    def _headline(self) -> int | None:
        """The number of the visible run that is the headline; failing that, of the first in an <h1>.

        Of several headings that the page's title repeats it is the one given as the title for sharing, the longest, the highest: the
        name of the site stands in the title too, and links to other articles are lower. One in a comment is a reader's.
        """
        shown = [number for number, at in enumerate(self.places) if self.headings[at] and not self.around[at] & (HIDDEN | ITEM)]
        titled = [(self._headline_rank(number), number) for number in shown if self.is_headline(number)]
        if titled:
            return min(titled)[1]
        return next((number for number in shown if self.headings[self.places[number]] == "h1"), None)

    def _headline_rank(self, number: int) -> tuple[bool, bool, int, str]:
        text, at = self.runs[number].text, self.places[number]
        return bool(self.around[at] & COMMENT), _squeezed(text) != self.given_title, -len(text), self.headings[at]

    def is_headline(self, number: int) -> bool:
        """Is it a heading that the page's own title repeats?"""
        text = self.runs[number].text
        if not LEAST_HEADLINE <= len(text) <= LONGEST_HEADLINE or not self.headings[self.places[number]]:
            return False
        first = text.partition(" ")[0].lower()
        if first.isalnum() and first not in self.title and first not in self.given_title:  # most: the rest need not be looked at
            return False
        squeezed = _squeezed(text)
        return len(squeezed) >= LEAST_SQUEEZED_HEADLINE and (squeezed in self.title or squeezed == self.given_title)

    def _favour(self) -> dict[int, int]:
        """How much more a word weighs in each run of prose: for the names around it, and for standing under the headline."""
        opened = self._headline_article()
        first, stop = (opened.index, opened.stop) if opened else (0, 0)
        return {
            number: (NAMED_MAIN if self.around[at] & MAIN else 1) * (UNDER_HEADLINE if first <= at < stop else 1)
            for number, at in self.prosaic
        }

    def _headline_article(self) -> Element | None:
        """The article that the headline opens: the innermost element so named around it, with any prose."""
        if self.headline is None:
            return None
        return next((one for one in chain(self.runs[self.headline].element) if self.says[one.index] & MAIN and self.holds(one)), None)

    def _evidence(self) -> Iterator[tuple[int, int]]:
        """The visible prose, by place, weighed by the names around it, none of which is believed by itself."""
        for number, at in self.prosaic:
            around = self.around[at]
            if not around & self.unseen:
                yield at, self.prose[number] * self.favour[number] * (1 if around & BOILERPLATE else UNDOUBTED)

    def _believed_boilerplate(self) -> bytearray:
        """Elements said to be boilerplate, and all within, unless they are quoted, hold too much, or hold mostly embedded posts."""
        within = bytearray(len(self.elements))
        embeds = self._embeds()
        articles = [element.index for element, said in self.named if said & MAIN and self.holds(element)]
        for element, said in self.named:
            at = element.index
            if (
                said & BOILERPLATE
                and not said & (COMMENT | MAIN)
                and not within[at]
                and not self.around[at] & QUOTE
                and at not in embeds
                and (self.is_believed(element) or self._is_aside(element, articles))
            ):
                within[at : element.stop] = b"\1" * (element.stop - at)
        return within

    def _is_aside(self, element: Element, articles: Sequence[int]) -> bool:
        """Is it a little beside the headline, no article in it? On a page of pictures a footer may hold most of the prose."""
        at = element.index
        if self.headline is None or at in self.around_headline or self.holds(element) >= LITTLE_PROSE:
            return False
        return bisect_left(articles, element.stop) == bisect_right(articles, at)

    def _embeds(self) -> frozenset[int]:
        """Elements of whose letters half or more stand in embedded posts."""
        posts = [element for element, said in self.named if said & SOCIAL]
        if not posts:
            return frozenset()
        letters = self._sums((at, len(run.text)) for at, run in zip(self.places, self.runs, strict=True))
        posted: dict[Element, int] = {}
        for post in posts:
            for element in chain(post.parent):
                posted[element] = posted.get(element, 0) + letters[post.stop] - letters[post.index]
        return frozenset(one.index for one, count in posted.items() if count * 2 >= letters[one.stop] - letters[one.index])

    def _believe_comments(self) -> None:
        """Find the comments.

        A name is believed where enough prose stands before it, or where it holds several single comments. Around a main
        headline it is not: many templates call the whole article "comments". Nor of what its own class folds away.
        """
        before_run = [0, *accumulate(self.counted)]
        headline = len(self.runs) if self.headline is None else self.headline
        begun = [run.begun for run in self.runs]

        def first_run(element: Element) -> int | None:
            """The number of the first run within an element: the first to begin after it, if that ends within."""
            number = bisect_right(begun, element.index)
            return number if number < len(begun) and element.index <= self.places[number] < element.stop else None

        singles = [element.index for element, said in self.named if said & ITEM and first_run(element) is not None]
        for element, said in self.named:
            at = element.index
            if not said & COMMENT or self.comments[at] or at in self.around_headline or self.around[at] & self.unseen:
                continue
            items = bisect_left(singles, element.stop) - bisect_left(singles, at)
            first = first_run(element) if items or not self.boilerplate[at] else None
            if first is not None:
                before = before_run[first]
                if before >= WORDS_BEFORE_COMMENTS or (items >= 2 and (before > 0 or headline < first)):
                    self.comments[at : element.stop] = [element] * (element.stop - at)

    def _main(self) -> Element:
        """The innermost element with most of the prose that is neither comment nor boilerplate.

        An element with so large a share of what is around it holds the middle of that.
        """
        sums = self._sums((at, self.counted[number] * self.favour[number]) for number, at in self.prosaic if self.comments[at] is None)
        main = self.elements[0]
        while True:
            held = sums[main.stop] - sums[main.index]
            inner = self.elements[bisect_right(sums, sums[main.index] + held // 2) - 1] if held else main
            while inner is not main and inner.parent is not None and inner.parent is not main:
                inner = inner.parent
            if inner is main or sums[inner.stop] - sums[inner.index] < MAIN_SHARE * held or inner.tag in _NO_CONTAINER:
                return main
            main = inner

    def _enter_main(self) -> None:
        first, stop = self.main.index, self.main.stop
        self.inside[first:stop] = b"\1" * (stop - first)
        for element in self.elements[first + 1 : stop]:
            if element.parent is not None:
                self.below[element.index] = self.below[element.parent.index] | self.says[element.index]

    def _beside(self) -> frozenset[int]:
        """The runs of prose next to the main element that are set like the prose in it, or are bare paragraphs around it.

        Upwards as far as the headline, downwards as far as any heading: that is where other articles begin.
        """
        within = self.within
        if self.main.parent is None or not within:
            return frozenset()
        outer = {element.index for element in islice(chain(self.main.parent), BESIDE_LEVELS)}
        alike = {_look(self.main)} if self.main.attributes.get("class") else set()
        for number in within:
            if self.prose[number]:
                alike |= {_look(element) for element in up_to(self.runs[number].element, self.main) or () if _has_look(element)}
        found: set[int] = set()
        for numbers in (range(within[0] - 1, -1, -1), range(within[-1] + 1, len(self.runs))):
            for number in numbers:
                at = self.places[number]
                heading = self.headings[at]
                if number == self.headline or (heading and (number > within[0] or heading == "h1" or is_link_list(self.runs[number]))):
                    break
                if self.is_left_out(at) or self.comments[at] is not None:
                    continue
                path = up_to_any(self.runs[number].element, outer)
                if path is None:
                    break
                if self.prose[number] and (_is_bare(path) or any(_look(element) in alike for element in path)):
                    found.add(number)
        return frozenset(found)

    def _captions_tell(self) -> bool:
        """Are captions a good part of the article?"""
        captions = [number for number in self.within if self.below[self.places[number]] & CAPTION]
        if not captions:
            return False
        whole = sum(self.prose[number] for number in self.within)
        return sum(self.prose[number] for number in captions) * CAPTIONS_TELL > whole

    def is_caption(self, at: int) -> bool:
        return bool(self.says[at] & CAPTION) and not self.captions_tell

    def is_credit(self, element: Element) -> bool:
        """Does the element name an author or a date, and no more? One with prose in it is a whole article of that author."""
        said = self.says[element.index]
        return bool(said & CREDITS) and not said & QUOTE and not self.holds(element)


def is_link_list(run: Run) -> bool:
    return run.linked * 2 > len(run.text)


def _prose_words(text: str) -> int:
    """The words of a text that reads as prose, else 0."""
    count = text.count(" ") + 1
    if count * 20 < len(text):  # a script without spaces
        count = len(text) // 4
    return count if count >= PROSE_WORDS or (count >= 6 and text.endswith(SENTENCE_END)) else 0


def _is_bare(path: Sequence[Element]) -> bool:
    """Is a text in no block but a paragraph?"""
    blocks = [element.tag for element in path if element.tag not in INLINE]
    return blocks == ["p"] or not blocks


def _has_look(element: Element) -> bool:
    return element.tag not in INLINE and bool(element.attributes.get("class", "").strip())


def _look(element: Element) -> tuple[str, str]:
    """What elements that are set alike have in common: the tag and the first class."""
    classes = element.attributes.get("class", "").split(None, 1)
    return element.tag, classes[0] if classes else ""


def _is_camouflaged(element: Element) -> bool:
    """Do inline styles give its letters the colour of what is behind them?"""
    letters, behind = painted(element.attributes["style"])
    if not letters and not behind:
        return False
    for around in chain(element.parent):
        if letters and behind:
            break
        if "style" in around.attributes:
            outer_letters, outer_behind = painted(around.attributes["style"])
            letters, behind = letters or outer_letters, behind or outer_behind
    return letters != "" and letters == behind


def _given_title(markup: Markup) -> str:
    """The title that a page gives to those who share it, squeezed; "" without one."""
    given = (said.get("content", "") for said in markup.meta if said.get("property") == "og:title")
    return _squeezed(next(given, "")[:LONGEST_HEADLINE])


def _squeezed(text: str) -> str:
    """Its letters and digits only: titles differ in quotation marks, dashes and case.

    >>> _squeezed("Bay “Courier” – Ports")
    'baycourierports'
    """
    return "".join(filter(str.isalnum, text.lower()))


def up_to(element: Element, around: Element) -> list[Element] | None:
    """The elements from this one outwards, below `around`; None when it is not within."""
    inside: list[Element] = []
    while element is not around:
        inside.append(element)
        if element.parent is None:
            return None
        element = element.parent
    return inside


def up_to_any(element: Element, around: Set[int]) -> list[Element] | None:
    """The elements from this one outwards, below the first of `around`; None when it is within none."""
    inside: list[Element] = []
    for one in chain(element):
        if one.index in around:
            return inside
        inside.append(one)
    return None


def chain(element: Element | None) -> Iterator[Element]:
    while element is not None:
        yield element
        element = element.parent
