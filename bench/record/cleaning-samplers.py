"""Records what imbalanced-learn's cleaning samplers give, as digests, for test/sampling/cleaning-parity.test.ts.

Run with the peers' Python (bench/peers.sh):
  python bench/record/cleaning-samplers.py > test/fixtures/sampling/cleaning.json

The data come from a generator that both sides compute exactly (congruential_data.py): only SHA-256 digests of the results'
bytes are written down.
"""

import json
import sys
import warnings

import imblearn
import numpy as np
import sklearn
from imblearn.combine import SMOTEENN, SMOTETomek
from imblearn.under_sampling import (
    AllKNN,
    EditedNearestNeighbours,
    NeighbourhoodCleaningRule,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
)

from congruential_data import make_data, short_digest

warnings.filterwarnings("ignore")


def shape(rows, columns, shares):
    return dict(rows=rows, columns=columns, shares=shares, levels=[])


shapes = {
    "binary": shape(900, 8, [0.85, 0.15]),
    "narrow": shape(600, 2, [0.9, 0.1]),
    "wide": shape(250, 30, [0.25, 0.75]),
    "three": shape(800, 5, [0.2, 0.7, 0.1]),
    "five": shape(700, 3, [0.1, 0.35, 0.25, 0.05, 0.25]),
    "even": shape(300, 4, [0.5, 0.5]),
    "large": shape(3000, 6, [0.04, 0.96]),
}
strategies = {
    "binary": ["auto", "all", "majority"],
    "narrow": ["auto", "all"],
    "wide": ["auto", "not majority", "all"],
    "three": ["auto", "majority", "not majority", "all", [0, 2]],
    "five": ["auto", "all", [4, 1]],
    "even": ["auto", "all"],
    "large": ["auto", "all"],
}
over = {"three": {"0": 150, "2": 90}, "binary": 0.6, "five": {"3": 100}}
editors = {
    "editedNearestNeighbours": EditedNearestNeighbours,
    "repeatedEditedNearestNeighbours": RepeatedEditedNearestNeighbours,
    "allKnn": AllKNN,
}


def plans():
    for name in shapes:
        for strategy in strategies[name]:
            for sampler in editors:
                yield sampler, name, dict(samplingStrategy=strategy)
                yield sampler, name, dict(samplingStrategy=strategy, kindSel="mode")
            yield "neighbourhoodCleaningRule", name, dict(samplingStrategy=strategy)
            yield "tomekLinks", name, dict(samplingStrategy=strategy)
        for k in [1, 2, 4, 5]:
            for kind in ["all", "mode"]:
                for sampler in editors:
                    yield sampler, name, dict(nNeighbors=k, kindSel=kind)
            yield "neighbourhoodCleaningRule", name, dict(nNeighbors=k, thresholdCleaning=3.5)
        yield "repeatedEditedNearestNeighbours", name, dict(maxIter=2)
        yield "allKnn", name, dict(allowMinority=True, samplingStrategy="all")
        yield "allKnn", name, dict(allowMinority=True, kindSel="mode", nNeighbors=6)
        yield "neighbourhoodCleaningRule", name, dict(thresholdCleaning=1.5)
        for sampler in ["smoteEnn", "smoteTomek"]:
            yield sampler, name, dict()
            if name in over:
                yield sampler, name, dict(samplingStrategy=over[name], kNeighbors=4)
                yield sampler, name, dict(kNeighbors=7, smote=dict(samplingStrategy=over[name], kNeighbors=3))
        yield "smoteEnn", name, dict(enn=dict(nNeighbors=5, kindSel="mode"))
        yield "smoteEnn", name, dict(smote=dict(kNeighbors=3), enn=dict(samplingStrategy="auto", nNeighbors=2))
        yield "smoteTomek", name, dict(tomek=dict(samplingStrategy="majority"))
        yield "smoteTomek", name, dict(smote=dict(kNeighbors=3), tomek=dict(samplingStrategy="not minority"))


def peer(name, options, seed):
    strategy = options.get("samplingStrategy", "auto")
    if isinstance(strategy, dict):
        strategy = {int(key): value for key, value in strategy.items()}
    common = dict(sampling_strategy=strategy)
    if name == "tomekLinks":
        return TomekLinks(**common)
    if name == "neighbourhoodCleaningRule":
        return NeighbourhoodCleaningRule(
            **common,
            n_neighbors=options.get("nNeighbors", 3),
            threshold_cleaning=options.get("thresholdCleaning", 0.5),
        )
    if name in editors:
        common |= dict(n_neighbors=options.get("nNeighbors", 3), kind_sel=options.get("kindSel", "all"))
        if "maxIter" in options:
            common["max_iter"] = options["maxIter"]
        if "allowMinority" in options:
            common["allow_minority"] = options["allowMinority"]
        return editors[name](**common)
    from imblearn.over_sampling import SMOTE

    own = options.get("smote", {})
    if "samplingStrategy" in own:
        strategy = own["samplingStrategy"]
        common = dict(sampling_strategy={int(k): v for k, v in strategy.items()} if isinstance(strategy, dict) else strategy)
    smote = SMOTE(**common, random_state=seed, k_neighbors=own.get("kNeighbors", options.get("kNeighbors", 5)))
    if name == "smoteEnn":
        return SMOTEENN(smote=smote, enn=peer("editedNearestNeighbours", dict(samplingStrategy="all") | options.get("enn", {}), seed))
    return SMOTETomek(smote=smote, tomek=peer("tomekLinks", dict(samplingStrategy="all") | options.get("tomek", {}), seed))


cases = []
for name, shape_name, options in plans():
    for seed in [0, 42]:
        data_seed = 3000 + seed
        X, y = make_data(data_seed, **shapes[shape_name])
        sampler = peer(name, options, seed)
        try:
            X_out, y_out = sampler.fit_resample(X, y)
        except ValueError as error:
            # A pass of the peer may leave too few rows for the next.
            print(name, shape_name, options, error, file=sys.stderr)
            continue
        cases.append(
            dict(
                sampler=name,
                options=options,
                seed=seed,
                shape=shape_name,
                rows=len(y_out),
                X=short_digest(X_out, "<f8"),
                y=short_digest(y_out, "<i4"),
            )
        )

versions = {"imbalanced-learn": imblearn.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__}
json.dump(dict(versions=versions, shapes=shapes, cases=cases), sys.stdout, separators=(",", ":"))
