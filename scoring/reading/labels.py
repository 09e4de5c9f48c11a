"""Labels that name who speaks in a transcript: "Aide to the President Jane Roe: Colleagues, ...", "Q: ..."."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from scoring.files import seed
from scoring.names import canonical
from scoring.reading.leadins import lead_in_words
from scoring.words import fold, words

_LABEL = re.compile(r"[*_]{0,3}([A-Z][^:.?!“”\"\n]{0,100}|(?:Mr|Ms|Mrs|Dr|Gen|Sen)\.[^:.?!“”\"\n]{1,60})[*_]{0,3}:[*_]{0,3}\s")
_LONGEST_LABEL = 110
"""Characters of the longest that matches, marks of emphasis and all: few passages have a colon so near their beginning."""
_LONGEST_TURN = 5
"""Words in the label of an interview's turn; longer ones open statements."""


class Label(NamedTuple):
    """What stands before the colon, and the speaker it names: no titles, None for a bare question or answer."""

    text: str
    speaker: str | None

    @property
    def is_short(self) -> bool:
        return len(self.text.split()) <= _LONGEST_TURN


def label(text: str) -> Label | None:
    """The label that opens a passage, if its words are those of a name or an office.

    >>> label("Minister for Harbours Ann Lee: Good morning.")
    Label(text='Minister for Harbours Ann Lee', speaker='Ann Lee')
    >>> label("What we know so far: little.")
    """
    match = _LABEL.match(text) if text.find(":", 0, _LONGEST_LABEL) > 0 else None
    if not match:
        return None
    named = match[1].strip("*_ ")
    tokens = words(named)
    if not all(token.text[0].isupper() or token.text[0].isdigit() or token.lower in lead_in_words("inside a name") for token in tokens):
        return None
    return Label(named, _speaker(named))


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["word"] for row in seed("titles") if row["kind"] == "title")


@lru_cache(maxsize=4096)
def _speaker(named: str) -> str | None:
    """The name in a label: what is left when the offices before it go, whichever of them takes most away."""
    if fold(named) in lead_in_words("turn"):
        return None
    starts = [0, *(word.start for word in words(named) if word.lower in _titles())]
    return min((canonical(named[start:]) for start in starts), key=lambda name: (len(name), name))
