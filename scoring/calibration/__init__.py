"""Scores beside the truth of claims, where somebody knows it: how well they fit, what each rule does, which weights would fit better."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pyarrow as pa

from scoring.batch import documents_table, parse_batch, score_batch
from scoring.calibration.labels import Label, by_words, examples, plain
from scoring.calibration.measures import Example, Fit, RuleFigures, fit, rule_figures
from scoring.calibration.world import Assumptions, Told, World, world
from scoring.errors import BadRequest
from scoring.files import ruleset_id, seed

BATCH = 200
"""Documents of a world that are read together."""


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """How well the scores in force fit labelled claims, and what each rule does on them."""

    ruleset_id: str
    labelled: int
    coverage: float
    """The share of labelled claims that is rated."""
    fit: Fit
    rules: list[RuleFigures]


def quality(found: list[Example], unrated: int) -> Quality:
    """The figures of labelled claims; `unrated` is how many more were labelled and have no score. Raises BadRequest if none has one."""
    if not found:
        raise BadRequest(f"none of the {unrated} labelled claims is rated: label claims that have a score")
    return Quality(
        ruleset_id=ruleset_id(),
        labelled=len(found) + unrated,
        coverage=round(len(found) / (len(found) + unrated), 6),
        fit=fit([example.score for example in found], [example.true for example in found]),
        rules=rule_figures(found, seed("rules")),
    )


def judged(documents: World) -> dict[str, pa.Table]:
    """A world's documents read and scored as any others are."""
    received = documents.documents
    parts = [parse_batch(documents_table(received[at : at + BATCH])) for at in range(0, len(received), BATCH)]
    return score_batch(pa.concat_tables(parts))


def told_examples(tables: Mapping[str, pa.Table], told: list[Told]) -> list[tuple[Told, Example]]:
    """What a world tells beside the claims that were read in it, as far as they are rated; the same words in a document count once."""
    ids = by_words(tables["claims"].select(["document_id", "document_name", "start", "text", "claim_id"]).to_pylist())
    read = {ids[key]: one for one in reversed(told) if (key := (one.document_name, plain(one.text))) in ids}
    found, _ = examples(tables, [Label(one.document_name, one.true, claim_id) for claim_id, one in read.items()])
    return [(read[example.claim_id], example) for example in found]


def quality_of_world(assumed: Assumptions, seed_of_world: int = 1) -> Quality:
    """The figures of a generated world."""
    made = world(assumed, seed_of_world)
    pairs = told_examples(judged(made), made.told)
    labelled = len({(one.document_name, one.text) for one in made.told})
    return quality([example for _, example in pairs], labelled - len(pairs))
