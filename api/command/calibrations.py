"""`credibly quality` and `credibly fit`: scores beside the truth of claims, where somebody knows it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import rich_click as click

from scoring.calibration import quality as measured
from scoring.calibration import quality_of_world
from scoring.calibration.labels import examples, labels, published
from scoring.calibration.measures import Example
from scoring.calibration.picture import picture as drawn
from scoring.calibration.tables import into, quality_tables, weights_table
from scoring.calibration.weights import FOLDS, PENALTY, calibrate, rules_csv
from scoring.calibration.world import Assumptions
from scoring.errors import BadRequest
from scoring.store.exports import current_snapshot

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_NEW = click.Path(dir_okay=False, path_type=Path)
_AFFAIRS = 100
"""Of the generated world that is measured where no labels are given: some six hundred claims, read and scored in half a minute."""


@click.command()
@click.argument("labels_file", required=False, type=_FILE, metavar="[LABELS]")
@click.option("--export", "folder", type=_FOLDER, metavar="DIR", help="Take the claims of this export, not of the data folder.")
@click.option("--picture", type=_NEW, metavar="FILE.svg", help="Draw the reliability curve into this file.")
@click.option("--into", "page", type=_FILE, metavar="FILE.md", help="Put the tables into this page, between its marks `quality`.")
@click.option("--affairs", type=click.IntRange(1, 100_000), default=_AFFAIRS, show_default=True, help="Size of the generated world.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which generated world.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def quality(
    ctx: click.Context,
    labels_file: Path | None,
    folder: Path | None,
    picture: Path | None,
    page: Path | None,
    affairs: int,
    seed: int,
    as_json: bool,
) -> None:
    """Measure how well scores fit claims whose truth is known: reliability curve, Brier score, coverage, and what each rule does.

    LABELS is a file of your own verdicts on claims of the data folder, CSV or JSON Lines: label (true or false), and claim_id, or document
    and text as `credibly export` gives them. Without it a generated world is measured, whose truth is known and whose assumptions stand in
    docs/calibration.md.

    Example: credibly quality labels.csv --picture reliability.svg
    """
    if labels_file is None:
        found = quality_of_world(Assumptions(affairs=affairs), seed)
    else:
        found = measured(*_labelled(ctx.obj, labels_file, folder))
    if picture:
        picture.write_text(drawn("Reliability of scores", {"scores": found.fit}), encoding="utf-8")
    if page:
        page.write_text(into(page.read_text(encoding="utf-8"), "quality", quality_tables(found)), encoding="utf-8")
    click.echo(msgspec.json.encode(found) if as_json else quality_tables(found))


@click.command()
@click.argument("labels_file", type=_FILE, metavar="LABELS")
@click.option("--export", "folder", type=_FOLDER, metavar="DIR", help="Take the claims of this export, not of the data folder.")
@click.option("--output", type=_NEW, metavar="FILE.csv", help="Write the rules to this file, not to standard output.")
@click.option("--folds", type=click.IntRange(2, 50), default=FOLDS, show_default=True, help="Parts of the cross-validation.")
@click.option(
    "--penalty",
    type=click.FloatRange(0.001, 1000),
    default=PENALTY,
    show_default=True,
    help="How strongly weights are held to those in force.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def fit(ctx: click.Context, labels_file: Path, folder: Path | None, output: Path | None, folds: int, penalty: float, as_json: bool) -> None:
    """Fit the weights of the rules to your own verdicts: a rules.csv to standard output, and beside it how well it would do.

    LABELS is a file as `credibly quality` takes it, of 20 true and 20 false claims at least. The fit is a logistic regression on the
    strengths of the rules, held towards the weights in force; hedges and contradictions never raise a score, support never lowers one.
    The figures are cross-validated: each claim is scored by weights that were fitted on others, of other documents and propositions.
    To score by the new weights, put the file in the place of seeds/rules.csv and run `credibly publish`.

    Example: credibly fit labels.csv --output fitted.csv
    """
    found, unrated = _labelled(ctx.obj, labels_file, folder)
    done = calibrate(found, folds=folds, penalty=penalty)
    note = f"Fitted by `credibly fit` on {len(found)} labelled claims ({unrated} more have no score); penalty {penalty:g}."
    rules = rules_csv({rule.rule_id: rule.after for rule in done.rules}, note)
    if output:
        output.write_text(rules, encoding="utf-8")
    else:
        click.echo(rules, nl=False)
    click.echo(msgspec.json.encode(done) if as_json else weights_table(done), err=output is None)


def _labelled(data: Path, file: Path, folder: Path | None) -> tuple[list[Example], int]:
    where = folder or current_snapshot(data) / "tables"
    try:
        tables = published(where)
    except FileNotFoundError as error:
        raise BadRequest(
            f"{where} is no export ({Path(str(error.filename)).name} is missing): make one with `credibly export DIR`"
        ) from None
    return examples(tables, labels(file))
