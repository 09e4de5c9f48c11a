"""Where readers begin to speak in a text that does not say so, and which passages are one reader's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from scoring.files import seed
from scoring.reading.excerpts import Excerpt
from scoring.reading.phrases import Phrases
from scoring.words import Word

_ENOUGH = 6.0
"""Bits of evidence that a change of voice needs; after a seam (a transcript's end, a closing formula, a rule line) less will do."""
_ENOUGH_AFTER_A_SEAM = 3.0
_SEAM = 3.0
_BODY = 20
"""Words: the first passage this long ends the document's head, where a line with name, date and time is the author's."""
_BYLINE = 18
_SHORT_REMARK = 8

_CLOCK = re.compile(r"(?<![\d.:])[0-2]?\d[:.h][0-5]\d(?![\d%])")
_NUMERIC_DATE = re.compile(r"(?<!\d)\d{1,4}[./\-]\d{1,2}[./\-]\d{2,4}(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AGO = re.compile(r"\b(?:\d{1,3}|an?) (?:second|minute|min|hour|hr|day|week|month|year)s? ago\b", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:says|said|wrote|writes|replied|commented|comments|responded)\s?(?::|\.\.\.|…)\s?", re.IGNORECASE)
_SMILEY = re.compile(r"(?:(?<=\s)|^)[:;=8][\-'o]?[)(DPpO/|\]](?!\w)|[\U0001F300-\U0001FAFF☀-➿]")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
# A month may be glued to the name before it ("AnnOctober 3, 2021"): extraction loses the element's edge.
_DAY = re.compile(rf"{_MONTH}[. ,]{{1,2}}[0-3]?\d(?!\d)|(?<!\d)[0-3]?\d(?:st|nd|rd|th)?[. ]{{1,2}}{_MONTH}", re.IGNORECASE)
_WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_OPENING_QUOTES = '“"«‘'


class Sign(NamedTuple):
    """A row of seeds/comment_signs.csv."""

    bits: float
    most: int


class Change(NamedTuple):
    """Readers speak from passage `first` on."""

    first: int
    because: str


@cache
def _signs() -> dict[str, Sign]:
    return {row["sign"]: Sign(float(row["bits"]), int(row["most"])) for row in seed("comment_signs")}


@cache
def _register() -> Phrases:
    return Phrases("comment_register")


def under_bylines(seen: Sequence[Excerpt], kinds: Sequence[str], floor: int) -> Change | None:
    """The change at the first of the lines that name a writer and a time ("Ann B. says:", "Ann, 3 May 2021 at 9:14"); None without such lines.

    `kinds` are the sections found so far ('' for unknown), one a passage; `floor` is the first passage that may be a comment.
    """
    counted = _counted(seen, kinds)
    bits = [_bits(signs) for signs in counted]
    lines = [at for at in range(floor, len(seen)) if counted[at]["byline"]]
    if not lines:
        return None
    if len(lines) == 1 and sum(max(0.0, value) for value in bits[floor:]) - bits[lines[0]] < 1.0:
        return None
    first = lines[0]
    because = f"from here on lines that name a writer and a time, such as “{seen[first].text[:60]}”"
    if _stand_under(seen, lines):
        first = _first_above(bits, lines, floor)
    return Change(first, because)


def _stand_under(seen: Sequence[Excerpt], lines: Sequence[int]) -> bool:
    """Do these lines stand under the comments they belong to, and not above them?"""
    return lines[-1] == len(seen) - 1 and not _SAYS.search(seen[lines[0]].text) and not (len(lines) > 1 and lines[1] == lines[0] + 1)


def _first_above(bits: Sequence[float], lines: Sequence[int], floor: int) -> int:
    """Where the comment above the first line begins: one passage up, or as many as speak more for a reader than the main text does."""
    longest = max((after - before for before, after in zip(lines, lines[1:], strict=False)), default=2)
    first = max(lines[0] - 1, floor, 1)
    usual = sum(bits[:first]) / first
    while first > max(floor, 1, lines[0] - longest) and bits[first - 1] > max(0.5, usual + 0.5):
        first -= 1
    return first


def _bits(signs: Counter[str]) -> float:
    return sum(_signs()[sign].bits * min(count, _signs()[sign].most) for sign, count in signs.items())


def by_voice(seen: Sequence[Excerpt], kinds: Sequence[str], seams: frozenset[int], floor: int) -> Change | None:
    """The change where what follows differs most from what goes before, in standard errors; None if it does not differ enough."""
    counted = _counted(seen, kinds)
    bits = [_bits(signs) for signs in counted]
    speaks = [kind not in ("boilerplate", "heading", "quote", "social", "transcript") for kind in kinds]
    values = [max(-2.0, min(4.0, value)) if own else 0.0 for value, own in zip(bits, speaks, strict=True)]
    n, total, squares = sum(speaks), sum(values), sum(value * value for value in values)
    best, first, stat = 0.0, None, ()
    n_after, after = 0, 0.0
    for at in range(len(seen) - 1, floor - 1, -1):
        n_after += speaks[at]
        after += values[at]
        n_before = n - n_after
        if not speaks[at] or n_before < 2:
            continue
        mean_after, mean_before = after / n_after, (total - after) / n_before
        within = squares - n_after * mean_after**2 - n_before * mean_before**2
        spread = max(1.0, within / n) ** 0.5
        z = (mean_after - mean_before) * (n_after * n_before / n) ** 0.5 / spread + (1.0 if at in seams else 0.0)
        if z > best:
            best, first = z, at
            stat = (
                z,
                at,
                len(seen),
                sum(any(sign in DISTINCT for sign in signs) for signs in counted[at:]),
                n_before,
                n_after,
                mean_before,
                mean_after,
                at in seams,
            )
    if first is None:
        return None
    STATS.append(stat)
    if not accept(*stat):
        return None
    return Change(first, f"change of voice from here: {_named(counted[first:])}")


def accept(z, at, length, distinct, n_before, n_after, mean_before, mean_after, seam):
    return z >= 3.0 and mean_after >= 0.5 and distinct >= 2


STATS: list = []
DISTINCT = frozenset(
    [
        "praise",
        "about the piece",
        "address",
        "lower case",
        "informal",
        "smiley",
        "short remark",
        "repeats",
        "no full stop",
        "hashtag",
        "handle",
        "shouting",
    ]
)


def _prose_before(seen: Sequence[Excerpt], kinds: Sequence[str]) -> list[int]:
    """For each passage the number of the author's own passages before it."""
    counts = [0]
    for excerpt, kind in zip(seen, kinds, strict=True):
        counts.append(counts[-1] + (kind not in ("boilerplate", "heading") and len(excerpt.words) >= _SHORT_REMARK))
    return counts


def _named(counted: Sequence[Counter[str]]) -> str:
    """The three signs that weigh most, in words."""
    total: Counter[str] = Counter()
    for signs in counted:
        for sign, count in signs.items():
            weight = _signs()[sign]
            if weight.bits > 0:
                total[sign] += round(100 * weight.bits * min(count, weight.most))
    return ", ".join(sign for sign, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:3]) or "nothing of the author's"


def _counted(seen: Sequence[Excerpt], kinds: Sequence[str]) -> list[Counter[str]]:
    """How often each sign occurs in each passage; none in what is known to be something else."""
    out: list[Counter[str]] = []
    said: set[tuple[str, ...]] = set()
    head = True
    for at, (excerpt, kind) in enumerate(zip(seen, kinds, strict=True)):
        if kind in ("transcript", "quote", "social", "boilerplate"):
            out.append(Counter())
        else:
            signs = signs_of(excerpt, said)
            if head or kind == "heading":
                signs.pop("byline", None)
            elif at and signs["byline"] and _is_name(seen[at - 1]):
                out[at - 1]["byline"] += 1
            out.append(signs)
        head = head and len(excerpt.words) < _BODY
        lower = [word.lower for word in excerpt.words]
        said.update(zip(lower, lower[1:], lower[2:], strict=False))
    _add_dated(seen, out)
    return out


def _add_dated(seen: Sequence[Excerpt], counted: Sequence[Counter[str]]) -> None:
    """Dated lines without a time of day are bylines where several stand between passages that speak for a reader."""
    dated = [at for at in range(1, len(seen) - 1) if counted[at] and not counted[at]["byline"] and is_dated(seen[at])]
    dated = [at for at in dated if _bits(counted[at + 1]) > 0 or _bits(counted[at - 1]) > 0]
    if len(dated) >= 2:
        for at in dated:
            counted[at]["byline"] = 1
            if at + 1 not in dated and _is_name(seen[at - 1]):
                counted[at - 1]["byline"] += 1


def _is_name(excerpt: Excerpt) -> bool:
    return 0 < len(excerpt.words) <= 5 and excerpt.text[-1] not in '.!?…:”"'


def signs_of(excerpt: Excerpt, said: set[tuple[str, ...]]) -> Counter[str]:
    """The signs in one passage; `said` holds three words in a row of what stands above.

    >>> from scoring.model import Block
    >>> from scoring.reading.excerpts import excerpt
    >>> text = "lol, I think you mean the OTHER harbour"
    >>> sorted(signs_of(excerpt(text, Block(start=0, stop=len(text))), set()))[:4]
    ['about the piece', 'first person', 'informal', 'lower case']
    """
    text, words = excerpt.text, excerpt.words
    signs: Counter[str] = Counter()
    for found in _register().found(text, words):
        sign = found.row["sign"]
        if sign != "reply opener" or found.first == 0:
            signs[sign] += 1
    for word in words:
        if word.lower in _FIRST:
            signs["first person"] += 1
        elif word.lower in _SECOND:
            signs["second person"] += 1
    signs["question"] = text.count("?")
    signs["exclamation"] = text.count("!")
    signs["ellipsis"] = text.count("…") + text.count("...")
    signs["smiley"] = sum(1 for _ in _SMILEY.finditer(text))
    signs["byline"] = is_byline(excerpt)
    signs["hashtag"] = text.startswith("#")
    signs["address"] = text.startswith("@")
    signs["lower case"] = len(words) >= 3 and text[0].islower()
    signs["no full stop"] = len(words) >= 10 and text[-1].isalnum()
    signs["short remark"] = 0 < len(words) <= _SHORT_REMARK and text[-1] in ".!?…"
    signs["shouting"] = _shouts(words)
    if text[0] in _OPENING_QUOTES and 3 <= len(words) <= 40:
        first = [word.lower for word in words[:3]]
        signs["repeats"] = tuple(first) in said
    signs["attribution"] = signs["report"] > 0 and any(quote in text for quote in '”"')
    signs = +signs
    if not any(_signs()[sign].bits > 0 for sign in signs):
        signs["plain"] = 1
    return signs


_FIRST = frozenset(["i", "i'm", "i've", "i'd", "i'll", "my", "me", "myself"])
_SECOND = frozenset(["you", "your", "you're", "you've", "you'll"])


def _shouts(words: Sequence[Word]) -> int:
    """Runs of words in capitals, eight letters and more together: a single one may be an abbreviation."""
    runs = letters = 0
    for word in [*words, None]:
        if word is not None and word.text.isupper() and len(word.text) > 1:
            letters += len(word.text)
        else:
            runs += letters >= 8
            letters = 0
    return runs


def is_byline(excerpt: Excerpt) -> bool:
    """Is it a line that names who wrote a comment and when?

    >>> from scoring.model import Block
    >>> from scoring.reading.excerpts import excerpt
    >>> [is_byline(excerpt(t, Block(start=0, stop=len(t)))) for t in ("Ann B. says:", "Ann, May 3rd, 2021 at 9:14 am", "On 3 May 2021 it rained.")]
    [True, True, False]
    """
    words = excerpt.words
    if not 0 < len(words) <= _BYLINE:
        return False
    text = excerpt.text
    says = _SAYS.search(text)
    if says and says.end() == len(text) and len(words) <= 9:
        return True
    if len(words) <= 12 and _AGO.search(text) and text[-1] not in ".!?":
        return True
    dated = _NUMERIC_DATE.search(text) or _DAY.search(text) or any(word.lower in _WEEKDAYS for word in words)
    return bool(dated and _CLOCK.search(text))


def is_dated(excerpt: Excerpt) -> bool:
    """Is it a short line with a date but no time of day: a comment's, if there are several, or a picture's, a paper's?"""
    return (
        0 < len(excerpt.words) <= 9
        and excerpt.text[-1] not in ".!?)"
        and not excerpt.text.startswith(("—", "–"))
        and _DAY.search(excerpt.text) is not None
    )
