"""Records what imbalanced-learn makes of `sampling_strategy`, and its helpers, for test/sampling/aids.test.ts.

Run with the peers' Python (bench/peers.sh):
  python bench/record/resampling-aids.py > test/fixtures/sampling/aids.json

The cases of `sampling_strategy` are not copied: they are read from the parameters of the peer's own installed tests,
with a stand-in for pytest, which the peer's installation lacks.
"""

import json
import os
import re
import sys
import types

import numpy as np


class Mark:
    """Enough of pytest to import a test file and to read its parameters."""

    def parametrize(self, names, cases, **_):
        def remember(function):
            function.cases = (names, cases)
            return function

        return remember

    def __getattr__(self, _):
        return lambda *args, **kwargs: (lambda function: function)


pytest = types.ModuleType("pytest")
pytest.mark = Mark()
pytest.fixture = lambda *args, **kwargs: (args[0] if args and callable(args[0]) else (lambda function: function))
pytest.importorskip = __import__
pytest.raises = None
sys.modules["pytest"] = pytest
import sklearn.utils

import imblearn.utils

# The test file asks scikit-learn's testing tools for a function or two, and these need pytest.
testing = types.ModuleType("sklearn.utils._testing")
testing.assert_array_equal = np.testing.assert_array_equal
testing.ignore_warnings = None
sys.modules["sklearn.utils._testing"] = testing
import imblearn.utils.tests.test_validation as validation
from imblearn.datasets import make_imbalance
from imblearn.tensorflow import balanced_batch_generator
from imblearn.utils import check_sampling_strategy

kinds = {"over-sampling": "over", "under-sampling": "under", "clean-sampling": "cleaning"}


def plain(strategy):
    if callable(strategy):
        return "function: as many as the largest"
    if isinstance(strategy, dict):
        return {str(key): int(value) for key, value in strategy.items()}
    return strategy


def counts(y):
    names, found = np.unique(y, return_counts=True)
    return {str(name): int(count) for name, count in zip(names, found)}


def case(strategy, y, kind):
    one = dict(kind=kinds[kind], strategy=plain(strategy), counts=counts(y))
    try:
        given = check_sampling_strategy(strategy, y, kind)
        return {**one, "expected": {str(key): int(value) for key, value in given.items()}}
    except ValueError as error:
        return {**one, "error": str(error)}


strategies = []
_, cases = validation.test_check_sampling_strategy.cases
strategies += [case(strategy, target, kind) for strategy, kind, _, target in cases]
_, cases = validation.test_sampling_strategy_check_order.cases
strategies += [case(strategy, validation.multiclass_target, kind) for strategy, kind, _ in cases]
_, cases = validation.test_check_sampling_strategy_float_error.cases
strategies += [case(ratio, y, kind) for ratio, y, kind, _ in cases]
_, cases = validation.test_check_sampling_strategy_error_wrong_string.cases
strategies += [case(word, np.array([1, 2, 3]), kind) for word, kind, _ in cases]
_, cases = validation.test_sampling_strategy_class_target_unknown.cases
strategies += [case(strategy, validation.multiclass_target, kind) for strategy, kind in cases]
_, cases = validation.test_sampling_strategy_float_error_not_in_range.cases
strategies += [case(ratio, np.array([1] * 50 + [2] * 100), "under-sampling") for ratio in cases]
_, cases = validation.test_sampling_strategy_list_error_not_clean_sampling.cases
strategies += [case([1, 2, 3], validation.multiclass_target, kind) for kind in cases]
multi = validation.multiclass_target
strategies += [
    case({1: 0, 2: 0, 3: 0}, multi, "clean-sampling"),
    case("rnd", np.array([1, 2, 3]), "over-sampling"),
    case("auto", np.ones((10,), dtype=int), "over-sampling"),
    case({1: -100, 2: 50, 3: 25}, multi, "under-sampling"),
    case({1: 45, 2: 100, 3: 70}, multi, "over-sampling"),
    case({1: 45, 2: 100, 3: 70}, multi, "under-sampling"),
    case(0.5, multi, "under-sampling"),
]

y = np.array([code for row in range(60) for code in ([2, 0, 1, 1] if row % 3 else [0, 2, 1, 0])])
X = np.arange(len(y), dtype=float).reshape(-1, 1)
imbalances = []
for strategy in [{"0": 10, "1": 20, "2": 30}, {"0": 10, "1": 20}, {"2": 0, "1": 3}]:
    for seed in [0, 7]:
        rows, _ = make_imbalance(X, y, sampling_strategy={int(k): v for k, v in strategy.items()}, random_state=seed)
        imbalances.append(dict(strategy=strategy, seed=seed, rows=rows[:, 0].astype(int).tolist()))
batches = []
for size, seed in [(32, 0), (50, 11)]:
    generator, steps = balanced_batch_generator(X, y, batch_size=size, random_state=seed, sample_weight=X[:, 0] / 2)
    epoch, weights, length = [], [], 0
    total = int(np.bincount(y).min() * 3)
    while length < total:
        rows, _, weight = next(generator)
        epoch.append(rows[:, 0].astype(int).tolist())
        weights.append(weight.tolist())
        length += len(rows)
    batches.append(dict(size=size, seed=seed, epoch=epoch, weights=weights))

import imblearn

json.dump(
    dict(version=imblearn.__version__, strategies=strategies, y=y.tolist(), imbalances=imbalances, batches=batches),
    sys.stdout,
    separators=(",", ":"),
)
