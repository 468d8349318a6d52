"""scikit-learn's side of learners.mjs, and the data of both sides.

    learners-peer.py prepare SET folder FILE
    learners-peer.py run SET LEARNER folder
"""

import csv
import json
import os
import subprocess
import sys
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import average_precision_score
from sklearn.svm import SVC, LinearSVC


def prepare(name, folder, file):
    if name == "W1":
        here = os.path.dirname(os.path.abspath(__file__))
        subprocess.run([sys.executable, os.path.join(here, "samplers_peer.py"), "generate", "W1", folder], check=True)
        y = np.fromfile(os.path.join(folder, "W1.i32"), dtype=np.int32)
        X = np.fromfile(os.path.join(folder, "W1.f64")).reshape(len(y), -1)
        os.remove(os.path.join(folder, "W1.f64"))
        categorical = []
    else:
        with open(file, newline="") as text:
            rows = [[cell.strip() for cell in row] for row in csv.reader(text) if row]
        y = np.array([row[-1] == ">50K" for row in rows]).astype(np.int32)
        columns, categorical = [], []
        for index, column in enumerate(zip(*[row[:-1] for row in rows])):
            try:
                columns.append(np.array([float(cell) for cell in column]))
            except ValueError:
                columns.append(np.unique(column, return_inverse=True)[1].astype(float))
                categorical.append(index)
        X = np.column_stack(columns)
    levels = [int(X[:, column].max()) + 1 for column in categorical]
    numbers = [column for column in range(X.shape[1]) if column not in categorical]
    scaled = (X[:, numbers] - X[:, numbers].mean(0)) / X[:, numbers].std(0)
    ones = [np.eye(count)[X[:, column].astype(int)] for column, count in zip(categorical, levels)]
    np.hstack([scaled, *ones]).tofile(os.path.join(folder, f"{name}.encoded"))
    X.tofile(os.path.join(folder, f"{name}.coded"))
    y.tofile(os.path.join(folder, f"{name}.labels"))
    shape = dict(
        rows=len(y), coded=X.shape[1], encoded=len(numbers) + sum(levels), categorical=categorical, levels=levels
    )
    with open(os.path.join(folder, f"{name}.json"), "w") as out:
        json.dump(shape, out)


def run(name, learner, folder):
    with open(os.path.join(folder, f"{name}.json")) as text:
        shape = json.load(text)
    view = "coded" if learner == "boosting" else "encoded"
    X = np.fromfile(os.path.join(folder, f"{name}.{view}")).reshape(shape["rows"], shape[view])
    y = np.fromfile(os.path.join(folder, f"{name}.labels"), dtype=np.int32)
    if learner == "svc":
        # Every positive row of W1, so that there is something to find.
        order = np.argsort(-y, kind="stable") if name == "W1" else np.arange(len(y))
        rows = np.sort(order[:20_000])
        X, y = X[rows], y[rows]
    test = np.arange(len(y)) % 5 == 0
    model = {
        "forest": lambda: RandomForestClassifier(100, random_state=0, n_jobs=-1),
        "boosting": lambda: HistGradientBoostingClassifier(
            categorical_features=shape["categorical"] or None, early_stopping=False, random_state=0
        ),
        "svc": lambda: SVC(),
        "linear-svc": lambda: LinearSVC(),
    }[learner]()
    cpu, wall = time.process_time(), time.perf_counter()
    model.fit(X[~test], y[~test])
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    scores = model.decision_function(X[test]) if "svc" in learner else model.predict_proba(X[test])[:, 1]
    print(json.dumps(dict(cpu=cpu, wall=wall, averagePrecision=average_precision_score(y[test], scores))))


if sys.argv[1] == "prepare":
    prepare(*sys.argv[2:])
else:
    run(*sys.argv[2:])
