"""What tables are printed on: the terminal, or a file as wide as a page; and how a range of probability is written there."""

from __future__ import annotations

import sys

from rich.console import Console

from scoring.model import Mention, QuotedMention

WIDTH = 120
"""Columns where there is no terminal to ask."""


def paper() -> Console:
    """Standard output; names in square brackets stay as they are, nothing is highlighted."""
    width = None if sys.stdout.isatty() else WIDTH
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False, soft_wrap=False)


def in_range(mention: Mention | QuotedMention) -> str:
    """The range that a verbal probability stands for, to be written behind it; empty for any other cue.

    >>> in_range(Mention(start=0, stop=6, kind="epistemic", cue="likely", holder="author", certainty=0.6, low=0.55, high=0.8))
    ' 55–80 %'
    """
    if mention.low is None or mention.high is None:
        return ""
    return f" {100 * mention.low:.0f}–{100 * mention.high:.0f} %"
