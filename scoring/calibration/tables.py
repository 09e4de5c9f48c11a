"""The figures of calibration as tables in Markdown, for a terminal and for a page."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.calibration import Quality
from scoring.calibration.measures import Fit, by_chance
from scoring.calibration.weights import Calibration
from scoring.errors import BadRequest


def quality_tables(found: Quality) -> str:
    """The summary, the reliability curve and the rules."""
    parts = (
        f"{found.labelled:,} claims with a label, {found.coverage:.1%} of them rated; {found.fit.true:.1%} of those are true. "
        f"Rules: {found.ruleset_id}.",
        summary({"scores": found.fit}),
        reliability(found.fit),
        _rules(found),
    )
    return "\n\n".join(parts)


def summary(fits: dict[str, Fit]) -> str:
    """One row a set of scores; *by chance* is the error that scores would have which fit perfectly, on so many claims."""
    rows = [(name, _share(fit.auc), f"{fit.brier:.3f}", f"{fit.expected_error:.3f}", f"{by_chance(fit):.3f}") for name, fit in fits.items()]
    return table(("", "AUC", "Brier score", "expected calibration error", "by chance"), rows)


def reliability(fit: Fit) -> str:
    """One row a bin of scores."""
    rows = [(f"{b.low:.1f} to {b.high:.1f}", f"{b.claims:,}", f"{b.mean_score:.3f}", f"{b.true:.3f}") for b in fit.bins]
    return table(("score", "claims", "mean score", "true"), rows)


def weights_table(done: Calibration) -> str:
    """How well the old and the new weights do, and each rule's weight before and after."""
    rows = [
        (rule.rule_id, rule.family, f"{rule.before:.3f}", f"{rule.after:.3f}", f"{rule.claims:,}") for rule in done.rules if rule.claims
    ]
    kept = sum(not rule.claims for rule in done.rules)
    return "\n\n".join(
        (
            f"{done.before.claims:,} claims in {done.groups:,} groups, {done.folds} folds; {done.before.true:.1%} are true.",
            summary({"weights in force": done.before, "fitted, on claims not fitted on": done.after}),
            table(("rule", "family", "in force", "fitted", "claims"), rows),
            f"{kept} rules fired on none of these claims and keep their weights.",
        )
    )


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown whose columns line up; the first is text, the others are numbers.

    >>> print(table(("rule", "bits"), [("prior", "-0.5")]))
    | rule  | bits |
    | ----- | ---: |
    | prior | -0.5 |
    """
    widths = [max(4, *(len(row[at]) for row in (header, *rows))) for at in range(len(header))]
    ruler = ["-" * width if not at else "-" * (width - 1) + ":" for at, width in enumerate(widths)]
    return "\n".join(
        "| "
        + " | ".join(cell.rjust(width) if at else cell.ljust(width) for at, (cell, width) in enumerate(zip(row, widths, strict=True)))
        + " |"
        for row in (header, ruler, *rows)
    )


def into(page: str, name: str, text: str) -> str:
    """A page with the text between its marks. Raises BadRequest for a page that has none.

    >>> into("A <!-- n --> old <!-- /n --> b", "n", "new")
    'A <!-- n -->\\nnew\\n<!-- /n --> b'
    """
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, found, rest = page.partition(start)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise BadRequest(f"the page has no place for the tables: put {start} and {end} where they belong")
    return f"{before}{start}\n{text}\n{end}{after}"


def _rules(found: Quality) -> str:
    rows = [
        (
            rule.rule_id,
            f"{rule.weight:.3f}",
            f"{rule.coverage:.3f}",
            f"{rule.overlap:.3f}",
            f"{rule.conflict:.3f}",
            _share(rule.accuracy),
            _share(rule.true),
        )
        for rule in found.rules
        if rule.coverage
    ]
    return table(("rule", "weight", "coverage", "overlap", "conflict", "accuracy", "true"), rows)


def _share(of: float | None) -> str:
    return "" if of is None else f"{of:.3f}"
