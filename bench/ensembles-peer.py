"""The Python side of ensembles.mjs.

    ensembles-peer.py prepare SET SEED folder FILE     the train and test rows of one split
    ensembles-peer.py judge folder SEED CASES          both sides' probabilities, one test part
"""

import csv
import json
import os
import sys
import time
import warnings

import numpy as np
from imblearn.ensemble import (
    BalancedBaggingClassifier,
    BalancedRandomForestClassifier,
    EasyEnsembleClassifier,
    RUSBoostClassifier,
)
from imblearn.over_sampling import SMOTE, RandomOverSampler
from sklearn.datasets import make_classification
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")

peers = {
    "balancedBaggingClassifier": BalancedBaggingClassifier,
    "balancedRandomForest": BalancedRandomForestClassifier,
    "easyEnsemble": EasyEnsembleClassifier,
    "rusBoost": RUSBoostClassifier,
}
units = {one.__name__: one for one in (SMOTE, RandomOverSampler, HistGradientBoostingClassifier, DecisionTreeClassifier)}


def arguments(given):
    return {
        name: units[value[0]](**value[1]) if isinstance(value, list) else value for name, value in given.items()
    }


def load(name, seed, file):
    if name == "mammography":
        with open(file, newline="") as text:
            rows = [row for row in csv.reader(text) if row]
        y = np.array([row[-1] for row in rows])
        rare = min(set(y), key=lambda value: (y == value).sum())
        return np.array([row[:-1] for row in rows], dtype=float), (y == rare).astype(np.int32)
    X, y = make_classification(
        6_000, 10, n_informative=6, n_classes=3, weights=[0.85, 0.12], flip_y=0.02, random_state=seed
    )
    return X, y.astype(np.int32)


def prepare(name, seed, folder, file):
    X, y = load(name, seed, file)
    train, test = train_test_split(np.arange(len(y)), test_size=0.3, stratify=y, random_state=seed)
    for part, rows in (("train", train), ("test", test)):
        X[rows].tofile(os.path.join(folder, f"{part}.f64"))
        y[rows].tofile(os.path.join(folder, f"{part}.i32"))
    with open(os.path.join(folder, "shape.json"), "w") as out:
        json.dump(dict(columns=X.shape[1], classes=int(y.max()) + 1), out)


def judge(folder, seed, cases):
    with open(os.path.join(folder, "shape.json")) as text:
        shape = json.load(text)

    def rows(part):
        X = np.fromfile(os.path.join(folder, f"{part}.f64")).reshape(-1, shape["columns"])
        return X, np.fromfile(os.path.join(folder, f"{part}.i32"), dtype=np.int32)

    X, y = rows("train")
    X_test, y_test = rows("test")

    def figures(p):
        codes = range(1, 2) if shape["classes"] == 2 else range(shape["classes"])
        precision = [average_precision_score(y_test == code, p[:, code]) for code in codes]
        return [f1_score(y_test, p.argmax(1), average="macro"), float(np.mean(precision))]

    for case in cases:
        name = case["name"]
        peer = peers.get(name.split(",")[0])
        line = dict(name=name, ours=figures(np.fromfile(os.path.join(folder, f"{name}.f64")).reshape(len(y_test), -1)))
        if peer:
            cpu = time.process_time()
            try:
                # Not the seed that has split the rows: both would draw the same numbers.
                fitted = peer(random_state=seed + 1000, **arguments(case.get("peer", {}))).fit(X, y)
            except ValueError as why:
                # RUSBoost gives up where its first tree is worse than chance; evenkeel throws such a tree away.
                print(json.dumps(dict(name=name, refused=str(why))), flush=True)
                continue
            line.update(peerCpu=time.process_time() - cpu, peer=figures(fitted.predict_proba(X_test)))
        print(json.dumps(line), flush=True)


if sys.argv[1] == "prepare":
    prepare(sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5])
else:
    judge(sys.argv[2], int(sys.argv[3]), json.loads(sys.argv[4]))
