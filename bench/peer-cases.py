"""Runs imbalanced-learn's own tests of its samplers, as installed, and prints every resampling that they did.

Each line of the output is one call of `fit_resample` in a test that passed: sampler, parameters, data and result, as
JSON. Tests with hard-coded arrays so become cases for peer-cases.mjs without a copy of their files.
"""

import json
import os
import sys
import warnings

import imblearn
import imblearn.combine
import imblearn.over_sampling
import imblearn.under_sampling
import numpy as np
import pytest
from imblearn.base import SamplerMixin
from imblearn.under_sampling import EditedNearestNeighbours
from sklearn.base import BaseEstimator
from sklearn.neighbors import NearestNeighbors

warnings.filterwarnings("ignore")
root = os.path.dirname(imblearn.__file__)
files = [
    os.path.join(folder, name)
    for folder, _, names in os.walk(root)
    for name in names
    if name.startswith("test_") and name.endswith(".py") and any(part in folder for part in ("over_sampling", "under_sampling", "combine"))
]
printed = os.dup(1)
os.dup2(2, 1)


class Recorder:
    """A pytest plugin that keeps the outermost resamplings of each test that passes."""

    def __init__(self):
        self.calls, self.cases, self.depth = [], [], 0
        for cls in set(subclasses(SamplerMixin)):
            if "fit_resample" in cls.__dict__:
                cls.fit_resample = wrap(self, cls.__dict__["fit_resample"])

    def pytest_runtest_setup(self, item):
        self.calls = []

    def pytest_runtest_logreport(self, report):
        if report.when != "call" or not report.passed:
            return
        for sampler, parameters, X, y, (X_out, y_out) in self.calls:
            case = dict(test=report.nodeid.split("/")[-1], sampler=sampler)
            try:
                case.update(options=options(parameters), X=table(X), y=table(y), X_out=table(X_out), y_out=table(y_out))
            except TypeError as why:
                case.update(skipped=str(why))
            self.cases.append(case)


def wrap(recorder, original):
    def fit_resample(self, X, y, **kwargs):
        # A test may change them between two calls.
        parameters = self.get_params(deep=False)
        recorder.depth += 1
        try:
            result = original(self, X, y, **kwargs)
        finally:
            recorder.depth -= 1
        if recorder.depth == 0:
            recorder.calls.append((type(self).__name__, parameters, X, y, result))
        return result

    return fit_resample


def subclasses(cls):
    yield cls
    for one in cls.__subclasses__():
        yield from subclasses(one)


def options(parameters):
    written = {}
    for name, value in parameters.items():
        if isinstance(value, NearestNeighbors):
            value = dict(neighbors=value.n_neighbors)
        elif isinstance(value, EditedNearestNeighbours):
            value = dict(options=options(value.get_params(deep=False)))
        elif isinstance(value, BaseEstimator):
            raise TypeError(f"{name} is an estimator: {type(value).__name__}")
        elif callable(value):
            raise TypeError(f"{name} is a function")
        elif isinstance(value, np.random.RandomState):
            raise TypeError(f"{name} is a stream of numbers")
        elif isinstance(value, (np.ndarray, np.generic)):
            value = value.tolist()
        elif isinstance(value, dict):
            value = {str(key): count for key, count in value.items()}
        json.dumps(value)
        written[name] = value
    return written


def table(values):
    if hasattr(values, "toarray"):
        raise TypeError("the data are sparse")
    array = np.asarray(values)
    if array.dtype.kind in "iufb":
        array = array.astype(float)
        return np.where(np.isfinite(array), array.astype(object), None).tolist()
    if array.dtype.kind in "OUS":
        return [list(map(plain, row)) if np.ndim(row) else plain(row) for row in array]
    raise TypeError(f"the data are of type {array.dtype}")


def plain(value):
    if isinstance(value, (bool, np.bool_, int, float, np.integer, np.floating)):
        return float(value) if np.isfinite(value) else None
    return str(value)


recorder = Recorder()
pytest.main(["-q", "-p", "no:cacheprovider", *sorted(files)], plugins=[recorder])
with os.fdopen(printed, "w") as out:
    for case in recorder.cases:
        out.write(json.dumps(case) + "\n")
