"""Records predictions of scikit-learn's HistGradientBoostingClassifier for test/models/boosting-parity.test.ts."""
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier

rng = np.random.default_rng(21)
cases = []


def data(n, d, k, levels):
    """Columns with at most `levels` distinct values, so that the bins of both are the same."""
    X = np.round(rng.normal(size=(n, d)) * levels / 8).astype(float)
    X += rng.normal(size=d).round(3)
    z = X[:, 0] * X[:, 1 % d] / levels + np.abs(X[:, 2 % d]) / levels
    noise = rng.normal(size=n) * 0.4
    y = np.digitize(z + noise, np.quantile(z, [0.85] if k == 2 else [0.6, 0.9]))
    return X, y


def record(name, X, y, options, weights=None, categorical=None, class_weight=None, tolerance=1e-6):
    names = {"learningRate": "learning_rate", "maxIter": "max_iter", "maxLeafNodes": "max_leaf_nodes",
             "maxDepth": "max_depth", "minSamplesLeaf": "min_samples_leaf", "l2Regularization": "l2_regularization",
             "maxBins": "max_bins"}
    model = HistGradientBoostingClassifier(
        early_stopping=False, categorical_features=categorical, class_weight=class_weight, random_state=0,
        **{names[k]: v for k, v in options.items()})
    model.fit(X, y, sample_weight=weights)
    train = model.decision_function(X)
    cases.append({
        "name": name, "columns": X.shape[1], "X": [None if np.isnan(v) else round(float(v), 6) for v in X.ravel()],
        "y": y.tolist(), "weights": None if weights is None else weights.tolist(), "categorical": categorical or [],
        "options": {**options, **({"classWeight": class_weight} if class_weight else {})}, "tolerance": tolerance,
        "scores": np.round(train.ravel(), 9).tolist(), "iterations": int(model.n_iter_),
        "leaves": int(sum(p.get_n_leaf_nodes() for ps in model._predictors for p in ps)),
    })


quick = {"maxIter": 30}
X, y = data(500, 4, 2, 40)
record("two classes", X, y, {"maxIter": 100})
record("small trees", X, y, {**quick, "maxLeafNodes": 5, "learningRate": 0.3})
record("depth, penalty, small leaves", X, y, {**quick, "maxDepth": 3, "l2Regularization": 2.5, "minSamplesLeaf": 8})
record("balanced", X, y, quick, class_weight="balanced")
record("sample weights", X, y, quick, weights=rng.uniform(0.2, 3, len(y)).round(2))
X, y = data(500, 3, 3, 40)
record("three classes", X, y, quick)
X, y = data(600, 3, 2, 60)
X[rng.uniform(size=X.shape) < 0.15] = np.nan
record("missing cells", X, y, quick)
X, y = data(700, 3, 2, 60)
X[:, 2] = rng.integers(0, 12, len(y))
effect = rng.normal(size=12)
y = (effect[X[:, 2].astype(int)] + X[:, 0] / 20 + rng.normal(size=len(y)) > 1.5).astype(int)
X[rng.uniform(size=len(y)) < 0.05, 2] = np.nan
record("a column of categories", X, y, quick, categorical=[2])
X = np.round(rng.normal(size=(600, 3)), 4)
y = (X[:, 0] ** 2 + X[:, 1] + rng.normal(size=600) * 0.3 > 1.6).astype(int)
record("more values than bins", X, y, {**quick, "maxBins": 32})
record("more values than bins, weighted", X, y, {**quick, "maxBins": 32}, weights=rng.uniform(0.2, 3, 600).round(2))

path = Path(__file__).parents[2] / "test/fixtures/models/boosting.json"
path.write_text(json.dumps({"peer": f"scikit-learn {sklearn.__version__}", "cases": cases}))
print(path.stat().st_size)
