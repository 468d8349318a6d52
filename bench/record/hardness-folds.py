"""Records the folds of imbalanced-learn's InstanceHardnessCV, and the probabilities that it deals them by.

    python bench/record/hardness-folds.py > test/fixtures/evaluation/hardness-folds.json
"""

import json

import numpy as np
from imblearn.model_selection import InstanceHardnessCV
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

cases = []
for rows, rare, folds, positive in [(200, 0.1, 5, None), (97, 0.2, 3, 0), (60, 0.3, 7, 1)]:
    X, y = make_classification(rows, weights=[1 - rare], flip_y=0.05, random_state=rows)
    model = LogisticRegression()
    column = 1 if positive is None else positive
    scores = cross_val_predict(model, X, y, cv=folds, method="predict_proba")[:, column]
    splitter = InstanceHardnessCV(model, n_splits=folds, pos_label=positive)
    cases.append(
        dict(
            y=y.tolist(),
            scores=scores.tolist(),
            folds=folds,
            validation=[validation.tolist() for _, validation in splitter.split(X, y)],
        )
    )
print(json.dumps(cases))
