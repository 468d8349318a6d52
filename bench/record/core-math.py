"""Records high-precision values for test/core/math.test.ts: the double nearest to the true value and the distance from it.

Needs mpmath. Run from the root of the repository: python bench/record/core-math.py
"""
import json
import math
import random
import struct

import mpmath as mp

mp.mp.prec = 400
rng = random.Random(7)


def hexed(x):
    return struct.pack(">d", x).hex()


def case(arguments, true):
    nearest = float(true)
    unit = math.ulp(nearest)
    # How far the nearest double lies from the true value, in units in the last place.
    return [*map(hexed, arguments), hexed(nearest), round(float((mp.mpf(nearest) - true) / unit), 4)]


def any_double():
    while True:
        x = struct.unpack(">d", rng.getrandbits(64).to_bytes(8, "big"))[0]
        if math.isfinite(x) and x != 0:
            return x


exps = [rng.uniform(-745.1, 709.7) for _ in range(300)] + [rng.uniform(-1, 1) for _ in range(200)]
exps += [rng.choice([-1, 1]) * 2.0 ** rng.uniform(-60, 0) for _ in range(100)]
logs = [abs(any_double()) for _ in range(200)] + [rng.uniform(0.5, 2) for _ in range(300)]
logs += [1 + rng.choice([-1, 1]) * 2.0 ** rng.uniform(-52, -3) for _ in range(300)] + [5e-324, 2.5e-310]
log1ps = [rng.choice([-1, 1]) * 2.0 ** rng.uniform(-70, -0.01) for _ in range(300)] + [
    2.0 ** rng.uniform(-1, 1000) for _ in range(100)
]
pows = []
while len(pows) < 600:
    x = abs(any_double()) if rng.random() < 0.3 else rng.choice([rng.uniform(0, 3), 1 + rng.uniform(-1e-5, 1e-5)])
    y = rng.uniform(-1, 1) * 2.0 ** rng.uniform(-5, 22)
    if x > 0 and -744 < y * math.log(x) < 709:
        pows.append((x, y))

json.dump(
    {
        "exp": [case([x], mp.exp(mp.mpf(x))) for x in exps],
        "log": [case([x], mp.log(mp.mpf(x))) for x in logs],
        "log1p": [case([x], mp.log1p(mp.mpf(x))) for x in log1ps],
        "pow": [case([x, y], mp.power(mp.mpf(x), mp.mpf(y))) for x, y in pows],
    },
    open("test/fixtures/core/math.json", "w"),
    separators=(",", ":"),
)
