"""Records what imbalanced-learn, scikit-learn and scipy say of random cases, for test/evaluation/rare-class-metrics.

Run with the peers' Python:  python bench/record/rare-class-metrics.py > test/fixtures/evaluation/rare-class-metrics.json
"""

import json
import sys
import warnings

import imblearn
import numpy as np
import sklearn
from imblearn import metrics as im
from scipy import stats
from sklearn import metrics as sk

warnings.simplefilter("ignore")
rng = np.random.RandomState(4)


def plain(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(one) for one in value]
    value = float(value)
    return value if np.isfinite(value) else str(value)


def decisions(case):
    classes = 2 if case % 3 == 0 else int(rng.randint(3, 6))
    rows = int(rng.randint(classes, 50))
    shares = rng.dirichlet(np.ones(classes) * 0.7)
    truth = np.r_[np.arange(classes), rng.choice(classes, rows, p=shares)]
    predicted = np.where(rng.uniform(size=len(truth)) < rng.uniform(0.2, 1), truth, rng.choice(classes, len(truth)))
    iba = {}
    for name, score in (("geometricMean", im.geometric_mean_score), ("recall", im.sensitivity_score), ("specificity", im.specificity_score)):
        iba[name] = plain(im.make_index_balanced_accuracy(alpha=0.3, squared=case % 2 == 0)(score)(truth, predicted, average=None))
    averaged = {}
    for name, score in (("geometricMean", im.geometric_mean_score), ("recall", im.sensitivity_score)):
        for average in ("multiclass", "macro", "weighted", "micro", "binary"):
            if (average == "multiclass" and name == "recall") or (average == "binary" and classes > 2):
                continue
            function = im.make_index_balanced_accuracy(alpha=0.3, squared=case % 2 == 0)(score)
            averaged[f"{name} {average}"] = plain(function(truth, predicted, average=average))
    report = im.classification_report_imbalanced(truth, predicted, output_dict=True, zero_division=0, labels=list(range(classes)))
    keys = ("pre", "rec", "spe", "f1", "geo", "iba", "sup")
    out = dict(
        classes=classes,
        truth=truth.tolist(),
        predicted=predicted.tolist(),
        squared=case % 2 == 0,
        iba=iba,
        averagedIba=averaged,
        report=[plain([report.get(name, report.get(str(name)))[key] for key in keys]) for name in range(classes)],
        average=plain([report[f"avg_{key}"] for key in keys[:-1]]),
        macroMeanAbsoluteError=plain(im.macro_averaged_mean_absolute_error(truth, predicted)),
    )
    if classes == 2:
        out["likelihoodRatios"] = plain(sk.class_likelihood_ratios(truth, predicted, labels=[0, 1]))
    return out


def scores(case):
    rows = int(rng.randint(3, 60))
    truth = np.r_[0, 1, (rng.uniform(size=rows) < 0.3).astype(int)]
    values = rng.normal(size=len(truth)) + truth
    if case % 2:
        values = np.round(values, int(rng.randint(0, 2)))
    weights = rng.randint(1, 4, len(truth)).astype(float) if case % 3 == 0 else None
    fpr, fnr, cuts = sk.det_curve(truth, values, sample_weight=weights)
    return dict(
        truth=truth.tolist(),
        scores=values.tolist(),
        weights=None if weights is None else weights.tolist(),
        det=[plain(fpr), plain(fnr), plain(cuts)],
    )


def pairs(_):
    first, second = int(rng.randint(0, 40)), int(rng.randint(0, 40))
    n = first + second
    statistic = max(0, abs(first - second) - 1) ** 2 / max(1, n)
    return dict(
        onlyFirst=first,
        onlySecond=second,
        exact=plain(stats.binomtest(min(first, second), n, 0.5).pvalue) if n else 1.0,
        chi=plain(stats.chi2.sf((abs(first - second) - 1) ** 2 / n, 1)) if n else 1.0,
        tails=[[float(x), k, plain(stats.chi2.sf(x, k))] for x, k in [(statistic, 1), (rng.uniform(0, 40), int(rng.randint(1, 30)))]],
    )


versions = dict(imblearn=imblearn.__version__, sklearn=sklearn.__version__)
json.dump(
    dict(
        versions=versions,
        decisions=[decisions(case) for case in range(90)],
        scores=[scores(case) for case in range(60)],
        pairs=[pairs(case) for case in range(40)],
    ),
    sys.stdout,
    separators=(",", ":"),
)
