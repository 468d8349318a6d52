"""The Python side of semi-supervised.mjs.

    semi-supervised-peer.py prepare SET SEED SHARE DRAW folder   labeled, unlabeled and test rows of one split, as numbers
    semi-supervised-peer.py judge folder                         macro-F1 on test of both sides, from the same rows
"""

import csv
import json
import os
import sys
import warnings

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.semi_supervised import SelfTrainingClassifier

warnings.filterwarnings("ignore")
thresholds = [0.2, 0.4, 0.6, 0.75, 0.9, 0.95, 0.99]


def path(name):
    return os.path.join(os.environ["EVENKEEL_DATA"], name)


def load(name, seed):
    """Texts or a matrix, and the classes."""
    if name == "sms-spam":
        rows = [line.rstrip("\n").split("\t", 1) for line in open(path("sms-spam.tsv"), encoding="utf8")]
        rows = [row for row in rows if len(row) == 2]
        return [text for _, text in rows], np.array([label for label, _ in rows])
    if name == "clinc150":
        parts = json.load(open(path("clinc150-imbalanced.json"), encoding="utf8"))
        rows = [tuple(row) for part in ("train", "val", "test") for row in parts[part]]
        intents = set(sorted({intent for _, intent in rows})[::5])
        rows = [row for row in rows if row[1] in intents]
        return [text for text, _ in rows], np.array([intent for _, intent in rows])
    with open(path(f"{name}.csv"), newline="", encoding="utf8") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file) if row]
    if name == "german-credit":
        rows = rows[1:]
    rows = [rows[at] for at in np.random.RandomState(seed).permutation(len(rows))[:12_000]]
    columns = []
    for column in zip(*[row[:-1] for row in rows]):
        try:
            columns.append(np.array([[float(cell)] for cell in column]))
        except ValueError:
            levels, codes = np.unique(column, return_inverse=True)
            columns.append(np.eye(len(levels))[codes])
    return np.hstack(columns), np.array([row[-1] for row in rows])


def prepare(name, seed, share, draw, folder):
    """Features are learned from all rows of train, labeled or not, as both sides may; test stays out of it."""
    X, y = load(name, seed)
    y = np.unique(y, return_inverse=True)[1]
    train, test = train_test_split(np.arange(len(y)), test_size=0.3, stratify=y, random_state=seed)
    rng = np.random.RandomState(1000 + seed)
    if draw == "stratified":
        rows = [rng.permutation(train[y[train] == code]) for code in np.unique(y)]
        labeled = np.concatenate([one[: max(1, round(share * len(one)))] for one in rows])
    else:
        # Whatever comes, but for one row of each class, without which no side could name it.
        rows = rng.permutation(train)
        first = np.array([rows[np.flatnonzero(y[rows] == code)[0]] for code in np.unique(y)])
        labeled = np.union1d(first, rows[: round(share * len(train))])
    labeled = np.sort(labeled)
    unlabeled = np.setdiff1d(train, labeled)
    if isinstance(X, list):
        tfidf = TfidfVectorizer().fit([X[row] for row in train])
        X = tfidf.transform(X).tocsr()
    else:
        center, scale = X[train].mean(0), X[train].std(0)
        X = sp.csr_matrix((X - center) / np.where(scale > 0, scale, 1))
    for part, rows in dict(labeled=labeled, unlabeled=unlabeled, test=test).items():
        taken = X[rows]
        taken.sort_indices()
        for what, values in dict(starts=taken.indptr, indices=taken.indices, codes=y[rows]).items():
            values.astype(np.int32).tofile(os.path.join(folder, f"{part}.{what}"))
        taken.data.astype(np.float64).tofile(os.path.join(folder, f"{part}.data"))
    with open(os.path.join(folder, "shape.json"), "w") as file:
        json.dump(dict(columns=X.shape[1], classes=int(y.max() + 1)), file)


def judge(folder):
    shape = json.load(open(os.path.join(folder, "shape.json")))

    def read(name, kind):
        return np.fromfile(os.path.join(folder, name), kind)

    def rows(part):
        values = (read(f"{part}.data", np.float64), read(f"{part}.indices", np.int32), read(f"{part}.starts", np.int32))
        count = len(values[2]) - 1
        X = sp.csr_matrix(values, (count, shape["columns"]))
        return X.toarray() if len(values[0]) > 0.2 * count * shape["columns"] else X, read(f"{part}.codes", np.int32)

    (X, y), (U, _), (X_test, y_test) = rows("labeled"), rows("unlabeled"), rows("test")
    stack = sp.vstack if sp.issparse(X) else np.vstack
    everything = stack([X, U]).tocsr() if sp.issparse(X) else stack([X, U])
    target = np.r_[y, np.full(U.shape[0], -1)]

    def tell(name, said):
        print(json.dumps(dict(name=name, macroF1=f1_score(y_test, said, average="macro"))), flush=True)

    for weights in (None, "balanced"):
        suffix = "" if weights is None else ", balanced"
        base = LogisticRegression(max_iter=1000, class_weight=weights)
        tell(f"supervised{suffix}", base.fit(X, y).predict(X_test))
        for threshold in thresholds:
            peer = SelfTrainingClassifier(base, threshold=threshold)
            tell(f"peer {threshold}{suffix}", peer.fit(everything, target).predict(X_test))
        for count in (10, 50):
            peer = SelfTrainingClassifier(base, criterion="k_best", k_best=count)
            tell(f"peer k_best {count}{suffix}", peer.fit(everything, target).predict(X_test))
    for file in sorted(os.listdir(folder)):
        if file.endswith(".said"):
            tell(file[: -len(".said")], read(file, np.int32))


if sys.argv[1] == "prepare":
    prepare(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), sys.argv[5], sys.argv[6])
else:
    judge(sys.argv[2])
