"""The figures as a page: docs/provenance-benchmark.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.provenance.measures import MEASURES, WORSE_WHEN_HIGH, Share, figures, summed
from bench.provenance.page import Sample
from bench.provenance.readers import Answer
from bench.provenance.samples import FORUMS, SYSTEMS, TEXTS
from bench.provenance.story import TRAPS

CLOSE = 1.0
"""Percentage points below which two tools count as equally good."""

COLUMNS = {
    "comments": "comments F1",
    "main": "main F1",
    "comments as main": "comment words as main",
    "main as comments": "main words as comments",
    "given comments": "given comments, has none",
    "counted": "counted right",
    "parted": "parted right",
    "author": "author right",
    "depth": "depth right",
    "hidden": "hidden words as claims",
    "bylines": "byline words as claims",
    "furniture": "furniture words as claims",
}

_OF_SYSTEMS = ("comments", "main", "comments as main", "given comments", "counted", "parted", "author", "depth")

_OF_TRAPS = ("comments", "main", "comments as main", "main as comments", "given comments", "hidden", "furniture")
_COMPARED = tuple(name for name in MEASURES if name not in ("author", "depth", "bylines"))
"""Whoever misses the comments misses their names and dates too."""


class Reader(NamedTuple):
    """A tool with its answers, None for pages it does not read."""

    name: str
    answers: Sequence[Answer | None]


class Result(NamedTuple):
    """The figures of one tool, a page each."""

    name: str
    figures: list[dict[str, Share]]


def results(pages: Sequence[Sample], readers: Sequence[Reader]) -> list[Result]:
    return [
        Result(reader.name, [figures(page, answer) if answer else {} for page, answer in zip(pages, reader.answers, strict=True)])
        for reader in readers
    ]


def page(pages: Sequence[Sample], found: Sequence[Result], seed: int, versions: str) -> str:
    """The whole page in Markdown; equal input gives equal bytes."""
    words = sum(len(p.text.split()) for sample in pages for p in sample.passages)
    comments = sum(len({p.comment for p in sample.passages if p.comment}) for sample in pages)
    traps = [trap for trap in TRAPS if any(sample.trap == trap for sample in pages)]
    return "\n".join(
        [
            "# Provenance benchmark",
            "",
            "Who said it: the article, a reader, a menu, or somebody who hides?",
            "Made by `.venv/bin/python -m bench.provenance`; do not edit.",
            "",
            f"{len(pages)} invented pages with {comments:,} comments and {words:,} words, seed {seed}. {versions}",
            "",
            "## Figures",
            "",
            "Percent. ↓: less is better.",
            "",
            *_overall(pages, found),
            "",
            "What each line counts:",
            "",
            *(f"- **{COLUMNS[name]}**: {meaning}." for name, meaning in MEASURES.items()),
            "",
            "## By system",
            "",
            f"Each cell: {' / '.join(result.name for result in found)}. In forums (Discourse to MediaWiki) the first post is",
            "the main text.",
            "",
            *_table(
                "system", SYSTEMS, ("comments", "main", "comments as main", "parted", "author", "depth"), pages, found, lambda p: p.system
            ),
            "",
            "## By trap",
            "",
            "HTML pages only; each page has one trap at most.",
            "",
            *_table(
                "trap",
                traps,
                _OF_TRAPS,
                [p for p in pages if p.form == "html"],
                [Result(r.name, [f for f, p in zip(r.figures, pages, strict=True) if p.form == "html"]) for r in found],
                lambda p: p.trap,
            ),
            "",
            *(f"- **{trap}**: {TRAPS[trap]}." for trap in traps),
            "",
            "## Where Credibly is behind",
            "",
            f"By more than {CLOSE:.0f} point on HTML pages; bylines apart, since a tool that misses the comments misses their names too.",
            "",
            *_behind(pages, found),
            "",
            _METHOD,
        ]
    )


def _overall(pages: Sequence[Sample], found: Sequence[Result]) -> list[str]:
    columns = [(f"{result.name}, HTML", result, "html") for result in found]
    columns += [(f"{found[0].name}, text and Markdown", found[0], "text")]
    lines = [f"| | {' | '.join(name for name, _, _ in columns)} |", "|---|" + "---:|" * len(columns)]
    sums = [
        summed(f for f, p in zip(result.figures, pages, strict=True) if (p.form == "html") == (form == "html"))
        for _, result, form in columns
    ]
    for name, title in COLUMNS.items():
        mark = " ↓" if name in WORSE_WHEN_HIGH else ""
        lines.append(f"| {title}{mark} | {' | '.join(_shown(one, name) for one in sums)} |")
    return lines


def _table(
    title: str, rows: Sequence[str], names: Sequence[str], pages: Sequence[Sample], found: Sequence[Result], group: Callable[[Sample], str]
) -> list[str]:
    heads = [COLUMNS[name] + (" ↓" if name in WORSE_WHEN_HIGH else "") for name in names]
    lines = [f"| {title} | {' | '.join(heads)} |", "|---|" + "---:|" * len(names)]
    for row in rows:
        sums = [summed(f for f, p in zip(result.figures, pages, strict=True) if group(p) == row) for result in found]
        lines.append(f"| {row} | {' | '.join(' / '.join(_shown(one, name) for one in sums) for name in names)} |")
    return lines


def _shown(figures: dict[str, float], name: str) -> str:
    return f"{figures[name]:.1f}" if name in figures else "–"


def _behind(pages: Sequence[Sample], found: Sequence[Result]) -> list[str]:
    """Systems and traps in which another tool is better by more than a point, on any measure that can be compared."""
    mine, *others = found
    lines = []
    for other in others:
        for kind, rows in (("system", SYSTEMS), ("trap", tuple(TRAPS))):
            for row in rows:
                at = [n for n, p in enumerate(pages) if row == (p.system if kind == "system" else p.trap) and p.form == "html"]
                one, two = (summed(result.figures[n] for n in at) for result in (mine, other))
                worse = [
                    f"{COLUMNS[name]} {one[name]:.1f} against {two[name]:.1f}"
                    for name in _COMPARED
                    if name in one and name in two and (one[name] - two[name]) * (-1 if name in WORSE_WHEN_HIGH else 1) < -CLOSE
                ]
                if worse:
                    lines.append(f"- {kind} *{row}*, {other.name}: {'; '.join(worse)}.")
    return lines or ["Nowhere by more than a point, among the tools that were measured."]


_METHOD = f"""## Method

- **Pages.** Each of {len(SYSTEMS)} systems ({len(FORUMS)} of them forum engines, {len(TEXTS)} without HTML) meets each trap
  that it can hold. The markup follows what these systems are known to send, written from memory of their public templates and varied:
  themes, nesting, wrappers, class suffixes, menus, sidebars, what stands between article and comments. No page of the web was copied.
- **Prose.** A grammar of some 280 sentences in six registers (news, blog, first posts, short comments, answers, letters) about invented
  towns and people; each page has a world of its own, and within it no sentence is used twice before all are used up.
- **Gold.** The generator notes each stretch of words with its section, and for comments number, author, depth and time, as it writes them.
  Headlines, names and dates are neutral: no tool is praised or blamed for where it puts them, except under *byline words as claims*.
- **F1** compares bags of words, so that neither white space nor order matters. *Parted right* asks that one comment found has the words
  of one comment of the page.
- **Credibly** is called as `credibly annotate --jsonl`, with the page's address and nothing else. **trafilatura** is called with its
  default settings: `extract(include_comments=False)` for the main text, `bare_extraction(include_comments=True).comments` for the
  comments. It does not part comments or name their authors; each line of its comments is taken for one. It reads no plain text.

## Measure another tool

```sh
.venv/bin/python -m bench.provenance --write pages                   # one file a page, with its gold beside it as JSON
.venv/bin/python -m bench.provenance --answers mytool=mytool.jsonl   # a line a page, measured beside Credibly
```

A line is `{{"id": "00-drupal-none", "main": "...", "comments": [{{"text": "...", "author": "...", "depth": 0}}]}}`.

## Known weaknesses

- The authors of the benchmark are the authors of Credibly. The figures show what breaks, and whether it breaks less than before; they are
  no estimate of how well either tool does on the web, where pages are longer, dirtier and more various.
- Templates come from memory: a system's older and newer versions differ from them, and services that load comments in frames are shown
  as a browser saves them, which a crawler does not see.
- The prose has few sentences to a register, all English; long letters and news share a manner that real readers and reporters do not.
- Traps are as frequent as ordinary pages. On the web most pages have none.
- One trap a page: combinations are not measured. A trap has one page of each system: a few points between two traps are chance.
- Comments that stand in page data only (JSON-LD, scripts) and are never shown are not part of it.
"""
