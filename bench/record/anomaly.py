"""Records scikit-learn's OneClassSVM case by case, and how well its IsolationForest finds rare rows, for test/models/anomaly.

    python bench/record/anomaly.py [mammography.csv]

Forests draw from another stream of random numbers than ours, so that only their quality can be compared: ROC-AUC and
average precision over seeds, on a set that is kept in the fixture and, where its file is given, on mammography.csv
(whose figures are kept, and not its rows).
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.sparse as sp
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.svm import OneClassSVM

warnings.simplefilter("ignore")
rng = np.random.default_rng(5)


def dense(n, d):
    return (rng.normal(size=(n, d)) * np.array([1 + 0.5 * (j % 3) for j in range(d)])).round(3)


def sparse(n, d):
    return (rng.uniform(size=(n, d)) < 0.15) * rng.uniform(0.1, 1, size=(n, d)).round(3)


sets, machines = {}, []


def keep(name, X, as_sparse=False):
    sets[name] = {
        "rows": len(X), "columns": X.shape[1], "X": None if as_sparse else X.ravel().tolist(),
        "cells": [[int(i), int(j), X[i, j]] for i, j in zip(*X.nonzero())] if as_sparse else None,
    }
    return name, sp.csr_matrix(X) if as_sparse else X


def machine(data, weights=None, **options):
    name, X = data
    model = OneClassSVM(**options).fit(X, sample_weight=weights)
    # The fixture calls them by our names; rows of weight 0 are numbered by the peer, too.
    kept = np.arange(X.shape[0]) if weights is None else np.flatnonzero(weights)
    support = model.support_ if weights is None or model.support_.max(initial=0) >= len(kept) else kept[model.support_]
    machines.append({
        "set": name, "options": options, "weights": None if weights is None else weights.tolist(),
        "support": np.asarray(support).tolist(),
        "dual": np.asarray(model.dual_coef_.todense() if sp.issparse(model.dual_coef_) else model.dual_coef_).ravel().tolist(),
        "offset": float(model.offset_[0]),
        "scores": model.score_samples(X[:20]).tolist(), "decisions": model.decision_function(X[:20]).tolist(),
    })


plane = keep("plane", dense(200, 2))
five = keep("five", dense(150, 5))
wide = keep("wide", sparse(90, 30), as_sparse=True)
# So many rows that some are put out of sight before the end.
many = keep("many", dense(1200, 2))
weights = rng.uniform(0.1, 2, 150).round(3)
gapped = weights.copy()
gapped[::7] = 0
for tol in (1e-3, 1e-10):
    for data in (plane, five, wide):
        machine(data, tol=tol)
        machine(data, tol=tol, nu=0.05)
        machine(data, tol=tol, nu=0.9, kernel="rbf", gamma=0.3)
    machine(five, tol=tol, kernel="poly", degree=2, coef0=1.0, gamma=0.1, nu=0.2)
    machine(plane, tol=tol, kernel="rbf", gamma="auto", nu=0.5)
    machine(five, tol=tol, kernel="rbf", gamma=0.2, nu=0.3, weights=weights)
    machine(five, tol=tol, kernel="rbf", gamma=0.2, nu=0.3, weights=gapped)
    machine(wide, tol=tol, kernel="linear", nu=0.4)
machine(many, tol=1e-10, nu=0.1, gamma=2.0)
machine(many, tol=1e-3, nu=0.5)


def quality(X, y, options, seeds):
    figures = {"rocAuc": [], "averagePrecision": []}
    for seed in range(seeds):
        scores = -IsolationForest(random_state=seed, **options).fit(X).score_samples(X)
        figures["rocAuc"].append(roc_auc_score(y, scores))
        figures["averagePrecision"].append(average_precision_score(y, scores))
    return {name: {"mean": float(np.mean(values)), "deviation": float(np.std(values, ddof=1))} for name, values in figures.items()}


usual, strange = rng.normal(size=(700, 4)) @ rng.normal(size=(4, 4)), rng.normal(size=(40, 4)) * 4 + 2
X, y = np.concatenate([usual, strange]).round(3), np.repeat([0, 1], [700, 40])
forests = []
for options, ours in [
    ({}, {}),
    ({"max_samples": 64}, {"maxSamples": 64}),
    ({"n_estimators": 30, "max_features": 2}, {"nEstimators": 30, "maxFeatures": 2}),
    ({"bootstrap": True, "max_samples": 0.5}, {"bootstrap": True, "maxSamples": 0.5}),
]:
    forests.append({"options": ours, **quality(X, y, options, 12)})
model = IsolationForest(contamination=0.1, random_state=0).fit(X)
share = {"options": {"contamination": 0.1}, "outside": int((model.predict(X) == -1).sum())}

mammography = None
if len(sys.argv) > 1:
    table = pd.read_csv(sys.argv[1])
    truth = (table.iloc[:, -1].astype(str).str.strip().str.strip("'") == "1").to_numpy().astype(int)
    mammography = quality(table.iloc[:, :-1].to_numpy(float), truth, {}, 10)

path = Path(__file__).parents[2] / "test/fixtures/models/anomaly.json"
path.write_text(json.dumps({
    "peer": f"scikit-learn {sklearn.__version__}", "sets": sets, "machines": machines,
    "labeled": {"columns": 4, "X": X.ravel().tolist(), "y": y.tolist()}, "forests": forests, "share": share,
    "mammography": mammography,
}))
print(path.stat().st_size, mammography)
