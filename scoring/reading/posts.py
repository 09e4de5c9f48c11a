"""Lists of posts that no name in the markup tells: elements of one shape, each with a writer, a time and a text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from scoring.reading.bylines import LONGEST_NAME, is_time, speaker_name
from scoring.reading.markup import Element, Markup, Run
from scoring.reading.markup_cues import is_remark, phrase
from scoring.reading.zones import Zone

_LONGEST_LINE = 120
"""Characters of a line that tells a time, with all that may stand beside it: name, badge, score, links."""
_LONGEST_WRITER = 6
"""Words of a line that only names a writer."""
_INITIAL = 3
"""Characters of an initial or a title that ends a name, with its full stop."""
_FEWEST = 3
"""Two posts of one shape may be an article and a teaser."""
_FEWEST_AMONG_COMMENTS = 2
_MOST = 2_000
"""Times on a page that are looked at."""
_LEVELS = 3
"""Elements that make the shape of a line."""
_LEADING_RUNS = 6
"""A writer's name stands at most so many lines above the time."""
_FOLLOWING_RUNS = 3
"""Or so few below it, before the text."""
_MOSTLY = 0.7
_ONE_WRITER = 0.6
"""Where one writes more than this share, it is a journal, or the name is no name."""
_ANNOUNCED = 12
"""Runs above the first post among which a line that announces comments may stand."""
_DIGITS = re.compile(r"\d+")
_NO_FIGURE = bytes(set(range(128)) - set(b"0123456789\0"))
_SIGNATURE = re.compile(r"\(talk(?: \W contribs)?\) ?(?:\d{1,2}:\d\d, )?\d{1,2} [A-Z][a-z]+ \d{4}(?:, \d{1,2}:\d\d)? \(UTC\)$")
"""How a paragraph on a wiki's talk page ends that is the last of its post: "Ann (talk) 10:22, 3 June 2031 (UTC)"."""
_SIGNER = re.compile(r"(?:^|[.!?…)”\"] |\n)([^\W\d_][^.!?…\n(]{0,58}?(?: [A-Z]\.)?) ?\(talk")
_BECAUSE = "one of several posts of one shape, each with a writer and a time"


class Post(NamedTuple):
    """One post: the runs from `first` up to, not including, `stop`; those that only name the writer or the time are `lines`."""

    element: Element
    first: int
    stop: int
    writer: int | None
    """The run that names the writer."""
    lines: tuple[int, ...]
    name: str | None = None
    """The writer's name, where the text itself is signed."""


def posted(markup: Markup, found: Sequence[Zone]) -> list[Zone]:
    """The zones with posts told as comments of their own; the first post of a page with nothing above it, as in a forum, is main text.

    What the markup tells by names stands: single comments stay as they are, hidden text stays hidden.
    """
    posts = _posts(markup, found)
    if not posts:
        return list(found)
    out = list(found)
    opening = any(zone.section is None and _is_sentence(run) for run, zone in zip(markup.runs[: posts[0].first], found, strict=False))
    if not opening and not any(found[at].section == "comment" for at in range(posts[0].first, posts[0].stop)):
        out[posts[0].first : posts[0].stop] = _first_post(markup.runs, found, posts[0])
        posts, told = posts[1:], True
    else:
        told = _is_told(markup, found, posts)
    for post in (_by_its_own_name(found, post) for post in posts):
        for at in range(post.first, post.stop):
            if told or found[at].section != "boilerplate":
                out[at] = _in_post(markup.runs[at], found[at], post, at)
    return out


def _by_its_own_name(found: Sequence[Zone], post: Post) -> Post:
    """The post with the element that the markup names as its comment, if there is one: its writer's line may stand outside of that."""
    named = {zone.item for zone in found[post.first : post.stop] if zone.section == "comment" and zone.item and not zone.shared}
    return post._replace(element=named.pop()) if len(named) == 1 else post


def _is_told(markup: Markup, found: Sequence[Zone], posts: Sequence[Post]) -> bool:
    """Does a name or a line say that these are comments, or do they stand in the article? Else they may be teasers in the margin."""
    inside = [found[at] for post in posts for at in range(post.first, post.stop) if at not in post.lines]
    if 2 * sum(zone.section is not None and zone.section != "boilerplate" for zone in inside) > len(inside):
        return True
    if any(zone.section in ("comment", None) for zone in inside):
        return True
    return any(is_remark(run.text) for run in markup.runs[max(0, posts[0].first - _ANNOUNCED) : posts[0].first])


def _first_post(runs: Sequence[Run], found: Sequence[Zone], post: Post) -> Iterator[Zone]:
    """What the others answer is the page's main text, also where the template sets every post as a quotation, or into a form."""
    bodies = [at for at in range(post.first, post.stop) if at not in post.lines and found[at].section != "boilerplate"]
    if not any(found[at].section is None for at in bodies):
        bodies += [at for at in range(post.first, post.stop) if _is_misread(runs[at], found[at])]
    all_quoted = all(found[at].section in ("quote", "boilerplate") for at in bodies)
    for at in range(post.first, post.stop):
        zone = found[at]
        if at in post.lines:
            yield Zone("boilerplate", "names the author or the date")
        elif all_quoted and at in bodies:
            yield Zone(None, "")
        else:
            yield zone


def _is_misread(run: Run, zone: Zone) -> bool:
    """Prose that a name in the template has made furniture, and no style has hidden."""
    return zone.section == "boilerplate" and _is_body(run) and not zone.hidden and not is_remark(run.text)


def _in_post(run: Run, zone: Zone, post: Post, at: int) -> Zone:
    if zone.item is not None and not zone.shared and zone.section in ("comment", "boilerplate"):
        if at == post.writer and zone.section == "comment" and len(run.text) <= _LONGEST_LINE:
            return zone._replace(author=True)
        misread = zone.section == "boilerplate" and at not in post.lines and _is_body(run) and not is_remark(run.text)
        return Zone("comment", _BECAUSE, zone.item) if misread else zone
    if zone.hidden or (zone.section == "boilerplate" and not _is_body(run) and at not in post.lines):
        return zone
    if at == post.writer:
        return Zone("comment", _BECAUSE, post.element, author=True)
    if at in post.lines:
        return Zone("boilerplate", "names who speaks in the comment", post.element)
    return Zone("comment", _BECAUSE, post.element, speaker=post.name)


def _is_sentence(run: Run) -> bool:
    """Does the page say something above its posts? Then they answer that; else the first post is what the others answer."""
    return run.linked * 2 <= len(run.text) and run.text.count(" ") >= 4 and run.text.endswith((".", "!", "?", "…", "”", '"'))


def _is_body(run: Run) -> bool:
    """Prose, and no menu: a template may set the text of a post into a form, or call it a widget."""
    return run.linked * 3 <= len(run.text) and (run.text.count(" ") >= 6 or run.text.endswith((".", "!", "?", "…")))


def _posts(markup: Markup, found: Sequence[Zone]) -> list[Post]:
    """The longest list of posts on the page, in document order; [] without one."""
    runs = markup.runs
    figures = _with_figures(runs)
    times = [at for at in figures if len(runs[at].text) <= _LONGEST_LINE and _tells_time(runs[at], found[at])][:_MOST]
    timed: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in times if len(times) >= _FEWEST_AMONG_COMMENTS else ():
        timed[_shape(runs[at].element)].append(at)
    ends: list[tuple[int, int]] = []
    for times in sorted(timed.values(), key=lambda times: (-len(times), times)):
        among = sum(found[at].section == "comment" or found[at].because == "heading, date or link within comments" for at in times)
        if len(times) < (_FEWEST_AMONG_COMMENTS if 2 * among >= len(times) else _FEWEST):
            break
        ends = ends or _ends(markup)
        posts = _cut(runs, _with_answers(times, timed, runs, ends), ends)
        if _are_posts(runs, posts):
            return posts
    return _signed(runs, found, figures)


def _with_figures(runs: Sequence[Run]) -> list[int]:
    """The runs that hold a figure, by their place.

    Most hold none: all are asked at once, by leaving out every other sign of ASCII. NUL, which is in no text, keeps them apart.

    >>> line = Element("p", {}, None, 0)
    >>> _with_figures([Run(text, line, 0) for text in ("Ann Lee", "3 May", "Zoë, an hour ago", "Zoë, 3 May")])
    [1, 3]
    """
    kept = "\0".join([run.text for run in runs]).encode("utf-8", "surrogatepass").translate(None, _NO_FIGURE)
    return [at for at, left in enumerate(kept.decode("utf-8", "surrogatepass").split("\0")) if left.isdecimal() or _DIGITS.search(left)]


def _signed(runs: Sequence[Run], found: Sequence[Zone], figures: Sequence[int]) -> list[Post]:
    """Posts that end with a signature in their last paragraph, on a page whose markup names no comments: there a reader may write one.

    `figures` are the runs that may be signed with a date.
    """
    ends = [at for at in figures if runs[at].text.endswith("(UTC)") and _SIGNATURE.search(runs[at].text[-_LONGEST_LINE:])]
    if len(ends) < _FEWEST_AMONG_COMMENTS or len({_signer(runs[at]) for at in ends}) < _FEWEST_AMONG_COMMENTS:
        return []
    if any(zone.section in ("comment", "social") for zone in found):
        return []
    starts = [0, *(at + 1 for at in ends)]
    return [Post(runs[end].element, first, end + 1, None, (), _signer(runs[end])) for first, end in zip(starts, ends, strict=False)]


def _signer(run: Run) -> str | None:
    signed = _SIGNER.search(run.text[-_LONGEST_LINE:])
    return signed[1].strip() if signed else None


def _tells_time(run: Run, zone: Zone) -> bool:
    return zone.section != "social" and is_time(run.text) and not signs_post(run)


def _with_answers(
    times: Sequence[int], timed: dict[tuple[str, ...], list[int]], runs: Sequence[Run], ends: Sequence[tuple[int, int]]
) -> list[int]:
    """These times with those of answers, which stand in the same list further in, under other elements."""
    around = runs[times[0]].element
    for at in times[1:]:
        around = _apart(around, runs[at].element)[2]
    first, stop = ends[around.index]
    own = _shape(runs[times[0]].element)[0]
    return sorted({*times, *(at for shape, others in timed.items() if shape[0] == own for at in others if first <= at < stop)})


def _shape(element: Element) -> tuple[str, ...]:
    """The tags and first classes of an element and those around it, numbers left out."""
    shape: list[str] = []
    here: Element | None = element
    while here is not None and len(shape) < _LEVELS:
        shape.append(_tag_and_class(here.tag, here.attributes.get("class", "")))
        here = here.parent
    return tuple(shape)


@lru_cache(maxsize=1_000)
def _tag_and_class(tag: str, classes: str) -> str:
    """The posts of a page have few."""
    names = classes.split(None, 1)
    return f"{tag}.{_DIGITS.sub('', names[0][:40])}" if names else tag


def _ends(markup: Markup) -> list[tuple[int, int]]:
    """For each element the first run within it, and the one after the last, which is 0 for an empty one."""
    none = len(markup.runs)
    first, after = [none] * len(markup.elements), [0] * len(markup.elements)
    for at, run in enumerate(markup.runs):
        index = run.element.index
        if not after[index]:
            first[index] = at
        after[index] = at + 1
    for element in reversed(markup.elements):  # those within come first, so that each is told once, however deep it stands
        index, up = element.index, element.up
        if first[index] < first[up]:
            first[up] = first[index]
        if after[index] > after[up]:
            after[up] = after[index]
    return list(zip(first, after, strict=True))


def _cut(runs: Sequence[Run], times: Sequence[int], ends: Sequence[tuple[int, int]]) -> list[Post]:
    """The runs around these times, cut into posts where the innermost element of one, and not of the one before, begins."""
    own = [_apart(runs[one].element, runs[other].element) for one, other in pairwise(times)]
    elements = [own[0][0], *(pair[1] for pair in own)]
    around = own[0][2]
    for _, _, holder in own[1:]:
        around = holder if holder.index < around.index else around
    starts = [ends[element.index][0] for element in elements]
    starts = [_above(runs, start, at, floor) for start, at, floor in zip(starts, times, [0, *(at + 1 for at in times[:-1])], strict=True)]
    bare = sum(ends[element.index][1] - ends[element.index][0] == 1 for element in elements) > _MOSTLY * len(elements)
    if bare and _names_stand_above(runs, times, starts):
        starts = [start - 1 for start in starts]
    last = max(ends[elements[-1].index][1], ends[around.index][1] if bare else 0)
    if bare and times[-1] == last - 1 and ends[around.index][0] < starts[0]:  # each time stands below its text
        starts = [ends[around.index][0], *(at + 1 for at in times[:-1])]
    stops = [*starts[1:], last]
    return [_post(runs, *cut) for cut in zip(elements, starts, stops, times, strict=True) if cut[1] <= cut[3] < cut[2]]


def _above(runs: Sequence[Run], start: int, time: int, floor: int) -> int:
    """Where a post begins whose time is told next to its writer, when answers stand within the same element as the two."""
    if start != time or _writer_in(runs[time].text):
        return start
    at = time - 1
    if at < floor or not _may_name(runs[at]):
        return start
    element = runs[time].element
    return at if _apart(runs[at].element, element)[2] in (element, element.parent) else start


def _names_stand_above(runs: Sequence[Run], times: Sequence[int], starts: Sequence[int]) -> bool:
    return all(start > 0 and not _writer_in(runs[at].text) and _may_name(runs[start - 1]) for at, start in zip(times, starts, strict=True))


def _apart(one: Element, other: Element) -> tuple[Element, Element, Element]:
    """The outermost elements around each that are not around both, and the innermost that is."""
    before, after = one, other
    while one is not other:
        if one.index > other.index:
            before, one = one, one.parent or one
        else:
            after, other = other, other.parent or other
    return before, after, one


def _post(runs: Sequence[Run], element: Element, first: int, stop: int, time: int) -> Post:
    writer = time if _writer_in(runs[time].text) else None
    if writer is None:
        body = next((at for at in range(time + 1, stop) if _is_body(runs[at])), stop)
        near = range(max(first, time - _LEADING_RUNS), min(body, time + _FOLLOWING_RUNS + 1))
        writer = next((at for at in near if at != time and _may_name(runs[at])), None)
    head = range(first, time) if writer is not None and writer <= time else ()
    lines = {time, *([writer] if writer is not None else []), *(at for at in head if not _is_body(runs[at]))}
    return Post(element, first, stop, writer, tuple(sorted(lines)))


@lru_cache(maxsize=1_000)
def _writer_in(line: str) -> str:
    """The name in a line, "" for one that only begins with a button: "Like · Reply · 3y". Asked several times for each line with a time."""
    name = speaker_name(line)
    return "" if phrase(name) else name


def _may_name(run: Run) -> bool:
    text = run.text
    ends = text[-1] not in ".!?…" or (text[-1] == "." and len(text.rpartition(" ")[2]) <= _INITIAL)
    return ends and len(text) <= LONGEST_NAME and text.count(" ") < _LONGEST_WRITER and text[0].isalnum()


def _are_posts(runs: Sequence[Run], posts: Sequence[Post]) -> bool:
    """Has nearly each a writer and a text, are there several writers, and are they no teasers of articles?"""
    if len(posts) < _FEWEST_AMONG_COMMENTS:
        return False
    enough = _MOSTLY * len(posts)
    named = Counter(name for post in posts if post.writer is not None and (name := _writer_in(runs[post.writer].text)))
    if named.total() < enough or len(named) < 2:
        return False
    if len(posts) >= _FEWEST and named.most_common(1)[0][1] > _ONE_WRITER * len(posts):
        return False
    if sum(any(at not in post.lines and _is_words(runs[at]) for at in range(post.first, post.stop)) for post in posts) < enough:
        return False
    headlines = [[runs[at].text for at in range(post.first, post.stop) if _teases(runs[at])] for post in posts]
    titles = Counter(text for texts in headlines for text in texts)
    return 2 * sum(map(bool, headlines)) < len(posts) or 2 * titles.most_common(1)[0][1] >= len(posts)


def signs_post(run: Run) -> bool:
    """Is it the line that signs an embedded post, "— Name (@handle) date"?"""
    return run.text.startswith(("—", "–")) and "(@" in run.text[: 2 * LONGEST_NAME]


def _is_words(run: Run) -> bool:
    return run.linked * 2 <= len(run.text) and any(map(str.isalpha, run.text))


def _teases(run: Run) -> bool:
    """A headline that is a link; not a line with a writer and a time, which may be one too."""
    return run.linked * 2 > len(run.text) and run.text.count(" ") >= 3 and not is_time(run.text)
