"""Records what imbalanced-learn's under-samplers give, as digests, for test/sampling/under-parity.test.ts.

Run with the peers' Python (bench/peers.sh):  python bench/record/under-samplers.py > test/fixtures/sampling/under.json

The data come from a generator that both sides compute exactly (congruential_data.py): only SHA-256 digests of the results'
bytes are written down.
"""

import json
import sys
import warnings

import imblearn
import numpy as np
import sklearn
from imblearn.under_sampling import CondensedNearestNeighbour, NearMiss, OneSidedSelection

from congruential_data import digest, make_data

warnings.filterwarnings("ignore")


def shape(rows, columns, shares):
    return dict(rows=rows, columns=columns, shares=shares, levels=[])


shapes = {
    "binary": shape(400, 8, [0.85, 0.15]),
    "narrow": shape(600, 2, [0.9, 0.1]),
    "wide": shape(250, 30, [0.25, 0.75]),
    "three": shape(500, 5, [0.2, 0.7, 0.1]),
    "five": shape(700, 3, [0.1, 0.35, 0.25, 0.05, 0.25]),
    "even": shape(300, 4, [0.5, 0.5]),
}
counted = {
    "binary": ["auto", "all", "majority", 0.6, {"0": 100}],
    "narrow": ["auto", {"0": 300}],
    "wide": ["auto", "not majority"],
    "three": ["auto", "majority", "not majority", "all", {"1": 150, "0": 60}],
    "five": ["auto", {"4": 50, "1": 100}],
    "even": ["auto", "all"],
}
cleaned = {
    "binary": ["auto", "all", "majority"],
    "narrow": ["auto"],
    "wide": ["auto", "not majority", "all"],
    "three": ["auto", "majority", "not majority", "all", [0, 2]],
    "five": ["auto", [4, 1]],
    "even": ["auto", "all"],
}


def plans():
    for name in shapes:
        for strategy in counted[name]:
            for version in [1, 2, 3]:
                yield "nearMiss", name, dict(samplingStrategy=strategy, version=version)
        for version in [1, 2, 3]:
            yield "nearMiss", name, dict(version=version, nNeighbors=1)
            yield "nearMiss", name, dict(version=version, nNeighbors=7)
        yield "nearMiss", name, dict(version=3, nNeighborsVer3=6)
        for sampler in ["oneSidedSelection", "condensedNearestNeighbour"]:
            for strategy in cleaned[name]:
                yield sampler, name, dict(samplingStrategy=strategy)
            yield sampler, name, dict(nNeighbors=3)
            yield sampler, name, dict(nNeighbors=2)
            yield sampler, name, dict(nNeighbors=4, nSeedsS=5)
            yield sampler, name, dict(nSeedsS=7)


def peer(name, options, seed):
    strategy = options.get("samplingStrategy", "auto")
    if isinstance(strategy, dict):
        strategy = {int(key): value for key, value in strategy.items()}
    if name == "nearMiss":
        return NearMiss(
            sampling_strategy=strategy,
            version=options["version"],
            n_neighbors=options.get("nNeighbors", 3),
            n_neighbors_ver3=options.get("nNeighborsVer3", 3),
        )
    cls = OneSidedSelection if name == "oneSidedSelection" else CondensedNearestNeighbour
    return cls(
        sampling_strategy=strategy,
        random_state=seed,
        n_neighbors=options.get("nNeighbors", None),
        n_seeds_S=options.get("nSeedsS", 1),
    )


cases = []
for name, shape_name, options in plans():
    for seed in [0, 42] if name != "nearMiss" else [0]:
        data_seed = 2000 + seed
        X, y = make_data(data_seed, **shapes[shape_name])
        sampler = peer(name, options, seed)
        X_out, y_out = sampler.fit_resample(X, y)
        cases.append(
            dict(
                sampler=name,
                options=options,
                seed=seed,
                shape=shape_name,
                dataSeed=data_seed,
                rows=len(y_out),
                indices=digest(sampler.sample_indices_, "<i4")[:32],
            )
        )

versions = {"imbalanced-learn": imblearn.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__}
json.dump(dict(versions=versions, shapes=shapes, cases=cases), sys.stdout, separators=(",", ":"))
