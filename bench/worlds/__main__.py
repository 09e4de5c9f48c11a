"""Writes docs/calibration.md, docs/calibration.svg and bench/worlds/fitted.csv: `.venv/bin/python -m bench.worlds`, a quarter of an hour.

`.venv/bin/python -m bench.worlds 40 20` tries it on small worlds, prints the page and writes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path

from bench.worlds import AGAIN, FITTED_ON, MARGIN, OTHERWISE, RATES, Measured, fitted_elsewhere, in_force, measured, otherwise
from bench.worlds.peers import PEERS
from scoring.calibration import quality
from scoring.calibration.measures import Fit, by_chance, fit
from scoring.calibration.picture import picture
from scoring.calibration.tables import quality_tables, reliability, summary, table
from scoring.calibration.world import Assumptions
from scoring.files import ruleset_id, seed

ROOT = Path(__file__).resolve().parents[2]
PAGE, PICTURE, FITTED = ROOT / "docs" / "calibration.md", ROOT / "docs" / "calibration.svg", ROOT / "bench" / "worlds" / "fitted.csv"
AFFAIRS, FEWER = 300, 170
"""Of the worlds at each rate of copying, and of all others."""
OTHER_SEED = 50
"""One world, told otherwise; at each rate of copying another."""
PROCESSES = 2
HEAD = """# Calibration

Made by `.venv/bin/python -m bench.worlds`; do not edit. Rules: {ruleset}. How well scores fit claims whose truth is known.
Nobody has labelled enough real claims as true or false for that, so the claims come from a generated world
([scoring/calibration/world.py](../scoring/calibration/world.py)): what follows is as good as its assumptions, which come first. On your own
verdicts: `credibly quality LABELS`, and `credibly fit LABELS` for weights of your own.

## The world, and what it assumes

Invented affairs, each with three facets (a number, a name, a place, a deed done or not) that are told by one to five outlets, in one of three wordings each, in
documents of which most is scenery; {blogs} unknown outlets, five established ones. Documents are read and scored as any others are. A claim is
true if its facet's value is, or, of a denial, if it is not.

| assumption | |
|---|---|
| documents that tell an affair | each equally often: {documents} |
| by an established outlet | {standing:.0%} |
| right in its own voice | an established outlet {established[0]:.0%} to {established[1]:.0%}, an unknown one {unknown[0]:.0%} to {unknown[1]:.0%}, each its own |
| with a source | {attributed:.0%}: half of them one of three speakers of the affair, who tells everybody the same, a quarter an official without a name, a quarter nobody in particular |
| right, of what the source says | named person {person:.0%}, organisation {organisation:.0%}, unnamed official {official:.0%}, unspecified {unspecified:.0%} |
| garbled on the way | {garbled[0]:.0%} by established outlets, {garbled[1]:.0%} by unknown ones |
| hedged | {hedged_wrong:.0%} of what is wrong, {hedged_right:.0%} of what is right, times the outlet's habit of half to one and a half |
| wrong values | {rumour:.0%} are the same one: errors are seldom independent |
| denials | {denials:.0%}, where something else was told before |
| copying | an unknown outlet takes a whole document of anybody at the rate below, an established one at {syndication:.0%} of it; a word is changed, {drop:.0%} of hedges fall off |
| readers' comments | under {comments:.0%} of documents one to three; {echoes:.0%} repeat the article, the others are right {commenter:.0%} of the time |

That hedges, sources, standing and comments tell something is what the method is about, and is put in here, not found: the last tables take each of it
back. No assumption was measured on real claims.
"""
ORDER = """
## Order, beside a count, a vote and TruthFinder

AUC of all rated claims: how often a true one scores higher than a false one. *Fitted* are weights fitted on {fitting} other worlds of {affairs}
affairs, one at each rate; *its error* is their expected calibration error and *chance* what of it is none of theirs, see below. Peers get what each
outlet and reader says without any error of reading or matching; TruthFinder (Yin, Han, Yu 2008) is that of
[truthdiscovery](https://pypi.org/project/truthdiscovery/) with its own parameters. The columns marked * leave comments out, which asks somebody to
have told them apart, as Credibly does by itself. {affairs} affairs at each rate, of other seeds, {claims} claims.

"""
ORDER_SAYS = """
The scores in force stand {least:.3f} or more above every peer that takes all voices as they come ({bound} was asked for); above the best of those
that are told which voices are comments, {least_apart:+.3f} or more; fitted, {least_fitted:+.3f} or more. TruthFinder learns which outlets are right from their
other claims.
"""
CURVE = """
## Calibration

![Reliability of scores in force and fitted](calibration.svg)

Of three worlds at each rate, all rates together. The scores in force are too low in this world, in which most claims are true: their weights are
set by hand so that they order claims and hold against attackers ([attacks.md](attacks.md)), and they start below the middle. The expected
calibration error is the mean distance, over ten bins of equal width, of a bin's mean score from its share of true claims; 0.03 at most was asked
for, and the fitted scores have {pooled:.3f}. *Chance* (or *by chance*) is what scores without any error would have on average with as many claims
in each bin: a distance is never negative, so that it does not vanish. It is reckoned as if claims were true or false one by one; those of an
affair are so together, and chance is greater than it says.

"""
EACH = """

At each rate of copying; of one world alone, chance is {alone:.3f}:

"""
WEIGHTS = """
## Weights in force, and fitted

Fitting is that of `credibly fit`: logistic regression through the bounds that [seeds/families.csv](../seeds/families.csv) sets to the sum of each
family, so that a weight may be greater than its family's bound where its rule seldom fires fully. The weights of [seeds/rules.csv](../seeds/rules.csv) stay those set by hand. The fitted ones are calibrated for this world only: another share of true claims,
another habit of hedging, and they are not. As a profile they are in [bench/worlds/fitted.csv](../bench/worlds/fitted.csv). Rules that
the world gives no occasion for are as they were; what all unknown sources may weigh is never raised, and the bounds of families stay.
[attacks.md](attacks.md) is measured with the weights in force only.

"""
RULES = """
## What each rule does

At the usual rate of copying, weights in force; shares of rated claims. *Overlap*: another rule fires too; *conflict*: one that pulls the other way; *accuracy*: the share
of the claims on which it fires that are what the sign of its weight says (as Snorkel's LFAnalysis has them; the prior is no vote). A rule that says how
much better or worse a claim is than others need not be right more often than wrong: where {true:.0%} are true, a doubt that holds for
half of its claims tells something.

"""
WITHOUT = """
## Without a family of rules

AUC at the usual rate of copying, without the contributions of one family.

"""
OTHER = """
## In other worlds

Each takes one assumption back; {affairs} affairs each, at the usual rate of copying. Weights fitted on the world as assumed.

"""


def main(affairs: int = AFFAIRS, fewer: int = FEWER, *, write: bool = True) -> None:
    with ProcessPoolExecutor(PROCESSES) as pool:
        fitting = pool.submit(fitted_elsewhere, affairs)
        assumed = {number: Assumptions(affairs=affairs, copying=rate) for number, rate in enumerate(RATES, 1)}
        rates = [pool.submit(measured, of, number) for number, of in assumed.items()]
        again = [[pool.submit(measured, of, number + more, beside=False) for more in AGAIN] for number, of in assumed.items()]
        others = {name: pool.submit(measured, otherwise(changes, fewer), OTHER_SEED) for name, changes in OTHERWISE.items()}
        weights = fitting.result()
        text, drawn = page(
            weights,
            {rate: one.result() for rate, one in zip(RATES, rates, strict=True)},
            {rate: [one.result() for one in of] for rate, of in zip(RATES, again, strict=True)},
            {name: one.result() for name, one in others.items()},
            affairs,
            fewer,
        )
    print(text)
    if write:
        PAGE.write_text(text, encoding="utf-8")
        PICTURE.write_text(drawn, encoding="utf-8")
        FITTED.write_text(profile(weights), encoding="utf-8")


def page(
    weights: Mapping[str, float],
    rates: Mapping[float, Measured],
    again: Mapping[float, Sequence[Measured]],
    others: Mapping[str, Measured],
    affairs: int,
    fewer: int,
) -> tuple[str, str]:
    """The page and its picture; `again`: further worlds at each rate."""
    assumed = Assumptions()
    usual = rates[assumed.copying]
    each = {rate: _fits([one, *again[rate]], weights) for rate, one in rates.items()}
    fits = _fits([*rates.values(), *chain.from_iterable(again.values())], weights)
    plain = [one.auc(one.scores) - max(_peers(one, apart=False)) for one in rates.values()]
    apart = [one.auc(one.scores) - max(_peers(one, apart=True)) for one in rates.values()]
    refitted = [one.auc(one.rescored(weights)) - max(_peers(one, apart=True)) for one in rates.values()]
    parts = (
        HEAD.format(
            ruleset=ruleset_id(), blogs=60, **{name: getattr(assumed, name) for name in assumed.__struct_fields__ if name != "affairs"}
        ).replace("(1, 1, 1, 1, 1, 1, 2, 2, 3, 5)", "1 (six times), 2 (twice), 3, 5"),
        ORDER.format(affairs=affairs, fitting=len(FITTED_ON), claims=f"{min(len(one.pairs) for one in rates.values()):,} or more"),
        _order({f"copying {rate:.1f}": one for rate, one in rates.items()}, weights),
        "\n",
        ORDER_SAYS.format(least=min(plain), bound=MARGIN, least_apart=min(apart), least_fitted=min(refitted)),
        CURVE.format(pooled=fits["fitted"].expected_error),
        summary(fits),
        EACH.format(alone=by_chance(_fits([usual], weights)["fitted"])),
        _each(each),
        *(f"\n\n{name}:\n\n{reliability(of)}" for name, of in fits.items()),
        "\n",
        WEIGHTS,
        _weights(weights, usual),
        "\n",
        RULES.format(true=fit(usual.scores, usual.labels).true),
        quality_tables(quality([example for _, example in usual.pairs], 0)).split("\n\n")[-1],
        "\n",
        WITHOUT,
        _without(usual, weights),
        "\n",
        OTHER.format(affairs=fewer),
        _order(others, weights),
        "\n",
    )
    return "".join(parts), picture("Reliability of scores", fits)


def profile(weights: Mapping[str, float]) -> str:
    """The fitted weights that differ from those in force, as rows of a profile."""
    rows = [f"fitted,{name},{weight:.3f}" for name, weight in weights.items() if weight != in_force()[name]]
    head = f"# Weights fitted on generated worlds {', '.join(map(str, FITTED_ON))} by `python -m bench.worlds`: docs/calibration.md."
    return "\n".join([head, "profile,rule_id,weight", *rows]) + "\n"


def _fits(worlds: Iterable[Measured], weights: Mapping[str, float]) -> dict[str, Fit]:
    worlds = list(worlds)
    labels = [label for one in worlds for label in one.labels]
    return {
        "in force": fit([score for one in worlds for score in one.scores], labels),
        "fitted": fit([score for one in worlds for score in one.rescored(weights)], labels),
    }


def _each(rates: Mapping[float, Mapping[str, Fit]]) -> str:
    rows = [
        (
            f"copying {rate:.1f}",
            f"{fits['fitted'].claims:,}",
            *(f"{error:.3f}" for error in _errors(fits)),
            f"{by_chance(fits['fitted']):.3f}",
        )
        for rate, fits in rates.items()
    ]
    return table(("", "claims", "error in force", "fitted", "chance"), rows)


def _errors(fits: Mapping[str, Fit]) -> list[float]:
    return [fits[name].expected_error for name in ("in force", "fitted")]


def _peers(one: Measured, *, apart: bool) -> list[float]:
    return [one.auc(worth) for name, worth in one.peers.items() if name.endswith("apart") == apart]


def _order(worlds: Mapping[str, Measured], weights: Mapping[str, float]) -> str:
    header = ("", "in force", "fitted", "its error", "chance", *PEERS, *(f"{name} *" for name in PEERS))
    rows = []
    for name, one in worlds.items():
        again = one.rescored(weights)
        peers = [*_peers(one, apart=False), *_peers(one, apart=True)]
        areas = [one.auc(one.scores), one.auc(again)]
        found = fit(again, one.labels)
        errors = (found.expected_error, by_chance(found))
        rows.append((name, *(f"{figure:.3f}" for figure in (*areas, *errors)), *(f"{area:.3f}" for area in peers)))
    return table(header, rows)


def _weights(weights: Mapping[str, float], usual: Measured) -> str:
    fired = {name for _, example in usual.pairs for name in example.strengths}
    rows = [(name, f"{weight:.3f}", f"{weights[name]:.3f}") for name, weight in in_force().items() if name in fired]
    return table(("rule", "in force", "fitted"), rows)


def _without(usual: Measured, weights: Mapping[str, float]) -> str:
    families = list(dict.fromkeys(rule["family"] for rule in seed("rules") if rule["family"] != "prior"))
    rows = [
        (name, *(f"{usual.auc(usual.rescored(of, without)):.3f}" for of in (in_force(), weights)))
        for name, without in (("all", None), *((f"without {family}", family) for family in families))
    ]
    return table(("", "in force", "fitted"), rows)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*given, write=not given)
