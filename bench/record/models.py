"""Records coefficients of scikit-learn's LogisticRegression, solved tightly, for test/models."""
import json
import warnings
from pathlib import Path

import numpy as np
import scipy.sparse as sp
import sklearn
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.utils.class_weight import compute_class_weight

warnings.simplefilter("ignore")
rng = np.random.default_rng(5)


def dense(n, d, k):
    X = rng.normal(size=(n, d)) * np.array([1 + j % 3 for j in range(d)])
    X = ((X - X.mean(0)) / X.std(0)).round(3)
    W = rng.normal(size=(d, k))
    y = (X @ W + rng.gumbel(size=(n, k)) * 2 + np.array([2.0, *([0.0] * (k - 1))])).argmax(1)
    return X, y


def sparse(n, d, k):
    X = (rng.uniform(size=(n, d)) < 0.06) * rng.uniform(0.1, 1, size=(n, d)).round(3)
    # Many columns that are used once, as word pairs are.
    lone = np.zeros((n, d))
    for j in range(d):
        lone[rng.integers(n), j] = round(rng.uniform(0.1, 1), 3)
    X = np.hstack([X, lone, np.zeros((n, 2))])
    W = rng.normal(size=(X.shape[1], k)) * 3
    y = (X @ W + rng.gumbel(size=(n, k))).argmax(1)
    return X, y


cases = []


def record(name, X, y, C=1.0, class_weight=None, weights=None, fit_intercept=True, as_sparse=False):
    model = LogisticRegression(
        C=C, class_weight=class_weight, fit_intercept=fit_intercept, tol=1e-10, max_iter=100000,
        solver="lbfgs" if as_sparse else "newton-cholesky",
    )
    model.fit(sp.csr_matrix(X) if as_sparse else X, y, sample_weight=weights)
    intercept = model.intercept_ - model.intercept_.mean() if len(model.intercept_) > 1 else model.intercept_
    cases.append({
        "name": name, "sparse": as_sparse, "columns": X.shape[1], "X": X.ravel().tolist() if not as_sparse else None,
        "cells": [[int(i), int(j), X[i, j]] for i, j in zip(*X.nonzero())] if as_sparse else None,
        "y": y.tolist(),
        "options": {"C": C, "fitIntercept": fit_intercept,
                    "classWeight": {str(k): v for k, v in class_weight.items()} if isinstance(class_weight, dict) else class_weight},
        "weights": None if weights is None else weights.tolist(),
        "coefficients": model.coef_.tolist(), "intercepts": intercept.tolist() if fit_intercept else [0.0] * len(model.coef_),
        "firstRows": model.predict_proba(X[:5]).ravel().tolist(),
    })


X, y = dense(120, 5, 2)
record("binary", X, y)
record("binary, weak penalty", X, y, C=100.0)
record("binary, strong penalty", X, y, C=0.01)
record("binary, balanced", X, y, class_weight="balanced")
record("binary, class weights by name", X, y, class_weight={0: 0.5, 1: 4.0})
record("binary, sample weights", X, y, weights=rng.integers(0, 4, 120).astype(float))
record("binary, balanced and sample weights", X, y, class_weight="balanced", weights=rng.uniform(0, 2, 120).round(3))
record("binary, no intercept", X, y, fit_intercept=False)
X, y = dense(150, 4, 3)
record("three classes", X, y)
record("three classes, balanced, sample weights", X, y, class_weight="balanced", weights=rng.uniform(0, 2, 150).round(3))
record("three classes, no intercept", X, y, fit_intercept=False, C=10.0)
X, y = sparse(90, 40, 2)
record("sparse binary", X, y, as_sparse=True)
record("sparse binary, balanced, weak penalty", X, y, class_weight="balanced", C=20.0, as_sparse=True)
X, y = sparse(80, 30, 4)
record("sparse four classes", X, y, as_sparse=True)

y = np.array([0] * 17 + [1] * 3 + [2] * 5)
w = rng.uniform(0, 2, len(y)).round(3)
out = {
    "peer": f"scikit-learn {sklearn.__version__}",
    "cases": cases,
    "dummy": {"y": y.tolist(), "weights": w.tolist(),
              "prior": DummyClassifier(strategy="prior").fit(np.zeros((len(y), 1)), y, sample_weight=w).class_prior_.tolist()},
    "balanced": {"y": y.tolist(), "weights": w.tolist(),
                 "plain": compute_class_weight("balanced", classes=np.arange(3), y=y).tolist(),
                 "weighted": compute_class_weight("balanced", classes=np.arange(3), y=y, sample_weight=w).tolist()},
}
path = Path(__file__).parents[2] / "test/fixtures/models/linear.json"
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(json.dumps(out))
print(path.stat().st_size)
