"""Records what imbalanced-learn's cluster and hardness samplers give with a clustering or classifier of our own.

Run with the peers' Python (bench/peers.sh):
    python bench/record/cluster-samplers.py > test/fixtures/sampling/clusters.json

Their own k-means and forest differ between machines; given centers, clusters or scores they do not. So the estimators
here are rules that test/sampling/cluster-parity.test.ts computes too. Data and digests are those of congruential_data.py.
"""

import json
import sys
import warnings

import imblearn
import numpy as np
import sklearn
from imblearn.over_sampling import KMeansSMOTE
from imblearn.under_sampling import ClusterCentroids, InstanceHardnessThreshold
from sklearn.base import BaseEstimator, ClassifierMixin

from congruential_data import make_data, short_digest

warnings.filterwarnings("ignore")


class Between(BaseEstimator):
    """Centers between the first rows and the last, nearer to the first."""

    def __init__(self, n_clusters=8):
        self.n_clusters = n_clusters

    def fit(self, X, y=None):
        self.cluster_centers_ = (3 * X[: self.n_clusters] + X[len(X) - self.n_clusters :]) / 4
        return self

    def predict(self, X):
        raise NotImplementedError


class Slices(BaseEstimator):
    """Clusters by the first column, cut into slices of equal width."""

    def __init__(self, n_clusters=8):
        self.n_clusters = n_clusters

    def fit(self, X, y=None):
        return self

    def predict(self, X):
        return self.fit_predict(X)

    def fit_predict(self, X, y=None):
        return np.clip(np.floor((X[:, 0] + 2) / 5 * self.n_clusters), 0, self.n_clusters - 1).astype(int)


class Means(ClassifierMixin, BaseEstimator):
    """Probabilities in proportion to 1 / (1 + the squared distance to the mean of the class)."""

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.means_ = [X[y == c].mean(axis=0) for c in self.classes_]
        return self

    def predict_proba(self, X):
        near = np.stack([1 / (1 + ((X - mean) ** 2).sum(axis=1)) for mean in self.means_], axis=1)
        return near / near.sum(axis=1, keepdims=True)

    def predict(self, X):
        return self.classes_[self.predict_proba(X).argmax(axis=1)]


def shape(rows, columns, shares):
    return dict(rows=rows, columns=columns, shares=shares, levels=[])


shapes = {
    "binary": shape(400, 8, [0.85, 0.15]),
    "narrow": shape(600, 2, [0.9, 0.1]),
    "three": shape(500, 5, [0.2, 0.7, 0.1]),
    "five": shape(700, 3, [0.1, 0.35, 0.25, 0.05, 0.25]),
}


def plans():
    for name in shapes:
        for voting in ["auto", "soft", "hard"]:
            yield "clusterCentroids", name, dict(voting=voting)
        yield "clusterCentroids", name, dict(samplingStrategy={"1": 20}, voting="hard")
        for cv in [5, 3]:
            yield "instanceHardnessThreshold", name, dict(cv=cv)
        yield "instanceHardnessThreshold", name, dict(samplingStrategy={"1": 20})
        for threshold in [0.0, 0.1]:
            for exponent in ["auto", 1.0, 0.0]:
                for clusters in [1, 3, 6]:
                    yield "kMeansSmote", name, dict(
                        clusters=clusters, clusterBalanceThreshold=threshold, densityExponent=exponent
                    )
        yield "kMeansSmote", name, dict(clusters=4, clusterBalanceThreshold="auto", kNeighbors=4)


def peer(name, options, seed):
    strategy = options.get("samplingStrategy", "auto")
    if isinstance(strategy, dict):
        strategy = {int(key): value for key, value in strategy.items()}
    if name == "clusterCentroids":
        return ClusterCentroids(sampling_strategy=strategy, estimator=Between(), voting=options["voting"])
    if name == "instanceHardnessThreshold":
        return InstanceHardnessThreshold(
            sampling_strategy=strategy, estimator=Means(), cv=options.get("cv", 5), random_state=seed
        )
    return KMeansSMOTE(
        random_state=seed,
        k_neighbors=options.get("kNeighbors", 2),
        kmeans_estimator=Slices(options["clusters"]),
        cluster_balance_threshold=options["clusterBalanceThreshold"],
        density_exponent=options["densityExponent"] if "densityExponent" in options else "auto",
    )


cases = []
for name, shape_name, options in plans():
    for seed in [0, 42]:
        X, y = make_data(3000 + seed, **shapes[shape_name])
        case = dict(sampler=name, options=options, seed=seed, shape=shape_name, dataSeed=3000 + seed)
        try:
            X_out, y_out = peer(name, options, seed).fit_resample(X, y)
            case.update(rows=len(y_out), X=short_digest(X_out, "<f8"), y=short_digest(y_out, "<i4"))
        except RuntimeError as error:
            case.update(error=str(error)[:40])
        cases.append(case)

versions = {"imbalanced-learn": imblearn.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__}
json.dump(dict(versions=versions, shapes=shapes, cases=cases), sys.stdout, separators=(",", ":"))
