"""Data that both sides compute exactly, and digests of results: what the recording scripts of samplers share.

Integers of a linear congruential generator; sums of four of them are near-gaussian numbers.
"""

import hashlib

import numpy as np


class Congruential:
    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state / 2**32


def make_data(seed, rows, columns, shares, levels=()):
    """Near-gaussian columns, shifted by class in every second one, then one column of codes per entry of `levels`."""
    draw = Congruential(seed).uniform
    width = columns + len(levels)
    X = np.zeros((rows, width))
    y = np.zeros(rows, dtype=int)
    for row in range(rows):
        u = draw()
        bound = 0.0
        for code, share in enumerate(shares):
            bound += share
            if u < bound:
                y[row] = code
                break
        for column in range(columns):
            value = draw() + draw() + draw() + draw() - 2
            X[row, column] = value + (y[row] * 0.75 if column % 2 == 0 else 0)
        for index, count in enumerate(levels):
            # Low codes are the commoner ones.
            X[row, columns + index] = np.floor(draw() * draw() * count)
    return X, y


def digest(array, dtype):
    """The SHA-256 of the bytes."""
    return hashlib.sha256(np.ascontiguousarray(array, dtype=dtype).tobytes()).hexdigest()


def short_digest(array, dtype):
    """The first half of it, for fixtures of many cases."""
    return digest(array, dtype)[:32]
