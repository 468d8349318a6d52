"""imbalanced-learn's side of samplers.mjs.

    samplers_peer.py generate W folder       writes W.f64 and W.i32: rows and labels
    samplers_peer.py run W folder NAME CALLS CPU and wall seconds of one call of one sampler, the last of several, as JSON
"""

import json
import os
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
workloads = {
    "W1": (284_807, 30, 492, 11),
    "W2": (100_000, 20, 10_000, 12),
    "W3": (50_000, 100, 2_500, 13),
    "W4": (1_000_000, 10, 10_000, 14),
}


def generate(name, folder):
    """A majority of three gaussian clouds, a minority of two wider ones, centers drawn from one law: they overlap."""
    rows, columns, positives, seed = workloads[name]
    draw = np.random.RandomState(seed)

    def clouds(count, centers, scale):
        which = draw.randint(0, len(centers), count)
        return centers[which] + scale * draw.standard_normal((count, columns))

    majority = clouds(rows - positives, draw.standard_normal((3, columns)), 1.0)
    minority = clouds(positives, draw.standard_normal((2, columns)), 1.2)
    order = draw.permutation(rows)
    np.vstack([majority, minority])[order].tofile(os.path.join(folder, f"{name}.f64"))
    np.r_[np.zeros(rows - positives), np.ones(positives)].astype(np.int32)[order].tofile(
        os.path.join(folder, f"{name}.i32")
    )


def make(name, categorical=(0, 1, 2)):
    """The sampler of a name, as its users call it."""
    import imblearn.combine as combine
    import imblearn.over_sampling as over
    import imblearn.under_sampling as under

    seed = dict(random_state=0)
    return {
        "randomOverSampler": lambda: over.RandomOverSampler(**seed),
        "randomOverSampler, shrinkage": lambda: over.RandomOverSampler(shrinkage=0.3, **seed),
        "smote": lambda: over.SMOTE(**seed),
        "borderlineSmote": lambda: over.BorderlineSMOTE(**seed),
        "borderlineSmote, kind 2": lambda: over.BorderlineSMOTE(kind="borderline-2", **seed),
        "svmSmote": lambda: over.SVMSMOTE(**seed),
        "kMeansSmote": lambda: over.KMeansSMOTE(cluster_balance_threshold=0.001, **seed),
        "smotenc": lambda: over.SMOTENC(list(categorical), **seed),
        "smoten": lambda: over.SMOTEN(**seed),
        "adasyn": lambda: over.ADASYN(**seed),
        "randomUnderSampler": lambda: under.RandomUnderSampler(**seed),
        "nearMiss, 1": lambda: under.NearMiss(version=1),
        "nearMiss, 2": lambda: under.NearMiss(version=2),
        "nearMiss, 3": lambda: under.NearMiss(version=3),
        "tomekLinks": lambda: under.TomekLinks(),
        "editedNearestNeighbours": lambda: under.EditedNearestNeighbours(),
        "repeatedEditedNearestNeighbours": lambda: under.RepeatedEditedNearestNeighbours(),
        "allKnn": lambda: under.AllKNN(),
        "oneSidedSelection": lambda: under.OneSidedSelection(**seed),
        "condensedNearestNeighbour": lambda: under.CondensedNearestNeighbour(**seed),
        "neighbourhoodCleaningRule": lambda: under.NeighbourhoodCleaningRule(),
        "instanceHardnessThreshold": lambda: under.InstanceHardnessThreshold(**seed),
        "clusterCentroids": lambda: under.ClusterCentroids(**seed),
        "smoteEnn": lambda: combine.SMOTEENN(**seed),
        "smoteTomek": lambda: combine.SMOTETomek(**seed),
    }[name]()


def run(workload, folder, name, calls="1"):
    rows, columns, _, _ = workloads[workload]
    X = np.fromfile(os.path.join(folder, f"{workload}.f64")).reshape(rows, columns)
    y = np.fromfile(os.path.join(folder, f"{workload}.i32"), dtype=np.int32)
    coded = {"smotenc": 3, "smoten": columns}.get(name, 0)
    for column in range(coded):
        X[:, column] = np.floor(np.clip(X[:, column] + 4, 0, 7.99))
    for _ in range(int(calls) - 1):
        make(name).fit_resample(X, y)
    sampler = make(name)
    cpu, wall = time.process_time(), time.perf_counter()
    X_out, y_out = sampler.fit_resample(X, y)
    figures = dict(cpu=time.process_time() - cpu, wall=time.perf_counter() - wall)
    figures.update(rows=len(y_out), positives=int((y_out == 1).sum()), kept=int((y_out == 0).sum()))
    print(json.dumps(figures))


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(sys.argv[2], sys.argv[3])
    else:
        run(*sys.argv[2:])
