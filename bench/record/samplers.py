"""Records what imbalanced-learn's samplers give, as digests, for test/sampling/parity.test.ts.

Run with the peers' Python (bench/peers.sh):  python bench/record/samplers.py > test/fixtures/sampling/parity.json

The data come from a generator that both sides compute exactly: integers of a linear congruential generator, sums of
four of them as near-gaussian numbers. No number is written down, only SHA-256 digests of the results' bytes.
"""

import json
import sys

import imblearn
import numpy as np
import sklearn
from imblearn.combine import SMOTETomek
from imblearn.over_sampling import SMOTE, SMOTENC, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler, TomekLinks

from congruential_data import digest, make_data


shapes = {
    "binary": dict(rows=400, columns=8, shares=[0.85, 0.15], levels=[]),
    "narrow": dict(rows=600, columns=2, shares=[0.9, 0.1], levels=[]),
    "wide": dict(rows=250, columns=30, shares=[0.25, 0.75], levels=[]),
    "three": dict(rows=500, columns=5, shares=[0.2, 0.7, 0.1], levels=[]),
    "mixed": dict(rows=400, columns=5, shares=[0.8, 0.2], levels=[2, 4, 3]),
    "mixed three": dict(rows=500, columns=4, shares=[0.2, 0.65, 0.15], levels=[5, 2]),
    "many levels": dict(rows=600, columns=6, shares=[0.7, 0.3], levels=[300, 2]),
}
numeric = ["binary", "narrow", "wide", "three"]
over = {
    "binary": ["auto", "all", "minority", 0.6, {"1": 250}],
    "narrow": ["auto", {"1": 70}],
    "wide": ["auto", "not minority"],
    "three": ["auto", "minority", "not minority", {"0": 150, "2": 90}],
    "mixed": ["auto", 0.7],
    "mixed three": ["auto", {"2": 140}],
    "many levels": ["auto"],
}
under = {
    "binary": ["auto", "all", "majority", 0.6, {"0": 100}],
    "narrow": ["auto"],
    "wide": ["auto", "not majority"],
    "three": ["auto", "majority", "not majority", {"1": 150, "0": 60}],
}
cleaning = {"binary": ["auto", "all"], "narrow": ["auto", "all"], "wide": ["all"], "three": ["auto", "all", "majority", ["0", "2"]]}


def plans():
    for shape in numeric:
        for strategy in over[shape]:
            yield "randomOverSampler", shape, dict(samplingStrategy=strategy)
            yield "smote", shape, dict(samplingStrategy=strategy)
        yield "smote", shape, dict(kNeighbors=1)
        yield "smote", shape, dict(kNeighbors=9)
        for strategy in under[shape]:
            yield "randomUnderSampler", shape, dict(samplingStrategy=strategy)
        yield "randomUnderSampler", shape, dict(replacement=True)
        for strategy in cleaning[shape]:
            yield "tomekLinks", shape, dict(samplingStrategy=strategy)
        yield "smoteTomek", shape, dict(samplingStrategy=over[shape][-1])
        yield "smoteTomek", shape, dict(samplingStrategy="auto")
    for shape in ["mixed", "mixed three", "many levels"]:
        for strategy in over[shape]:
            yield "smotenc", shape, dict(samplingStrategy=strategy)
        yield "smotenc", shape, dict(kNeighbors=3)


def peer(name, shape, options, seed):
    strategy = options.get("samplingStrategy", "auto")
    if isinstance(strategy, dict):
        strategy = {int(key): value for key, value in strategy.items()}
    if isinstance(strategy, list):
        strategy = [int(key) for key in strategy]
    k = options.get("kNeighbors", 5)
    if name == "randomOverSampler":
        return RandomOverSampler(sampling_strategy=strategy, random_state=seed)
    if name == "randomUnderSampler":
        return RandomUnderSampler(
            sampling_strategy=strategy, random_state=seed, replacement=options.get("replacement", False)
        )
    if name == "smote":
        return SMOTE(sampling_strategy=strategy, random_state=seed, k_neighbors=k)
    if name == "smotenc":
        columns = shapes[shape]["columns"]
        categorical = list(range(columns, columns + len(shapes[shape]["levels"])))
        return SMOTENC(categorical, sampling_strategy=strategy, random_state=seed, k_neighbors=k)
    if name == "tomekLinks":
        return TomekLinks(sampling_strategy=strategy)
    return SMOTETomek(sampling_strategy=strategy, random_state=seed)


cases = []
for name, shape, options in plans():
    for seed in [0, 42] if name != "tomekLinks" else [0]:
        data_seed = 1000 + seed
        X, y = make_data(data_seed, **shapes[shape])
        sampler = peer(name, shape, options, seed)
        X_out, y_out = sampler.fit_resample(X, y)
        case = dict(
            sampler=name,
            options=options,
            seed=seed,
            shape=shape,
            dataSeed=data_seed,
            rows=len(y_out),
            X=digest(X_out, "<f8"),
            y=digest(y_out, "<i4"),
        )
        if hasattr(sampler, "sample_indices_"):
            case["indices"] = digest(sampler.sample_indices_, "<i4")
        cases.append(case)

versions = {"imbalanced-learn": imblearn.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__}
json.dump(dict(versions=versions, shapes=shapes, cases=cases), sys.stdout, indent=1)
