"""scikit-learn's side of evaluation.mjs: `prepare` writes the rows, any other word is one call."""

import json
import pathlib
import sys
import time

import numpy as np
from sklearn import metrics

call, kind, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
if call == "prepare":
    _, kind, folder, rows = sys.argv[1:]
    folder, rng, rows = pathlib.Path(folder), np.random.default_rng(4), int(rows)
    truth = (rng.random(rows) < 0.02).astype(np.uint8)
    scores = 0.7 * rng.random(rows) + 0.3 * truth * rng.random(rows)
    if kind == "rounded":
        scores = np.round(scores, 3)
    if kind == "skewed":
        scores = 1 / (1 + np.exp(-(2.5 * rng.normal(size=rows) - 6 + 4 * truth)))
    truth.tofile(folder / f"{kind}.truth")
    scores.tofile(folder / f"{kind}.scores")
    sys.exit()

truth = np.fromfile(folder / f"{kind}.truth", np.uint8)
scores = np.fromfile(folder / f"{kind}.scores")
calls = dict(
    averagePrecision=metrics.average_precision_score,
    precisionRecallCurve=metrics.precision_recall_curve,
    rocAuc=metrics.roc_auc_score,
)
cpu, wall = time.process_time(), time.perf_counter()
given = calls[call](truth, scores)
cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
if call == "precisionRecallCurve":
    precision, recall, thresholds = given
    given = float(np.mean(precision[:-1] * recall[:-1] * thresholds))
print(json.dumps(dict(cpu=cpu, wall=wall, figure=float(given))))
