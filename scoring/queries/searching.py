"""Full-text search over claims: the words of a search, and the tables in which a snapshot's words are looked up."""

from __future__ import annotations

import re
import unicodedata

import duckdb
import msgspec
import pyarrow as pa

from scoring.database import run
from scoring.errors import BadRequest
from scoring.files import statement
from scoring.words import lemma

MOST_WORDS = 32
"""Words of a search."""

_SPELLED = r"[0-9]+(?:[.,][0-9]+)+|[\p{L}\p{N}]+"
"""A number with its points, or letters and digits; as DuckDB has it."""

_TOKENS = re.compile(r"[0-9]+(?:[.,][0-9]+)+|[^\W_]+")
_QUOTED = re.compile(r'"([^"]*)"')


class Search(msgspec.Struct, frozen=True):
    """What must be found: every term, and each phrase as it is written, in any case."""

    terms: tuple[str, ...]
    phrases: tuple[str, ...]


def term(token: str) -> str:
    """The form in which a word is searched: its dictionary form, without case and accents.

    >>> term("Bridges"), term("Café"), term("1,500")
    ('bridge', 'cafe', '1,500')
    """
    bare = unicodedata.normalize("NFD", lemma(token.lower()))
    return "".join(character for character in bare if not unicodedata.combining(character))


def searched(written: str) -> Search:
    """A search as it is written: words of which all must occur, in any form; in quotation marks as they stand.

    >>> searched('the bridges "was closed"')
    Search(terms=('the', 'bridge', 'be', 'close'), phrases=('was closed',))
    """
    terms = tuple(dict.fromkeys(map(term, _TOKENS.findall(written))))
    if not terms:
        raise BadRequest("search: there is no word in it")
    if len(terms) > MOST_WORDS:
        raise BadRequest(f"search: {len(terms)} words are more than {MOST_WORDS}")
    phrases = tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in _QUOTED.findall(written) if phrase.strip()))
    return Search(terms, phrases)


def index(con: duckdb.DuckDBPyConnection) -> None:
    """The tables that a search looks into, over the claims as they lie; they must not be moved any more."""
    run(con, "search/tokens", {"pattern": _SPELLED})
    tokens = [token for (token,) in con.execute(statement("search/vocabulary")).fetchall()]
    con.register("search_vocabulary", pa.table({"token": pa.array(tokens, pa.string()), "term": pa.array(map(term, tokens), pa.string())}))
    run(con, "search/terms")
    run(con, "search/postings")
    con.unregister("search_vocabulary")
    con.execute("drop table search_tokens")
