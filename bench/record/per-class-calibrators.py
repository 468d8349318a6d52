"""Records scikit-learn's CalibratedClassifierCV on several classes, one against the rest.

Run with the peers' Python:  python bench/record/per-class-calibrators.py > test/fixtures/evaluation/per-class-calibrators.json

The classifier answers with the scores that it is given. The sigmoid is learned on logits, as ours is, so its scores are
those; isotonic regression is learned on probabilities.
"""

import json
import sys

import numpy as np
import sklearn
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator

rng = np.random.default_rng(11)


class Given(ClassifierMixin, BaseEstimator):
    def fit(self, X, y):
        self.classes_ = np.unique(y)
        return self

    def decision_function(self, X):
        return X[:, 0] if X.shape[1] == 1 else X

    def predict(self, X):
        return self.classes_[np.argmax(np.c_[np.zeros(len(X)), X] if X.shape[1] == 1 else X, axis=1)]


def logit(p):
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return np.log(p / (1 - p))


def calibrated(method, scores, truth, weights, new):
    classifier = Given().fit(scores, truth)
    fitted = CalibratedClassifierCV(FrozenEstimator(classifier), method=method, ensemble=False)
    return np.round(fitted.fit(scores, truth, sample_weight=weights).predict_proba(new), 12).ravel().tolist()


def case(number):
    classes, rows = [2, 3, 4, 5][number % 4], int(rng.integers(80, 160))
    shares = rng.dirichlet(np.linspace(6, 1, classes))
    truth = np.r_[np.repeat(np.arange(classes), 5), rng.choice(classes, rows, p=shares)]
    logits = 1.5 * rng.normal(size=(len(truth), classes)) + 1.8 * np.eye(classes)[truth] + rng.normal(size=classes)
    proba = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    proba = np.round(proba, 2 if number >= 4 else 9)
    proba[:, 0] = np.clip(np.round(1 - proba[:, 1:].sum(axis=1), 9), 0, 1)
    weights = rng.integers(1, 4, len(truth)).astype(float) if number % 2 else None
    new = proba[rng.permutation(len(proba))[:15]]
    of = (lambda p: p[:, 1:]) if classes == 2 else (lambda p: p)
    return dict(
        classes=classes,
        truth=truth.tolist(),
        proba=proba.ravel().tolist(),
        weights=None if weights is None else weights.tolist(),
        new=new.ravel().tolist(),
        platt=calibrated("sigmoid", logit(of(proba)), truth, weights, logit(of(new))),
        isotonic=calibrated("isotonic", of(proba), truth, weights, of(new)),
    )


json.dump(dict(recordedWith={"scikit-learn": sklearn.__version__}, cases=[case(n) for n in range(8)]), sys.stdout)
print()
