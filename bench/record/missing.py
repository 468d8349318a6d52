"""Records SMOTE among rows with missing cells, for test/sampling/distances.test.ts.

Run with the peers' Python (bench/peers.sh):  python bench/record/missing.py > test/fixtures/sampling/missing.json

The peer refuses missing cells, so its steps are taken by hand: scikit-learn's `nan_euclidean_distances` for the neighbors,
imbalanced-learn's draws (`_make_samples`), and, for cells that a parent misses, the value of the other parent.
"""

import json
import sys

import numpy as np
import sklearn
from sklearn.metrics.pairwise import nan_euclidean_distances

source = np.random.RandomState(5)
X = source.randn(60, 4).round(3)
X[source.uniform(size=X.shape) < 0.2] = np.nan
y = (np.arange(60) % 3 == 0).astype(int)

rare = X[y == 1]
distances = nan_euclidean_distances(rare)
np.fill_diagonal(distances, np.inf)
distances[np.isnan(distances)] = np.inf
k, count = 5, int((y == 0).sum() - (y == 1).sum())
neighbors = np.argsort(distances, axis=1, kind="stable")[:, :k]
draw = np.random.RandomState(42)
drawn = draw.randint(low=0, high=neighbors.size, size=count)
steps = draw.uniform(size=count)[:, np.newaxis]
first, second = rare[drawn // k], rare[neighbors[drawn // k, drawn % k]]
made = first + steps * (second - first)
made = np.where(np.isnan(made), np.where(np.isnan(first), second, first), made)


def plain(rows):
    return [[None if np.isnan(value) else value for value in row] for row in rows.tolist()]


json.dump(
    dict(version=sklearn.__version__, X=plain(X), y=y.tolist(), distances=plain(np.where(np.isinf(distances), np.nan, distances)), made=plain(made)),
    sys.stdout,
    separators=(",", ":"),
)
