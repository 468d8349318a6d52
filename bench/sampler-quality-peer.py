"""The Python side of sampler-quality.mjs.

    sampler-quality-peer.py prepare SET SEED folder     the train and test rows of one split, as numbers
    sampler-quality-peer.py judge folder NAME …         both sides' resampled rows, one learner, one test part
"""

import csv
import json
import os
import sys
import warnings

import numpy as np
from sklearn.datasets import make_blobs, make_classification, make_moons
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

warnings.filterwarnings("ignore")
sys.path.insert(0, os.path.dirname(__file__))


def read(name, header=False):
    path = os.path.join(os.environ["EVENKEEL_DATA"], name)
    with open(path, newline="", encoding="utf8") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file) if row]
    return rows[1:] if header else rows


def coded(rows, rng, limit):
    """Numbers as they are, texts as codes; the target is the last column."""
    rows = [rows[at] for at in rng.permutation(len(rows))[:limit]]
    columns, categorical = [], []
    for index, column in enumerate(zip(*[row[:-1] for row in rows])):
        try:
            columns.append(np.array([float(cell) for cell in column]))
        except ValueError:
            columns.append(np.unique(column, return_inverse=True)[1].astype(float))
            categorical.append(index)
    return np.column_stack(columns), np.array([row[-1] for row in rows]), categorical


def load(name, seed):
    rng = np.random.RandomState(seed)
    if name == "mammography":
        X, y, categorical = coded(read("mammography.csv"), rng, 11_183)
    elif name == "adult":
        X, y, categorical = coded(read("adult.csv"), rng, 6_000)
    elif name == "german-credit":
        X, y, categorical = coded(read("german-credit.csv", header=True), rng, 1_000)
    else:
        X, y = shape(name, seed)
        categorical = []
    counts = {value: int((y == value).sum()) for value in np.unique(y)}
    return X, (y == min(counts, key=counts.get)).astype(np.int32), categorical


def shape(name, seed):
    """Five shapes of a rare class: straight, curved, in islands, inside the majority, in many columns."""
    rng = np.random.RandomState(1000 + seed)
    if name == "straight":
        return make_classification(3_000, 10, n_informative=4, weights=[0.95], flip_y=0.02, random_state=seed)
    if name == "moons":
        X, y = make_moons((2_850, 150), noise=0.25, random_state=seed)
        return X, y
    if name == "islands":
        X, label = make_blobs([2_700] + [60] * 5, 4, cluster_std=[3.0] + [0.7] * 5, random_state=seed)
        return X, (label > 0).astype(int)
    if name == "inside":
        X = rng.standard_normal((3_000, 5))
        return X, (np.linalg.norm(X, axis=1) + 0.3 * rng.standard_normal(3_000) < 1.0).astype(int)
    return make_classification(2_500, 60, n_informative=15, weights=[0.92], flip_y=0.02, random_state=seed)


def prepare(name, seed, folder):
    X, y, categorical = load(name, seed)
    train, test = train_test_split(np.arange(len(y)), test_size=0.3, stratify=y, random_state=seed)
    numbers = [column for column in range(X.shape[1]) if column not in categorical]
    center, scale = X[train][:, numbers].mean(0), X[train][:, numbers].std(0)
    X[:, numbers] = (X[:, numbers] - center) / np.where(scale > 0, scale, 1)
    for part, rows in (("train", train), ("test", test)):
        X[rows].tofile(os.path.join(folder, f"{part}.f64"))
        y[rows].tofile(os.path.join(folder, f"{part}.i32"))
    levels = [int(X[:, column].max()) + 1 for column in categorical]
    with open(os.path.join(folder, "shape.json"), "w") as file:
        json.dump(dict(columns=X.shape[1], categorical=categorical, levels=levels), file)


def judge(folder, names):
    with open(os.path.join(folder, "shape.json")) as file:
        described = json.load(file)
    width, categorical, levels = described["columns"], described["categorical"], described["levels"]

    def rows(stem):
        return (
            np.fromfile(os.path.join(folder, f"{stem}.f64")).reshape(-1, width),
            np.fromfile(os.path.join(folder, f"{stem}.i32"), dtype=np.int32),
        )

    def encode(X):
        numbers = [column for column in range(width) if column not in categorical]
        ones = [np.eye(count)[np.clip(np.round(X[:, column]), 0, count - 1).astype(int)] for column, count in zip(categorical, levels)]
        return np.hstack([X[:, numbers], *ones])

    def figures(X, y):
        # Scores of a linear model and of nearest neighbors, which see other things in a sample.
        result = {}
        for key, model in (("linear", LogisticRegression(max_iter=2000)), ("neighbors", KNeighborsClassifier(9))):
            scores = model.fit(encode(X), y).predict_proba(encode(X_test))[:, 1]
            result[key] = [f1_score(y_test, scores >= 0.5, average="macro"), average_precision_score(y_test, scores)]
        return result

    from samplers_peer import make

    X, y = rows("train")
    X_test, y_test = rows("test")
    for name in names:
        line = dict(name=name)
        try:
            sampler = make(name, categorical)
            line["peer"] = figures(*sampler.fit_resample(X, y))
        except (ValueError, RuntimeError) as why:
            line["peerRefused"] = str(why).split("\n")[0]
        if os.path.exists(os.path.join(folder, f"{name}.f64")):
            line["ours"] = figures(*rows(name))
        print(json.dumps(line), flush=True)


if sys.argv[1] == "prepare":
    prepare(sys.argv[2], int(sys.argv[3]), sys.argv[4])
else:
    judge(sys.argv[2], sys.argv[3:])
