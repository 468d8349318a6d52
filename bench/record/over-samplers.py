"""Records what imbalanced-learn's over-samplers give, as digests, for test/sampling/over-parity.test.ts.

Run with the peers' Python:  python bench/record/over-samplers.py > test/fixtures/sampling/over.json

The data are those of bench/record/samplers.py: a generator that both sides compute exactly. `support` holds the rows of
the support vectors that SVMSMOTE was given, since these come from another library's solver.
"""

import json
import sys
import warnings

import imblearn
import numpy as np
import sklearn
from imblearn.over_sampling import ADASYN, SMOTEN, SVMSMOTE, BorderlineSMOTE, RandomOverSampler
from sklearn.svm import SVC

from congruential_data import digest, make_data

warnings.simplefilter("ignore")


shapes = {
    "binary": dict(rows=400, columns=8, shares=[0.85, 0.15], levels=[]),
    "lone column": dict(rows=900, columns=1, shares=[0.5, 0.2, 0.3], levels=[]),
    "narrow": dict(rows=1500, columns=2, shares=[0.8, 0.2], levels=[]),
    "wide": dict(rows=250, columns=30, shares=[0.25, 0.75], levels=[]),
    "three": dict(rows=600, columns=5, shares=[0.2, 0.6, 0.2], levels=[]),
    "levels": dict(rows=700, columns=0, shares=[0.8, 0.2], levels=[40, 55, 70, 90, 60, 45]),
    "levels of three": dict(rows=900, columns=0, shares=[0.3, 0.5, 0.2], levels=[80, 60, 70, 50, 90]),
}
over = {
    "binary": ["auto", "all", "minority", 0.6, {"1": 250}],
    "lone column": ["auto"],
    "narrow": ["auto", {"1": 330}],
    "wide": ["auto", "not minority"],
    "three": ["auto", "minority", "not minority", {"0": 150, "2": 190}],
    "levels": ["auto", 0.7, {"1": 180}],
    "levels of three": ["auto", {"0": 300, "2": 200}],
}
numeric = ["binary", "lone column", "narrow", "wide", "three"]


def plans():
    for shape in numeric:
        classes = len(shapes[shape]["shares"])
        for strategy in over[shape]:
            base = dict(samplingStrategy=strategy)
            yield "randomOverSampler", shape, dict(base, shrinkage=1)
            yield "borderlineSmote", shape, base
            yield "borderlineSmote", shape, dict(base, kind="borderline-2")
            yield "adasyn", shape, dict(base, exactCount=False)
            yield "svmSmote", shape, dict(base, exactCount=False)
        yield "randomOverSampler", shape, dict(shrinkage={str(code): 0.25 * (code + 1) for code in range(classes)})
        yield "borderlineSmote", shape, dict(kNeighbors=3, mNeighbors=5)
        yield "borderlineSmote", shape, dict(kind="borderline-2", kNeighbors=12, mNeighbors=7)
        yield "adasyn", shape, dict(nNeighbors=2, exactCount=False)
        yield "adasyn", shape, dict(nNeighbors=9, exactCount=False)
        yield "svmSmote", shape, dict(kNeighbors=3, mNeighbors=6, outStep=0.3, exactCount=False)
    for shape in ["levels", "levels of three"]:
        for strategy in over[shape]:
            yield "smoten", shape, dict(samplingStrategy=strategy)
        yield "smoten", shape, dict(kNeighbors=3)


def peer(name, options, seed):
    strategy = options.get("samplingStrategy", "auto")
    if isinstance(strategy, dict):
        strategy = {int(key): value for key, value in strategy.items()}
    common = dict(sampling_strategy=strategy, random_state=seed)
    k = options.get("kNeighbors", 5)
    m = options.get("mNeighbors", 10)
    if name == "randomOverSampler":
        shrinkage = options["shrinkage"]
        if isinstance(shrinkage, dict):
            shrinkage = {int(key): value for key, value in shrinkage.items()}
        return RandomOverSampler(shrinkage=shrinkage, **common)
    if name == "borderlineSmote":
        return BorderlineSMOTE(k_neighbors=k, m_neighbors=m, kind=options.get("kind", "borderline-1"), **common)
    if name == "adasyn":
        return ADASYN(n_neighbors=options.get("nNeighbors", 5), **common)
    if name == "smoten":
        return SMOTEN(k_neighbors=k, **common)
    return SVMSMOTE(k_neighbors=k, m_neighbors=m, out_step=options.get("outStep", 0.5), **common)


cases = []
support = {}
for name, shape, options in plans():
    for seed in [0, 42]:
        X, y = make_data(1000 + seed, **shapes[shape])
        case = dict(sampler=name, options=options, seed=seed, shape=shape, dataSeed=1000 + seed)
        if name == "svmSmote":
            support[f"{shape} {1000 + seed}"] = SVC(gamma="scale").fit(X, y).support_.tolist()
        try:
            X_out, y_out = peer(name, options, seed).fit_resample(X, y)
        except ValueError as error:
            print(name, shape, options, seed, error, file=sys.stderr)
            continue
        if name == "borderlineSmote" and len(y_out) == len(y):
            print(name, shape, options, seed, "returned the data unchanged", file=sys.stderr)
            continue
        # The normal draws behind moved rows rest on the C library's logarithm, whose last bit differs between machines.
        digested = np.rint(X_out * 2**32) if name == "randomOverSampler" else X_out
        cases.append(dict(case, rows=len(y_out), X=digest(digested, "<f8"), y=digest(y_out, "<i4")))

versions = {"imbalanced-learn": imblearn.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__}
json.dump(dict(versions=versions, shapes=shapes, support=support, cases=cases), sys.stdout)
