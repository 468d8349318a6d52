"""Records support vectors, coefficients and decision values of scikit-learn's SVC and LinearSVC, for test/models."""
import json
import warnings
from pathlib import Path

import numpy as np
import scipy.sparse as sp
import sklearn
from sklearn.svm import SVC, LinearSVC

warnings.simplefilter("ignore")
rng = np.random.default_rng(11)


def dense(n, d, k, noise=1.5):
    X = rng.normal(size=(n, d)) * np.array([1 + 0.5 * (j % 3) for j in range(d)])
    X = X.round(3)
    W = rng.normal(size=(d, k))
    y = (X @ W + rng.gumbel(size=(n, k)) * noise + np.array([1.5, *([0.0] * (k - 1))])).argmax(1)
    return X, y


def sparse(n, d, k):
    X = (rng.uniform(size=(n, d)) < 0.1) * rng.uniform(0.1, 1, size=(n, d)).round(3)
    W = rng.normal(size=(d, k)) * 3
    y = (X @ W + rng.gumbel(size=(n, k))).argmax(1)
    return X, y


sets = {}
kernel_cases = []
linear_cases = []


def keep(name, X, y, as_sparse=False):
    sets[name] = {
        "sparse": as_sparse, "columns": X.shape[1], "y": y.tolist(),
        "X": None if as_sparse else X.ravel().tolist(),
        "cells": [[int(i), int(j), X[i, j]] for i, j in zip(*X.nonzero())] if as_sparse else None,
    }
    return name, (sp.csr_matrix(X) if as_sparse else X), y


def options_of(C, class_weight, **more):
    weight = {str(k): v for k, v in class_weight.items()} if isinstance(class_weight, dict) else class_weight
    return {"C": C, "classWeight": weight, **more}


def kernel_case(data, C=1.0, class_weight=None, weights=None, tol=1e-3, first=5, **kernel):
    name, X, y = data
    model = SVC(C=C, class_weight=class_weight, tol=tol, **kernel).fit(X, y, sample_weight=weights)
    # The peer drops rows of weight 0 first, and counts its support vectors among those that are left.
    kept = np.arange(len(y)) if weights is None else np.flatnonzero(weights > 0)
    coefficients = model.dual_coef_.toarray() if sp.issparse(model.dual_coef_) else model.dual_coef_
    kernel_cases.append({
        "set": name, "options": options_of(C, class_weight, tol=tol, **kernel),
        "weights": None if weights is None else weights.tolist(),
        "support": kept[model.support_].tolist(), "dual": coefficients.ravel().tolist(),
        "intercept": model.intercept_.tolist(), "decisions": model.decision_function(X[:first]).ravel().tolist(),
    })


def linear_case(data, C=1.0, class_weight=None, weights=None, loss="squared_hinge", fit_intercept=True, scaling=1.0):
    name, X, y = data
    model = LinearSVC(C=C, class_weight=class_weight, loss=loss, dual=True, tol=1e-10, max_iter=10_000_000,
                      fit_intercept=fit_intercept, intercept_scaling=scaling, random_state=0)
    model.fit(X, y, sample_weight=weights)
    linear_cases.append({
        "set": name,
        "options": options_of(C, class_weight, loss=loss, fitIntercept=fit_intercept, interceptScaling=scaling),
        "weights": None if weights is None else weights.tolist(),
        "coefficients": model.coef_.ravel().tolist(), "intercepts": np.atleast_1d(model.intercept_).tolist(),
    })


two = keep("two", *dense(160, 5, 2))
three = keep("three", *dense(150, 4, 3))
five = keep("five", *dense(120, 4, 5))
wide = keep("wide", *sparse(90, 40, 3), as_sparse=True)
# So many rows that some are put out of sight before the end.
many = keep("many", *dense(1300, 2, 2, 2.5))
small = rng.uniform(0, 2, 160).round(3)
small[::7] = 0
for tol in (1e-3, 1e-6):
    for kernel in ({"kernel": "rbf"}, {"kernel": "linear"}, {"kernel": "poly"}):
        kernel_case(two, tol=tol, **kernel)
        kernel_case(two, tol=tol, class_weight="balanced", C=0.3, **kernel)
        kernel_case(three, tol=tol, **kernel)
        kernel_case(wide, tol=tol, **kernel)
    kernel_case(two, tol=tol, kernel="rbf", gamma=0.4, C=10.0, weights=small)
    kernel_case(two, tol=tol, kernel="linear", class_weight={0: 0.5, 1: 3.0}, weights=small)
    kernel_case(two, tol=tol, kernel="rbf", gamma="auto", C=100.0)
    kernel_case(two, tol=tol, kernel="poly", degree=2, coef0=1.0, gamma=0.2)
    kernel_case(five, tol=tol, kernel="rbf", class_weight="balanced")
    kernel_case(five, tol=tol, kernel="poly", degree=4, coef0=0.5, gamma=0.1, C=5.0)
kernel_case(many, kernel="rbf", C=3.0)
kernel_case(many, kernel="rbf", C=10.0, tol=1e-6, gamma=2.0)
kernel_case(many, kernel="linear", C=0.05, tol=1e-6)

for loss in ("squared_hinge", "hinge"):
    linear_case(two, loss=loss)
    linear_case(two, loss=loss, C=0.05, class_weight="balanced")
    linear_case(two, loss=loss, class_weight={0: 0.5, 1: 3.0}, weights=small)
    linear_case(two, loss=loss, fit_intercept=False)
    linear_case(two, loss=loss, scaling=20.0, C=0.2)
    linear_case(three, loss=loss)
    linear_case(three, loss=loss, class_weight="balanced", C=0.1)
    linear_case(wide, loss=loss)
    linear_case(wide, loss=loss, C=10.0, class_weight="balanced")

path = Path(__file__).parents[2] / "test/fixtures/models/svm.json"
path.write_text(json.dumps({"peer": f"scikit-learn {sklearn.__version__}", "sets": sets, "kernels": kernel_cases, "linear": linear_cases}))
print(path.stat().st_size)
