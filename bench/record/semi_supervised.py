"""Records scikit-learn's SelfTrainingClassifier and LabelSpreading for test/models/semi-supervised.

The base learner is logistic regression solved to the optimum, so that each round sees the same probabilities.
"""
import json
import warnings
from pathlib import Path

import numpy as np
import scipy.sparse as sp
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.semi_supervised import LabelSpreading, SelfTrainingClassifier

warnings.simplefilter("ignore")
rng = np.random.default_rng(11)


def blobs(n, d, k, spread):
    centers = rng.normal(size=(k, d)) * 2
    shares = np.array([2.0 ** -c for c in range(k)])
    y = rng.choice(k, size=n, p=shares / shares.sum())
    return (centers[y] + rng.normal(size=(n, d)) * spread).round(3), y


def moons(n):
    t = rng.uniform(0, np.pi, n)
    y = (rng.uniform(size=n) < 0.3).astype(int)
    X = np.where(y[:, None] == 0, np.c_[np.cos(t), np.sin(t)], np.c_[1 - np.cos(t), 0.5 - np.sin(t)])
    return (X + rng.normal(size=X.shape) * 0.08).round(3), y


def texts(n, d, k):
    """Rows of a few columns, as texts are; scaled to length 1."""
    y = rng.integers(k, size=n)
    X = np.zeros((n, d))
    for row in range(n):
        for column in np.unique(np.r_[rng.integers(d, size=4), (y[row] * 7 + rng.integers(7, size=4)) % d]):
            X[row, column] = rng.uniform(0.3, 1)
    return (X / np.linalg.norm(X, axis=1, keepdims=True)).round(4), y


def hide(y, labeled):
    """Keeps that many labels, each class at least twice, and puts the labeled rows first."""
    keep = np.concatenate([np.flatnonzero(y == c)[:2] for c in np.unique(y)])
    rest = rng.permutation(np.setdiff1d(np.arange(len(y)), keep))
    keep = np.sort(np.r_[keep, rest[: max(0, labeled - len(keep))]])
    return keep, np.setdiff1d(np.arange(len(y)), keep)


def rows_of(X):
    if not sp.issparse(X):
        return {"cells": X.ravel().tolist()}
    return {"starts": X.indptr.tolist(), "indices": X.indices.tolist(), "data": X.data.tolist()}


def data(X, y, labeled, sparse):
    keep, open_rows = hide(y, labeled)
    order = np.r_[keep, open_rows[:-20]]
    new = open_rows[-20:]
    target = np.r_[y[keep], np.full(len(order) - len(keep), -1)]
    wrap = sp.csr_matrix if sparse else (lambda rows: rows)
    shown = {"columns": X.shape[1], "labels": y[keep].tolist(), "X": rows_of(wrap(X[keep])),
             "unlabeled": rows_of(wrap(X[open_rows[:-20]])), "new": rows_of(wrap(X[new]))}
    return wrap(X[order]), target, wrap(X[new]), len(keep), shown


self_training, spreading = [], []
sets = {
    "blobs": (*blobs(160, 4, 3, 1.3), 12, False),
    "moons": (*moons(180), 14, False),
    "texts": (*texts(150, 40, 4), 20, True),
}
for name, (X, y, labeled, sparse) in sets.items():
    rows, target, new, count, shown = data(X, y, labeled, sparse)
    for options in (
        {"threshold": 0.75}, {"threshold": 0.55}, {"threshold": 0.9, "max_iter": 3}, {"threshold": 0.0, "max_iter": 2},
        {"criterion": "k_best", "k_best": 7, "max_iter": 4}, {"criterion": "k_best", "k_best": 500},
    ):
        base = LogisticRegression(tol=1e-10, max_iter=100000, solver="lbfgs" if sparse else "newton-cholesky")
        model = SelfTrainingClassifier(base, **{"max_iter": 10, **options}).fit(rows, target)
        self_training.append({
            "set": name, "options": options, "transduction": model.transduction_[count:].tolist(),
            "rounds": model.labeled_iter_[count:].tolist(), "iterations": int(model.n_iter_),
            "ended": model.termination_condition_, "proba": model.predict_proba(new).ravel().tolist(),
        })
    for options in (
        {"kernel": "knn"}, {"kernel": "knn", "n_neighbors": 3, "alpha": 0.8}, {"kernel": "knn", "n_neighbors": 15, "max_iter": 4},
        {"kernel": "rbf"}, {"kernel": "rbf", "gamma": 2.5, "alpha": 0.6, "tol": 1e-6},
    ):
        model = LabelSpreading(**options).fit(rows, target)
        spreading.append({
            "set": name, "options": options, "iterations": int(model.n_iter_),
            "beliefs": model.label_distributions_.ravel().tolist(),
            "proba": [None if np.isnan(p) else p for p in model.predict_proba(new).ravel()],
        })
    sets[name] = shown

out = Path(__file__).parents[2] / "test/fixtures/models/semi-supervised.json"
out.write_text(json.dumps({"sklearn": sklearn.__version__, "sets": sets, "selfTraining": self_training, "labelSpreading": spreading},
                          separators=(",", ":")) + "\n")
print(out.stat().st_size)
