"""scikit-learn's side of linear.mjs, and the data of both sides.

    linear-peer.py prepare SET folder DATA
    linear-peer.py run SET LEARNER folder TOL
"""

import csv
import json
import os
import subprocess
import sys
import time

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC


def documents(data, count):
    """Beginnings and ends of real messages, put together within their class; 1 of 17 is of the rare class."""
    texts = {0: [], 1: []}
    with open(os.path.join(data, "hate-speech.csv"), newline="") as file:
        for row in csv.DictReader(file):
            texts[int(row["class"] == "0")].append(row["tweet"].split())
    with open(os.path.join(data, "sms-spam.tsv"), encoding="utf-8") as file:
        for line in file:
            label, _, text = line.partition("\t")
            texts[int(label == "spam")].append(text.split())
    rng = np.random.default_rng(7)
    y = (rng.uniform(size=count) < 1 / 17).astype(np.int32)
    result = []
    for label in y:
        a, b = (texts[label][i] for i in rng.integers(len(texts[label]), size=2))
        result.append(" ".join(a[: (len(a) + 1) // 2] + b[len(b) // 2 :]))
    # Labels that are wrong now and then, as people's are.
    y[rng.uniform(size=count) < 0.01] ^= 1
    return result, y


def prepare(name, folder, data):
    place = os.path.join(folder, name)
    if name == "W1":
        here = os.path.dirname(os.path.abspath(__file__))
        subprocess.run([sys.executable, os.path.join(here, "samplers_peer.py"), "generate", "W1", folder], check=True)
        y = np.fromfile(f"{place}.i32", dtype=np.int32)
        X = np.fromfile(f"{place}.f64").reshape(len(y), -1)
        os.remove(f"{place}.f64")
        X = (X - X.mean(0)) / X.std(0)
        X.tofile(f"{place}.values")
        shape = dict(rows=len(y), columns=X.shape[1], sparse=False)
    else:
        texts, y = documents(data, 100_000)
        X = TfidfVectorizer(ngram_range=(1, 2) if name == "pairs" else (1, 1)).fit_transform(texts)
        X.sort_indices()
        X.data.tofile(f"{place}.values")
        X.indices.astype(np.int32).tofile(f"{place}.indices")
        X.indptr.astype(np.int32).tofile(f"{place}.starts")
        shape = dict(rows=len(y), columns=X.shape[1], sparse=True)
    y.astype(np.int32).tofile(f"{place}.labels")
    with open(f"{place}.json", "w") as out:
        json.dump(shape, out)


def run(name, learner, folder, tol):
    place = os.path.join(folder, name)
    with open(f"{place}.json") as text:
        shape = json.load(text)
    values = np.fromfile(f"{place}.values")
    y = np.fromfile(f"{place}.labels", dtype=np.int32)
    if shape["sparse"]:
        starts, indices = (np.fromfile(f"{place}.{part}", dtype=np.int32) for part in ["starts", "indices"])
        X = sp.csr_matrix((values, indices, starts), shape=(shape["rows"], shape["columns"]))
    else:
        X = values.reshape(shape["rows"], -1)
    model = {
        "lbfgs": lambda: LogisticRegression(solver="lbfgs", tol=float(tol), max_iter=10_000),
        "newton-cholesky": lambda: LogisticRegression(solver="newton-cholesky", tol=float(tol), max_iter=10_000),
        "svm": lambda: LinearSVC(tol=float(tol), max_iter=100_000),
    }[learner]()
    cpu, wall = time.process_time(), time.perf_counter()
    model.fit(X, y)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    w, sign = model.coef_.ravel(), np.where(y == 1, 1, -1)
    score = sign * model.decision_function(X)
    if learner == "svm":
        objective = np.sum(np.maximum(0, 1 - score) ** 2) + w @ w / 2 + model.intercept_[0] ** 2 / 2
    else:
        objective = np.sum(np.logaddexp(0, -score)) + w @ w / 2
    print(json.dumps(dict(cpu=cpu, wall=wall, objective=objective, iterations=int(np.max(model.n_iter_)))))


if sys.argv[1] == "prepare":
    prepare(*sys.argv[2:])
else:
    run(*sys.argv[2:])
