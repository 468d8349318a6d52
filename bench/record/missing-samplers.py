"""Records samplers among rows with missing cells, for test/sampling/missing.test.ts.

Run with the peers' Python (bench/peers.sh):
  python bench/record/missing-samplers.py > test/fixtures/sampling/missing-samplers.json

The peer's samplers refuse missing cells when they check their input, so they are called past that check, with neighbors
of scikit-learn's `nan_euclidean` in the place of Euclidean ones. Cells that a parent misses are then missing in what
they make, and take the value of the other parent (for SMOTE and its kin the first of the two that has one).
"""

import json
import sys

import imblearn.base
import numpy as np
import sklearn
from imblearn.over_sampling import ADASYN, BorderlineSMOTE
from imblearn.under_sampling import CondensedNearestNeighbour, NearMiss, OneSidedSelection
from imblearn.under_sampling._prototype_selection import _tomek_links
from imblearn.utils import check_sampling_strategy
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors


def neighbors(k):
    return NearestNeighbors(n_neighbors=k, metric="nan_euclidean", algorithm="brute")


class Neighbors(NearestNeighbors):
    def __init__(self, n_neighbors=5, n_jobs=None, **_):
        super().__init__(n_neighbors=n_neighbors, metric="nan_euclidean", algorithm="brute", n_jobs=n_jobs)


_tomek_links.NearestNeighbors = Neighbors
check = imblearn.base.validate_data
imblearn.base.validate_data = lambda *args, **kwargs: check(*args, **kwargs, ensure_all_finite="allow-nan")


def classifier(k):
    return KNeighborsClassifier(n_neighbors=k, metric="nan_euclidean", algorithm="brute")


def data(seed, counts, width, share):
    source = np.random.RandomState(seed)
    y = source.permutation(np.repeat(np.arange(len(counts)), counts))
    X = (source.randn(len(y), width) + 0.6 * y[:, np.newaxis]).round(6)
    holes = source.uniform(size=X.shape) < share
    # Two rows without a column in common have no distance.
    holes[:, 0] &= ~holes[:, 1:].any(axis=1)
    X[holes] = np.nan
    return X, y


def plain(rows):
    return [[None if np.isnan(value) else value for value in row] for row in rows.tolist()]


shapes = [dict(seed=11, counts=[60, 24], width=4, share=0.2), dict(seed=12, counts=[50, 30, 16], width=6, share=0.15)]
cases = []
for shape, given in enumerate(shapes):
    X, y = data(**given)
    overs = [
        ("borderlineSmote", dict(kNeighbors=4, mNeighbors=6, kind=kind), BorderlineSMOTE(k_neighbors=neighbors(5), m_neighbors=neighbors(7), kind=kind, random_state=3))
        for kind in ["borderline-1", "borderline-2"]
    ]
    overs.append(("adasyn", dict(nNeighbors=5, exactCount=False), ADASYN(n_neighbors=neighbors(6), random_state=3)))
    for name, options, sampler in overs:
        sampler.sampling_strategy_ = check_sampling_strategy("auto", y, "over-sampling")
        made, labels = sampler._fit_resample(X, y)
        cases.append(dict(shape=shape, sampler=name, options=options, made=plain(made[len(X) :]), y=labels[len(X) :].tolist()))
    unders = [
        ("nearMiss", dict(version=version, nNeighbors=3, nNeighborsVer3=4), NearMiss(version=version, n_neighbors=neighbors(3), n_neighbors_ver3=neighbors(4)))
        for version in [1, 2, 3]
    ]
    for name, options, sampler in unders:
        sampler.sampling_strategy_ = check_sampling_strategy("auto", y, "under-sampling")
        sampler._fit_resample(X, y)
        cases.append(dict(shape=shape, sampler=name, options=options, rows=sampler.sample_indices_.tolist()))
    cleaners = [
        ("oneSidedSelection", dict(nNeighbors=1, nSeedsS=5), OneSidedSelection(n_neighbors=classifier(1), n_seeds_S=5, random_state=3)),
        ("condensedNearestNeighbour", dict(nNeighbors=1, nSeedsS=2), CondensedNearestNeighbour(n_neighbors=classifier(1), n_seeds_S=2, random_state=3)),
    ]
    for name, options, sampler in cleaners:
        sampler.sampling_strategy_ = check_sampling_strategy("auto", y, "clean-sampling")
        sampler._fit_resample(X, y)
        cases.append(dict(shape=shape, sampler=name, options=options, rows=sampler.sample_indices_.tolist()))

data = [data(**given) for given in shapes]
json.dump(
    dict(
        versions=[imblearn.__version__, sklearn.__version__],
        data=[dict(X=plain(X), y=y.tolist()) for X, y in data],
        cases=cases,
    ),
    sys.stdout,
    separators=(",", ":"),
)
