"""Weights of rules from labelled claims: logistic regression on the rules' strengths, held towards the weights in force."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256

import msgspec

from scoring.calibration.likeliest import ANY, Bounds, Fitting, Row, Rule, probability, within
from scoring.calibration.measures import Example, Fit, fit
from scoring.errors import BadRequest
from scoring.files import seed, seeds_folder

FOLDS = 5
PENALTY = 1.0
"""How strongly a weight is held to the one in force: as by so much of a squared bit, halved, beside the log likelihood in nats."""
LEAST_OF_A_KIND = 20
"""Claims of each label. With fewer the weights would say more of the draw than of the rules."""
SIDED = ("hedging", "record", "corroboration", "contradiction", "unknown")
"""Families whose weights keep their side whatever the labels say: further support never lowers a claim, a hedge or a poor record never
raises one."""
HELD = ("echoed", "disputed")
"""Rules whose weight is a bound against floods (docs/method.md), no estimate: labels of calm times may lower it, never raise it."""
FEWEST = 10
"""A rule that fired on fewer labelled claims keeps its weight."""


class Refitted(msgspec.Struct, frozen=True, kw_only=True):
    """One rule's weight before and after."""

    rule_id: str
    family: str
    before: float
    after: float
    claims: int
    """Labelled claims on which it fired."""


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """New weights, and how well scores fit the labels with the old ones and, cross-validated, with new ones."""

    rules: list[Refitted]
    folds: int
    groups: int
    before: Fit
    after: Fit
    """Each claim scored with weights fitted on the other folds."""


def calibrate(
    examples: Sequence[Example], *, folds: int = FOLDS, penalty: float = PENALTY, rules: Sequence[Mapping[str, str]] | None = None
) -> Calibration:
    """Weights fitted on all examples, and their calibration by cross-validation over groups. `rules`: rows of a rules.csv, or None.

    Raises BadRequest for too few labels, one class only, or fewer groups than folds.
    """
    rules = seed("rules") if rules is None else rules
    _check(examples, folds)
    after = fitted(examples, rules, penalty)
    fired = Counter(rule_id for example in examples for rule_id, strength in example.strengths.items() if strength)
    labels = [example.true for example in examples]
    return Calibration(
        rules=[
            Refitted(
                rule_id=rule["rule_id"],
                family=rule["family"],
                before=float(rule["weight"]),
                after=after[rule["rule_id"]],
                claims=fired[rule["rule_id"]],
            )
            for rule in rules
        ],
        folds=folds,
        groups=len({example.group for example in examples}),
        before=fit([example.score for example in examples], labels),
        after=fit(_held_out(examples, rules, folds, penalty), labels),
    )


def fitted(examples: Sequence[Example], rules: Sequence[Mapping[str, str]], penalty: float = PENALTY) -> dict[str, float]:
    """The weight of each rule in bits, to three decimals: those that make the labels likeliest, held towards those in force.

    What a family does together is bounded as in the score. A weight may thus be greater than its family's bound: of a rule that fires half
    it counts half.
    """
    names = [rule["rule_id"] for rule in rules]
    rows = _rows(examples, names)
    fired = Counter(dict.fromkeys(names, 0))
    for row in rows:
        for at, _ in row.strengths:
            fired[names[at]] += row.claims
    free = [at for at, name in enumerate(names) if fired[name] >= FEWEST]
    asked = [Rule(float(rule["weight"]), _bounds(rule), rule["family"]) for rule in rules]
    families = {rule.family: _family_bounds(rule.family) for rule in asked}
    weights = Fitting(rows, asked, families, penalty).likeliest(free)
    return {name: round(weight, 3) + 0.0 for name, weight in zip(names, weights, strict=True)}


def score(strengths: Mapping[str, float], weights: Mapping[str, float], rules: Sequence[Mapping[str, str]] | None = None) -> float:
    """What a claim's score is with these weights, each family within its bounds; a rule that has none counts nothing.

    >>> score({"prior": 1.0, "hedged_by_author": 0.5}, {"prior": 1.0, "hedged_by_author": -2.0})
    0.5
    """
    families = {rule["rule_id"]: rule["family"] for rule in (seed("rules") if rules is None else rules)}
    sums: dict[str, float] = {}
    for rule_id, strength in sorted(strengths.items()):
        family = families.get(rule_id, "")
        sums[family] = sums.get(family, 0.0) + strength * weights.get(rule_id, 0.0)
    return round(probability(sum(within(bits, _family_bounds(family)) for family, bits in sums.items())), 6)


def rules_csv(weights: Mapping[str, float], note: str) -> str:
    """seeds/rules.csv with other weights: its comments, `note` below them, its other columns as they are."""
    lines = (seeds_folder() / "rules.csv").read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    rows = list(seed("rules"))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "weight": f"{weights.get(row['rule_id'], float(row['weight'])):.3f}"} for row in rows)
    return "\n".join([*comments, *(f"# {line}" for line in note.splitlines())]) + "\n" + out.getvalue()


def _bounds(rule: Mapping[str, str]) -> Bounds:
    """Between what a rule's weight must stay."""
    low, high = ANY
    weight = float(rule["weight"])
    if rule["family"] in SIDED:
        low, high = (0.0, high) if weight > 0 else (low, 0.0) if weight < 0 else (low, high)
    if rule["rule_id"] in HELD:
        low, high = max(low, min(weight, 0.0)), min(high, max(weight, 0.0))
    return low, high


@cache
def _family_bounds(family: str) -> Bounds:
    """How far all rules of a family may move a claim together, if seeds/families.csv says so."""
    rows = seed("families") if (seeds_folder() / "families.csv").is_file() else ()
    row = next((row for row in rows if row["family"] == family), {"floor": "", "cap": ""})
    return float(row["floor"] or -math.inf), float(row["cap"] or math.inf)


def _rows(examples: Sequence[Example], names: Sequence[str]) -> list[Row]:
    """Claims with the same strengths gathered: there are far fewer of those than of claims."""
    number = {name: at for at, name in enumerate(names)}
    true: Counter[tuple[tuple[int, float], ...]] = Counter()
    claims: Counter[tuple[tuple[int, float], ...]] = Counter()
    for example in examples:
        key = tuple(sorted((number[name], strength) for name, strength in example.strengths.items() if strength and name in number))
        true[key] += example.true
        claims[key] += 1
    return [Row(key, true[key], claims[key]) for key in sorted(claims)]


def _held_out(examples: Sequence[Example], rules: Sequence[Mapping[str, str]], folds: int, penalty: float) -> list[float]:
    """The score of each example with weights fitted on the folds that it is not in."""
    fold = _folds(examples, folds)
    weights = [fitted([e for e in examples if fold[e.group] != at], rules, penalty) for at in range(folds)]
    return [score(example.strengths, weights[fold[example.group]], rules) for example in examples]


def _folds(examples: Sequence[Example], folds: int) -> dict[str, int]:
    """The fold of each group, by chance that is the same every time: the next group goes where the fewest claims are."""
    sizes = Counter(example.group for example in examples)
    filled = [0] * folds
    found: dict[str, int] = {}
    for group in sorted(sizes, key=lambda name: sha256(name.encode()).hexdigest()):
        found[group] = filled.index(min(filled))
        filled[found[group]] += sizes[group]
    return found


def _check(examples: Sequence[Example], folds: int) -> None:
    true = sum(example.true for example in examples)
    false = len(examples) - true
    if min(true, false) < LEAST_OF_A_KIND:
        only = "all of one kind: " if examples and not min(true, false) else ""
        raise BadRequest(
            f"too few labels ({only}{true} true, {false} false, of claims that are rated): label {LEAST_OF_A_KIND} of each at least"
        )
    groups = len({example.group for example in examples})
    if groups < folds:
        raise BadRequest(
            f"the labelled claims fall into {groups} groups that share documents or propositions, which cannot be parted into {folds} "
            "folds: label claims of other affairs too, or ask for fewer --folds"
        )
