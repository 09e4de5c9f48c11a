"""What tables are printed on: the terminal, or a file as wide as a page."""

from __future__ import annotations

import sys

from rich.console import Console

WIDTH = 120
"""Columns where there is no terminal to ask."""


def paper() -> Console:
    """Standard output; names in square brackets stay as they are, nothing is highlighted."""
    width = None if sys.stdout.isatty() else WIDTH
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False, soft_wrap=False)
