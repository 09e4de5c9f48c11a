"""Writes docs/distortions.md: `.venv/bin/python -m bench.distortions`."""

from __future__ import annotations

from pathlib import Path

from bench.distortions import FAITHFUL, HALVES, Tally, support, tallies
from bench.results import table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "distortions.md"
HEAD = """# Distorted claims

Made by `.venv/bin/python -m bench.distortions`; do not edit. Claims about invented people and places, in paraphrases that keep what
they say and in distortions that change one thing (bench/distortions/). A paraphrase should count as support; a distortion never, since
support would then go to what nobody said. The rules of comparison were written with an eye on the first half; the second was
written before anybody saw how they answer, and no rule was written after looking at it.

Each cell: how many count as support, how many are said to contradict, of how many.
"""


def page() -> str:
    """The page with its table."""
    found = [tallies(half) for half in HALVES]
    kinds = [kind for kind in found[0] if kind != FAITHFUL]
    rows = [(kind, *(_cell(half[kind]) for half in found)) for kind in (*kinds, FAITHFUL)]
    shares = [support(half) for half in found]
    rows.append(("distortions that count as support", *(f"{distorted:.1f} %" for distorted, _ in shares)))
    rows.append(("paraphrases that count as support", *(f"{kept:.1f} %" for _, kept in shares)))
    return HEAD + "\n" + table(("what was changed", "first half", "blind half"), rows) + "\n"


def _cell(tally: Tally) -> str:
    return f"{tally.same} / {tally.contradicts} / {tally.pairs}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(page())
