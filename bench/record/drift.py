"""Records what SciPy says of random samples, for test/drift/drift.test.ts.

Run with the peers' Python:  python bench/record/drift.py > test/fixtures/drift/drift.json
"""

import json
import sys

import numpy as np
import scipy
from scipy import stats
from scipy.spatial.distance import jensenshannon

rng = np.random.RandomState(12)
numbers, counted = [], []
for case in range(25):
    reference = rng.normal(size=rng.randint(20, 120))
    current = rng.normal(rng.choice([0, 0.2, 1]), rng.choice([1, 2]), size=rng.randint(20, 120))
    if case % 2:
        reference, current = np.round(reference, 1), np.round(current, 1)
    test = stats.ks_2samp(reference, current, method="asymp")
    numbers.append(
        dict(
            reference=np.round(reference, 6).tolist(),
            current=np.round(current, 6).tolist(),
            ks=float(stats.ks_2samp(np.round(reference, 6), np.round(current, 6)).statistic),
            p=float(test.pvalue),
            wasserstein=float(stats.wasserstein_distance(np.round(reference, 6), np.round(current, 6))),
        )
    )
    size = rng.randint(2, 8)
    one, other = rng.randint(1, 40, size), rng.randint(0, 40, size)
    chi = stats.chi2_contingency([one, other], correction=False)
    counted.append(
        dict(
            reference=one.tolist(),
            current=other.tolist(),
            chi=float(chi.statistic),
            p=float(chi.pvalue),
            js=float(jensenshannon(one, other, base=2)),
        )
    )
json.dump(dict(versions=dict(scipy=scipy.__version__), numbers=numbers, counted=counted), sys.stdout, separators=(",", ":"))
