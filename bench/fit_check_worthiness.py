"""Fit the weights of seeds/check_worthiness.csv on ClaimBuster, and print what cross-validation over debates gives.

    uv run --with scikit-learn python -m bench.fit_check_worthiness ../shared/gold/claims/claimbuster.jsonl.gz

ClaimBuster (Arslan, Hassan, Li and Tremayne 2020, CC BY 4.0): sentences of US presidential debates, labelled non-factual,
unimportant factual or check-worthy. Two logistic regressions share one vocabulary: check-worthy against the rest, and factual
against non-factual. The folds are cut by debate, so that no speaker's turn is in both parts. The bias is moved until F1 is
best at 0.5.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from scoring.files import seeds_folder
from scoring.reading.kinds import signs
from scoring.reading.quantities import dates, quantities
from scoring.reading.traits import traits
from scoring.reading.worth import noticed, terms
from scoring.words import words

RARE = 3
"""Terms in fewer sentences are left out."""
KEPT = 4_000
"""Rows that each of the two models may keep: those that move the most sentences the furthest."""
PENALTY = 4.0
"""C of the regression; 3 to 10 make no difference beyond 0.005."""


def main(gold: str) -> None:
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    vocabulary = DictVectorizer()
    whole = vocabulary.fit_transform([dict.fromkeys(_terms(row["text"]), 1.0) for row in rows])
    frequent = np.flatnonzero(np.asarray(whole.sum(axis=0)).ravel() >= RARE)
    roots = np.sqrt(np.maximum(np.asarray(whole.sum(axis=1)), 1.0))
    names, seen = vocabulary.get_feature_names_out()[frequent], whole[:, frequent].multiply(1 / roots).tocsr()
    debates = [row["doc"] for row in rows]
    labels = {
        "check_worthiness": np.array([row["label"] == "check-worthy" for row in rows]),
        "factual": np.array([row["label"] != "non-factual" for row in rows]),
    }
    fits = {name: _fitted(name, seen, label, debates) for name, label in labels.items()}
    kept = sorted({at for weights, _ in fits.values() for at in _strongest(weights, seen)}, key=lambda at: str(names[at]))
    _write(
        [["<bias>", *(bias for _, bias in fits.values())], *([names[at], *(w[at] for w, _ in fits.values())] for at in kept)], list(fits)
    )


def _terms(text: str) -> list[str]:
    here = words(text)
    seen = signs(text, here) + noticed(quantities(text, here), dates(text, here))
    return list(dict.fromkeys(terms(here, traits(here), seen)))


def _fitted(name: str, seen: Any, label: Any, debates: list[str]) -> tuple[Any, float]:
    """The weights of all terms, and the bias that puts the best F1 at 0."""
    held_out = np.zeros(len(label))
    for train, test in GroupKFold(5).split(seen, label, debates):
        model = _model().fit(seen[train], label[train])
        weights = _shortened(model.coef_[0], seen[train])
        held_out[test] = seen[test] @ weights + model.intercept_[0]
    best, threshold = _best_f1(label, held_out)
    print(f"{name}: F1 {best:.3f}, AUC {roc_auc_score(label, held_out):.3f}, {label.sum()} of {len(label)} sentences")
    model = _model().fit(seen, label)
    return model.coef_[0], float(model.intercept_[0] - threshold)


def _model() -> LogisticRegression:
    return LogisticRegression(C=PENALTY, solver="liblinear", max_iter=300)


def _strongest(weights: Any, seen: Any) -> Any:
    return np.argsort(-np.abs(weights) * np.sqrt(np.asarray(seen.sum(axis=0)).ravel()))[:KEPT]


def _shortened(weights: Any, seen: Any) -> Any:
    short = np.zeros_like(weights)
    kept = _strongest(weights, seen)
    short[kept] = weights[kept]
    return short


def _best_f1(label: Any, score: Any) -> tuple[float, float]:
    order = np.argsort(-score)
    hits = np.cumsum(label[order])
    f1 = 2 * hits / (np.arange(1, len(label) + 1) + label.sum())
    return float(f1.max()), float(score[order][f1.argmax()])


def _write(rows: list[list[Any]], columns: list[str]) -> None:
    path = seeds_folder() / "check_worthiness.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("# Weights of the two models of scoring/reading/worth.py: written by bench/fit_check_worthiness.py, not by hand.\n")
        out.write("# Fitted on ClaimBuster (CC BY 4.0, see NOTICE). <bias> counts for every sentence; ^ is the start of a sentence.\n")
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["term", *columns])
        table.writerows([term, *(f"{weight:.3f}" for weight in weights)] for term, *weights in rows)
    print(f"{len(rows)} rows in {path.name}")


if __name__ == "__main__":
    main(sys.argv[1])
