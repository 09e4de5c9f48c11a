"""Figures of one page, and of many: what a tool read, against what the page says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bench.provenance.page import Sample
from bench.provenance.readers import MAIN, Answer, Said

SAME_COMMENT = 0.9
"""F1 of words from which on a comment found is taken for the one of the gold."""

_WORD = re.compile(r"\w+")

Share = tuple[float, float]
"""What was counted, of how many. Figures are shares of sums, but for the two F1, which are means over pages."""

MEASURES = {
    "comments": "words read as comments, against the words of comments; mean over pages with comments",
    "main": "words read as main text, quotation, transcript or post, against the words of those; mean over pages",
    "comments as main": "words of comments that are read as main text",
    "main as comments": "words of the main text that are read as comments",
    "given comments": "pages without comments that are given some",
    "counted": "pages with comments on which as many are found as there are",
    "parted": "comments found as one, whole and apart from others (F1 of words from 0.9)",
    "author": "comments so found whose author is right, of all whose author the page names",
    "depth": "comments so found whose depth among answers is right, on pages with answers to comments",
    "hidden": "hidden words read as claims (trafilatura: extracted)",
    "bylines": "words of names and dates read as claims (trafilatura: extracted)",
    "furniture": "words of menus, forms, widgets and advertisements read as claims (trafilatura: extracted)",
}
WORSE_WHEN_HIGH = frozenset({"comments as main", "main as comments", "given comments", "hidden", "bylines", "furniture"})


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def f1(found: Counter[str], wanted: Counter[str]) -> float:
    common = sum((found & wanted).values())
    return 2 * common / (sum(found.values()) + sum(wanted.values())) if common else 0.0


def figures(page: Sample, answer: Answer) -> dict[str, Share]:
    """The measures that apply to this page.

    Headlines, names and dates count neither for nor against a tool, wherever it puts them.
    """
    gold = {
        section: words(" ".join(p.text for p in page.passages if p.section == section)) for section in {p.section for p in page.passages}
    }
    nothing: Counter[str] = Counter()
    neutral = gold.get("headline", nothing) + gold.get("byline", nothing)
    main = sum((gold.get(section, nothing) for section in MAIN), Counter())
    comments = gold.get("comment", nothing)
    read_main = _without(words(answer.main), main, neutral)
    read_comments = _without(words(" ".join(said.text for said in answer.comments)), comments, neutral)
    out: dict[str, Share] = {}
    if main:
        out["main"] = (f1(read_main, main), 1)
        out["main as comments"] = (_common(read_comments - comments, main), sum(main.values()))
    if comments:
        out["comments"] = (f1(read_comments, comments), 1)
        out["comments as main"] = (_common(read_main - main, comments), sum(comments.values()))
        out |= _parted(page, answer.comments, neutral)
    else:
        out["given comments"] = (float(any(words(said.text) for said in answer.comments)), 1)
    shown = sum((part for section, part in gold.items() if section != "hidden"), Counter())
    claimed = words(answer.claims)
    if hidden := gold.get("hidden", nothing) - shown:
        out["hidden"] = (_common(claimed - shown, hidden), sum(hidden.values()))
    furniture = gold.get("boilerplate", nothing)
    if furniture:
        out["furniture"] = (_common(claimed - main - comments - neutral, furniture), sum(furniture.values()))
    bylines = gold.get("byline", nothing)
    if bylines:
        out["bylines"] = (_common(claimed - main - comments - gold.get("headline", nothing) - furniture, bylines), sum(bylines.values()))
    return out


def _without(found: Counter[str], wanted: Counter[str], neutral: Counter[str]) -> Counter[str]:
    """The words found, less neutral ones beyond what is wanted."""
    return (found & wanted) + ((found - wanted) - neutral)


def _common(one: Counter[str], other: Counter[str]) -> float:
    return float(sum((one & other).values()))


def _parted(page: Sample, found: Sequence[Said], neutral: Counter[str]) -> dict[str, Share]:
    """How many comments of the gold are found as one, with their author and depth; a name or date left in the words is no fault here."""
    texts: dict[int, list[str]] = {}
    first = {}
    for passage in page.passages:
        if passage.comment is not None:
            texts.setdefault(passage.comment, []).append(passage.text)
            first[passage.comment] = passage
    named = " \n ".join(p.text for p in page.passages if p.section == "byline")
    free = list(found)
    bags = [words(said.text) for said in found]
    least = min((said.depth for said in found if said.depth is not None), default=0)
    parted = authors = depths = 0
    visible = sum(passage.author is not None and passage.author in named for passage in first.values())
    for number, parts in texts.items():
        wanted = words(" ".join(parts))
        alike = [f1(_without(bag, wanted, neutral), wanted) for bag in bags]
        best = max(range(len(free)), key=alike.__getitem__, default=None)
        if best is None or alike[best] < SAME_COMMENT:
            continue
        said, passage = free.pop(best), first[number]
        bags.pop(best)
        parted += 1
        authors += passage.author is not None and passage.author in named and _same_name(said.author, passage.author)
        depths += said.depth is not None and said.depth - least == passage.depth
    out: dict[str, Share] = {"counted": (float(len(found) == len(texts)), 1), "parted": (parted, len(texts))}
    if visible:
        out["author"] = (authors, visible)
    if any(passage.depth for passage in first.values()):
        out["depth"] = (depths, len(first))
    return out


def _same_name(one: str | None, other: str) -> bool:
    return one is not None and " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def summed(of_pages: Iterable[dict[str, Share]]) -> dict[str, float]:
    """The percentages of many pages together; a measure that applies to none of them is missing."""
    totals: dict[str, list[float]] = {}
    for one in of_pages:
        for name, (counted, of) in one.items():
            total = totals.setdefault(name, [0.0, 0.0])
            total[0] += counted
            total[1] += of
    return {name: 100 * totals[name][0] / totals[name][1] for name in MEASURES if name in totals}
