"""Other libraries that find pairs of texts that say the same, on the claims of bench/events.py: each gives pairs of places in the list.

What each is asked is what its documentation shows, with the threshold of a few tried on ten thousand claims that gave the best F1.
"""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from bench.events import Told, told

Pairs = set[tuple[int, int]]

_SHINGLE = 5
"""Letters of a shingle: with so many a word with a typing error is still found."""
_PERMUTATIONS, _BANDS = 128, 32
_ALIKE = 0.45
"""Share of shingles from which rensa's pairs count."""
_RARE = 3
"""A claim's rarest words, under which splink compares it with others."""
_PROBABLE = 0.999
"""Probability from which splink's pairs count."""


class Peer(NamedTuple):
    """How one library did."""

    name: str
    claims: int
    seconds: float
    """By the clock, from texts to pairs."""
    memory: float
    """The most that its process had, in GB."""
    pairs: int
    recall: float
    precision: float


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def rensa(texts: Sequence[str]) -> Pairs:
    """MinHash of five-letter shingles, bands, and the estimated share of shingles."""
    from rensa import RMinHash, RMinHashLSH

    shingles = [{text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)} for text in map(str.lower, texts)]
    hashes = RMinHash.from_token_sets([sorted(each) for each in shingles], num_perm=_PERMUTATIONS, seed=42)
    index = RMinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    index.insert_many(hashes)
    return {
        (one, other)
        for one, found in enumerate(index.query_all(hashes))
        for other in found
        if one < other and hashes[one].jaccard(hashes[other]) >= _ALIKE
    }


def splink(texts: Sequence[str]) -> Pairs:
    """Claims that share one of their rarest words, compared by their words and letters, with weights that splink estimates."""
    import pyarrow as pa
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as compared

    words = [_words(text) for text in texts]
    told_in = Counter(word for each in words for word in set(each))
    rarest = [sorted(set(each), key=lambda word: (told_in[word], word))[:_RARE] for each in words]
    numbers = [" ".join(sorted(word for word in each if word.isdigit())) for each in words]
    rows = pa.table({"unique_id": range(len(texts)), "text": texts, "words": words, "rare": rarest, "numbers": numbers})
    rows = rows.append_column("rarest", pa.array([each[0] for each in rarest]))
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on("rare", arrays_to_explode=["rare"])],
        comparisons=[
            compared.ArrayIntersectAtSizes("words", [12, 10, 8, 6]),
            compared.JaccardAtThresholds("text", [0.95, 0.9, 0.8]),
            compared.LevenshteinAtThresholds("text", [5, 20, 40]),
            compared.ExactMatch("numbers"),
        ],
    )
    api = DuckDBAPI()
    linker = Linker(api.register(rows), settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=2e4, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("rarest"))
    found = linker.inference.predict(threshold_match_probability=_PROBABLE).as_duckdbpyrelation()
    return {(min(pair), max(pair)) for pair in found.select("unique_id_l, unique_id_r").fetchall()}


def _true(claims: Sequence[Told]) -> Iterator[tuple[int, int]]:
    places = defaultdict(list)
    for at, claim in enumerate(claims):
        places[claim.event].append(at)
    for each in places.values():
        yield from combinations(each, 2)


def _most_memory() -> float:
    """The most that this process has had, in GB; `getrusage` would count in what the process that started it had."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1e6


def _measured(find: Callable[[Sequence[str]], Pairs], size: int) -> Peer:
    claims = list(told(size))
    begun = time.perf_counter()
    found = find([claim.text for claim in claims])
    took = time.perf_counter() - begun
    memory = _most_memory()
    true = set(_true(claims))
    right = len(found & true)
    return Peer(find.__name__, len(claims), took, memory, len(found), right / len(true), right / len(found))


def peers(sizes: Sequence[int]) -> Iterator[Peer]:
    """Each library at each size, in a process of its own, so that its memory can be told."""
    for size in sizes:
        for find in (rensa, splink):
            with get_context("spawn").Pool(1) as pool:
                yield pool.apply(_measured, (find, size))
