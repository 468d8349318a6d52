"""Records test/fixtures/core/numpy-random.json: interleaved draws of numpy.random.RandomState, float64 as hexadecimal.

Run from the root of the repository: python bench/record/numpy-random.py
With the argument `many` it writes 100,000 draws each of randn and beta for every seed to standard output instead.
"""
import json
import struct
import sys

import numpy as np


def hexed(values):
    return [struct.pack(">d", float(v)).hex() for v in values]


def draws(seed):
    r = np.random.RandomState(seed)
    steps = []

    def step(method, arguments, values):
        values = np.asarray(values)
        steps.append([method, arguments, hexed(values) if values.dtype.kind == "f" else values.tolist()])

    step("randint", [0, 2460, 40], r.randint(0, 2460, 40))
    step("uniform", [20], r.uniform(size=20))
    step("uniform", [5, 0, 0.5], r.uniform(0, 0.5, size=5))
    step("choice", [1000, 30, True], r.choice(np.arange(1000), size=30, replace=True))
    step("randn", [7], r.randn(7))
    step("choice", [200, 30, False], r.choice(200, size=30, replace=False))
    step("randn", [4], r.randn(4))
    step("permutation", [50], r.permutation(50))
    step("beta", [10, 10, 12], r.beta(10, 10, size=12))
    step("beta", [0.4, 0.7, 12], r.beta(0.4, 0.7, size=12))
    step("beta", [0.5, 3, 12], r.beta(0.5, 3, size=12))
    step("beta", [1, 1.5, 12], r.beta(1, 1.5, size=12))
    step("beta", [0.001, 0.001, 6], r.beta(0.001, 0.001, size=6))
    step("randint", [5, 6, 3], r.randint(5, 6, 3))
    step("randint", [-7, 2**31, 10], r.randint(-7, 2**31, 10))
    step("randint", [0, 2**32, 10], r.randint(0, 2**32, 10))
    step("randint", [0, 2**32 + 1, 10], r.randint(0, 2**32 + 1, 10))
    step("randint", [-(2**40), 2**50, 10], r.randint(-(2**40), 2**50, 10))
    step("randint", [0, 2**31 - 1, 10], r.randint(np.iinfo(np.int32).max, size=10))
    step("permutation", [700], r.permutation(700))
    step("uniform", [3], r.uniform(size=3))
    step("randn", [1], r.randn(1))
    return steps


seeds = [0, 42, 123456789, 2**32 - 1]
if sys.argv[1:] == ["many"]:
    for seed in seeds:
        sys.stdout.buffer.write(np.random.RandomState(seed).randn(100_000).tobytes())
        sys.stdout.buffer.write(np.random.RandomState(seed).beta(10, 10, 100_000).tobytes())
        sys.stdout.buffer.write(np.random.RandomState(seed).beta(0.4, 0.7, 100_000).tobytes())
else:
    recorded = [{"seed": seed, "draws": draws(seed)} for seed in seeds]
    with open("test/fixtures/core/numpy-random.json", "w") as file:
        json.dump({"numpy": np.__version__, "recorded": recorded}, file, separators=(",", ":"))
