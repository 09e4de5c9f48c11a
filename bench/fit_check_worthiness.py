"""Fit the weights of seeds/check_worthiness.csv on ClaimBuster, and print what cross-validation over debates gives.

    uv run --with scikit-learn python -m bench.fit_check_worthiness ../shared/gold/claims/claimbuster.jsonl.gz

ClaimBuster (Arslan, Hassan, Li and Tremayne 2020, CC BY 4.0): sentences of US presidential debates, labelled non-factual,
unimportant factual or check-worthy. Two logistic regressions share one vocabulary: check-worthy against the rest, and factual
against non-factual. Held-out figures are given for debates and for sentences that were not fitted on; the bias is moved until F1 is
best at 0.5 on the latter.
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
from sklearn.model_selection import GroupKFold, StratifiedKFold

from scoring.files import seeds_folder
from scoring.reading.kinds import signs
from scoring.reading.quantities import dates, quantities
from scoring.reading.terms import terms
from scoring.reading.traits import traits
from scoring.reading.worth import noticed
from scoring.words import words

RARE = 3
"""Terms in fewer sentences are left out."""
KEPT = 3_000
"""Terms that are kept: those that move the most sentences the furthest, found in steps with a fit after each."""
STEPS = 3
RARITY = -0.2
"""Power of a term's frequency by which it is scaled before the fit: a rare term is shrunk less than it would be."""
PENALTY = 3.0
"""C of the regression; 2 to 6 make no difference beyond 0.005."""


def main(gold: str) -> None:
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    vocabulary = DictVectorizer()
    whole = vocabulary.fit_transform([dict.fromkeys(_terms(row["text"]), 1.0) for row in rows])
    counts = np.asarray(whole.sum(axis=0)).ravel()
    frequent = np.flatnonzero(counts >= RARE)
    roots = np.sqrt(np.maximum(np.asarray(whole.sum(axis=1)), 1.0))
    scale = (counts[frequent] / 100) ** RARITY
    names, seen = vocabulary.get_feature_names_out()[frequent], whole[:, frequent].multiply(1 / roots).multiply(scale).tocsr()
    debates = [row["doc"] for row in rows]
    labels = {
        "check_worthiness": np.array([row["label"] == "check-worthy" for row in rows]),
        "factual": np.array([row["label"] != "non-factual" for row in rows]),
    }
    kept = _strongest(seen, labels["check_worthiness"])
    fits = {name: _fitted(name, seen, label, kept, debates) for name, label in labels.items()}
    order = sorted(range(len(kept)), key=lambda at: str(names[kept[at]]))
    weights = ([names[kept[at]], *(fit[0][at] * scale[kept[at]] for fit in fits.values())] for at in order)
    _write([["<bias>", *(bias for _, bias in fits.values())], *weights], list(fits))


def _terms(text: str) -> list[str]:
    here = words(text)
    seen = signs(text, here) + noticed(quantities(text, here), dates(text, here))
    return list(dict.fromkeys(terms(here, traits(here), seen)))


def _fitted(name: str, seen: Any, label: Any, kept: Any, debates: list[str]) -> tuple[Any, float]:
    """The weights of the terms that are kept, and the bias that puts the best F1 at 0. What is kept is found anew for each fold."""
    held_out = {"debates": np.zeros(len(label)), "sentences": np.zeros(len(label))}
    folds = {
        "debates": GroupKFold(5).split(seen, label, debates),
        "sentences": StratifiedKFold(15, shuffle=True, random_state=1).split(seen, label),
    }
    for unit, parts in folds.items():
        for train, test in parts:
            few = _strongest(seen[train], label[train])
            held_out[unit][test] = _model().fit(seen[train][:, few], label[train]).decision_function(seen[test][:, few])
        best, threshold = _best_f1(label, held_out[unit])
        print(f"{name}, unseen {unit}: F1 {best:.3f}, AUC {roc_auc_score(label, held_out[unit]):.3f}, {label.sum()} of {len(label)}")
    model = _model().fit(seen[:, kept], label)
    return model.coef_[0], float(model.intercept_[0] - threshold)


def _model() -> LogisticRegression:
    return LogisticRegression(C=PENALTY, solver="liblinear", max_iter=300)


def _strongest(seen: Any, label: Any) -> Any:
    """The columns that are kept; each fit leaves out the weakest terms, and the next shares their weight among their likes."""
    kept = np.arange(seen.shape[1])
    for step in range(1, STEPS + 1):
        few = int(seen.shape[1] * (KEPT / seen.shape[1]) ** (step / STEPS))
        weights = _model().fit(seen[:, kept], label).coef_[0]
        spread = np.sqrt(np.asarray(seen[:, kept].multiply(seen[:, kept]).sum(axis=0)).ravel())
        kept = kept[np.argsort(-np.abs(weights) * spread, kind="stable")[:few]]
    return kept


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
