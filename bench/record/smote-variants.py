"""Records what smote_variants gives where it is deterministic, for test/sampling/variants.test.ts.

Run with a Python that has smote_variants 1.0.1:  python bench/record/smote-variants.py > test/fixtures/sampling/variants.json

Rows of polynom_fit_SMOTE (star and bus), the proximity levels of ProWSyn and the densities of SMOBD. The data are those
of bench/record/samplers.py.
"""

import json
import sys

import numpy as np
from smote_variants import SMOBD, ProWSyn
from smote_variants.oversampling._polynom_fit_smote import polynom_fit_SMOTE


def make_data(seed, rows, columns, shares):
    state = seed

    def draw():
        nonlocal state
        state = (state * 1664525 + 1013904223) % 2**32
        return state / 2**32

    X, y = np.zeros((rows, columns)), np.zeros(rows, dtype=int)
    for row in range(rows):
        y[row] = 0 if draw() < shares[0] else 1
        for column in range(columns):
            value = draw() + draw() + draw() + draw() - 2
            X[row, column] = value + (y[row] * 0.75 if column % 2 == 0 else 0)
    return X, y


shape = dict(rows=300, columns=3, shares=[0.85, 0.15], levels=[])
X, y = make_data(7, shape["rows"], shape["columns"], shape["shares"])
rare = np.flatnonzero(y == 1)


def rows_of(topology, count):
    sampler = polynom_fit_SMOTE(topology=topology, proportion=count / (len(y) - 2 * len(rare)))
    return sampler.sample(X, y)[0][len(y) :].round(9).ravel().tolist()


prowsyn = ProWSyn(n_neighbors=1)
prowsyn.class_label_statistics(y)
clusters, numbers = prowsyn.determine_clusters_proximity_levels(X, y)
levels = {int(row): int(level) for cluster, level in zip(clusters, numbers) for row in cluster}

smobd = SMOBD(t=1e9, max_eps=1.5)
_, density = smobd.determine_indices_and_density(X[rare], {"metric_tensor": None})

out = dict(
    shape=shape,
    dataSeed=7,
    star=rows_of("star", 2 * len(rare)),
    bus=rows_of("bus", 2 * len(rare)),
    levels=[levels[int(row)] for row in rare] if set(levels) == set(rare.tolist()) else levels,
    density=density.tolist(),
)
json.dump(out, sys.stdout)
