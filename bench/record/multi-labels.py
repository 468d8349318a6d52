"""Records what scikit-learn says of random label matrices, for test/evaluation/many-labels.

Run with the peers' Python:  python bench/record/multi-labels.py > test/fixtures/evaluation/multi-labels.json
"""

import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as sk

warnings.simplefilter("ignore")
rng = np.random.RandomState(2011)


def plain(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(one) for one in value]
    return round(float(value), 14)


def case(number):
    labels, rows = int(rng.randint(2, 7)), int(rng.randint(1, 16))
    shares = rng.choice([0.0, 0.05, 0.2, 0.5, 0.9, 1.0], labels, p=[0.08, 0.2, 0.27, 0.25, 0.15, 0.05])
    truth = (rng.uniform(size=(rows, labels)) < shares).astype(int)
    predicted = np.where(rng.uniform(size=truth.shape) < rng.uniform(0.3, 1), truth, rng.uniform(size=truth.shape) < 0.3)
    predicted = predicted.astype(int)
    scores = np.round(rng.normal(size=truth.shape) + truth, int(rng.randint(0, 4)))
    weights = rng.randint(0, 4, rows) + 0.5 * (number % 2) if number % 3 == 0 else None
    if weights is not None:
        weights = weights.astype(float)
        weights[0] += 1
    w = {"sample_weight": weights}

    def figures(average):
        precision, recall, f1, support = sk.precision_recall_fscore_support(truth, predicted, average=average, **w)
        jaccard = sk.jaccard_score(truth, predicted, average=average, **w)
        return plain([precision, recall, f1, jaccard])

    return dict(
        labels=labels,
        truth="".join(map(str, truth.ravel())),
        predicted="".join(map(str, predicted.ravel())),
        scores=plain(scores.ravel()),
        weights=None if weights is None else weights.tolist(),
        subsetAccuracy=plain(sk.accuracy_score(truth, predicted, **w)),
        hammingLoss=plain(sk.hamming_loss(truth, predicted, **w)),
        perLabel=figures(None),
        **{average: figures(average) for average in ("micro", "macro", "weighted", "samples")},
        labelRankingAveragePrecision=plain(sk.label_ranking_average_precision_score(truth, scores, **w)),
        coverageError=plain(sk.coverage_error(truth, scores, **w)),
        labelRankingLoss=plain(sk.label_ranking_loss(truth, scores, **w)),
        averagePrecision=[
            plain(sk.average_precision_score(truth, scores, average=average, **w))
            for average in (None, "micro", "macro", "weighted", "samples")
        ],
    )


cases = [case(number) for number in range(200)]
json.dump(dict(versions=dict(sklearn=sklearn.__version__), cases=cases), sys.stdout, separators=(",", ":"))
print()
