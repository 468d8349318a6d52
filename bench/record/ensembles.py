"""Records the average precision of scikit-learn's and imbalanced-learn's forests and ensembles, for test/ensembles.

Run with the peers' Python:  python bench/record/ensembles.py > test/fixtures/ensembles/quality.json

The data look like mammography: six columns, 4 % of a rare class in two clumps inside the other. Cells are multiples of
1/64. Every learner is fitted on the first half and judged on the second, once a random state.
"""

import json
import sys

import imblearn
import numpy as np
import sklearn
from imblearn.ensemble import (
    BalancedBaggingClassifier,
    BalancedRandomForestClassifier,
    EasyEnsembleClassifier,
    RUSBoostClassifier,
)
from imblearn.over_sampling import SMOTE, RandomOverSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.tree import DecisionTreeClassifier

rng = np.random.default_rng(3)
rows, columns = 4000, 6
y = (rng.uniform(size=rows) < 0.04).astype(int)
X = rng.normal(size=(rows, columns)) * np.array([1, 1, 2, 1, 0.5, 1])
clump = rng.uniform(size=rows) < 0.6
X[(y == 1) & clump, :2] += 1.7
X[(y == 1) & ~clump, 2:4] -= 2.2
X = np.round(X * 64) / 64
half = rows // 2

peers = {
    "randomForest": lambda state: RandomForestClassifier(random_state=state),
    "randomForest balancedSubsample": lambda state: RandomForestClassifier(
        random_state=state, class_weight="balanced_subsample", min_samples_leaf=3
    ),
    "balancedBaggingClassifier": lambda state: BalancedBaggingClassifier(random_state=state),
    "balancedRandomForest": lambda state: BalancedRandomForestClassifier(random_state=state),
    "easyEnsemble": lambda state: EasyEnsembleClassifier(random_state=state),
    "rusBoost": lambda state: RUSBoostClassifier(random_state=state),
    "bagging with SMOTE": lambda state: BalancedBaggingClassifier(random_state=state, sampler=SMOTE()),
    "bagging of half the columns": lambda state: BalancedBaggingClassifier(random_state=state, max_features=0.5),
    "bagging of columns drawn again": lambda state: BalancedBaggingClassifier(
        random_state=state, bootstrap_features=True
    ),
    "bagging of a third of the rows": lambda state: BalancedBaggingClassifier(random_state=state, max_samples=0.3),
    "forest of rows drawn again": lambda state: BalancedRandomForestClassifier(
        random_state=state, bootstrap=True, max_samples=30
    ),
    "easy ensemble of trees": lambda state: EasyEnsembleClassifier(
        random_state=state, estimator=DecisionTreeClassifier(max_depth=4), replacement=True
    ),
    "rusBoost of trees": lambda state: RUSBoostClassifier(
        random_state=state, estimator=DecisionTreeClassifier(max_depth=3), learning_rate=0.5
    ),
}
scores = {}
for name, make in peers.items():
    scores[name] = []
    for state in range(10):
        p = make(state).fit(X[:half], y[:half]).predict_proba(X[half:])[:, 1]
        scores[name].append([round(average_precision_score(y[half:], p), 5), round(roc_auc_score(y[half:], p), 5)])
    print(name, np.mean(scores[name], 0), np.std(scores[name], 0), file=sys.stderr)

oob = []
for state in range(10):
    bag = BalancedBaggingClassifier(
        n_estimators=20, random_state=state, sampler=RandomOverSampler(), oob_score=True
    )
    bag.fit(X[:half], y[:half])
    rare = bag.oob_decision_function_[:, 1]
    judged = ~np.isnan(rare)
    oob.append([round(bag.oob_score_, 5), round(average_precision_score(y[:half][judged], rare[judged]), 5)])

json.dump(
    {
        "sklearn": sklearn.__version__,
        "imblearn": imblearn.__version__,
        "columns": columns,
        "cells": (X * 64).astype(int).ravel().tolist(),
        "codes": y.tolist(),
        "scores": scores,
        "oob": oob,
    },
    sys.stdout,
    separators=(",", ":"),
)
