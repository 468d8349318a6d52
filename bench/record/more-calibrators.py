"""Records vector scaling and beta calibration, their log loss minimized by SciPy, since no peer here has them.

Run with the peers' Python:  python bench/record/more-calibrators.py > test/fixtures/evaluation/more-calibrators.json
"""

import json
import sys

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_softmax

rng = np.random.default_rng(7)


def vector(number):
    classes, rows = int(rng.integers(2, 5)), int(rng.integers(60, 120))
    truth = np.r_[np.arange(classes), rng.integers(0, classes, rows)]
    logits = rng.normal(size=(len(truth), classes)) + 1.2 * np.eye(classes)[truth]
    proba = np.round(np.exp(log_softmax(1.7 * logits + rng.normal(size=classes), axis=1)), 9)
    proba[:, 0] = np.round(1 - proba[:, 1:].sum(axis=1), 9)
    proba = np.clip(proba, 0, 1)
    weights = rng.integers(1, 4, len(truth)).astype(float) if number % 2 else None
    w = np.ones(len(truth)) if weights is None else weights
    z = np.log(np.maximum(proba, 1e-12))

    def loss(x):
        value = log_softmax(x[:classes] * z + x[classes:], axis=1)
        slope = (np.exp(value) - np.eye(classes)[truth]) * w[:, None] / w.sum()
        away = x - np.r_[np.ones(classes), np.zeros(classes)]
        gradient = np.r_[(slope * z).sum(axis=0), slope.sum(axis=0)] + 1e-8 * away
        return -(w * value[np.arange(len(truth)), truth]).sum() / w.sum() + 0.5e-8 * (away**2).sum(), gradient

    start = np.r_[np.ones(classes), np.zeros(classes)]
    found = minimize(loss, start, jac=True, method="BFGS", options=dict(gtol=1e-10, maxiter=10000))
    new = np.exp(log_softmax(found.x[:classes] * z[:10] + found.x[classes:], axis=1))
    return dict(
        classes=classes,
        truth=truth.tolist(),
        proba=proba.ravel().tolist(),
        weights=None if weights is None else weights.tolist(),
        loss=float(found.fun),
        new=np.round(new, 9).ravel().tolist(),
    )


def beta(number):
    rows = int(rng.integers(60, 200))
    p = np.round(rng.beta(*rng.uniform(0.3, 3, 2), rows), 6)
    a, b = [(1.5, 0.4), (0.3, 2.0), (1.0, 1.0), (-0.8, 1.0), (1.0, -0.8), (-1.0, -1.0)][number % 6]
    chance = expit(a * np.log(np.maximum(p, 1e-12)) - b * np.log(np.maximum(1 - p, 1e-12)) + rng.normal())
    truth = (rng.uniform(size=rows) < chance).astype(int)
    truth[:2] = [0, 1]
    weights = rng.integers(1, 4, rows).astype(float) if number % 2 else None
    w = np.ones(rows) if weights is None else weights
    x = np.c_[np.log(np.maximum(p, 1e-12)), -np.log(np.maximum(1 - p, 1e-12)), np.ones(rows)]

    def fit(free):
        free = np.r_[free, True].astype(float)
        wanted = np.r_[free[:2], 0]

        def loss(at):
            value = (x * free) @ at
            slope = w * (expit(value) - truth) / w.sum()
            away = at - wanted
            return (w * (np.logaddexp(0, value) - truth * value)).sum() / w.sum() + 0.5e-8 * away @ away, (x * free).T @ slope + 1e-8 * away

        return minimize(loss, wanted, jac=True, method="BFGS", options=dict(gtol=1e-10, maxiter=10000)).x

    found = fit([True, True])
    if found[0] < 0 or found[1] < 0:
        found = fit([found[0] >= 0, found[1] >= 0])
    if found[0] < 0 or found[1] < 0:
        found = fit([False, False])
    return dict(
        p=p.tolist(),
        truth=truth.tolist(),
        weights=None if weights is None else weights.tolist(),
        found=np.round(found, 9).tolist(),
    )


cases = dict(vector=[vector(number) for number in range(12)], beta=[beta(number) for number in range(24)])
json.dump(cases, sys.stdout, separators=(",", ":"))
print()
