"""Records what scikit-learn and imbalanced-learn say of random cases, for test/evaluation.

Run with the peers' Python (bench/peers.sh makes it): python bench/record/metrics.py
"""

import json
import pathlib
import warnings

import numpy as np
import sklearn
import imblearn
from imblearn import metrics as im
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve
from sklearn.model_selection import StratifiedGroupKFold

warnings.simplefilter("ignore")
folder = pathlib.Path(__file__).parents[2] / "test/fixtures/evaluation"
rng = np.random.RandomState(20261121)


def plain(value):
    """NaN and infinity as text, which JSON has no word for."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(one) for one in value]
    value = float(value)
    return value if np.isfinite(value) else str(value)


def decisions(case):
    classes = int(rng.randint(2, 6))
    rows = int(rng.randint(1, 40))
    shares = rng.dirichlet(np.ones(classes) * 0.7)
    truth = rng.choice(classes, rows, p=shares)
    right = rng.uniform(size=rows) < rng.uniform(0.2, 1)
    predicted = np.where(right, truth, rng.choice(classes, rows))
    weights = rng.randint(0, 4, rows) + rng.choice([0.0, 0.5]) if case % 3 == 0 else None
    if weights is not None:
        # A class whose rows all weigh 0 occurs for scikit-learn; for a confusion matrix it does not.
        for name in np.union1d(truth, predicted):
            weights[np.argmax((truth == name) | (predicted == name))] += 1
    names = list(range(classes))
    w = {"sample_weight": weights}
    out = {
        "classes": classes,
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "confusion": plain(sk.confusion_matrix(truth, predicted, labels=names, **w).ravel()),
        "balancedAccuracy": plain(sk.balanced_accuracy_score(truth, predicted, **w)),
        "matthews": plain(sk.matthews_corrcoef(truth, predicted, **w)),
        "cohenKappa": plain(sk.cohen_kappa_score(truth, predicted, labels=names, **w)),
        "accuracy": plain(sk.accuracy_score(truth, predicted, **w)),
    }
    for average in ["macro", "weighted", "micro"]:
        out[average] = {
            "precision": plain(sk.precision_score(truth, predicted, average=average, **w)),
            "recall": plain(sk.recall_score(truth, predicted, average=average, **w)),
            "fBeta2": plain(sk.fbeta_score(truth, predicted, beta=2, average=average, **w)),
            "f1": plain(sk.f1_score(truth, predicted, average=average, **w)),
            "specificity": plain(im.specificity_score(truth, predicted, average=average, **w)),
            "geometricMean": plain(im.geometric_mean_score(truth, predicted, average=average, **w)),
        }
        if weights is not None:
            # imbalanced-learn 0.14 takes the number of rows for the sum of weights in its true negatives, and answers
            # above 1; rows repeated as often as they weigh (twice that, for the halves) give what it should.
            often = np.round(2 * weights).astype(int)
            repeated = np.repeat(truth, often), np.repeat(predicted, often)
            out[average]["specificity"] = plain(im.specificity_score(*repeated, average=average))
            out[average]["geometricMean"] = plain(im.geometric_mean_score(*repeated, average=average))
    out["geometricMean"] = plain(im.geometric_mean_score(truth, predicted, **w))
    out["geometricMeanCorrected"] = plain(im.geometric_mean_score(truth, predicted, correction=0.001, **w))
    return out


def scores(case):
    rows = int(rng.randint(2, 60))
    truth = (rng.uniform(size=rows) < rng.choice([0.1, 0.3, 0.5])).astype(int)
    if case % 10 == 9:
        truth[:] = case % 20 == 9
    proba = rng.beta(1, 2, rows) * 0.6 + 0.4 * truth * rng.uniform(size=rows)
    if case % 2:
        proba = np.round(proba, int(rng.randint(0, 3)))
    if case % 7 == 0:
        proba = np.round(proba * 16) / 16
    weights = rng.randint(0, 4, rows).astype(float) if case % 3 == 0 else None
    if weights is not None:
        weights[0] += 1
    w = {"sample_weight": weights}
    precision, recall, thresholds = sk.precision_recall_curve(truth, proba, **w)
    fpr, tpr, cuts = sk.roc_curve(truth, proba, **w)
    bins = int(rng.randint(1, 16))
    out = {
        "truth": truth.tolist(),
        "proba": proba.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "averagePrecision": plain(sk.average_precision_score(truth, proba, **w)),
        "rocAuc": plain(sk.roc_auc_score(truth, proba, **w)),
        "brier": plain(sk.brier_score_loss(truth, proba, **w)),
        "logLoss": plain(sk.log_loss(truth, proba, labels=[0, 1], **w)),
        "precisionRecall": [plain(precision), plain(recall), plain(thresholds)],
        "roc": [plain(fpr), plain(tpr), plain(cuts)],
        "bins": bins,
    }
    for strategy in ["uniform", "quantile"]:
        positive, predicted = calibration_curve(truth, proba, n_bins=bins, strategy=strategy)
        out[strategy] = [plain(positive), plain(predicted)]
    return out


def probabilities():
    classes, rows = int(rng.randint(3, 6)), int(rng.randint(2, 20))
    truth = rng.randint(0, classes, rows)
    proba = rng.dirichlet(np.ones(classes), rows)
    proba[0] = np.eye(classes)[int(rng.randint(classes))]
    names = list(range(classes))
    return {
        "classes": classes,
        "truth": truth.tolist(),
        "proba": plain(proba.ravel()),
        "logLoss": plain(sk.log_loss(truth, proba, labels=names)),
        "brier": plain(sk.brier_score_loss(truth, proba, labels=names)),
    }


def grouped(y, groups, folds, **shuffle):
    """The validation class counts of each of the peer's folds."""
    y, groups = np.asarray(y), np.asarray(groups)
    cv = StratifiedGroupKFold(folds, **shuffle)
    size = int(y.max()) + 1
    peer = [np.bincount(y[test], minlength=size).tolist() for _, test in cv.split(y, y, groups)]
    return {"y": y.tolist(), "groups": groups.tolist(), "folds": folds, "peer": peer}


def subjects(labels, rows, folds, **shuffle):
    return grouped(np.repeat(labels, rows), np.repeat(np.arange(len(labels)), rows), folds, **shuffle)


issue = [0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]
few = [
    # scikit-learn's issue 24656: 31 equal groups, 10 folds.
    subjects(issue, 3, 10, shuffle=True, random_state=8),
    # Its issue 28218: equal folds are possible, the peer misses them.
    grouped([1, 1, 0, 0, 2, 2], [0, 1, 1, 2, 2, 3], 2, shuffle=True, random_state=3),
    subjects([0] * 26 + [1] * 5, 1, 10),
    subjects([0] * 16 + [1] * 15, 4, 10),
    subjects(rng.permutation([0] * 12 + [1] * 5), rng.randint(1, 9, 17), 5),
]
versions = {"sklearn": sklearn.__version__, "imblearn": imblearn.__version__, "numpy": np.__version__}
recorded = {
    "decisions": [decisions(case) for case in range(120)],
    "scores": [scores(case) for case in range(100)],
    "probabilities": [probabilities() for _ in range(15)],
    "few-groups": few,
}
folder.mkdir(parents=True, exist_ok=True)
for name, cases in recorded.items():
    text = json.dumps({"versions": versions, "cases": cases}, separators=(",", ":"))
    (folder / f"{name}.json").write_text(text + "\n")
