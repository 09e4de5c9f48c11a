"""Full-text search: the words of a search, and the tables in which they are looked up."""

from __future__ import annotations

import re

import msgspec

from scoring.errors import BadRequest
from scoring.words import lemma, words

MOST_WORDS = 32
"""Words of a search."""

_QUOTED = re.compile(r'"([^"]*)"')


class Search(msgspec.Struct, frozen=True):
    """What must be found: every term in its dictionary form, and each phrase as it is written, in any case."""

    terms: tuple[str, ...]
    phrases: tuple[str, ...]


def searched(written: str) -> Search:
    """A search as it is written: words of which all must occur, in any form; in quotation marks as they stand.

    >>> searched('the bridges "was closed"')
    Search(terms=('the', 'bridge', 'be', 'close'), phrases=('was closed',))
    """
    terms = tuple(dict.fromkeys(lemma(word.lower) for word in words(written)))
    if not terms:
        raise BadRequest("search: there is no word in it")
    if len(terms) > MOST_WORDS:
        raise BadRequest(f"search: {len(terms)} words are more than {MOST_WORDS}")
    phrases = tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in _QUOTED.findall(written) if phrase.strip()))
    return Search(terms, phrases)
