"""Records scikit-learn's cost-complexity pruning, and rows given as shares, for test/models/pruning.test.ts.

Run with the peers' Python:  python bench/record/pruning.py > test/fixtures/models/pruning.json
"""

import json
import sys

import numpy as np
import sklearn
from sklearn.tree import DecisionTreeClassifier

rng = np.random.default_rng(11)
rows, columns = 240, 4
cells = rng.permutation(rows * columns).reshape(rows, columns)
X = cells / 64
score = X[:, 0] + 0.6 * X[:, 1] + rng.normal(size=rows) * 4
y = np.digitize(score, np.quantile(score, [0.7, 0.9]))
weights = rng.integers(1, 4, size=rows)

cases = []
for criterion in ("gini", "entropy"):
    for alpha in (0, 0.002, 0.005, 0.01, 0.03, 0.1, 1):
        for weighted in (False, True):
            tree = DecisionTreeClassifier(criterion=criterion, ccp_alpha=alpha, random_state=0)
            tree.fit(X, y, sample_weight=weights if weighted else None)
            cases.append(
                {
                    "criterion": criterion,
                    "ccpAlpha": alpha,
                    "weighted": weighted,
                    "leaves": int(tree.get_n_leaves()),
                    "depth": int(tree.get_depth()),
                    "said": np.round(tree.predict_proba(X)[::6].ravel(), 9).tolist(),
                }
            )

shares = []
for split, leaf in ((0.1, 1), (0.33, 0.01), (2, 0.05), (0.001, 0.11)):
    tree = DecisionTreeClassifier(min_samples_split=split, min_samples_leaf=leaf, random_state=0).fit(X, y)
    shares.append({"split": split, "leaf": leaf, "leaves": int(tree.get_n_leaves()), "depth": int(tree.get_depth())})

json.dump(
    {
        "sklearn": sklearn.__version__,
        "cells": cells.ravel().tolist(),
        "codes": y.tolist(),
        "weights": weights.tolist(),
        "cases": cases,
        "shares": shares,
    },
    sys.stdout,
    separators=(",", ":"),
)
