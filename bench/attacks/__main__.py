"""Writes docs/attacks.md: `.venv/bin/python -m bench.attacks`."""

from __future__ import annotations

from pathlib import Path

from bench.attacks import BOUND, MANY, NUMBERS, Moved, all_tried, stories
from bench.results import table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "attacks.md"
HEAD = """# Attacks

Made by `.venv/bin/python -m bench.attacks`; do not edit. {stories} invented stories (bench/attacks/), each with a claim that two
established publishers report, a rumour of one blog, a guess, and denials. The attacker writes documents under names that nobody knows,
and comments under those of others: {numbers} for each target, copies {many} too. *Up* aims at the rumour, *down* at the
reported claim (copies of a denial are a flood of denials); hedge stripping at the guess.

Each cell: the greatest move of the target's score over all stories / the share of targets that move by more than {bound} / the share
of targets for which a count of documents changes its mind (more than half of those for or against it are for it). The count reads
without error; who spoke, and what was copied, is all that it does not ask.

Not in the table: floods that would hide an established denial or part those who agree, which tests/judging/test_attacks.py holds
([method.md](method.md#adversaries)).
"""
OWN = """
## What the attackers' own pages get

A score is of a claim as it stands in a document. Above is what happens to the claims of others; this is the best score that the same words,
or words that say the same, get in a page of the attacker's, with {most} documents. It is bounded by nothing above: a claim that
somebody makes up and puts into a named official's mouth is scored as what it looks like, said on the record in an unknown document.
"""
COPIES = """
## Many copies

The greatest difference between what {many} copies and {few} do to a score is {difference:.4f}; 0.01 is promised.
"""


def page() -> str:
    """The page with its tables."""
    at = {(name, direction, n): moved for name, direction, n, moved in all_tried()}
    tried = list(dict.fromkeys((name, direction) for name, direction, _ in at))
    rows = [(f"{name}, {direction}", *(_cell(at.get((name, direction, n))) for n in (*NUMBERS, MANY))) for name, direction in tried]
    own = [
        (name, f"{max(m.before for m in moved):.3f}", _best([m.own for m in moved]))
        for (name, direction) in tried
        if direction == "up" and (moved := at[name, direction, NUMBERS[-1]])
    ]
    few, many = NUMBERS[0], MANY
    difference = max(
        abs(a.after - b.after)
        for name, direction in tried
        if name == "copies"
        for a, b in zip(at[name, direction, few], at[name, direction, many], strict=True)
    )
    return "\n".join(
        (
            HEAD.format(stories=len(stories()), numbers=", ".join(f"{n:,}" for n in NUMBERS), bound=BOUND, many=f"{MANY:,}"),
            table(("attack", *(f"{n:,} documents" for n in (*NUMBERS, MANY))), rows),
            COPIES.format(many=f"{many:,}", few=few, difference=difference),
            OWN.strip().format(most=NUMBERS[-1]),
            "",
            table(("attack", "best target before", "best of the attacker's own"), own),
            "",
        )
    )


def _cell(moved: list[Moved] | None) -> str:
    if moved is None:
        return "not tried"
    by, won, flipped = max(m.by for m in moved), sum(m.by > BOUND for m in moved), sum(m.count_flips for m in moved)
    return f"{by:.3f} / {won / len(moved):.0%} / {flipped / len(moved):.0%}"


def _best(scores: list[float | None]) -> str:
    rated = [score for score in scores if score is not None]
    return f"{max(rated):.3f}" if rated else "none"


if __name__ == "__main__":
    text = page()
    PAGE.write_text(text, encoding="utf-8")
    print(text)
