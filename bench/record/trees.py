"""Records trees of scikit-learn's DecisionTreeClassifier and the votes of its AdaBoostClassifier, for test/models/trees.

Run with the peers' Python:  python bench/record/trees.py > test/fixtures/models/trees.json

Cells are multiples of 1/256, which float32 holds exactly: the peer rounds to it. Where two splits are equally good the
peer lets `random_state` choose, so a case is kept only if thirty random states give the same tree.
"""

import json
import sys

import numpy as np
import sklearn
from sklearn.ensemble import AdaBoostClassifier
from sklearn.tree import DecisionTreeClassifier

rng = np.random.default_rng(11)


def make_data(rows, columns, classes):
    X = np.round(rng.normal(size=(rows, columns)) * 256) / 256
    scores = X @ rng.normal(size=(columns, classes)) + (X[:, :1] * X[:, 1:2]) + rng.gumbel(size=(rows, classes))
    scores[:, 0] += 1
    return X, scores.argmax(1)


def tree_of(X, y, weights, options, state):
    tree = DecisionTreeClassifier(random_state=state, **options).fit(X, y, sample_weight=weights)
    return tree, tree.tree_


def same(a, b):
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in ("feature", "threshold", "children_right"))


def camel(options):
    names = {
        "max_depth": "maxDepth",
        "max_leaf_nodes": "maxLeafNodes",
        "min_samples_split": "minSamplesSplit",
        "min_samples_leaf": "minSamplesLeaf",
        "min_impurity_decrease": "minImpurityDecrease",
        "class_weight": "classWeight",
    }
    named = {names.get(name, name): value for name, value in options.items()}
    if isinstance(named.get("classWeight"), dict):
        named["classWeight"] = {str(name): value for name, value in named["classWeight"].items()}
    return named


cases = []
plans = [
    (300, 4, 2, {"max_depth": 4, "min_samples_leaf": 5}, False),
    (300, 4, 2, {"min_samples_split": 40}, False),
    (400, 6, 2, {"max_depth": 5, "min_samples_leaf": 4, "criterion": "entropy"}, False),
    (400, 5, 3, {"max_depth": 5, "min_samples_leaf": 6}, False),
    (400, 5, 4, {"min_samples_split": 50, "criterion": "entropy"}, False),
    (320, 4, 2, {"max_depth": 5, "min_samples_leaf": 3, "class_weight": "balanced"}, False),
    (350, 4, 3, {"max_depth": 4, "class_weight": {0: 0.5, 1: 3, 2: 1.25}}, True),
    (350, 4, 2, {"min_samples_split": 20}, True),
    (500, 3, 2, {"min_impurity_decrease": 0.004, "min_samples_leaf": 2}, False),
    (3000, 3, 2, {"max_depth": 6, "min_samples_split": 200}, False),
]


def preorder(tree):
    """The nodes as they are met from left to right: where trees grow best first they are numbered otherwise."""
    order, pending = [], [0]
    while pending:
        node = pending.pop()
        order.append(node)
        if tree.children_left[node] >= 0:
            pending += [tree.children_right[node], tree.children_left[node]]
    return np.array(order)


def record(plans):
    for rows, columns, classes, options, weighted in plans:
        for attempt in range(200):
            X, y = make_data(rows, columns, classes)
            if rows == 3000:
                # A rare class, so that bins lie around its values.
                y = ((y == 1) & (rng.uniform(size=rows) < 0.06)).astype(int)
            if rows == 320:
                # 64 of 320 rows: balanced weights are 0.625 and 2.5, whose sums are exact, so that ties are ties.
                y = (np.argsort(np.argsort(-(X[:, 0] + X[:, 1] * X[:, 2] + rng.normal(size=rows)))) < 64).astype(int)
            weights = rng.integers(0, 4, rows).astype(float) * 0.5 if weighted else None
            fitted, tree = tree_of(X, y, weights, options, 0)
            if all(same(tree, tree_of(X, y, weights, options, state)[1]) for state in range(1, 30)):
                break
        else:
            raise SystemExit(f"no data without ties for {options}")
        order = preorder(tree)
        place = np.argsort(order)
        cases.append(
            {
                "options": camel({key: value for key, value in options.items()}),
                "columns": columns,
                "cells": (X * 256).astype(int).ravel().tolist(),
                "codes": y.tolist(),
                "weights": None if weights is None else weights.tolist(),
                "features": tree.feature[order].clip(-1).tolist(),
                "thresholds": [None if f < 0 else t for f, t in zip(tree.feature[order].tolist(), tree.threshold[order].tolist())],
                "rights": [int(place[right]) if right >= 0 else 0 for right in tree.children_right[order]],
                "probabilities": np.round(fitted.predict_proba(X[:40]), 12).ravel().tolist(),
            }
        )


record(plans)
boosted = []
for rows, columns, classes, options in [
    (300, 4, 2, {"n_estimators": 12}),
    (300, 4, 3, {"n_estimators": 12, "learning_rate": 0.5}),
]:
    for attempt in range(200):
        X, y = make_data(rows, columns, classes)
        seen = [AdaBoostClassifier(random_state=state, **options).fit(X, y).predict_proba(X) for state in range(10)]
        if all(np.array_equal(seen[0], other) for other in seen):
            break
    else:
        raise SystemExit(f"no data without ties for {options}")
    boosted.append(
        {
            "options": {"nEstimators": options["n_estimators"], "learningRate": options.get("learning_rate", 1)},
            "columns": columns,
            "cells": (X * 256).astype(int).ravel().tolist(),
            "codes": y.tolist(),
            "probabilities": np.round(seen[0][:60], 12).ravel().tolist(),
        }
    )

record(
    [
        (400, 4, 2, {"max_leaf_nodes": 9, "min_samples_leaf": 4}, False),
        (400, 5, 3, {"max_leaf_nodes": 12, "max_depth": 4, "min_samples_leaf": 3, "criterion": "entropy"}, False),
        (350, 4, 2, {"max_leaf_nodes": 14, "min_samples_split": 20}, True),
        (300, 3, 2, {"max_leaf_nodes": 200, "min_samples_split": 30}, False),
    ]
)

json.dump({"sklearn": sklearn.__version__, "trees": cases, "boosted": boosted}, sys.stdout, separators=(",", ":"))
